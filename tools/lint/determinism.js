import ts from 'typescript'

// Type-aware determinism rules for chain/ and modules/ (cosmos.md 2.8): each message names the replacement.

const services = (context) => {
  const found = context.sourceCode.parserServices
  if (found?.program === undefined || found.program === null)
    throw new Error('the determinism rules need type information')
  return found
}

/** BigInt and number 1n << 5n have flags; unions are looked into. */
const someType = (type, test) => (type.isUnion() ? type.types.some(test) : test(type))
const isBigint = (type) => someType(type, (t) => (t.flags & ts.TypeFlags.BigIntLike) !== 0)
const isNamed = (names) => (type) =>
  someType(type, (t) => names.includes(t.getSymbol()?.getName() ?? ''))
const isCollection = isNamed([
  'Map',
  'Set',
  'ReadonlyMap',
  'ReadonlySet',
  'MapIterator',
  'SetIterator',
])

const rule = (message, create) => ({
  meta: { type: 'problem', schema: [], messages: { banned: message } },
  create,
})

export default {
  rules: {
    'no-bigint-division': rule(
      'BigInt division truncates toward zero: use divFloor or divCeil of chain/types/arith.',
      (context) => ({
        "BinaryExpression[operator='/'], AssignmentExpression[operator='/=']"(node) {
          if (isBigint(services(context).getTypeAtLocation(node.left)))
            context.report({ node, messageId: 'banned' })
        },
      }),
    ),
    'no-collection-order': rule(
      'The order of a Map or Set is its history: sort the keys by bytes, or iterate the store.',
      (context) => {
        const check = (source, node) => {
          if (source && isCollection(services(context).getTypeAtLocation(source)))
            context.report({ node, messageId: 'banned' })
        }
        /** [...x].sort(f) and Array.from(x).sort(f) have an order of their own. */
        const isSorted = (list) =>
          list.parent.type === 'MemberExpression' &&
          list.parent.object === list &&
          list.parent.property.name === 'sort' &&
          list.parent.parent.type === 'CallExpression'
        return {
          ForOfStatement(node) {
            check(node.right, node)
          },
          "CallExpression[callee.property.name='forEach']"(node) {
            check(node.callee.object, node)
          },
          SpreadElement(node) {
            if (!isSorted(node.parent)) check(node.argument, node)
          },
          "CallExpression[callee.object.name='Array'][callee.property.name='from']"(node) {
            if (!isSorted(node)) check(node.arguments[0], node)
          },
          'YieldExpression[delegate=true]'(node) {
            check(node.argument, node)
          },
          "VariableDeclarator[id.type='ArrayPattern']"(node) {
            check(node.init, node)
          },
        }
      },
    ),
    'no-number-of-bigint': rule(
      'Number() of a bigint loses bits above 2^53: use toSafeNumber of chain/types/arith.',
      (context) => ({
        "CallExpression[callee.name='Number']"(node) {
          const argument = node.arguments[0]
          if (argument !== undefined && isBigint(services(context).getTypeAtLocation(argument)))
            context.report({ node, messageId: 'banned' })
        },
      }),
    ),
  },
}

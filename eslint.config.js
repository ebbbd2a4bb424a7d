import tseslint from 'typescript-eslint'
import determinism from './tools/lint/determinism.js'

const use = (name, message) => ({ name, message })
const no = (selector, message) => ({ selector, message })
const math = [
  'random',
  'pow',
  'exp',
  'expm1',
  'log',
  'log2',
  'log10',
  'log1p',
  'sin',
  'cos',
  'tan',
  'asin',
  'acos',
  'atan',
  'atan2',
  'sinh',
  'cosh',
  'tanh',
  'asinh',
  'acosh',
  'atanh',
  'cbrt',
  'hypot',
]

export default [
  { ignores: ['**/dist/**', 'proto/gen/**', '**/node_modules/**', '.tap/**'] },
  {
    files: ['**/*.ts'],
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { ts: tseslint.plugin },
    rules: {
      'ts/no-floating-promises': 'error',
      'ts/no-misused-promises': 'error',
      'ts/switch-exhaustiveness-check': 'error',
      'ts/require-array-sort-compare': ['error', { ignoreStringArrays: false }],
      'ts/consistent-type-imports': 'error',
    },
  },
  {
    files: ['chain/**/*.ts', 'modules/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        use('Date', 'use ctx.headerTime'),
        use('Promise', 'the state machine is synchronous'),
        use('Intl', 'compare bytes'),
        use('process', 'inject it from node/'),
        use('setTimeout', 'use block heights'),
        use('setInterval', 'use block heights'),
        use('setImmediate', 'the state machine is synchronous'),
        use('queueMicrotask', 'the state machine is synchronous'),
        use('crypto', 'hash with chain/codec/hash'),
        use('parseFloat', 'amounts are bigint'),
        use('performance', 'measure in node/'),
        use('console', 'emit an event'),
        use('WeakRef', 'never observe GC'),
        use('FinalizationRegistry', 'never observe GC'),
        use('globalThis', 'it gets around every ban here: name what is used'),
        use('eval', 'no code from text'),
        use('Function', 'no code from text'),
        use('fetch', 'the state machine has no I/O'),
      ],
      'no-restricted-properties': [
        'error',
        ...math.map((property) => ({
          object: 'Math',
          property,
          message: 'implementation-defined; use chain/types/arith',
        })),
        { object: 'JSON', property: 'stringify', message: 'hash canonical bytes, never JSON' },
        { object: 'Number', property: 'parseFloat', message: 'amounts are bigint' },
        { property: 'localeCompare', message: 'compareBytes' },
        { property: 'toSorted', message: 'sortBytes' },
      ],
      'no-restricted-syntax': [
        'error',
        no('ForInStatement', 'iterate the store'),
        no("BinaryExpression[operator='**']", 'integer powers'),
        no("AssignmentExpression[operator='**=']", 'integer powers'),
        no(':function[async=true]', 'the state machine is synchronous'),
        no('AwaitExpression', 'the state machine is synchronous'),
        no(
          "CallExpression[callee.property.name='sort'][arguments.length=0]",
          'sort() orders by UTF-16 text: pass a total comparator such as compareBytes',
        ),
        no(
          'CallExpression[callee.property.name=/^(toLocaleString|normalize|toLocaleLowerCase|toLocaleUpperCase)$/]',
          'ICU differs between versions: ASCII only',
        ),
        no('Literal[regex.flags=/[uv]/]', 'no Unicode tables in consensus'),
      ],
    },
  },
  {
    files: ['chain/**/*.ts', 'modules/**/*.ts'],
    ignores: ['chain/codec/hash.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^node:',
              message:
                'no node: module in chain or modules (chain/codec/hash.ts is the one exception)',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['chain/**/*.ts', 'modules/**/*.ts'],
    ignores: ['chain/collections/**'],
    rules: {
      'ts/no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'immer',
              message: 'immer sees one entity, through StoreMap.update in chain/collections',
              allowTypeImports: true,
            },
          ],
        },
      ],
    },
  },
  {
    files: ['chain/**/*.ts', 'modules/**/*.ts'],
    ignores: ['chain/types/arith.ts'],
    plugins: { determinism },
    rules: {
      'determinism/no-bigint-division': 'error',
      'determinism/no-collection-order': 'error',
      'determinism/no-number-of-bigint': 'error',
    },
  },
]

import tseslint from 'typescript-eslint'

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
    ignores: ['chain/codec/hash.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        use('Date', 'use ctx.headerTime'),
        use('Promise', 'the state machine is synchronous'),
        use('Intl', 'compare bytes'),
        use('process', 'inject it from node/'),
        use('setTimeout', 'use block heights'),
        use('performance', 'measure in node/'),
        use('console', 'emit an event'),
        use('WeakRef', 'never observe GC'),
        use('FinalizationRegistry', 'never observe GC'),
      ],
      'no-restricted-properties': [
        'error',
        ...math.map((property) => ({
          object: 'Math',
          property,
          message: 'implementation-defined; use chain/types/arith',
        })),
        { object: 'JSON', property: 'stringify', message: 'hash canonical bytes, never JSON' },
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
          'ImportDeclaration[source.value=/^node:/]',
          'no node: module in chain or modules (chain/codec/hash.ts is the one exception)',
        ),
        no('Literal[regex.flags=/[uv]/]', 'no Unicode tables in consensus'),
      ],
    },
  },
]

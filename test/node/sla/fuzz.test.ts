import fc from 'fast-check'
import t from 'tap'
import { LIBRARY_CAPS } from '../../../modules/sla/ir/caps.js'
import { compile } from '../../../modules/sla/ir/compile.js'
import { parsePlanDocument } from '../../../modules/sla/ir/document.js'
import { importSla } from '../../../node/sla/importSla.js'
import { RULES, SlaImportError } from '../../../node/sla/problem.js'
import { SAME_OFFER } from './fixtures.js'

const TEXTS = Object.values(SAME_OFFER)
const utf8 = new TextEncoder()

/** Pieces that mean something to a parser or to the importer. */
const PIECES = [
  ...[
    '{',
    '}',
    '[',
    ']',
    ':',
    ', ',
    '- ',
    '\n',
    '\t',
    '"',
    "'",
    '#',
    '&a ',
    '*a',
    '!!str ',
    '? ',
    '|',
  ],
  ...[
    '<<: ',
    '$ref: "#/plans"',
    '$ref: ./x.yaml',
    '__proto__',
    'null',
    '~',
    'base',
    'default',
    '1e9',
  ],
  ...[
    'unlimited',
    'custom: true',
    'max: -1',
    'period: forever',
    '.5',
    '1.',
    '-',
    '\\u0000',
    '\u2028',
  ],
  ...['é', '😀', '---\n', '...\n', '%YAML 1.2\n', 'x-infonex: {}', 'guarantees: {}', 'plan: {}'],
]

/** True when the bytes are read, or refused by the importer's own error with a known rule each. */
function isOrderly(bytes: Uint8Array): boolean {
  try {
    const { bytes: out } = importSla(bytes, { file: 'f.yaml', readBeside: () => bytes })
    compile(parsePlanDocument(out, LIBRARY_CAPS))
    const again = importSla(out, { file: 'f.yaml' })
    return Buffer.compare(out, again.bytes) === 0
  } catch (error) {
    return (
      error instanceof SlaImportError &&
      error.problems.length > 0 &&
      error.problems.every((p) => Object.hasOwn(RULES, p.rule) && p.path !== '' && p.reason !== '')
    )
  }
}

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.nat(12),
  put: fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 4, unit: 'binary' })),
})

await t.test(
  'an edited document is read, or refused by the one error: nothing else is thrown',
  (t) => {
    fc.assert(
      fc.property(
        fc.constantFrom(...TEXTS),
        fc.array(edit, { minLength: 1, maxLength: 4 }),
        (text, edits) => {
          let out = text
          for (const { at, cut, put } of edits) {
            const from = Math.floor(at * out.length)
            out = out.slice(0, from) + put + out.slice(from + cut)
          }
          return isOrderly(utf8.encode(out))
        },
      ),
      { numRuns: 1500 },
    )
    t.end()
  },
)

await t.test('a document with lines moved or doubled is read or refused', (t) => {
  fc.assert(
    fc.property(
      fc.constantFrom(...TEXTS),
      fc.nat(60),
      fc.nat(60),
      fc.nat(6),
      (text, a, b, indent) => {
        const lines = text.split('\n')
        const [line = ''] = lines.slice(a % lines.length)
        lines.splice(b % lines.length, a % 2, `${' '.repeat(indent)}${line}`)
        return isOrderly(utf8.encode(lines.join('\n')))
      },
    ),
    { numRuns: 500 },
  )
  t.end()
})

await t.test('any bytes are refused by the one error', (t) => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => isOrderly(bytes)),
    { numRuns: 300 },
  )
  t.end()
})

type Node = string | readonly Node[] | { readonly [key: string]: Node }

const KEYS = [
  ...[
    'sla',
    'sla4oas',
    'context',
    'metrics',
    'plans',
    'plan',
    'pricing',
    'quotas',
    'rates',
    'base',
  ],
  ...['guarantees', 'global', 'objective', 'cost', 'overage', 'operation', 'max', 'period', 'unit'],
  ...[
    'amount',
    'type',
    'id',
    'provider',
    '/a',
    'get',
    'requests',
    '$ref',
    'x-infonex',
    'availability',
  ],
]

await t.test('any tree of known keys is read or refused', (t) => {
  const { node } = fc.letrec<{ node: Node }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 7, withCrossShrink: true },
      fc.constantFrom('1', '1.0.0', 'plans', 'month', '#/plans', 'a <= 1', 'R/00:00:00Z/01:00:00Z'),
      fc.array(tie('node'), { maxLength: 2 }),
      fc.dictionary(fc.constantFrom(...KEYS), tie('node'), { maxKeys: 5 }),
    ),
  }))
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...KEYS), node, { minKeys: 3, maxKeys: 8 }), (root) =>
      isOrderly(utf8.encode(JSON.stringify({ sla4oas: '1.0.1', ...root }))),
    ),
    { numRuns: 1000 },
  )
  t.end()
})

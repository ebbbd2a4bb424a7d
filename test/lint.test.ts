/** Each determinism ban is proven by a planted violation: the linter MUST refuse it and name the way out. */
import { ESLint } from 'eslint'
import t from 'tap'

/** [what is planted, a part of the message that it must draw] */
const PLANTED: readonly (readonly [string, string])[] = [
  ['export const x = Date.now()', 'use ctx.headerTime'],
  ['export const x = new Date()', 'use ctx.headerTime'],
  ['export const x = Math.random()', 'chain/types/arith'],
  ['export const x = Math.exp(1)', 'chain/types/arith'],
  ['export const x = 2 ** 3', 'integer powers'],
  ['export let x = 2\nx **= 3', 'integer powers'],
  ['export const x = process.env', 'inject it from node/'],
  ['setTimeout(() => undefined, 1)', 'use block heights'],
  ['queueMicrotask(() => undefined)', 'synchronous'],
  ['export const x = performance.now()', 'measure in node/'],
  ['console.log(1)', 'emit an event'],
  ['export const x = new WeakRef({})', 'never observe GC'],
  ['export const x = new Intl.Collator()', 'compare bytes'],
  ['export const x = Promise.resolve(1)', 'synchronous'],
  ['export async function x(): Promise<void> { await Promise.resolve() }', 'synchronous'],
  ['for (const k in { a: 1 }) void k', 'iterate the store'],
  ['export const x = [3, 1].sort()', 'comparator'],
  ["export const x = 'a'.localeCompare('b')", 'compareBytes'],
  ["export const x = 'a'.normalize()", 'ASCII only'],
  ['export const x = JSON.stringify({})', 'canonical bytes'],
  ["import { hash } from 'node:crypto'\nexport const x = hash", 'chain/codec/hash.ts'],
  ["import { produce } from 'immer'\nexport const x = produce", 'StoreMap.update'],
  ['export const x = /\\p{L}/u', 'Unicode'],
  ['export const x = (a: bigint, b: bigint): bigint => a / b', 'divFloor'],
  ['export const x = (a: bigint): number => Number(a)', 'toSafeNumber'],
  [
    'export const x = (m: Map<string, number>): void => { for (const e of m) void e }',
    'sort the keys',
  ],
  [
    'export const x = (m: Set<string>): void => { for (const e of m.values()) void e }',
    'sort the keys',
  ],
  [
    'export const x = (m: Map<string, number>): void => { m.forEach(() => undefined) }',
    'sort the keys',
  ],
  ['export const x = (m: Set<string>): string[] => [...m]', 'sort the keys'],
  ['export const x = (m: Map<string, 1>): string[] => [...m.keys()].reverse()', 'sort the keys'],
  ['export const x = (m: Set<number>): number => Math.max(...m)', 'sort the keys'],
  ['export const x = (m: Set<string>): string[] => Array.from(m)', 'sort the keys'],
  [
    'export const x = (m: Set<string>): string | undefined => { const [a] = m; return a }',
    'sort the',
  ],
  ['export function* x(m: Set<string>): Iterable<string> { yield* m }', 'sort the keys'],
]

/** What has an order of its own. */
const ALLOWED = [
  'const order = (a: string, b: string): number => (a < b ? -1 : 1)',
  'export const x = (m: Set<string>): string[] => [...m].sort(order)',
  'export const y = (m: Map<string, 1>): string[] => Array.from(m.keys()).sort(order)',
  'export const z = (m: readonly string[]): string[] => [...m]',
].join('\n')

/** A ban of a global name, or of a property of one object or of any. */
interface Ban {
  readonly name?: string
  readonly object?: string
  readonly property?: string
  readonly message: string
}
interface Config {
  readonly rules: Readonly<
    Record<'no-restricted-globals' | 'no-restricted-properties', readonly Ban[]>
  >
}

/** What a ban of the configuration forbids, as code, with the name that the message must show. */
function planted({ name, object, property, message }: Ban) {
  if (name !== undefined) return { code: `void ${name}`, name, message }
  const at = object === undefined ? '[1]' : object
  const shown = object === undefined ? (property ?? '') : `${object}.${property ?? ''}`
  return { code: `void ${at}.${property ?? ''}`, name: shown, message }
}

await t.test('every planted violation is refused in chain/ and modules/', async (t) => {
  const eslint = new ESLint({
    overrideConfig: {
      languageOptions: {
        parserOptions: {
          projectService: { allowDefaultProject: ['chain/types/*.ts', 'modules/*.ts'] },
        },
      },
    },
  })
  const messagesOf = async (code: string): Promise<readonly string[]> => {
    const [result] = await eslint.lintText(`${code}\n`, { filePath: 'chain/types/planted.ts' })
    return result?.messages.map((m) => m.message) ?? []
  }
  for (const [code, wanted] of PLANTED) {
    const texts = await messagesOf(code)
    t.ok(
      texts.some((text) => text.includes(wanted)),
      `${code.replaceAll('\n', ' ')} => ${wanted}`,
      { texts },
    )
  }
  const config = (await eslint.calculateConfigForFile('chain/types/planted.ts')) as Config
  const rows = [
    ...config.rules['no-restricted-globals'].slice(1).map(planted),
    ...config.rules['no-restricted-properties'].slice(1).map(planted),
  ]
  t.ok(rows.length > 40, `${rows.length} bans of names`)
  const texts = await messagesOf(rows.map(({ code }) => code).join('\n'))
  for (const { code, name, message } of rows)
    t.ok(
      texts.some((text) => text.includes(`'${name}'`) && text.includes(message)),
      `${code} => ${message}`,
    )
  const [clean] = await eslint.lintText('export const x = 1n + 2n\n', {
    filePath: 'chain/types/planted.ts',
  })
  t.same(clean?.messages, [], 'a file without a violation passes')
  t.same(await messagesOf(ALLOWED), [], 'what is sorted at once has no order of history')
})

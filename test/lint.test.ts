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
]

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
  for (const [code, wanted] of PLANTED) {
    const [result] = await eslint.lintText(`${code}\n`, { filePath: 'chain/types/planted.ts' })
    const texts = result?.messages.map((m) => m.message) ?? []
    t.ok(
      texts.some((text) => text.includes(wanted)),
      `${code.replaceAll('\n', ' ')} => ${wanted}`,
      { texts },
    )
  }
  const [clean] = await eslint.lintText('export const x = 1n + 2n\n', {
    filePath: 'chain/types/planted.ts',
  })
  t.same(clean?.messages, [], 'a file without a violation passes')
})

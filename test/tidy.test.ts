/** The style of the house, as a test: floors, sizes, banned words, tests that test. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import t from 'tap'

const ROOMS = ['proto', 'chain', 'modules', 'client', 'node', 'test'] as const
const files = ROOMS.filter((room) => existsSync(room))
  .flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' }).map((f) => path.posix.join(room, f)),
  )
  .filter(
    (f) =>
      f.endsWith('.ts') &&
      !f.endsWith('.d.ts') &&
      !/node_modules|(^|\/)dist\/|^proto\/gen\/|^test\/clients\//.test(f),
  )
const textOf = new Map(files.map((f) => [f, readFileSync(f, 'utf8')]))

/** Floors, lowest first. A file imports from its room and lower floors; neighbours never meet. */
const FLOORS = [
  /^proto\//,
  /^chain\/types\//,
  /^chain\/(?:codec|store)\//,
  /^chain\/collections\//,
  /^chain\/(?:baseapp|ante)\//,
  /^modules\/\w+\//,
  /^chain\/app\//,
  /^client\//,
  /^node\//,
  /^test\//,
]
const floor = (file: string): number => FLOORS.findIndex((pattern) => pattern.test(file))
const room = (file: string): string => FLOORS[floor(file)]?.exec(file)?.[0] ?? ''

/** Why `file` may not import `target`, or undefined. */
export function floorProblem(file: string, target: string, typesOnly: boolean): string | undefined {
  if (floor(target) < 0) return `${target} is on no floor`
  if (room(file) === '' || room(file) === room(target)) return undefined
  if (floor(file) === floor(target) && !/^modules/.test(file)) return undefined
  if (floor(target) >= floor(file)) return `${room(file)} may not look up at ${room(target)}`
  if (/^client\//.test(file) && /^(chain|modules)\//.test(target) && !typesOnly)
    return 'client takes types only from chain and modules'
  return undefined
}

const IMPORT = /^(?:import|export)\s+(type\s)?[^'"]*?from\s+'([^']+)'/gms

await t.test('imports only flow down', async (t) => {
  for (const [file, text] of textOf) {
    for (const [, types, spec = ''] of text.matchAll(IMPORT)) {
      if (!spec.startsWith('.')) continue
      const target = path.posix.join(path.posix.dirname(file), spec)
      const problem = floorProblem(file, target, types !== undefined)
      if (problem !== undefined) t.fail(`${file} imports ${spec}: ${problem}`)
    }
  }
  t.equal(
    floorProblem('modules/bank/keeper.ts', 'modules/auth/keeper.js', false),
    'modules/bank/ may not look up at modules/auth/',
    'a planted import between neighbours is refused',
  )
  t.match(floorProblem('chain/types/coin.ts', 'chain/codec/hash.js', false), /may not look up/)
  t.match(floorProblem('client/a.ts', 'chain/types/coin.js', false), /types only/)
  t.match(floorProblem('client/a.ts', 'node/start.js', true), /may not look up/)
})

await t.test('client reaches for nothing that a browser lacks', async (t) => {
  for (const [file, text] of textOf) {
    if (!/^(client|proto)\//.test(file)) continue
    if (/from 'node:|\bBuffer\b|\bprocess\./.test(text)) t.fail(`${file} uses node: or Buffer`)
  }
  t.pass('looked')
})

await t.test('files are small', async (t) => {
  const LIMIT = 420
  for (const [file, text] of textOf) {
    const lines = text.split('\n').length
    if (lines > LIMIT) t.fail(`${file} has ${lines} lines; split it (limit ${LIMIT})`)
  }
  t.pass('looked')
})

await t.test('no file promises what it does not do', async (t) => {
  const banned = /\b(?:TODO|FIXME|XXX|HACK)\b|not implemented|simplified for now/i
  for (const [file, text] of textOf) {
    if (file === 'test/tidy.test.ts') continue
    const line = text.split('\n').findIndex((l) => banned.test(l))
    if (line >= 0) t.fail(`${file}:${line + 1} has a word that promises`)
  }
  t.match('// TODO', banned, 'a planted promise is seen')
})

await t.test('there is no room for leftovers and no barrel', async (t) => {
  for (const file of files) {
    if (/(^|\/)(utils|common|helpers|scripts)\//.test(file)) t.fail(`${file}: name what it does`)
    if (/(^|\/)index\.ts$/.test(file) && !/^client\//.test(file)) t.fail(`${file} is a barrel`)
    if (/[_-]/.test(path.basename(file).replace(/^__/, ''))) t.fail(`${file} is not camelCase`)
  }
  t.pass('looked')
})

/** The text of a call from its name to its closing parenthesis; strings with parentheses are close enough. */
function callAt(text: string, from: number): string {
  let depth = 0
  for (let i = text.indexOf('(', from); i < text.length; i++) {
    if (text[i] === '(') depth += 1
    if (text[i] === ')' && --depth === 0) return text.slice(from, i)
  }
  return text.slice(from)
}

await t.test('every test file tests', async (t) => {
  for (const [file, text] of textOf) {
    if (!file.endsWith('.test.ts')) continue
    if (!/\bt\.test\(|\bt\.(?:ok|equal|same|throws|type)\(/.test(text))
      t.fail(`${file} has no test`)
    for (const { index } of text.matchAll(/fc\.(?:asyncProperty|property)\(/g))
      if (/\bt\.(?:ok|equal|same|match)\(/.test(callAt(text, index)))
        t.fail(`${file} asserts with tap in a property`)
  }
  t.pass('looked')
})

await t.test('every module has its documents', async (t) => {
  const modules = existsSync('modules') ? readdirSync('modules', { withFileTypes: true }) : []
  for (const entry of modules) {
    if (!entry.isDirectory()) continue
    const have = readdirSync(`modules/${entry.name}`)
    for (const want of ['README.md', 'module.ts'])
      if (!have.includes(want)) t.fail(`modules/${entry.name} lacks ${want}`)
  }
  t.pass('looked')
})

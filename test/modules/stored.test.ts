import { readFileSync } from 'node:fs'
import t from 'tap'
import { ACCOUNT_TYPES } from '../../modules/auth/state.js'
import { ALLOWED_MSG, BASIC, PERIODIC } from '../../modules/feegrant/state.js'
import { accountsState } from '../vectors/stored/accounts.js'
import { kernelState } from '../vectors/stored/kernel.js'
import { CONSENSUS_KEY, collectionsOfKeepers, marketState } from '../vectors/stored/market.js'
import {
  changedByRoundTrip,
  collectionName,
  collectionNames,
  type StoredRow,
  storedRows,
} from '../vectors/stored/rows.js'

const read = (name: string): readonly StoredRow[] =>
  JSON.parse(readFileSync(`test/vectors/stored/${name}.json`, 'utf8')) as readonly StoredRow[]
const golden = read('accounts')
const kernel = read('kernel')
const market = read('market')

await t.test(
  'stored bytes are the golden ones; npm run vectors writes them, a person reviews them',
  (t) => {
    t.same(storedRows(accountsState()), golden)
    t.same(storedRows(kernelState()), kernel)
    t.same(storedRows(marketState()), market)
    t.end()
  },
)

/** The collections that have no golden row. */
const without = (names: readonly string[], rows: readonly StoredRow[]): readonly string[] =>
  names.filter((name) => !rows.some((row) => collectionName(row) === name))

await t.test(
  'every stored type of model, router, verification, gov, payment, sla, beacon and consensus has a golden vector',
  (t) => {
    const names = collectionNames(marketState())
    t.equal(new Set(names).size, names.length, 'each name is of one collection')
    t.equal(names.length, collectionsOfKeepers(), 'a new collection comes with its vector')
    t.same(without(names, market), [])
    t.end()
  },
)

await t.test('every stored type of auth, bank, authz and feegrant has a golden vector', (t) => {
  const names = collectionNames(accountsState())
  t.equal(names.length, 14)
  t.same(without(names, golden), [])
  const all = JSON.stringify(golden)
  const nested = [
    ...ACCOUNT_TYPES,
    '/cosmos.authz.v1beta1.GenericAuthorization',
    '/cosmos.bank.v1beta1.SendAuthorization',
    BASIC,
    PERIODIC,
    ALLOWED_MSG,
  ]
  t.same(
    nested.filter((type) => !all.includes(`"${type}"`)),
    [],
  )
  t.end()
})

await t.test('every stored type of the kernel has a golden vector', (t) => {
  const names = collectionNames(kernelState())
  t.equal(names.length, 5)
  t.same(without(names, kernel), [])
  t.end()
})

await t.test('keys and values are canonical: decode and encode give the same bytes', (t) => {
  t.same(changedByRoundTrip(accountsState()), [])
  t.same(changedByRoundTrip(kernelState()), [])
  t.same(changedByRoundTrip(marketState()), [])
  t.end()
})

await t.test('balances and accounts lie where the SDK and CosmJS look for them', (t) => {
  const find = (collection: string, suffix: string): StoredRow | undefined =>
    golden.find((row) => row.collection === collection && row.key.endsWith(suffix))
  const one = `${'11'.repeat(18)}0001`
  const uinx = Buffer.from('uinx').toString('hex')
  t.equal(find('balances', uinx)?.key, `0214${one}${uinx}`)
  t.equal(find('balances', uinx)?.value, Buffer.from('1').toString('hex'))
  t.equal(find('owners by denom', one)?.key, `03${uinx}0014${one}`)
  t.equal(find('accounts', one)?.key, `01${one}`)
  t.equal(find('supply', uinx)?.key, `00${uinx}`)
  t.match(find('address by account number', '65')?.key, /^6163636f756e744e756d626572/)
  t.end()
})

await t.test('the market lies where the tables of its READMEs say', (t) => {
  const keys = (store: string, collection: string): string[] =>
    market.filter((row) => row.store === store && row.collection === collection).map((r) => r.key)
  const be64 = (n: number): string => n.toString(16).padStart(16, '0')
  const one = `14${'11'.repeat(18)}0001`
  const [id = ''] = keys('model', 'graph chunks').map((key) => key.slice(2, 66))
  t.same(keys('model', 'params'), ['00'])
  t.ok(keys('model', 'models').includes(`01${id}`))
  t.same(keys('model', 'graph chunks'), [`02${id}00000000`, `02${id}00000102`])
  t.ok(keys('model', 'models by owner').includes(`03${one}${id}`))
  t.same(keys('router', 'servers'), [`01${be64(1)}`, `01${be64(300)}`])
  t.same(keys('router', 'next server'), ['02'])
  t.ok(keys('router', 'servers by model').includes(`03${id}${be64(300)}`))
  t.same(keys('gov', 'announcements'), [`03${be64(300)}`])
  t.same(keys('payment', 'escrows'), [`01${be64(300)}`])
  t.same(keys('beacon', 'seeds'), [`02${be64(300)}`])
  t.same(keys('Consensus', 'consensus params'), [Buffer.from(CONSENSUS_KEY).toString('hex')])
  t.end()
})

import { readFileSync } from 'node:fs'
import t from 'tap'
import { ACCOUNT_TYPES } from '../../modules/auth/state.js'
import { ALLOWED_MSG, BASIC, PERIODIC } from '../../modules/feegrant/state.js'
import {
  changedByRoundTrip,
  collectionNames,
  type StoredRow,
  storedRows,
} from '../vectors/stored/accounts.js'

const golden = JSON.parse(
  readFileSync('test/vectors/stored/accounts.json', 'utf8'),
) as readonly StoredRow[]

await t.test(
  'stored bytes are the golden ones; npm run vectors writes them, a person reviews them',
  (t) => {
    t.same(storedRows(), golden)
    t.end()
  },
)

await t.test('every stored type of auth, bank, authz and feegrant has a golden vector', (t) => {
  const names = collectionNames()
  t.equal(names.length, 14)
  t.same(
    names.filter((name) => !golden.some((row) => row.collection === name)),
    [],
  )
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

await t.test('keys and values are canonical: decode and encode give the same bytes', (t) => {
  t.same(changedByRoundTrip(), [])
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

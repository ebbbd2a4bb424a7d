/** Codes of refusals stand in receipts and block hashes: none changes its meaning, none is used again. */
import { readFileSync } from 'node:fs'
import t from 'tap'
import { registerErrors } from '../../chain/types/errors.js'
import { codes } from '../vectors/codes.js'

const now = codes()

await t.test(
  'codespaces, codes and texts are the golden ones; a new one is added by a person',
  (t) => {
    t.same(now, JSON.parse(readFileSync('test/vectors/codes.json', 'utf8')))
    t.ok(Object.keys(now).length > 8, Object.keys(now).join(', '))
    t.end()
  },
)

await t.test('the codes of the SDK that wallets read are those of the SDK', (t) => {
  const rows: readonly (readonly [string, number, string])[] = [
    ['sdk', 4, 'unauthorized'],
    ['sdk', 5, 'insufficient funds'],
    ['sdk', 11, 'out of gas'],
    ['sdk', 13, 'insufficient fee'],
    ['sdk', 19, 'tx already in mempool'],
    ['sdk', 32, 'incorrect account sequence'],
    ['bank', 5, 'send transactions are disabled'],
    ['authz', 2, 'authorization not found'],
    ['feegrant', 2, 'fee limit exceeded'],
    ['feegrant', 3, 'fee allowance expired'],
  ]
  for (const [space, code, text] of rows) t.equal(now[space]?.[code], text, `${space} ${code}`)
  t.end()
})

await t.test("a code is taken once, and 1 is the kernel's", (t) => {
  t.throws(() => registerErrors('sdk', { again: [4, 'x'] }), /sdk code 4 is taken/)
  t.throws(() => registerErrors('planted', { one: [1, 'x'] }), /planted code 1 is taken/)
  t.end()
})

import fc from 'fast-check'
import t from 'tap'
import { decodeMessage, encodeMessage, pbjsType } from '../../client/pbjsType.js'

const NAME = 'cosmos.auth.v1beta1.BaseAccount'
const u64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })

await t.test('a u64 survives the wire at every value', async () => {
  fc.assert(
    fc.property(u64, u64, (accountNumber, sequence) => {
      const got = decodeMessage(NAME, encodeMessage(NAME, { accountNumber, sequence }))
      return got.accountNumber === accountNumber && got.sequence === sequence
    }),
  )
})

await t.test('what would be signed wrongly is refused with the name of the field', async (t) => {
  const type = pbjsType(NAME)
  const refused: readonly [unknown, RegExp][] = [
    [{ sequence: 2n ** 64n }, /sequence.*out of uint64/],
    [{ sequence: -1n }, /sequence.*out of uint64/],
    [{ sequence: 7 }, /sequence: want bigint, got number/],
    [{ sequence: '7' }, /sequence: want bigint, got string/],
    [{ seqence: 7n }, /no field "seqence"/],
  ]
  for (const [value, message] of refused)
    t.throws(() => type.create(value as never), { message }, String(message))
  t.throws(
    () =>
      encodeMessage('cosmos.tx.v1beta1.AuthInfo', {
        fee: { amount: [], gasLimit: -5n, payer: '', granter: '' },
      }),
    { message: /fee\.gasLimit.*out of uint64/ },
    'at depth too',
  )
})

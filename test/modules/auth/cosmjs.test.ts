import { accountFromAny } from '@cosmjs/stargate'
import fc from 'fast-check'
import t from 'tap'
import { accountToAny } from '../../../modules/auth/codec.js'
import { baseOf } from '../../../modules/auth/state.js'
import { account } from '../../support/accounts.js'

/** The one type that CosmJS does not know. */
const UNKNOWN = '/cosmos.vesting.v1beta1.PermanentLockedAccount'

await t.test('CosmJS reads every account type it knows: address, number and sequence', (t) => {
  const small = account.filter((given) => {
    const { accountNumber, sequence } = baseOf(given)
    return given.typeUrl !== UNKNOWN && accountNumber < 1n << 53n && sequence < 1n << 53n
  })
  fc.assert(
    fc.property(small, (given) => {
      const base = { ...baseOf(given), pubKey: null }
      const any = accountToAny(given)
      const key = baseOf(given).pubKey
      if (key !== null && (key.value[2] ?? 0) !== 2 && key.value[2] !== 3) return true
      const read = accountFromAny({ typeUrl: any.type_url, value: any.value })
      return (
        read.address === base.address &&
        BigInt(read.accountNumber) === base.accountNumber &&
        BigInt(read.sequence) === base.sequence
      )
    }),
  )
  t.end()
})

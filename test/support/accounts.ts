import fc from 'fast-check'
import type { Account, AccountTypes } from '../../modules/auth/state.js'
import { codec } from '../../chain/codec/proto.js'
import { address } from './memoryContext.js'

const u64 = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n })
const time = fc.bigInt({ min: 1n, max: 1n << 32n })
const amount = fc.bigInt({ min: 1n, max: 1n << 100n })

/** Up to two coins, sorted. */
export const wireCoins = fc
  .record({ ubtc: fc.option(amount), uinx: fc.option(amount) })
  .map((found) =>
    (['ubtc', 'uinx'] as const).flatMap((denom) => {
      const given = found[denom]
      return given === null ? [] : [{ denom, amount: `${given}` }]
    }),
  )

const secp256k1 = codec('cosmos.crypto.secp256k1.PubKey')

const pubKey = fc.uint8Array({ minLength: 33, maxLength: 33 }).map((key) => ({
  type_url: '/cosmos.crypto.secp256k1.PubKey',
  value: secp256k1.encode({ key }),
}))

const baseAccount = fc.record({
  address: fc.nat(60_000).map(address),
  pubKey: fc.option(pubKey),
  accountNumber: u64,
  sequence: u64,
})

const none: fc.Arbitrary<{ denom: string; amount: string }[]> = fc.constant([])

const baseVesting = (endTime: bigint, original: { denom: string; amount: string }[]) =>
  fc.record({
    baseAccount,
    originalVesting: fc.constant(original),
    delegatedFree: none,
    delegatedVesting: none,
    endTime: fc.constant(endTime),
  })

type Vesting = Extract<Account, { value: { baseVestingAccount: unknown } }>

const continuous = fc.tuple(time, time, wireCoins).chain(([startTime, length, coins]) =>
  baseVesting(startTime + length, coins).map((baseVestingAccount): Vesting => ({
    typeUrl: '/cosmos.vesting.v1beta1.ContinuousVestingAccount',
    value: { baseVestingAccount, startTime },
  })),
)

const delayed = fc.tuple(time, wireCoins).chain(([endTime, coins]) =>
  baseVesting(endTime, coins).map((baseVestingAccount): Vesting => ({
    typeUrl: '/cosmos.vesting.v1beta1.DelayedVestingAccount',
    value: { baseVestingAccount },
  })),
)

const permanent = wireCoins.chain((coins) =>
  baseVesting(0n, coins).map((baseVestingAccount): Vesting => ({
    typeUrl: '/cosmos.vesting.v1beta1.PermanentLockedAccount',
    value: { baseVestingAccount },
  })),
)

const periods = fc.array(fc.tuple(fc.bigInt({ min: 1n, max: 1n << 30n }), amount), {
  minLength: 1,
  maxLength: 5,
})

const periodic = fc.tuple(time, periods).chain(([startTime, list]) => {
  const sum = list.reduce((total, [, part]) => total + part, 0n)
  const end = list.reduce((total, [length]) => total + length, startTime)
  return baseVesting(end, [{ denom: 'uinx', amount: `${sum}` }]).map(
    (baseVestingAccount): Vesting => ({
      typeUrl: '/cosmos.vesting.v1beta1.PeriodicVestingAccount',
      value: {
        baseVestingAccount,
        startTime,
        vestingPeriods: list.map(([length, part]) => ({
          length,
          amount: [{ denom: 'uinx', amount: `${part}` }],
        })),
      },
    }),
  )
})

/** A vesting account of any type, as the messages and genesis could make it. */
export const vestingAccount: fc.Arbitrary<Vesting> = fc.oneof(
  continuous,
  delayed,
  permanent,
  periodic,
)

const module = fc
  .record({
    baseAccount,
    name: fc.string({ minLength: 1, maxLength: 20 }),
    permissions: fc.subarray(['minter', 'burner', 'staking']),
  })
  .map((value: AccountTypes['/cosmos.auth.v1beta1.ModuleAccount']): Account => ({
    typeUrl: '/cosmos.auth.v1beta1.ModuleAccount',
    value,
  }))

/** An account of any type. */
export const account: fc.Arbitrary<Account> = fc.oneof(
  baseAccount.map((value): Account => ({ typeUrl: '/cosmos.auth.v1beta1.BaseAccount', value })),
  module,
  vestingAccount,
)

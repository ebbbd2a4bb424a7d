import { coinsJson } from '../../../chain/codec/coinJson.js'
import { codec } from '../../../chain/codec/proto.js'
import { addCoins, type Coins } from '../../../chain/types/coin.js'
import { SdkError } from '../../../chain/types/errors.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import { readAddress } from '../../../chain/types/readAddress.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { checkNew, createVesting, readAmount, type VestingKeepers } from './newVesting.js'

type Msg = PlainTypes['cosmos.vesting.v1beta1.MsgCreatePeriodicVestingAccount']
type Response = PlainTypes['cosmos.vesting.v1beta1.MsgCreatePeriodicVestingAccountResponse']

/** Periods of one account at most: each read of the account walks them. */
export const MAX_PERIODS = 500
/** No vesting lasts beyond the year 9999. */
const MAX_END_SECONDS = 253_402_300_799n

/** Makes an account whose coins come free at the ends of periods. */
export function createPeriodicVestingAccount(keepers: VestingKeepers): MsgHandler<Msg, Response> {
  return {
    typeUrl: '/cosmos.vesting.v1beta1.MsgCreatePeriodicVestingAccount',
    request: codec('cosmos.vesting.v1beta1.MsgCreatePeriodicVestingAccount'),
    response: codec('cosmos.vesting.v1beta1.MsgCreatePeriodicVestingAccountResponse'),
    amino: {
      name: 'cosmos-sdk/MsgCreatePeriodVestAccount',
      toAmino: ({ fromAddress, toAddress, startTime, vestingPeriods }) => ({
        from_address: fromAddress,
        to_address: toAddress,
        start_time: startTime.toString(),
        vesting_periods: vestingPeriods.map(({ length, amount }) => ({
          length: length.toString(),
          amount: coinsJson(amount),
        })),
      }),
    },
    signers: ({ fromAddress }) => [fromAddress],
    validateBasic: () => {},
    execute(ctx, { fromAddress, toAddress, startTime, vestingPeriods }) {
      const from = readAddress(keepers.auth.addresses, fromAddress, "'from'")
      const to = readAddress(keepers.auth.addresses, toAddress, "'to'")
      if (startTime < 1n)
        throw SdkError.invalidRequest(`invalid start time of ${startTime}, want more than 0`)
      const periods = vestingPeriods.length
      if (periods < 1 || periods > MAX_PERIODS)
        throw SdkError.invalidRequest(`${periods} vesting periods, want 1 to ${MAX_PERIODS}`)
      let coins: Coins = []
      let endTime = startTime
      vestingPeriods.forEach(({ length, amount }, i) => {
        if (length < 1n)
          throw SdkError.invalidRequest(
            `invalid period length of ${length} in period ${i}, want more than 0`,
          )
        coins = addCoins(coins, readAmount(amount))
        endTime += length
      })
      if (endTime > MAX_END_SECONDS)
        throw SdkError.invalidRequest(
          `the periods end at ${endTime}, want ${MAX_END_SECONDS} or less`,
        )
      checkNew(keepers, ctx, to, coins)
      createVesting(keepers, ctx, from, to, coins, endTime, (baseVestingAccount) => ({
        typeUrl: '/cosmos.vesting.v1beta1.PeriodicVestingAccount',
        value: { baseVestingAccount, startTime, vestingPeriods },
      }))
      return {}
    },
  }
}

import { coinsJson } from '../../../chain/codec/coinJson.js'
import { codec } from '../../../chain/codec/proto.js'
import { divFloor } from '../../../chain/types/arith.js'
import { SdkError } from '../../../chain/types/errors.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import { readAddress } from '../../../chain/types/readAddress.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { checkNew, createVesting, readAmount, type VestingKeepers } from './newVesting.js'

type Msg = PlainTypes['cosmos.vesting.v1beta1.MsgCreateVestingAccount']
type Response = PlainTypes['cosmos.vesting.v1beta1.MsgCreateVestingAccountResponse']

/** Makes an account whose coins come free evenly until the end, or all at the end. */
export function createVestingAccount(keepers: VestingKeepers): MsgHandler<Msg, Response> {
  return {
    typeUrl: '/cosmos.vesting.v1beta1.MsgCreateVestingAccount',
    request: codec('cosmos.vesting.v1beta1.MsgCreateVestingAccount'),
    response: codec('cosmos.vesting.v1beta1.MsgCreateVestingAccountResponse'),
    amino: {
      name: 'cosmos-sdk/MsgCreateVestingAccount',
      // CosmJS prints `delayed` when it is false as well.
      toAmino: ({ fromAddress, toAddress, amount, endTime, delayed }) => ({
        from_address: fromAddress,
        to_address: toAddress,
        amount: coinsJson(amount),
        end_time: endTime.toString(),
        delayed,
      }),
    },
    signers: ({ fromAddress }) => [fromAddress],
    validateBasic: () => {},
    execute(ctx, { fromAddress, toAddress, amount, endTime, delayed }) {
      const from = readAddress(keepers.auth.addresses, fromAddress, "'from'")
      const to = readAddress(keepers.auth.addresses, toAddress, "'to'")
      const coins = readAmount(amount)
      if (endTime <= 0n) throw SdkError.invalidRequest('invalid end time')
      checkNew(keepers, ctx, to, coins)
      const startTime = divFloor(ctx.timeNs, 1_000_000_000n)
      if (!delayed && endTime <= startTime)
        throw SdkError.invalidRequest(`end time ${endTime} is not after block time ${startTime}`)
      createVesting(keepers, ctx, from, to, coins, endTime, (baseVestingAccount) =>
        delayed
          ? {
              typeUrl: '/cosmos.vesting.v1beta1.DelayedVestingAccount',
              value: { baseVestingAccount },
            }
          : {
              typeUrl: '/cosmos.vesting.v1beta1.ContinuousVestingAccount',
              value: { baseVestingAccount, startTime },
            },
      )
      return {}
    },
  }
}

import { coinsJson } from '../../../chain/codec/coinJson.js'
import { codec } from '../../../chain/codec/proto.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import { readAddress } from '../../../chain/types/readAddress.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { checkNew, createVesting, readAmount, type VestingKeepers } from './newVesting.js'

type Msg = PlainTypes['cosmos.vesting.v1beta1.MsgCreatePermanentLockedAccount']
type Response = PlainTypes['cosmos.vesting.v1beta1.MsgCreatePermanentLockedAccountResponse']

/** Makes an account whose coins never come free. */
export function createPermanentLockedAccount(keepers: VestingKeepers): MsgHandler<Msg, Response> {
  return {
    typeUrl: '/cosmos.vesting.v1beta1.MsgCreatePermanentLockedAccount',
    request: codec('cosmos.vesting.v1beta1.MsgCreatePermanentLockedAccount'),
    response: codec('cosmos.vesting.v1beta1.MsgCreatePermanentLockedAccountResponse'),
    amino: {
      name: 'cosmos-sdk/MsgCreatePermLockedAccount',
      toAmino: ({ fromAddress, toAddress, amount }) => ({
        from_address: fromAddress,
        to_address: toAddress,
        amount: coinsJson(amount),
      }),
    },
    signers: ({ fromAddress }) => [fromAddress],
    validateBasic: () => {},
    execute(ctx, { fromAddress, toAddress, amount }) {
      const from = readAddress(keepers.auth.addresses, fromAddress, "'from'")
      const to = readAddress(keepers.auth.addresses, toAddress, "'to'")
      const coins = readAmount(amount)
      checkNew(keepers, ctx, to, coins)
      createVesting(keepers, ctx, from, to, coins, 0n, (baseVestingAccount) => ({
        typeUrl: '/cosmos.vesting.v1beta1.PermanentLockedAccount',
        value: { baseVestingAccount },
      }))
      return {}
    },
  }
}

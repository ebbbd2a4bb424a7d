import { coinsJson } from '../../../chain/codec/coinJson.js'
import { codec } from '../../../chain/codec/proto.js'
import { parseCoins } from '../../../chain/types/coin.js'
import { SdkError } from '../../../chain/types/errors.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import { readAddress } from '../../../chain/types/readAddress.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import type { BankKeeper } from '../keeper.js'

type Msg = PlainTypes['cosmos.bank.v1beta1.MsgSend']
type Response = PlainTypes['cosmos.bank.v1beta1.MsgSendResponse']

/** One sender, one recipient. As in v0.50, everything is checked when it runs, not in CheckTx. */
export function send(keeper: BankKeeper): MsgHandler<Msg, Response> {
  return {
    typeUrl: '/cosmos.bank.v1beta1.MsgSend',
    request: codec('cosmos.bank.v1beta1.MsgSend'),
    response: codec('cosmos.bank.v1beta1.MsgSendResponse'),
    amino: {
      name: 'cosmos-sdk/MsgSend',
      toAmino: ({ fromAddress, toAddress, amount }) => ({
        from_address: fromAddress,
        to_address: toAddress,
        amount: coinsJson(amount),
      }),
    },
    signers: ({ fromAddress }) => [fromAddress],
    validateBasic: () => {},
    execute(ctx, { fromAddress, toAddress, amount }) {
      const from = readAddress(keeper.addresses, fromAddress, 'from')
      const to = readAddress(keeper.addresses, toAddress, 'to')
      const coins = parseCoins(amount)
      if (coins.length === 0) throw SdkError.invalidCoins('amount is empty')
      keeper.checkSendEnabled(ctx, coins)
      if (keeper.isBlockedAddress(to))
        throw SdkError.unauthorized(`${toAddress} is not allowed to receive funds`)
      keeper.sendCoins(ctx, from, to, coins)
      return {}
    },
  }
}

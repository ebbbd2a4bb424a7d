import { coinsJson, type WireCoin } from '../../../chain/codec/coinJson.js'
import { codec } from '../../../chain/codec/proto.js'
import { addCoins, type Coins, parseCoins, printCoins } from '../../../chain/types/coin.js'
import { SdkError } from '../../../chain/types/errors.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import { readAddress } from '../../../chain/types/readAddress.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { BankError } from '../errors.js'
import { messageSender, outputTransferred } from '../events.js'
import type { BankKeeper } from '../keeper.js'

type Msg = PlainTypes['cosmos.bank.v1beta1.MsgMultiSend']
type Response = PlainTypes['cosmos.bank.v1beta1.MsgMultiSendResponse']

function readCoins(wire: readonly WireCoin[]): Coins {
  const coins = parseCoins(wire)
  if (coins.length === 0) throw SdkError.invalidCoins('coins are empty')
  return coins
}

/** One sender, many recipients, the same sum on both sides. */
export function multiSend(keeper: BankKeeper): MsgHandler<Msg, Response> {
  return {
    typeUrl: '/cosmos.bank.v1beta1.MsgMultiSend',
    request: codec('cosmos.bank.v1beta1.MsgMultiSend'),
    response: codec('cosmos.bank.v1beta1.MsgMultiSendResponse'),
    amino: {
      name: 'cosmos-sdk/MsgMultiSend',
      toAmino({ inputs, outputs }) {
        const parts = (list: Msg['inputs']) =>
          list.map(({ address, coins }) => ({ address, coins: coinsJson(coins) }))
        return { inputs: parts(inputs), outputs: parts(outputs) }
      },
    },
    signers: ({ inputs }) => inputs.map(({ address }) => address),
    validateBasic: () => {},
    execute(ctx, { inputs, outputs }) {
      const [input, ...more] = inputs
      if (input === undefined) throw BankError.noInputs()
      if (more.length > 0) throw BankError.multipleSenders()
      if (outputs.length === 0) throw BankError.noOutputs()
      const from = readAddress(keeper.addresses, input.address, 'input')
      const total = readCoins(input.coins)
      const parts = outputs.map(({ address, coins }) => ({
        to: readAddress(keeper.addresses, address, 'output'),
        address,
        coins: readCoins(coins),
      }))
      const sum = parts.reduce<Coins>((coins, part) => addCoins(coins, part.coins), [])
      if (printCoins(sum) !== printCoins(total)) throw BankError.inputOutputMismatch()
      keeper.checkSendEnabled(ctx, total)
      for (const { to, address } of parts)
        if (keeper.isBlockedAddress(to))
          throw SdkError.unauthorized(`${address} is not allowed to receive funds`)

      keeper.subUnlockedCoins(ctx, from, total)
      ctx.events.push(messageSender(input.address))
      for (const { to, address, coins } of parts) {
        keeper.addCoins(ctx, to, coins)
        ctx.events.push(outputTransferred(address, printCoins(coins)))
        keeper.accounts.ensureAccount(ctx, to)
      }
      return {}
    },
  }
}

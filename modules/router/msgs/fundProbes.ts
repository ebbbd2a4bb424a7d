import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { parseU128 } from '../../../chain/types/arith.js'
import { RouterError } from '../errors.js'
import type { RouterKeeper } from '../keeper.js'
import { ROUTER_MODULE } from '../keeper.js'
import { eventProbesFunded } from '../probeEvents.js'

type Msg = PlainTypes['infonex.router.v1.MsgFundProbes']
type Response = PlainTypes['infonex.router.v1.MsgFundProbesResponse']

/** Gives coins to the pool that pays probes. */
export function fundProbes(keeper: RouterKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.router.v1.MsgFundProbes', 'infonex.router.v1.MsgFundProbesResponse'),
    signers: ({ sender }) => [sender],
    validateBasic({ sender, amount }) {
      keeper.addresses.toBytes(sender)
      const value = parseU128(amount?.amount ?? '')
      if (value === undefined || value === 0n)
        throw RouterError.invalidAmount(
          `amount is "${(amount?.amount ?? '').slice(0, 40)}", want a positive whole number`,
        )
    },
    execute(ctx, { sender, amount: coin }) {
      const want = keeper.sla.bondDenom(ctx)
      const { denom, amount } = coin as NonNullable<typeof coin>
      if (denom !== want)
        throw RouterError.invalidAmount(`amount is in ${denom.slice(0, 40)}, want ${want}`)
      const coins = [{ denom, amount: BigInt(amount) }]
      keeper.bank.sendCoinsFromAccountToModule(
        ctx,
        keeper.addresses.toBytes(sender),
        ROUTER_MODULE,
        coins,
      )
      ctx.events.push(eventProbesFunded(sender, amount, denom))
      return {}
    },
  }
}

import type { PaymentKeeper } from '../keeper.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { ownMessage } from '../../../chain/codec/ownMessage.js'
import { PaymentError } from '../errors.js'
import { eventManagerGranted } from '../events.js'
import { limitsProblem } from '../grants.js'
import type { ManagerLimits } from '../grantStore.js'

type Msg = PlainTypes['infonex.payment.v1.MsgGrantManager']
type Response = PlainTypes['infonex.payment.v1.MsgGrantManagerResponse']

function limitsOf({ limits }: Msg): ManagerLimits {
  if (limits === null) throw PaymentError.invalidGrant('limits are absent')
  return limits
}

/** The payer lets a manager open channels; what it could before is replaced, what it has open counts on. */
export function grantManager(keeper: PaymentKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.payment.v1.MsgGrantManager',
      'infonex.payment.v1.MsgGrantManagerResponse',
    ),
    signers: ({ payer }) => [payer],
    validateBasic(msg) {
      keeper.addresses.toBytes(msg.payer)
      keeper.addresses.toBytes(msg.manager)
      if (msg.manager === msg.payer)
        throw PaymentError.keysNotApart("the manager's key is the payer's (rules.md H21)")
      const problem = limitsProblem(keeper.addresses, limitsOf(msg))
      if (problem !== undefined) throw PaymentError.invalidGrant(problem)
    },
    execute(ctx, msg) {
      const { payer, manager } = msg
      const limits = limitsOf(msg)
      if (limits.expiryMs <= ctx.timeMs)
        throw PaymentError.invalidGrant(`expiry_ms is ${limits.expiryMs}, now ${ctx.timeMs}`)
      const key = [keeper.addresses.toBytes(payer), keeper.addresses.toBytes(manager)] as const
      const before = keeper.granted.grants.get(ctx, key)
      const open = before?.open ?? '0'
      if (open !== '0' && before?.limits?.denom !== limits.denom)
        throw PaymentError.invalidGrant(
          `denom is ${limits.denom}; channels in ${before?.limits?.denom ?? ''} are open`,
        )
      const fresh = { periodStartMs: ctx.timeMs, spentInPeriod: '0', usesLeft: limits.uses }
      keeper.granted.grants.set(ctx, key, {
        payer,
        manager,
        limits,
        open,
        ...fresh,
        revokedAtMs: 0n,
      })
      if (before === undefined) keeper.granted.byManager.add(ctx, [key[1], key[0]])
      ctx.events.push(eventManagerGranted(payer, manager))
      return {}
    },
  }
}

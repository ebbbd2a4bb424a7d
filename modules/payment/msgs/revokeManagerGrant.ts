import type { PaymentKeeper } from '../keeper.js'
import type { Context } from '../../../chain/types/context.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { ownMessage } from '../../../chain/codec/ownMessage.js'
import { be64, equalBytes } from '../../../chain/types/bytes.js'
import { PaymentError } from '../errors.js'
import { eventManagerRevoked, eventSignerRevoked } from '../events.js'
import { GRANT, removeGrant, statusOf } from '../grants.js'

type Msg = PlainTypes['infonex.payment.v1.MsgRevokeManagerGrant']
type Response = PlainTypes['infonex.payment.v1.MsgRevokeManagerGrantResponse']

/** Stops the vesting of all channels that the grant has opened; the payer's gas is the bound. */
function freezeChannels(
  keeper: PaymentKeeper,
  ctx: Context,
  escrowId: bigint,
  manager: Uint8Array,
  frozenAtMs: bigint,
): number {
  const ids = [...keeper.byEscrow.walk(ctx, { prefix: be64(escrowId) })].map(([[, id]]) => id)
  let count = 0
  for (const id of ids) {
    const link = keeper.granted.links.get(ctx, id)
    if (link === undefined || !equalBytes(link.manager, manager)) continue
    if (keeper.mustChannel(ctx, id).frozenAtMs !== 0n) continue
    keeper.channels.update(ctx, id, (draft) => {
      draft.frozenAtMs = frozenAtMs
    })
    ctx.events.push(eventSignerRevoked(id, frozenAtMs))
    count += 1
  }
  return count
}

/** The payer takes a grant back: nothing more is opened by it, and, if asked, what is open vests no more. */
export function revokeManagerGrant(keeper: PaymentKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.payment.v1.MsgRevokeManagerGrant',
      'infonex.payment.v1.MsgRevokeManagerGrantResponse',
    ),
    signers: ({ payer }) => [payer],
    validateBasic({ payer, manager }) {
      keeper.addresses.toBytes(payer)
      keeper.addresses.toBytes(manager)
    },
    execute(ctx, msg) {
      const payer = keeper.addresses.toBytes(msg.payer)
      const manager = keeper.addresses.toBytes(msg.manager)
      const grant = keeper.granted.grants.get(ctx, [payer, manager])
      if (grant === undefined) throw PaymentError.noGrant()
      // Once more only to revoke the signers as well.
      if (statusOf(grant, ctx.timeMs) === GRANT.revoked && !msg.revokeSigners)
        throw PaymentError.grantOver('it is revoked')
      const effectiveAtMs = ctx.timeMs + keeper.paramsOrDefault(ctx).revokeGraceMs
      const escrow = keeper.escrowOf(ctx, payer, grant.limits?.denom ?? '')
      const revokedSigners =
        msg.revokeSigners && escrow !== undefined
          ? freezeChannels(keeper, ctx, escrow.id, manager, effectiveAtMs)
          : 0
      if (grant.open === '0') removeGrant(keeper.granted, ctx, payer, manager)
      else
        keeper.granted.grants.update(ctx, [payer, manager], (draft) => {
          draft.revokedAtMs = ctx.timeMs
        })
      ctx.events.push(eventManagerRevoked(msg.payer, msg.manager, effectiveAtMs))
      return { effectiveAtMs, revokedSigners }
    },
  }
}

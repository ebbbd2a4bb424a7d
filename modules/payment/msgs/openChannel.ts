import type { PaymentKeeper } from '../keeper.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { Context } from '../../../chain/types/context.js'
import { amountOf, positiveCoin } from '../amount.js'
import { beginContract, checkContract } from '../contract/open.js'
import { channelId, checkTerms, POLICY_NONE } from '../descriptor.js'
import { PaymentError } from '../errors.js'
import { eventChannelOpened } from '../events.js'
import type { ChannelDescriptor } from '../state.js'

type Msg = PlainTypes['infonex.payment.v1.MsgOpenChannel']
type Response = PlainTypes['infonex.payment.v1.MsgOpenChannelResponse']

/** The part of a descriptor that the message brings. */
function termsOf(msg: Msg): Omit<ChannelDescriptor, 'chainId' | 'nonce' | 'startMs'> {
  const { payer, cap, ...terms } = msg
  return { ...terms, escrowOwner: payer, denom: cap?.denom ?? '' }
}

function checkExpiry(keeper: PaymentKeeper, ctx: Context, expiryMs: bigint): void {
  const latest = ctx.timeMs + keeper.paramsOrDefault(ctx).maxLifetimeMs
  if (expiryMs <= ctx.timeMs || expiryMs > latest)
    throw PaymentError.invalidExpiry(
      `expiry_ms is ${expiryMs}, want above now (${ctx.timeMs}) and at most ${latest}`,
    )
}

/** Opens a channel: its cap is reserved in the payer's escrow. */
export function openChannel(keeper: PaymentKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.payment.v1.MsgOpenChannel', 'infonex.payment.v1.MsgOpenChannelResponse'),
    signers: ({ payer }) => [payer],
    validateBasic(msg) {
      positiveCoin('cap', msg.cap)
      checkTerms(keeper.addresses, termsOf(msg))
    },
    execute(ctx, msg) {
      const cap = positiveCoin('cap', msg.cap)
      const minCap = amountOf('min_cap', keeper.paramsOrDefault(ctx).minCap)
      if (cap.amount < minCap)
        throw PaymentError.capTooSmall(`cap ${cap.amount}, minimum ${minCap}`)
      checkExpiry(keeper, ctx, msg.expiryMs)
      const escrow = keeper.mustEscrow(ctx, msg.payer, cap.denom)
      const free = escrow.balance - escrow.reserved
      if (cap.amount > free)
        throw PaymentError.insufficientFree(`free ${free}, wanted ${cap.amount}`)
      const descriptor: ChannelDescriptor = {
        ...termsOf(msg),
        chainId: ctx.block.chainId,
        nonce: escrow.channelSequence,
        startMs: ctx.timeMs,
      }
      const id = channelId(descriptor)
      keeper.escrows.update(ctx, escrow.id, (draft) => {
        draft.reserved += cap.amount
        draft.channelSequence += 1n
      })
      const { startMs, expiryMs, ratePerS, burst } = descriptor
      const terms = { startMs, expiryMs, ratePerS, burst, cap: cap.amount }
      const unset = { settled: 0n, dust: 0n, closeAtMs: 0n, closeAtHeight: 0n, frozenAtMs: 0n }
      const measured = descriptor.receiptPolicy !== POLICY_NONE
      const payees = measured
        ? checkContract(keeper, ctx, descriptor, cap.amount)
        : descriptor.payees.map((p) => keeper.addresses.toBytes(p.address))
      keeper.insertChannel(ctx, id, { escrowId: escrow.id, ...terms, ...unset }, payees)
      if (measured) beginContract(keeper, ctx, id, descriptor)
      ctx.events.push(eventChannelOpened(id, descriptor, cap.amount))
      return { channelId: id, descriptor }
    },
  }
}

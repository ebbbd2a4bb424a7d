import type { PaymentKeeper } from '../keeper.js'
import type { Context } from '../../../chain/types/context.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { hash160 } from '../../../chain/codec/hash.js'
import { ownMessage } from '../../../chain/codec/ownMessage.js'
import { equalBytes } from '../../../chain/types/bytes.js'
import { positiveCoin } from '../amount.js'
import { POLICY_NONE, SECP256K1 } from '../descriptor.js'
import { PaymentError } from '../errors.js'
import { eventChannelGranted } from '../events.js'
import { type Scope, useGrant } from '../grants.js'
import { openChannel } from './openChannel.js'

type Msg = PlainTypes['infonex.payment.v1.MsgOpenChannelByGrant']
type Response = PlainTypes['infonex.payment.v1.MsgOpenChannelByGrantResponse']

/** The message that the payer would send itself. */
function asPayers(msg: Msg): PlainTypes['infonex.payment.v1.MsgOpenChannel'] {
  const { manager: _, ...rest } = msg
  return rest
}

/** What the channel's agreements are about. @throws TxError payment 37 or sla */
function scopeOf(
  keeper: PaymentKeeper,
  ctx: Context,
  msg: Msg,
  manager: Uint8Array,
): Scope | undefined {
  if (msg.receiptPolicy === POLICY_NONE) return undefined
  const { retail, wholesale } = keeper.sla.contractTerms(ctx, msg.retailId, msg.wholesaleId)
  // DUAL would be the word of one (rules.md H21).
  for (const key of [retail.customerKey, wholesale.providerKey])
    if (isKeyOf(key, manager))
      throw PaymentError.keysNotApart("a metering key is the manager's account key")
  return { aggregator: retail.provider, models: [retail.models, wholesale.models] }
}

/** Whether the account of an address has this key. */
function isKeyOf(key: Msg['signer'], address: Uint8Array): boolean {
  return key?.algorithm === SECP256K1 && equalBytes(hash160(key.key), address)
}

/** A manager opens a channel out of the payer's escrow, as the payer would, within its grant. */
export function openChannelByGrant(keeper: PaymentKeeper): MsgHandler<Msg, Response> {
  const open = openChannel(keeper)
  return {
    ...ownMessage(
      'infonex.payment.v1.MsgOpenChannelByGrant',
      'infonex.payment.v1.MsgOpenChannelByGrantResponse',
    ),
    signers: ({ manager }) => [manager],
    validateBasic(msg) {
      const manager = keeper.addresses.toBytes(msg.manager)
      open.validateBasic(asPayers(msg))
      // Who steals the key that spends must not have the key that opens as well (rules.md H21).
      if (isKeyOf(msg.signer, manager))
        throw PaymentError.keysNotApart("the signer is the manager's account key")
    },
    execute(ctx, msg) {
      const cap = positiveCoin('cap', msg.cap)
      const payer = keeper.addresses.toBytes(msg.payer)
      const manager = keeper.addresses.toBytes(msg.manager)
      const { payees, ratePerS, burst, expiryMs, receiptPolicy } = msg
      const scope = scopeOf(keeper, ctx, msg, manager)
      const use = { cap, payees, ratePerS, burst, expiryMs, receiptPolicy, scope }
      useGrant(keeper.granted, ctx, [payer, manager], use)
      const opened = open.execute(ctx, asPayers(msg))
      keeper.granted.links.set(ctx, opened.channelId, { manager, cap: cap.amount })
      ctx.events.push(eventChannelGranted(opened.channelId, msg.payer, msg.manager))
      return opened
    },
  }
}

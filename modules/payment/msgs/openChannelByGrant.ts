import type { PaymentKeeper } from '../keeper.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { hash160 } from '../../../chain/codec/hash.js'
import { ownMessage } from '../../../chain/codec/ownMessage.js'
import { equalBytes } from '../../../chain/types/bytes.js'
import { positiveCoin } from '../amount.js'
import { SECP256K1 } from '../descriptor.js'
import { PaymentError } from '../errors.js'
import { eventChannelGranted } from '../events.js'
import { useGrant } from '../grants.js'
import { openChannel } from './openChannel.js'

type Msg = PlainTypes['infonex.payment.v1.MsgOpenChannelByGrant']
type Response = PlainTypes['infonex.payment.v1.MsgOpenChannelByGrantResponse']

/** The message that the payer would send itself. */
function asPayers(msg: Msg): PlainTypes['infonex.payment.v1.MsgOpenChannel'] {
  const { manager: _, ...rest } = msg
  return rest
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
      const { signer } = msg
      if (signer?.algorithm === SECP256K1 && equalBytes(hash160(signer.key), manager))
        throw PaymentError.keysNotApart("the signer is the manager's account key")
    },
    execute(ctx, msg) {
      const cap = positiveCoin('cap', msg.cap)
      const payer = keeper.addresses.toBytes(msg.payer)
      const manager = keeper.addresses.toBytes(msg.manager)
      const { payees, ratePerS, burst, expiryMs } = msg
      const use = { cap, payees, ratePerS, burst, expiryMs }
      useGrant(keeper.granted, ctx, [payer, manager], use)
      const opened = open.execute(ctx, asPayers(msg))
      keeper.granted.links.set(ctx, opened.channelId, { manager, cap: cap.amount })
      ctx.events.push(eventChannelGranted(opened.channelId, msg.payer, msg.manager))
      return opened
    },
  }
}

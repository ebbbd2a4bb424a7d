import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { VerificationError } from '../errors.js'
import { anchor, checkInclusion, checkSigned, readReceipt } from '../receipts.js'
import type { VerificationKeeper } from '../keeper.js'

type Msg = PlainTypes['infonex.verification.v1.MsgAnchorReceipt']
type Response = PlainTypes['infonex.verification.v1.MsgAnchorReceiptResponse']

/** Shows a signed receipt to the chain: it is its supplier's word, whoever brings it (rules.md H11). */
export function anchorReceipt(keeper: VerificationKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.verification.v1.MsgAnchorReceipt',
      'infonex.verification.v1.MsgAnchorReceiptResponse',
    ),
    signers: ({ sender }) => [sender],
    validateBasic({ sender, receipt, inclusion }) {
      keeper.addresses.toBytes(sender)
      checkSigned(receipt)
      if (inclusion !== null) checkInclusion(inclusion)
    },
    execute(ctx, { receipt, attribution, inclusion }) {
      const read = readReceipt(keeper, ctx, receipt, attribution)
      if (anchor(keeper, ctx, read, inclusion) === undefined)
        throw VerificationError.alreadyAnchored()
      return { receiptId: read.id }
    },
  }
}

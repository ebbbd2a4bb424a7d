import type { PaymentKeeper } from '../keeper.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { ownMessage } from '../../../chain/codec/ownMessage.js'
import { TxError } from '../../../chain/types/errors.js'
import { claim } from '../claims.js'
import { PaymentError } from '../errors.js'
import type { Instrument } from '../instrument.js'
import { payWordOf } from '../payword.js'
import { voucherOf } from '../voucher.js'

type Msg = PlainTypes['infonex.payment.v1.MsgClaimBatch']
type Response = PlainTypes['infonex.payment.v1.MsgClaimBatchResponse']

const promisesOf = (msg: Msg): Instrument[] => [
  ...msg.claims.map(voucherOf),
  ...msg.words.map(payWordOf),
]

/** Many promises; each stands or falls alone. */
export function claimBatch(keeper: PaymentKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.payment.v1.MsgClaimBatch', 'infonex.payment.v1.MsgClaimBatchResponse'),
    signers: ({ sender }) => [sender],
    validateBasic(msg) {
      keeper.addresses.toBytes(msg.sender)
      if (promisesOf(msg).length === 0) throw PaymentError.invalidVoucher('claims is empty')
    },
    execute(ctx, msg) {
      const { maxClaimsPerBatch } = keeper.paramsOrDefault(ctx)
      const count = msg.claims.length + msg.words.length
      if (count > maxClaimsPerBatch)
        throw PaymentError.tooManyClaims(`${count}, want at most ${maxClaimsPerBatch}`)
      const outcomes = promisesOf(msg).map((one) => {
        try {
          const paid = ctx.atomic((branch) => claim(keeper, branch, one, false))
          return { code: 0, paid: paid.toString() }
        } catch (error) {
          // Out of gas is the transaction's, every other refusal the claim's.
          if (!(error instanceof TxError) || error.codespace === 'sdk') throw error
          return { code: error.code, paid: '0' }
        }
      })
      return { outcomes }
    },
  }
}

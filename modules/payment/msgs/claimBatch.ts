import type { PaymentKeeper } from '../keeper.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { ownMessage } from '../../../chain/codec/ownMessage.js'
import { TxError } from '../../../chain/types/errors.js'
import { claim } from '../claims.js'
import { PaymentError } from '../errors.js'
import { checkVoucher } from '../voucher.js'

type Msg = PlainTypes['infonex.payment.v1.MsgClaimBatch']
type Response = PlainTypes['infonex.payment.v1.MsgClaimBatchResponse']

/** Many vouchers; each stands or falls alone. */
export function claimBatch(keeper: PaymentKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.payment.v1.MsgClaimBatch', 'infonex.payment.v1.MsgClaimBatchResponse'),
    signers: ({ sender }) => [sender],
    validateBasic({ sender, claims }) {
      keeper.addresses.toBytes(sender)
      if (claims.length === 0) throw PaymentError.invalidVoucher('claims is empty')
      for (const one of claims) checkVoucher(one)
    },
    execute(ctx, { claims }) {
      const { maxClaimsPerBatch } = keeper.paramsOrDefault(ctx)
      if (claims.length > maxClaimsPerBatch)
        throw PaymentError.tooManyClaims(`${claims.length}, want at most ${maxClaimsPerBatch}`)
      const outcomes = claims.map((one) => {
        try {
          const paid = ctx.atomic((branch) => claim(keeper, branch, one, false))
          return { code: 0, paid: paid.toString() }
        } catch (error) {
          // Out of gas is the transaction's, every other refusal the claim's.
          if (!(error instanceof TxError) || error.codespace !== 'payment') throw error
          return { code: error.code, paid: '0' }
        }
      })
      return { outcomes }
    },
  }
}

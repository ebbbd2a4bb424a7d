import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { parseU128 } from '../../../chain/types/arith.js'
import { isDenom } from '../../../chain/types/coin.js'
import { VerificationError } from '../errors.js'
import { eventReceiptsAsserted } from '../events.js'
import type { VerificationKeeper } from '../keeper.js'

type Msg = PlainTypes['infonex.verification.v1.MsgAssertReceipts']
type Response = PlainTypes['infonex.verification.v1.MsgAssertReceiptsResponse']

/** A supplier stands by a batch of receipts. */
export function assertReceipts(keeper: VerificationKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.verification.v1.MsgAssertReceipts',
      'infonex.verification.v1.MsgAssertReceiptsResponse',
    ),
    signers: ({ supplier }) => [supplier],
    validateBasic({ supplier, root, count, feeTotal, denom }) {
      keeper.addresses.toBytes(supplier)
      const refuse = VerificationError.invalidAssertion
      if (root.length !== 32) throw refuse(`root has ${root.length} bytes, want 32`)
      if (count === 0) throw refuse('count is 0, want 1 or more')
      if (parseU128(feeTotal) === undefined)
        throw refuse(`fee_total is "${feeTotal.slice(0, 40)}", want a whole number`)
      if (!isDenom(denom)) throw refuse(`denom is "${denom.slice(0, 40)}", want a denomination`)
    },
    execute(ctx, { supplier, root, count, feeTotal, denom }) {
      const { maxBatch } = keeper.paramsOrDefault(ctx)
      if (count > maxBatch)
        throw VerificationError.invalidAssertion(`count is ${count}, want at most ${maxBatch}`)
      const id = keeper.nextAssertion.next(ctx)
      const { ms: untilMs, height: untilHeight } = keeper.windowEnd(ctx)
      const when = { assertedMs: ctx.timeMs, assertedHeight: ctx.height, untilMs, untilHeight }
      const assertion = { id, supplier, root, count, feeTotal, denom, ...when }
      keeper.putAssertion(ctx, assertion)
      ctx.events.push(eventReceiptsAsserted(assertion))
      return { assertionId: id }
    },
  }
}

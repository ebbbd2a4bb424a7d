import { minBig } from '../../../chain/types/arith.js'
import type { Context } from '../../../chain/types/context.js'
import { amountOf } from '../amount.js'
import { PaymentError } from '../errors.js'
import type { Instrument } from '../instrument.js'
import type { PaymentKeeper } from '../keeper.js'
import { measure } from './measure.js'
import { book } from './settle.js'

/**
 * Up to where a promise may be paid by what was measured (rules.md C3, P11): the retail price of the usage
 * that was co-signed; the last claims of a channel take the prepaid part too.
 * @param last of a closing channel, or the claim that closes it
 * @throws TxError payment 60 or 61
 */
export function payableUnder(
  keeper: PaymentKeeper,
  ctx: Context,
  promise: Instrument,
  last: boolean,
): bigint {
  const { channelId: id, descriptor, checkpoint, cumulative } = promise
  const measured =
    checkpoint === null ? undefined : measure(keeper, ctx, id, descriptor, checkpoint)
  const { retail } = book(keeper, ctx, id, measured)
  const allow = amountOf('prepay_allow', descriptor.prepayAllow)
  if (cumulative > retail + allow)
    throw PaymentError.overMeasured(
      `cumulative ${cumulative}, measured ${retail}, prepay_allow ${allow}`,
    )
  return last ? cumulative : minBig(cumulative, retail)
}

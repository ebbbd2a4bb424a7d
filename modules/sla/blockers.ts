import type { Context } from '../../chain/types/context.js'
import { aggregatorOf, servesUntil } from './agreement.js'
import { eventAgreement } from './events.js'
import type { SlaKeeper } from './keeper.js'
import { PROPOSED } from './state.js'

/** Ends agreements whose time is over and drops proposals that nobody accepted, a bounded number a block. */
export function endDue(keeper: SlaKeeper, ctx: Context): void {
  const { endsPerBlock } = keeper.paramsOrDefault(ctx)
  for (const agreement of keeper.agreements.dueBy(ctx, ctx.timeMs, endsPerBlock)) {
    if (agreement.status === PROPOSED) {
      keeper.agreements.remove(ctx, agreement)
      ctx.events.push(eventAgreement('lapsed', agreement))
      continue
    }
    const ended = keeper.agreements.ended(ctx, agreement, servesUntil(agreement) ?? ctx.timeMs)
    ctx.events.push(eventAgreement('ended', ended))
    keeper.releaseRegistration(ctx, keeper.addresses.toBytes(aggregatorOf(agreement)))
  }
}

import type { Context } from '../../chain/types/context.js'
import { TxError } from '../../chain/types/errors.js'
import { eventParamsApplied, eventParamsFailed } from './events.js'
import type { GovKeeper } from './keeper.js'
import { type Announcement, isDue } from './state.js'

function enforce(keeper: GovKeeper, ctx: Context, announcement: Announcement): void {
  const { message } = announcement
  if (message === null) return
  try {
    ctx.atomic((branch) => {
      const old = keeper.paramsOf(branch, message)
      keeper.apply(branch, message)
      branch.events.push(eventParamsApplied(announcement, old, keeper.paramsOf(branch, message)))
    })
  } catch (error) {
    // What was good when it was announced may not be any more, after another change.
    if (!(error instanceof TxError)) throw error
    ctx.events.push(eventParamsFailed(announcement, error.message))
  }
}

/** Puts in force what has waited long enough, in order of announcement. */
export function endBlock(keeper: GovKeeper, ctx: Context): void {
  const waiting = [...keeper.announcements.walk(ctx)].map(([, announcement]) => announcement)
  for (const announcement of waiting) {
    if (!isDue(announcement, ctx.timeMs, ctx.height)) continue
    keeper.announcements.delete(ctx, announcement.id)
    enforce(keeper, ctx, announcement)
  }
}

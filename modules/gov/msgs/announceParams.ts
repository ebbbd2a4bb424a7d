import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { Context } from '../../../chain/types/context.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { GovError } from '../errors.js'
import { eventParamsAnnounced } from '../events.js'
import type { GovKeeper } from '../keeper.js'
import { MAX_REASON } from '../state.js'

type Msg = PlainTypes['infonex.gov.v1.MsgAnnounceParams']
type Response = PlainTypes['infonex.gov.v1.MsgAnnounceParamsResponse']

function checkRoom(keeper: GovKeeper, ctx: Context): void {
  const { maxPending } = keeper.paramsOrDefault(ctx)
  let pending = 0
  for (const _ of keeper.announcements.walk(ctx)) pending += 1
  if (pending >= maxPending)
    throw GovError.tooManyPending(`${pending} are waiting, want at most ${maxPending}`)
}

/** The authority announces a change of parameters; it is in force after the delay, for all to see before. */
export function announceParams(keeper: GovKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.gov.v1.MsgAnnounceParams', 'infonex.gov.v1.MsgAnnounceParamsResponse'),
    signers: ({ authority }) => [authority],
    validateBasic({ authority, message, reason }) {
      keeper.addresses.toBytes(authority)
      if (message === null) throw GovError.notAllowed('message is absent')
      if (reason.length > MAX_REASON)
        throw GovError.invalidReason(
          `reason has ${reason.length} characters, want at most ${MAX_REASON}`,
        )
    },
    execute(ctx, { authority, message, reason }) {
      keeper.checkAuthority(ctx, authority)
      checkRoom(keeper, ctx)
      if (message === null) throw GovError.notAllowed('message is absent')
      keeper.checkMessage(message)
      const newParams = keeper.preview(ctx, message)
      const { delayMs, delayBlocks } = keeper.paramsOrDefault(ctx)
      const announcement = {
        id: keeper.nextId.next(ctx),
        message,
        oldParams: keeper.paramsOf(ctx, message),
        announcedHeight: ctx.height,
        forceMs: ctx.timeMs + delayMs,
        forceHeight: ctx.height + delayBlocks,
        reason,
      }
      keeper.announcements.set(ctx, announcement.id, announcement)
      ctx.events.push(eventParamsAnnounced(announcement, newParams))
      const { id, forceMs, forceHeight } = announcement
      return { id, forceMs, forceHeight }
    },
  }
}

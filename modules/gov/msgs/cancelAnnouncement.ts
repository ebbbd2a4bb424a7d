import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { GovError } from '../errors.js'
import { eventAnnouncementCancelled } from '../events.js'
import type { GovKeeper } from '../keeper.js'

type Msg = PlainTypes['infonex.gov.v1.MsgCancelAnnouncement']
type Response = PlainTypes['infonex.gov.v1.MsgCancelAnnouncementResponse']

/** The authority takes an announcement back before it is in force. */
export function cancelAnnouncement(keeper: GovKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.gov.v1.MsgCancelAnnouncement',
      'infonex.gov.v1.MsgCancelAnnouncementResponse',
    ),
    signers: ({ authority }) => [authority],
    validateBasic: ({ authority }) => void keeper.addresses.toBytes(authority),
    execute(ctx, { authority, id }) {
      keeper.checkAuthority(ctx, authority)
      const announcement = keeper.announcements.get(ctx, id)
      if (announcement === undefined) throw GovError.noAnnouncement(`announcement ${id}`)
      keeper.announcements.delete(ctx, id)
      ctx.events.push(eventAnnouncementCancelled(announcement))
      return {}
    },
  }
}

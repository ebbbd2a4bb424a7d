import { queryHandler } from '../../chain/codec/queryHandler.js'
import type { AnyQueryHandler } from '../../chain/types/module.js'
import type { GovKeeper } from './keeper.js'

const P = 'infonex.gov.v1'

export function govQueries(keeper: GovKeeper): readonly AnyQueryHandler[] {
  return [
    queryHandler(
      `/${P}.Query/Announcements`,
      `${P}.QueryAnnouncementsRequest`,
      `${P}.QueryAnnouncementsResponse`,
      // max_pending bounds the list.
      (ctx) => ({ announcements: [...keeper.announcements.walk(ctx)].map(([, a]) => a) }),
    ),
    queryHandler(
      `/${P}.Query/Authority`,
      `${P}.QueryAuthorityRequest`,
      `${P}.QueryAuthorityResponse`,
      (ctx) => ({
        authority: keeper.authority.get(ctx) ?? '',
        moduleAccount: keeper.addresses.toText(keeper.account),
      }),
    ),
    queryHandler(
      `/${P}.Query/Params`,
      `${P}.QueryParamsRequest`,
      `${P}.QueryParamsResponse`,
      (ctx) => ({ params: keeper.paramsOrDefault(ctx) }),
    ),
  ]
}

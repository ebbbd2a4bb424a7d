import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { RouterError } from '../errors.js'
import { eventMatchRequested } from '../events.js'
import type { RouterKeeper } from '../keeper.js'
import { REQUESTED } from '../matches.js'
import { checkMatchTerms, MATCH_GAS } from '../terms.js'

type Msg = PlainTypes['infonex.router.v1.MsgRequestMatch']
type Response = PlainTypes['infonex.router.v1.MsgRequestMatchResponse']

/** Asks the market for a server; a later block assigns one, by a seed that nobody knows yet. */
export function requestMatch(keeper: RouterKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.router.v1.MsgRequestMatch', 'infonex.router.v1.MsgRequestMatchResponse'),
    signers: ({ client }) => [client],
    validateBasic(msg) {
      keeper.addresses.toBytes(msg.client)
      checkMatchTerms(msg.terms)
    },
    execute(ctx, msg) {
      checkMatchTerms(msg.terms)
      const client = keeper.addresses.toBytes(msg.client)
      const { maxMatchesPerClient: most, maxLeaseMs } = keeper.paramsOrDefault(ctx)
      if (msg.terms.leaseMs > maxLeaseMs)
        throw RouterError.invalidTerms(
          `lease_ms is ${msg.terms.leaseMs}, want at most ${maxLeaseMs}`,
        )
      if (keeper.matches.countOf(ctx, client, most) >= most)
        throw RouterError.tooManyMatches(`it has ${most}`)
      ctx.gas.consume(MATCH_GAS, 'assignment in a later block')
      const match = {
        id: keeper.matches.next.next(ctx),
        client: msg.client,
        terms: msg.terms,
        status: REQUESTED,
        height: ctx.height,
        tried: [],
        ...{ serverId: 0n, aggregator: '', foundBy: 0, anticipation: null },
        ...{ dueMs: 0n, dueHeight: 0n, reason: 0, quote: '', expectedLatencyUs: 0 },
        ...{ answered: 0n, late: 0n, lateSequence: 0n },
      }
      keeper.matches.put(ctx, match)
      ctx.events.push(eventMatchRequested(match))
      return { matchId: match.id }
    },
  }
}

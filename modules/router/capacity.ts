/** What a server declared, and when: evidence of over-capacity is judged by what held at its time (rules.md H18). */
import { equalBytes } from '../../chain/types/bytes.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { RouterError } from './errors.js'
import type { Server } from './state.js'

type PastOffer = PlainTypes['infonex.router.v1.PastOffer']
type Offers = Pick<Server, 'offers'>

/** For so long receipts are evidence, and changes of slots are kept, in ms. */
export const EVIDENCE_MS = 3_600_000n
/** Changes of slots of one server that are kept at most: who wants more of them waits. */
export const MAX_PAST_OFFERS = 128

const slotsOf = ({ offers }: Offers, modelId: Uint8Array): number =>
  offers.find((one) => equalBytes(one.modelId, modelId))?.slots ?? 0

/**
 * What a server had declared, with what it now declares otherwise. Nothing is forgotten before it is too old to be
 * evidence: else a supplier would get away by a change. @throws TxError router 2
 */
export function pastOffers(before: Server, after: Offers, nowMs: bigint): PastOffer[] {
  const kept = before.pastOffers.filter(({ untilMs }) => untilMs > nowMs - EVIDENCE_MS)
  const changed = [
    ...before.offers,
    ...after.offers.filter((one) => slotsOf(before, one.modelId) === 0),
  ]
    .filter(({ modelId }) => slotsOf(before, modelId) !== slotsOf(after, modelId))
    .map(({ modelId }) => ({ modelId, slots: slotsOf(before, modelId), untilMs: nowMs }))
  const past = [...kept, ...changed]
  if (changed.length > 0 && past.length > MAX_PAST_OFFERS)
    throw RouterError.invalidServer(
      `slots were changed ${past.length} times within ${EVIDENCE_MS} ms, want at most ${MAX_PAST_OFFERS}`,
    )
  return past
}

/**
 * Most slots that a server declared for a model at any time of an interval; undefined if it did not offer it all the
 * time, or had not subscribed.
 */
export function declaredDuring(
  server: Pick<Server, 'offers' | 'pastOffers' | 'subscribedMs'>,
  modelId: Uint8Array,
  fromMs: bigint,
  toMs: bigint,
): number | undefined {
  if (fromMs < server.subscribedMs) return undefined
  let [sinceMs, most] = [server.subscribedMs, 0]
  const past = server.pastOffers.filter((one) => equalBytes(one.modelId, modelId))
  const now = { slots: slotsOf(server, modelId), untilMs: undefined }
  for (const { slots, untilMs } of [...past, now]) {
    const isInside = sinceMs <= toMs && (untilMs === undefined || untilMs > fromMs)
    if (isInside && slots === 0) return undefined
    if (isInside && slots > most) most = slots
    sinceMs = untilMs ?? sinceMs
  }
  return most
}

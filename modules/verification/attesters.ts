import { sha256 } from '../../chain/codec/hash.js'
import { toSafeNumber } from '../../chain/types/arith.js'
import { assert } from '../../chain/types/assert.js'
import { be32, concatBytes, fromBe64, utf8 } from '../../chain/types/bytes.js'
import type { Context } from '../../chain/types/context.js'
import { VerificationError } from './errors.js'
import { eventAttester } from './events.js'
import { PURPOSE } from './expectedKeepers.js'
import type { VerificationKeeper } from './keeper.js'
import { type Attester, DEMAND, type Demand } from './state.js'

const URL = /^https?:\/\/[a-z0-9.-]+(?::[1-9][0-9]{0,4})?(?:\/[A-Za-z0-9._~/-]*)?$/
const MAX_URL = 200
/** What an attester's bond is locked for. */
const REFERENCE = utf8('attester')

/** @throws TxError verification 35 */
export function checkUrl(url: string): void {
  if (url.length > MAX_URL || !URL.test(url))
    throw VerificationError.invalidAttester(
      `url is "${url.slice(0, 100)}", want http(s)://host[:port][/path] in lower case`,
    )
}

/** Takes the last seat, and locks the bond. @throws TxError verification 36, 37 or sla 4 */
export function register(
  keeper: VerificationKeeper,
  ctx: Context,
  attester: string,
  url: string,
): void {
  const { maxAttesters, attesterBond } = keeper.paramsOrDefault(ctx)
  const address = keeper.addresses.toBytes(attester)
  if (keeper.attesters.has(ctx, address)) throw VerificationError.alreadyAttester(attester)
  const seat = keeper.seatCount.peek(ctx)
  if (seat >= BigInt(maxAttesters))
    throw VerificationError.tooManyAttesters(`${seat}, at most ${maxAttesters}`)
  const bond = BigInt(attesterBond)
  if (bond > 0n) keeper.deps.sla.lock(ctx, address, PURPOSE.verification, REFERENCE, bond)
  keeper.seatCount.next(ctx)
  keeper.seats.set(ctx, seat, address)
  const counts = { duties: 0, attested: 0n, missed: 0n }
  keeper.attesters.set(ctx, address, {
    ...{ address: attester, url, sinceHeight: ctx.height, seat: toSafeNumber(seat), ...counts },
  })
  ctx.events.push(eventAttester('EventAttesterRegistered', attester, url))
}

/** @throws TxError verification 38 */
export function mustAttester(keeper: VerificationKeeper, ctx: Context, attester: string): Attester {
  const found = keeper.attesters.get(ctx, keeper.addresses.toBytes(attester))
  if (found === undefined) throw VerificationError.noAttester(attester)
  return found
}

/** The last seat moves into the one that becomes free. @throws TxError verification 38 or 39 */
export function retire(keeper: VerificationKeeper, ctx: Context, attester: string): void {
  const { seat, duties } = mustAttester(keeper, ctx, attester)
  if (duties > 0) throw VerificationError.onDuty(`${attester}: ${duties}`)
  const address = keeper.addresses.toBytes(attester)
  const last = keeper.seatCount.peek(ctx) - 1n
  const moved = keeper.seats.get(ctx, last)
  assert(moved !== undefined, 'seats have no gaps')
  keeper.seats.set(ctx, BigInt(seat), moved)
  keeper.attesters.update(ctx, moved, (draft) => {
    draft.seat = seat
  })
  keeper.seats.delete(ctx, last)
  keeper.seatCount.set(ctx, last)
  keeper.attesters.delete(ctx, address)
  const { sla } = keeper.deps
  const locked = sla.lockedFor(ctx, address, PURPOSE.verification, REFERENCE)
  if (locked > 0n) sla.unlock(ctx, address, PURPOSE.verification, REFERENCE, locked)
  ctx.events.push(eventAttester('EventAttesterRetired', attester, ''))
}

/**
 * `want` of `count` seats that `accept` takes, none twice: a shuffle by the seed, cut short. A draw's bias is
 * below count / 2^64.
 */
export function drawSeats(
  seed: Uint8Array,
  count: number,
  want: number,
  accept: (seat: number) => boolean,
): number[] {
  const moved = new Map<number, number>()
  const at = (i: number): number => moved.get(i) ?? i
  const drawn: number[] = []
  for (let i = 0; i < count && drawn.length < want; i++) {
    const random = fromBe64(sha256(concatBytes(seed, be32(i))))
    const j = i + toSafeNumber(random % BigInt(count - i))
    const seat = at(j)
    moved.set(j, at(i))
    if (accept(seat)) drawn.push(seat)
  }
  return drawn
}

/** The committee of a demand that is over has no duty any more; who kept silent to the end has missed it. */
export function dismiss(keeper: VerificationKeeper, ctx: Context, over: Demand): void {
  for (const attester of over.committee) {
    const missed = over.status === DEMAND.attesting && !over.attested.includes(attester)
    keeper.attesters.update(ctx, keeper.addresses.toBytes(attester), (draft) => {
      draft.duties -= 1
      if (missed) draft.missed += 1n
    })
  }
}

import { sha256 } from '../../chain/codec/hash.js'
import { u64Key } from '../../chain/collections/keys.js'
import { toSafeNumber } from '../../chain/types/arith.js'
import { concatBytes, equalBytes, utf8 } from '../../chain/types/bytes.js'
import type { Context } from '../../chain/types/context.js'
import { TxError } from '../../chain/types/errors.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { drawSeats, mustAttester } from './attesters.js'
import { CLOCK } from './clocks.js'
import { checkClock, markAnswered } from './answers.js'
import { VerificationError } from './errors.js'
import { eventCommitteeDrawn, eventDeliveryAttested } from './events.js'
import { referenceOf, type VerificationKeeper } from './keeper.js'
import { DRAW_BLOCKS } from './params.js'
import { type Attester, DEMAND, type Demand } from './state.js'

type Attest = PlainTypes['infonex.verification.v1.MsgAttestDelivery']

/** The seed of a committee, over the 32 blocks after the demand; undefined when they are not kept any more. */
function seedOf(keeper: VerificationKeeper, ctx: Context, demand: Demand): Uint8Array | undefined {
  const { drawHeight, id } = demand
  try {
    const seed = keeper.deps.beacon.accumulated(ctx, drawHeight - DRAW_BLOCKS + 1n, drawHeight)
    return sha256(concatBytes(utf8('infonex/committee/1'), seed, referenceOf(id)))
  } catch (error) {
    if (error instanceof TxError) return undefined
    throw error
  }
}

/**
 * Draws the committee of a demand: of those who were attesters before it was made, so that nobody registers for
 * one demand, and neither of its sides. Whoever is missing, the supplier can still put the bytes on chain.
 */
function draw(keeper: VerificationKeeper, ctx: Context, demand: Demand): void {
  const seed = seedOf(keeper, ctx, demand)
  const { committeeSize } = keeper.paramsOrDefault(ctx)
  const opened = demand.drawHeight - DRAW_BLOCKS
  const attesterAt = (seat: number): Attester => {
    const address = keeper.seats.get(ctx, BigInt(seat)) as Uint8Array
    return keeper.attesters.get(ctx, address) as Attester
  }
  const count = toSafeNumber(keeper.seatCount.peek(ctx))
  const seats =
    seed === undefined
      ? []
      : drawSeats(seed, count, committeeSize, (seat) => {
          const { address, sinceHeight } = attesterAt(seat)
          return sinceHeight < opened && address !== demand.supplier && address !== demand.demander
        })
  const committee = seats.map((seat) => attesterAt(seat).address)
  for (const attester of committee) addDuty(keeper, ctx, attester, 1)
  const drawn = { ...demand, committee, drawHeight: 0n }
  keeper.demands.set(ctx, demand.id, drawn)
  ctx.events.push(eventCommitteeDrawn(drawn))
}

function addDuty(keeper: VerificationKeeper, ctx: Context, attester: string, by: 1 | -1): void {
  keeper.attesters.update(ctx, keeper.addresses.toBytes(attester), (draft) => {
    draft.duties += by
  })
}

/** Draws what is due, a bounded number a block. */
export function drawDue(keeper: VerificationKeeper, ctx: Context): void {
  const { endsPerBlock: max } = keeper.paramsOrDefault(ctx)
  for (const id of keeper.clocks.take(ctx, CLOCK.draw, max))
    draw(keeper, ctx, keeper.mustDemand(ctx, u64Key.decode(id)))
}

/** A drawn attester has the ciphertext. @throws TxError verification 19, 38, 40, 41, 42, 43 or 24 */
export function attest(keeper: VerificationKeeper, ctx: Context, msg: Attest): boolean {
  const found = keeper.mustDemand(ctx, msg.demandId)
  mustAttester(keeper, ctx, msg.attester)
  if (!found.committee.includes(msg.attester))
    throw VerificationError.notDrawn(`${msg.attester}, demand ${found.id}`)
  if (found.status !== DEMAND.attesting) throw VerificationError.notAttesting(`demand ${found.id}`)
  checkClock(ctx, found)
  const same =
    equalBytes(found.ciphertextHash, msg.ciphertextHash) &&
    found.ciphertextBytes === msg.ciphertextBytes
  if (!same) throw VerificationError.otherCiphertext(`demand ${found.id}`)
  if (found.attested.includes(msg.attester))
    throw VerificationError.alreadyAttested(`${msg.attester}, demand ${found.id}`)
  keeper.attesters.update(ctx, keeper.addresses.toBytes(msg.attester), (draft) => {
    draft.attested += 1n
  })
  const after = { ...found, attested: [...found.attested, msg.attester] }
  ctx.events.push(eventDeliveryAttested(after, msg.attester))
  const answered = after.attested.length >= found.quorum
  if (answered) markAnswered(keeper, ctx, after)
  else keeper.demands.set(ctx, found.id, after)
  return answered
}

import { type PackedKey, PackedMap } from '../../../chain/collections/packedMap.js'
import { newBytes, prefixEnd } from '../../../chain/types/bytes.js'
import type { Context, QueryContext } from '../../../chain/types/context.js'
import { type Candidate, NO_SERVER, type Source, TOO_DEAR, UPTIME_TOO_LOW } from './choose.js'
import { ALL_CLASSES, classMask, PRICE_TIERS } from './classes.js'
import { drained, withLease, withoutLease } from './load.js'
import { readU32, readU64, writeU32, writeU64 } from './packed.js'
import { IDLE, NEWCOMER, type Place, type Pools, PROVEN, type Scope, type Survey } from './pools.js'
import { type LaneWeights, laneWeights, mostLeases, NO_WEIGHT } from './proven.js'
import { quoteOf, readStanding, type Standing, STANDING_BYTES, writeStanding } from './standing.js'

/** What a match needs to know besides the state: clocks and limits. */
export interface Terms {
  readonly nowMs: number
  /** Mean time of a job of the model. */
  readonly meanMs: number
  /** Leases that a server may have open for each slot that it declares, in basis points. */
  readonly queueFactorBps: number
  /** And for each slot that it has proven. */
  readonly headroomBps: number
  /** Size of one request and of its answer. */
  readonly inputBytes: bigint
  readonly outputBytes: bigint
  /** Round trip between the client and a cell. */
  readonly rttUs: (cell: number) => number
  /** Leases that the hardware of a server has room for; asked where all its models share it. */
  readonly hardwareLeft: (server: bigint) => number
}

/** A place, and the wholesale agreement that leads to it. */
export interface Seat extends Place {
  readonly wholesaleId: bigint
}

/** Closed windows of guarantees under a wholesale agreement, and those with a breach. */
export interface Compliance {
  readonly windows: number
  readonly breaches: number
}

/** A server as the roster knows it: as it was stored, and drained to now. */
export interface Enrolled extends Candidate {
  readonly place: Seat
  readonly standing: Standing
}

/** Standing of a server for one model: be64 server | be32 number of the model. */
export type StandingAt = readonly [server: bigint, model: number]

const placeKey: PackedKey<Place> = {
  size: 11,
  write(bytes, at, { market, cell, klass, leaf }) {
    writeU32(bytes, at, market)
    bytes[at + 4] = cell >>> 8
    bytes[at + 5] = cell
    bytes[at + 6] = klass
    writeU32(bytes, at + 7, leaf)
  },
  read: (bytes, at) => ({
    market: readU32(bytes, at),
    cell: (bytes[at + 4] as number) * 256 + (bytes[at + 5] as number),
    klass: bytes[at + 6] as number,
    leaf: readU32(bytes, at + 7),
  }),
}

const standingKey: PackedKey<StandingAt> = {
  size: 12,
  write(bytes, at, [server, model]) {
    writeU64(bytes, at, server)
    writeU32(bytes, at + 8, model)
  },
  read: (bytes, at) => [readU64(bytes, at), readU32(bytes, at + 8)],
}

const agreementKey: PackedKey<bigint> = {
  size: 8,
  write: writeU64,
  read: readU64,
}

/** What a standing weighs. */
export const weightsOf = ({ isServing, proven, declared, load }: Standing): LaneWeights =>
  isServing ? laneWeights(proven, declared, load.leases) : NO_WEIGHT

/** Who sits where in the pools, and how each stands: what matches are made from. */
export class Roster {
  readonly pools: Pools
  /** be64 server | be64 wholesale agreement */
  readonly seats: PackedMap<Place>
  readonly standings: PackedMap<StandingAt>
  /** By wholesale agreement: be32 windows | be32 breaches */
  readonly records: PackedMap<bigint>

  constructor(options: {
    store: string
    pools: Pools
    seats: Uint8Array
    standings: Uint8Array
    records: Uint8Array
  }) {
    const { store, pools, seats, standings, records } = options
    this.pools = pools
    this.seats = new PackedMap({ store, prefix: seats, name: 'seats', key: placeKey, size: 16 })
    this.records = new PackedMap({
      store,
      prefix: records,
      name: 'compliance',
      key: agreementKey,
      size: 8,
    })
    this.standings = new PackedMap({
      store,
      prefix: standings,
      name: 'standings',
      key: standingKey,
      size: STANDING_BYTES,
    })
  }

  /** Gives a server its places; they weigh what its standing says. */
  enroll(ctx: Context, at: StandingAt, places: readonly Seat[], standing: Standing): void {
    for (const place of places)
      this.seats.edit(ctx, place, (bytes) => {
        writeU64(bytes, 0, at[0])
        writeU64(bytes, 8, place.wholesaleId)
      })
    this.standings.edit(ctx, at, (bytes) => writeStanding(bytes, standing))
    this.#weigh(ctx, places, NO_WEIGHT, weightsOf(standing))
  }

  compliance(ctx: QueryContext, wholesaleId: bigint): Compliance {
    const bytes = this.records.get(ctx, wholesaleId)
    return { windows: readU32(bytes, 0), breaches: readU32(bytes, 4) }
  }

  setCompliance(ctx: Context, wholesaleId: bigint, { windows, breaches }: Compliance): void {
    this.records.edit(ctx, wholesaleId, (bytes) => {
      writeU32(bytes, 0, windows)
      writeU32(bytes, 4, breaches)
    })
  }

  /** Records of all wholesale agreements, in order. */
  allCompliance(ctx: QueryContext): (Compliance & { readonly wholesaleId: bigint })[] {
    const end = prefixEnd(this.records.options.prefix) as Uint8Array
    return [...this.records.walk(ctx, end)].map(([wholesaleId, bytes]) => ({
      ...{ wholesaleId, windows: readU32(bytes, 0), breaches: readU32(bytes, 4) },
    }))
  }

  /** A window of guarantees has closed. */
  windowClosed(ctx: Context, wholesaleId: bigint, isBreached: boolean): void {
    const { windows, breaches } = this.compliance(ctx, wholesaleId)
    const after = { windows: windows + 1, breaches: breaches + (isBreached ? 1 : 0) }
    this.setCompliance(ctx, wholesaleId, after)
  }

  /** Takes a server out of its places, and its standing with them. */
  dismiss(ctx: Context, at: StandingAt, places: readonly Place[]): void {
    this.#weigh(ctx, places, weightsOf(this.standing(ctx, at)), NO_WEIGHT)
    for (const place of places) this.seats.edit(ctx, place, (bytes) => void bytes.fill(0))
    this.standings.edit(ctx, at, (bytes) => void bytes.fill(0))
  }

  standing(ctx: QueryContext, at: StandingAt): Standing {
    return readStanding(this.standings.get(ctx, at))
  }

  /** @param before what is stored now. Stores a changed standing, and what it weighs in all its places; only lanes that change are written. */
  change(
    ctx: Context,
    at: StandingAt,
    places: readonly Place[],
    before: Standing,
    after: Standing,
  ): void {
    const stored = newBytes(STANDING_BYTES)
    writeStanding(stored, before)
    this.standings.replace(ctx, at, stored, (bytes) => writeStanding(bytes, after))
    this.#weigh(ctx, places, weightsOf(before), weightsOf(after))
  }

  /** One lease more, for a server that was chosen at `terms.nowMs`. @param before what is stored now */
  assign(
    ctx: Context,
    at: StandingAt,
    places: readonly Place[],
    terms: Terms,
    before: Standing = this.standing(ctx, at),
  ): Standing {
    const after = { ...before, load: withLease(this.#drained(before, terms)) }
    this.change(ctx, at, places, before, after)
    return after
  }

  /** One lease less. */
  release(ctx: Context, at: StandingAt, places: readonly Place[], terms: Terms): Standing {
    const before = this.standing(ctx, at)
    const after = { ...before, load: withoutLease(this.#drained(before, terms)) }
    this.change(ctx, at, places, before, after)
    return after
  }

  #drained({ load, proven }: Standing, { meanMs, nowMs }: Terms): Standing['load'] {
    return drained(load, proven.milli, meanMs, nowMs)
  }

  #weigh(ctx: Context, places: readonly Place[], before: LaneWeights, after: LaneWeights): void {
    for (const place of places) {
      if (before.idle !== after.idle) this.pools.set(ctx, place, IDLE, after.idle)
      if (before.proven !== after.proven) this.pools.set(ctx, place, PROVEN, after.proven)
      if (before.newcomer !== after.newcomer) this.pools.set(ctx, place, NEWCOMER, after.newcomer)
    }
  }

  /** A server as a candidate, its load drained to now. */
  candidate(ctx: QueryContext, at: StandingAt, place: Seat, terms: Terms): Enrolled {
    const standing = this.standing(ctx, at)
    const { proven, declared, latencyUs, windows, breaches } = standing
    const { estMilli, leases } = this.#drained(standing, terms)
    const own = mostLeases(proven, declared, terms)
    return {
      id: at[0],
      place,
      standing,
      estMilli,
      provenMilli: proven.milli,
      price: quoteOf(standing, terms.inputBytes, terms.outputBytes),
      latencyUs: latencyUs + terms.rttUs(place.cell),
      windows,
      breaches,
      uptimeClass: standing.uptimeClass,
      leases,
      maxLeases: standing.isShared ? Math.min(own, leases + terms.hardwareLeft(at[0])) : own,
      isServing: standing.isServing,
    }
  }

  /** The candidates of a scope for one model: surveyed when first asked, and not changed meanwhile. */
  source(ctx: QueryContext, scope: Scope, model: number, terms: Terms): Source<Enrolled> {
    const surveys = new Array<Survey | undefined>(NEWCOMER + 1).fill(undefined)
    const surveyed = (lane: number): Survey =>
      (surveys[lane] ??= this.pools.survey(ctx, lane, scope))
    return {
      total: (lane) => surveyed(lane).total,
      draw: (lane, x) => {
        const drawn = this.pools.draw(ctx, surveyed(lane), x)
        const seat = this.seats.get(ctx, drawn)
        const { market, cell, klass, leaf } = drawn
        const place = { market, cell, klass, leaf, wholesaleId: readU64(seat, 8) }
        const candidate = this.candidate(ctx, [readU64(seat, 0), model], place, terms)
        return { candidate, next: x - drawn.rest + drawn.weight }
      },
      emptyReason: () => this.#emptyReason(ctx, scope),
    }
  }

  /** Which limit leaves no class with weight: uptime if price alone leaves some, else price. */
  #emptyReason(ctx: QueryContext, scope: Scope): number {
    const weighs = (mask: number): boolean =>
      this.pools.survey(ctx, PROVEN, { ...scope, mask }).total > 0
    if (!weighs(ALL_CLASSES)) return NO_SERVER
    // Uptime aside: every tier that has a class in the mask, with all its classes.
    const tiers = Array.from({ length: PRICE_TIERS }, (_, tier) => tier).filter(
      (tier) =>
        (scope.mask & classMask(tier, 0) & ~(tier === 0 ? 0 : classMask(tier - 1, 0))) !== 0,
    )
    const priced = tiers.length === 0 ? 0 : classMask(tiers.at(-1) as number, 0)
    return weighs(priced) ? UPTIME_TOO_LOW : TOO_DEAR
  }
}

import { type PackedKey, PackedMap } from '../../chain/collections/packedMap.js'
import { divFloor, minBig, toSafeNumber } from '../../chain/types/arith.js'
import { be64 } from '../../chain/types/bytes.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import { readU32, readU48, readU64, writeU32, writeU48 } from './match/packed.js'

/** What is known of a server as a whole. */
export interface Health {
  /** ms since 1970. */
  readonly heardMs: number
  /** Millionths of the time; older time counts less. */
  readonly uptimePpm: number
  /** Receipts that counted, over all models. */
  readonly counted: number
  /** Open leases of all models. */
  readonly leases: number
  readonly connected: number
  readonly queued: number
  /** ms since 1970; 0 = never. */
  readonly jailedUntilMs: number
  /** Waits for the end of its time to live; one that does not is stale. */
  readonly isWatched: boolean
  /** Requests of all models that its hardware serves at once; 0 = each model for itself. */
  readonly hardwareSlots: number
}

const SIZE = 40

const key: PackedKey<bigint> = {
  size: 8,
  write: (bytes, at, id) => void bytes.set(be64(id), at),
  read: readU64,
}

function read(bytes: Uint8Array): Health {
  return {
    heardMs: readU48(bytes, 0),
    uptimePpm: readU32(bytes, 6),
    counted: readU48(bytes, 10),
    leases: readU32(bytes, 16),
    connected: readU32(bytes, 20),
    queued: readU32(bytes, 24),
    jailedUntilMs: readU48(bytes, 28),
    isWatched: bytes[34] === 1,
    hardwareSlots: readU32(bytes, 35),
  }
}

function write(bytes: Uint8Array, health: Health): void {
  writeU48(bytes, 0, health.heardMs)
  writeU32(bytes, 6, health.uptimePpm)
  writeU48(bytes, 10, health.counted)
  writeU32(bytes, 16, health.leases)
  writeU32(bytes, 20, health.connected)
  writeU32(bytes, 24, health.queued)
  writeU48(bytes, 28, health.jailedUntilMs)
  bytes[34] = health.isWatched ? 1 : 0
  writeU32(bytes, 35, health.hardwareSlots)
}

/** Health of servers, of fixed layout. */
export class HealthBook {
  readonly map: PackedMap<bigint>

  constructor(store: string, prefix: Uint8Array) {
    this.map = new PackedMap({ store, prefix, name: 'health', key, size: SIZE })
  }

  get(ctx: QueryContext, server: bigint): Health {
    return read(this.map.get(ctx, server))
  }

  change(ctx: Context, server: bigint, change: Partial<Health>): Health {
    const before = this.map.get(ctx, server)
    const after = { ...read(before), ...change }
    this.map.replace(ctx, server, before, (bytes) => write(bytes, after))
    return after
  }

  remove(ctx: Context, server: bigint): void {
    this.map.edit(ctx, server, (bytes) => void bytes.fill(0))
  }
}

const ALL_PPM = 1_000_000
/** Time that weighs half of all before it: an hour. */
const HALF_MS = 3_600_000n

/**
 * Share of the time in which a server was heard of, with the time since the last sign of life: it was up for a
 * time to live of it at most. An average in which an hour weighs as much as all before (marketplace.md 4.3).
 */
export function uptimeAfter(
  { heardMs, uptimePpm }: Pick<Health, 'heardMs' | 'uptimePpm'>,
  nowMs: bigint,
  ttlMs: bigint,
): number {
  const gap = nowMs - BigInt(heardMs)
  if (gap <= 0n) return uptimePpm
  const up = minBig(gap, ttlMs)
  const weighed = BigInt(uptimePpm) * HALF_MS + BigInt(ALL_PPM) * up
  return toSafeNumber(divFloor(weighed, HALF_MS + gap))
}

/** Uptime and paid receipts that a class needs: signs of life alone are an upper bound, and cost nothing. */
const CLASSES = [
  { least: 999_000, counted: 1000 },
  { least: 990_000, counted: 200 },
  { least: 950_000, counted: 20 },
] as const

/** 0 unproven to 3. */
export function uptimeClassOf({
  uptimePpm,
  counted,
}: Pick<Health, 'uptimePpm' | 'counted'>): number {
  const at = CLASSES.findIndex((c) => uptimePpm >= c.least && counted >= c.counted)
  return at === -1 ? 0 : CLASSES.length - at
}

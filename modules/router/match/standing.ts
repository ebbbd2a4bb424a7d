import { assert } from '../../../chain/types/assert.js'
import { be64 } from '../../../chain/types/bytes.js'
import type { Load } from './load.js'
import { readU32, readU48, readU64, writeU32, writeU48 } from './packed.js'
import type { Proven } from './proven.js'

/** What a match reads and changes of one server for one model. */
export interface Standing {
  readonly load: Load
  readonly proven: Proven
  /** Declared slots. */
  readonly declared: number
  readonly latencyUs: number
  readonly windows: number
  readonly breaches: number
  readonly isServing: boolean
  readonly uptimeClass: number
  /** Of 128 bits. */
  readonly price: bigint
}

/** Bytes of a standing. */
export const STANDING_BYTES = 58

/** PERF: few prices need their upper half. */
function readU128(bytes: Uint8Array, at: number): bigint {
  const [high, low] = [readU64(bytes, at), readU64(bytes, at + 8)]
  return high === 0n ? low : (high << 64n) | low
}

/** Reads a standing of the fixed layout that `writeStanding` makes. */
export function readStanding(bytes: Uint8Array): Standing {
  assert(bytes.length === STANDING_BYTES, 'a standing has 58 bytes')
  return {
    load: { estMilli: readU48(bytes, 0), atMs: readU48(bytes, 6), leases: readU32(bytes, 12) },
    proven: { milli: readU32(bytes, 16), cutWindow: readU32(bytes, 20) },
    declared: readU32(bytes, 24),
    latencyUs: readU32(bytes, 28),
    windows: readU32(bytes, 32),
    breaches: readU32(bytes, 36),
    isServing: bytes[40] === 1,
    uptimeClass: bytes[41] as number,
    price: readU128(bytes, 42),
  }
}

/** Writes all of a standing. */
export function writeStanding(bytes: Uint8Array, standing: Standing): void {
  const { load, proven, price } = standing
  writeU48(bytes, 0, load.estMilli)
  writeU48(bytes, 6, load.atMs)
  writeU32(bytes, 12, load.leases)
  writeU32(bytes, 16, proven.milli)
  writeU32(bytes, 20, proven.cutWindow)
  writeU32(bytes, 24, standing.declared)
  writeU32(bytes, 28, standing.latencyUs)
  writeU32(bytes, 32, standing.windows)
  writeU32(bytes, 36, standing.breaches)
  bytes[40] = standing.isServing ? 1 : 0
  bytes[41] = standing.uptimeClass
  bytes.set(be64(price >> 64n), 42)
  bytes.set(be64(BigInt.asUintN(64, price)), 50)
}

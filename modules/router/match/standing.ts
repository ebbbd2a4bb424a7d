import { assert } from '../../../chain/types/assert.js'
import { divFloor } from '../../../chain/types/arith.js'
import type { Load } from './load.js'
import { readU32, readU48, readU64, writeU32, writeU48, writeU64 } from './packed.js'
import type { Proven } from './proven.js'

/** What a match reads and changes of one server for one model. */
export interface Standing {
  readonly load: Load
  readonly proven: Proven
  /** Declared slots. */
  readonly declared: number
  /** Of an idle slot, way aside. */
  readonly latencyUs: number
  /** Closed windows of guarantees under the agreements that lead here, and those with a breach. */
  readonly windows: number
  readonly breaches: number
  readonly isServing: boolean
  /** The server's hardware bounds all its models together. */
  readonly isShared: boolean
  readonly uptimeClass: number
  /** Of a request; of 128 bits. */
  readonly price: bigint
  /** For each KiB on top of it; of 64 bits. */
  readonly perInputKib: bigint
  readonly perOutputKib: bigint
}

const SERVING = 1
const SHARED = 2
/** Bytes of a standing. */
export const STANDING_BYTES = 74

/** PERF: few prices need their upper half. */
function readU128(bytes: Uint8Array, at: number): bigint {
  const [high, low] = [readU64(bytes, at), readU64(bytes, at + 8)]
  return high === 0n ? low : (high << 64n) | low
}

/** Reads a standing of the fixed layout that `writeStanding` makes. */
export function readStanding(bytes: Uint8Array): Standing {
  assert(bytes.length === STANDING_BYTES, 'a standing has 74 bytes')
  return {
    load: { estMilli: readU48(bytes, 0), atMs: readU48(bytes, 6), leases: readU32(bytes, 12) },
    proven: { milli: readU32(bytes, 16), cutWindow: readU32(bytes, 20) },
    declared: readU32(bytes, 24),
    latencyUs: readU32(bytes, 28),
    isServing: ((bytes[32] as number) & SERVING) !== 0,
    isShared: ((bytes[32] as number) & SHARED) !== 0,
    uptimeClass: bytes[33] as number,
    price: readU128(bytes, 34),
    perInputKib: readU64(bytes, 50),
    perOutputKib: readU64(bytes, 58),
    windows: readU32(bytes, 66),
    breaches: readU32(bytes, 70),
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
  bytes[32] = (standing.isServing ? SERVING : 0) | (standing.isShared ? SHARED : 0)
  bytes[33] = standing.uptimeClass
  const high = price >> 64n
  writeU64(bytes, 34, high)
  writeU64(bytes, 42, high === 0n ? price : BigInt.asUintN(64, price))
  writeU64(bytes, 50, standing.perInputKib)
  writeU64(bytes, 58, standing.perOutputKib)
  writeU32(bytes, 66, standing.windows)
  writeU32(bytes, 70, standing.breaches)
}

/** What a server asks for one request of a shape: rounded down. */
export function quoteOf(
  { price, perInputKib, perOutputKib }: Standing,
  inputBytes: bigint,
  outputBytes: bigint,
): bigint {
  if (perInputKib === 0n && perOutputKib === 0n) return price
  return price + divFloor(perInputKib * inputBytes + perOutputKib * outputBytes, 1024n)
}

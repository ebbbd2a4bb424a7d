import { sha256, sha256Latin1 } from '../../../chain/codec/hash.js'
import { toSafeNumber } from '../../../chain/types/arith.js'
import { assert } from '../../../chain/types/assert.js'
import { concatBytes, utf8 } from '../../../chain/types/bytes.js'
import { writeU32 } from './packed.js'

const DOMAIN = utf8('infonex/match/1')
const SEED_BYTES = 32
/** Up to here a remainder and 16 bits more are a safe integer, and the floor of a quotient of them is exact: 2^37. */
const SMALL = 137_438_953_472

/** Numbers that follow from the seed of a block and the number of a request, and from nothing else. */
export class Draws {
  /** Seed of the request | be32 counter. PERF: one array, of which the counter alone changes. */
  readonly #input: Uint8Array
  #counter = 0

  /** @param seed 32 bytes that nobody could choose */
  constructor(seed: Uint8Array, requestId: Uint8Array) {
    assert(seed.length === SEED_BYTES, 'a seed has 32 bytes')
    this.#input = concatBytes(sha256(concatBytes(DOMAIN, seed, requestId)), new Uint8Array(4))
  }

  /** A whole number of 0 to n - 1, each as likely as another to one part in 2^75: 16 bytes of a hash modulo n. */
  below(n: number): number {
    assert(Number.isInteger(n) && n > 0 && n <= Number.MAX_SAFE_INTEGER, 'a range to draw from')
    writeU32(this.#input, SEED_BYTES, this.#counter)
    this.#counter += 1
    const hash = sha256Latin1(this.#input)
    return n <= SMALL ? smallRemainder(hash, n) : remainder(hash, n)
  }
}

/** PERF: 16 bits after 16 bits, without bigints: a sixth of the time. */
function smallRemainder(hash: string, n: number): number {
  let rest = 0
  for (let i = 0; i < 16; i += 2) {
    const x = rest * 65_536 + hash.charCodeAt(i) * 256 + hash.charCodeAt(i + 1)
    rest = x - Math.floor(x / n) * n
  }
  return rest
}

function remainder(hash: string, n: number): number {
  let value = 0n
  for (let i = 0; i < 16; i++) value = (value << 8n) | BigInt(hash.charCodeAt(i))
  return toSafeNumber(value % BigInt(n))
}

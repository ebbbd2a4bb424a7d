import { sha256 } from '../../../chain/codec/hash.js'
import { toSafeNumber } from '../../../chain/types/arith.js'
import { assert } from '../../../chain/types/assert.js'
import { be32, concatBytes, fromBe64, utf8 } from '../../../chain/types/bytes.js'

const DOMAIN = utf8('infonex/match/1')

/** Numbers that follow from the seed of a block and the number of a request, and from nothing else. */
export class Draws {
  readonly #seed: Uint8Array
  #counter = 0

  /** @param seed 32 bytes that nobody could choose */
  constructor(seed: Uint8Array, requestId: Uint8Array) {
    assert(seed.length === 32, 'a seed has 32 bytes')
    this.#seed = sha256(concatBytes(DOMAIN, seed, requestId))
  }

  /** A whole number of 0 to n - 1, each as likely as another to one part in 2^75. */
  below(n: number): number {
    assert(Number.isInteger(n) && n > 0 && n <= Number.MAX_SAFE_INTEGER, 'a range to draw from')
    const bytes = sha256(concatBytes(this.#seed, be32(this.#counter)))
    this.#counter += 1
    return toSafeNumber(((fromBe64(bytes) << 64n) | fromBe64(bytes, 8)) % BigInt(n))
  }
}

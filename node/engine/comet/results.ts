/** Results of blocks: the hash that stands in the next header. */
import { sha256 } from '../../../chain/codec/hash.js'
import type { TxResult } from '../../../chain/types/abci.js'
import { merkleRoot } from '../../../proto/comet/merkle.js'
import { Wire } from '../../../proto/comet/wire.js'

/** The part of a result that every node must agree on: code, data, gas wanted, gas used. */
export function deterministicResultBytes(result: TxResult): Uint8Array {
  return new Wire()
    .uint32(1, result.code)
    .bytes(2, result.data)
    .int64(5, result.gasWanted)
    .int64(6, result.gasUsed)
    .finish()
}

/** A header's `lastResultsHash`. */
export function resultsHash(results: readonly TxResult[]): Uint8Array {
  return merkleRoot(sha256, results.map(deterministicResultBytes))
}

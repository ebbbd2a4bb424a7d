/** Results of blocks: the hash that stands in the next header, and how they are stored. */
import { codec } from '../../../chain/codec/proto.js'
import { sha256 } from '../../../chain/codec/hash.js'
import type { FinalizeBlockResponse, TxResult, ValidatorUpdate } from '../../../chain/types/abci.js'
import { merkleRoot } from '../../../proto/comet/merkle.js'
import { Wire } from '../../../proto/comet/wire.js'
import { paramsFrom, plainParams } from './params.js'

const resultsCodec = codec('infonex.engine.v1.Results')

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

/** The key type of a stored or configured name. @throws Error on another one. */
export function keyTypeOf(name: string): ValidatorUpdate['pubKeyType'] {
  if (name === 'ed25519' || name === 'secp256k1') return name
  throw new Error(`validator key type: want ed25519 or secp256k1, got ${name}`)
}

/** infonex.engine.v1.Results. */
export function encodeResults(response: FinalizeBlockResponse): Uint8Array {
  const events = (list: FinalizeBlockResponse['events']) =>
    list.map((e) => ({ type: e.type, attributes: [...e.attributes] }))
  return resultsCodec.encode({
    events: events(response.events),
    txResults: response.txResults.map((r) => ({ ...r, events: events(r.events) })),
    validatorUpdates: [...response.validatorUpdates],
    consensusParamUpdates:
      response.consensusParamUpdates === undefined
        ? null
        : plainParams(response.consensusParamUpdates),
    appHash: response.appHash,
  })
}

/** What `encodeResults` wrote. @throws Error on malformed bytes. */
export function decodeResults(bytes: Uint8Array): FinalizeBlockResponse {
  const plain = resultsCodec.decode(bytes)
  return {
    ...plain,
    validatorUpdates: plain.validatorUpdates.map((v) => ({
      ...v,
      pubKeyType: keyTypeOf(v.pubKeyType),
    })),
    consensusParamUpdates:
      plain.consensusParamUpdates === null ? undefined : paramsFrom(plain.consensusParamUpdates),
  }
}

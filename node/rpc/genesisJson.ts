/** genesis.json as CometBFT writes it, whole or in chunks. */
import { validatorAddress } from '../engine/comet/validatorSet.js'
import type { GenesisDoc } from '../engine/types.js'
import { consensusParamsJson, pubKeyJson } from './blockJson.js'
import { hex, list, text, time } from './json.js'
import { internalError, invalidParams } from './rpcError.js'

/** Bytes in one chunk. */
export const CHUNK_BYTES = 16 * 1024 * 1024

function genesisJson(genesis: GenesisDoc): string {
  const validators = genesis.validators.map((v) => {
    const address = hex(validatorAddress(v.pubKeyType, v.pubKey))
    return (
      `{"address":${address},"pub_key":${pubKeyJson(v)},"power":"${v.power}",` +
      `"name":${text(v.name)}}`
    )
  })
  return (
    `{"genesis_time":${time(genesis.genesisTimeNs)},"chain_id":${text(genesis.chainId)},` +
    `"initial_height":"${genesis.initialHeight}",` +
    `"consensus_params":${consensusParamsJson(genesis.consensusParams)},` +
    `"validators":${list(validators)},"app_hash":${hex(genesis.appHash)},` +
    `"app_state":${JSON.stringify(genesis.appState ?? {})}}`
  )
}

/** Writes the document once, on first demand, and keeps the bytes outside of the heap. */
export class GenesisText {
  readonly #genesis: GenesisDoc
  readonly #chunkBytes: number
  #bytes: Buffer | undefined

  constructor(genesis: GenesisDoc, chunkBytes = CHUNK_BYTES) {
    this.#genesis = genesis
    this.#chunkBytes = chunkBytes
  }

  #all(): Buffer {
    return (this.#bytes ??= Buffer.from(genesisJson(this.#genesis)))
  }

  /** @throws RpcError when it takes more than one chunk. */
  whole(): string {
    const bytes = this.#all()
    if (bytes.length > this.#chunkBytes) {
      throw internalError('genesis response is large, please use the genesis_chunked API instead')
    }
    return `{"genesis":${bytes.toString()}}`
  }

  chunk(index: bigint): string {
    const bytes = this.#all()
    const total = Math.max(1, Math.ceil(bytes.length / this.#chunkBytes))
    if (index < 0n || index >= BigInt(total)) {
      throw invalidParams(`chunk: got ${index}, wanted a number from 0 to ${total - 1}`)
    }
    const start = Number(index) * this.#chunkBytes
    const data = bytes.subarray(start, start + this.#chunkBytes).toString('base64')
    return `{"chunk":"${index}","total":"${total}","data":"${data}"}`
  }
}

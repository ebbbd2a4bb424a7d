/** Consensus parameters: defaults, checks, hash and stored form, as CometBFT v0.38. */
import { codec } from '../../../chain/codec/proto.js'
import { sha256 } from '../../../chain/codec/hash.js'
import type { ConsensusParams } from '../../../chain/types/abci.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { Wire } from '../../../proto/comet/wire.js'
import { BLOCK_BYTES_MAX } from './block.js'

const NS = 1_000_000_000n
const KEY_TYPES = ['ed25519', 'secp256k1']
const paramsCodec = codec('tendermint.types.ConsensusParams')

/** What a genesis without consensus params means. */
export const DEFAULT_PARAMS: ConsensusParams = {
  block: { maxBytes: 22_020_096n, maxGas: -1n },
  evidence: {
    maxAgeNumBlocks: 100_000n,
    maxAgeDurationNs: 172_800n * NS,
    maxBytes: 1_048_576n,
  },
  validator: { pubKeyTypes: ['ed25519'] },
  version: { app: 0n },
}

/** A header's `consensusHash`: the block limits only. */
export function paramsHash(params: ConsensusParams): Uint8Array {
  return sha256(new Wire().int64(1, params.block.maxBytes).int64(2, params.block.maxGas).finish())
}

/** @throws Error that names the first parameter out of its range. */
export function checkParams(params: ConsensusParams): void {
  const { block, evidence, validator } = params
  const need = (ok: boolean, text: string): void => {
    if (!ok) throw new Error(text)
  }
  need(block.maxBytes !== 0n, 'block.MaxBytes cannot be 0')
  need(block.maxBytes >= -1n, `block.MaxBytes must be -1 or greater than 0. Got ${block.maxBytes}`)
  need(
    block.maxBytes <= BLOCK_BYTES_MAX,
    `block.MaxBytes is too big. ${block.maxBytes} > ${BLOCK_BYTES_MAX}`,
  )
  need(block.maxGas >= -1n, `block.MaxGas must be greater or equal to -1. Got ${block.maxGas}`)
  need(
    evidence.maxAgeNumBlocks > 0n,
    `evidence.MaxAgeNumBlocks must be greater than 0. Got ${evidence.maxAgeNumBlocks}`,
  )
  need(
    evidence.maxAgeDurationNs > 0n,
    `evidence.MaxAgeDuration must be greater than 0 if provided, Got ${evidence.maxAgeDurationNs}ns`,
  )
  const limit = block.maxBytes === -1n ? BLOCK_BYTES_MAX : block.maxBytes
  need(
    evidence.maxBytes <= limit,
    `evidence.MaxBytesEvidence is greater than upper bound, ${evidence.maxBytes} > ${block.maxBytes}`,
  )
  need(evidence.maxBytes >= 0n, `evidence.MaxBytes must be non negative. Got: ${evidence.maxBytes}`)
  need(validator.pubKeyTypes.length > 0, 'len(Validator.PubKeyTypes) must be greater than 0')
  for (const [i, type] of validator.pubKeyTypes.entries())
    need(
      KEY_TYPES.includes(type),
      `params.Validator.PubKeyTypes[${i}], ${type}, is an unknown pubkey type`,
    )
}

type Plain = PlainTypes['tendermint.types.ConsensusParams']

/** As the codec wants them. */
export function plainParams(params: ConsensusParams): Plain {
  const { block, evidence, validator, version } = params
  return {
    block: { maxBytes: block.maxBytes, maxGas: block.maxGas, timeIotaMs: 0n },
    evidence: {
      maxAgeNumBlocks: evidence.maxAgeNumBlocks,
      maxAgeDuration: {
        seconds: evidence.maxAgeDurationNs / NS,
        nanos: Number(evidence.maxAgeDurationNs % NS),
      },
      maxBytes: evidence.maxBytes,
    },
    validator: { pubKeyTypes: [...validator.pubKeyTypes] },
    version: { appVersion: version.app },
  }
}

/** What `plainParams` gave; absent parts are the defaults. */
export function paramsFrom(plain: Plain): ConsensusParams {
  const { block, evidence, validator, version } = plain
  const age = evidence?.maxAgeDuration
  return {
    block:
      block === null ? DEFAULT_PARAMS.block : { maxBytes: block.maxBytes, maxGas: block.maxGas },
    evidence:
      evidence === null
        ? DEFAULT_PARAMS.evidence
        : {
            maxAgeNumBlocks: evidence.maxAgeNumBlocks,
            maxAgeDurationNs: (age?.seconds ?? 0n) * NS + BigInt(age?.nanos ?? 0),
            maxBytes: evidence.maxBytes,
          },
    validator: { pubKeyTypes: validator?.pubKeyTypes ?? DEFAULT_PARAMS.validator.pubKeyTypes },
    version: { app: version?.appVersion ?? 0n },
  }
}

/** tendermint.types.ConsensusParams. */
export function encodeParams(params: ConsensusParams): Uint8Array {
  return paramsCodec.encode(plainParams(params))
}

/** What `encodeParams` wrote. @throws Error on malformed bytes. */
export function decodeParams(bytes: Uint8Array): ConsensusParams {
  return paramsFrom(paramsCodec.decode(bytes))
}

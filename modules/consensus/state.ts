import { divFloor, toSafeNumber } from '../../chain/types/arith.js'
import type { ConsensusParams } from '../../chain/types/abci.js'
import type { PlainTypes } from '../../proto/gen/plain.js'

export type WireParams = PlainTypes['tendermint.types.ConsensusParams']

/** Largest block that CometBFT takes: 100 MB (types/params.go MaxBlockSizeBytes). */
export const MAX_BLOCK_BYTES = 104_857_600n
const NS_PER_S = 1_000_000_000n
const KEY_TYPES: readonly string[] = ['ed25519', 'secp256k1']

/** Parameters as ABCI has them, to the form that is stored and queried. */
export function toWire(params: ConsensusParams): WireParams {
  const { maxAgeNumBlocks, maxAgeDurationNs, maxBytes } = params.evidence
  const seconds = divFloor(maxAgeDurationNs, NS_PER_S)
  return {
    block: { ...params.block, timeIotaMs: 0n },
    evidence: {
      maxAgeNumBlocks,
      maxAgeDuration: { seconds, nanos: toSafeNumber(maxAgeDurationNs - seconds * NS_PER_S) },
      maxBytes,
    },
    validator: { pubKeyTypes: [...params.validator.pubKeyTypes] },
    version: { appVersion: params.version.app },
  }
}

/** The other direction; absent parts take CometBFT's defaults. */
export function fromWire(wire: WireParams): ConsensusParams {
  const { block, evidence, validator, version } = wire
  const age = evidence?.maxAgeDuration
  return {
    block: { maxBytes: block?.maxBytes ?? 4_194_304n, maxGas: block?.maxGas ?? -1n },
    evidence: {
      maxAgeNumBlocks: evidence?.maxAgeNumBlocks ?? 100_000n,
      maxAgeDurationNs:
        age === null || age === undefined
          ? 172_800n * NS_PER_S
          : age.seconds * NS_PER_S + BigInt(age.nanos),
      maxBytes: evidence?.maxBytes ?? 1_048_576n,
    },
    validator: { pubKeyTypes: validator?.pubKeyTypes ?? ['ed25519'] },
    version: { app: version?.appVersion ?? 0n },
  }
}

/** Why parameters are refused (types/params.go ValidateBasic), or undefined. */
export function paramsProblem({ block, evidence, validator }: ConsensusParams): string | undefined {
  if (block.maxBytes === 0n || block.maxBytes < -1n)
    return `block.max_bytes is ${block.maxBytes}, want -1 or more than 0`
  if (block.maxBytes > MAX_BLOCK_BYTES)
    return `block.max_bytes is ${block.maxBytes}, want at most ${MAX_BLOCK_BYTES}`
  if (block.maxGas < -1n) return `block.max_gas is ${block.maxGas}, want -1 or more`
  if (evidence.maxAgeNumBlocks <= 0n)
    return `evidence.max_age_num_blocks is ${evidence.maxAgeNumBlocks}, want more than 0`
  if (evidence.maxAgeDurationNs <= 0n)
    return `evidence.max_age_duration is ${evidence.maxAgeDurationNs} ns, want more than 0`
  const blockLimit = block.maxBytes === -1n ? MAX_BLOCK_BYTES : block.maxBytes
  if (evidence.maxBytes < 0n || evidence.maxBytes > blockLimit)
    return `evidence.max_bytes is ${evidence.maxBytes}, want 0 to ${blockLimit}`
  if (validator.pubKeyTypes.length === 0) return 'validator.pub_key_types is empty'
  const unknown = validator.pubKeyTypes.find((type) => !KEY_TYPES.includes(type))
  if (unknown !== undefined)
    return `validator.pub_key_types has "${unknown}", want ed25519 or secp256k1`
  return undefined
}

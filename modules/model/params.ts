import type { PlainTypes } from '../../proto/gen/plain.js'

export type ModelParams = PlainTypes['infonex.model.v1.Params']

export const DEFAULT_PARAMS: ModelParams = {
  maxGraphBytes: 262_144,
  maxChunkBytes: 65_536,
  maxWeightRoots: 2048,
  completionBlocks: 10_000n,
}

/** Smallest piece of a graph but the last, so that pieces are few. */
export const MIN_CHUNK_BYTES = 1024

/** Why parameters are refused, as a sentence that names the field; undefined = good. */
export function paramsProblem(p: ModelParams): string | undefined {
  if (p.maxGraphBytes < MIN_CHUNK_BYTES || p.maxGraphBytes > 4_194_304)
    return `max_graph_bytes is ${p.maxGraphBytes}, want ${MIN_CHUNK_BYTES} to 4194304`
  if (p.maxChunkBytes < MIN_CHUNK_BYTES || p.maxChunkBytes > p.maxGraphBytes)
    return `max_chunk_bytes is ${p.maxChunkBytes}, want ${MIN_CHUNK_BYTES} to max_graph_bytes (${p.maxGraphBytes})`
  if (p.maxWeightRoots < 1 || p.maxWeightRoots > 65_536)
    return `max_weight_roots is ${p.maxWeightRoots}, want 1 to 65536`
  if (p.completionBlocks < 1n) return 'completion_blocks is 0, want 1 or more'
  return undefined
}

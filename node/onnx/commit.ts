import { sha256 } from '../../chain/codec/hash.js'
import { graphRoot, modelId } from '../../chain/codec/merkle.js'
import { DTYPES, TensorHasher } from '../../proto/inference/tree.js'
import { type CanonicalGraph, graphBytes, graphRecords } from './canonicalGraph.js'
import { dtypeOf, shapeOf } from './modelFile.js'
import { permute } from './permute.js'

/** Mode T: any IEEE float hardware within a profile (verification.md 3). */
export const MODE_TOLERANCE = 1
/** Profile fp32-ieee. */
export const PROFILE_FP32_IEEE = 1

/** What a registration posts of a model. */
export interface Commitments {
  readonly modelId: Uint8Array
  readonly graphRoot: Uint8Array
  readonly weightRoots: readonly Uint8Array[]
  /** The canonical graph as posted. */
  readonly graph: Uint8Array
  readonly mode: number
  readonly profile: number
  readonly version: number
}

/**
 * Computes the commitments of a canonical graph. Memory grows by the largest single weight.
 * @param progress called with the bytes of weights hashed so far and in all.
 */
export function commit(
  graph: CanonicalGraph,
  mode: number = MODE_TOLERANCE,
  profile: number = PROFILE_FP32_IEEE,
  progress?: (done: number, total: number) => void,
): Commitments {
  const records = graphRecords(graph)
  const total = graph.weights.reduce((sum, weight) => sum + weight.bytes.length, 0)
  let done = 0
  const weightRoots = graph.weights.map((weight, i) => {
    const head = graph.header.weights[i] as CanonicalGraph['header']['weights'][number]
    const dtype = dtypeOf(head.dtype, `weight ${i}`)
    const bytes = permute(weight.bytes, DTYPES[dtype].size, weight.shape, head.permutation)
    const root = new TensorHasher(sha256, dtype, shapeOf(head.shape, `weight ${i}`))
      .update(bytes)
      .root()
    done += bytes.length
    progress?.(done, total)
    return root
  })
  const root = graphRoot(records)
  const version = graph.header.version
  return {
    modelId: modelId({ graphRoot: root, weightRoots, mode, profile, version }),
    graphRoot: root,
    weightRoots,
    graph: graphBytes(records),
    mode,
    profile,
    version,
  }
}

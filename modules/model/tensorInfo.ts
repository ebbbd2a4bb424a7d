import { DTYPES, dtypeOfCode, RANK_MAX } from '../../proto/inference/tree.js'

/** Bytes that one tensor may have: 2^40, as the commitment scheme counts. */
const TENSOR_BYTES_MAX = 1n << 40n

/** Why a tensor's type is refused, or undefined. Dimensions are fixed and positive. */
export function tensorProblem(dtype: number, shape: readonly bigint[]): string | undefined {
  const known = dtypeOfCode(dtype)
  if (known === undefined) return `element type ${dtype} is unknown`
  if (shape.length > RANK_MAX) return `rank is ${shape.length}, want at most ${RANK_MAX}`
  let bytes = BigInt(DTYPES[known].size)
  for (const dim of shape) {
    bytes *= dim
    if (dim === 0n) return 'a dimension is 0'
    if (bytes > TENSOR_BYTES_MAX) return 'it has more than 2^40 bytes'
  }
  return undefined
}

import * as tree from '../../proto/inference/tree.js'
import { be32, concatBytes, utf8 } from '../types/bytes.js'
import { assert } from '../types/assert.js'
import { sha256 } from './hash.js'

export type { Dtype } from '../../proto/inference/tree.js'

/** Root of a tensor: little-endian elements, row-major, 1 KiB chunks (verification.md 2). */
export function tensorRoot(
  dtype: tree.Dtype,
  shape: readonly number[],
  bytes: Uint8Array,
): Uint8Array {
  return tree.tensorRoot(sha256, dtype, shape, bytes)
}

/** Root of a list of byte strings, such as digests of receipts; the count is bound. */
export function listRoot(items: readonly Uint8Array[]): Uint8Array {
  return tree.listRoot(sha256, items)
}

/** What a model's identity binds (rules.md H14); the hash of the file is a label and not in here. */
export interface ModelCommitment {
  /** Root of the canonical graph: 32 bytes. */
  readonly graphRoot: Uint8Array
  /** Tensor roots of the weights in the order of the canonical graph, 32 bytes each. */
  readonly weightRoots: readonly Uint8Array[]
  /** Verification mode: 1 tolerance, 2 exact integer, 3 exact canonical float. */
  readonly mode: number
  /** Numeric profile: 1 fp32-ieee, 2 fp32-ftz, 3 tf32, 4 half inputs. */
  readonly profile: number
  /** Version of the canonical form, 1 now. */
  readonly version: number
}

/** modelId = H("infonex/model/1" | graphRoot | list root of weightRoots | be32 mode, profile, version). */
export function modelId(model: ModelCommitment): Uint8Array {
  assert(model.graphRoot.length === 32, 'graphRoot has 32 bytes')
  assert(
    model.weightRoots.every((root) => root.length === 32),
    'every weight root has 32 bytes',
  )
  return sha256(
    concatBytes(
      utf8('infonex/model/1'),
      model.graphRoot,
      listRoot(model.weightRoots),
      be32(model.mode),
      be32(model.profile),
      be32(model.version),
    ),
  )
}

/** Root of a canonical graph, which is a list of records: the header, then one record a node. */
export function graphRoot(records: readonly Uint8Array[]): Uint8Array {
  return listRoot(records)
}

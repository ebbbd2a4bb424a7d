/**
 * The one hash tree of commitments (verification.md 2): tensors, weights, graphs and batches of receipts.
 * Pure, with the hash injected, so that the chain, the supplier and a browser compute the same roots.
 *
 *   leaf  = H(0x00 | be32 index | be32 length | bytes)
 *   inner = H(0x01 | left | right), the left side holding the largest power of two below the count
 *   tensor root = H(0x02 | dtype | be32 rank | be64 dims | be64 nBytes | tree over 1 KiB chunks)
 *   list root   = H(0x03 | be32 count | tree over the items)
 */

/** SHA-256: 32 bytes out. */
export type Hash = (bytes: Uint8Array) => Uint8Array

/** Bytes of one chunk of a tensor; the last one may be shorter. */
export const CHUNK_BYTES = 1024
/** Dimensions a tensor may have. */
export const RANK_MAX = 8
/** Bytes a tensor may have: 2^32 chunks are counted in 32 bits. */
export const TENSOR_BYTES_MAX = 2 ** 40

const LEAF = 0
const INNER = 1
const TENSOR = 2
const LIST = 3

/** Element types and their numbers, which are those of ONNX TensorProto.DataType. */
export const DTYPES = {
  FP32: { code: 1, size: 4 },
  UINT8: { code: 2, size: 1 },
  INT8: { code: 3, size: 1 },
  UINT16: { code: 4, size: 2 },
  INT16: { code: 5, size: 2 },
  INT32: { code: 6, size: 4 },
  INT64: { code: 7, size: 8 },
  BOOL: { code: 9, size: 1 },
  FP16: { code: 10, size: 2 },
  FP64: { code: 11, size: 8 },
  UINT32: { code: 12, size: 4 },
  UINT64: { code: 13, size: 8 },
} as const

/** Name of an element type, as the Open Inference Protocol spells it. */
export type Dtype = keyof typeof DTYPES

/** The element type of an ONNX number, or undefined when it has no fixed size here. */
export function dtypeOfCode(code: number): Dtype | undefined {
  return (Object.keys(DTYPES) as Dtype[]).find((name) => DTYPES[name].code === code)
}

function writeBe32(out: Uint8Array, at: number, value: number): void {
  out[at] = value >>> 24
  out[at + 1] = (value >>> 16) & 255
  out[at + 2] = (value >>> 8) & 255
  out[at + 3] = value & 255
}

/** Big-endian 64 bits of a safe integer. */
function writeBe64(out: Uint8Array, at: number, value: number): void {
  writeBe32(out, at, Math.floor(value / 2 ** 32))
  writeBe32(out, at + 4, value % 2 ** 32)
}

/** Hash of one leaf; position and length are inside, so that no leaf stands for another. */
export function leafHash(hash: Hash, index: number, bytes: Uint8Array): Uint8Array {
  const buffer = new Uint8Array(9 + bytes.length)
  buffer[0] = LEAF
  writeBe32(buffer, 1, index)
  writeBe32(buffer, 5, bytes.length)
  buffer.set(bytes, 9)
  return hash(buffer)
}

function innerHash(hash: Hash, left: Uint8Array, right: Uint8Array): Uint8Array {
  const buffer = new Uint8Array(65)
  buffer[0] = INNER
  buffer.set(left, 1)
  buffer.set(right, 33)
  return hash(buffer)
}

/** Folds leaf hashes that come in order; keeps one hash a level, whatever the size. */
class Fold {
  readonly #hash: Hash
  readonly #stack: { readonly size: number; readonly node: Uint8Array }[] = []
  count = 0

  constructor(hash: Hash) {
    this.#hash = hash
  }

  add(leaf: Uint8Array): void {
    let size = 1
    let node = leaf
    for (;;) {
      const top = this.#stack.at(-1)
      if (top === undefined || top.size !== size) break
      this.#stack.pop()
      node = innerHash(this.#hash, top.node, node)
      size *= 2
    }
    this.#stack.push({ size, node })
    this.count += 1
  }

  root(): Uint8Array {
    const parts = this.#stack.map((entry) => entry.node)
    return parts.reduceRight((right, left) => innerHash(this.#hash, left, right))
  }
}

function tensorHead(dtype: Dtype, shape: readonly number[], tree: Uint8Array): Uint8Array {
  const nBytes = tensorBytes(dtype, shape)
  const head = new Uint8Array(6 + 8 * shape.length + 8 + 32)
  head[0] = TENSOR
  head[1] = DTYPES[dtype].code
  writeBe32(head, 2, shape.length)
  shape.forEach((dim, i) => {
    writeBe64(head, 6 + 8 * i, dim)
  })
  writeBe64(head, 6 + 8 * shape.length, nBytes)
  head.set(tree, 14 + 8 * shape.length)
  return head
}

/**
 * Bytes that a tensor of this type and shape has.
 * @throws RangeError on a bad dimension, too many of them, or too many bytes.
 */
export function tensorBytes(dtype: Dtype, shape: readonly number[]): number {
  if (shape.length > RANK_MAX)
    throw new RangeError(`rank ${shape.length}, want at most ${RANK_MAX}`)
  let count: number = DTYPES[dtype].size
  for (const dim of shape) {
    if (!Number.isSafeInteger(dim) || dim < 0) throw new RangeError(`bad dimension ${dim}`)
    count *= dim
    if (count > TENSOR_BYTES_MAX) throw new RangeError('tensor of more than 2^40 bytes')
  }
  return count
}

/** Root of a tensor whose bytes come in pieces of any size; memory does not grow with the tensor. */
export class TensorHasher {
  readonly #hash: Hash
  readonly #dtype: Dtype
  readonly #shape: readonly number[]
  readonly #fold: Fold
  readonly #chunk = new Uint8Array(CHUNK_BYTES)
  readonly #leaves: Uint8Array[] | undefined
  #filled = 0
  #bytes = 0

  /** @param leaves when given, receives every leaf hash in order, for proofs. */
  constructor(hash: Hash, dtype: Dtype, shape: readonly number[], leaves?: Uint8Array[]) {
    tensorBytes(dtype, shape)
    this.#hash = hash
    this.#dtype = dtype
    this.#shape = shape
    this.#fold = new Fold(hash)
    this.#leaves = leaves
  }

  update(bytes: Uint8Array): this {
    let at = 0
    while (at < bytes.length) {
      const take = Math.min(CHUNK_BYTES - this.#filled, bytes.length - at)
      this.#chunk.set(bytes.subarray(at, at + take), this.#filled)
      this.#filled += take
      at += take
      if (this.#filled === CHUNK_BYTES) this.#flush()
    }
    this.#bytes += bytes.length
    return this
  }

  #flush(): void {
    const leaf = leafHash(this.#hash, this.#fold.count, this.#chunk.subarray(0, this.#filled))
    this.#leaves?.push(leaf)
    this.#fold.add(leaf)
    this.#filled = 0
  }

  /** @throws RangeError if the bytes do not match type and shape. */
  root(): Uint8Array {
    const want = tensorBytes(this.#dtype, this.#shape)
    if (this.#bytes !== want)
      throw new RangeError(`tensor has ${this.#bytes} bytes, its type and shape want ${want}`)
    if (this.#filled > 0 || this.#fold.count === 0) this.#flush()
    return this.#hash(tensorHead(this.#dtype, this.#shape, this.#fold.root()))
  }
}

/** Root of a tensor at hand. Bytes are little-endian elements in row-major order. */
export function tensorRoot(
  hash: Hash,
  dtype: Dtype,
  shape: readonly number[],
  bytes: Uint8Array,
): Uint8Array {
  return new TensorHasher(hash, dtype, shape).update(bytes).root()
}

/** Root of a list of byte strings (digests, records); the count is bound. */
export function listRoot(hash: Hash, items: readonly Uint8Array[]): Uint8Array {
  return listHead(
    hash,
    items.length,
    foldAll(
      hash,
      items.map((item, i) => leafHash(hash, i, item)),
    ),
  )
}

function listHead(hash: Hash, count: number, tree: Uint8Array): Uint8Array {
  const head = new Uint8Array(37)
  head[0] = LIST
  writeBe32(head, 1, count)
  head.set(tree, 5)
  return hash(head)
}

function foldAll(hash: Hash, leaves: readonly Uint8Array[]): Uint8Array {
  const fold = new Fold(hash)
  for (const leaf of leaves) fold.add(leaf)
  if (leaves.length === 0) fold.add(leafHash(hash, 0, new Uint8Array(0)))
  return fold.root()
}

/** Largest power of two below `count`, for count >= 2. */
function split(count: number): number {
  let half = 1
  while (half * 2 < count) half *= 2
  return half
}

/** Sibling hashes of one leaf, the leaf's own sibling first. */
export function treePath(hash: Hash, leaves: readonly Uint8Array[], index: number): Uint8Array[] {
  if (!(index >= 0 && index < leaves.length)) throw new RangeError(`no leaf ${index}`)
  if (leaves.length === 1) return []
  const half = split(leaves.length)
  const [near, far, at] =
    index < half
      ? [leaves.slice(0, half), leaves.slice(half), index]
      : [leaves.slice(half), leaves.slice(0, half), index - half]
  return [...treePath(hash, near, at), foldAll(hash, far)]
}

/** Tree root that a leaf and its path lead to; undefined when the path has the wrong length. */
function climb(
  hash: Hash,
  leaf: Uint8Array,
  index: number,
  count: number,
  path: readonly Uint8Array[],
): Uint8Array | undefined {
  if (!Number.isSafeInteger(index) || index < 0 || index >= count) return undefined
  const sides: boolean[] = []
  let at = index
  for (let size = count; size > 1;) {
    const half = split(size)
    sides.push(at >= half)
    size = at < half ? half : size - half
    at = at < half ? at : at - half
  }
  if (sides.length !== path.length || path.some((node) => node.length !== 32)) return undefined
  return path.reduce((node, sibling, i) => {
    const right = sides[sides.length - 1 - i] as boolean
    return right ? innerHash(hash, sibling, node) : innerHash(hash, node, sibling)
  }, leaf)
}

function same(a: Uint8Array, b: Uint8Array | undefined): boolean {
  return b !== undefined && a.length === b.length && a.every((byte, i) => byte === b[i])
}

/** True if `chunk` is chunk number `index` of the tensor under `root`. */
export function verifyChunk(
  hash: Hash,
  root: Uint8Array,
  tensor: { readonly dtype: Dtype; readonly shape: readonly number[] },
  index: number,
  chunk: Uint8Array,
  path: readonly Uint8Array[],
): boolean {
  const nBytes = tensorBytes(tensor.dtype, tensor.shape)
  const count = Math.max(1, Math.ceil(nBytes / CHUNK_BYTES))
  const want = index === count - 1 ? nBytes - (count - 1) * CHUNK_BYTES : CHUNK_BYTES
  if (chunk.length !== want) return false
  const tree = climb(hash, leafHash(hash, index, chunk), index, count, path)
  return tree !== undefined && same(root, hash(tensorHead(tensor.dtype, tensor.shape, tree)))
}

/** True if `item` is item number `index` of the list of `count` under `root`. */
export function verifyItem(
  hash: Hash,
  root: Uint8Array,
  count: number,
  index: number,
  item: Uint8Array,
  path: readonly Uint8Array[],
): boolean {
  const tree = climb(hash, leafHash(hash, index, item), index, count, path)
  return tree !== undefined && same(root, listHead(hash, count, tree))
}

import type { PlainTypes } from '../gen/plain.js'
import { ProofError, startsWith } from './bytes.js'
import { type ProofSpec, SHA256 } from './spec.js'

type InnerOp = PlainTypes['cosmos.ics23.v1.InnerOp']
type LeafOp = PlainTypes['cosmos.ics23.v1.LeafOp']
type ExistenceProof = PlainTypes['cosmos.ics23.v1.ExistenceProof']

/** cosmos/ics23 caps depth where a spec does not. */
const DEPTH_MAX = 128

function check(condition: boolean, what: string): void {
  if (!condition) throw new ProofError(what)
}

/** Reads three zig-zag varints; returns them and how many bytes of `prefix` are left. */
function readVarints(prefix: Uint8Array): { values: bigint[]; left: number } {
  const values: bigint[] = []
  let at = 0
  while (values.length < 3) {
    let value = 0n
    let shift = 0n
    for (;;) {
      const byte = prefix[at++]
      check(byte !== undefined && shift < 70n, 'an IAVL prefix begins with three varints')
      value |= BigInt((byte as number) & 127) << shift
      shift += 7n
      if ((byte as number) < 128) break
    }
    check(value < 1n << 64n, 'an IAVL varint has 64 bits')
    values.push((value >> 1n) ^ -(value & 1n))
  }
  return { values, left: prefix.length - at }
}

/** cosmos/ics23 go/ops.go validateIavlOps; layer 0 is the leaf. */
function checkIavlPrefix(prefix: Uint8Array, layer: number): void {
  const { values, left } = readVarints(prefix)
  const [height, size] = values as [bigint, bigint, bigint]
  check(
    values.every((v) => v >= 0n),
    'an IAVL prefix has no negative number',
  )
  check(height >= BigInt(layer), 'the height of an IAVL node is at least its layer')
  if (layer === 0) {
    check(height === 0n && size === 1n, 'an IAVL leaf has height 0 and size 1')
    check(left === 0, 'an IAVL leaf prefix is three varints')
  } else {
    check(left === 1 || left === 34, 'an IAVL inner prefix ends with a length byte or a child')
  }
}

/** cosmos/ics23 go/ops.go validateTendermintOps. */
function checkSimplePrefix(op: InnerOp): void {
  check(op.prefix[0] === 1, 'an inner prefix of a simple tree begins with 1')
  check(
    op.suffix.length === 0 || op.prefix.length === 1,
    'an inner node with a suffix has no other prefix',
  )
}

/** @throws ProofError */
export function checkLeaf(op: LeafOp, spec: ProofSpec): void {
  const want = spec.leaf
  check(op.hash === want.hash, `leaf hash ${op.hash}, want ${want.hash}`)
  check(op.prehashKey === want.prehashKey, `leaf key hash ${op.prehashKey}`)
  check(op.prehashValue === want.prehashValue, `leaf value hash ${op.prehashValue}`)
  check(op.length === want.length, `leaf length operation ${op.length}, want ${want.length}`)
  check(startsWith(op.prefix, want.prefix), 'the leaf prefix is not the one of the tree')
  if (spec.kind === 'iavl') checkIavlPrefix(op.prefix, 0)
  // Go lets a longer prefix pass here; a leaf of a simple tree has none.
  if (spec.kind === 'simple') check(op.prefix.length === 1, 'a simple leaf prefix is one byte')
}

/** @throws ProofError */
export function checkInner(op: InnerOp, spec: ProofSpec, layer: number): void {
  const { inner } = spec
  check(op.hash === inner.hash, `inner hash ${op.hash}, want ${inner.hash}`)
  if (spec.kind === 'iavl') checkIavlPrefix(op.prefix, layer)
  if (spec.kind === 'simple') checkSimplePrefix(op)
  check(!startsWith(op.prefix, spec.leaf.prefix), 'an inner prefix does not begin as a leaf')
  check(op.prefix.length >= inner.minPrefixLength, `inner prefix of ${op.prefix.length} bytes`)
  const children = (inner.childOrder.length - 1) * inner.childSize
  const most = inner.maxPrefixLength + children
  check(op.prefix.length <= most, `inner prefix of ${op.prefix.length} bytes, at most ${most}`)
  check(inner.childSize > 0, 'a spec has a child size')
  check(
    op.suffix.length % inner.childSize === 0,
    `inner suffix of ${op.suffix.length} bytes, not a multiple of ${inner.childSize}`,
  )
}

/** The shape of a proof, hashes aside. @throws ProofError */
export function checkExistence(proof: ExistenceProof, spec: ProofSpec): void {
  check(proof.leaf !== null, 'an existence proof has a leaf')
  checkLeaf(proof.leaf as LeafOp, spec)
  const depth = proof.path.length
  check(spec.minDepth === 0 || depth >= spec.minDepth, `depth ${depth} is below ${spec.minDepth}`)
  const most = spec.maxDepth === 0 ? DEPTH_MAX : spec.maxDepth
  check(depth <= most, `depth ${depth} is above ${most}`)
  for (const [i, op] of proof.path.entries()) checkInner(op, spec, i + 1)
}

/** Whether a hash operation is known here: anything but SHA-256 is refused, not ignored. */
export function isKnownHash(op: number): boolean {
  return op === SHA256
}

import type { PlainTypes } from '../gen/plain.js'
import { equal } from './bytes.js'
import type { ProofSpec } from './spec.js'

type InnerOp = PlainTypes['cosmos.ics23.v1.InnerOp']
type InnerSpec = ProofSpec['inner']

/** What the bytes around a child look like when it is the one at `branch`. */
function padding(spec: InnerSpec, branch: number): { min: number; max: number; suffix: number } {
  const index = spec.childOrder.indexOf(branch)
  const before = index * spec.childSize
  return {
    min: before + spec.minPrefixLength,
    max: before + spec.maxPrefixLength,
    suffix: spec.childSize * (spec.childOrder.length - 1 - index),
  }
}

function isAt(spec: InnerSpec, op: InnerOp, branch: number): boolean {
  const { min, max, suffix } = padding(spec, branch)
  return op.prefix.length >= min && op.prefix.length <= max && op.suffix.length === suffix
}

/** The branch at which the child of this step is; undefined if no branch fits. */
function branchOf(spec: InnerSpec, op: InnerOp): number | undefined {
  for (let branch = 0; branch < spec.childOrder.length; branch++)
    if (isAt(spec, op, branch)) return branch
  return undefined
}

/** All children left of this one are the placeholder. */
export function leftIsEmpty(spec: InnerSpec, op: InnerOp): boolean {
  const left = branchOf(spec, op)
  if (left === undefined || left === 0) return false
  const from = op.prefix.length - left * spec.childSize
  if (from < 0) return false
  for (let i = 0; i < left; i++) {
    const at = from + spec.childOrder.indexOf(i) * spec.childSize
    if (!equal(spec.emptyChild, op.prefix.subarray(at, at + spec.childSize))) return false
  }
  return true
}

/** All children right of this one are the placeholder. */
export function rightIsEmpty(spec: InnerSpec, op: InnerOp): boolean {
  const branch = branchOf(spec, op)
  if (branch === undefined) return false
  const right = spec.childOrder.length - 1 - branch
  if (right === 0 || op.suffix.length !== right * spec.childSize) return false
  for (let i = 0; i < right; i++) {
    const at = spec.childOrder.indexOf(i) * spec.childSize
    if (!equal(spec.emptyChild, op.suffix.subarray(at, at + spec.childSize))) return false
  }
  return true
}

/** The path belongs to the first key of the tree. */
export function isLeftMost(spec: InnerSpec, path: readonly InnerOp[]): boolean {
  return path.every((op) => isAt(spec, op, 0) || leftIsEmpty(spec, op))
}

/** The path belongs to the last key of the tree. */
export function isRightMost(spec: InnerSpec, path: readonly InnerOp[]): boolean {
  const last = spec.childOrder.length - 1
  return path.every((op) => isAt(spec, op, last) || rightIsEmpty(spec, op))
}

/** The two paths belong to keys between which there is none. */
export function isLeftNeighbor(
  spec: InnerSpec,
  left: readonly InnerOp[],
  right: readonly InnerOp[],
): boolean {
  let l = left.length - 1
  let r = right.length - 1
  while (l >= 0 && r >= 0) {
    const a = left[l] as InnerOp
    const b = right[r] as InnerOp
    if (!equal(a.prefix, b.prefix) || !equal(a.suffix, b.suffix)) break
    l--
    r--
  }
  const topLeft = left[l]
  const topRight = right[r]
  if (topLeft === undefined || topRight === undefined) return false
  const from = branchOf(spec, topLeft)
  const to = branchOf(spec, topRight)
  if (from === undefined || to !== from + 1) return false
  return isRightMost(spec, left.slice(0, l)) && isLeftMost(spec, right.slice(0, r))
}

/** Validator sets with CometBFT's proposer rotation (v0.38), as values: every change gives a new set. */
import { compareBytes } from '../../../chain/types/bytes.js'
import { hash160, sha256 } from '../../../chain/codec/hash.js'
import { validatorsHash } from '../../../proto/comet/header.js'
import { sameBytes } from '../../../proto/comet/merkle.js'
import type { Commit, Validator, ValidatorKeyType } from '../../../proto/comet/types.js'

/** Largest sum of powers: an eighth of the largest int64, so that priorities never overflow. */
export const POWER_MAX = ((1n << 63n) - 1n) / 8n
/** The span of priorities is kept within this many times the total power. */
const WINDOW = 2n

/** A validator to be added, changed, or (power 0) removed. */
export interface ValidatorChange {
  readonly pubKeyType: ValidatorKeyType
  readonly pubKey: Uint8Array
  readonly power: bigint
}

/** Members by falling power, then address; `proposer` is whose turn it is in round 0. */
export interface ValidatorSet {
  readonly validators: readonly Validator[]
  readonly proposer: Uint8Array
}

/** The 20-byte address of a validator's key. */
export function validatorAddress(type: ValidatorKeyType, pubKey: Uint8Array): Uint8Array {
  return type === 'ed25519' ? sha256(pubKey).subarray(0, 20) : hash160(pubKey)
}

/** Sum of the powers. */
export function totalPower(validators: readonly Validator[]): bigint {
  return validators.reduce((sum, v) => sum + v.power, 0n)
}

/** A header's `validatorsHash` of the set. */
export function setHash(set: ValidatorSet): Uint8Array {
  return validatorsHash(sha256, set.validators)
}

function floorDiv(a: bigint, b: bigint): bigint {
  const rest = ((a % b) + b) % b
  return (a - rest) / b
}

function withPriorities(
  validators: readonly Validator[],
  priority: (v: Validator) => bigint,
): Validator[] {
  return validators.map((v) => ({ ...v, proposerPriority: priority(v) }))
}

/** Brings the span of priorities into the window and their mean to zero. */
function centred(validators: readonly Validator[]): Validator[] {
  const priorities = validators.map((v) => v.proposerPriority)
  const highest = priorities.reduce((a, b) => (a > b ? a : b))
  const lowest = priorities.reduce((a, b) => (a < b ? a : b))
  const window = WINDOW * totalPower(validators)
  const span = highest - lowest
  const ratio = span > window ? (span + window - 1n) / window : 1n
  // BigInt division cuts towards zero, as Go's does.
  const scaled = withPriorities(validators, (v) => v.proposerPriority / ratio)
  const sum = scaled.reduce((total, v) => total + v.proposerPriority, 0n)
  const mean = floorDiv(sum, BigInt(scaled.length))
  return withPriorities(scaled, (v) => v.proposerPriority - mean)
}

function first(validators: readonly Validator[]): Validator {
  const [head, ...rest] = validators
  if (head === undefined) throw new Error('empty validator set')
  return rest.reduce((best, v) => {
    if (v.proposerPriority !== best.proposerPriority)
      return v.proposerPriority > best.proposerPriority ? v : best
    return compareBytes(v.address, best.address) < 0 ? v : best
  }, head)
}

/** The set after `times` turns; the last one chosen is the proposer. */
export function rotate(set: ValidatorSet, times: number): ValidatorSet {
  if (times < 1) throw new RangeError(`times: want 1 or more, got ${times}`)
  const total = totalPower(set.validators)
  let validators = centred(set.validators)
  let proposer = set.proposer
  for (let turn = 0; turn < times; turn++) {
    const raised = withPriorities(validators, (v) => v.proposerPriority + v.power)
    const chosen = first(raised)
    proposer = chosen.address
    validators = withPriorities(raised, (v) =>
      v === chosen ? v.proposerPriority - total : v.proposerPriority,
    )
  }
  return { validators, proposer }
}

function checkChanges(
  current: readonly Validator[],
  changes: readonly (ValidatorChange & { readonly address: Uint8Array })[],
): void {
  const seen = new Set<string>()
  for (const change of changes) {
    const name = Buffer.from(change.address).toString('hex').toUpperCase()
    if (seen.has(name)) throw new Error(`duplicate entry ${name} in validator changes`)
    seen.add(name)
    if (change.power < 0n) throw new Error(`voting power can't be negative: ${change.power}`)
    if (change.power > POWER_MAX)
      throw new Error(
        `to prevent clipping/overflow, voting power can't be higher than ${POWER_MAX}, got ${change.power}`,
      )
    if (change.power === 0n && !current.some((v) => sameBytes(v.address, change.address)))
      throw new Error(`failed to find validator ${name} to remove`)
  }
}

/**
 * The set with validators added, changed and removed; newcomers start at -1.125 times the total power.
 * @throws Error as CometBFT words it, when a change is not allowed or nobody would be left.
 */
export function applyChanges(set: ValidatorSet, wanted: readonly ValidatorChange[]): ValidatorSet {
  if (wanted.length === 0) return set
  const changes = wanted.map((c) => ({ ...c, address: validatorAddress(c.pubKeyType, c.pubKey) }))
  checkChanges(set.validators, changes)
  const changeOf = new Map(changes.map((c) => [Buffer.from(c.address).toString('hex'), c]))
  const keyOf = (v: Validator): string => Buffer.from(v.address).toString('hex')
  const known = new Set(set.validators.map(keyOf))
  const newcomers = changes.filter(
    (c) => c.power > 0n && !known.has(Buffer.from(c.address).toString('hex')),
  )
  const beforeRemovals =
    set.validators.reduce((sum, v) => {
      const power = changeOf.get(keyOf(v))?.power
      return sum + (power === undefined || power === 0n ? v.power : power)
    }, 0n) + newcomers.reduce((sum, c) => sum + c.power, 0n)
  const start = -(beforeRemovals + (beforeRemovals >> 3n))
  const kept = set.validators
    .map((v) => ({ ...v, power: changeOf.get(keyOf(v))?.power ?? v.power }))
    .filter((v) => v.power > 0n)
  const validators: Validator[] = [
    ...kept,
    ...newcomers.map((c) => ({ ...c, proposerPriority: start })),
  ]
  if (validators.length === 0)
    throw new Error('applying the validator changes would result in empty set')
  if (totalPower(validators) > POWER_MAX)
    throw new Error(`total voting power of resulting valset exceeds max ${POWER_MAX}`)
  return { validators: centred(validators).sort(byPower), proposer: set.proposer }
}

function byPower(a: Validator, b: Validator): number {
  if (a.power !== b.power) return a.power > b.power ? -1 : 1
  return compareBytes(a.address, b.address)
}

/** The set of genesis, after its first turn. @throws Error on an empty or wrong list. */
export function genesisSet(validators: readonly ValidatorChange[]): ValidatorSet {
  if (validators.length === 0) throw new Error('empty validator set')
  const unpowered = validators.find((v) => v.power <= 0n)
  if (unpowered !== undefined)
    throw new Error(`cannot process validators with voting power ${unpowered.power}`)
  const empty: ValidatorSet = { validators: [], proposer: new Uint8Array(0) }
  return rotate(applyChanges(empty, validators), 1)
}

/**
 * BFT time: the median of the commit's times, weighted by power. @throws Error on a signer not in the set.
 */
export function medianTimeNs(commit: Commit, validators: readonly Validator[]): bigint {
  const votes = commit.signatures
    .filter((sig) => sig.blockIdFlag !== 1)
    .map((sig) => {
      const signer = validators.find((v) => sameBytes(v.address, sig.validatorAddress))
      if (signer === undefined)
        throw new Error(
          `commit validator not found in validator set: ${Buffer.from(sig.validatorAddress).toString('hex').toUpperCase()}`,
        )
      return { timeNs: sig.timeNs, power: signer.power }
    })
    .sort((a, b) => (a.timeNs < b.timeNs ? -1 : a.timeNs > b.timeNs ? 1 : 0))
  let left = votes.reduce((sum, v) => sum + v.power, 0n) / 2n
  for (const vote of votes) {
    if (left <= vote.power) return vote.timeNs
    left -= vote.power
  }
  throw new Error('a commit without votes has no time')
}

import { sha256 } from '../../chain/codec/hash.js'
import { be64, concatBytes, utf8 } from '../../chain/types/bytes.js'
import type { PlainTypes } from '../../proto/gen/plain.js'

export type Onion = PlainTypes['infonex.beacon.v1.Onion']
export type OnionCommitment = PlainTypes['infonex.beacon.v1.OnionCommitment']
export type BeaconParams = PlainTypes['infonex.beacon.v1.Params']
export type Seed = PlainTypes['infonex.beacon.v1.Seed']

/** Links of one onion at most: what a proposer may have to hash to find its place. */
export const MAX_ONION_LENGTH = 1_048_576n

export const DEFAULT_PARAMS: BeaconParams = {
  windowBlocks: 1000n,
  activationBlocks: 32n,
  renewAtLinks: 64n,
}

/** The image of a link: bound to the validator, so that no two onions share a link. */
export function linkImage(validatorAddress: Uint8Array, link: Uint8Array): Uint8Array {
  return sha256(concatBytes(utf8('infonex/onion/1'), validatorAddress, link))
}

/** The seed of a height from the one before and the link that its proposer revealed (rules.md H16). */
export function nextSeed(previous: Uint8Array, height: bigint, link: Uint8Array): Uint8Array {
  return sha256(concatBytes(utf8('infonex/beacon/1'), previous, be64(height), link))
}

/** Why a commitment is refused, or undefined. */
export function commitmentProblem(next: OnionCommitment | null): string | undefined {
  if (next === null) return 'it is absent'
  if (next.root.length !== 32) return `root has ${next.root.length} bytes, want 32`
  if (next.length < 1n || next.length > MAX_ONION_LENGTH)
    return `length is ${next.length}, want 1 to ${MAX_ONION_LENGTH}`
  return undefined
}

/** The onion from which a link may be revealed at `height`; undefined when none is left. */
export function usableOnion(onion: Onion | undefined, height: bigint): Onion | undefined {
  if (onion === undefined) return undefined
  if (onion.remaining > 0n) return onion
  if (onion.next === null || height < onion.nextActiveHeight) return undefined
  return {
    ...onion,
    tip: onion.next.root,
    remaining: onion.next.length,
    epoch: onion.epoch + 1n,
    next: null,
    nextActiveHeight: 0n,
  }
}

/** The onion after its next link was revealed. */
export function peeled(onion: Onion, link: Uint8Array): Onion {
  return { ...onion, tip: link, remaining: onion.remaining - 1n }
}

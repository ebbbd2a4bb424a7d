/**
 * What a light client checks about a header. Pure: the hash and the signature check are injected, so that
 * it runs in a node (native code) and in a browser (@noble).
 */
import { commitSignBytes, headerHash, validatorsHash } from './header.js'
import { sameBytes } from './merkle.js'
import type { BlockId, Commit, Hash, Header, Validator, ValidatorKeyType } from './types.js'

/** What verification needs from outside. */
export interface LightCrypto {
  readonly sha256: Hash
  /** Whether `signature` over `message` is by `pubKey`; ed25519 by ZIP-215 as CometBFT. */
  verify(
    type: ValidatorKeyType,
    pubKey: Uint8Array,
    message: Uint8Array,
    signature: Uint8Array,
  ): boolean
}

/** A header with the commit for it. */
export interface SignedHeader {
  readonly header: Header
  readonly commit: Commit
}

/** A header or commit that does not hold; the text says why. */
export class LightError extends Error {
  override readonly name = 'LightError'
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase()
}

function need(ok: boolean, text: string): asserts ok {
  if (!ok) throw new LightError(text)
}

function sameId(a: BlockId, b: BlockId): boolean {
  return (
    sameBytes(a.hash, b.hash) &&
    a.partSetHeader.total === b.partSetHeader.total &&
    sameBytes(a.partSetHeader.hash, b.partSetHeader.hash)
  )
}

/**
 * Checks that more than two thirds of `validators` signed `blockId` at `height`, and that every signature in
 * the commit is good. @throws LightError
 */
export function verifyCommitSignatures(
  crypto: LightCrypto,
  chainId: string,
  validators: readonly Validator[],
  blockId: BlockId,
  height: bigint,
  commit: Commit,
): void {
  need(
    validators.length === commit.signatures.length,
    `invalid commit -- wrong set size: ${validators.length} vs ${commit.signatures.length}`,
  )
  need(height === commit.height, `invalid commit -- wrong height: ${height} vs ${commit.height}`)
  need(sameId(blockId, commit.blockId), 'invalid commit -- wrong block ID')
  let signed = 0n
  let total = 0n
  for (const [i, validator] of validators.entries()) {
    total += validator.power
    const sig = commit.signatures[i]
    if (sig === undefined || sig.blockIdFlag === 1) continue
    need(
      sameBytes(validator.address, sig.validatorAddress),
      `validator address mismatch at index ${i}: expected ${hex(validator.address)}, got ${hex(sig.validatorAddress)}`,
    )
    need(
      crypto.verify(
        validator.pubKeyType,
        validator.pubKey,
        commitSignBytes(chainId, commit, sig),
        sig.signature,
      ),
      `wrong signature (#${i}): ${hex(sig.signature)}`,
    )
    if (sig.blockIdFlag === 2) signed += validator.power
  }
  const needed = (total * 2n) / 3n
  need(
    signed > needed,
    `invalid commit -- insufficient voting power: got ${signed}, needed more than ${needed}`,
  )
}

/**
 * Checks that `commit` makes `header` a block of the chain, given the set that signs its height.
 * @throws LightError
 */
export function verifyCommit(
  crypto: LightCrypto,
  chainId: string,
  validators: readonly Validator[],
  commit: Commit,
  header: Header,
): void {
  need(header.chainId === chainId, `header is of chain ${header.chainId}, want ${chainId}`)
  const setHash = validatorsHash(crypto.sha256, validators)
  need(
    sameBytes(header.validatorsHash, setHash),
    `expected validators ${hex(header.validatorsHash)}, got ${hex(setHash)} at height ${header.height}`,
  )
  const hash = headerHash(crypto.sha256, header)
  need(
    sameBytes(hash, commit.blockId.hash),
    `commit is for block ${hex(commit.blockId.hash)}, the header hashes to ${hex(hash)}`,
  )
  verifyCommitSignatures(crypto, chainId, validators, commit.blockId, header.height, commit)
}

/**
 * Checks the header after a trusted one: same chain, next height, later time, the set that the trusted one
 * announced, its last block id, and the signatures. Trusting periods are the caller's. @throws LightError
 */
export function verifyAdjacentHeader(
  crypto: LightCrypto,
  trusted: SignedHeader,
  next: SignedHeader,
  validators: readonly Validator[],
): void {
  const { header } = next
  need(header.height === trusted.header.height + 1n, 'headers must be adjacent in height')
  need(
    header.timeNs > trusted.header.timeNs,
    `expected new header time ${header.timeNs} to be after old header time ${trusted.header.timeNs}`,
  )
  need(
    sameBytes(header.validatorsHash, trusted.header.nextValidatorsHash),
    `expected old header next validators (${hex(trusted.header.nextValidatorsHash)}) to match those from new header (${hex(header.validatorsHash)})`,
  )
  need(
    sameId(header.lastBlockId, trusted.commit.blockId),
    'the new header does not name the trusted block as its last block',
  )
  verifyCommit(crypto, trusted.header.chainId, validators, next.commit, header)
}

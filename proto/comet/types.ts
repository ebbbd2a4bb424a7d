/**
 * The CometBFT v0.38 structures that a light client needs, as plain objects.
 * Bytes are Uint8Array, heights bigint, times nanoseconds since 1970 (UTC).
 */

/** SHA-256: 32 bytes out. */
export type Hash = (bytes: Uint8Array) => Uint8Array

/** The time of an absent vote: Go's zero time, 0001-01-01T00:00:00Z. */
export const ZERO_TIME_NS = -62_135_596_800_000_000_000n

/** How many parts of 64 KiB a block was cut into, and the root over them. */
export interface PartSetHeader {
  readonly total: number
  readonly hash: Uint8Array
}

/** What a commit signs: the header's hash and the parts of the whole block. */
export interface BlockId {
  readonly hash: Uint8Array
  readonly partSetHeader: PartSetHeader
}

/** A block header; its hash is the block's. */
export interface Header {
  readonly version: { readonly block: bigint; readonly app: bigint }
  readonly chainId: string
  readonly height: bigint
  readonly timeNs: bigint
  /** Empty hash and total 0 at the first height. */
  readonly lastBlockId: BlockId
  readonly lastCommitHash: Uint8Array
  readonly dataHash: Uint8Array
  readonly validatorsHash: Uint8Array
  readonly nextValidatorsHash: Uint8Array
  readonly consensusHash: Uint8Array
  readonly appHash: Uint8Array
  readonly lastResultsHash: Uint8Array
  readonly evidenceHash: Uint8Array
  readonly proposerAddress: Uint8Array
}

/** One validator's vote in a commit: 1 absent, 2 for the block, 3 for nil. */
export interface CommitSig {
  readonly blockIdFlag: 1 | 2 | 3
  readonly validatorAddress: Uint8Array
  readonly timeNs: bigint
  readonly signature: Uint8Array
}

/** More than two thirds of the power have signed this block. */
export interface Commit {
  readonly height: bigint
  readonly round: number
  readonly blockId: BlockId
  readonly signatures: readonly CommitSig[]
}

/** A header with its transactions and the commit for the block before it. */
export interface Block {
  readonly header: Header
  readonly txs: readonly Uint8Array[]
  /** Undefined at the first height only. */
  readonly lastCommit: Commit | undefined
}

/** Key types that may sign blocks. */
export type ValidatorKeyType = 'ed25519' | 'secp256k1'

/** A member of a validator set. */
export interface Validator {
  readonly address: Uint8Array
  readonly pubKeyType: ValidatorKeyType
  readonly pubKey: Uint8Array
  readonly power: bigint
  readonly proposerPriority: bigint
}

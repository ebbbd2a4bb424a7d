/** The encodings that CometBFT v0.38 hashes and signs, and the hashes; pure, with SHA-256 injected. */
import { merkleRoot } from './merkle.js'
import type { BlockId, Commit, CommitSig, Hash, Header, Validator } from './types.js'
import { Wire } from './wire.js'

const PRECOMMIT = 2
const COMMIT_FLAG = 2
const NS = 1_000_000_000n

/** No block: the last block id of the first block, and what a vote for nil signs. */
export const NO_BLOCK: BlockId = {
  hash: new Uint8Array(0),
  partSetHeader: { total: 0, hash: new Uint8Array(0) },
}

/** google.protobuf.Timestamp of nanoseconds since 1970. */
export function timestampBytes(timeNs: bigint): Uint8Array {
  const nanos = ((timeNs % NS) + NS) % NS
  return new Wire()
    .int64(1, (timeNs - nanos) / NS)
    .uint32(2, Number(nanos))
    .finish()
}

function partSetHeaderBytes(id: BlockId): Uint8Array {
  return new Wire().uint32(1, id.partSetHeader.total).bytes(2, id.partSetHeader.hash).finish()
}

/** tendermint.types.BlockID. */
export function blockIdBytes(id: BlockId): Uint8Array {
  return new Wire().bytes(1, id.hash).message(2, partSetHeaderBytes(id)).finish()
}

function versionBytes(version: Header['version']): Uint8Array {
  return new Wire().int64(1, version.block).int64(2, version.app).finish()
}

/** tendermint.types.Header. */
export function headerBytes(header: Header): Uint8Array {
  return new Wire()
    .message(1, versionBytes(header.version))
    .string(2, header.chainId)
    .int64(3, header.height)
    .message(4, timestampBytes(header.timeNs))
    .message(5, blockIdBytes(header.lastBlockId))
    .bytes(6, header.lastCommitHash)
    .bytes(7, header.dataHash)
    .bytes(8, header.validatorsHash)
    .bytes(9, header.nextValidatorsHash)
    .bytes(10, header.consensusHash)
    .bytes(11, header.appHash)
    .bytes(12, header.lastResultsHash)
    .bytes(13, header.evidenceHash)
    .bytes(14, header.proposerAddress)
    .finish()
}

/** The block's hash: a Merkle root over the fourteen fields, each wrapped as a protobuf value. */
export function headerHash(hash: Hash, header: Header): Uint8Array {
  const wrapped = (value: Uint8Array): Uint8Array => new Wire().bytes(1, value).finish()
  return merkleRoot(hash, [
    versionBytes(header.version),
    new Wire().string(1, header.chainId).finish(),
    new Wire().int64(1, header.height).finish(),
    timestampBytes(header.timeNs),
    blockIdBytes(header.lastBlockId),
    wrapped(header.lastCommitHash),
    wrapped(header.dataHash),
    wrapped(header.validatorsHash),
    wrapped(header.nextValidatorsHash),
    wrapped(header.consensusHash),
    wrapped(header.appHash),
    wrapped(header.lastResultsHash),
    wrapped(header.evidenceHash),
    wrapped(header.proposerAddress),
  ])
}

function commitSigBytes(sig: CommitSig): Uint8Array {
  return new Wire()
    .uint32(1, sig.blockIdFlag)
    .bytes(2, sig.validatorAddress)
    .message(3, timestampBytes(sig.timeNs))
    .bytes(4, sig.signature)
    .finish()
}

/** tendermint.types.Commit; undefined stands for the empty commit in the first block. */
export function commitBytes(commit: Commit | undefined): Uint8Array {
  const wire = new Wire()
    .int64(1, commit?.height ?? 0n)
    .uint32(2, commit?.round ?? 0)
    .message(3, blockIdBytes(commit?.blockId ?? NO_BLOCK))
  for (const sig of commit?.signatures ?? []) wire.message(4, commitSigBytes(sig))
  return wire.finish()
}

/** What a header calls `lastCommitHash`. */
export function commitHash(hash: Hash, commit: Commit | undefined): Uint8Array {
  return merkleRoot(hash, (commit?.signatures ?? []).map(commitSigBytes))
}

/** A header's `dataHash`, over the hashes of the transactions. */
export function dataHash(hash: Hash, txHashes: readonly Uint8Array[]): Uint8Array {
  return merkleRoot(hash, txHashes)
}

function isNoBlock(id: BlockId): boolean {
  return id.hash.length === 0 && id.partSetHeader.total === 0 && id.partSetHeader.hash.length === 0
}

/** What a precommit signs: the length-delimited CanonicalVote. */
export function precommitSignBytes(
  chainId: string,
  vote: {
    readonly height: bigint
    readonly round: number
    readonly blockId: BlockId
    readonly timeNs: bigint
  },
): Uint8Array {
  const wire = new Wire()
    .uint32(1, PRECOMMIT)
    .sfixed64(2, vote.height)
    .sfixed64(3, BigInt(vote.round))
  if (!isNoBlock(vote.blockId)) wire.message(4, blockIdBytes(vote.blockId))
  const bytes = wire.message(5, timestampBytes(vote.timeNs)).string(6, chainId).finish()
  return new Wire().delimited(bytes).finish()
}

/** What the `index`-th signature of a commit signs. */
export function commitSignBytes(chainId: string, commit: Commit, sig: CommitSig): Uint8Array {
  const blockId = sig.blockIdFlag === COMMIT_FLAG ? commit.blockId : NO_BLOCK
  return precommitSignBytes(chainId, { ...commit, blockId, timeNs: sig.timeNs })
}

/** tendermint.crypto.PublicKey. */
export function publicKeyBytes(key: Pick<Validator, 'pubKeyType' | 'pubKey'>): Uint8Array {
  return new Wire().message(key.pubKeyType === 'ed25519' ? 1 : 2, key.pubKey).finish()
}

/** A header's `validatorsHash`: keys and powers in the order of the set. */
export function validatorsHash(
  hash: Hash,
  validators: readonly Pick<Validator, 'pubKeyType' | 'pubKey' | 'power'>[],
): Uint8Array {
  return merkleRoot(
    hash,
    validators.map((v) => new Wire().message(1, publicKeyBytes(v)).int64(2, v.power).finish()),
  )
}

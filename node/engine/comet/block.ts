/** Blocks as CometBFT v0.38 stores and cuts them: protobuf, 64 KiB parts, size limits. */
import { codec } from '../../../chain/codec/proto.js'
import { sha256 } from '../../../chain/codec/hash.js'
import { commitBytes, headerBytes, headerHash, NO_BLOCK } from '../../../proto/comet/header.js'
import { merkleRoot } from '../../../proto/comet/merkle.js'
import type { Block, BlockId, Commit, CommitSig, Header } from '../../../proto/comet/types.js'
import { Wire } from '../../../proto/comet/wire.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'

/** Bytes of a part; the last one may be shorter. */
export const PART_BYTES = 65_536
/** Largest block that consensus params may allow, in bytes. */
export const BLOCK_BYTES_MAX = 104_857_600n
/** The block protocol that v0.38 speaks. */
export const BLOCK_PROTOCOL = 11n
/** Root over no items: the evidence hash of a block without evidence. */
export const EMPTY_HASH = sha256(new Uint8Array(0))

const OVERHEAD_BYTES = 11n
const HEADER_BYTES_MAX = 626n
const COMMIT_OVERHEAD_BYTES = 94n
const COMMIT_SIG_BYTES = 109n + 2n
const NS = 1_000_000_000n

const blockCodec = codec('tendermint.types.Block')
const commitCodec = codec('tendermint.types.Commit')

/** tendermint.types.Block; a block carries no evidence here. */
export function blockBytes(block: Block): Uint8Array {
  const data = new Wire()
  for (const tx of block.txs) data.message(1, tx)
  return new Wire()
    .message(1, headerBytes(block.header))
    .message(2, data.finish())
    .message(3, new Uint8Array(0))
    .message(4, commitBytes(block.lastCommit))
    .finish()
}

/** Root and number of the parts of a block's bytes. */
export function partSetHeader(bytes: Uint8Array): BlockId['partSetHeader'] {
  const parts: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += PART_BYTES)
    parts.push(bytes.subarray(at, at + PART_BYTES))
  return { total: parts.length, hash: merkleRoot(sha256, parts) }
}

/** The id of a block whose protobuf bytes are given. */
export function blockIdOf(header: Header, bytes: Uint8Array): BlockId {
  return { hash: headerHash(sha256, header), partSetHeader: partSetHeader(bytes) }
}

/** Bytes left for transactions in a block of at most `maxBytes`; as CometBFT reckons. @throws RangeError */
export function maxDataBytes(maxBytes: bigint, validators: number): bigint {
  const limit = maxBytes === -1n ? BLOCK_BYTES_MAX : maxBytes
  const rest =
    limit -
    OVERHEAD_BYTES -
    HEADER_BYTES_MAX -
    COMMIT_OVERHEAD_BYTES -
    COMMIT_SIG_BYTES * BigInt(validators)
  if (rest < 0n)
    throw new RangeError(
      `block.max_bytes ${maxBytes} is too small to hold a header and the last commit (${limit - rest} bytes)`,
    )
  return rest
}

/** Bytes that one transaction takes in a block: its length prefix and field number included. */
export function txSizeInBlock(tx: Uint8Array): number {
  let prefix = 2
  for (let rest = tx.length; rest > 127; rest = Math.floor(rest / 128)) prefix++
  return tx.length + prefix
}

type PlainBlockId = PlainTypes['tendermint.types.BlockID']
type PlainTime = PlainTypes['google.protobuf.Timestamp']

/** Nanoseconds since 1970 of a decoded timestamp. */
export function timeNsOf(time: PlainTime | null): bigint {
  return time === null ? 0n : time.seconds * NS + BigInt(time.nanos)
}

/** A block id out of its decoded message. */
export function blockIdFrom(id: PlainBlockId | null): BlockId {
  if (id === null) return NO_BLOCK
  return {
    hash: id.hash,
    partSetHeader: { total: id.partSetHeader?.total ?? 0, hash: id.partSetHeader?.hash ?? EMPTY },
  }
}

const EMPTY = new Uint8Array(0)

function headerFrom(h: PlainTypes['tendermint.types.Header']): Header {
  return {
    version: { block: h.version?.block ?? 0n, app: h.version?.app ?? 0n },
    chainId: h.chainId,
    height: h.height,
    timeNs: timeNsOf(h.time),
    lastBlockId: blockIdFrom(h.lastBlockId),
    lastCommitHash: h.lastCommitHash,
    dataHash: h.dataHash,
    validatorsHash: h.validatorsHash,
    nextValidatorsHash: h.nextValidatorsHash,
    consensusHash: h.consensusHash,
    appHash: h.appHash,
    lastResultsHash: h.lastResultsHash,
    evidenceHash: h.evidenceHash,
    proposerAddress: h.proposerAddress,
  }
}

function flagOf(flag: number): CommitSig['blockIdFlag'] {
  if (flag === 1 || flag === 2 || flag === 3) return flag
  throw new Error(`block id flag: want 1, 2 or 3, got ${flag}`)
}

function commitFrom(c: PlainTypes['tendermint.types.Commit']): Commit {
  return {
    height: c.height,
    round: c.round,
    blockId: blockIdFrom(c.blockId),
    signatures: c.signatures.map((s) => ({
      blockIdFlag: flagOf(s.blockIdFlag),
      validatorAddress: s.validatorAddress,
      timeNs: timeNsOf(s.timestamp),
      signature: s.signature,
    })),
  }
}

/** A commit out of its protobuf bytes. @throws Error on malformed bytes. */
export function decodeCommit(bytes: Uint8Array): Commit {
  return commitFrom(commitCodec.decode(bytes))
}

/** A block out of its protobuf bytes. @throws Error on malformed bytes or a missing header. */
export function decodeBlock(bytes: Uint8Array): Block {
  const plain = blockCodec.decode(bytes)
  if (plain.header === null) throw new Error('a block without a header')
  const commit = plain.lastCommit
  return {
    header: headerFrom(plain.header),
    txs: plain.data?.txs ?? [],
    lastCommit: commit === null || commit.height === 0n ? undefined : commitFrom(commit),
  }
}

/** The engine's blocks as tendermint.types and cosmos.base.tendermint messages. */
import { toBech32 } from '@cosmjs/encoding'
import type { PlainTypes } from '../../proto/gen/plain.js'
import type { Block, BlockId, Commit, Header } from '../engine/types.js'
import type { SecondsNanos } from '../protoJson/time.js'

const NS = 1_000_000_000n

/** Nanoseconds since 1970 as a Timestamp; rounds towards the past, as Timestamp wants it. */
export function timestampOf(ns: bigint): SecondsNanos {
  const nanos = ((ns % NS) + NS) % NS
  return { seconds: (ns - nanos) / NS, nanos: Number(nanos) }
}

/** RFC 3339 in whole seconds, as TxResponse.timestamp has it. */
export function secondsText(ns: bigint): string {
  return new Date(Number(timestampOf(ns).seconds) * 1000).toISOString().replace('.000Z', 'Z')
}

export function blockIdProto(id: BlockId): PlainTypes['tendermint.types.BlockID'] {
  const { total, hash } = id.partSetHeader
  return { hash: id.hash, partSetHeader: { total, hash } }
}

function headerFields(header: Header) {
  const { chainId, height, lastCommitHash, dataHash, validatorsHash, nextValidatorsHash } = header
  const { consensusHash, appHash, lastResultsHash, evidenceHash } = header
  return {
    version: { block: header.version.block, app: header.version.app },
    chainId,
    height,
    time: timestampOf(header.timeNs),
    lastBlockId: blockIdProto(header.lastBlockId),
    ...{ lastCommitHash, dataHash, validatorsHash, nextValidatorsHash },
    ...{ consensusHash, appHash, lastResultsHash, evidenceHash },
  }
}

export function headerProto(header: Header): PlainTypes['tendermint.types.Header'] {
  return { ...headerFields(header), proposerAddress: header.proposerAddress }
}

export function commitProto(commit: Commit): PlainTypes['tendermint.types.Commit'] {
  return {
    height: commit.height,
    round: commit.round,
    blockId: blockIdProto(commit.blockId),
    signatures: commit.signatures.map((s) => ({
      blockIdFlag: s.blockIdFlag,
      validatorAddress: s.validatorAddress,
      timestamp: timestampOf(s.timeNs),
      signature: s.signature,
    })),
  }
}

function body(block: Block) {
  return {
    data: { txs: [...block.txs] },
    evidence: { evidence: [] },
    lastCommit: block.lastCommit === undefined ? null : commitProto(block.lastCommit),
  }
}

export function blockProto(block: Block): PlainTypes['tendermint.types.Block'] {
  return { header: headerProto(block.header), ...body(block) }
}

/** The same block with the proposer as `<prefix>valcons1...`, as cosmos-sdk shows it since 0.47. */
export function sdkBlockProto(
  block: Block,
  prefix: string,
): PlainTypes['cosmos.base.tendermint.v1beta1.Block'] {
  const proposerAddress = toBech32(`${prefix}valcons`, block.header.proposerAddress)
  return { header: { ...headerFields(block.header), proposerAddress }, ...body(block) }
}

/** One block from proposal to state: what is asked of the application, in ABCI's order. */
import type { Application, CommitInfo, FinalizeBlockResponse } from '../../chain/types/abci.js'
import { sha256 } from '../../chain/codec/hash.js'
import { commitHash, dataHash, precommitSignBytes } from '../../proto/comet/header.js'
import { sameBytes } from '../../proto/comet/merkle.js'
import {
  ZERO_TIME_NS,
  type Block,
  type BlockId,
  type Commit,
  type Header,
  type Validator,
} from '../../proto/comet/types.js'
import { afterBlock, nextHeight, type ChainState } from './chainState.js'
import {
  blockBytes,
  blockIdOf,
  BLOCK_PROTOCOL,
  EMPTY_HASH,
  maxDataBytes,
  txSizeInBlock,
} from './comet/block.js'
import { paramsHash } from './comet/params.js'
import { medianTimeNs, rotate, setHash, totalPower } from './comet/validatorSet.js'
import type { KvBlockStore } from './blockStore.js'
import type { BlockRoom } from './mempool.js'
import type { BlockSigner } from './validatorKey.js'

/** Least time between a block and the vote for it. */
const MS = 1_000_000n

/** A block that is not signed yet. */
export interface Proposal {
  readonly block: Block
  readonly bytes: Uint8Array
  readonly blockId: BlockId
  readonly txHashes: readonly Uint8Array[]
}

/** What a state leaves for the transactions of the next block. */
export function roomOf(state: ChainState): BlockRoom {
  const { maxBytes, maxGas } = state.params.block
  return { maxBytes: maxDataBytes(maxBytes, state.validators.validators.length), maxGas }
}

/** Who voted in a commit, as the application is told. */
export function commitInfo(
  commit: Commit | undefined,
  validators: readonly Validator[],
): CommitInfo {
  if (commit === undefined) return { round: 0, votes: [] }
  if (commit.signatures.length !== validators.length)
    throw new Error(
      `commit size (${commit.signatures.length}) doesn't match validator set length (${validators.length}) at height ${commit.height}`,
    )
  return {
    round: commit.round,
    votes: validators.map((v, i) => ({
      validatorAddress: v.address,
      power: v.power,
      blockIdFlag: commit.signatures[i]?.blockIdFlag ?? 1,
    })),
  }
}

/** The time of the next block: that of genesis, then the median time of the last commit. */
export function blockTimeNs(state: ChainState, lastCommit: Commit | undefined): bigint {
  if (lastCommit === undefined) return state.lastTimeNs
  return medianTimeNs(lastCommit, state.lastValidators.validators)
}

/** The block that a state and a list of transactions make. */
export function makeBlock(
  state: ChainState,
  txs: readonly Uint8Array[],
  lastCommit: Commit | undefined,
  proposer: Uint8Array,
  txHashes: readonly Uint8Array[] = txs.map(sha256),
): Block {
  const header: Header = {
    version: { block: BLOCK_PROTOCOL, app: state.appVersion },
    chainId: state.chainId,
    height: nextHeight(state),
    timeNs: blockTimeNs(state, lastCommit),
    lastBlockId: state.lastBlockId,
    lastCommitHash: commitHash(sha256, lastCommit),
    dataHash: dataHash(sha256, txHashes),
    validatorsHash: setHash(state.validators),
    nextValidatorsHash: setHash(state.nextValidators),
    consensusHash: paramsHash(state.params),
    appHash: state.appHash,
    lastResultsHash: state.lastResultsHash,
    evidenceHash: EMPTY_HASH,
    proposerAddress: proposer,
  }
  return { header, txs, lastCommit }
}

/**
 * PrepareProposal and ProcessProposal over `candidates`.
 * @throws Error when the application wants more than fits, or refuses its own proposal.
 */
export function propose(
  app: Application,
  state: ChainState,
  candidates: readonly Uint8Array[],
  lastCommit: Commit | undefined,
  proposer: Uint8Array,
): Proposal {
  const { maxBytes } = roomOf(state)
  const lastVotes = commitInfo(lastCommit, state.lastValidators.validators)
  const height = nextHeight(state)
  const timeNs = blockTimeNs(state, lastCommit)
  const nextValidatorsHash = setHash(state.nextValidators)
  const { txs } = app.prepareProposal({
    maxTxBytes: maxBytes,
    txs: candidates,
    localLastCommit: lastVotes,
    height,
    timeNs,
    nextValidatorsHash,
    proposerAddress: proposer,
  })
  const size = txs.reduce((sum, tx) => sum + BigInt(txSizeInBlock(tx)), 0n)
  if (size > maxBytes)
    throw new Error(
      `transaction data size exceeds maximum ${maxBytes}: PrepareProposal gave ${size}`,
    )
  const txHashes = txs.map(sha256)
  const block = makeBlock(state, txs, lastCommit, proposer, txHashes)
  const bytes = blockBytes(block)
  const blockId = blockIdOf(block.header, bytes)
  const { accept } = app.processProposal({
    txs,
    proposedLastCommit: lastVotes,
    hash: blockId.hash,
    height,
    timeNs,
    nextValidatorsHash,
    proposerAddress: proposer,
  })
  if (!accept)
    throw new Error(
      `ProcessProposal refused the block that PrepareProposal made at height ${height}`,
    )
  return { block, bytes, blockId, txHashes }
}

/** @throws Error when the signer alone is not more than two thirds of the set. */
export function checkSignsAlone(state: ChainState, signer: BlockSigner): void {
  const { validators } = state.validators
  const own = validators.find((v) => sameBytes(v.address, signer.address))
  const total = totalPower(validators)
  const address = Buffer.from(signer.address).toString('hex').toUpperCase()
  if (own === undefined)
    throw new Error(
      `this node's validator ${address} is not in the validator set of height ${nextHeight(state)}: the key is not the one that genesis names`,
    )
  if (own.power * 3n <= total * 2n)
    throw new Error(
      `this node's validator ${address} has ${own.power} of ${total} voting power at height ${nextHeight(state)}; the embedded engine signs alone and needs more than two thirds`,
    )
}

/** The first round, not signed before, in which it is the signer's turn. */
function roundOf(state: ChainState, signer: BlockSigner): number {
  const height = nextHeight(state)
  const first = signer.state.height === height ? signer.state.round + 1 : 0
  const ours = (round: number): boolean => {
    const set = round === 0 ? state.validators : rotate(state.validators, round)
    return sameBytes(set.proposer, signer.address)
  }
  const last = first + state.validators.validators.length
  for (let round = first; round < last; round++) if (ours(round)) return round
  return first
}

/**
 * Signs the block; the sign state is durable when this returns. A height whose block was lost after its
 * signature is signed again in a later round only.
 */
export function signBlock(
  state: ChainState,
  { block, blockId }: Proposal,
  signer: BlockSigner,
  nowNs: bigint,
): Commit {
  checkSignsAlone(state, signer)
  const { height } = block.header
  const earliest = block.header.timeNs + MS
  const timeNs = nowNs > earliest ? nowNs : earliest
  const round = roundOf(state, signer)
  const signBytes = precommitSignBytes(state.chainId, { height, round, blockId, timeNs })
  const signature = signer.signPrecommit(height, round, signBytes)
  const empty = new Uint8Array(0)
  return {
    height,
    round,
    blockId,
    signatures: state.validators.validators.map((v) =>
      sameBytes(v.address, signer.address)
        ? { blockIdFlag: 2, validatorAddress: v.address, timeNs, signature }
        : { blockIdFlag: 1, validatorAddress: empty, timeNs: ZERO_TIME_NS, signature: empty },
    ),
  }
}

/**
 * FinalizeBlock with what the block says of itself. `signers` are the set that signed the block before.
 * @throws Error when the application answers with another number of results.
 */
export function finalize(
  app: Application,
  block: Block,
  blockId: BlockId,
  signers: readonly Validator[],
): FinalizeBlockResponse {
  const { header, txs } = block
  const response = app.finalizeBlock({
    txs,
    decidedLastCommit: commitInfo(block.lastCommit, signers),
    hash: blockId.hash,
    height: header.height,
    timeNs: header.timeNs,
    nextValidatorsHash: header.nextValidatorsHash,
    proposerAddress: header.proposerAddress,
  })
  if (response.txResults.length !== txs.length)
    throw new Error(
      `expected tx results length to match size of transactions in block. Expected ${txs.length}, got ${response.txResults.length}`,
    )
  return response
}

/** A block that the application has committed, and the state after it. */
export interface Applied {
  readonly state: ChainState
  readonly response: FinalizeBlockResponse
  readonly retainHeight: bigint
}

/**
 * Runs a stored block: FinalizeBlock, results durable, Commit, `committed` (the mempool), state durable.
 * A throw leaves the store such that the handshake finds the way on.
 */
export async function applyBlock(
  app: Application,
  store: KvBlockStore,
  state: ChainState,
  block: Block,
  blockId: BlockId,
  committed: (state: ChainState, response: FinalizeBlockResponse) => void,
): Promise<Applied> {
  const response = finalize(app, block, blockId, state.lastValidators.validators)
  const next = afterBlock(state, blockId, block.header, response)
  await store.saveResults(block.header.height, response)
  const { retainHeight } = app.commit()
  // No await before this: a transaction must not be checked between Commit and the recheck.
  committed(next, response)
  await store.saveState(next)
  return { state: next, response, retainHeight }
}

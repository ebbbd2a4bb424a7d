/** What the next block is built on: CometBFT's `state.State`, as values and pure functions. */
import { codec } from '../../chain/codec/proto.js'
import type {
  ConsensusParams,
  FinalizeBlockResponse,
  InitChainResponse,
  ValidatorUpdate,
} from '../../chain/types/abci.js'
import { NO_BLOCK } from '../../proto/comet/header.js'
import type { BlockId, Header, Validator } from '../../proto/comet/types.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { blockIdFrom, EMPTY_HASH } from './comet/block.js'
import { checkParams, paramsFrom, plainParams } from './comet/params.js'
import { resultsHash } from './comet/results.js'
import {
  applyChanges,
  genesisSet,
  rotate,
  totalPower,
  validatorAddress,
  type ValidatorSet,
} from './comet/validatorSet.js'
import { genesisHash } from './genesisDoc.js'
import type { GenesisDoc } from './types.js'

/** Heights are of the chain; `validators` sign height + 1. */
export interface ChainState {
  readonly chainId: string
  readonly initialHeight: bigint
  /** 0 before the first block. */
  readonly height: bigint
  readonly lastBlockId: BlockId
  /** Genesis time before the first block. */
  readonly lastTimeNs: bigint
  readonly appVersion: bigint
  readonly lastValidators: ValidatorSet
  readonly validators: ValidatorSet
  readonly nextValidators: ValidatorSet
  readonly params: ConsensusParams
  readonly lastResultsHash: Uint8Array
  readonly appHash: Uint8Array
  readonly genesisHash: Uint8Array
}

const EMPTY_SET: ValidatorSet = { validators: [], proposer: new Uint8Array(0) }
const stateCodec = codec('infonex.engine.v1.EngineState')
const setCodec = codec('tendermint.types.ValidatorSet')

/** The height of the block to be made on a state. */
export function nextHeight(state: ChainState): bigint {
  return state.height === 0n ? state.initialHeight : state.height + 1n
}

/** The state of a chain of which nothing but genesis is known. */
export function genesisState(doc: GenesisDoc, appVersion: bigint): ChainState {
  const set = doc.validators.length === 0 ? EMPTY_SET : genesisSet(doc.validators)
  return {
    chainId: doc.chainId,
    initialHeight: doc.initialHeight,
    height: 0n,
    lastBlockId: NO_BLOCK,
    lastTimeNs: doc.genesisTimeNs,
    appVersion,
    lastValidators: EMPTY_SET,
    validators: set,
    nextValidators: set === EMPTY_SET ? EMPTY_SET : rotate(set, 1),
    params: doc.consensusParams,
    lastResultsHash: new Uint8Array(0),
    appHash: doc.appHash,
    genesisHash: genesisHash(doc),
  }
}

/** After InitChain on a chain without blocks. @throws Error when nobody validates. */
export function afterInitChain(state: ChainState, response: InitChainResponse): ChainState {
  const set = response.validators.length > 0 ? genesisSet(response.validators) : state.validators
  if (set.validators.length === 0)
    throw new Error('validator set is nil in genesis and still empty after InitChain')
  const params = response.consensusParams
  if (params !== undefined) checkParams(params)
  return {
    ...state,
    appHash: response.appHash.length > 0 ? response.appHash : state.appHash,
    validators: set,
    nextValidators: rotate(set, 1),
    params: params ?? state.params,
    appVersion: params?.version.app ?? state.appVersion,
    lastResultsHash: EMPTY_HASH,
  }
}

function checkUpdates(updates: readonly ValidatorUpdate[], params: ConsensusParams): void {
  for (const update of updates) {
    if (update.power < 0n) throw new Error(`voting power can't be negative ${update.power}`)
    if (update.power > 0n && !params.validator.pubKeyTypes.includes(update.pubKeyType))
      throw new Error(
        `validator ${Buffer.from(update.pubKey).toString('hex')} is using pubkey ${update.pubKeyType}, which is unsupported for consensus`,
      )
  }
}

/**
 * The state after a block; `response.appHash` stands in the next header. Changes of validators count two
 * heights later, those of params at the next one. @throws Error on a change that is not allowed.
 */
export function afterBlock(
  state: ChainState,
  blockId: BlockId,
  header: Header,
  response: FinalizeBlockResponse,
): ChainState {
  checkUpdates(response.validatorUpdates, state.params)
  const changed = applyChanges(state.nextValidators, response.validatorUpdates)
  const params = response.consensusParamUpdates
  if (params !== undefined) checkParams(params)
  return {
    ...state,
    height: header.height,
    lastBlockId: blockId,
    lastTimeNs: header.timeNs,
    appVersion: params?.version.app ?? state.appVersion,
    lastValidators: state.validators,
    validators: state.nextValidators,
    nextValidators: rotate(changed, 1),
    params: params ?? state.params,
    lastResultsHash: resultsHash(response.txResults),
    appHash: response.appHash,
  }
}

type PlainSet = PlainTypes['tendermint.types.ValidatorSet']

function plainValidator(v: Validator): PlainTypes['tendermint.types.Validator'] {
  return {
    address: v.address,
    pubKey: { [v.pubKeyType]: v.pubKey },
    votingPower: v.power,
    proposerPriority: v.proposerPriority,
  }
}

function plainSet(set: ValidatorSet): PlainSet {
  const proposer = set.validators.find((v) => Buffer.compare(v.address, set.proposer) === 0)
  return {
    validators: set.validators.map(plainValidator),
    proposer: proposer === undefined ? null : plainValidator(proposer),
    totalVotingPower: totalPower(set.validators),
  }
}

function setFrom(plain: PlainSet | null): ValidatorSet {
  const validators = (plain?.validators ?? []).map((v): Validator => {
    const pubKeyType = v.pubKey?.secp256k1 === undefined ? 'ed25519' : 'secp256k1'
    const pubKey = v.pubKey?.[pubKeyType] ?? new Uint8Array(0)
    return {
      address: validatorAddress(pubKeyType, pubKey),
      pubKeyType,
      pubKey,
      power: v.votingPower,
      proposerPriority: v.proposerPriority,
    }
  })
  return { validators, proposer: plain?.proposer?.address ?? new Uint8Array(0) }
}

/** tendermint.types.ValidatorSet. */
export function encodeSet(set: ValidatorSet): Uint8Array {
  return setCodec.encode(plainSet(set))
}

/** What `encodeSet` wrote. @throws Error on malformed bytes. */
export function decodeSet(bytes: Uint8Array): ValidatorSet {
  return setFrom(setCodec.decode(bytes))
}

/** infonex.engine.v1.EngineState. */
export function encodeState(state: ChainState): Uint8Array {
  return stateCodec.encode({
    chainId: state.chainId,
    initialHeight: state.initialHeight,
    lastHeight: state.height,
    lastBlockId: state.lastBlockId,
    lastTimeNs: state.lastTimeNs,
    appVersion: state.appVersion,
    lastValidators: plainSet(state.lastValidators),
    validators: plainSet(state.validators),
    nextValidators: plainSet(state.nextValidators),
    consensusParams: plainParams(state.params),
    lastResultsHash: state.lastResultsHash,
    appHash: state.appHash,
    genesisHash: state.genesisHash,
  })
}

/** What `encodeState` wrote. @throws Error on malformed bytes. */
export function decodeState(bytes: Uint8Array): ChainState {
  const plain = stateCodec.decode(bytes)
  if (plain.consensusParams === null) throw new Error('engine state without consensus params')
  return {
    chainId: plain.chainId,
    initialHeight: plain.initialHeight,
    height: plain.lastHeight,
    lastBlockId: blockIdFrom(plain.lastBlockId),
    lastTimeNs: plain.lastTimeNs,
    appVersion: plain.appVersion,
    lastValidators: setFrom(plain.lastValidators),
    validators: setFrom(plain.validators),
    nextValidators: setFrom(plain.nextValidators),
    params: paramsFrom(plain.consensusParams),
    lastResultsHash: plain.lastResultsHash,
    appHash: plain.appHash,
    genesisHash: plain.genesisHash,
  }
}

/**
 * Brings application, block store and engine state to one height after any crash, as CometBFT's handshake
 * does (cosmos.md 2.6), and says what it did.
 */
import type { Application } from '../../chain/types/abci.js'
import { toHex } from '../../chain/types/bytes.js'
import { sameBytes } from '../../proto/comet/merkle.js'
import { blockBytes, blockIdOf } from './comet/block.js'
import { resultsHash } from './comet/results.js'
import { afterBlock, afterInitChain, genesisState, type ChainState } from './chainState.js'
import type { KvBlockStore } from './blockStore.js'
import { applyBlock, finalize } from './execution.js'
import { jsonText } from './genesisDoc.js'
import type { GenesisDoc, StoredBlock } from './types.js'

/** The application, the store and the state do not belong together; the text says what to do. */
export class HandshakeError extends Error {
  override readonly name = 'HandshakeError'
}

/** What a handshake needs. */
export interface HandshakeParts {
  readonly app: Application
  readonly store: KvBlockStore
  readonly genesis: GenesisDoc
  /** Takes one sentence per thing done. */
  readonly report: (sentence: string) => void
  /** Told the transactions of the next block while one is executed. */
  readonly preverify?: ((txs: readonly Uint8Array[]) => void) | undefined
  /** Told after each replayed block. */
  readonly progress?: ((height: bigint, target: bigint) => void) | undefined
}

const upperHex = (bytes: Uint8Array): string => toHex(bytes).toUpperCase()

function need(ok: boolean, text: string): asserts ok {
  if (!ok) throw new HandshakeError(text)
}

async function stateOf({ app, store, genesis }: HandshakeParts): Promise<ChainState> {
  const { appVersion } = app.info()
  const fresh = genesisState(genesis, appVersion)
  const state = await store.state()
  if (state === undefined) return fresh
  need(
    state.chainId === genesis.chainId,
    `the block store is of chain ${state.chainId}, genesis is of ${genesis.chainId}`,
  )
  need(
    sameBytes(state.genesisHash, fresh.genesisHash),
    `genesis doc hash in db (${upperHex(state.genesisHash)}) does not match loaded genesis doc (${upperHex(fresh.genesisHash)}); put the chain's own genesis.json back`,
  )
  return state.height === 0n ? { ...state, appVersion } : state
}

/** InitChain, and the state if there are no blocks yet; a chain with blocks keeps its own. */
async function initChain(
  { app, store, genesis, report }: HandshakeParts,
  state: ChainState,
): Promise<{ readonly state: ChainState; readonly appHash: Uint8Array }> {
  const fresh = genesisState(genesis, state.appVersion)
  const response = app.initChain({
    timeNs: genesis.genesisTimeNs,
    chainId: genesis.chainId,
    consensusParams: genesis.consensusParams,
    validators: fresh.validators.validators,
    appStateBytes: Buffer.from(jsonText(genesis.appState)),
    initialHeight: genesis.initialHeight,
  })
  report(`The application took the genesis of chain ${genesis.chainId}.`)
  const started = afterInitChain(fresh, response)
  if (state.height > 0n) return { state, appHash: started.appHash }
  await store.saveState(started)
  return { state: started, appHash: started.appHash }
}

/** Refuses combinations of heights from which no way leads on. */
function checkHeights(store: KvBlockStore, state: ChainState, appHeight: bigint): void {
  const { base, height } = store
  const tooLow = appHeight === 0n ? state.initialHeight < base : appHeight < base - 1n
  need(
    height === 0n || !tooLow,
    `app block height (${appHeight}) is too far below block store base (${base}): the blocks that it would need are pruned; restore the application's data, or start from a snapshot`,
  )
  need(
    height >= appHeight,
    `app block height (${appHeight}) is higher than core (${height}): the block store lost blocks that the application has committed; restore the block store, or wipe both`,
  )
  need(height >= state.height, `StateBlockHeight (${state.height}) > StoreBlockHeight (${height})`)
  const ahead = state.height === 0n ? state.initialHeight : state.height + 1n
  need(height <= ahead, `StoreBlockHeight (${height}) > StateBlockHeight + 1 (${ahead})`)
}

function checkAppHash(got: Uint8Array, want: Uint8Array, what: string, height: bigint): void {
  need(
    sameBytes(got, want),
    `${what} does not match AppHash after replay at height ${height}. Got ${upperHex(got)}, expected ${upperHex(want)}. The application is not the one that made these blocks, or its data is damaged`,
  )
}

/** A block of the store that is what its id says. @throws HandshakeError */
async function loadBlock(store: KvBlockStore, height: bigint): Promise<StoredBlock> {
  const stored = await store.block(height)
  need(stored !== undefined, `could not find block #${height}`)
  const { header } = stored.block
  const id = blockIdOf(header, blockBytes(stored.block))
  need(
    sameBytes(id.hash, stored.blockId.hash) &&
      sameBytes(id.partSetHeader.hash, stored.blockId.partSetHeader.hash),
    `block #${height} in the store does not hash to its id ${upperHex(stored.blockId.hash)}`,
  )
  return stored
}

/** Replays blocks that the state already covers; gives the app hash after the last. */
async function replayCovered(
  parts: HandshakeParts,
  from: bigint,
  to: bigint,
  appHash: Uint8Array,
): Promise<Uint8Array> {
  const { app, store, preverify, progress } = parts
  let got = appHash
  let next = from <= to ? await loadBlock(store, from) : undefined
  for (let height = from; height <= to && next !== undefined; height++) {
    const stored: StoredBlock = next
    const { block, blockId } = stored
    checkAppHash(got, block.header.appHash, 'block.AppHash', height)
    next = height < to ? await loadBlock(store, height + 1n) : undefined
    if (next !== undefined) preverify?.(next.block.txs)
    const signers = (await store.validators(height - 1n)) ?? []
    const response = finalize(app, block, blockId, block.lastCommit === undefined ? [] : signers)
    if (next !== undefined) {
      const hash = resultsHash(response.txResults)
      need(
        sameBytes(hash, next.block.header.lastResultsHash),
        `the results of block #${height} hash to ${upperHex(hash)}, the next header says ${upperHex(next.block.header.lastResultsHash)}`,
      )
    }
    if ((await store.results(height)) === undefined) await store.saveResults(height, response)
    app.commit()
    got = response.appHash
    progress?.(height, store.height)
  }
  return got
}

/** The last stored block, of which the state does not know yet. */
async function finishLast(
  parts: HandshakeParts,
  state: ChainState,
  appHeight: bigint,
  appHash: Uint8Array,
): Promise<ChainState> {
  const { app, store, report, progress } = parts
  const { height } = store
  const { block, blockId } = await loadBlock(store, height)
  if (appHeight < height) {
    checkAppHash(appHash, block.header.appHash, 'block.AppHash', height)
    const applied = await applyBlock(app, store, state, block, blockId, () => undefined)
    report(`Executed block ${height} again: it was stored, but not committed by the application.`)
    progress?.(height, height)
    return applied.state
  }
  const response = await store.results(height)
  need(
    response !== undefined,
    `could not find results for height #${height}, which the application has committed`,
  )
  checkAppHash(appHash, response.appHash, 'state.AppHash', height)
  const next = afterBlock(state, blockId, block.header, response)
  await store.saveState(next)
  report(`Took the stored results of block ${height}: the application had committed it already.`)
  return next
}

/**
 * Asks the application where it is and brings all to the height of the block store.
 * @throws HandshakeError with the reason when there is no way.
 */
export async function handshake(parts: HandshakeParts): Promise<ChainState> {
  const { app, store, report } = parts
  let state = await stateOf(parts)
  const info = app.info()
  const appHeight = info.lastBlockHeight
  need(appHeight >= 0n, `got a negative last block height (${appHeight}) from the app`)
  report(
    `Application at height ${appHeight}, block store at ${store.height}, engine state at ${state.height}.`,
  )
  checkHeights(store, state, appHeight)
  let appHash = info.lastBlockAppHash
  if (appHeight === 0n) ({ state, appHash } = await initChain(parts, state))
  if (store.height === 0n) return state
  const from = appHeight === 0n ? state.initialHeight : appHeight + 1n
  const to = state.height < store.height ? store.height - 1n : store.height
  if (from <= to) {
    appHash = await replayCovered(parts, from, to, appHash)
    report(`Replayed blocks ${from} to ${to} into the application.`)
  }
  if (state.height === store.height) {
    checkAppHash(appHash, state.appHash, 'state.AppHash', state.height)
    return state
  }
  return finishLast(parts, state, appHeight, appHash)
}

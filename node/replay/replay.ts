/** Runs the stored blocks of a home again and compares every hash, result and written key. */
import {
  copyFileSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createApp, STORES } from '../../chain/app/app.js'
import { MultiStore } from '../../chain/store/multiStore.js'
import type { FinalizeBlockResponse } from '../../chain/types/abci.js'
import { equalBytes, toHex } from '../../chain/types/bytes.js'
import type { CommitMultiStore, CommitRecord } from '../../chain/types/kv.js'
import { sha256Hex } from '../../chain/codec/hash.js'
import { Verifier } from '../crypto/verifier.js'
import { KvBlockStore } from '../engine/blockStore.js'
import { genesisState } from '../engine/chainState.js'
import { blockBytes, blockIdOf } from '../engine/comet/block.js'
import { resultsHash } from '../engine/comet/results.js'
import { finalize } from '../engine/execution.js'
import { jsonText, parseGenesisDoc } from '../engine/genesisDoc.js'
import { LevelKvDb } from '../engine/kvDb.js'
import type { GenesisDoc, StoredBlock } from '../engine/types.js'
import { HomeError, homeFiles } from '../genesis/home.js'
import { lockHome } from '../storage/homeLock.js'
import { realDisk } from '../storage/disk.js'
import { SegmentLog } from '../storage/commitLog.js'
import { openState } from '../storage/stateStore.js'
import { changeDifference, type Mismatch, resultDifference } from './compare.js'

export interface ReplayOptions {
  readonly home: string
  /** First height to run; its state comes from genesis or from snapshot and log. Default: the lowest. */
  readonly from?: bigint
  /** Last height to run. Default: the highest. */
  readonly to?: bigint
  readonly progress?: (done: number, total: number) => void
  /** Threads that verify signatures ahead. Default 1. */
  readonly workers?: number
}

/** What a replay found. */
export interface ReplayResult {
  readonly from: string
  readonly to: string
  /** Where the state before `from` came from. */
  readonly started_at: string
  readonly blocks: number
  readonly txs: number
  readonly seconds: number
  readonly tx_per_sec: number
  /** AppHash after the last block that was run, hex. */
  readonly app_hash: string
  /** The first difference, or null. */
  readonly mismatch: Mismatch | null
}

/** A replay cannot begin; the text says why and what helps. */
export class ReplayError extends Error {
  override readonly name = 'ReplayError'
}

interface Source {
  readonly blocks: KvBlockStore
  readonly genesis: GenesisDoc
  /** Copy of the folder of the application's state. */
  readonly copy: string
}

/**
 * A LevelDB folder that can be opened without touching the original. Its tables never change once written,
 * so that links do where links are possible; what opening writes to is copied.
 */
function branchLevelDb(from: string, to: string): void {
  mkdirSync(to)
  for (const name of readdirSync(from)) {
    const [source, target] = [path.join(from, name), path.join(to, name)]
    try {
      if (!name.endsWith('.ldb')) throw new Error('not a table')
      linkSync(source, target)
    } catch {
      copyFileSync(source, target)
    }
  }
}

/** @throws HomeError, HomeInUseError, ReplayError, StateError, LogCorruptError */
export async function replay(options: ReplayOptions): Promise<ReplayResult> {
  const files = homeFiles(options.home)
  if (!existsSync(files.blocks))
    throw new HomeError('no_home', `${options.home} holds no blocks: no node has run there.`)
  const unlock = lockHome(options.home)
  // Opening logs and databases writes to them: a copy is opened, the home is left as it is.
  const work = mkdtempSync(path.join(tmpdir(), 'infonex-replay-'))
  const [copy, blocksCopy] = [path.join(work, 'state'), path.join(work, 'blocks')]
  let blocks: KvBlockStore | undefined
  const verifier = new Verifier({ workers: options.workers ?? 1 })
  try {
    mkdirSync(copy)
    if (existsSync(files.state)) cpSync(files.state, copy, { recursive: true })
    branchLevelDb(files.blocks, blocksCopy)
    blocks = await KvBlockStore.open(await LevelKvDb.open(blocksCopy))
    const genesis = parseGenesisDoc(readFileSync(files.genesis, 'utf8'))
    return await run(options, { blocks, genesis, copy }, verifier)
  } finally {
    await verifier.close()
    await blocks?.close()
    rmSync(work, { recursive: true, force: true })
    unlock()
  }
}

function rangeOf(options: ReplayOptions, { blocks, genesis }: Source): [bigint, bigint] {
  const { base, height } = blocks
  if (height === 0n) throw new ReplayError('the home holds no block yet')
  const lowest = base > genesis.initialHeight ? base : genesis.initialHeight
  const from = options.from ?? lowest
  const to = options.to ?? height
  if (from < lowest || to > height || from > to)
    throw new ReplayError(
      `heights ${from} to ${to} were asked for, ${lowest} to ${height} are kept`,
    )
  return [from, to]
}

/** The store before `from`: empty for the first height, else rebuilt from snapshot and log. */
async function storeBefore(from: bigint, { genesis, copy }: Source): Promise<CommitMultiStore> {
  if (from <= genesis.initialHeight) return new MultiStore({ ...STORES })
  const state = openState(realDisk, copy, { ...STORES })
  try {
    return state.stateAt(from - 1n)
  } finally {
    await state.close()
  }
}

/**
 * Logged records in height order, one at a time: a long log does not fit memory. Their state is not built
 * from them: a record that is whole but wrong is then found by its block, store and key.
 */
function recordReader(from: bigint, copy: string): (height: bigint) => CommitRecord | undefined {
  const log = new SegmentLog(realDisk, path.join(copy, 'log'), {}, () => undefined)
  const all = log.read(from)[Symbol.iterator]()
  let at = all.next()
  log.close()
  return (height) => {
    while (at.done !== true && at.value.height < height) at = all.next()
    return at.done !== true && at.value.height === height ? at.value : undefined
  }
}

async function run(
  options: ReplayOptions,
  source: Source,
  verifier: Verifier,
): Promise<ReplayResult> {
  const { blocks, genesis, copy } = source
  const [from, to] = rangeOf(options, source)
  const store = await storeBefore(from, source)
  let written: CommitRecord | undefined
  const { app } = createApp({
    store,
    log: { append: (record) => void (written = record) },
    verifier,
    version: 'replay',
    reporter: { unexpected: () => undefined, notice: () => undefined },
  })
  const fromGenesis = from <= genesis.initialHeight
  if (fromGenesis) {
    const fresh = genesisState(genesis, app.info().appVersion)
    app.initChain({
      timeNs: genesis.genesisTimeNs,
      chainId: genesis.chainId,
      consensusParams: genesis.consensusParams,
      validators: fresh.validators.validators,
      appStateBytes: Buffer.from(jsonText(genesis.appState)),
      initialHeight: genesis.initialHeight,
    })
  }
  const recordAt = recordReader(from, copy)
  const began = performance.now()
  let txs = 0
  let done = 0
  let mismatch: Mismatch | null = null
  let next: StoredBlock | undefined = await blocks.block(from)
  for (let height = from; height <= to && mismatch === null; height += 1n) {
    const stored = next
    if (stored === undefined) throw new ReplayError(`block ${height} is missing from the store`)
    next = await blocks.block(height + 1n)
    mismatch = brokenBlock(stored)
    if (mismatch !== null) break
    const signers = (await blocks.validators(height - 1n)) ?? []
    const { block, blockId } = stored
    const response = finalize(app, block, blockId, block.lastCommit === undefined ? [] : signers)
    app.commit()
    txs += block.txs.length
    done += 1
    const saved = await blocks.results(height)
    const expected = await expectedAppHash(blocks, height, next)
    mismatch = difference(stored, response, {
      saved,
      expected,
      next,
      written,
      log: recordAt(height),
    })
    options.progress?.(done, Number(to - from) + 1)
  }
  const seconds = (performance.now() - began) / 1000
  return {
    from: from.toString(),
    to: to.toString(),
    started_at: fromGenesis ? 'genesis' : `state of height ${from - 1n} from snapshot and log`,
    blocks: done,
    txs,
    seconds: Math.round(seconds * 1000) / 1000,
    tx_per_sec: Math.round(txs / Math.max(seconds, 1e-9)),
    app_hash: toHex(store.appHash).toUpperCase(),
    mismatch,
  }
}

const upper = (bytes: Uint8Array): string => toHex(bytes).toUpperCase()

/** A stored block that is not what its id says. */
function brokenBlock({ block, blockId }: StoredBlock): Mismatch | null {
  const id = blockIdOf(block.header, blockBytes(block))
  if (
    equalBytes(id.hash, blockId.hash) &&
    equalBytes(id.partSetHeader.hash, blockId.partSetHeader.hash)
  )
    return null
  return {
    height: block.header.height.toString(),
    what: 'block',
    expected: upper(blockId.hash),
    got: upper(id.hash),
  }
}

async function expectedAppHash(
  blocks: KvBlockStore,
  height: bigint,
  next: StoredBlock | undefined,
): Promise<Uint8Array | undefined> {
  if (next !== undefined) return next.block.header.appHash
  const state = await blocks.state()
  return state?.height === height ? state.appHash : undefined
}

interface Recorded {
  readonly saved: FinalizeBlockResponse | undefined
  readonly expected: Uint8Array | undefined
  readonly next: StoredBlock | undefined
  readonly written: CommitRecord | undefined
  readonly log: CommitRecord | undefined
}

/** Looks for the cause before the symptom: a result, a written key, then the hashes over them. */
function difference(
  { block }: StoredBlock,
  response: FinalizeBlockResponse,
  { saved, expected, next, written, log }: Recorded,
): Mismatch | null {
  const height = block.header.height.toString()
  for (const [i, got] of response.txResults.entries()) {
    const want = saved?.txResults[i]
    const found = want === undefined ? undefined : resultDifference(want, got)
    if (found !== undefined) {
      const tx_hash = sha256Hex(block.txs[i] as Uint8Array).toUpperCase()
      return { height, what: 'tx_result', tx_index: i, tx_hash, ...found }
    }
  }
  const key =
    log === undefined || written === undefined
      ? undefined
      : changeDifference(log.changes, written.changes)
  if (key !== undefined) return { height, what: 'state', ...key }
  if (expected !== undefined && !equalBytes(expected, response.appHash))
    return { height, what: 'app_hash', expected: upper(expected), got: upper(response.appHash) }
  const hash = resultsHash(response.txResults)
  if (next !== undefined && !equalBytes(hash, next.block.header.lastResultsHash))
    return {
      height,
      what: 'results_hash',
      expected: upper(next.block.header.lastResultsHash),
      got: upper(hash),
    }
  return null
}

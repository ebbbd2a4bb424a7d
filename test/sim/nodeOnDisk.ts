/**
 * The whole node without its doors in one process on a simulated disk: sign state, block store, and the
 * InfoNex application with its log, snapshots and beacon. What it told is remembered outside of the disk.
 */
import { createApp, STORES } from '../../chain/app/app.js'
import { sha256 } from '../../chain/codec/hash.js'
import { allocateLocal } from '../../chain/store/iavl/arena.js'
import { equalBytes, toHex, utf8 } from '../../chain/types/bytes.js'
import { DerivedOnions } from '../../node/beacon/onionSource.js'
import { Verifier } from '../../node/crypto/verifier.js'
import { EmbeddedEngine } from '../../node/engine/embeddedEngine.js'
import { finalize } from '../../node/engine/execution.js'
import { nullIndex } from '../../node/engine/nullIndex.js'
import type { GenesisDoc } from '../../node/engine/types.js'
import { FileSigner } from '../../node/engine/validatorKey.js'
import { openState } from '../../node/storage/stateStore.js'
import { verifyChain } from '../engine/verifyChain.js'
import { DiskKvDb } from '../support/diskKvDb.js'
import { addresses, testConsensusParams } from '../support/memoryContext.js'
import { SimDisk } from '../support/simDisk.js'
import { CHAIN_ID, genesisOf, sendMsg, signTx, testKey } from '../support/testChain.js'

const KEYS = Array.from({ length: 3 }, (_, i) => testKey(i))
const APP_STATE = genesisOf(KEYS)
const GENESIS_NS = 1_767_225_600_000_000_000n
/** Links of an onion: enough for one run, and quick to make. */
const LINKS = 256
const verifier = new Verifier({ workers: 0 })

function boot(disk: SimDisk, onions?: DerivedOnions) {
  const state = openState(disk, '/home/state', {
    ...STORES,
    pool: { allocate: allocateLocal, nodes: 256, arenaBytes: 1 << 14 },
    log: { segmentBytes: 8_000 },
    // A short window: what is older is in snapshots only, so that an unsynced one is missed.
    snapshots: { intervalBlocks: 2, keep: 1, replayBlocks: 2, chunkBytes: 4_000 },
  })
  const { app, ...parts } = createApp({
    version: 'test',
    store: state.multiStore,
    log: state.log,
    verifier,
    onions,
    reporter: {
      unexpected: (error, where) => {
        throw new Error(`${where}: ${String(error)}`)
      },
      notice: () => undefined,
    },
  })
  return { state, app, parts }
}

/** `app_state` in which the validator has committed an onion. */
function appStateOf(onions: DerivedOnions, address: Uint8Array): Record<string, unknown> {
  const { root, length } = onions.commitment(address, 0n)
  const onion = {
    validator_address: Buffer.from(address).toString('base64'),
    operator: addresses.toText(address),
    tip: Buffer.from(root).toString('base64'),
    remaining: length.toString(),
    epoch: '0',
    next: null,
    next_active_height: '0',
  }
  return { ...APP_STATE, beacon: { ...(APP_STATE['beacon'] as object), onions: [onion] } }
}

/** Opens what the disk holds, as `infonex start` does with a home. */
export async function openNode(disk: SimDisk) {
  const signer = FileSigner.open('/home/config/key.json', '/home/data/state.json', disk)
  const onions = new DerivedOnions(sha256(utf8('onion')), signer.address, LINKS)
  const { app, parts, state } = boot(disk, onions)
  const genesis: GenesisDoc = {
    genesisTimeNs: GENESIS_NS,
    chainId: CHAIN_ID,
    initialHeight: 1n,
    consensusParams: testConsensusParams,
    validators: [{ pubKeyType: 'ed25519', pubKey: signer.pubKey, power: 1n, name: '' }],
    appHash: new Uint8Array(0),
    appState: appStateOf(onions, signer.address),
  }
  const { engine, report } = await EmbeddedEngine.open({
    app,
    genesis,
    db: DiskKvDb.open(disk, '/home/data/blocks'),
    signer,
    nodeId: new Uint8Array(20),
    index: nullIndex,
    retryMs: 0,
  })
  return { engine, report, app, parts, state, genesis }
}

export type DiskNode = Awaited<ReturnType<typeof openNode>>

/** A send of account n at its committed sequence, some ahead. */
function send({ app, parts }: DiskNode, n: number, ahead: bigint, amount: bigint): Uint8Array {
  const key = KEYS[n] ?? testKey(n)
  const to = KEYS[(n + 1) % KEYS.length] ?? key
  const ctx = app.contextAt(app.info().lastBlockHeight)
  const view = ctx === undefined ? undefined : parts.auth.view(ctx, key.address)
  const number = view?.accountNumber ?? BigInt(n)
  const sequence = (view?.sequence ?? 0n) + ahead
  const msgs = [sendMsg(key.text, to.text, amount)]
  return signTx({ msgs, signers: [{ key, number, sequence }], fee: 500n }, parts)
}

/** What a node told to those who listen. */
export interface Told {
  /** Block hashes, hex. */
  readonly blocks: Map<bigint, string>
  /** Transactions that were shown as committed, hex. */
  readonly txs: Set<string>
}

const isSend = (tx: Uint8Array): boolean => tx[0] === 0x0a

/** Makes blocks of three sends each and notes what was told. */
export async function work(node: DiskNode, told: Told, blocks: number): Promise<void> {
  const { engine } = node
  engine.onBlock(({ stored, results }) => {
    told.blocks.set(stored.block.header.height, toHex(stored.blockId.hash))
    for (const [i, tx] of stored.block.txs.entries())
      if (results.txResults[i]?.code === 0 && isSend(tx)) told.txs.add(toHex(tx))
  })
  if (engine.status().latestHeight === 0n) await engine.makeBlock()
  for (let block = 0; block < blocks; block++) {
    for (const n of [0, 1, 0]) {
      const ahead = n === 0 && engine.mempool.size > 0 ? 1n : 0n
      const { code, log } = engine.broadcast(send(node, n, ahead, 5n))
      if (code !== 0) throw new Error(`a good transaction was refused: ${log}`)
    }
    await engine.makeBlock()
  }
}

/** What a restart lost of what was told, and where hashes part. */
export interface Losses {
  /** Blocks and transactions that were told and are gone. */
  readonly lost: number
  /** Sentences; empty = the chain verifies and replays to its own hash. */
  readonly mismatches: readonly string[]
}

/** Compares a reopened node with what was told before. */
export async function lossesOf(node: DiskNode, told: Told): Promise<Losses> {
  const { engine, app, parts } = node
  const mismatches: string[] = []
  await verifyChain(engine.blocks, CHAIN_ID).catch((error: unknown) => {
    mismatches.push(`the chain does not verify: ${String(error)}`)
  })
  let lost = 0
  for (const [height, hash] of told.blocks)
    if (toHex((await engine.blocks.block(height))?.blockId.hash ?? utf8('')) !== hash) lost++
  const good = new Map<string, bigint>()
  let count = 0n
  for (let h = 1n; h <= engine.blocks.height; h++) {
    const [stored, results] = [await engine.blocks.block(h), await engine.blocks.results(h)]
    for (const [i, tx] of (stored?.block.txs ?? []).entries()) {
      if (results?.txResults[i]?.code !== 0 || !isSend(tx)) continue
      good.set(toHex(tx), h)
      count++
    }
  }
  if (BigInt(good.size) !== count) mismatches.push('a transaction was executed twice')
  for (const tx of told.txs) if (!good.has(tx)) lost++
  const ctx = app.contextAt(app.info().lastBlockHeight)
  const sequenceOf = (address: Uint8Array): bigint =>
    (ctx === undefined ? undefined : parts.auth.view(ctx, address)?.sequence) ?? 0n
  const sequences = KEYS.reduce((sum, key) => sum + sequenceOf(key.address), 0n)
  if (sequences !== count) mismatches.push(`${count} transactions counted ${sequences} sequences`)
  mismatches.push(...app.brokenInvariants(), ...(await replayMismatch(node)))
  return { lost, mismatches }
}

/** The stored blocks, given to a fresh application: the same hashes, block by block. */
async function replayMismatch({ engine, genesis }: DiskNode): Promise<string[]> {
  const { app } = boot(new SimDisk(1))
  app.initChain({
    timeNs: GENESIS_NS,
    chainId: CHAIN_ID,
    consensusParams: testConsensusParams,
    validators: (await engine.blocks.validators(1n)) ?? [],
    appStateBytes: utf8(JSON.stringify(genesis.appState)),
    initialHeight: 1n,
  })
  for (let h = 1n; h <= engine.blocks.height; h++) {
    const stored = await engine.blocks.block(h)
    if (stored === undefined) return [`block ${h} is not there`]
    const { block, blockId } = stored
    const signers = block.lastCommit === undefined ? [] : await engine.blocks.validators(h - 1n)
    const { appHash } = finalize(app, block, blockId, signers ?? [])
    app.commit()
    const next = h < engine.blocks.height ? await engine.blocks.block(h + 1n) : undefined
    const want = next?.block.header.appHash ?? engine.status().latestAppHash
    if (!equalBytes(appHash, want)) return [`the replay of block ${h} gives another app hash`]
  }
  return []
}

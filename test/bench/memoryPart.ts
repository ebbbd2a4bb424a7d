/** A node's state with a million accounts, made and then opened by another process, whose memory is printed. */
import { createApp, STORES } from '../../chain/app/app.js'
import { sha256 } from '../../chain/codec/hash.js'
import { codec } from '../../chain/codec/proto.js'
import { utf8 } from '../../chain/types/bytes.js'
import { DerivedOnions } from '../../node/beacon/onionSource.js'
import { Verifier } from '../../node/crypto/verifier.js'
import { realDisk } from '../../node/storage/disk.js'
import { type OpenState, openState } from '../../node/storage/stateStore.js'
import { addresses, memoryContext, testConsensusParams } from '../support/memoryContext.js'
import { CHAIN_ID, genesisOf } from '../support/testChain.js'

const MIB = 1 << 20
const KIB = 1 << 10
/** Accounts that one block of the load makes. */
const LOAD_BLOCK = 20_000
const BLOCK_NS = 1_000_000_000n
const START_NS = 1_767_225_600_000_000_000n
const PROPOSER = new Uint8Array(20).fill(7)
const PUB_KEY = codec('cosmos.crypto.secp256k1.PubKey')

const onions = new DerivedOnions(sha256(utf8('memory bench')), PROPOSER)
const verifier = new Verifier({ workers: 0 })

function appOn(state: OpenState) {
  return createApp({
    store: state.multiStore,
    log: state.log,
    snapshots: state.sync,
    version: 'bench',
    verifier,
    onions,
    reporter: {
      unexpected: (error, where) => {
        throw new Error(`${where}: ${String(error)}`)
      },
      notice: () => undefined,
    },
  })
}

type App = ReturnType<typeof appOn>

function init({ app }: App): void {
  const { root, length } = onions.commitment(PROPOSER, 0n)
  const onion = {
    validator_address: Buffer.from(PROPOSER).toString('base64'),
    operator: addresses.toText(PROPOSER),
    tip: Buffer.from(root).toString('base64'),
    remaining: length.toString(),
    epoch: '0',
    next: null,
    next_active_height: '0',
  }
  const appState = genesisOf([])
  const beacon = { ...(appState['beacon'] as object), onions: [onion] }
  app.initChain({
    timeNs: START_NS,
    chainId: CHAIN_ID,
    consensusParams: testConsensusParams,
    validators: [],
    appStateBytes: utf8(JSON.stringify({ ...appState, beacon })),
    initialHeight: 1n,
  })
}

/** An empty block, with what the proposer adds, executed and committed. */
function block({ app }: App, height: bigint): number {
  const of = {
    height,
    timeNs: START_NS + height * BLOCK_NS,
    nextValidatorsHash: new Uint8Array(32),
    proposerAddress: PROPOSER,
  }
  const votes = { round: 0, votes: [] }
  const { txs } = app.prepareProposal({
    ...of,
    txs: [],
    maxTxBytes: 1_000_000n,
    localLastCommit: votes,
  })
  app.finalizeBlock({ ...of, txs, decidedLastCommit: votes, hash: sha256(utf8(`${height}`)) })
  app.commit()
  return txs.length
}

/** Accounts with a key, a sequence and a balance, written by the modules' own keepers. */
function load(state: OpenState, { auth, bank }: App, accounts: number): void {
  const { multiStore, log } = state
  for (let first = 0; first < accounts; first += LOAD_BLOCK) {
    const height = multiStore.version + 1n
    const branch = multiStore.branch()
    const ctx = memoryContext({ height }).with({ stores: branch })
    const end = Math.min(first + LOAD_BLOCK, accounts)
    for (let i = first; i < end; i++) {
      const digest = sha256(utf8(`account ${i}`))
      const address = digest.subarray(0, 20)
      auth.ensureAccount(ctx, address)
      const key = new Uint8Array(33).fill(2)
      key.set(digest, 1)
      auth.setPubKey(ctx, address, {
        typeUrl: '/cosmos.crypto.secp256k1.PubKey',
        value: PUB_KEY.encode({ key }),
      })
      bank.setBalance(ctx, address, 'uinx', 1_000_000_000n)
    }
    bank.setSupply(ctx, 'uinx', BigInt(end) * 1_000_000_000n)
    const changes = branch.changes()
    const appHash = multiStore.stage(height, changes)
    log.append({ height, appHash, changes })
    multiStore.commit()
  }
}

interface Sample {
  readonly blocks: number
  readonly rss: number
  readonly heap: number
}

/** Least squares of y over blocks, in KiB per 1,000 blocks. */
function slope(samples: readonly Sample[], y: (sample: Sample) => number): number {
  const n = samples.length
  const meanX = samples.reduce((sum, s) => sum + s.blocks, 0) / n
  const meanY = samples.reduce((sum, s) => sum + y(s), 0) / n
  const over = samples.reduce((sum, s) => sum + (s.blocks - meanX) * (y(s) - meanY), 0)
  const under = samples.reduce((sum, s) => sum + (s.blocks - meanX) ** 2, 0)
  return Math.round((over / under) * (1000 / KIB) * 10) / 10
}

/** Fills a home as far as its snapshot, so that who opens it has nothing of the making in its memory. */
async function make(dir: string, accounts: number): Promise<object> {
  const state = openState(realDisk, dir, { ...STORES, keepVersions: 2 })
  const app = appOn(state)
  init(app)
  block(app, 1n)
  load(state, app, accounts)
  await state.snapshots.settled()
  state.snapshots.start()
  await state.snapshots.settled()
  await state.close()
  return { height: state.multiStore.version.toString() }
}

const mb = (bytes: number): number => Math.round(bytes / MIB)

async function measure(dir: string, blocks: number): Promise<object> {
  const { gc } = globalThis
  if (gc === undefined) throw new Error('run it with --expose-gc')
  const state = openState(realDisk, dir, { ...STORES, keepVersions: 100 })
  const app = appOn(state)
  let height = state.multiStore.version
  const { keys, touchedBytes } = state.multiStore.stats()
  const sample = async (done: number): Promise<Sample> => {
    await state.snapshots.settled()
    gc()
    const { rss, heapUsed } = process.memoryUsage()
    return { blocks: done, rss, heap: heapUsed }
  }
  const start = await sample(0)
  const samples: Sample[] = []
  let beacons = 0
  const every = Math.max(1, Math.floor(blocks / 80))
  for (let done = 1; done <= blocks; done++) {
    beacons += block(app, ++height)
    if (done % every === 0) samples.push(await sample(done))
    if (done % (every * 8) === 0) process.stderr.write(`${done} of ${blocks} blocks\n`)
  }
  const half = samples.slice(samples.length >> 1)
  const after = state.multiStore.stats()
  await state.close()
  return {
    rssMb1M: mb(start.rss),
    heapMb: mb(start.heap),
    treeMb: mb(touchedBytes),
    rssMbAfterBlocks: mb(samples.at(-1)?.rss ?? 0),
    rssMbMax: mb(Math.max(...samples.map((s) => s.rss))),
    rssSlopeKbPer1000Blocks: slope(half, (s) => s.rss),
    heapSlopeKbPer1000Blocks: slope(half, (s) => s.heap),
    treeMbAfterBlocks: mb(after.touchedBytes),
    keys,
    keysAfterBlocks: after.keys,
    blocks,
    beacons,
  }
}

const [phase, dir = '', count = '0'] = process.argv.slice(2)
const done = await (phase === 'make' ? make(dir, Number(count)) : measure(dir, Number(count)))
console.log(JSON.stringify(done))

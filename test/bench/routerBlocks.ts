/** Whole blocks of the router: the modules of the chain, their messages and hooks, over the store of the chain. */
import { type KeyObject, sign } from 'node:crypto'
import { STORES } from '../../chain/app/app.js'
import { allocateShared } from '../../chain/store/iavl/arena.js'
import { MultiStore } from '../../chain/store/multiStore.js'
import type { BlockBranch, ChangeSet } from '../../chain/types/kv.js'
import { ROUTER_STORE } from '../../modules/router/keeper.js'
import { loadReportBytes } from '../../proto/inference/objects.js'
import type { RouterParams } from '../../modules/router/params.js'
import { flatOffer } from '../../modules/router/state.js'
import { Verifier } from '../../node/crypto/verifier.js'
import { Market, MODEL } from '../modules/router/market.js'
import { edKey } from '../modules/payment/market.js'
import { address, at } from '../support/memoryContext.js'
import type { Figures } from './main.js'

/** Servers of an operator: as many as the parameters allow. */
const PER_OPERATOR = 256
/** Suppliers of an aggregator: as many as the chain allows, each with a plan of its own. */
const PER_AGGREGATOR = 16
const CLIENTS_EACH = 8
/** Subscriptions of one block. */
const LOAD_BLOCK = 4096
const BLOCK = 500
const BATCH = 256
const BATCHES = 4
/** Blocks that warm the compiler, and those that count. */
const WARM_UP = 4
const BLOCKS = 10
const REGIONS = ['eu-west', 'eu-central', 'na-east', 'na-west', 'as-east', 'as-south', 'sa-east']
/** Numbers of addresses. */
const aggregatorAt = (i: number): number => 500 + i
export const operatorAt = (i: number): number => 1000 + i
export const clientAt = (i: number): number => 20_000 + i

const cpuUs = (): number => {
  const { user, system } = process.cpuUsage()
  return user + system
}

/** A market whose blocks are committed to the store of the chain. */
export class StoredMarket extends Market {
  readonly store = new MultiStore({
    ...STORES,
    keepVersions: 2,
    pool: { allocate: allocateShared, nodes: 1 << 23, arenaBytes: 1 << 30 },
  })
  #branch: BlockBranch

  constructor(change: Partial<RouterParams> = {}) {
    super({
      ...{ reseatsPerBlock: 10_000, endingsPerBlock: 10_000, maxMatchesPerClient: 10_000 },
      // Nothing ends while it is measured: an end costs what it costs in a block of its own.
      ...{ serverTtlMs: 86_400_000n, confirmMs: 86_400_000n, confirmBlocks: 1000n },
      ...change,
    })
    const genesis = this.ctx.stores
    const stores = this.store.names.map((name) => ({
      name,
      changes: [...genesis.store(name).iterate()].map(([key, value]) => ({ key, value })),
    }))
    this.#commit({ stores: stores.filter(({ changes }) => changes.length > 0) })
    this.#branch = this.store.branch()
    this.ctx = this.ctx.with({ stores: this.#branch })
  }

  #commit(changes: ChangeSet): void {
    this.store.stage(this.store.version + 1n, changes)
    this.store.commit()
  }

  /** Ends the block and commits it; what end and commit took, in microseconds of the processor. */
  end(): { endUs: number; commitUs: number; matched: number } {
    const begun = cpuUs()
    for (const module of this.parts.modules) module.endBlock?.(this.ctx)
    const ended = cpuUs()
    this.#commit(this.#branch.changes())
    const committed = cpuUs()
    const matched = this.ctx.events.filter(({ type }) => type.endsWith('.EventMatched')).length
    const { height, timeNs } = this.ctx
    this.#branch = this.store.branch()
    const block = { height: height + 1n, timeNs: timeNs + 1_000_000_000n }
    this.ctx = at(this.ctx, block).with({ stores: this.#branch })
    for (const module of this.parts.modules) module.beginBlock?.(this.ctx)
    return { endUs: ended - begun, commitUs: committed - ended, matched }
  }

  /** Bytes of keys and values that the router keeps. */
  get routerBytes(): number {
    let bytes = 0
    const state = this.store.at(this.store.version)?.store(ROUTER_STORE).iterate() ?? []
    for (const [key, value] of state) bytes += key.length + value.length
    return bytes
  }
}

type Key = ReturnType<typeof edKey>

/**
 * Servers of many operators under some aggregators, and clients of these; the first servers have receipt keys of
 * their own. Gives the number of clients.
 */
export function settle(m: StoredMarket, servers: number, keys: readonly Key[]): number {
  const { key } = edKey(1)
  let aggregators = 0
  for (let i = 0; i < servers; i++) {
    const group = Math.floor(i / PER_OPERATOR)
    const [operator, aggregator] = [
      operatorAt(group),
      aggregatorAt(Math.floor(group / PER_AGGREGATOR)),
    ]
    if (i % (PER_OPERATOR * PER_AGGREGATOR) === 0) {
      m.aggregator(aggregator)
      aggregators += 1
    }
    if (i % PER_OPERATOR === 0) m.supplier(operator, aggregator)
    m.server(operator, {
      aggregators: [address(aggregator)],
      receiptKey: { algorithm: 1, key: keys[i]?.key ?? key },
      region: REGIONS[i % REGIONS.length],
      offers: [flatOffer(MODEL, 1 + (i % 16), `${5 + ((i * 7919) % 95)}`)],
    })
    if (i % LOAD_BLOCK === LOAD_BLOCK - 1) m.end()
  }
  const clients = aggregators * CLIENTS_EACH
  for (let i = 0; i < clients; i++) {
    m.client(clientAt(i), aggregatorAt(i % aggregators), 90_000_000n)
    m.grant(clientAt(i), {
      ...{ maxTotalOpen: '90000000', perPeriod: '90000000', uses: 1_000_000 },
    })
  }
  m.end()
  return clients
}

/** Each block takes requests, and assigns those of the block before it. */
function matchBlocks(m: StoredMarket, clients: number): Figures {
  const sum = { requestUs: 0, endUs: 0, commitUs: 0, matched: 0 }
  for (let block = 0; block < WARM_UP + BLOCKS; block++) {
    const begun = cpuUs()
    for (let i = 0; i < BLOCK; i++) m.request(clientAt((block * BLOCK + i) % clients))
    const requestUs = cpuUs() - begun
    const { endUs, commitUs, matched } = m.end()
    if (block < WARM_UP) continue
    sum.requestUs += requestUs
    sum.endUs += endUs
    sum.commitUs += commitUs
    sum.matched += matched
  }
  if (sum.matched !== BLOCK * BLOCKS)
    throw new Error(`${sum.matched} of ${BLOCK * BLOCKS} requests were matched`)
  const each = (us: number): number => Math.round((us / sum.matched) * 10) / 10
  return {
    matchCommitUs: each(sum.requestUs + sum.endUs + sum.commitUs),
    matchRequestUs: each(sum.requestUs),
    matchAssignUs: each(sum.endUs),
    matchStoreUs: each(sum.commitUs),
  }
}

/** Reports of the servers that have keys, by the seed of the last block. */
function signedReports(m: StoredMarket, secrets: readonly KeyObject[]) {
  const height = m.ctx.height - 1n
  const seed = m.keeper.beacon.seed(m.ctx, height)
  return secrets.map((secret, i) => {
    const report = {
      ...{ chainId: m.ctx.block.chainId, serverId: BigInt(i + 1), height, seed },
      ...{ loads: [{ modelId: MODEL, busyMilli: BigInt(i % 1000) }], connected: 1, queued: 0 },
    }
    return { report, signature: new Uint8Array(sign(null, loadReportBytes(report), secret)) }
  })
}

/** Reports a second of one core: messages, end of block and commit; and signatures alone. */
function reportRates(m: StoredMarket, keys: readonly Key[]): Figures {
  const verifier = new Verifier({ workers: 0 })
  let [us, rawUs, count] = [0, 0, 0]
  for (let block = 0; block < WARM_UP + BLOCKS; block++) {
    const reports = signedReports(
      m,
      keys.map(({ secret }) => secret),
    )
    const bytes = reports.map(({ report }) => loadReportBytes(report))
    const begun = cpuUs()
    for (let from = 0; from < reports.length; from += BATCH) {
      const batch = reports.slice(from, from + BATCH)
      const msg = { sender: address(aggregatorAt(0)), reports: batch }
      const { taken } = m.run<{ taken: number }>('router', 'MsgReportLoadBatch', msg)
      if (taken !== batch.length) throw new Error(`${taken} of ${batch.length} reports were taken`)
    }
    m.end()
    const ended = cpuUs()
    reports.forEach(({ signature }, i) => {
      const { key } = keys[i] as Key
      if (!verifier.ed25519(key, bytes[i] as Uint8Array, signature))
        throw new Error('a good signature was refused')
    })
    if (block < WARM_UP) continue
    us += ended - begun
    rawUs += cpuUs() - ended
    count += reports.length
  }
  return {
    reportsPerSec: Math.round((count / us) * 1_000_000),
    verifyEd25519PerSec: Math.round((count / rawUs) * 1_000_000),
    reportsShareOfVerify: Math.round((rawUs / us) * 1000) / 1000,
  }
}

/** Figures of whole blocks in a market of so many servers. */
export function blockTimes(servers: number): Figures {
  const m = new StoredMarket()
  const keys = Array.from({ length: Math.min(servers, BATCH * BATCHES) }, (_, i) => edKey(i))
  const begun = cpuUs()
  const clients = settle(m, servers, keys)
  const subscribeUs = Math.round((cpuUs() - begun) / servers)
  const bytesPerServer = Math.round((m.routerBytes / servers) * 10) / 10
  const figures = { ...matchBlocks(m, clients), ...reportRates(m, keys) }
  if (m.broken.length > 0) throw new Error(`invariants: ${m.broken.join('; ')}`)
  return { servers, bytesPerServer, subscribeUs, ...figures }
}

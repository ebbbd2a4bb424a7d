/** Floods of the router by those who pay for it: what a block costs at the limits of gas and of parameters. */
import { GasMeter } from '../../chain/types/gas.js'
import { TxError } from '../../chain/types/errors.js'
import type { MatchTerms } from '../../modules/router/matches.js'
import { DEFAULT_PARAMS } from '../../modules/router/params.js'
import { clientAt, operatorAt, settle, StoredMarket } from '../bench/routerBlocks.js'
import { address } from '../support/memoryContext.js'
import { offer } from '../modules/router/servers.js'
import { LOOPBACK } from '../../modules/router/state.js'

export interface FloodRow {
  readonly flood: string
  /** Messages of a block, by its limit of gas or by the cap. */
  readonly messages: number
  readonly refusedShare: number
  readonly gasEach: number
  /** Processor time: messages, end of block and commit; the dearest block of the run. */
  readonly blockMs: number
  readonly messagesMs: number
  readonly endMs: number
  readonly commitMs: number
  /** Of the block interval: the rest of it is idle. */
  readonly share: number
  /** Time from block to block over that of an idle chain, by a node that makes a block every interval. */
  readonly ratio: number
  readonly ok: boolean
}

/** What a block may be slower under a flood. */
const RATIO_MAX = 1.1
const BLOCKS = 4

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

type Sent = readonly [name: string, msg: object]

/** Runs one message with a meter, as a transaction that its sender pays for; gas, and whether it was refused. */
function send(m: StoredMarket, [name, msg]: Sent): { gas: number; refused: boolean } {
  const outer = m.ctx
  const gas = new GasMeter(undefined)
  m.ctx = outer.with({ gas })
  let refused = false
  try {
    m.run('router', name, msg)
  } catch (error) {
    if (!(error instanceof TxError)) throw error
    refused = true
  }
  m.ctx = outer
  return { gas: Number(gas.used), refused }
}

interface Flood {
  readonly name: string
  /** Messages at most; gas may end a block before. */
  readonly most: number
  before?(): void
  message(i: number): Sent
}

function measure(m: StoredMarket, flood: Flood, limits: FloodOptions): FloodRow {
  let worst: FloodRow | undefined
  let sent = 0
  for (let block = 0; block < BLOCKS; block++) {
    let [used, messages, refused] = [0, 0, 0]
    const begun = cpuMs()
    while (messages < flood.most && used < limits.maxGas) {
      const one = send(m, flood.message(sent++))
      used += one.gas + limits.txGas
      messages += 1
      if (one.refused) refused += 1
    }
    const messagesMs = cpuMs() - begun
    const { endUs, commitUs } = m.end()
    const [endMs, commitMs] = [endUs / 1000, commitUs / 1000]
    const blockMs = messagesMs + endMs + commitMs
    const share = blockMs / limits.blockMs
    const ratio = Math.max(share, 1)
    if (worst !== undefined && worst.blockMs >= blockMs) continue
    worst = {
      ...{ flood: flood.name, messages, refusedShare: messages === 0 ? 0 : refused / messages },
      ...{ gasEach: messages === 0 ? 0 : Math.round(used / messages) },
      ...{ blockMs, messagesMs, endMs, commitMs, share, ratio, ok: ratio <= RATIO_MAX },
    }
  }
  return worst as FloodRow
}

export interface FloodOptions {
  readonly servers: number
  /** Of a block. */
  readonly maxGas: number
  /** Of a transaction besides its message: signature, size, account. */
  readonly txGas: number
  /** Interval of blocks. */
  readonly blockMs: number
  readonly progress?: (text: string) => void
}

/** A market of so many servers, then floods of it, each block as full as gas and parameters let it be. */
export function simulateRouterFlood(options: FloodOptions): readonly FloodRow[] {
  const { reseatsPerBlock, endingsPerBlock } = DEFAULT_PARAMS
  // As many requests of few clients as a chain takes of many.
  const m = new StoredMarket({ maxMatchesPerClient: 10_000 })
  const clients = settle(m, options.servers, [])
  const limit = (change: object): void =>
    m.keeper.params.set(m.ctx, { ...m.keeper.paramsOrDefault(m.ctx), ...change })
  limit({ reseatsPerBlock, endingsPerBlock })
  const ask = (i: number, change: Partial<MatchTerms>): Sent => [
    'MsgRequestMatch',
    { client: address(clientAt(i % clients)), terms: m.terms(change) },
  ]
  const subscription = (i: number, change: object): Sent => [
    'MsgSubscribeServer',
    {
      ...{ operator: address(operatorAt(i % 16)), endpoint: 'http://127.0.0.1:8080' },
      ...{ transport: LOOPBACK, transportKey: new Uint8Array(), region: 'eu-west' },
      receiptKey: { algorithm: 1, key: new Uint8Array(32).fill(1) },
      ...{ priceDenom: 'uinx', offers: [offer(0)], aggregators: [address(500)], hardware: null },
      ...change,
    },
  ]
  const floods: readonly Flood[] = [
    { name: 'idle', most: 0, message: (i) => ask(i, {}) },
    {
      name: 'subscriptions: false endpoint',
      most: 1_000_000,
      message: (i) => subscription(i, { endpoint: 'ftp://nowhere' }),
    },
    {
      name: 'subscriptions: a region that nobody knows',
      most: 1_000_000,
      message: (i) => subscription(i, { operator: address(3000 + (i % 64)), region: 'atlantis' }),
    },
    {
      name: 'subscriptions: beyond what an operator may have',
      most: 1_000_000,
      message: (i) => subscription(i, {}),
    },
    {
      name: 'requests that nobody can serve: latency',
      most: 1_000_000,
      message: (i) => ask(i, { maxLatencyUs: 1 }),
    },
    { name: 'requests that are served', most: 1_000_000, message: (i) => ask(i, {}) },
    {
      name: 'requests beyond the cap of every client',
      most: 1_000_000,
      before: () => limit({ maxMatchesPerClient: DEFAULT_PARAMS.maxMatchesPerClient }),
      message: (i) => ask(i, {}),
    },
  ]
  const rows: FloodRow[] = []
  for (const flood of floods) {
    flood.before?.()
    const row = measure(m, flood, options)
    options.progress?.(
      `${row.ok ? 'ok' : 'OVER'} ${row.flood}: ${row.messages} messages of ${row.gasEach} gas, ` +
        `${row.blockMs.toFixed(1)} ms a block (${row.messagesMs.toFixed(1)} + ${row.endMs.toFixed(1)} + ` +
        `${row.commitMs.toFixed(1)}), ${(row.share * 100).toFixed(1)} % of the interval, ` +
        `ratio ${row.ratio.toFixed(2)}`,
    )
    rows.push(row)
    // What waits is worked off before the next.
    for (let i = 0; i < 8; i++) m.end()
  }
  if (m.broken.length > 0) throw new Error(`invariants: ${m.broken.join('; ')}`)
  return rows
}

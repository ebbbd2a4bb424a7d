/**
 * Load reports of many servers in one transaction: each signed by its server, so that whoever brings them can
 * hold them back but not change them. Of each server the newest report alone is kept.
 */
import type { SignatureVerifier } from '../../chain/types/verifier.js'
import { message } from '../../client/message.js'
import { type LoadReport, loadReportBytes } from '../../proto/inference/objects.js'
import { verifySigned } from '../inference/signers.js'
import type { ChainView, MatchChain, ServerState } from '../supplier/chainView.js'
import type { SignedLoadReport } from '../supplier/loadReports.js'
import type { SubmitMessages } from '../supplier/outbox.js'
import { ManagerRefusal } from './refusal.js'

/** What a pool works with. */
export interface LoadPoolOptions {
  readonly chain: ChainView & MatchChain
  readonly verifier: SignatureVerifier
  /** Bech32 address that sends the batches and pays their gas. */
  readonly sender: string
  readonly submit: SubmitMessages
  /** From one batch to the next, in ms. */
  readonly intervalMs: number
  /** Bech32 address: servers that are not subscribed under it are refused; absent: any server is taken. */
  readonly aggregator?: string | undefined
  /** Servers at most. Default 100,000. */
  readonly serversMax?: number
  readonly nowMs: () => number
  readonly log: (text: string) => void
}

/** Reports of one call at most. */
export const LOADS_MAX = 64
/** How long a server's subscription is taken for what it was, in ms. */
const SERVER_MS = 30_000
/** Questions to the chain about servers in one second at most: anybody can name a server. */
const ASKS_PER_S = 100
/** How far the chain may be ahead of what is seen of it here, in blocks. */
const AHEAD_BLOCKS = 5n

interface Known {
  readonly atMs: number
  readonly server: ServerState | undefined
}

/** The newest report of each server, on its way to the chain. */
export class LoadPool {
  readonly #options: LoadPoolOptions
  readonly #waiting = new Map<bigint, SignedLoadReport>()
  /** Height of the newest report that was taken, by server. */
  readonly #newest = new Map<bigint, bigint>()
  readonly #servers = new Map<bigint, Known>()
  #asks = { secondMs: 0, count: 0 }
  #timer: NodeJS.Timeout | undefined
  #working: Promise<unknown> = Promise.resolve()
  /** For metrics. */
  readonly stats = { taken: 0, refused: 0, sent: 0, batches: 0 }

  constructor(options: LoadPoolOptions) {
    this.#options = options
  }

  get waiting(): number {
    return this.#waiting.size
  }

  /** Checks a report and keeps it for the next batch. @throws ManagerRefusal */
  async take(signed: SignedLoadReport): Promise<void> {
    try {
      await this.#take(signed)
      this.stats.taken += 1
    } catch (error) {
      this.stats.refused += 1
      throw error
    }
  }

  async #take(signed: SignedLoadReport): Promise<void> {
    const { report, signature } = signed
    const { chain, verifier, aggregator, serversMax = 100_000 } = this.#options
    if (report === null) throw new ManagerRefusal('malformed', 'the report is absent')
    if (report.chainId !== chain.chainId)
      throw new ManagerRefusal(
        'wrong_chain',
        `report for ${report.chainId.slice(0, 60)}, this is ${chain.chainId}`,
      )
    await this.#checkAge(report)
    const server = await this.#server(report.serverId)
    if (server === undefined)
      throw new ManagerRefusal('unknown_server', `the chain has no server ${report.serverId}`)
    if (aggregator !== undefined && !server.aggregators.includes(aggregator))
      throw new ManagerRefusal(
        'forbidden',
        `server ${report.serverId} is not subscribed under ${aggregator}`,
      )
    const key = server.receiptKey
    if (key === null || !verifySigned(verifier, key, loadReportBytes(report), signature))
      throw new ManagerRefusal(
        'bad_signature',
        `the report is not signed by the receipt key of server ${report.serverId}`,
      )
    if (!this.#newest.has(report.serverId) && this.#newest.size >= serversMax)
      throw new ManagerRefusal('overloaded', `${this.#newest.size} servers report here`)
    this.#newest.set(report.serverId, report.height)
    this.#waiting.set(report.serverId, signed)
  }

  async #checkAge({ serverId, height }: LoadReport): Promise<void> {
    const { chain } = this.#options
    const now = BigInt(chain.header()?.height ?? 0)
    const { reportMaxAgeBlocks } = await chain.routerParams()
    if (height + reportMaxAgeBlocks < now || height > now + AHEAD_BLOCKS)
      throw new ManagerRefusal('stale_report', `report of block ${height}, the newest is ${now}`)
    const before = this.#newest.get(serverId)
    if (before !== undefined && height < before)
      throw new ManagerRefusal(
        'stale_report',
        `report of block ${height}, ${before} was here before`,
      )
  }

  async #server(id: bigint): Promise<ServerState | undefined> {
    const { nowMs, chain, serversMax = 100_000 } = this.#options
    const now = nowMs()
    const known = this.#servers.get(id)
    if (known !== undefined && now - known.atMs < SERVER_MS) return known.server
    if (now - this.#asks.secondMs >= 1000) this.#asks = { secondMs: now, count: 0 }
    this.#asks.count += 1
    if (this.#asks.count > ASKS_PER_S)
      throw new ManagerRefusal('overloaded', 'too many servers are asked for: try again')
    const server = await chain.server(id)
    if (this.#servers.size >= serversMax) this.#servers.clear()
    this.#servers.set(id, { atMs: now, server })
    return server
  }

  start(): void {
    const { intervalMs, log } = this.#options
    const turn = async (): Promise<void> => {
      await this.flush().catch((error: Error) => log(`load reports wait: ${error.message}`))
      this.#timer = setTimeout(() => {
        this.#working = turn()
      }, intervalMs)
    }
    this.#working = turn()
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer)
    await this.#working
    clearTimeout(this.#timer)
  }

  /** Sends what waits; gives how many. What fails waits for the next batch, unless a newer one came. @throws Error */
  async flush(): Promise<number> {
    const { chain, sender, submit } = this.#options
    if (this.#waiting.size === 0) return 0
    const { maxReportsPerBatch, reportMaxAgeBlocks } = await chain.routerParams()
    const oldest = BigInt(chain.header()?.height ?? 0) - reportMaxAgeBlocks
    const all = [...this.#waiting].filter(([, { report }]) => (report?.height ?? 0n) >= oldest)
    this.#waiting.clear()
    // A server that is silent for so long is forgotten.
    for (const [id, height] of this.#newest) if (height < oldest) this.#newest.delete(id)
    for (let at = 0; at < all.length; at += maxReportsPerBatch) {
      const some = all.slice(at, at + maxReportsPerBatch)
      try {
        const reports = some.map(([, signed]) => signed)
        await submit([message('infonex.router.v1.MsgReportLoadBatch', { sender, reports })])
      } catch (error) {
        for (const [id, signed] of all.slice(at))
          if (!this.#waiting.has(id)) this.#waiting.set(id, signed)
        throw error
      }
      this.stats.sent += some.length
      this.stats.batches += 1
    }
    return all.length
  }
}

/** Reads the body of POST /loads. @throws ManagerRefusal */
export function readLoads(
  body: unknown,
  read: (text: string) => SignedLoadReport,
): SignedLoadReport[] {
  const { reports } = (body ?? {}) as { readonly reports?: unknown }
  if (!Array.isArray(reports)) throw new ManagerRefusal('malformed', 'want {"reports": [base64]}')
  if (reports.length > LOADS_MAX)
    throw new ManagerRefusal('batch_too_large', `want at most ${LOADS_MAX} reports`)
  return reports.map((text: unknown, i) => {
    if (typeof text !== 'string')
      throw new ManagerRefusal('malformed', `reports[${i}]: want base64`)
    try {
      return read(text)
    } catch (error) {
      const why = (error as Error).message.slice(0, 200)
      throw new ManagerRefusal('malformed', `reports[${i}]: ${why}`)
    }
  })
}

/** What became of one report. */
export interface LoadResult {
  readonly server_id: string
  readonly status: 'taken' | 'refused'
  readonly code?: string
  readonly error?: string
}

/** Takes the reports of one call. */
export async function takeAll(
  pool: LoadPool,
  reports: readonly SignedLoadReport[],
): Promise<{ readonly results: readonly LoadResult[] }> {
  const results: LoadResult[] = []
  for (const signed of reports) {
    const server_id = `${signed.report?.serverId ?? 0n}`
    try {
      await pool.take(signed)
      results.push({ server_id, status: 'taken' })
    } catch (error) {
      if (!(error instanceof ManagerRefusal)) throw error
      results.push({ server_id, status: 'refused', code: error.code, error: error.message })
    }
  }
  return { results }
}

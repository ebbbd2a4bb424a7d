import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { SignatureVerifier } from '../../chain/types/verifier.js'
import type { Signer } from '../inference/signers.js'
import { lockHome } from '../storage/homeLock.js'
import type { ContractChain } from '../supplier/chainView.js'
import { LoadPool, type LoadPoolOptions } from './loadPool.js'
import { SlaManager } from './manager.js'
import { openManagerLog } from './managerLog.js'
import { ManagerMetrics, startManagerMetrics } from './managerMetrics.js'
import { startManager } from './server.js'
import { Spending, type SpendingLimit } from './spending.js'

/** What a manager service needs. */
export interface ManagerOptions {
  /** Folder of its book; one process at a time. */
  readonly dir: string
  readonly chain: ContractChain
  readonly signer: Signer
  readonly verifier: SignatureVerifier
  readonly host?: string
  /** 0 = any free port. */
  readonly port?: number
  /** Where Prometheus scrapes; absent = nowhere. */
  readonly metrics?: { readonly host: string; readonly port: number }
  readonly limit?: SpendingLimit
  readonly channelsMax?: number
  /** Batches load reports of servers, by transactions of the sender's. */
  readonly loads?: Pick<
    LoadPoolOptions,
    'chain' | 'sender' | 'submit' | 'intervalMs' | 'aggregator'
  >
  readonly nowMs?: () => number
  /** Told once, when the book cannot be written. */
  readonly onFailure?: (error: Error) => void
}

/** A manager that answers. */
export interface RunningManager {
  readonly url: string
  readonly metricsUrl: string | undefined
  readonly manager: SlaManager
  /** Finishes what runs, writes the book, ends. */
  stop(): Promise<void>
}

/**
 * Reads the book and opens the ports.
 * @throws HomeInUseError when another process has the book: two would sign two things for one sequence
 */
export async function openManager(options: ManagerOptions): Promise<RunningManager> {
  const ends: (() => unknown)[] = []
  const stop = async (): Promise<void> => {
    for (const end of ends.splice(0).reverse()) await end()
  }
  try {
    mkdirSync(options.dir, { recursive: true, mode: 0o700 })
    ends.push(lockHome(options.dir))
    const spending = new Spending(options.limit)
    const nowMs = options.nowMs ?? Date.now
    const file = path.join(options.dir, 'book.log')
    const { log, books } = await openManagerLog(file, spending, nowMs())
    const { chain, signer, verifier, channelsMax, onFailure } = options
    const manager = new SlaManager({
      ...{ chain, signer, verifier, log, books, spending, nowMs },
      ...(channelsMax === undefined ? {} : { channelsMax }),
      ...(onFailure === undefined ? {} : { onFailure }),
    })
    const metrics = options.metrics === undefined ? undefined : new ManagerMetrics(manager)
    const loads =
      options.loads === undefined
        ? undefined
        : new LoadPool({ ...options.loads, verifier, nowMs, log: console.error })
    const server = await startManager(manager, {
      host: options.host ?? '127.0.0.1',
      port: options.port ?? 0,
      ...(metrics === undefined ? {} : { metrics }),
      ...(loads === undefined ? {} : { loads }),
    }).catch(async (error: unknown) => {
      await log.close()
      throw error
    })
    ends.push(() => server.close())
    loads?.start()
    ends.push(() => loads?.stop())
    const scraped =
      metrics === undefined || options.metrics === undefined
        ? undefined
        : await startManagerMetrics(metrics, options.metrics)
    if (scraped !== undefined) ends.push(() => scraped.stop())
    return { url: server.url, metricsUrl: scraped?.url, manager, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/**
 * What a server tells the chain of itself: signs of life, a few within each time to live, and its load where that
 * has changed by much. A small change waits for a great one, so that a busy server does not pay for each request.
 */
import { fromHex } from '../../chain/types/bytes.js'
import { message } from '../../client/message.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { loadReportBytes } from '../../proto/inference/objects.js'
import type { Signer } from '../inference/signers.js'
import type { ChainView, MatchChain } from './chainView.js'
import type { SubmitMessages } from './outbox.js'

/** Load of one model, as reports carry it. */
export type ModelLoad = PlainTypes['infonex.router.v1.ModelLoad']
/** A report as it travels. */
export type SignedLoadReport = PlainTypes['infonex.router.v1.SignedLoadReport']

/** Brings a signed report to an aggregator, which batches them. @throws Error when it does not take it */
export type LoadRelay = (report: SignedLoadReport) => Promise<void>

/** Requests of one model at work or waiting, and its slots. */
export interface Busy {
  /** Hex. */
  readonly model: string
  readonly busy: number
  readonly slots: number
}

/** What reports are made of. */
export interface LoadReporterOptions {
  readonly chain: ChainView & MatchChain
  readonly serverId: bigint
  /** Bech32 address that reports; pays the gas where no relay does. */
  readonly operator: string
  readonly submit: SubmitMessages
  /** Whether anybody wants to know: the server is subscribed under aggregators. */
  readonly isRouted: () => boolean
  /** The load now, in order of the models' ids. */
  readonly busy: () => readonly Busy[]
  /** Clients that hold a lease. */
  readonly connected: () => number
  /** With both, reports go to an aggregator; where it takes none, they go by the operator's own transactions. */
  readonly signer?: Signer | undefined
  readonly relay?: LoadRelay | undefined
  readonly log: (text: string) => void
  readonly nowMs: () => number
}

/** Signs of life in one time to live. */
const LIVES = 3
/** Looks at the load in one time to live: reports are not closer together. */
const LOOKS = 30
const LOOK_MIN_MS = 200
const LOOK_MAX_MS = 2_000

const freeOf = ({ busy, slots }: Busy): number => Math.max(0, slots - busy)

/** Whether a load is news: a model's free slots came to 0 or left it, or changed by more than a quarter of its slots. */
export function isNews(told: readonly Busy[], now: readonly Busy[]): boolean {
  if (told.length !== now.length) return true
  return now.some((one, i) => {
    const before = told[i] as Busy
    if (before.model !== one.model || before.slots !== one.slots) return true
    const [was, is] = [freeOf(before), freeOf(one)]
    return (was === 0) !== (is === 0) || 4 * Math.abs(is - was) > one.slots
  })
}

const loadsOf = (busy: readonly Busy[]): ModelLoad[] =>
  busy.map((one) => ({ modelId: fromHex(one.model), busyMilli: BigInt(one.busy) * 1000n }))

/** Tells the chain of one server until it is stopped. */
export class LoadReporter {
  readonly #options: LoadReporterOptions
  #told: readonly Busy[] = []
  /** When the chain, or a relay, last took something; -Infinity = never. */
  #toldMs = Number.NEGATIVE_INFINITY
  #timer: NodeJS.Timeout | undefined
  #working: Promise<void> = Promise.resolve()
  #isStopped = false

  constructor(options: LoadReporterOptions) {
    this.#options = options
  }

  start(): void {
    this.#working = this.#turn()
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    clearTimeout(this.#timer)
    await this.#working
  }

  async #turn(): Promise<void> {
    let waitMs = LOOK_MAX_MS
    try {
      const ttlMs = Number((await this.#options.chain.routerParams()).serverTtlMs)
      waitMs = Math.min(LOOK_MAX_MS, Math.max(LOOK_MIN_MS, ttlMs / LOOKS))
      await this.tell(ttlMs)
    } catch (error) {
      // What the chain did not take is told again at the next look.
      this.#options.log(`the load is not reported: ${(error as Error).message}`)
    }
    if (this.#isStopped) return
    this.#timer = setTimeout(() => {
      this.#working = this.#turn()
    }, waitMs)
  }

  /** Tells what is due now; resolves with what was told: nothing, that it lives, its load. @throws Error */
  async tell(ttlMs: number): Promise<'nothing' | 'life' | 'load'> {
    const { nowMs, busy: busyNow, isRouted } = this.#options
    if (!isRouted()) return 'nothing'
    const [now, busy] = [nowMs(), busyNow()]
    const news = isNews(this.#told, busy)
    if (!news && now - this.#toldMs < ttlMs / LIVES) return 'nothing'
    const isRelayed = await this.#relay(busy, ttlMs)
    if (!isRelayed) await this.#send(busy, news)
    this.#told = busy
    this.#toldMs = now
    return news ? 'load' : 'life'
  }

  async #send(busy: readonly Busy[], news: boolean): Promise<void> {
    const { submit, operator, serverId, connected } = this.#options
    const who = { operator, serverId }
    await submit([
      news
        ? message('infonex.router.v1.MsgReportLoad', {
            ...who,
            ...{ loads: loadsOf(busy), connected: connected(), queued: queuedOf(busy) },
          })
        : message('infonex.router.v1.MsgHeartbeat', who),
    ])
  }

  /** False where there is no relay, it takes nothing, or the chain has not heard of the server through it for long. */
  async #relay(busy: readonly Busy[], ttlMs: number): Promise<boolean> {
    const { relay, signer, chain, serverId, connected, log } = this.#options
    if (relay === undefined || signer === undefined) return false
    try {
      const headerMs = chain.header()?.timeMs ?? 0
      const heardMs = await chain.heardMs(serverId)
      const { height, seed } = await chain.newestSeed()
      const report = {
        ...{ chainId: chain.chainId, serverId, height, seed },
        ...{ loads: loadsOf(busy), connected: connected(), queued: queuedOf(busy) },
      }
      await relay({ report, signature: signer.sign(loadReportBytes(report)) })
      return headerMs - heardMs < (2 * ttlMs) / LIVES
    } catch (error) {
      log(`the aggregator takes no load report: ${(error as Error).message}`)
      return false
    }
  }
}

const queuedOf = (busy: readonly Busy[]): number =>
  busy.reduce((sum, one) => sum + Math.max(0, one.busy - one.slots), 0)

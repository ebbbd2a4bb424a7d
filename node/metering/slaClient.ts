import { sha256 } from '../../chain/codec/hash.js'
import { toHex } from '../../chain/types/bytes.js'
import { channelId } from '../../proto/inference/objects.js'
import {
  BATCH_MAX,
  type Measure,
  toWire,
  type WireAnswer,
  type WireBatch,
  type WireMeasure,
  type WireReport,
  type WireResult,
} from './managerApi.js'

/** Settings of an SLA client. */
export interface SlaClientOptions {
  /** http://host:port of the SLA Manager. */
  readonly url: string
  readonly fetch?: typeof fetch
  /** Measures of a batch at most. Default 64. */
  readonly batch?: number
  /** How long a measure waits for others to travel with, in ms. Default 0: as long as the batch before it. */
  readonly lingerMs?: number
  /** How long the manager has for an answer, in ms. Default 5,000. */
  readonly timeoutMs?: number
  /** First wait after a failure, in ms; it doubles up to `backoffMaxMs`. Default 100. */
  readonly backoffMs?: number
  /** Default 10,000. */
  readonly backoffMaxMs?: number
  /** Measures that wait at most; beyond it the oldest goes. Default 4,096. */
  readonly queue?: number
}

/** A manager that refuses a measure, or one that cannot be asked. */
export class ManagerError extends Error {
  override readonly name = 'ManagerError'
  /** Stable. */
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

interface Waiting {
  readonly measure: Measure
  readonly channel: string
  readonly done: (report: WireReport) => void
  readonly failed: (error: ManagerError) => void
}

/**
 * Forwards what its side has signed to an SLA Manager: in batches, again and again until the manager has it.
 * Its queue is in memory: what was signed is in the ledger of the supplier or the book of the client, and
 * since totals are cumulative, the newest answer of each channel is all that has to come again after a
 * restart.
 */
export class SlaClient {
  readonly #options: SlaClientOptions
  readonly #queue: Waiting[] = []
  #pumping = false
  #failures = 0
  #closed = false
  #wake: (() => void) | undefined
  /** Batches sent, measures booked, attempts that failed: for metrics. */
  readonly stats = { batches: 0, booked: 0, failures: 0, dropped: 0 }

  constructor(options: SlaClientOptions) {
    this.#options = options
  }

  /** True while the last attempt failed. */
  get away(): boolean {
    return this.#failures > 0
  }

  get waiting(): number {
    return this.#queue.length
  }

  /**
   * Resolves with what the manager says of the channel once it has booked the measure. A manager that is away
   * is tried again without end; the caller decides how long it waits.
   * @throws ManagerError when the manager refuses it, or the queue is full or closed
   */
  forward(measure: Measure): Promise<WireReport> {
    if (this.#closed) return Promise.reject(new ManagerError('closed', 'this SLA client is closed'))
    const channel = toHex(channelId(sha256, measure.descriptor))
    const result = new Promise<WireReport>((done, failed) => {
      this.#queue.push({ measure, channel, done, failed })
    })
    if (this.#queue.length > (this.#options.queue ?? 4096)) this.#drop()
    if (!this.#pumping) void this.#pump()
    return result
  }

  /** What the manager says of a channel. @throws ManagerError */
  async report(channel: Uint8Array): Promise<WireReport> {
    const response = await this.#fetch(`/vouchers/${toHex(channel)}`)
    return (await response.json()) as WireReport
  }

  /** Ends; what waits is refused. */
  close(): void {
    this.#closed = true
    this.#wake?.()
    for (const one of this.#queue.splice(0))
      one.failed(new ManagerError('closed', 'this SLA client is closed'))
  }

  /** The oldest one of a channel that has a newer one waiting, else the oldest. */
  #drop(): void {
    const later = new Map<string, number>()
    this.#queue.forEach((one, i) => later.set(one.channel, i))
    const at = this.#queue.findIndex((one, i) => (later.get(one.channel) as number) > i)
    const [gone] = this.#queue.splice(Math.max(at, 0), 1)
    this.stats.dropped += 1
    gone?.failed(new ManagerError('queue_full', 'too many measures wait for the manager'))
  }

  async #pump(): Promise<void> {
    this.#pumping = true
    while (this.#queue.length > 0 && !this.#closed) {
      if ((this.#options.lingerMs ?? 0) > 0) await this.#sleep(this.#options.lingerMs as number)
      const batch = this.#queue.splice(0, Math.min(this.#options.batch ?? 64, BATCH_MAX))
      try {
        settle(batch, await this.#send(batch))
        this.stats.booked += batch.length
        this.#failures = 0
      } catch (error) {
        const { code, message } = error as ManagerError
        if (code !== 'manager_away') {
          for (const one of batch) one.failed(new ManagerError(code, message))
          continue
        }
        this.#queue.unshift(...batch)
        this.#failures += 1
        this.stats.failures += 1
        await this.#sleep(this.#backoff())
      }
    }
    this.#pumping = false
    if (this.#closed)
      for (const one of this.#queue.splice(0))
        one.failed(new ManagerError('closed', 'this SLA client is closed'))
  }

  #backoff(): number {
    const { backoffMs = 100, backoffMaxMs = 10_000 } = this.#options
    const full = Math.min(backoffMs * 2 ** Math.min(this.#failures - 1, 20), backoffMaxMs)
    // Clients that lost the same manager do not come back in step.
    return full / 2 + (Math.random() * full) / 2
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  async #send(batch: readonly Waiting[]): Promise<WireAnswer> {
    this.stats.batches += 1
    const response = await this.#fetch('/metrics', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(wireBatch(batch)),
    })
    const answer = (await response.json()) as WireAnswer
    if (answer.results.length !== batch.length)
      throw new ManagerError('bad_answer', 'the manager answered for another batch')
    return answer
  }

  /** @throws ManagerError `manager_away` where another attempt may do better */
  async #fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const { url, timeoutMs = 5000 } = this.#options
    const call = this.#options.fetch ?? fetch
    const signal = AbortSignal.timeout(timeoutMs)
    const response = await call(url + path, { ...init, signal }).catch((error: unknown) => {
      throw new ManagerError('manager_away', `no answer: ${(error as Error).message}`)
    })
    if (response.ok) return response
    const body = (await response.json().catch(() => ({}))) as Record<string, unknown>
    const text = `${response.status}: ${String(body['error'])}`
    if (response.status === 429 || response.status >= 500)
      throw new ManagerError('manager_away', text)
    const code = typeof body['code'] === 'string' ? body['code'] : 'refused'
    throw new ManagerError(code, text)
  }
}

function wireBatch(batch: readonly Waiting[]): WireBatch {
  const channels = new Map(
    batch.map(({ channel, measure }) => [channel, measure.descriptor] as const),
  )
  return {
    channels: [...channels.values()].map((descriptor) =>
      toWire('infonex.payment.v1.ChannelDescriptor', descriptor),
    ),
    measures: batch.map(({ channel, measure }) => wireMeasure(channel, measure)),
  }
}

function wireMeasure(channel: string, measure: Measure): WireMeasure {
  const { receipt, measurement, request } = measure
  return {
    channel,
    ...(receipt === undefined
      ? {}
      : { receipt: toWire('infonex.inference.v1.SignedReceipt', receipt) }),
    ...(measurement === undefined
      ? {}
      : { measurement: toWire('infonex.inference.v1.SignedMeasurement', measurement) }),
    // The salt is between client and supplier; no signature covers it.
    ...(request === undefined
      ? {}
      : {
          request: toWire('infonex.inference.v1.SignedRequest', {
            ...request,
            salt: new Uint8Array(0),
          }),
        }),
  }
}

function settle(batch: readonly Waiting[], answer: WireAnswer): void {
  const reports = new Map(answer.channels.map((report) => [report.channel, report]))
  batch.forEach((one, i) => {
    const { status, code, error } = answer.results[i] as WireResult
    const report = reports.get(one.channel)
    if (status === 'refused' || report === undefined)
      one.failed(new ManagerError(code ?? 'refused', error ?? 'the manager refused the measure'))
    else one.done(report)
  })
}

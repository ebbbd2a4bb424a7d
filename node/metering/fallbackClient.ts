import type { PaidAnswer, PaidClient } from '../inference/paidClient.js'
import { PaidClientError } from '../inference/paidClientWire.js'
import type { Tensor } from '../../proto/inference/tensorJson.js'

/** Two channels to one server. */
export interface FallbackOptions {
  /** Paid by the SLA Manager. */
  readonly managed: PaidClient
  /** Paid by the client itself. */
  readonly direct: PaidClient
  /** After the manager did not pay, its channel rests for so long, in ms. Default 5,000. */
  readonly retryMs?: number
  readonly nowMs?: () => number
}

/** An answer, and which channel paid for it. */
export interface FallbackAnswer extends PaidAnswer {
  readonly by: 'managed' | 'direct'
}

/** What says that the answer before is not paid, so that nothing was served. */
const UNPAID: ReadonlySet<string> = new Set(['payer_away', 'unpaid'])

/**
 * Buys answers through the SLA Manager while it pays, and by direct micropayment while it does not: service
 * goes on. One answer of the managed channel may stay unpaid meanwhile, which is what it has prepaid for.
 */
export class FallbackClient {
  readonly #options: FallbackOptions
  #notBefore = 0

  constructor(options: FallbackOptions) {
    this.#options = options
  }

  /** Buys one answer, as PaidClient does. @throws PaidClientError */
  async infer(
    modelId: Uint8Array,
    inputs: readonly Tensor[],
    priceMax: bigint,
    binary = true,
  ): Promise<FallbackAnswer> {
    const { managed, direct, retryMs = 5000, nowMs = Date.now } = this.#options
    if (nowMs() >= this.#notBefore)
      try {
        return { ...(await managed.infer(modelId, inputs, priceMax, binary)), by: 'managed' }
      } catch (error) {
        if (!(error instanceof PaidClientError) || !UNPAID.has(error.code)) throw error
        this.#notBefore = nowMs() + retryMs
      }
    return { ...(await direct.infer(modelId, inputs, priceMax, binary)), by: 'direct' }
  }

  /** Pays what both channels owe. @throws AggregateError when one of them could not */
  async settle(): Promise<void> {
    const { managed, direct } = this.#options
    const all = await Promise.allSettled([managed.settle(), direct.settle()])
    const failed = all.flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : []))
    if (failed.length > 0) throw new AggregateError(failed, failed[0]?.message)
  }
}

import { amount } from './ir/amount.js'
import type { SlaIr } from './ir/compile.js'
import { SlaError } from './errors.js'
import { SlaIrError } from './ir/errors.js'
import { advance, startMeter } from './ir/meter.js'
import { type Counter, meterCounters } from './usage.js'

/** What a client expects to use. */
export interface Shape {
  readonly requests: number
  readonly inputBytes: bigint
  readonly outputBytes: bigint
}

/**
 * Price of requests of one shape for one model by a plan, in units of its denomination: as if they were all of the
 * usage, made now.
 * @throws TxError sla 29 when the plan has no price for them
 */
export function quoteShape(
  ir: SlaIr,
  plan: number,
  modelId: Uint8Array,
  { requests, inputBytes, outputBytes }: Shape,
  nowMs: bigint,
): bigint {
  const count = BigInt(requests)
  const totals: readonly (readonly [string, bigint])[] = [
    ['input_bytes', inputBytes * count],
    ['output_bytes', outputBytes * count],
    ['requests', count],
  ]
  const signed: Counter[] = totals.map(([metric, total]) => ({
    ...{ modelId, verb: 'infer', metric, total },
  }))
  const counters = meterCounters(signed)
  try {
    const meter = advance(ir, plan, startMeter(ir, plan, nowMs), [], counters, nowMs)
    return amount(ir, plan, meter, counters, nowMs)
  } catch (error) {
    if (!(error instanceof SlaIrError)) throw error
    throw SlaError.invalidUsage(`quote: ${error.message}`)
  }
}

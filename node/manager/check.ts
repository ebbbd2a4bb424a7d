/** POST /check: would this request be within quota, rate, cap and credit? */
import { fromHex } from '../../chain/types/bytes.js'
import { isInForce } from '../../modules/sla/agreement.js'
import { checkLimits } from '../../modules/sla/ir/limits.js'
import type { SlaIr } from '../../modules/sla/ir/compile.js'
import { SlaIrError } from '../../modules/sla/ir/errors.js'
import { gcra, rateOf, slidingWindow, type SlidingLog } from '../../modules/sla/ir/rates.js'
import { type Binding, resolve } from '../../modules/sla/ir/resolve.js'
import { bindingKey, usageOf } from '../../modules/sla/ir/usage.js'
import { meterCounters } from '../../modules/sla/usage.js'
import type { SignerKey } from '../../proto/inference/objects.js'
import { isCounted, type ServiceUnits } from '../metering/gateway.js'
import {
  covers,
  endOf,
  freshMetered,
  meter,
  type Metered,
  meteredOf,
  type ServiceContract,
} from '../metering/serviceContract.js'
import type { ChannelBook } from './channelBook.js'
import { sameKey } from './evidence.js'
import type { SlaManager } from './manager.js'
import { ManagerRefusal } from './refusal.js'

/** One limit, in the shape of SLA4OAI. */
export interface LimitAnswer {
  readonly resource: string
  readonly method: string
  readonly metric: string
  readonly limit: string
  readonly used: string
  /** ISO time from which more passes; null = never, or at once. */
  readonly awaitTo: string | null
}

/** Answer of POST /check, in the shape of SLA4OAI. */
export interface CheckAnswer {
  readonly accept: boolean
  /** Quotas that would be exceeded. */
  readonly quotas: readonly LimitAnswer[]
  /** Rates that would be exceeded. */
  readonly rates: readonly LimitAnswer[]
  readonly configuration: Readonly<Record<string, string>>
  readonly requestedMetrics: readonly string[]
  readonly error: string | null
  readonly reason: string | null
  /** What the request would cost, in units of the channel's denomination. */
  readonly price: string
}

/** What is asked. */
export interface CheckRequest {
  /** Hex. */
  readonly channel: string
  /** /v2/models/{hex id}/infer */
  readonly resource: string
  readonly method: string
  readonly metrics: Readonly<Record<string, bigint>>
}

const RESOURCE = /^\/v2\/models\/([0-9a-f]{64})\/infer$/
const METRICS_MAX = 16
/** A history this long has lost its beginning. */
const HISTORY_FULL = 127

/** Reads the body of POST /check. @throws ManagerRefusal */
export function readCheck(body: unknown): CheckRequest {
  const refuse = (text: string): never => {
    throw new ManagerRefusal('malformed', text)
  }
  if (typeof body !== 'object' || body === null) return refuse('want a JSON object')
  const { resource, method, metrics, scope } = body as Record<string, unknown>
  const channel = (scope as { channel?: unknown } | null | undefined)?.channel
  if (typeof channel !== 'string' || !/^[0-9a-f]{64}$/.test(channel))
    return refuse('scope.channel: want the channel id in hex')
  if (typeof resource !== 'string' || !RESOURCE.test(resource))
    return refuse('resource: want /v2/models/{hex model id}/infer')
  if (typeof method !== 'string' || method.toLowerCase() !== 'post')
    return refuse('method: want POST')
  const units = Object.entries((metrics ?? {}) as Record<string, unknown>)
  if (units.length > METRICS_MAX) return refuse(`metrics: want at most ${METRICS_MAX}`)
  for (const [name, value] of units) {
    if (!isCounted(name)) return refuse(`metrics: "${name.slice(0, 40)}" is not counted`)
    if (!/^\d{1,18}$/.test(String(value))) return refuse(`metrics.${name}: want a whole number`)
  }
  return {
    channel,
    resource,
    method: 'post',
    metrics: Object.fromEntries(units.map(([name, value]) => [name, BigInt(String(value))])),
  }
}

const NOTHING: ServiceUnits = {
  requests: 1n,
  input_bytes: 0n,
  output_bytes: 0n,
  compute_ms: 0n,
  input_elements: 0n,
  input_tokens: 0n,
  output_elements: 0n,
  output_tokens: 0n,
}

const isoTime = (ms: bigint | undefined): string | null =>
  ms === undefined || ms > 8_640_000_000_000_000n ? null : new Date(Number(ms)).toISOString()

/** Quotas that the usage afterwards would leave unbillable. */
function brokenQuotas(
  contract: ServiceContract,
  before: Metered,
  asked: CheckRequest,
  nowMs: bigint,
): LimitAnswer[] {
  const { ir, plan, allotment } = contract.retail
  const operation = { operation: asked.resource, method: asked.method }
  const was = meterCounters(before.counters)
  // Counters of 0 ask for the operation's own limits, used or not.
  const asks = ir.metrics
    .filter(({ name }) => !was.some((c) => c.operation === asked.resource && c.metric === name))
    .map(({ name }) => ({ ...operation, metric: name, total: 0n }))
  const own = new Set(
    resolve(ir, plan, asked.method, asked.resource).map((binding) => bindingKey(binding)),
  )
  const counters = [...was, ...asks]
  const { checks } = checkLimits(ir, plan, before.retailMeter, counters, nowMs, allotment)
  return checks.flatMap((one) => {
    const metric = ir.metrics[one.metricId]?.name ?? ''
    const units = asked.metrics[metric] ?? (metric === 'requests' ? 1n : 0n)
    const isOwn = own.has(bindingKey({ ...one, kind: 'quota' }))
    if (!isOwn || !one.isHard || units <= one.remainingUnits) return []
    return [
      {
        resource: asked.resource,
        method: asked.method,
        metric,
        limit: (one.usedUnits + one.remainingUnits).toString(),
        used: one.usedUnits.toString(),
        awaitTo: isoTime(one.resetMs),
      },
    ]
  })
}

/** Units of a binding that passed with each answer kept, oldest first. */
function passedOf(ir: SlaIr, plan: number, book: ChannelBook, binding: Binding): SlidingLog {
  const key = bindingKey(binding)
  let before: bigint | undefined
  const log: { atUs: bigint; units: bigint }[] = []
  for (const { endMs, counters } of book.history) {
    const found = usageOf(ir, plan, meterCounters(counters)).find(
      (one) => bindingKey(one.binding) === key,
    )
    const total = found?.units ?? 0n
    // The first one kept stands for all before it, unless it is the first of the channel.
    const isFirst = before === undefined && book.history.length > HISTORY_FULL
    const units = isFirst ? 0n : total - (before ?? 0n)
    if (units > 0n) log.push({ atUs: endMs * 1000n, units })
    before = total
  }
  return log
}

function brokenRates(
  contract: ServiceContract,
  book: ChannelBook,
  asked: CheckRequest,
  nowMs: bigint,
): LimitAnswer[] {
  const { ir, plan } = contract.retail
  const last = book.history[book.history.length - 1]?.endMs ?? 0n
  const nowUs = (last > nowMs ? last : nowMs) * 1000n
  return resolve(ir, plan, asked.method, asked.resource).flatMap((binding) => {
    const metric = ir.metrics[binding.metricId]?.name ?? ''
    const units = asked.metrics[metric] ?? (metric === 'requests' ? 1n : 0n)
    if (binding.kind !== 'rate' || units === 0n) return []
    const passed = passedOf(ir, plan, book, binding)
    return binding.limitIds.flatMap((id) => {
      const rate = rateOf(ir.limits[id] as SlaIr['limits'][number])
      if (rate === undefined) return []
      const recent = passed.filter((one) => one.atUs > nowUs - rate.periodUs)
      const verdict = rate.isAverage
        ? gcra(
            rate,
            recent.reduce((state, one) => gcra(rate, state, one.atUs, one.units).state, 0n),
            nowUs,
            units,
          )
        : slidingWindow(rate, recent, nowUs, units)
      if (verdict.isAccepted) return []
      const { waitUs } = verdict
      return [
        {
          resource: asked.resource,
          method: asked.method,
          metric,
          limit: (rate.max / 1_000_000n).toString(),
          used: recent.reduce((sum, one) => sum + one.units, 0n).toString(),
          awaitTo: waitUs === undefined ? null : isoTime((nowUs + waitUs + 999n) / 1000n),
        },
      ]
    })
  })
}

/** @throws ManagerRefusal unless the caller is a side of the contract, or the manager itself */
export function checkCaller(
  manager: SlaManager,
  contract: ServiceContract,
  caller: SignerKey | undefined,
): void {
  if (caller === undefined)
    throw new ManagerRefusal('unsigned', 'sign the call: headers infonex-key, -time, -signature')
  const allowed = [
    contract.retail.agreement.customerKey,
    contract.wholesale.agreement.providerKey,
    manager.tools.signer.key,
  ]
  if (!allowed.some((key) => key !== null && sameKey(key, caller)))
    throw new ManagerRefusal('forbidden', 'the key is of no side of this contract')
}

/** Answers POST /check. Nothing is counted: what was served is told by POST /metrics. */
export async function check(
  manager: SlaManager,
  asked: CheckRequest,
  caller: SignerKey | undefined,
): Promise<CheckAnswer> {
  const book = manager.mustBook(asked.channel)
  const contract = await manager.contractOf(book.key, book.descriptor)
  checkCaller(manager, contract, caller)
  const modelId = fromHex((RESOURCE.exec(asked.resource) as RegExpExecArray)[1] as string)
  const { newest } = book
  const before = newest === undefined ? freshMetered(contract) : meteredOf(newest)
  const nowMs = endOf(before, BigInt(manager.nowMs()))
  const answer = (error: string | null, reason: string | null, price = 0n) => ({
    ...{ configuration: {}, error, reason, price: price.toString() },
    requestedMetrics: ['requests', 'input_bytes', 'output_bytes', ...contract.metrics],
  })
  const no = (error: string, reason: string, price = 0n): CheckAnswer => ({
    ...{ accept: false, quotas: [], rates: [] },
    ...answer(error, reason, price),
  })
  for (const { agreement } of [contract.retail, contract.wholesale]) {
    if (!isInForce(agreement, nowMs)) return no('not_in_force', `agreement ${agreement.id}`)
    if (!covers(agreement, modelId)) return no('wrong_model', `agreement ${agreement.id}`)
  }
  if (book.stopped) return no('disputed', 'somebody has signed two things for one sequence')
  const state = await manager.stateOf(book.key, book.id)
  if (state === undefined) return no('no_channel', 'the chain has no such channel')
  try {
    const quotas = brokenQuotas(contract, before, asked, nowMs)
    const rates = brokenRates(contract, book, asked, nowMs)
    const units = { ...NOTHING, ...asked.metrics }
    const after = meter(contract, before, modelId, units, nowMs)
    const price = after.retail - before.retail
    const room = BigInt(state.cap) - before.retail
    if (quotas.length > 0 || rates.length > 0)
      return {
        accept: false,
        quotas,
        rates,
        ...answer(quotas.length > 0 ? 'quota' : 'rate', 'a limit would be exceeded', price),
      }
    if (price > room) return no('credit', `it costs ${price}, ${room} are left of the cap`, price)
    return { accept: true, quotas, rates, ...answer(null, null, price) }
  } catch (error) {
    if (error instanceof SlaIrError) return no('not_priced', error.message)
    throw error
  }
}

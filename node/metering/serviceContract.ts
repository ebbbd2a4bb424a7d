/** What a channel under two agreements costs: client, supplier and SLA Manager compute the same. */
import { sha256 } from '../../chain/codec/hash.js'
import { equalBytes, toHex } from '../../chain/types/bytes.js'
import { amount } from '../../modules/sla/ir/amount.js'
import { LIBRARY_CAPS } from '../../modules/sla/ir/caps.js'
import { compile, type SlaIr } from '../../modules/sla/ir/compile.js'
import { parsePlanDocument } from '../../modules/sla/ir/document.js'
import { advance, startMeter } from '../../modules/sla/ir/meter.js'
import { planIndex } from '../../modules/sla/ir/resolve.js'
import type { Allotment } from '../../modules/sla/ir/terms.js'
import { meterCounters, priceOfUsage } from '../../modules/sla/usage.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import {
  channelId,
  type ChannelDescriptor,
  type Counter,
  type Receipt,
} from '../../proto/inference/objects.js'
import {
  addUnits,
  FURTHER_METRICS,
  type FurtherMetric,
  isCounted,
  type ServiceUnits,
} from './gateway.js'

/** An agreement as the chain shows it. */
export type Agreement = PlainTypes['infonex.sla.v1.Agreement']
/** What a meter remembers beside the counters. */
export type MeterState = PlainTypes['infonex.sla.v1.MeterState']

/** Where agreements and plans come from. */
export interface AgreementSource {
  /** Undefined when there is no such agreement. */
  agreement(id: bigint): Promise<Agreement | undefined>
  /** Canonical JSON of one version of a plan; undefined when there is none. */
  planDocument(id: bigint, version: number): Promise<Uint8Array | undefined>
  /** A channel's part of an agreement's quotas and base price; undefined = all of it (rules.md C6). */
  allotment(agreementId: bigint, channelId: Uint8Array): Promise<Allotment | undefined>
}

/** One agreement with its compiled plan. */
export interface Side {
  readonly agreement: Agreement
  readonly ir: SlaIr
  /** Index of the plan in the document. */
  readonly plan: number
  readonly denom: string
  /** The channel's part of it; undefined = all. */
  readonly allotment: Allotment | undefined
}

/** A channel's two agreements. */
export interface ServiceContract {
  readonly retail: Side
  readonly wholesale: Side
  /** When the channel opened: its meters begin there. */
  readonly startMs: bigint
  /** Metrics beyond the basic three that a plan prices. */
  readonly metrics: readonly FurtherMetric[]
}

/** Usage of a channel up to an answer, with its price. */
export interface Metered {
  readonly counters: readonly Counter[]
  readonly retailMeter: MeterState
  readonly wholesaleMeter: MeterState
  /** By the retail plan, whole units of the channel's denomination. */
  readonly retail: bigint
  readonly wholesale: bigint
}

/** A contract under which nothing can be served; `code` is stable. */
export class ContractError extends Error {
  override readonly name = 'ContractError'
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

const KIND = { retail: 1, wholesale: 2 } as const
/** AgreementStatus from which an agreement binds. */
const ACTIVE = 2
/** Compiled plans kept. */
const PLANS_MAX = 256

/** Whether an agreement covers a model. */
export function covers(agreement: Agreement, modelId: Uint8Array): boolean {
  return (
    agreement.models.length === 0 || agreement.models.some((model) => equalBytes(model, modelId))
  )
}

/** The operation of a counter, as plans name it (rules.md C4). */
export function operationOf(modelId: Uint8Array, verb = 'infer'): string {
  return `/v2/models/${toHex(modelId)}/${verb}`
}

/** Reads contracts; plans are compiled once, from the document whose hash the agreement pins. */
export class Contracts {
  readonly #source: AgreementSource
  readonly #plans = new Map<string, SlaIr>()

  constructor(source: AgreementSource) {
    this.#source = source
  }

  /** @throws ContractError when the agreements do not fit the channel or each other */
  async of(descriptor: ChannelDescriptor): Promise<ServiceContract> {
    const { retailId, wholesaleId, denom, startMs } = descriptor
    const id = channelId(sha256, descriptor)
    const [retail, wholesale] = await Promise.all([
      this.#side(retailId, KIND.retail, id),
      this.#side(wholesaleId, KIND.wholesale, id),
    ])
    const refuse = (text: string): never => {
      throw new ContractError('not_contract', text)
    }
    if (retail.agreement.provider !== wholesale.agreement.customer)
      refuse(`agreements ${retailId} and ${wholesaleId} are of two aggregators`)
    if (retail.agreement.customer !== descriptor.escrowOwner)
      refuse(`agreement ${retailId} is not of the channel's payer ${descriptor.escrowOwner}`)
    for (const side of [retail, wholesale])
      if (side.denom !== denom)
        refuse(`channel pays in ${denom}, agreement ${side.agreement.id} in ${side.denom}`)
    return { retail, wholesale, startMs, metrics: pricedMetrics([retail, wholesale]) }
  }

  async #side(id: bigint, kind: number, channel: Uint8Array): Promise<Side> {
    const agreement = await this.#source.agreement(id)
    if (agreement === undefined || agreement.kind !== kind || agreement.status < ACTIVE)
      throw new ContractError(
        'no_agreement',
        `there is no ${kind === KIND.retail ? 'retail' : 'wholesale'} agreement ${id} in force`,
      )
    const { plan } = agreement
    if (plan === null) throw new ContractError('no_plan', `agreement ${id} has no plan`)
    const ir = await this.#plan(plan)
    if (ir.settlement === null)
      throw new ContractError('no_settlement', `plan ${plan.planId} says not what it is paid in`)
    const allotment = await this.#source.allotment(id, channel)
    const { denom } = ir.settlement
    return { agreement, ir, plan: planIndex(ir, plan.name), denom, allotment }
  }

  async #plan(ref: NonNullable<Agreement['plan']>): Promise<SlaIr> {
    const key = `${ref.planId} ${ref.version} ${toHex(ref.canonSha256)}`
    const known = this.#plans.get(key)
    if (known !== undefined) return known
    const document = await this.#source.planDocument(ref.planId, ref.version)
    if (document === undefined)
      throw new ContractError('no_plan', `there is no plan ${ref.planId}, version ${ref.version}`)
    if (!equalBytes(sha256(document), ref.canonSha256))
      throw new ContractError('wrong_plan', `plan ${ref.planId} is not the one agreed on`)
    const ir = compile(parsePlanDocument(document, LIBRARY_CAPS), LIBRARY_CAPS)
    const oldest = this.#plans.keys().next()
    if (this.#plans.size >= PLANS_MAX && oldest.done !== true) this.#plans.delete(oldest.value)
    this.#plans.set(key, ir)
    return ir
  }
}

function pricedMetrics(sides: readonly Side[]): FurtherMetric[] {
  const named = new Set(
    sides.flatMap(({ ir }) => ir.metrics.map(({ name }) => name).filter(isCounted)),
  )
  return FURTHER_METRICS.filter((metric) => named.has(metric))
}

/** A channel without usage. Its price is 0: the base price comes with the first answer. */
export function freshMetered(contract: ServiceContract): Metered {
  const { retail, wholesale, startMs } = contract
  return {
    counters: [],
    retailMeter: startMeter(retail.ir, retail.plan, startMs),
    wholesaleMeter: startMeter(wholesale.ir, wholesale.plan, startMs),
    retail: 0n,
    wholesale: 0n,
  }
}

/** What a receipt says of its channel. @throws ContractError when it has no meters */
export function meteredOf(receipt: Receipt, wholesale = 0n): Metered {
  const { retailMeter, wholesaleMeter, counters } = receipt
  if (retailMeter === null || wholesaleMeter === null)
    throw new ContractError('no_meter', `receipt ${receipt.sequence} has no meters`)
  return { counters, retailMeter, wholesaleMeter, retail: BigInt(receipt.cumulative), wholesale }
}

/** A time at which an answer may end: clocks that go back do not take meters with them. */
export function endOf(before: Metered, nowMs: bigint): bigint {
  const { tMs } = before.retailMeter
  return nowMs > tMs ? nowMs : tMs
}

/**
 * Usage with one more answer that ended at `endMs`.
 * @throws SlaIrError when time goes back, the price is custom, or a plan is settled in nothing
 */
export function meter(
  contract: ServiceContract,
  before: Metered,
  modelId: Uint8Array,
  units: ServiceUnits,
  endMs: bigint,
): Metered {
  const counters = addUnits(before.counters, modelId, units, contract.metrics)
  const was = meterCounters(before.counters)
  const now = meterCounters(counters)
  const side = ({ ir, plan, allotment }: Side, state: MeterState) => {
    const next = advance(ir, plan, state, was, now, endMs, allotment)
    return { next, amount: amount(ir, plan, next, now, endMs, allotment) }
  }
  const retail = side(contract.retail, before.retailMeter)
  const wholesale = side(contract.wholesale, before.wholesaleMeter)
  return {
    counters,
    retailMeter: retail.next,
    wholesaleMeter: wholesale.next,
    retail: retail.amount,
    wholesale: wholesale.amount,
  }
}

/** The retail price of all that a receipt counts, by its own meter. @throws SlaIrError or ContractError */
export function retailOf(contract: ServiceContract, receipt: Receipt): bigint {
  const { retailMeter: meter, counters } = meteredOf(receipt)
  const { ir, plan, allotment } = contract.retail
  const usage = { counters, meter, startMs: contract.startMs, timeMs: receipt.endMs }
  return priceOfUsage(ir, plan, usage, allotment)
}

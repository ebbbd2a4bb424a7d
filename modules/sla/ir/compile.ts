import type { PlainTypes } from '../../../proto/gen/plain.js'
import { LIBRARY_CAPS, type Caps } from './caps.js'
import { fromDecimal, toDecimal } from './decimal.js'
import type {
  DocEntry,
  DocGuarantee,
  DocLimit,
  DocPack,
  DocPeriod,
  DocPlan,
  PlanDocument,
} from './documentTypes.js'
import { SlaIrError } from './errors.js'
import { compareTexts, Interner, ListInterner, sortedIds } from './tables.js'
import * as values from './values.js'

/** The integer form of a document. */
export type SlaIr = PlainTypes['infonex.sla.v1.SlaIr']
type IrLimit = PlainTypes['infonex.sla.v1.IrLimit']
type IrPlan = PlainTypes['infonex.sla.v1.IrPlan']
type IrGuarantee = PlainTypes['infonex.sla.v1.IrGuarantee']
type IrPack = PlainTypes['infonex.sla.v1.IrPack']
type IrPeriod = PlainTypes['infonex.sla.v1.IrPeriod']

const VERSION = 1
const MASK_BITS = values.METHODS.length

const irPeriod = (period: DocPeriod | undefined): IrPeriod | null =>
  period === undefined ? null : { unit: period.unit, amount: period.amount }

const irPack = (pack: DocPack | undefined): IrPack | null =>
  pack === undefined
    ? null
    : { units: toDecimal(pack.units), cost: toDecimal(pack.cost), rounding: pack.rounding }

const MAX_KINDS = { unlimited: values.UNLIMITED, custom: values.CUSTOM } as const

function irLimit(limit: DocLimit): IrLimit {
  const isFinite = typeof limit.max === 'bigint'
  return {
    maxKind: typeof limit.max === 'bigint' ? values.FINITE : MAX_KINDS[limit.max],
    max: isFinite ? toDecimal(limit.max as bigint) : null,
    period: irPeriod(limit.period),
    average: limit.average,
    tenant: limit.tenant,
    operation: irPack(limit.operation),
    overage: irPack(limit.overage),
  }
}

const periodKey = (period: IrPeriod | null): bigint[] =>
  period === null ? [99n, 0n] : [BigInt(period.unit), BigInt(period.amount)]

const packKey = (pack: IrPack | null): bigint[] =>
  pack === null
    ? [-1n, 0n, 0n]
    : [fromDecimal(pack.units), fromDecimal(pack.cost), BigInt(pack.rounding)]

/** What limits are sorted by: shorter periods first, then smaller maxima. */
function limitKey(limit: IrLimit): bigint[] {
  return [
    ...periodKey(limit.period),
    BigInt(limit.maxKind),
    limit.max === null ? 0n : fromDecimal(limit.max),
    BigInt(limit.average),
    BigInt(limit.tenant),
    ...packKey(limit.operation),
    ...packKey(limit.overage),
  ]
}

interface Keyed<T> {
  readonly key: readonly bigint[]
  readonly value: T
}

function compareKeyed(a: Keyed<unknown>, b: Keyed<unknown>): number {
  const at = a.key.findIndex((part, i) => part !== b.key[i])
  if (at < 0) return 0
  return (a.key[at] as bigint) < (b.key[at] as bigint) ? -1 : 1
}

/** Limits of a document: one row each, however often they are there. */
class LimitTable {
  readonly #table = new Interner<Keyed<IrLimit>>(compareKeyed)
  readonly #keys = new Map<DocLimit, string>()

  constructor(entries: readonly DocEntry[], caps: Caps) {
    for (const limit of entries.flatMap((entry) => entry.limits)) {
      const value = irLimit(limit)
      const key = limitKey(value)
      this.#keys.set(limit, key.join())
      this.#table.add(key.join(), { key, value })
      if (this.#table.size > caps.limits)
        throw new SlaIrError('plans', `more than ${caps.limits} different limits`)
    }
  }

  finish(): IrLimit[] {
    return this.#table.finish().map((row) => row.value)
  }

  ids(limits: readonly DocLimit[]): number[] {
    return sortedIds(limits.map((limit) => this.#table.id(this.#keys.get(limit) as string)))
  }
}

/** Rules of a document: paths and the methods under each. */
interface Rules {
  readonly paths: readonly string[]
  readonly masks: readonly number[]
  readonly count: number
  id(path: string, method: number): number
}

function rulesOf(entries: readonly DocEntry[]): Rules {
  const masks = new Map<string, number>()
  for (const { path, method } of entries) masks.set(path, (masks.get(path) ?? 0) | (1 << method))
  const paths = [...masks.keys()].sort(compareTexts)
  const ids = new Map<string, number>()
  let count = 0
  for (const path of paths)
    for (let method = 0; method < MASK_BITS; method++)
      if (((masks.get(path) as number) >> method) & 1) ids.set(`${method} ${path}`, count++)
  return {
    paths,
    masks: paths.map((path) => masks.get(path) as number),
    count,
    id: (path, method) => ids.get(`${method} ${path}`) as number,
  }
}

/** Code units that a path shares with the one before; never half of a surrogate pair. */
function sharedLength(before: string, path: string): number {
  let n = 0
  while (n < before.length && before[n] === path[n]) n++
  const code = path.charCodeAt(n - 1)
  return n > 0 && code >= 0xd800 && code <= 0xdbff ? n - 1 : n
}

type Tables = Pick<SlaIr, 'metricLimits' | 'sets' | 'rows' | 'ruleRows'>

/** One number a rule: the row of its sets, of which there is one a plan and kind. */
function internRows(
  columns: readonly (readonly DocEntry[])[],
  rules: Rules,
  limits: LimitTable,
): Tables {
  const metricLimits = new ListInterner()
  const lists = columns.map((entries) =>
    entries.map((entry) => [entry.metricId, ...limits.ids(entry.limits)]),
  )
  for (const list of lists.flat()) metricLimits.add(list)
  const terms = metricLimits.finish()

  const members = columns.map(() => Array.from({ length: rules.count }, (): number[] => []))
  columns.forEach((entries, column) =>
    entries.forEach((entry, i) =>
      members[column]?.[rules.id(entry.path, entry.method)]?.push(
        metricLimits.id(lists[column]?.[i] as number[]),
      ),
    ),
  )
  const sets = new ListInterner()
  const sorted = members.map((column) => column.map(sortedIds))
  for (const set of sorted.flat()) if (set.length > 0) sets.add(set)
  const setTable = sets.finish()

  const rows = new ListInterner()
  const rowOf = Array.from({ length: rules.count }, (_, rule) =>
    sorted.map((column) => {
      const set = column[rule] as number[]
      return set.length === 0 ? 0 : sets.id(set) + 1
    }),
  )
  for (const row of rowOf) rows.add(row)
  const rowTable = rows.finish()
  return {
    metricLimits: terms.map(([metricId, ...limitIds]) => ({
      metricId: metricId as number,
      limitIds,
    })),
    sets: setTable.map((set) => ({ metricLimitsIds: [...set] })),
    rows: rowTable.map((row) => ({ setNumbers: [...row] })),
    ruleRows: rowOf.map((row) => rows.id(row)),
  }
}

function irGuarantee(guarantee: DocGuarantee): IrGuarantee {
  return {
    path: guarantee.path,
    method: guarantee.method,
    metricId: guarantee.metricId,
    comparison: guarantee.comparison,
    value: toDecimal(guarantee.value),
    period: irPeriod(guarantee.period),
    dynamic: guarantee.dynamic,
    quantileBps: guarantee.quantileBps,
    credits: [...guarantee.credits].sort((a, b) => a.belowBps - b.belowBps),
  }
}

function guaranteeKey(g: IrGuarantee): bigint[] {
  return [
    BigInt(g.metricId),
    BigInt(g.comparison),
    fromDecimal(g.value),
    ...periodKey(g.period),
    BigInt(g.dynamic),
    BigInt(g.quantileBps),
    ...g.credits.flatMap((credit) => [BigInt(credit.belowBps), BigInt(credit.creditBps)]),
  ]
}

function irPlan(plan: DocPlan): IrPlan {
  const guarantees = new Map<string, IrGuarantee>()
  for (const g of plan.guarantees.map(irGuarantee))
    guarantees.set([...guaranteeKey(g), g.method, g.path].join(' '), g)
  const isCustom = plan.cost === 'custom'
  return {
    name: plan.name,
    pricing: {
      custom: isCustom,
      cost: isCustom ? null : toDecimal(plan.cost as bigint),
      currency: plan.currency,
      period: irPeriod(plan.period),
    },
    guarantees: [...guarantees]
      .sort(
        ([k, a], [l, b]) =>
          compareTexts(a.path, b.path) || compareTexts(a.method, b.method) || compareTexts(k, l),
      )
      .map(([, g]) => g),
    availability: [...new Set(plan.availability)].sort(compareTexts),
    configuration: [...plan.configuration].sort((a, b) => compareTexts(a.key, b.key)),
  }
}

/**
 * Compiles a document to its integer form. What it gives depends on the meaning alone: the order of a list of
 * limits, a limit that is there twice, are not in it.
 * @throws SlaIrError when there are more different limits than the cap
 */
export function compile(document: PlanDocument, caps: Caps = LIBRARY_CAPS): SlaIr {
  const columns = document.plans.flatMap((plan) => [plan.quotas, plan.rates])
  const entries = columns.flat()
  const limits = new LimitTable(entries, caps)
  const limitTable = limits.finish()
  const rules = rulesOf(entries)
  const shared = rules.paths.map((path, i) => sharedLength(rules.paths[i - 1] ?? '', path))
  const { settlement } = document
  return {
    version: VERSION,
    context: { ...document.context },
    settlement:
      settlement === undefined
        ? null
        : { denom: settlement.denom, units: settlement.units, per: settlement.per },
    tzOffsetMinutes: document.tzOffsetMinutes,
    metrics: document.metrics.map((metric) => ({ ...metric })),
    pathShared: shared,
    pathRest: rules.paths.map((path, i) => path.slice(shared[i])),
    pathMethods: [...rules.masks],
    limits: limitTable,
    ...internRows(columns, rules, limits),
    plans: document.plans.map(irPlan),
  }
}

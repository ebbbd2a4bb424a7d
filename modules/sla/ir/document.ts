import { CHAIN_CAPS, type Caps } from './caps.js'
import { readGuarantees } from './documentGuarantees.js'
import type {
  DocContext,
  DocEntry,
  DocLimit,
  DocMetric,
  DocPack,
  DocPlan,
  DocSettlement,
  PlanDocument,
} from './documentTypes.js'
import { shown, SlaIrError, step } from './errors.js'
import { readCanonicalJson, type JsonNode } from './json.js'
import { checkPath } from './paths.js'
import {
  decimalAt,
  Fields,
  listAt,
  membersAt,
  readPeriod,
  textAt,
  wordAt,
  type Reading,
} from './reader.js'
import * as values from './values.js'

const MAX_RATIO = 1_000_000_000_000_000_000n

function cap(path: string, what: string, count: number, most: number): void {
  if (count > most) throw new SlaIrError(path, `${count} ${what}, the most is ${most}`)
}

function readContext(node: JsonNode): DocContext {
  const f = new Fields('context', node)
  const context = {
    id: f.text('id'),
    provider: f.text('provider'),
    agreement: f.word('type', ['plans', 'agreement']) === 1,
    customer: f.optionalText('customer'),
    api: f.optionalText('api'),
  }
  f.end(['id', 'provider', 'type', 'customer', 'api'])
  return context
}

function readSettlement(node: JsonNode | undefined): DocSettlement | undefined {
  if (node === undefined) return undefined
  const f = new Fields('settlement', node)
  const settlement = {
    denom: f.text('denom'),
    units: f.whole('units', 1n, MAX_RATIO),
    per: f.whole('per', 1n, MAX_RATIO),
  }
  if (!/^[a-zA-Z][a-zA-Z0-9/:._-]{2,127}$/.test(settlement.denom))
    throw new SlaIrError(f.at('denom'), `"${shown(settlement.denom)}" is not a denomination`)
  f.end(['denom', 'units', 'per'])
  return settlement
}

function readMetric(name: string, node: JsonNode): DocMetric {
  const f = new Fields(step('metrics', name), node)
  const metric = {
    name: textAt(f.path, name),
    type: f.word('type', values.VALUE_TYPES),
    format: f.optionalText('format'),
    unit: f.optionalText('unit'),
    resolution: f.word('resolution', values.RESOLUTIONS, 0),
    kind: f.word('kind', values.METRIC_KINDS, 0),
  }
  f.end(['type', 'format', 'unit', 'resolution', 'kind'])
  return metric
}

function readPack(
  f: Fields,
  name: string,
  units: string,
  word: string,
  rounding: [number, number],
): DocPack | undefined {
  const node = f.get(name)
  if (node === undefined) return undefined
  const p = new Fields(f.at(name), node)
  const pack = {
    units: p.decimal(units),
    cost: p.decimal('cost'),
    rounding: p.flag('rounding', word) ? rounding[1] : rounding[0],
  }
  if (pack.units <= 0n) throw new SlaIrError(p.at(units), 'a pack has more than 0 units')
  if (pack.cost < 0n) throw new SlaIrError(p.at('cost'), 'a cost is not negative')
  p.end([units, 'cost', 'rounding'])
  return pack
}

function readLimit(path: string, node: JsonNode): DocLimit {
  const f = new Fields(path, node)
  const max = f.need('max')
  const limit: DocLimit = {
    max: max === 'unlimited' || max === 'custom' ? max : decimalAt(f.at('max'), max),
    period: readPeriod(f, 'period'),
    average: f.flag('shape', 'average'),
    tenant: f.flag('scope', 'tenant'),
    operation: readPack(f, 'operation', 'volume', 'ceil', [values.PRORATA, values.PACK_CEIL]),
    overage: readPack(f, 'overage', 'excess', 'floor', [values.PACK_CEIL, values.PRORATA]),
  }
  f.end(['max', 'period', 'shape', 'scope', 'operation', 'overage'])
  if (typeof limit.max === 'bigint' && limit.max < 0n)
    throw new SlaIrError(f.at('max'), 'a limit is not negative')
  if (typeof limit.max !== 'bigint' && limit.overage !== undefined)
    throw new SlaIrError(f.at('overage'), `nothing is above a max of "${limit.max}"`)
  if (limit.average && (limit.period === undefined || typeof limit.max !== 'bigint'))
    throw new SlaIrError(f.at('shape'), 'an average has a period and a max')
  return limit
}

function readLimits(r: Reading, path: string, name: string, node: JsonNode): DocLimit[] {
  const metric = r.metrics[r.metricIds.get(name) ?? -1]
  if (metric === undefined) throw new SlaIrError(path, 'a metric that is not in metrics')
  const list = listAt(path, node)
  if (list.length === 0) throw new SlaIrError(path, 'an empty list: leave it out')
  cap(path, 'limits in one list', list.length, r.caps.limits)
  r.bindings++
  cap(path, 'lists of limits', r.bindings, r.caps.bindings)
  const limits = list.map((one, i) => readLimit(step(path, i), one))
  if (metric.kind !== values.COUNTER)
    limits.forEach((limit, i) => {
      if (limit.operation !== undefined || limit.overage !== undefined)
        throw new SlaIrError(
          step(path, i),
          `a ${values.METRIC_KINDS[metric.kind]} has no usage to charge for`,
        )
    })
  return limits
}

function readEntries(r: Reading, f: Fields, name: string): DocEntry[] {
  const node = f.get(name)
  if (node === undefined) return []
  const entries: DocEntry[] = []
  for (const [path, methods] of membersAt(f.at(name), node)) {
    const place = step(f.at(name), path)
    if (!r.paths.has(path)) checkPath(place, path)
    r.paths.add(path)
    cap(place, 'paths', r.paths.size, r.caps.paths)
    for (const [word, metrics] of membersAt(place, methods)) {
      const method = wordAt(step(place, word), word, values.METHODS)
      for (const [metric, list] of membersAt(step(place, word), metrics)) {
        const limits = readLimits(r, step(step(place, word), metric), metric, list)
        entries.push({ path, method, metricId: r.metricIds.get(metric) as number, limits })
      }
    }
  }
  return entries
}

function readPlan(r: Reading, name: string, node: JsonNode): DocPlan {
  const f = new Fields(step('plans', name), node)
  const pricing = new Fields(f.at('pricing'), f.need('pricing'))
  const cost = pricing.need('cost')
  const availability = f.get('availability')
  const configuration = f.get('configuration')
  const plan: DocPlan = {
    name: textAt(f.path, name),
    cost: cost === 'custom' ? cost : decimalAt(pricing.at('cost'), cost),
    currency: pricing.text('currency'),
    period: readPeriod(pricing, 'period'),
    quotas: readEntries(r, f, 'quotas'),
    rates: readEntries(r, f, 'rates'),
    guarantees: readGuarantees(r, f),
    availability: (availability === undefined
      ? []
      : listAt(f.at('availability'), availability)
    ).map((one, i) => textAt(step(f.at('availability'), i), one)),
    configuration: (configuration === undefined
      ? []
      : membersAt(f.at('configuration'), configuration)
    ).map(([key, value]) => {
      if (typeof value !== 'string')
        throw new SlaIrError(step(f.at('configuration'), key), 'this is not a string')
      return { key, value }
    }),
  }
  pricing.end(['cost', 'currency', 'period'])
  f.end(['pricing', 'quotas', 'rates', 'guarantees', 'availability', 'configuration'])
  if (typeof plan.cost === 'bigint' && plan.cost < 0n)
    throw new SlaIrError(pricing.at('cost'), 'a cost is not negative')
  if (!/^[A-Z]{3}$/.test(plan.currency))
    throw new SlaIrError(
      pricing.at('currency'),
      `"${shown(plan.currency)}", want three capital letters`,
    )
  return plan
}

/**
 * Reads a plan document in its normal form. Everything is checked: bytes that are not canonical, members that
 * are not known, numbers out of their grammar, and each cap before the work that it bounds.
 * @throws SlaIrError with the place and the reason
 */
export function parsePlanDocument(bytes: Uint8Array, caps: Caps = CHAIN_CAPS): PlanDocument {
  const f = new Fields('', readCanonicalJson(bytes, caps))
  f.word('form', ['1'])
  const metricNodes = membersAt('metrics', f.need('metrics'))
  cap('metrics', 'metrics', metricNodes.length, caps.metrics)
  const planNodes = membersAt('plans', f.need('plans'))
  cap('plans', 'plans', planNodes.length, caps.plans)
  if (planNodes.length === 0) throw new SlaIrError('plans', 'there is no plan')
  const metrics = metricNodes.map(([name, node]) => readMetric(name, node))
  const metricIds = new Map(metrics.map((metric, i) => [metric.name, i]))
  const r: Reading = { caps, metrics, metricIds, paths: new Set(), bindings: 0 }
  const document: PlanDocument = {
    context: readContext(f.need('context')),
    settlement: readSettlement(f.get('settlement')),
    tzOffsetMinutes:
      f.get('tzOffsetMinutes') === undefined
        ? 0
        : Number(f.whole('tzOffsetMinutes', -840n, 840n).toString()),
    metrics,
    plans: planNodes.map(([name, node]) => readPlan(r, name, node)),
  }
  f.end(['form', 'metrics', 'plans', 'context', 'settlement', 'tzOffsetMinutes'])
  return document
}

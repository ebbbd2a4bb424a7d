import type { PlainTypes } from '../../../proto/gen/plain.js'
import { minBig } from '../../../chain/types/arith.js'
import { assert } from '../../../chain/types/assert.js'
import { SlaIrError } from './errors.js'
import { add, compare, times, ZERO, type Fraction } from './fraction.js'
import { belowBudget, bendValue, lowest, type Bend, type Margin } from './margin.js'
import { capOf, type Side } from './sides.js'
import { samePeriod, windowsWithin } from './spans.js'
import { compareTexts } from './tables.js'

type IrPeriod = PlainTypes['infonex.sla.v1.IrPeriod']

/** One metric of one operation as both plans see it. */
export interface Meeting {
  readonly operation: string
  readonly metric: string
  readonly retail: Side
  readonly wholesale: Side
}

/** What some usage leaves of the retail price. */
export interface Part {
  readonly operation: string
  readonly metric: string
  /** Units in one period of the retail base. */
  readonly units: bigint
  /** (10,000 - fee) * retail - 10,000 * wholesale. */
  readonly value: Fraction
  readonly retail: Fraction
  readonly wholesale: Fraction
  /** True: more of it costs more than any base price can hold. */
  readonly isEndless: boolean
}

const BPS = 10_000n

/** Texts of the rules that a meeting's units are counted by; a side without a rule has none. */
function ruleKeys(one: Meeting): string[] {
  return (['retail', 'wholesale'] as const).flatMap((name) =>
    one[name].ruleId === undefined ? [] : [`${one.metric} ${name} ${one[name].ruleId}`],
  )
}

const meetingName = (one: Meeting): string =>
  `${one.metric} ${one.retail.ruleId} ${one.wholesale.ruleId} ${slopeKey(one.retail)} ${slopeKey(one.wholesale)}`

/** Meetings that share a rule on one side share units: they are looked at together. Each kind is there once. */
export function componentsOf(meetings: readonly Meeting[]): Meeting[][] {
  const seen = new Set<string>()
  let groups: { keys: string[]; members: Meeting[] }[] = []
  for (const one of meetings) {
    const name = meetingName(one)
    if (seen.has(name)) continue
    seen.add(name)
    const keys = ruleKeys(one)
    const touches = (group: { keys: string[] }): boolean => keys.some((k) => group.keys.includes(k))
    const touched = groups.filter(touches)
    groups = groups.filter((group) => !touches(group))
    groups.push({
      keys: [...new Set([...touched.flatMap((group) => group.keys), ...keys])].sort(compareTexts),
      members: [...touched.flatMap((group) => group.members), one],
    })
  }
  return groups.map((group) => group.members)
}

const slopeKey = (side: Side): string => `${side.slope.num}/${side.slope.den}`

/** What one unit leaves. */
function slopeOf(one: Meeting, fee: bigint): Fraction {
  return add(times(one.retail.slope, BPS - fee), times(one.wholesale.slope, -BPS))
}

const bendsAt = (bends: readonly Bend[], units: bigint): Fraction =>
  bends.reduce((sum, bend) => add(sum, bendValue(bend, units)), ZERO)

const sidePrice = (side: Side, units: bigint): Fraction =>
  add(times(side.slope, units), bendsAt(side.bends, units))

/** A part made of one meeting's units in each of some windows. */
function partOf(one: Meeting, units: bigint, value: Fraction, windows: bigint | undefined): Part {
  const n = windows ?? 1n
  return {
    operation: one.operation,
    metric: one.metric,
    units: units * n,
    value: times(value, n),
    retail: times(sidePrice(one.retail, units), n),
    wholesale: times(sidePrice(one.wholesale, units), n),
    isEndless: windows === undefined,
  }
}

const least = (a: bigint | undefined, b: bigint | undefined): bigint | undefined =>
  a === undefined ? b : b === undefined ? a : minBig(a, b)

/** The only rule of a side in a component; undefined when there are several. */
function single(component: readonly Meeting[], side: 'retail' | 'wholesale'): Side | undefined {
  const first = component[0]?.[side]
  return first?.ruleId !== undefined && component.every((m) => m[side].ruleId === first.ruleId)
    ? first
    : component.length === 1
      ? first
      : undefined
}

/** In proportion everywhere: units go where they lose most, as far as limits allow. */
function straightParts(
  component: readonly Meeting[],
  period: IrPeriod | null,
  budget: Fraction,
  fee: bigint,
): Part[] {
  let room: bigint | undefined
  for (const side of ['retail', 'wholesale'] as const) {
    const one = single(component, side)
    if (one !== undefined) room = least(room, capOf(one, period))
  }
  const losing = component
    .map((one) => ({ one, slope: slopeOf(one, fee) }))
    .filter(({ slope }) => compare(slope, ZERO) < 0)
    .sort((a, b) => compare(a.slope, b.slope))
  const parts: Part[] = []
  for (const { one, slope } of losing) {
    const cap = least(capOf(one.retail, period), capOf(one.wholesale, period))
    const units = least(cap, room)
    if (units === undefined) {
      const enough = belowBudget({ slope, bends: [], most: undefined }, budget)
      return [partOf(one, enough, times(slope, enough), undefined)]
    }
    parts.push(partOf(one, units, times(slope, units), 1n))
    if (room !== undefined) room -= units
  }
  return parts
}

const weighted = (bends: readonly Bend[], weight: bigint): Bend[] =>
  bends.map((bend) => ({ ...bend, weight: times(bend.weight, weight) }))

/** Most units of all meetings together in one window. */
function capOfAll(component: readonly Meeting[], period: IrPeriod | null): bigint | undefined {
  let sum: bigint | undefined = 0n
  for (const one of component) {
    const cap = least(capOf(one.retail, period), capOf(one.wholesale, period))
    sum = cap === undefined || sum === undefined ? undefined : sum + cap
  }
  for (const side of ['retail', 'wholesale'] as const) {
    const one = single(component, side)
    if (one !== undefined) sum = least(sum, capOf(one, period))
  }
  return sum
}

/** With packs or overage, which belong to one rule on their side: a function of all units of the component. */
function bentParts(
  component: readonly Meeting[],
  basePeriod: IrPeriod | null,
  budget: Fraction,
  fee: bigint,
): Part[] {
  const bent = component.flatMap((m) => [m.retail, m.wholesale]).filter((s) => s.bends.length > 0)
  const period = bent[0]?.period ?? null
  const metric = component[0]?.metric ?? ''
  if (bent.some((side) => !samePeriod(side.period ?? null, period)))
    throw new SlaIrError('plans', `retail and wholesale count ${metric} in different periods`)
  for (const name of ['retail', 'wholesale'] as const)
    if (component.some((m) => m[name].bends.length > 0) && single(component, name) === undefined)
      throw new SlaIrError('plans', `rules with packs or overage of ${metric} overlap`)
  const steepest = component.reduce((a, b) =>
    compare(slopeOf(b, fee), slopeOf(a, fee)) < 0 ? b : a,
  )
  const margin: Margin = {
    slope: slopeOf(steepest, fee),
    bends: [
      ...weighted(steepest.retail.bends, BPS - fee),
      ...weighted(steepest.wholesale.bends, -BPS),
    ],
    most: capOfAll(component, period),
  }
  const found = lowest(margin)
  if (found === undefined) {
    const units = belowBudget(margin, budget)
    return [partOf(steepest, units, { num: -1n, den: 1n }, undefined)]
  }
  return [partOf(steepest, found.units, found.value, windowsWithin(basePeriod, period))]
}

/** What a component may lose in one period of the retail base. */
export function partsOf(
  component: readonly Meeting[],
  period: IrPeriod | null,
  budget: Fraction,
  fee: bigint,
): Part[] {
  assert(component.length > 0, 'a component has a meeting')
  const isBent = component.some((m) => m.retail.bends.length + m.wholesale.bends.length > 0)
  return isBent
    ? bentParts(component, period, budget, fee)
    : straightParts(component, period, budget, fee)
}

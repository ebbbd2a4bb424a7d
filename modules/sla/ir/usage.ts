import { U64_MAX } from '../../../chain/types/arith.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import type { SlaIr } from './compile.js'
import { shown, SlaIrError } from './errors.js'
import { lookupOf } from './lookup.js'
import { resolve, type Binding } from './resolve.js'
import { COUNTER } from './values.js'

/** Usage of one operation in one metric since the channel opened. */
export type Counter = PlainTypes['infonex.sla.v1.MeterCounter']

/** What all operations that resolve to one rule have used of a metric. */
export interface Usage {
  readonly binding: Binding
  readonly units: bigint
}

/** Text that a binding of a plan has to itself. */
export function bindingKey(binding: Pick<Binding, 'kind' | 'pathRuleId' | 'metricId'>): string {
  return `${binding.kind} ${binding.pathRuleId} ${binding.metricId}`
}

/** By rule, metric, kind: the order of a meter's bindings. */
export function compareBindings(
  a: Pick<Binding, 'kind' | 'pathRuleId' | 'metricId'>,
  b: Pick<Binding, 'kind' | 'pathRuleId' | 'metricId'>,
): number {
  return (
    a.pathRuleId - b.pathRuleId ||
    a.metricId - b.metricId ||
    Number(a.kind === 'rate') - Number(b.kind === 'rate')
  )
}

/**
 * Usage by binding, sorted. Counters of metrics that the document has not, or that do not add up (gauges,
 * samples), are not charged.
 * @throws SlaIrError for a counter that is there twice or no u64
 */
export function usageOf(ir: SlaIr, plan: number, counters: readonly Counter[]): Usage[] {
  const found = new Map<string, Usage>()
  const seen = new Set<string>()
  const { metricIds } = lookupOf(ir)
  for (const { operation, method, metric, total } of counters) {
    const name = `${method} ${operation} ${metric}`
    if (seen.has(name)) throw new SlaIrError('counters', `${shown(name)} is there twice`)
    seen.add(name)
    if (total < 0n || total > U64_MAX)
      throw new SlaIrError('counters', `${shown(name)} is ${total}, want 0 to 2^64 - 1`)
    const metricId = metricIds.get(metric)
    const bindings = resolve(ir, plan, method, operation)
    if (metricId === undefined || ir.metrics[metricId]?.kind !== COUNTER) continue
    for (const binding of bindings) {
      if (binding.metricId !== metricId) continue
      const key = bindingKey(binding)
      const known = found.get(key)
      const units = (known?.units ?? 0n) + total
      if (units > U64_MAX) throw new SlaIrError('counters', `all ${shown(metric)} exceed 2^64 - 1`)
      found.set(key, { binding: known?.binding ?? binding, units })
    }
  }
  return [...found.values()].sort((a, b) => compareBindings(a.binding, b.binding))
}

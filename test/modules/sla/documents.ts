/** Plan documents for tests, written as objects whose numbers are texts. */
import { compile, type SlaIr } from '../../../modules/sla/ir/compile.js'
import { CHAIN_CAPS, type Caps } from '../../../modules/sla/ir/caps.js'
import { parsePlanDocument } from '../../../modules/sla/ir/document.js'

export type Json = string | boolean | readonly Json[] | { readonly [key: string]: Json }

/** RFC 8785 of a value without numbers: sorted keys, JSON.stringify for texts. */
export function canonicalText(value: Json): string {
  if (typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(canonicalText).join(',')}]`
  const rows = Object.entries(value as { readonly [key: string]: Json })
  rows.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${rows.map(([key, one]) => `${JSON.stringify(key)}:${canonicalText(one)}`).join(',')}}`
}

export const bytesOf = (value: Json): Uint8Array => Buffer.from(canonicalText(value), 'utf8')

export const irOf = (value: Json, caps: Caps = CHAIN_CAPS): SlaIr =>
  compile(parsePlanDocument(bytesOf(value), caps), caps)

export const period = (unit: string, amount = '1'): Json => ({ amount, unit })

export const METRICS: Json = {
  requests: { type: 'integer', resolution: 'check' },
  prompt_tokens: { type: 'integer', resolution: 'consumption' },
  completion_tokens: { type: 'integer', resolution: 'consumption' },
  e2e_ms: { type: 'number', unit: 'ms', kind: 'sample' },
}

/** A document with the plans given, in uinx: 1,000,000 for one currency unit. */
export const withPlans = (plans: Json, more: object = {}): Json => ({
  form: '1',
  context: { id: 'plans', provider: 'Aggregator', type: 'plans' },
  settlement: { denom: 'uinx', units: '1000000', per: '1' },
  metrics: METRICS,
  plans,
  ...more,
})

export const free = { cost: '0', currency: 'USD' }

/** One plan P with quotas. */
export const withQuotas = (quotas: Json, more: object = {}): Json =>
  withPlans({ P: { pricing: { cost: '0', currency: 'USD' }, quotas, ...more } })

export const MODEL_A = `/v2/models/${'a1'.repeat(32)}/infer`
export const MODEL_B = `/v2/models/${'b2'.repeat(32)}/infer`

/** Agreements and plans in memory, priced by real compiled documents. */
import { sha256 } from '../../../chain/codec/hash.js'
import type { Agreement, AgreementSource } from '../../../node/metering/serviceContract.js'
import type { SignerKey } from '../../../proto/inference/objects.js'
import { bytesOf, type Json } from '../../modules/sla/documents.js'

/** Prices of a plan in uinx. */
export interface Prices {
  /** Paid once. */
  readonly base?: string
  /** Price of one unit, by metric. */
  readonly each: Readonly<Record<string, string>>
  /** Units a window, beyond which nothing can be charged, by metric. */
  readonly max?: Readonly<Record<string, string>>
  /** Window of the limits, such as "minute". */
  readonly period?: string
  /** Lists of rate limits, by metric: so many in a second. */
  readonly rates?: Readonly<Record<string, string>>
}

/** A plan document in canonical form. */
export function planDocument(prices: Prices): Uint8Array {
  const names = [
    ...new Set([
      ...Object.keys(prices.each),
      ...Object.keys(prices.max ?? {}),
      ...Object.keys(prices.rates ?? {}),
    ]),
  ].sort((a, b) => (a < b ? -1 : 1))
  const limit = (name: string): Json => ({
    max: prices.max?.[name] ?? 'unlimited',
    ...(prices.period === undefined ? {} : { period: { amount: '1', unit: prices.period } }),
    ...(prices.each[name] === undefined
      ? {}
      : { operation: { cost: prices.each[name], volume: '1' } }),
  })
  const path = '/v2/models/{id}/infer'
  const rates = Object.entries(prices.rates ?? {}).map(([name, max]) => [
    name,
    [{ max, period: { amount: '1', unit: 'second' } }],
  ])
  return bytesOf({
    form: '1',
    context: { id: 'plan', provider: 'somebody', type: 'plans' },
    settlement: { denom: 'uinx', per: '1', units: '1' },
    metrics: Object.fromEntries(names.map((name) => [name, { type: 'integer' }])),
    plans: {
      standard: {
        pricing: { cost: prices.base ?? '0', currency: 'INX' },
        quotas: {
          [path]: { post: Object.fromEntries(names.map((name) => [name, [limit(name)]])) },
        },
        ...(rates.length === 0
          ? {}
          : { rates: { [path]: { post: Object.fromEntries(rates) as Json } } }),
      },
    },
  })
}

/** Agreements by number. */
export class MemoryAgreements implements AgreementSource {
  readonly agreements = new Map<bigint, Agreement>()
  readonly plans = new Map<bigint, Uint8Array>()

  async agreement(id: bigint) {
    return this.agreements.get(id)
  }

  async allotment() {
    return undefined
  }

  async planDocument(id: bigint) {
    return this.plans.get(id)
  }

  /** Adds an active agreement under a plan of its own. */
  add(id: bigint, prices: Prices, terms: Partial<Agreement>): Agreement {
    const document = planDocument(prices)
    this.plans.set(id, document)
    const agreement: Agreement = {
      id,
      kind: 1,
      provider: AGGREGATOR,
      customer: 'infonex1client',
      plan: { planId: id, version: 1, name: 'standard', canonSha256: sha256(document) },
      status: 2,
      providerKey: null,
      customerKey: null,
      manager: null,
      models: [],
      fromMs: 0n,
      untilMs: 0n,
      noticeMs: 0n,
      feeBps: 0,
      holdbackBps: 0,
      effectiveMs: 0n,
      actor: '',
      height: 1n,
      maxPrepay: '1000000',
      ...terms,
    }
    this.agreements.set(id, agreement)
    return agreement
  }

  /** Retail 1 and wholesale 2 between a client, the aggregator and a supplier. */
  pair(
    retail: Prices,
    wholesale: Prices,
    who: {
      readonly client: SignerKey
      readonly supplier: SignerKey
      readonly manager: SignerKey
      readonly operator: string
    },
  ): void {
    this.add(1n, retail, {
      customerKey: who.client,
      manager: {
        manager: 'infonex1manager',
        key: who.manager,
        maxCap: '1000000000',
        maxRatePerS: 1_000_000n,
      },
    })
    this.add(2n, wholesale, {
      kind: 2,
      provider: who.operator,
      customer: AGGREGATOR,
      providerKey: who.supplier,
    })
  }
}

/** Address of the aggregator of the tests. */
export const AGGREGATOR = 'infonex1aggregator'

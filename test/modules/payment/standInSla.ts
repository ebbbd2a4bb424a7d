/** Agreements, prices by real compiled plans, and bonds, without the module that keeps them. */
import type { Context, QueryContext } from '../../../chain/types/context.js'
import { TxError } from '../../../chain/types/errors.js'
import { toHex } from '../../../chain/types/bytes.js'
import type {
  Agreement,
  ContractTerms,
  SlaKeeper,
} from '../../../modules/payment/expectedKeepers.js'
import type { BankKeeper } from '../../../modules/bank/keeper.js'
import { compile, type SlaIr } from '../../../modules/sla/ir/compile.js'
import { parsePlanDocument } from '../../../modules/sla/ir/document.js'
import { priceOfUsage } from '../../../modules/sla/usage.js'

/** Prices of a plan, in units of uinx. */
export interface PlanPrices {
  /** Paid once. */
  readonly base?: bigint
  readonly perRequest: bigint
  readonly perInputByte?: bigint
  /** Requests that the plan has room for; no limit by default. */
  readonly max?: bigint
  /** Of samples e2e_ms; none by default. */
  readonly guarantees?: readonly object[]
}

const metric = (cost: bigint, max = 'unlimited') => [
  { max, operation: { cost: cost.toString(), volume: '1' } },
]

/** A plan for all models, in the canonical form. */
export function planDocument({
  base = 0n,
  perRequest,
  perInputByte = 0n,
  max,
  guarantees,
}: PlanPrices): Uint8Array {
  const samples = guarantees === undefined ? {} : { e2e_ms: { kind: 'sample', type: 'number' } }
  const document = {
    context: { id: 'plan', provider: 'somebody', type: 'plans' },
    form: '1',
    metrics: { ...samples, input_bytes: { type: 'integer' }, requests: { type: 'integer' } },
    plans: {
      standard: {
        ...(guarantees === undefined ? {} : { guarantees }),
        pricing: { cost: base.toString(), currency: 'INX' },
        quotas: {
          '/v2/models/{id}/infer': {
            post: {
              input_bytes: metric(perInputByte),
              requests: metric(perRequest, max?.toString()),
            },
          },
        },
      },
    },
    settlement: { denom: 'uinx', per: '1', units: '1' },
  }
  return new TextEncoder().encode(JSON.stringify(document))
}

/** The compiled form of prices. */
export function compiledPlan(prices: PlanPrices): SlaIr {
  return compile(parsePlanDocument(planDocument(prices)))
}

function refuse(text: string): never {
  throw new TxError('sla', 99, text)
}

/** Bonds are in uinx, in memory alone: a test that branches its state must not count on them. */
export class StandInSla implements SlaKeeper {
  readonly agreements = new Map<bigint, { agreement: Agreement; ir: SlaIr }>()
  readonly bonds = new Map<string, { amount: bigint; locked: bigint }>()
  readonly #bank: () => BankKeeper

  constructor(bank: () => BankKeeper) {
    this.#bank = bank
  }

  contractTerms(ctx: QueryContext, retailId: bigint, wholesaleId: bigint): ContractTerms {
    const retail = this.mustAgreement(ctx, retailId)
    const wholesale = this.mustAgreement(ctx, wholesaleId)
    if (retail.provider !== wholesale.customer) refuse('they have no aggregator in common')
    return { retail, wholesale, denom: 'uinx' }
  }

  mustAgreement(_ctx: QueryContext, id: bigint): Agreement {
    return this.agreements.get(id)?.agreement ?? refuse(`there is no agreement ${id}`)
  }

  servesUntil(agreement: Agreement): bigint | undefined {
    return agreement.effectiveMs === 0n ? undefined : agreement.effectiveMs
  }

  priceOf(
    _ctx: QueryContext,
    agreement: Agreement,
    _channelId: Uint8Array,
    usage: Parameters<SlaKeeper['priceOf']>[3],
  ): bigint {
    const known = this.agreements.get(agreement.id)
    try {
      return priceOfUsage(known?.ir as SlaIr, 0, usage)
    } catch (error) {
      return refuse((error as Error).message)
    }
  }

  channelOpened(): void {}

  channelClosed(): void {}

  addServed(): void {}

  holdsUntil(): bigint {
    return 0n
  }

  bondDenom(): string {
    return 'uinx'
  }

  freeBond(_ctx: QueryContext, owner: Uint8Array): bigint {
    const bond = this.bonds.get(toHex(owner))
    return bond === undefined ? 0n : bond.amount - bond.locked
  }

  /** Locks have no names here. */
  lockedFor(): bigint {
    return 0n
  }

  lock(_ctx: Context, owner: Uint8Array, _p: number, _r: Uint8Array, amount: bigint): void {
    const bond = this.bonds.get(toHex(owner)) ?? { amount: 0n, locked: 0n }
    if (bond.locked + amount > bond.amount) refuse('more than the bond')
    this.bonds.set(toHex(owner), { ...bond, locked: bond.locked + amount })
  }

  unlock(_ctx: Context, owner: Uint8Array, _p: number, _r: Uint8Array, amount: bigint): bigint {
    const bond = this.bonds.get(toHex(owner)) ?? { amount: 0n, locked: 0n }
    if (amount > bond.locked) refuse('more than is locked')
    this.bonds.set(toHex(owner), { ...bond, locked: bond.locked - amount })
    return amount
  }

  slash(
    ctx: Context,
    owner: Uint8Array,
    amount: bigint,
    to: { readonly address: Uint8Array } | 'burn',
  ): bigint {
    const bond = this.bonds.get(toHex(owner)) ?? { amount: 0n, locked: 0n }
    const taken = amount < bond.amount ? amount : bond.amount
    const left = bond.amount - taken
    this.bonds.set(toHex(owner), { amount: left, locked: bond.locked < left ? bond.locked : left })
    if (to === 'burn') return taken
    // The bond's coins lie nowhere here: they come out of thin air, as the bond did.
    const bank = this.#bank()
    bank.setBalance(ctx, to.address, 'uinx', bank.getBalance(ctx, to.address, 'uinx') + taken)
    bank.setSupply(ctx, 'uinx', bank.getSupply(ctx, 'uinx') + taken)
    return taken
  }
}

import type { Context } from '../../../chain/types/context.js'
import type { SlaKeeper } from '../../../modules/sla/keeper.js'
import { DEFAULT_PARAMS } from '../../../modules/sla/params.js'
import { marginKey } from '../../../modules/sla/margins.js'
import {
  ACTIVE,
  IN_FORCE,
  MEMBER,
  PENDING,
  PROPOSED,
  PURPOSE,
  RETAIL,
  RETIRED,
  WHOLESALE,
} from '../../../modules/sla/state.js'
import { address, addressBytes } from '../../support/memoryContext.js'
import type { AnyMap } from './rows.js'

const bytes = (n: number, length = 32): Uint8Array => new Uint8Array(length).fill(n)
const NOW_MS = 1_767_225_600_000n
const U128_MAX = (1n << 128n) - 1n

function putBonds({ ledger }: SlaKeeper, ctx: Context): void {
  const [one, two] = [addressBytes(1), addressBytes(2)]
  ledger.bonds.set(ctx, one, { amount: U128_MAX, locked: 1_000_300n, unbonding: 70n })
  ledger.bonds.set(ctx, two, { amount: 5n, locked: 0n, unbonding: 0n })
  ledger.locks.set(ctx, [one, [PURPOSE.verification, bytes(1)]], 300n)
  ledger.locks.set(ctx, [one, [PURPOSE.registration, bytes(0, 0)]], 1_000_000n)
  const state = { amount: 70n, completeMs: NOW_MS, completeHeight: 300n }
  ledger.unbondings.set(ctx, [one, 258n], state)
  ledger.leaving.add(ctx, [NOW_MS, [258n, one]])
  ledger.nextUnbonding.set(ctx, 259n)
}

function putAggregators({ registry }: SlaKeeper, ctx: Context): void {
  const key = { algorithm: 1, key: bytes(2) }
  const aggregator = {
    address: address(1),
    label: 'north',
    managerUrl: 'https://manager.example:8443/sla',
    managerKey: key,
    status: ACTIVE,
    registeredHeight: 7n,
  }
  registry.put(ctx, aggregator)
  const plain = { managerUrl: '', managerKey: null, status: RETIRED }
  registry.put(ctx, { ...aggregator, ...plain, address: address(2) })
  const member = { aggregator: address(1), sinceHeight: 8n }
  registry.putMember(ctx, { ...member, supplier: address(3), status: PENDING })
  registry.putMember(ctx, { ...member, supplier: address(4), status: MEMBER })
}

const plan = {
  id: 258n,
  version: 1,
  owner: address(1),
  canonSha256: bytes(3),
  status: ACTIVE,
  denom: 'uinx',
  names: ['base', 'pro'],
  height: 9n,
}
const refTo = (name: string) => ({ planId: 258n, version: 1, name, canonSha256: bytes(3) })

function putPlans({ plans }: SlaKeeper, ctx: Context): void {
  plans.restore(ctx, plan, bytes(4, 5), bytes(5, 6))
  plans.nextPlan.set(ctx, 259n)
}

function putAgreements({ agreements }: SlaKeeper, ctx: Context): void {
  const key = (n: number) => ({ algorithm: 1, key: bytes(n) })
  const limits = { manager: address(6), maxCap: `${U128_MAX}`, maxRatePerS: 1n << 63n }
  const agreement = {
    id: 257n,
    kind: RETAIL,
    provider: address(1),
    customer: address(5),
    plan: refTo('pro'),
    status: IN_FORCE,
    providerKey: key(6),
    customerKey: { algorithm: 2, key: bytes(2, 33) },
    manager: { ...limits, key: key(7) },
    models: [bytes(8), bytes(9)],
    fromMs: NOW_MS,
    untilMs: NOW_MS + 5n,
    noticeMs: 3_600_000n,
    feeBps: 100,
    holdbackBps: 1000,
    effectiveMs: 0n,
    actor: address(5),
    height: 300n,
    maxPrepay: '1000',
  }
  agreements.put(ctx, agreement)
  const other = { id: 3n, kind: WHOLESALE, provider: address(3), customer: address(1) }
  const open = { status: PROPOSED, customerKey: null, manager: null, models: [], feeBps: 0 }
  agreements.put(ctx, { ...agreement, ...other, ...open, effectiveMs: NOW_MS, actor: address(3) })
  agreements.nextAgreement.set(ctx, 258n)
  const margin = { retail: refTo('pro'), wholesale: refTo('base'), feeBps: 100 }
  agreements.margins.set(ctx, marginKey(margin), margin)
}

function putGuarantees({ guarantees }: SlaKeeper, ctx: Context): void {
  const id = { retailId: 257n, wholesaleId: 3n, guarantee: 258, startMs: NOW_MS }
  const counters = { total: 100n, over: 11n, sum: 1n << 63n }
  const window = {
    counters,
    value: '5000',
    channels: 1,
    settleHeight: 0n,
    verdict: null,
    missed: 3n,
  }
  guarantees.windows.set(ctx, id, { ...window, id })
  const channelId = bytes(10)
  guarantees.reports.set(ctx, [id, channelId], { window: id, channelId, counters, value: '5000' })
  const verdict = {
    height: 300n,
    breached: true,
    creditBps: 1000,
    due: '500',
    fromHoldback: '100',
    fromSupplier: '250',
    fromAggregator: '150',
  }
  const before = { ...id, startMs: NOW_MS - 86_400_000n }
  guarantees.windows.set(ctx, before, { ...window, id: before, settleHeight: 280n, verdict })
  guarantees.addServed(ctx, 257n, 3n, U128_MAX)
  guarantees.settled(ctx, before, 5000n, 500n)
}

/** Something of everything that the module stores. */
export function putSla(keeper: SlaKeeper, ctx: Context): void {
  keeper.params.set(ctx, DEFAULT_PARAMS)
  putBonds(keeper, ctx)
  putAggregators(keeper, ctx)
  putPlans(keeper, ctx)
  putAgreements(keeper, ctx)
  putGuarantees(keeper, ctx)
  const slice = {
    ruleId: 1,
    metricId: 2,
    limitId: 3,
    max: { whole: 5n, micro: 6, negative: false },
  }
  const allotment = { carriesBase: true, slices: [slice] }
  const channelId = new Uint8Array(32).fill(11)
  keeper.allotments.allotments.set(ctx, [257n, channelId], {
    agreementId: 257n,
    channelId,
    allotment,
  })
  keeper.allotments.opened.set(ctx, 257n, 300n)
}

/** The keeper and what it is made of: where its collections are. */
export function slaParts(keeper: SlaKeeper): readonly object[] {
  const { ledger, registry, plans, agreements, guarantees, allotments } = keeper
  return [keeper, ledger, registry, plans, agreements, guarantees, allotments]
}

export function slaCollections(keeper: SlaKeeper): AnyMap[] {
  const { params, ledger, registry, plans, agreements, guarantees } = keeper
  return [
    params.map,
    registry.aggregators,
    registry.members,
    registry.bySupplier.map,
    ledger.bonds,
    ledger.locks,
    ledger.unbondings,
    ledger.leaving.map,
    ledger.nextUnbonding.item.map,
    plans.plans,
    plans.documents,
    plans.compiled,
    plans.newest,
    plans.byOwner.map,
    plans.nextPlan.item.map,
    agreements.agreements,
    agreements.byParty.map,
    agreements.due.map,
    agreements.nextAgreement.item.map,
    agreements.running,
    agreements.margins,
    agreements.serving.map,
    guarantees.windows,
    guarantees.reports,
    guarantees.served,
    guarantees.compensated,
    guarantees.used,
    keeper.allotments.allotments,
    keeper.allotments.opened,
  ] as unknown as AnyMap[]
}

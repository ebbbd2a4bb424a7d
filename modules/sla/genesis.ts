import { readAll } from '../../chain/codec/genesisJson.js'
import { ownJson, readOwn } from '../../chain/codec/ownGenesis.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import type { Json } from '../../chain/types/module.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { checkBonds } from './genesisBonds.js'
import { checkGuarantees, exportGuarantees, initGuarantees } from './genesisGuarantees.js'
import { checkAgreements, exportAgreements, initAgreements } from './genesisPlans.js'
import type { SlaKeeper } from './keeper.js'
import { DEFAULT_PARAMS, paramsProblem } from './params.js'
import { Problems } from './problems.js'
import { showBond, showUnbonding } from './queries.js'
import type { Purpose } from './state.js'

type Genesis = PlainTypes['infonex.sla.v1.GenesisState']

const GENESIS = 'infonex.sla.v1.GenesisState'
const read = readOwn(GENESIS)

export function defaultGenesis(): Json {
  return ownJson(GENESIS, {
    params: DEFAULT_PARAMS,
    aggregators: [],
    memberships: [],
    bonds: [],
    locks: [],
    unbondings: [],
    plans: [],
    agreements: [],
    nextPlan: 1n,
    nextAgreement: 1n,
    nextUnbonding: 1n,
    margins: [],
    windows: [],
    reports: [],
    ledgers: [],
    uses: [],
    allotments: [],
    channelCounts: [],
  })
}

/** Every problem of the section, as sentences. */
export function validateGenesis(keeper: SlaKeeper, genesis: Json): readonly string[] {
  const p = new Problems(keeper.addresses)
  const g = read(genesis, 'sla', p.found)
  const problem = g.params === null ? 'is absent' : paramsProblem(g.params)
  if (problem !== undefined) p.found.push(`sla.params.${problem}`)
  checkBonds(p, g)
  checkAgreements(p, g)
  checkGuarantees(p, g)
  const agreements = new Set(g.agreements.map(({ id }) => id))
  g.allotments.forEach(({ agreementId, channelId }, i) => {
    const at = `sla.allotments[${i}]`
    p.add(!agreements.has(agreementId), `${at}.agreement_id is ${agreementId}, which is not there`)
    p.add(channelId.length !== 32, `${at}.channel_id has ${channelId.length} bytes, want 32`)
  })
  return p.found
}

function initBonds(keeper: SlaKeeper, ctx: Context, g: Genesis): void {
  const bytes = (text: string): Uint8Array => keeper.addresses.toBytes(text)
  keeper.ledger.nextUnbonding.set(ctx, g.nextUnbonding)
  for (const { owner, amount, locked, unbonding } of g.bonds)
    keeper.ledger.bonds.set(ctx, bytes(owner), {
      amount: BigInt(amount),
      locked: BigInt(locked),
      unbonding: BigInt(unbonding),
    })
  for (const { owner, purpose, reference, amount } of g.locks)
    keeper.ledger.locks.set(ctx, [bytes(owner), [purpose as Purpose, reference]], BigInt(amount))
  for (const { owner, id, amount, completeMs, completeHeight } of g.unbondings) {
    const state = { amount: BigInt(amount), completeMs, completeHeight }
    keeper.ledger.unbondings.set(ctx, [bytes(owner), id], state)
    keeper.ledger.leaving.add(ctx, [completeMs, [id, bytes(owner)]])
  }
}

export function initGenesis(keeper: SlaKeeper, ctx: Context, genesis: Json): void {
  const g: Genesis = readAll(read, genesis, 'sla')
  keeper.params.set(ctx, g.params ?? DEFAULT_PARAMS)
  initBonds(keeper, ctx, g)
  for (const aggregator of g.aggregators) keeper.registry.put(ctx, aggregator)
  for (const membership of g.memberships) keeper.registry.putMember(ctx, membership)
  initAgreements(keeper, ctx, g)
  initGuarantees(keeper, ctx, g)
  for (const one of g.allotments)
    keeper.allotments.allotments.set(ctx, [one.agreementId, one.channelId], one)
  for (const { agreementId, opened } of g.channelCounts)
    keeper.allotments.opened.set(ctx, agreementId, opened)
}

export function exportGenesis(keeper: SlaKeeper, ctx: QueryContext): Json {
  const { ledger, registry, addresses } = keeper
  return ownJson(GENESIS, {
    params: keeper.paramsOrDefault(ctx),
    aggregators: [...registry.aggregators.walk(ctx)].map(([, found]) => found),
    memberships: [...registry.members.walk(ctx)].map(([, found]) => found),
    bonds: [...ledger.bonds.walk(ctx)].map(([owner, bond]) =>
      showBond(addresses.toText(owner), bond),
    ),
    locks: [...ledger.locks.walk(ctx)].map(([[owner, [purpose, reference]], amount]) => ({
      owner: addresses.toText(owner),
      purpose,
      reference,
      amount: amount.toString(),
    })),
    unbondings: [...ledger.unbondings.walk(ctx)].map(([[owner, id], state]) =>
      showUnbonding(addresses.toText(owner), id, state),
    ),
    nextUnbonding: ledger.nextUnbonding.peek(ctx),
    ...exportAgreements(keeper, ctx),
    ...exportGuarantees(keeper, ctx),
    allotments: [...keeper.allotments.allotments.walk(ctx)].map(([, found]) => found),
    channelCounts: [...keeper.allotments.opened.walk(ctx)].map(([agreementId, opened]) => ({
      ...{ agreementId, opened },
    })),
  })
}

import { addCoins, type Coins } from '../../../chain/types/coin.js'
import { equalBytes } from '../../../chain/types/bytes.js'
import type { Context, QueryContext } from '../../../chain/types/context.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { channelId, POLICY_NONE } from '../descriptor.js'
import { NOT_PAID, NOT_SERVED } from '../dispute/decide.js'
import type { PaymentKeeper } from '../keeper.js'
import { ADVANCED } from './maturing.js'
import { fromWire, toWire } from './state.js'

/** Far below what 48 bits hold, so that clocks can be added. */
const TIME_END = 1n << 47n

type Genesis = PlainTypes['infonex.payment.v1.GenesisState']
type Parts = Pick<Genesis, 'contracts' | 'maturing' | 'disputes'>

/** How problems are told; genesis.ts of the module has the class. */
interface Problems {
  add(when: boolean, text: string): void
  amount(at: string, text: string): bigint
  address(at: string, text: string): void
  denom(at: string, text: string): void
}

/** Checks contracts against the channels they are of, and incomes that mature. */
export function checkContracts(p: Problems, g: Genesis): void {
  const settled = new Map(g.channels.map((c) => [c.id.join(), c.settled]))
  g.contracts.forEach(({ channelId, contract }, i) => {
    const at = `payment.contracts[${i}]`
    p.add(contract === null, `${at}.contract is absent`)
    if (contract === null) return
    const of = settled.get(channelId.join())
    settled.delete(channelId.join())
    p.add(of === undefined, `${at}.channel_id is of no channel, or there twice`)
    p.add(contract.retailId === 0n, `${at}.contract.retail_id is 0, want an agreement`)
    p.add(contract.wholesaleId === 0n, `${at}.contract.wholesale_id is 0, want an agreement`)
    p.amount(`${at}.contract.retail`, contract.retail)
    p.amount(`${at}.contract.wholesale`, contract.wholesale)
    if (contract.refunded !== '') p.amount(`${at}.contract.refunded`, contract.refunded)
    const { supplier, protocol, aggregator } = contract
    const paid =
      p.amount(`${at}.contract.supplier`, supplier) +
      p.amount(`${at}.contract.protocol`, protocol) +
      p.amount(`${at}.contract.aggregator`, aggregator)
    // A channel with policy SUPPLIER is divided by basis points, and has no parts.
    p.add(
      paid !== 0n && paid.toString() !== of,
      `${at}.contract has paid ${paid}, settled is ${of}`,
    )
  })
  const keys = new Set<string>()
  g.maturing.forEach((m, i) => {
    const at = `payment.maturing[${i}]`
    const key = [m.owner, m.kind, m.wholesaleId, m.maturesMs, m.denom].join(' ')
    p.add(keys.has(key), `${at} is there twice`)
    keys.add(key)
    p.address(`${at}.owner`, m.owner)
    p.denom(`${at}.denom`, m.denom)
    p.add(m.kind < 1 || m.kind > ADVANCED, `${at}.kind ${m.kind} is unknown`)
    p.add(p.amount(`${at}.amount`, m.amount) === 0n, `${at}.amount is 0, want more`)
  })
}

export function initContracts(keeper: PaymentKeeper, ctx: Context, g: Parts): void {
  for (const { channelId, contract } of g.contracts)
    if (contract !== null) keeper.under.contracts.set(ctx, channelId, fromWire(contract))
  for (const entry of g.maturing) {
    const key = { ...entry, owner: keeper.addresses.toBytes(entry.owner) }
    keeper.under.maturing.set(ctx, key, entry)
    keeper.under.queue.add(ctx, [entry.maturesMs, key])
  }
  for (const dispute of g.disputes) keeper.disputes.put(ctx, dispute)
}

export function exportContracts(keeper: PaymentKeeper, ctx: QueryContext): Parts {
  return {
    contracts: [...keeper.under.contracts.walk(ctx)].map(([channelId, contract]) => ({
      channelId,
      contract: toWire(contract),
    })),
    maturing: [...keeper.under.maturing.walk(ctx)].map(([, entry]) => entry),
    disputes: [...keeper.disputes.open.walk(ctx)].map(([, dispute]) => dispute),
  }
}

/** Coins of incomes that are not credit yet. */
export function maturingCoins(keeper: PaymentKeeper, ctx: QueryContext): Coins {
  let owed: Coins = []
  for (const [, { kind, denom, amount }] of keeper.under.maturing.walk(ctx))
    if (kind !== ADVANCED) owed = addCoins(owed, [{ denom, amount: BigInt(amount) }])
  return owed
}

/** Checks disputes against the channels they are of. */
export function checkDisputes(p: Problems, g: Genesis): void {
  const channels = new Set(g.channels.map((c) => c.id.join()))
  const under = new Set(g.contracts.map((c) => c.channelId.join()))
  g.disputes.forEach((d, i) => {
    const at = `payment.disputes[${i}]`
    p.add(!channels.delete(d.channelId.join()), `${at}.channel_id is of no channel, or there twice`)
    p.add(d.kind !== NOT_PAID && d.kind !== NOT_SERVED, `${at}.kind ${d.kind} is unknown`)
    for (const name of ['opener', 'client', 'supplier'] as const)
      p.address(`${at}.${name}`, d[name])
    for (const name of ['before', 'amount', 'bond'] as const) p.amount(`${at}.${name}`, d[name])
    p.denom(`${at}.denom`, d.denom)
    const isShown = d.shownDigest.length > 0
    p.add(isShown && d.shownDigest.length !== 32, `${at}.shown_digest is not 32 bytes`)
    if (isShown) p.amount(`${at}.shown_cumulative`, d.shownCumulative)
    p.add(d.descriptor === null, `${at}.descriptor is absent`)
    // The close of its channel is put off to it, and is kept in 48 bits.
    p.add(
      d.deadlineMs >= TIME_END || d.deadlineHeight >= TIME_END,
      `${at} has a time or height of 2^47 or more`,
    )
    const own = d.descriptor !== null && equalBytes(channelId(d.descriptor), d.channelId)
    p.add(!own, `${at}.descriptor is of another channel`)
    const measured = d.descriptor?.receiptPolicy !== POLICY_NONE
    p.add(!measured || !under.has(d.channelId.join()), `${at}.channel_id has no contract`)
  })
}

/** What is wrong with contracts and the queue of incomes, if anything. */
export function contractsProblem(keeper: PaymentKeeper, ctx: QueryContext): string | undefined {
  for (const [id, c] of keeper.under.contracts.walk(ctx)) {
    const channel = keeper.channels.get(ctx, id)
    if (channel === undefined) return `a contract of agreement ${c.retailId} has no channel`
    const paid = c.supplier + c.protocol + c.aggregator
    if (paid !== 0n && paid !== channel.settled)
      return `a contract of agreement ${c.retailId} paid ${paid}, settled is ${channel.settled}`
  }
  let entries = 0
  let queued = 0
  for (const [key] of keeper.under.maturing.walk(ctx)) {
    entries += 1
    if (!keeper.under.queue.has(ctx, [key.maturesMs, key])) return 'an income waits in no queue'
  }
  for (const _ of keeper.under.queue.walk(ctx)) queued += 1
  return entries === queued ? undefined : `${entries} incomes mature, ${queued} are queued`
}

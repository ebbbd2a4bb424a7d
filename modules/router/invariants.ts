import { toHex } from '../../chain/types/bytes.js'
import type { QueryContext } from '../../chain/types/context.js'
import type { Invariant } from '../../chain/types/module.js'
import { BOND_PURPOSE } from './expectedKeepers.js'
import type { RouterKeeper } from './keeper.js'
import { IDLE, NEWCOMER, PROVEN } from './match/pools.js'
import { weightsOf } from './match/roster.js'
import { holdsSlot, type Match } from './matches.js'
import { PROBER_LOCK } from './probes.js'

function offersAreIndexed(keeper: RouterKeeper, ctx: QueryContext): string | undefined {
  let [offers, servers] = [0, 0]
  for (const [id, server] of keeper.servers.walk(ctx)) {
    if (id >= keeper.nextServer.peek(ctx)) return `server ${id} has a number not yet given`
    offers += server.offers.length
    servers += 1
    if (!server.offers.every(({ modelId }) => keeper.byModel.has(ctx, [modelId, id])))
      return `an offer of server ${id} is not in the index`
    if (!keeper.byOperator.has(ctx, [keeper.addresses.toBytes(server.operator), id]))
      return `server ${id} is not found by its operator`
  }
  const count = (walk: Iterable<unknown>): number => [...walk].length
  const [indexed, operated] = [count(keeper.byModel.walk(ctx)), count(keeper.byOperator.walk(ctx))]
  if (indexed !== offers) return `${offers} offers, the index has ${indexed}`
  return operated === servers ? undefined : `${servers} servers, ${operated} are found by operators`
}

/** R5: what standings and health say of leases is what matches hold; nobody is believed busier than that. */
function leasesAddUp(keeper: RouterKeeper, ctx: QueryContext): string | undefined {
  const held = new Map<string, number>()
  const ofServer = new Map<bigint, number>()
  for (const [, match] of keeper.matches.matches.walk(ctx)) {
    if (!holdsSlot(match)) continue
    const model = keeper.numbers.modelOf(ctx, match.terms?.modelId ?? new Uint8Array(0))
    const key = `${match.serverId} ${model}`
    held.set(key, (held.get(key) ?? 0) + 1)
    ofServer.set(match.serverId, (ofServer.get(match.serverId) ?? 0) + 1)
    if (!keeper.matches.byServer.has(ctx, [match.serverId, match.id]))
      return `match ${match.id} is not found by its server`
  }
  for (const [[server, model]] of keeper.seats.seatings.walk(ctx)) {
    const { load } = keeper.roster.standing(ctx, [server, model])
    const want = held.get(`${server} ${model}`) ?? 0
    if (load.leases !== want)
      return `server ${server} has ${load.leases} leases of model ${model}, matches hold ${want}`
    if (load.estMilli > load.leases * 1000) return `server ${server} is busier than its leases`
    held.delete(`${server} ${model}`)
  }
  if (held.size > 0) return `${held.size} servers have leases without a standing`
  for (const [id] of keeper.servers.walk(ctx))
    if (keeper.health.get(ctx, id).leases !== (ofServer.get(id) ?? 0))
      return `server ${id} counts ${keeper.health.get(ctx, id).leases} leases, ${ofServer.get(id) ?? 0} are open`
  return undefined
}

/** R1: every place weighs what its standing says, and what trees sum up is what places weigh. */
function placesWeighIn(keeper: RouterKeeper, ctx: QueryContext): string | undefined {
  const { forest } = keeper.roster.pools
  const sums = new Map<string, number>()
  for (const [[server, model], seats] of keeper.seats.seatings.walk(ctx)) {
    const weights = weightsOf(keeper.roster.standing(ctx, [server, model]))
    for (const { market, cell, klass, leaf } of seats)
      for (const [lane, want] of [
        [IDLE, weights.idle],
        [PROVEN, weights.proven],
        [NEWCOMER, weights.newcomer],
      ] as const) {
        const found = forest.weight(ctx, { market, cell, lane }, klass, leaf)
        if (found !== want) return `a place of server ${server} weighs ${found}, want ${want}`
        const key = `${market} ${lane} ${klass}`
        sums.set(key, (sums.get(key) ?? 0) + want)
      }
  }
  for (const key of [...sums.keys()].sort((a, b) => (a < b ? -1 : 1))) {
    const want = sums.get(key)
    const [market, lane, klass] = key.split(' ').map(Number) as [number, number, number]
    const { total } = keeper.roster.pools.survey(ctx, lane, {
      ...{ markets: [market], cells: [], mask: (1 << klass) >>> 0 },
    })
    if (total !== want)
      return `market ${market} sums up to ${total} in lane ${lane}, its places to ${want}`
  }
  return undefined
}

/** What leases set aside of channels, and that every index holds its matches and no others. */
function matchesAreIndexed(keeper: RouterKeeper, ctx: QueryContext): string | undefined {
  const book = keeper.matches
  const committed = new Map<string, bigint>()
  const all: Match[] = [...book.matches.walk(ctx)].map(([, match]) => match)
  for (const { anticipation } of all) {
    if (anticipation === null || anticipation.channelId.length === 0) continue
    const id = toHex(anticipation.channelId)
    committed.set(id, (committed.get(id) ?? 0n) + BigInt(anticipation.maximum))
  }
  for (const [id, use] of keeper.channels.uses.walk(ctx)) {
    const want = committed.get(toHex(id)) ?? 0n
    if (use.committed !== want)
      return `${use.committed} is set aside of channel ${toHex(id)}, leases want ${want}`
    committed.delete(toHex(id))
  }
  if (committed.size > 0) return `${committed.size} channels pay leases that they do not know`
  const count = (walk: Iterable<unknown>): number => [...walk].length
  const want = [
    all.length,
    all.filter(({ dueMs }) => dueMs > 0n).length,
    all.filter(holdsSlot).length,
  ]
  const found = [book.byClient, book.due, book.byServer].map((index) => count(index.walk(ctx)))
  return want.join() === found.join()
    ? undefined
    : `matches, those that are due and those with a server are ${want.join(', ')}, indexes have ${found.join(', ')}`
}

function probersStandByDuties(keeper: RouterKeeper, ctx: QueryContext): string | undefined {
  const { probers, duties } = keeper.probes
  for (const [[epoch, address], { prober }] of duties.walk(ctx))
    if (!probers.has(ctx, address)) return `${prober} has a duty in ${epoch}, and is no prober`
  for (const [owner, { address, bond }] of probers.walk(ctx)) {
    const held = keeper.sla.lockedFor(ctx, owner, BOND_PURPOSE.dispute, PROBER_LOCK)
    if (held !== BigInt(bond)) return `${address} has ${held} locked, its bond is ${bond}`
  }
  return undefined
}

/** What must always hold of servers, leases and places. */
export function routerInvariants(keeper: RouterKeeper): readonly Invariant[] {
  return [
    { name: 'index-holds-exactly-the-offers', check: (ctx) => offersAreIndexed(keeper, ctx) },
    { name: 'leases-are-held-by-matches', check: (ctx) => leasesAddUp(keeper, ctx) },
    { name: 'places-weigh-what-standings-say', check: (ctx) => placesWeighIn(keeper, ctx) },
    { name: 'matches-are-indexed', check: (ctx) => matchesAreIndexed(keeper, ctx) },
    { name: 'probers-stand-by-their-duties', check: (ctx) => probersStandByDuties(keeper, ctx) },
  ]
}

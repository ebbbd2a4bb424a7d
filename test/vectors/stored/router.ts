/** Every stored type of the router. */
import type { PackedMap } from '../../../chain/collections/packedMap.js'
import type { Context } from '../../../chain/types/context.js'
import type { RouterKeeper } from '../../../modules/router/keeper.js'
import { ASSIGNED, type Match, REQUESTED } from '../../../modules/router/matches.js'
import { DEFAULT_PARAMS } from '../../../modules/router/params.js'
import { address, addressBytes } from '../../support/memoryContext.js'
import type { AnyMap } from './rows.js'

const NOW_MS = 1_700_000_000_000n
const bytes = (fill: number, size = 32): Uint8Array => new Uint8Array(size).fill(fill)

/** A packed map as one whose values are their bytes. */
function asMap({ options }: PackedMap<never>): AnyMap {
  const { store, prefix, name, key } = options
  const encode = (k: never): Uint8Array => {
    const out = new Uint8Array(key.size)
    key.write(out, 0, k)
    return out
  }
  const value = { encode: (v: Uint8Array) => v, decode: (b: Uint8Array) => b }
  const codec = { encode, decode: (b: Uint8Array) => key.read(b, 0) }
  return { options: { store, prefix, name, key: codec, value } } as unknown as AnyMap
}

/** The parts of a router keeper that own collections. */
export const routerParts = (router: RouterKeeper): readonly object[] => [
  ...[router, router.health, router.numbers, router.roster, router.roster.pools.forest],
  ...[router.seats, router.matches, router.channels, router.probes],
]

export function routerCollections(router: RouterKeeper): AnyMap[] {
  const { health, numbers, roster, seats, matches, channels, probes } = router
  const { forest } = roster.pools
  const packed = [health.map, forest.nodes, forest.heads]
  packed.push(roster.seats as never, roster.standings as never, roster.records as never)
  const maps = [
    ...[router.params.map, router.servers, router.nextServer.item.map, router.byModel.map],
    ...[router.byOperator.map, router.watch.map, router.moved.map, router.turns.map],
    ...[numbers.models, numbers.nextModel.item.map],
    ...[numbers.markets, numbers.nextMarket.item.map],
    ...[seats.seatings, seats.nextLeaf, seats.freeLeaves.map],
    ...[matches.matches, matches.next.item.map, matches.pending.map, matches.byClient.map],
    ...[matches.byServer.map, matches.due.map, matches.byChannel.map],
    ...[channels.uses, channels.newest, channels.counted, channels.payers],
    ...[probes.probers, probes.duties, probes.epochs, probes.shown.map],
  ] as unknown as AnyMap[]
  return [...maps, ...packed.map((one) => asMap(one as never))]
}

const REQUEST: Match = {
  id: 300n,
  client: address(1),
  terms: {
    ...{ modelId: bytes(5), regions: ['eu', 'na-east'], clientRegion: 'eu-west' },
    ...{ maxPrice: '1000', maxLatencyUs: 500_000, minUptimeClass: 2, serverId: 7n, insist: true },
    weights: { load: 4000, price: 2000, latency: 2000, compliance: 2000 },
    shape: { requests: 9, inputBytes: 1024n, outputBytes: 4096n },
    ...{ retailIds: [3n, 300n], leaseMs: 60_000n, maxAmount: '5000' },
    signer: { algorithm: 1, key: bytes(6) },
  },
  ...{ status: REQUESTED, height: 12n, tried: [4n, 300n] },
  ...{ serverId: 0n, aggregator: '', foundBy: 0, anticipation: null, dueMs: 0n, dueHeight: 0n },
  ...{ reason: 0, quote: '', expectedLatencyUs: 0, answered: 3n, late: 1n, lateSequence: 2n },
}

/** One row or two of everything. */
export function putRouter(router: RouterKeeper, ctx: Context): void {
  const { numbers, roster, seats, matches, channels, probes } = router
  router.params.set(ctx, DEFAULT_PARAMS)
  router.health.change(ctx, 300n, {
    ...{ heardMs: Number(NOW_MS), uptimePpm: 999_000, counted: 70_000, leases: 2 },
    ...{ connected: 3, queued: 4, jailedUntilMs: 5, isWatched: true, hardwareSlots: 6 },
  })
  const at = [300n, numbers.model(ctx, bytes(5))] as const
  const market = numbers.market(ctx, addressBytes(2), bytes(5))
  const tree = { market, cell: 17, klass: 9 }
  const seat = { ...tree, leaf: seats.takeLeaf(ctx, tree), wholesaleId: 300n }
  seats.giveLeaf(ctx, { ...tree, leaf: seats.takeLeaf(ctx, tree) })
  seats.set(ctx, at, [seat])
  roster.enroll(ctx, at, [seat], {
    load: { estMilli: 1500, atMs: Number(NOW_MS), leases: 2 },
    proven: { milli: 3000, cutWindow: 8 },
    ...{ declared: 4, latencyUs: 70_000, windows: 9, breaches: 1, isServing: true },
    ...{ isShared: true, uptimeClass: 1, price: 1n << 70n, perInputKib: 5n, perOutputKib: 6n },
  })
  roster.setCompliance(ctx, 300n, { windows: 9, breaches: 1 })
  matches.next.set(ctx, 302n)
  matches.put(ctx, REQUEST)
  matches.put(ctx, {
    ...REQUEST,
    ...{ id: 301n, status: ASSIGNED, serverId: 300n, aggregator: address(2), foundBy: 3 },
    ...{ dueMs: NOW_MS, dueHeight: 15n, quote: '7', expectedLatencyUs: 90_000 },
    anticipation: {
      ...{ retailId: 3n, wholesaleId: 300n, channelId: bytes(7), denom: 'uinx', bond: '100' },
      ...{ expected: '4000', maximum: '5000', ratePerS: 84n, expiryMs: NOW_MS + 66_000n },
    },
  })
  router.watch.add(ctx, [NOW_MS + 90_000n, 300n])
  router.moved.add(ctx, 300n)
  router.turns.add(ctx, [NOW_MS + 5n, 300n])
  channels.newest.set(ctx, { retailId: 3n, wholesaleId: 300n, serverId: 300n }, bytes(7))
  channels.counted.set(ctx, [300n, addressBytes(1)], 20n)
  channels.uses.set(ctx, bytes(7), {
    ...{ committed: 5000n, sequence: 3n, serverId: 300n, model: at[1], matchId: 301n },
    isInsisted: true,
    signer: bytes(9),
  })
  channels.payers.set(ctx, addressBytes(1), 1_767_225_600_000n)
  const prober = { address: address(6), sinceHeight: 300n, bond: '1000000' }
  probes.probers.set(ctx, addressBytes(6), prober)
  probes.epochs.set(ctx, 4n, 1_767_225_600_000n)
  probes.shown.add(ctx, [3n, addressBytes(1)])
  probes.duties.set(ctx, [4n, addressBytes(6)], {
    ...{ epoch: 4n, prober: address(6), status: 2, commitment: bytes(8) },
  })
}

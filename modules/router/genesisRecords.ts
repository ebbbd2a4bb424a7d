import { toSafeNumber } from '../../chain/types/arith.js'
import { assert } from '../../chain/types/assert.js'
import { equalBytes, toHex } from '../../chain/types/bytes.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import { isAddress } from '../../chain/types/readAddress.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { exportProbes, initProbes, probesProblems } from './genesisProbes.js'
import type { RouterKeeper } from './keeper.js'
import { type Standing, writeStanding } from './match/standing.js'
import { holdsSlot, NO_MATCH, REQUESTED } from './matches.js'
import { reseat } from './seating.js'
import { healthView, standingView } from './views.js'

type Genesis = PlainTypes['infonex.router.v1.GenesisState']
type ServerRecord = PlainTypes['infonex.router.v1.ServerRecord']

function matchesProblems(keeper: RouterKeeper, g: Genesis): string[] {
  const problems: string[] = []
  g.matches.forEach((match, i) => {
    const at = `router.matches[${i}]`
    const before = g.matches[i - 1]?.id ?? 0n
    if (match.id <= before || match.id >= g.nextMatch)
      problems.push(`${at}.id is ${match.id}, want above ${before} and below ${g.nextMatch}`)
    if (!isAddress(keeper.addresses, match.client))
      problems.push(`${at}.client is "${match.client.slice(0, 80)}", want an address`)
    if (match.terms === null) problems.push(`${at}.terms is absent`)
    if (match.status < REQUESTED || match.status > NO_MATCH)
      problems.push(`${at}.status is ${match.status}, want 1 to 4`)
    const isKnown = g.servers.some(({ id }) => id === match.serverId)
    if (holdsSlot(match) && !isKnown)
      problems.push(`${at}.server_id is ${match.serverId}, which is no server`)
    if (holdsSlot(match) !== (match.anticipation !== null))
      problems.push(`${at}.anticipation wants to be there while a server is held, and only then`)
  })
  return problems
}

function recordsProblems(g: Genesis): string[] {
  const problems: string[] = []
  g.records.forEach(({ serverId, health, standings }, i) => {
    const at = `router.records[${i}]`
    if (serverId <= (g.records[i - 1]?.serverId ?? 0n))
      problems.push(`${at}.server_id is not above the one before it`)
    if (!g.servers.some(({ id }) => id === serverId))
      problems.push(`${at}.server_id is ${serverId}, which is no server`)
    if (health === null) problems.push(`${at}.health is absent`)
    const held = g.matches.filter((match) => match.serverId === serverId && holdsSlot(match))
    const leases = standings.reduce((sum, one) => sum + one.leases, 0)
    if (held.length !== leases || health?.leases !== leases)
      problems.push(
        `${at}: ${held.length} matches hold slots, its standings say ${leases} and its health ${health?.leases}`,
      )
    standings.forEach((standing, j) => {
      if (standing.modelId.length !== 32)
        problems.push(
          `${at}.standings[${j}].model_id has ${standing.modelId.length} bytes, want 32`,
        )
      if (standing.declared === 0) problems.push(`${at}.standings[${j}].declared is 0, want more`)
      if (standing.estMilli > BigInt(standing.leases) * 1000n)
        problems.push(`${at}.standings[${j}].est_milli is above 1000 for each lease`)
    })
  })
  const recorded = new Set(g.records.map(({ serverId }) => serverId))
  for (const match of g.matches)
    if (holdsSlot(match) && !recorded.has(match.serverId))
      problems.push(
        `router.records has none of server ${match.serverId}, which match ${match.id} holds`,
      )
  return problems
}

/** Problems of all but servers and parameters, as sentences. */
export function recordProblems(keeper: RouterKeeper, g: Genesis): string[] {
  const problems = [...matchesProblems(keeper, g), ...recordsProblems(g)]
  g.channels.forEach(({ channelId, modelId }, i) => {
    for (const [name, bytes] of [
      ['channel_id', channelId],
      ['model_id', modelId],
    ] as const)
      if (bytes.length !== 32)
        problems.push(`router.channels[${i}].${name} has ${bytes.length} bytes, want 32`)
  })
  g.counterparties.forEach(({ client }, i) => {
    if (!isAddress(keeper.addresses, client))
      problems.push(`router.counterparties[${i}].client is "${client.slice(0, 80)}"`)
  })
  return [...problems, ...probesProblems(keeper, g)]
}

function initRecord(
  keeper: RouterKeeper,
  ctx: Context,
  { serverId, ...record }: ServerRecord,
): void {
  const { health, standings } = record
  assert(health !== null, 'a record has a health')
  const { watched, heardMs, counted, jailedUntilMs, ...rest } = health
  keeper.health.change(ctx, serverId, {
    ...rest,
    heardMs: toSafeNumber(heardMs),
    counted: toSafeNumber(counted),
    jailedUntilMs: toSafeNumber(jailedUntilMs),
    isWatched: watched,
    hardwareSlots: keeper.servers.get(ctx, serverId)?.hardware?.slots ?? 0,
  })
  if (watched) {
    const { serverTtlMs } = keeper.paramsOrDefault(ctx)
    keeper.watch.add(ctx, [heardMs + serverTtlMs, serverId])
  }
  for (const one of standings) {
    const at = [serverId, keeper.numbers.model(ctx, one.modelId)] as const
    const standing: Standing = {
      load: {
        estMilli: toSafeNumber(one.estMilli),
        atMs: toSafeNumber(one.atMs),
        leases: one.leases,
      },
      proven: { milli: one.provenMilli, cutWindow: one.cutWindow },
      declared: one.declared,
      // The offer says the rest when the server is seated.
      ...{ windows: 0, breaches: 0 },
      ...{
        latencyUs: one.latencyUs,
        isServing: false,
        isShared: false,
        uptimeClass: one.uptimeClass,
      },
      ...{ price: 0n, perInputKib: 0n, perOutputKib: 0n },
    }
    keeper.roster.standings.edit(ctx, at, (bytes) => writeStanding(bytes, standing))
    keeper.seats.set(ctx, at, [])
  }
}

/** Everything but servers and parameters; then all servers are seated. */
export function initRecords(keeper: RouterKeeper, ctx: Context, g: Genesis): void {
  for (const record of g.records) initRecord(keeper, ctx, record)
  keeper.matches.next.set(ctx, g.nextMatch === 0n ? 1n : g.nextMatch)
  for (const match of g.matches) keeper.matches.put(ctx, match)
  for (const { serverId, client, counted } of g.counterparties)
    keeper.channels.counted.set(ctx, [serverId, keeper.addresses.toBytes(client)], counted)
  for (const one of g.channels) {
    const paid = g.matches.filter(
      ({ anticipation }) =>
        anticipation !== null && equalBytes(anticipation.channelId, one.channelId),
    )
    const committed = paid.reduce(
      (sum, { anticipation }) => sum + BigInt(anticipation?.maximum ?? 0),
      0n,
    )
    keeper.channels.uses.set(ctx, one.channelId, {
      committed,
      sequence: one.sequence,
      serverId: one.serverId,
      model: keeper.numbers.model(ctx, one.modelId),
      matchId: one.matchId,
      isInsisted: one.insisted,
      signer: one.signer,
    })
    const { retailId, wholesaleId, serverId } = one
    if (one.newest)
      keeper.channels.newest.set(ctx, { retailId, wholesaleId, serverId }, one.channelId)
  }
  for (const { wholesaleId, windows, breaches } of g.compliance)
    keeper.roster.setCompliance(ctx, wholesaleId, { windows, breaches })
  initProbes(keeper, ctx, g)
  for (const id of [...keeper.moved.walk(ctx)]) {
    keeper.moved.delete(ctx, id)
    reseat(keeper, ctx, id)
  }
}

/** Model ids by their numbers. */
function modelIds(keeper: RouterKeeper, ctx: QueryContext): Map<number, Uint8Array> {
  return new Map([...keeper.numbers.models.walk(ctx)].map(([id, n]) => [toSafeNumber(n), id]))
}

export function exportRecords(
  keeper: RouterKeeper,
  ctx: QueryContext,
): Omit<Genesis, 'nextId' | 'servers' | 'params'> {
  const ids = modelIds(keeper, ctx)
  const idOf = (model: number): Uint8Array => ids.get(model) as Uint8Array
  const records: ServerRecord[] = []
  for (const [serverId, { aggregators }] of keeper.servers.walk(ctx)) {
    const models = keeper.seats.modelsOf(ctx, serverId)
    if (aggregators.length === 0 && models.length === 0) continue
    const standings = models
      .map((model) => standingView(idOf(model), keeper.roster.standing(ctx, [serverId, model])))
      .sort((a, b) => (toHex(a.modelId) < toHex(b.modelId) ? -1 : 1))
    records.push({ serverId, health: healthView(keeper.health.get(ctx, serverId)), standings })
  }
  const newest = new Map(
    [...keeper.channels.newest.walk(ctx)].map(([ids, id]) => [toHex(id), ids] as const),
  )
  return {
    records,
    nextMatch: keeper.matches.next.peek(ctx),
    matches: [...keeper.matches.matches.walk(ctx)].map(([, match]) => match),
    counterparties: [...keeper.channels.counted.walk(ctx)].map(([[serverId, client], counted]) => ({
      ...{ serverId, client: keeper.addresses.toText(client), counted },
    })),
    channels: [...keeper.channels.uses.walk(ctx)].map(([channelId, use]) => {
      const pair = newest.get(toHex(channelId))
      const view = keeper.payment.viewChannel(ctx, channelId)
      return {
        channelId,
        sequence: use.sequence,
        serverId: use.serverId,
        modelId: idOf(use.model),
        matchId: use.matchId,
        insisted: use.isInsisted,
        signer: use.signer,
        newest: pair !== undefined,
        retailId: pair?.retailId ?? view?.retailId ?? 0n,
        wholesaleId: pair?.wholesaleId ?? view?.wholesaleId ?? 0n,
      }
    }),
    compliance: keeper.roster.allCompliance(ctx),
    ...exportProbes(keeper, ctx),
  }
}

import { readAll } from '../../chain/codec/genesisJson.js'
import { ownJson, readOwn } from '../../chain/codec/ownGenesis.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import { TxError } from '../../chain/types/errors.js'
import type { Json } from '../../chain/types/module.js'
import { isAddress } from '../../chain/types/readAddress.js'
import { exportRecords, initRecords, recordProblems } from './genesisRecords.js'
import type { RouterKeeper } from './keeper.js'
import { DEFAULT_PARAMS, paramsProblem } from './params.js'
import { ACTIVE, checkTerms, JAILED, type Server } from './state.js'

const GENESIS = 'infonex.router.v1.GenesisState'
const read = readOwn(GENESIS)

export function defaultGenesis(): Json {
  return ownJson(GENESIS, {
    ...{ nextId: 1n, servers: [], params: DEFAULT_PARAMS, records: [], nextMatch: 1n },
    ...{ matches: [], counterparties: [], channels: [], probers: [], duties: [], compliance: [] },
    ...{ probeEpochs: [], shownClients: [], payers: [] },
  })
}

function termsProblem(keeper: RouterKeeper, server: Server): string | undefined {
  try {
    checkTerms(server, keeper.addresses)
    return undefined
  } catch (error) {
    if (error instanceof TxError) return error.message
    throw error
  }
}

/** Every problem of the section, as sentences. */
export function validateGenesis(keeper: RouterKeeper, genesis: Json): readonly string[] {
  const problems: string[] = []
  const section = read(genesis, 'router', problems)
  const { nextId, servers, params } = section
  if (nextId === 0n) problems.push('router.next_id is 0, want 1 or more')
  const problem = params === null ? undefined : paramsProblem(params)
  if (problem !== undefined) problems.push(`router.params: ${problem}`)
  servers.forEach((server, i) => {
    const at = `router.servers[${i}]`
    const before = servers[i - 1]?.id ?? 0n
    if (server.id <= before || server.id >= nextId)
      problems.push(`${at}.id is ${server.id}, want above ${before} and below next_id (${nextId})`)
    if (!isAddress(keeper.addresses, server.operator))
      problems.push(`${at}.operator is "${server.operator.slice(0, 80)}", want an address`)
    if (server.status < ACTIVE || server.status > JAILED)
      problems.push(`${at}.status is ${server.status}, want 1 to 3`)
    const why = termsProblem(keeper, server)
    if (why !== undefined) problems.push(`${at}: ${why}`)
  })
  return [...problems, ...recordProblems(keeper, section)]
}

export function initGenesis(keeper: RouterKeeper, ctx: Context, genesis: Json): void {
  const section = readAll(read, genesis, 'router')
  if (section.params !== null) keeper.params.set(ctx, section.params)
  keeper.nextServer.set(ctx, section.nextId)
  for (const server of section.servers) keeper.put(ctx, server)
  initRecords(keeper, ctx, section)
}

export function exportGenesis(keeper: RouterKeeper, ctx: QueryContext): Json {
  const servers = [...keeper.servers.walk(ctx)].map(([, server]) => server)
  return ownJson(GENESIS, {
    nextId: keeper.nextServer.peek(ctx),
    servers,
    params: keeper.paramsOrDefault(ctx),
    ...exportRecords(keeper, ctx),
  })
}

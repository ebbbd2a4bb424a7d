import { readAll } from '../../chain/codec/genesisJson.js'
import { ownJson, readOwn } from '../../chain/codec/ownGenesis.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import { TxError } from '../../chain/types/errors.js'
import type { Json } from '../../chain/types/module.js'
import { isAddress } from '../../chain/types/readAddress.js'
import type { RouterKeeper } from './keeper.js'
import { ACTIVE, checkTerms, DRAINING, type Server } from './state.js'

const GENESIS = 'infonex.router.v1.GenesisState'
const read = readOwn(GENESIS)

export function defaultGenesis(): Json {
  return ownJson(GENESIS, { nextId: 1n, servers: [] })
}

function termsProblem(server: Server): string | undefined {
  try {
    checkTerms(server)
    return undefined
  } catch (error) {
    if (error instanceof TxError) return error.message
    throw error
  }
}

/** Every problem of the section, as sentences. */
export function validateGenesis(keeper: RouterKeeper, genesis: Json): readonly string[] {
  const problems: string[] = []
  const { nextId, servers } = read(genesis, 'router', problems)
  if (nextId === 0n) problems.push('router.next_id is 0, want 1 or more')
  servers.forEach((server, i) => {
    const at = `router.servers[${i}]`
    const before = servers[i - 1]?.id ?? 0n
    if (server.id <= before || server.id >= nextId)
      problems.push(`${at}.id is ${server.id}, want above ${before} and below next_id (${nextId})`)
    if (!isAddress(keeper.addresses, server.operator))
      problems.push(`${at}.operator is "${server.operator.slice(0, 80)}", want an address`)
    if (server.status !== ACTIVE && server.status !== DRAINING)
      problems.push(`${at}.status is ${server.status}, want 1 or 2`)
    const problem = termsProblem(server)
    if (problem !== undefined) problems.push(`${at}: ${problem}`)
  })
  return problems
}

export function initGenesis(keeper: RouterKeeper, ctx: Context, genesis: Json): void {
  const { nextId, servers } = readAll(read, genesis, 'router')
  keeper.nextServer.set(ctx, nextId)
  for (const server of servers) keeper.put(ctx, server)
}

export function exportGenesis(keeper: RouterKeeper, ctx: QueryContext): Json {
  const servers = [...keeper.servers.walk(ctx)].map(([, server]) => server)
  return ownJson(GENESIS, { nextId: keeper.nextServer.peek(ctx), servers })
}

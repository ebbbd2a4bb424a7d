import { readAll } from '../../chain/codec/genesisJson.js'
import { ownJson, readOwn } from '../../chain/codec/ownGenesis.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import { TxError } from '../../chain/types/errors.js'
import type { Json } from '../../chain/types/module.js'
import { isAddress } from '../../chain/types/readAddress.js'
import type { GovKeeper } from './keeper.js'
import { DEFAULT_PARAMS, paramsProblem } from './params.js'
import type { Any } from './state.js'

const GENESIS = 'infonex.gov.v1.GenesisState'
const read = readOwn(GENESIS)

/** Nobody may change anything, until a genesis names somebody. */
export function defaultGenesis(): Json {
  return ownJson(GENESIS, { params: DEFAULT_PARAMS, authority: '', nextId: 1n, announcements: [] })
}

function messageProblem(keeper: GovKeeper, message: Any | null): string | undefined {
  if (message === null) return 'message is absent'
  try {
    keeper.checkMessage(message)
    return undefined
  } catch (error) {
    if (error instanceof TxError) return error.message
    throw error
  }
}

/** Every problem of the section, as sentences. */
export function validateGenesis(keeper: GovKeeper, genesis: Json): readonly string[] {
  const problems: string[] = []
  const { params, authority, nextId, announcements } = read(genesis, 'gov', problems)
  const problem = params === null ? 'is absent' : paramsProblem(params)
  if (problem !== undefined) problems.push(`gov.params.${problem}`)
  if (authority !== '' && !isAddress(keeper.addresses, authority))
    problems.push(`gov.authority is "${authority.slice(0, 80)}", want an address of this chain`)
  if (nextId === 0n) problems.push('gov.next_id is 0, want 1 or more')
  announcements.forEach((a, i) => {
    const at = `gov.announcements[${i}]`
    const before = announcements[i - 1]?.id ?? 0n
    if (a.id <= before || a.id >= nextId)
      problems.push(`${at}.id is ${a.id}, want above ${before} and below next_id (${nextId})`)
    const why = messageProblem(keeper, a.message)
    if (why !== undefined) problems.push(`${at}: ${why}`)
  })
  return problems
}

export function initGenesis(keeper: GovKeeper, ctx: Context, genesis: Json): void {
  const { params, authority, nextId, announcements } = readAll(read, genesis, 'gov')
  keeper.params.set(ctx, params ?? DEFAULT_PARAMS)
  if (authority !== '') keeper.authority.set(ctx, authority)
  keeper.nextId.set(ctx, nextId)
  for (const announcement of announcements)
    keeper.announcements.set(ctx, announcement.id, announcement)
}

export function exportGenesis(keeper: GovKeeper, ctx: QueryContext): Json {
  return ownJson(GENESIS, {
    params: keeper.paramsOrDefault(ctx),
    authority: keeper.authority.get(ctx) ?? '',
    nextId: keeper.nextId.peek(ctx),
    announcements: [...keeper.announcements.walk(ctx)].map(([, announcement]) => announcement),
  })
}

import { assert } from '../types/assert.js'
import { fromUtf8 } from '../types/bytes.js'
import type { InitChainRequest } from '../types/abci.js'
import type { AddressCodec } from '../types/address.js'
import type { Context, QueryContext } from '../types/context.js'
import type { AppModule, Json } from '../types/module.js'
import * as kernel from './kernelState.js'

type Sections = Readonly<Record<string, Json>>

/** A genesis that the chain cannot start from; every problem at once, each naming its field. */
export class GenesisError extends Error {
  override readonly name = 'GenesisError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`genesis is not valid:\n${problems.map((p) => `  - ${p}`).join('\n')}`)
    this.problems = problems
  }
}

/** The `app_state` object. @throws GenesisError */
export function parseAppState(bytes: Uint8Array): Sections {
  let parsed: unknown
  try {
    parsed = bytes.length === 0 ? {} : JSON.parse(fromUtf8(bytes))
  } catch {
    throw new GenesisError(['app_state is not JSON'])
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new GenesisError(['app_state is not an object of modules'])
  return parsed as Sections
}

/** The first `address` in a section, depth first: vesting accounts keep theirs inside. */
function firstAddress(value: Json | undefined): string | undefined {
  if (value === null || typeof value !== 'object') return undefined
  if (!Array.isArray(value)) {
    const { address } = value as Sections
    if (typeof address === 'string') return address
  }
  for (const inner of Object.values(value as Sections)) {
    const found = firstAddress(inner)
    if (found !== undefined) return found
  }
  return undefined
}

/** The bech32 prefix of the first account, which sets that of the chain; undefined without accounts. */
export function prefixOf(sections: Sections): string | undefined {
  const auth = sections['auth'] as Sections | undefined
  const address = firstAddress(auth?.['accounts'])
  const at = address?.lastIndexOf('1') ?? -1
  return at > 0 ? address?.slice(0, at) : undefined
}

/** Every problem of the sections that the modules know. */
export function genesisProblems(modules: readonly AppModule[], sections: Sections): string[] {
  const own = modules.flatMap((module) => {
    const section = sections[module.name]
    if (section === undefined) return []
    return module.validateGenesis(section).map((problem) => {
      if (problem.startsWith('app_state')) return problem
      const named = problem.startsWith(`${module.name}.`)
      return named ? `app_state.${problem}` : `app_state.${module.name}: ${problem}`
    })
  })
  const together = modules.flatMap((module) => module.validateWithOthers?.(sections) ?? [])
  return [...own, ...together.map((problem) => `app_state.${problem}`)]
}

/** Fills the empty state: kernel first, then the modules in order. @throws GenesisError or TxError */
export function initGenesis(
  ctx: Context,
  request: InitChainRequest,
  modules: readonly AppModule[],
  addresses: AddressCodec,
): void {
  const sections = parseAppState(request.appStateBytes)
  addresses.use(prefixOf(sections) ?? addresses.prefix)
  const problems = genesisProblems(modules, sections)
  if (problems.length > 0) throw new GenesisError(problems)
  kernel.chainId.set(ctx, request.chainId)
  kernel.bech32Prefix.set(ctx, addresses.prefix)
  kernel.blockTimeNs.set(ctx, request.timeNs)
  kernel.stateVersion.set(ctx, kernel.STATE_VERSION)
  for (const module of modules) {
    kernel.moduleVersions.set(ctx, module.name, BigInt(module.consensusVersion))
    module.initGenesis(ctx, sections[module.name] ?? module.defaultGenesis())
  }
}

/** The state as `app_state`, by module. */
export function exportGenesis(ctx: QueryContext, modules: readonly AppModule[]): Sections {
  const sections: Record<string, Json> = {}
  for (const module of modules) sections[module.name] = module.exportGenesis(ctx)
  return sections
}

/** Every broken invariant, as 'module/name: what'. */
export function brokenInvariants(ctx: QueryContext, modules: readonly AppModule[]): string[] {
  return modules.flatMap((module) =>
    module.invariants.flatMap((invariant) => {
      const broken = invariant.check(ctx)
      return broken === undefined ? [] : [`${module.name}/${invariant.name}: ${broken}`]
    }),
  )
}

/** Modules of one chain have different names and own different stores. @throws AssertionError */
export function checkModules(modules: readonly AppModule[], stores: readonly string[]): void {
  const names = modules.map((m) => m.name)
  assert(new Set(names).size === names.length, 'modules have different names')
  const owned = [kernel.KERNEL_STORE, ...modules.flatMap((m) => m.stores)]
  assert(new Set(owned).size === owned.length, 'each store has one owner')
  for (const name of owned) assert(stores.includes(name), `the multistore has no store ${name}`)
}

import type { Context, QueryContext } from '../types/context.js'
import type { AppModule } from '../types/module.js'
import { toSafeNumber } from '../types/arith.js'
import * as kernel from './kernelState.js'

/** A state that this program must not run on; the text says what to do. */
export class StateVersionError extends Error {
  override readonly name = 'StateVersionError'
}

/** One step of one module. */
export interface PendingMigration {
  readonly module: string
  readonly from: number
  readonly to: number
}

function storedVersion(ctx: QueryContext, module: AppModule): number {
  return toSafeNumber(kernel.moduleVersions.get(ctx, module.name) ?? 0n)
}

/**
 * What must run before this program may use the state; 0 = the module is new to it.
 * @throws StateVersionError if the state is newer than the program.
 */
export function pendingMigrations(
  ctx: QueryContext,
  modules: readonly AppModule[],
): PendingMigration[] {
  const state = kernel.stateVersion.get(ctx) ?? 0n
  if (state > kernel.STATE_VERSION)
    throw new StateVersionError(
      `the state has layout version ${state}, this program knows ${kernel.STATE_VERSION}: install a newer infonex`,
    )
  return modules.flatMap((module) => {
    const from = storedVersion(ctx, module)
    const to = module.consensusVersion
    if (from > to)
      throw new StateVersionError(
        `the state of module ${module.name} has version ${from}, this program knows ${to}: install a newer infonex`,
      )
    return from === to ? [] : [{ module: module.name, from, to }]
  })
}

/** The refusal to start on an older state, with the command that migrates it. */
export function migrationNeeded(pending: readonly PendingMigration[]): StateVersionError {
  const rows = pending.map(({ module, from, to }) => `${module} from version ${from} to ${to}`)
  return new StateVersionError(
    `the state was written by an older program (${rows.join(', ')}): ` +
      'make a copy of the home, then run `infonex start --migrate` once',
  )
}

/**
 * Runs every pending migration in module order, one version at a time; a module new to the state gets
 * its default genesis. Part of the first block after the upgrade.
 * @throws StateVersionError if a step is missing.
 */
export function runMigrations(ctx: Context, modules: readonly AppModule[]): void {
  for (const { module: name, from, to } of pendingMigrations(ctx, modules)) {
    const module = modules.find((m) => m.name === name) as AppModule
    if (from === 0) module.initGenesis(ctx, module.defaultGenesis())
    else
      for (let version = from; version < to; version++) {
        const step = module.migrations?.[version]
        if (step === undefined)
          throw new StateVersionError(
            `module ${name} has no migration from version ${version} to ${version + 1}`,
          )
        step(ctx)
      }
    kernel.moduleVersions.set(ctx, name, BigInt(to))
  }
  kernel.stateVersion.set(ctx, kernel.STATE_VERSION)
}

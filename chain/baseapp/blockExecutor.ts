import type { ConsensusParams, FinalizeBlockResponse, TxResult } from '../types/abci.js'
import type { Context, QueryContext } from '../types/context.js'
import { SdkError, TxError } from '../types/errors.js'
import type { Event } from '../types/event.js'
import { GasMeter } from '../types/gas.js'
import type { AppModule } from '../types/module.js'
import type { SignatureRecord } from '../types/verifier.js'
import * as kernel from './kernelState.js'
import { runMigrations } from './migrations.js'
import type { BaseAppOptions, StageListener } from './options.js'
import type { TxRunner } from './txRunner.js'

type Executed = Pick<FinalizeBlockResponse, 'events' | 'txResults' | 'validatorUpdates'>

const none: Uint8Array = new Uint8Array()

/** Transactions whose signatures are handed to the threads together. */
const AHEAD_AT_ONCE = 64
/**
 * How far before its execution a transaction's signature is handed over. PERF: far enough that its verdict
 * is there, near enough that what was decoded for it dies young: a whole block of it costs the collector more
 * than the decoding.
 */
const AHEAD_BY = 4 * AHEAD_AT_ONCE

/** Runs one block on a branch: begin blockers, transactions, end blockers. */
export class BlockExecutor {
  readonly #options: BaseAppOptions
  readonly #runner: TxRunner
  readonly #stage: StageListener
  #migrate = false

  constructor(options: BaseAppOptions, runner: TxRunner, stage: StageListener) {
    this.#options = options
    this.#runner = runner
    this.#stage = stage
  }

  /** The next block begins with the pending migrations. */
  migrateNext(): void {
    this.#migrate = true
  }

  /**
   * Hands signature checks of transactions to the verifier's threads; what CheckTx or an earlier call has
   * seen is left out, since its verdicts are known or on their way.
   */
  ahead(ctx: QueryContext, txs: readonly Uint8Array[]): void {
    const { verifier, ante } = this.#options
    if (verifier?.worksAhead !== true) return
    const records: SignatureRecord[] = []
    for (const bytes of txs)
      try {
        if (this.#runner.knows(bytes)) continue
        records.push(...ante.records(ctx, this.#runner.decode(bytes)))
      } catch (error) {
        if (!(error instanceof TxError)) throw error
      }
    verifier.ahead(records)
  }

  /** @param ctx of mode `block`, over the branch that becomes the block's writes. */
  execute(ctx: Context, txs: readonly Uint8Array[]): Executed {
    const { modules } = this.#options
    this.#stage('ahead')
    for (let i = 0; i < AHEAD_BY; i += AHEAD_AT_ONCE)
      this.ahead(ctx, txs.slice(i, i + AHEAD_AT_ONCE))
    this.#stage('begin')
    if (this.#migrate) runMigrations(ctx, modules)
    kernel.blockTimeNs.set(ctx, ctx.timeNs)
    const events = runHooks(ctx, modules, 'beginBlock', 'BeginBlock')
    const txResults = this.#runTxs(ctx.with({ mode: 'deliver' }), txs)
    this.#stage('end')
    events.push(...runHooks(ctx, modules, 'endBlock', 'EndBlock'))
    return { events, txResults, validatorUpdates: ctx.validatorUpdates }
  }

  /** The block is committed: what ran once must not run again. */
  committed(): void {
    this.#migrate = false
  }

  #runTxs(ctx: Context, txs: readonly Uint8Array[]): TxResult[] {
    const { systemTx } = this.#options
    const maxGas = ctx.block.consensusParams?.block.maxGas ?? -1n
    const blockGas = new GasMeter(maxGas > 0n ? maxGas : undefined)
    return txs.map((bytes, i) => {
      if (i % AHEAD_AT_ONCE === 0) {
        this.#stage('ahead')
        this.ahead(ctx, txs.slice(i + AHEAD_BY, i + AHEAD_BY + AHEAD_AT_ONCE))
      }
      if (systemTx?.matches(bytes) !== true) return this.#runner.run(ctx, bytes, blockGas).result
      return runSystemTx(i, () => {
        const events: Event[] = []
        ctx.with({ events, txBytes: bytes }).atomic((branch) => systemTx.execute(branch, bytes))
        return events
      })
    })
  }
}

/** The system transaction at index 0; anywhere else it does nothing but fail. */
function runSystemTx(index: number, body: () => readonly Event[]): TxResult {
  const empty = { data: none, info: '', gasWanted: 0n, gasUsed: 0n }
  try {
    if (index !== 0) throw SdkError.unauthorized('a system transaction stands at index 0 alone')
    return { ...empty, code: 0, codespace: '', log: '', events: body() }
  } catch (error) {
    if (!(error instanceof TxError)) throw error
    const { codespace, code, message: log } = error
    return { ...empty, code, codespace, log, events: [] }
  }
}

/** Hooks in module order; each event tells which hook it came from, as the SDK marks it. */
function runHooks(
  ctx: Context,
  modules: readonly AppModule[],
  hook: 'beginBlock' | 'endBlock',
  mode: string,
): Event[] {
  const events: Event[] = []
  for (const module of modules) module[hook]?.(ctx.with({ events, gas: new GasMeter(undefined) }))
  const row = { key: 'mode', value: mode, index: true }
  return events.map(({ type, attributes }) => ({ type, attributes: [...attributes, row] }))
}

/** Whether two sets of consensus parameters say the same. */
export function sameParams(
  a: ConsensusParams | undefined,
  b: ConsensusParams | undefined,
): boolean {
  if (a === undefined || b === undefined) return a === b
  const flat = (p: ConsensusParams): string =>
    [
      ...[p.block.maxBytes, p.block.maxGas, p.version.app],
      ...[p.evidence.maxAgeNumBlocks, p.evidence.maxAgeDurationNs, p.evidence.maxBytes],
      ...p.validator.pubKeyTypes,
    ].join(' ')
  return flat(a) === flat(b)
}

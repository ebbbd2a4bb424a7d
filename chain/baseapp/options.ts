import type { DecodedTx } from '../codec/tx.js'
import type { CheckTxResponse } from '../types/abci.js'
import type { AddressCodec } from '../types/address.js'
import type { Context, QueryContext } from '../types/context.js'
import type { ConsensusParamsKeeper } from '../types/keepers.js'
import type { CommitLog, CommitMultiStore, SnapshotSource } from '../types/kv.js'
import type { AnyQueryHandler, AppModule } from '../types/module.js'
import type { SystemTx } from '../types/systemTx.js'
import type { AheadVerifier, SignatureRecord } from '../types/verifier.js'
import type { Router } from './router.js'

/** What runs before the messages of a transaction; chain/ante is the one implementation. */
export interface AnteHandler {
  /** The context with the transaction's gas meter. */
  setUp(ctx: Context, tx: DecodedTx, simulate: boolean): Context
  /** Fees, sequences, signatures. @throws TxError: all it wrote is dropped. */
  run(ctx: Context, tx: DecodedTx, simulate: boolean): AnteOutcome
  /** The signature checks a transaction will need, as far as the state tells by now; never throws. */
  records(ctx: QueryContext, tx: DecodedTx): readonly SignatureRecord[]
}

/** Hints for the mempool. */
export type AnteOutcome = Required<Pick<CheckTxResponse, 'priority' | 'sender' | 'sequence'>>

/** Where what must not pass silently is reported; node/ logs and counts it. */
export interface Reporter {
  /** A bug: a throw inside a transaction that is not a refusal. */
  unexpected(error: unknown, where: string): void
  /** Something an operator should read once. */
  notice(text: string): void
}

/** Told when a stage of the block's work begins; node/ measures between the calls. */
export type StageListener = (stage: Stage) => void
export type Stage =
  | 'idle'
  | 'ahead'
  | 'begin'
  | 'decode'
  | 'ante'
  | 'messages'
  | 'end'
  | 'changes'
  | 'hash'
  | 'log'
  | 'commit'

export type MinGasPrices = Context['minGasPrices']

export interface BaseAppOptions {
  readonly name: string
  readonly version: string
  readonly store: CommitMultiStore
  readonly log: CommitLog
  /** In the order of genesis and of block hooks. */
  readonly modules: readonly AppModule[]
  readonly router: Router
  readonly ante: AnteHandler
  readonly addresses: AddressCodec
  readonly consensusParams: ConsensusParamsKeeper
  readonly reporter: Reporter
  /** Checks signatures of a block ahead of its execution. */
  readonly verifier?: AheadVerifier | undefined
  readonly systemTx?: SystemTx | undefined
  readonly snapshots?: SnapshotSource | undefined
  /** Queries that no module owns. */
  readonly queries?: readonly AnyQueryHandler[]
  /** Node-local; read by CheckTx alone. */
  readonly minGasPrices?: MinGasPrices
  /** Throw on a bug inside a transaction instead of recovering: tests and simulators. */
  readonly haltOnUnexpected?: boolean
  /** Let the first block run pending migrations; otherwise an older state is refused. */
  readonly migrate?: boolean
  /** Blocks below what it gives may be pruned after `height`; absent = keep all. */
  readonly retainHeight?: (height: bigint) => bigint
  readonly onStage?: StageListener
}

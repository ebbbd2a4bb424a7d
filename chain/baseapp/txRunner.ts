import { codec } from '../codec/proto.js'
import { decodeTx, type DecodedTx, type TxMessage } from '../codec/tx.js'
import type { TxResult } from '../types/abci.js'
import { U64_MAX } from '../types/arith.js'
import type { Context } from '../types/context.js'
import { PANIC_CODE, PANIC_CODESPACE, SdkError, TxError } from '../types/errors.js'
import type { Event } from '../types/event.js'
import { isFatal } from '../types/fatal.js'
import type { GasMeter } from '../types/gas.js'
import type { AnyValue } from '../types/module.js'
import type { AnteHandler, AnteOutcome, Reporter, StageListener } from './options.js'
import type { Router } from './router.js'

/** What became of a transaction; more than ABCI tells. */
export interface TxOutcome {
  readonly result: TxResult
  readonly responses: readonly AnyValue[]
  /** Undefined when the ante handler refused. */
  readonly hints: AnteOutcome | undefined
}

const txMsgData = codec('cosmos.base.abci.v1beta1.TxMsgData')
const none: Uint8Array = new Uint8Array()

interface Refusal {
  readonly codespace: string
  readonly code: number
  readonly log: string
}

/** Runs transactions: decode, basic checks, ante handler, messages (runTx of the SDK's baseapp). */
export class TxRunner {
  readonly #router: Router
  readonly #ante: AnteHandler
  readonly #reporter: Reporter
  readonly #halt: boolean
  readonly #stage: StageListener
  /** By identity of the bytes: one transaction passes CheckTx, proposals and the block as one array. */
  readonly #decoded = new WeakMap<Uint8Array, DecodedTx>()

  constructor(options: {
    readonly router: Router
    readonly ante: AnteHandler
    readonly reporter: Reporter
    readonly haltOnUnexpected: boolean
    readonly onStage: StageListener
  }) {
    this.#router = options.router
    this.#ante = options.ante
    this.#reporter = options.reporter
    this.#halt = options.haltOnUnexpected
    this.#stage = options.onStage
  }

  /** Whether these very bytes were decoded before, by CheckTx, a proposal or `ahead`. */
  knows(bytes: Uint8Array): boolean {
    return this.#decoded.has(bytes)
  }

  /** @throws TxError sdk 2 */
  decode(bytes: Uint8Array): DecodedTx {
    const known = this.#decoded.get(bytes)
    if (known !== undefined) return known
    const tx = decodeTx(bytes, this.#router)
    this.#decoded.set(bytes, tx)
    return tx
  }

  /**
   * For a block: takes what was decoded before, and leaves nothing. Blocks are the last place where a
   * transaction is seen, and what thousands of them leave behind is what the collector has to carry.
   */
  #decodeOnce(bytes: Uint8Array): DecodedTx {
    const known = this.#decoded.get(bytes)
    if (known === undefined) return decodeTx(bytes, this.#router)
    this.#decoded.delete(bytes)
    return known
  }

  /**
   * Runs a transaction in `base`, whose stores keep what it writes: after a failure of the messages the
   * fee and the sequence, after a failure of the ante handler nothing.
   * @param blockGas counts the gas of the block; absent outside of blocks.
   */
  run(base: Context, bytes: Uint8Array, blockGas?: GasMeter): TxOutcome {
    const where = `${base.mode} at height ${base.height}`
    let tx: DecodedTx
    try {
      if (blockGas?.remaining === 0n) throw SdkError.outOfGas('no block gas left to run tx')
      this.#stage('decode')
      tx = base.mode === 'deliver' ? this.#decodeOnce(bytes) : this.decode(bytes)
      checkMessages(tx.messages)
    } catch (error) {
      return refused(this.#refusal(error, where), 0n, 0n, [], undefined)
    }
    return this.#runDecoded(base.with({ txBytes: bytes }), tx, where, blockGas)
  }

  #runDecoded(base: Context, tx: DecodedTx, where: string, blockGas?: GasMeter): TxOutcome {
    const simulate = base.mode === 'simulate'
    const limit = simulate ? U64_MAX : (tx.authInfo.fee?.gasLimit ?? 0n)
    const stores = base.stores.branch()
    const own = { stores, events: [], diffs: [], validatorUpdates: [] }
    const ctx = this.#ante.setUp(base.with(own), tx, simulate)
    let hints: AnteOutcome
    try {
      this.#stage('ante')
      hints = this.#ante.run(ctx, tx, simulate)
    } catch (error) {
      blockGas?.count(ctx.gas.usedToLimit)
      return refused(this.#refusal(error, where), limit, ctx.gas.used, [], undefined)
    }
    stores.write()
    base.diffs.push(...ctx.diffs)
    if (base.mode === 'check' || base.mode === 'recheck')
      return accepted(limit, ctx.gas.used, none, ctx.events, [], hints)
    const { diffs, validatorUpdates } = base
    const next = ctx.with({ stores: base.stores, diffs, validatorUpdates })
    return this.#runMessages(next, tx, { where, limit, hints, blockGas })
  }

  /** All messages or none; the events of the ante handler stay either way. */
  #runMessages(
    ctx: Context,
    tx: DecodedTx,
    has: { where: string; limit: bigint; hints: AnteOutcome; blockGas: GasMeter | undefined },
  ): TxOutcome {
    let responses: AnyValue[]
    const branch = ctx.stores.branch()
    const inner = ctx.with({ stores: branch, events: [], diffs: [], validatorUpdates: [] })
    let counted = false
    try {
      this.#stage('messages')
      responses = tx.messages.map((message, i) => this.#runMessage(inner, message, i))
      counted = true
      has.blockGas?.consume(ctx.gas.usedToLimit, 'block gas meter')
      branch.write()
    } catch (error) {
      if (!counted) has.blockGas?.count(ctx.gas.usedToLimit)
      const why = this.#refusal(error, has.where)
      return refused(why, has.limit, ctx.gas.used, ctx.events, has.hints)
    }
    ctx.diffs.push(...inner.diffs)
    ctx.validatorUpdates.push(...inner.validatorUpdates)
    const data = txMsgData.encode({
      data: [],
      msgResponses: responses.map(({ typeUrl, value }) => ({ type_url: typeUrl, value })),
    })
    const events = [...ctx.events, ...inner.events]
    return accepted(has.limit, ctx.gas.used, data, events, responses, has.hints)
  }

  #runMessage(ctx: Context, { handler, msg }: TxMessage, index: number): AnyValue {
    const events: Event[] = []
    let response: AnyValue
    try {
      response = this.#router.execute(ctx.with({ events }), handler, msg)
    } catch (error) {
      if (!(error instanceof TxError) || isOutOfGas(error)) throw error
      const text = `failed to execute message; message index: ${index}: ${error.message}`
      throw new TxError(error.codespace, error.code, text)
    }
    const row = { key: 'msg_index', value: index.toString(), index: true }
    for (const one of events)
      ctx.events.push({ type: one.type, attributes: [...one.attributes, row] })
    return response
  }

  /** A refusal as it is, a bug as the SDK's panic code; a stack overflow halts. */
  #refusal(error: unknown, where: string): Refusal {
    if (error instanceof TxError)
      return { codespace: error.codespace, code: error.code, log: error.message }
    if (isFatal(error)) throw error
    this.#reporter.unexpected(error, where)
    if (this.#halt) throw error
    return { codespace: PANIC_CODESPACE, code: PANIC_CODE, log: 'recovered: internal error: panic' }
  }
}

/** Out of gas is an abort, not a message's refusal: it keeps its own text. */
function isOutOfGas(error: TxError): boolean {
  return error.codespace === 'sdk' && error.code === 11
}

/** @throws TxError */
function checkMessages(messages: readonly TxMessage[]): void {
  if (messages.length === 0) throw SdkError.invalidRequest('must contain at least one message')
  for (const { handler, msg } of messages) handler.validateBasic(msg)
}

function refused(
  { codespace, code, log }: Refusal,
  gasWanted: bigint,
  gasUsed: bigint,
  events: readonly Event[],
  hints: AnteOutcome | undefined,
): TxOutcome {
  const result = { code, codespace, log, data: none, info: '', gasWanted, gasUsed, events }
  return { result, responses: [], hints }
}

function accepted(
  gasWanted: bigint,
  gasUsed: bigint,
  data: Uint8Array,
  events: readonly Event[],
  responses: readonly AnyValue[],
  hints: AnteOutcome,
): TxOutcome {
  const result = { code: 0, codespace: '', log: '', data, info: '', gasWanted, gasUsed, events }
  return { result, responses, hints }
}

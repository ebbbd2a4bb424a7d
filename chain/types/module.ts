import type { Context, QueryContext } from './context.js'

/** The codec a handler needs; chain/codec/proto.ts `codecOf` makes one. */
interface MessageCodec<T> {
  readonly name: string
  encode(value: T): Uint8Array
  decode(bytes: Uint8Array): T
}

/** How a message looks in SIGN_MODE_LEGACY_AMINO_JSON. */
export interface AminoConverter<M> {
  /** cosmos-sdk/MsgSend */
  readonly name: string
  /** The `value`: 64-bit integers as decimal strings, what is empty left out where amino leaves it out. */
  toAmino(msg: M): Json
}

/**
 * One message of a module. Order inside `execute`: checks in the order of the README, then writes, then
 * events; the order of checks is consensus.
 */
export interface MsgHandler<M, R> {
  /** With a leading slash: /cosmos.bank.v1beta1.MsgSend. */
  readonly typeUrl: string
  readonly request: MessageCodec<M>
  readonly response: MessageCodec<R>
  /** Absent: the message cannot be signed with amino JSON. */
  readonly amino?: AminoConverter<M>
  /** Bech32 addresses that must sign, first = fee payer by default. @throws TxError if malformed. */
  signers(msg: M): readonly string[]
  /** Checks of the message alone. @throws TxError */
  validateBasic(msg: M): void
  /** @throws TxError: all writes and events of the message are dropped. */
  execute(ctx: Context, msg: M): R
}

/** One query: pure, over a committed height. */
export interface QueryHandler<Q, R> {
  /** /cosmos.bank.v1beta1.Query/Balance */
  readonly path: string
  readonly request: MessageCodec<Q>
  readonly response: MessageCodec<R>
  /** @throws TxError (SdkError.keyNotFound and so on, see grpc.ts for the NotFound wording). */
  run(ctx: QueryContext, request: Q): R
}

/** Handlers of unlike messages in one list. */
export type AnyMsgHandler = MsgHandler<any, any>
export type AnyQueryHandler = QueryHandler<any, any>

/** google.protobuf.Any as plain data. */
export interface AnyValue {
  readonly typeUrl: string
  readonly value: Uint8Array
}

/** Runs messages on behalf of a module (authz, gov): the handler is found by type URL. */
export interface MsgRouter {
  handler(typeUrl: string): AnyMsgHandler | undefined
  /**
   * Decodes strictly, runs validateBasic and execute in `ctx` (callers branch with ctx.atomic), emits the
   * `message` action event, and gives the encoded response. Signers are NOT checked here.
   */
  dispatch(ctx: Context, msg: AnyValue): AnyValue
}

/** Something that must always hold: a message when it is broken, undefined when it holds. */
export interface Invariant {
  readonly name: string
  check(ctx: QueryContext): string | undefined
}

/** JSON of a genesis section, parsed; integers of 64 bits and more are decimal strings. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [k: string]: Json }

/** A module as the kernel sees it: the index card. */
export interface AppModule {
  readonly name: string
  /** Names of the persistent stores it owns. */
  readonly stores: readonly string[]
  /** Version of its state layout; migrations lead from one to the next. */
  readonly consensusVersion: number
  readonly msgs: readonly AnyMsgHandler[]
  readonly queries: readonly AnyQueryHandler[]
  readonly invariants: readonly Invariant[]
  /** @throws TxError or AssertionError: the chain does not start. Absent section = defaultGenesis. */
  initGenesis(ctx: Context, genesis: Json): void
  exportGenesis(ctx: QueryContext): Json
  defaultGenesis(): Json
  /** Every problem of a section, as sentences that name the field; empty = good. */
  validateGenesis(genesis: Json): readonly string[]
  /** Likewise of what its section and those of other modules say together. */
  validateWithOthers?(sections: Readonly<Record<string, Json>>): readonly string[]
  beginBlock?(ctx: Context): void
  endBlock?(ctx: Context): void
  /** From consensus version n to n+1, by n. */
  readonly migrations?: Readonly<Record<number, (ctx: Context) => void>>
}

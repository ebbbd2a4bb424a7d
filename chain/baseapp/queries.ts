import { codec } from '../codec/proto.js'
import type { QueryRequest, QueryResponse } from '../types/abci.js'
import { assert } from '../types/assert.js'
import { utf8 } from '../types/bytes.js'
import type { QueryContext } from '../types/context.js'
import { PANIC_CODE, PANIC_CODESPACE, SdkError, TxError } from '../types/errors.js'
import { isFatal } from '../types/fatal.js'
import { grpcInvalidArgument, grpcUnknown } from '../types/grpc.js'
import type { CommitMultiStore, ProofOp } from '../types/kv.js'
import type { AnyQueryHandler } from '../types/module.js'
import type { Reporter } from './options.js'
import type { TxOutcome } from './txRunner.js'

/** What queries need of the application. */
export interface QueryDeps {
  readonly store: CommitMultiStore
  readonly version: string
  readonly reporter: Reporter
  /** Over a committed height; undefined if it is not resident. */
  readonly contextAt: (height: bigint) => QueryContext | undefined
  readonly simulate: (tx: Uint8Array) => TxOutcome
}

interface Answer {
  readonly value: Uint8Array
  readonly key?: Uint8Array
  readonly proofOps?: readonly ProofOp[]
}

const none: Uint8Array = new Uint8Array()
const simulateRequest = codec('cosmos.tx.v1beta1.SimulateRequest')
const simulateResponse = codec('cosmos.tx.v1beta1.SimulateResponse')
const simulationResponse = codec('cosmos.base.abci.v1beta1.SimulationResponse')
const SIMULATE = '/cosmos.tx.v1beta1.Service/Simulate'

/** Answers abci_query: module queries by gRPC path, raw keys with proofs, simulation. */
export class QueryRouter {
  readonly #handlers = new Map<string, AnyQueryHandler>()
  readonly #deps: QueryDeps

  constructor(handlers: Iterable<AnyQueryHandler>, deps: QueryDeps) {
    this.#deps = deps
    for (const handler of handlers) {
      assert(!this.#handlers.has(handler.path), `two handlers for ${handler.path}`)
      this.#handlers.set(handler.path, handler)
    }
  }

  get paths(): readonly string[] {
    return [...this.#handlers.keys(), SIMULATE].sort((a, b) => (a < b ? -1 : 1))
  }

  /** Never throws, but on a stack overflow. */
  query(request: QueryRequest): QueryResponse {
    const empty = { info: '', index: 0n, key: none, value: none, proofOps: undefined }
    try {
      const height = request.height === 0n ? this.#deps.store.version : request.height
      const answer = this.#route(request, height)
      return { ...empty, code: 0, log: '', codespace: '', height, ...answer }
    } catch (error) {
      const { codespace, code, log } = this.#refusal(error, request.path)
      return { ...empty, code, codespace, log, height: request.height }
    }
  }

  #refusal(error: unknown, path: string): { codespace: string; code: number; log: string } {
    if (error instanceof TxError)
      return { codespace: error.codespace, code: error.code, log: error.message }
    if (isFatal(error)) throw error
    this.#deps.reporter.unexpected(error, `query ${path}`)
    return { codespace: PANIC_CODESPACE, code: PANIC_CODE, log: 'recovered: internal error: panic' }
  }

  #route(request: QueryRequest, height: bigint): Answer {
    const handler = this.#handlers.get(request.path)
    if (handler !== undefined) return { value: this.#module(handler, request, height) }
    if (request.path === SIMULATE) return { value: this.#simulate(request.data) }
    const [, door, second, third, ...rest] = request.path.split('/')
    if (door === 'app' && rest.length === 0 && third === undefined) {
      if (second === 'simulate') return { value: this.#appSimulate(request.data) }
      if (second === 'version') return { value: utf8(this.#deps.version) }
    }
    if (door === 'store' && second !== undefined && third === 'key' && rest.length === 0)
      return this.#key(second, request, height)
    throw SdkError.unknownRequest('unknown query path')
  }

  #context(height: bigint): QueryContext {
    const { store, contextAt } = this.#deps
    if (height < 0n)
      throw SdkError.invalidRequest('cannot query with height < 0; please provide a valid height')
    if (height > store.version)
      throw SdkError.invalidHeight(
        'cannot query with height in the future; please provide a valid height',
      )
    const ctx = contextAt(height)
    if (ctx === undefined)
      throw SdkError.notFound(
        `failed to load state at height ${height}; heights ${store.oldestVersion} to ` +
          `${store.version} are kept (latest height: ${store.version})`,
      )
    return ctx
  }

  #module(handler: AnyQueryHandler, request: QueryRequest, height: bigint): Uint8Array {
    const ctx = this.#context(height)
    let decoded: unknown
    try {
      decoded = handler.request.decode(request.data)
    } catch {
      throw grpcInvalidArgument(`malformed ${handler.request.name}`)
    }
    return handler.response.encode(handler.run(ctx, decoded) as unknown)
  }

  #key(name: string, { data, prove }: QueryRequest, height: bigint): Answer {
    const { store } = this.#deps
    if (!store.names.includes(name)) throw SdkError.unknownRequest(`no such store: ${name}`)
    if (data.length === 0) throw SdkError.txDecode('query cannot be zero length')
    if (prove && height <= 1n)
      throw SdkError.invalidRequest(
        'cannot query with proof when height <= 1; please provide a valid height',
      )
    const ctx = this.#context(height)
    if (!prove) return { key: data, value: ctx.kv(name).get(data) ?? none }
    const { value, ops } = store.prove(height, name, data)
    return { key: data, value: value ?? none, proofOps: ops }
  }

  #run(tx: Uint8Array): TxOutcome {
    if (tx.length === 0) throw grpcInvalidArgument('empty txBytes is not allowed')
    const outcome = this.#deps.simulate(tx)
    const { result } = outcome
    if (result.code !== 0) throw grpcUnknown(`${result.log} with gas used: '${result.gasUsed}'`)
    return outcome
  }

  #simulate(data: Uint8Array): Uint8Array {
    let txBytes: Uint8Array
    try {
      txBytes = simulateRequest.decode(data).txBytes
    } catch {
      throw grpcInvalidArgument('malformed cosmos.tx.v1beta1.SimulateRequest')
    }
    return simulateResponse.encode(simulation(this.#run(txBytes)))
  }

  #appSimulate(data: Uint8Array): Uint8Array {
    const outcome = this.#deps.simulate(data)
    const { code, codespace, log } = outcome.result
    if (code !== 0) throw new TxError(codespace, code, log)
    return simulationResponse.encode(simulation(outcome))
  }
}

function simulation({ result, responses }: TxOutcome): ReturnType<typeof simulateResponse.decode> {
  return {
    gasInfo: { gasWanted: result.gasWanted, gasUsed: result.gasUsed },
    result: {
      data: result.data,
      log: result.log,
      events: result.events.map(({ type, attributes }) => ({
        type,
        attributes: attributes.map((a) => ({ ...a })),
      })),
      msgResponses: responses.map(({ typeUrl, value }) => ({ type_url: typeUrl, value })),
    },
  }
}

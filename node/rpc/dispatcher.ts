/** JSON-RPC 2.0: reads requests, single or in arrays, calls methods, writes responses. */
import { EngineError } from '../engine/types.js'
import { isTooDeep } from './depth.js'
import { text } from './json.js'
import type { RpcLimits } from './limits.js'
import type { Method, Methods, Subscriber } from './method.js'
import { readJsonParams } from './params.js'
import {
  RpcError,
  internalError,
  invalidRequest,
  methodNotFound,
  parseError,
  serverError,
} from './rpcError.js'
import { type RpcStats, count } from './stats.js'

interface Request {
  readonly jsonrpc?: unknown
  readonly id?: unknown
  readonly method?: unknown
  readonly params?: unknown
}

/** The response as text; '' when there is none to give, as to a notification. */
export type Response = string | Promise<string>

/** A call that can be made. */
interface Call {
  readonly id: string
  readonly method: Method
  readonly params: Readonly<Record<string, unknown>>
}

/** A request that was read: a call, or what is answered without one. */
type Read = Call | string

/** The requests of one body. */
export interface Reading {
  readonly requests: Read | readonly Read[]
  /** Transactions that its calls carry. */
  readonly txs: readonly Uint8Array[]
}

/** Answers texts with texts, in two steps, so that many bodies can be read before the first is acted on. */
export class Dispatcher {
  readonly #methods: Methods
  readonly #limits: RpcLimits
  readonly #stats: RpcStats
  readonly #onBug: (error: unknown) => void

  constructor(
    methods: Methods,
    limits: RpcLimits,
    stats: RpcStats,
    onBug: (error: unknown) => void,
  ) {
    this.#methods = methods
    this.#limits = limits
    this.#stats = stats
    this.#onBug = onBug
  }

  /** The method with this name, or undefined. */
  method(name: string): Method | undefined {
    return Object.hasOwn(this.#methods, name) ? this.#methods[name] : undefined
  }

  /** Reads a request or an array of them. @throws RpcError when the text cannot be read at all. */
  read(body: string, subscriber: Subscriber | undefined): Reading {
    if (isTooDeep(body, this.#limits.maxDepth)) {
      throw parseError(`nested deeper than ${this.#limits.maxDepth}`)
    }
    let parsed: unknown
    try {
      parsed = JSON.parse(body)
    } catch (error) {
      throw parseError(error instanceof Error ? error.message.slice(0, 200) : '')
    }
    const requests = Array.isArray(parsed)
      ? this.#readAll(parsed, subscriber)
      : this.#readOne(parsed, subscriber)
    return { requests, txs: txsOf(typeof requests === 'string' ? [] : [requests].flat()) }
  }

  /** Makes the calls that were read. */
  answer({ requests }: Reading, subscriber: Subscriber | undefined): Response {
    return Array.isArray(requests)
      ? this.#answerAll(requests as readonly Read[], subscriber)
      : this.#answerOne(requests as Read, subscriber)
  }

  #readAll(requests: readonly unknown[], subscriber: Subscriber | undefined): Read | Read[] {
    const { maxBatch } = this.#limits
    if (requests.length === 0) return this.failure('null', invalidRequest('got an empty array'))
    if (requests.length > maxBatch) {
      const detail = `got ${requests.length} requests in one array, wanted at most ${maxBatch}`
      return this.failure('null', invalidRequest(detail))
    }
    return requests.map((request) => this.#readOne(request, subscriber))
  }

  #answerAll(requests: readonly Read[], subscriber: Subscriber | undefined): Response {
    const answers: Response[] = []
    let size = 0
    for (const request of requests) {
      if (size > this.#limits.maxResponseBytes) answers.push(this.#tooLarge(request))
      else {
        const answer = this.#answerOne(request, subscriber)
        if (typeof answer !== 'string' && !waits(request)) {
          return this.#restInOrder(requests, answers, answer, subscriber)
        }
        if (typeof answer === 'string') size += answer.length
        answers.push(answer)
      }
    }
    return joinAll(answers)
  }

  /** Goes on from the first answer that takes time: one after another, so that memory stays bounded. */
  async #restInOrder(
    requests: readonly Read[],
    answers: Response[],
    pending: Promise<string>,
    subscriber: Subscriber | undefined,
  ): Promise<string> {
    answers.push(await pending)
    const sizeOf = (answer: Response): number => (typeof answer === 'string' ? answer.length : 0)
    let size = answers.reduce((sum, answer) => sum + sizeOf(answer), 0)
    for (const request of requests.slice(answers.length)) {
      if (size > this.#limits.maxResponseBytes) {
        answers.push(this.#tooLarge(request))
        continue
      }
      const answer = this.#answerOne(request, subscriber)
      answers.push(waits(request) ? answer : await answer)
      size += sizeOf(answers[answers.length - 1] as Response)
    }
    return joinAll(answers)
  }

  #tooLarge(request: Read): string {
    if (typeof request === 'string') return request
    const detail = `the answers exceed ${this.#limits.maxResponseBytes} bytes; ask in smaller arrays`
    return this.failure(request.id, serverError(detail))
  }

  /** The id as JSON text; undefined when there is none. */
  #idOf(id: unknown): string | undefined {
    if (typeof id === 'number') return String(id)
    if (typeof id === 'string' && id.length <= this.#limits.maxIdChars) return text(id)
    return undefined
  }

  #readOne(request: unknown, subscriber: Subscriber | undefined): Read {
    if (typeof request !== 'object' || request === null || Array.isArray(request)) {
      return this.failure('null', invalidRequest('got no object, wanted {"jsonrpc":"2.0",...}'))
    }
    const { id: given, method: name, params, jsonrpc } = request as Request
    const id = this.#idOf(given)
    if (id === undefined && given !== undefined && given !== null) {
      const wanted = `id: wanted a number or text of at most ${this.#limits.maxIdChars} characters`
      return this.failure('null', invalidRequest(wanted))
    }
    if (typeof name !== 'string') {
      return this.failure(id ?? 'null', invalidRequest('method: wanted the name of a method'))
    }
    if (jsonrpc !== undefined && jsonrpc !== '2.0') {
      return this.failure(id ?? 'null', invalidRequest('jsonrpc: wanted "2.0"'))
    }
    // A notification: nobody waits for an answer, and CometBFT does not act on it.
    if (id === undefined) return ''
    const method = this.method(name)
    if (method === undefined || (method.socketOnly && subscriber === undefined)) {
      return this.failure(id, methodNotFound(name))
    }
    count(this.#stats.calls, name)
    try {
      return { id, method, params: readJsonParams(method.params, params) }
    } catch (error) {
      return this.failure(id, error)
    }
  }

  #answerOne(request: Read, subscriber: Subscriber | undefined): Response {
    if (typeof request === 'string') return request
    const { id, method, params } = request
    try {
      const result = method.call(params, { idJson: id, subscriber })
      if (typeof result === 'string') return success(id, result)
      return result.then(
        (json) => success(id, json),
        (error: unknown) => this.failure(id, error),
      )
    } catch (error) {
      return this.failure(id, error)
    }
  }

  /** The error response to a request. */
  failure(idJson: string, error: unknown): string {
    const { code, message, data } = this.toRpcError(error)
    count(this.#stats.errors, code)
    return (
      `{"jsonrpc":"2.0","id":${idJson},"error":` +
      `{"code":${code},"message":${text(message)},"data":${text(data)}}}`
    )
  }

  /** A refusal as it is; anything else is a bug, which is reported and told without its details. */
  toRpcError(error: unknown): { code: number; message: string; data: string } {
    if (error instanceof RpcError || error instanceof EngineError) return error
    this.#onBug(error)
    return internalError(error instanceof Error ? error.message : 'unknown')
  }
}

const waits = (request: Read): boolean => typeof request !== 'string' && request.method.waits

function txsOf(requests: readonly Read[]): Uint8Array[] {
  return requests.flatMap((request) => {
    const tx =
      typeof request === 'string' || !request.method.takesTx ? undefined : request.params['tx']
    return tx === undefined ? [] : [tx as Uint8Array]
  })
}

/** The response that carries a result. */
export function success(idJson: string, result: string): string {
  return `{"jsonrpc":"2.0","id":${idJson},"result":${result}}`
}

function joinAll(answers: readonly Response[]): Response {
  const join = (all: readonly string[]): string => {
    const given = all.filter((answer) => answer !== '')
    return given.length === 0 ? '' : `[${given.join(',')}]`
  }
  return answers.every((answer) => typeof answer === 'string')
    ? join(answers)
    : Promise.all(answers).then(join)
}

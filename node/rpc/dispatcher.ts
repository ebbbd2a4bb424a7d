/** JSON-RPC 2.0: reads requests, single or in arrays, calls methods, writes responses. */
import { EngineError } from '../engine/types.js'
import { isTooDeep } from './depth.js'
import { text } from './json.js'
import type { RpcLimits } from './limits.js'
import type { Caller, Method, Methods, Subscriber } from './method.js'
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

/** Answers texts with texts. */
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

  /** Answers a request or an array of them. @throws RpcError when the text cannot be read at all. */
  answer(body: string, subscriber: Subscriber | undefined): Response {
    if (isTooDeep(body, this.#limits.maxDepth)) {
      throw parseError(`nested deeper than ${this.#limits.maxDepth}`)
    }
    let parsed: unknown
    try {
      parsed = JSON.parse(body)
    } catch (error) {
      throw parseError(error instanceof Error ? error.message.slice(0, 200) : '')
    }
    return Array.isArray(parsed)
      ? this.#answerAll(parsed, subscriber)
      : this.#answerOne(parsed, subscriber)
  }

  #answerAll(requests: readonly unknown[], subscriber: Subscriber | undefined): Response {
    const { maxBatch, maxResponseBytes } = this.#limits
    if (requests.length === 0) return this.failure('null', invalidRequest('got an empty array'))
    if (requests.length > maxBatch) {
      const detail = `got ${requests.length} requests in one array, wanted at most ${maxBatch}`
      return this.failure('null', invalidRequest(detail))
    }
    const answers: Response[] = []
    let size = 0
    for (let i = 0; i < requests.length; i++) {
      if (size > maxResponseBytes) answers.push(this.#tooLarge(requests[i]))
      else {
        const answer = this.#answerOne(requests[i], subscriber)
        if (typeof answer !== 'string' && !this.#waits(requests[i])) {
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
    requests: readonly unknown[],
    answers: Response[],
    pending: Promise<string>,
    subscriber: Subscriber | undefined,
  ): Promise<string> {
    answers.push(await pending)
    const sizeOf = (answer: Response): number => (typeof answer === 'string' ? answer.length : 0)
    let size = answers.reduce((sum, answer) => sum + sizeOf(answer), 0)
    for (let i = answers.length; i < requests.length; i++) {
      if (size > this.#limits.maxResponseBytes) {
        answers.push(this.#tooLarge(requests[i]))
        continue
      }
      const answer = this.#answerOne(requests[i], subscriber)
      answers.push(this.#waits(requests[i]) ? answer : await answer)
      size += sizeOf(answers[answers.length - 1] as Response)
    }
    return joinAll(answers)
  }

  #waits(request: unknown): boolean {
    const name = (request as Request | null)?.method
    return typeof name === 'string' && this.method(name)?.waits === true
  }

  #tooLarge(request: unknown): string {
    const id = this.#idOf((request as Request | null)?.id)
    if (id === undefined) return ''
    const detail = `the answers exceed ${this.#limits.maxResponseBytes} bytes; ask in smaller arrays`
    return this.failure(id, serverError(detail))
  }

  /** The id as JSON text; undefined when there is none. */
  #idOf(id: unknown): string | undefined {
    if (typeof id === 'number') return String(id)
    if (typeof id === 'string' && id.length <= this.#limits.maxIdChars) return text(id)
    return undefined
  }

  #answerOne(request: unknown, subscriber: Subscriber | undefined): Response {
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
    const found = this.method(name)
    if (found === undefined || (found.socketOnly && subscriber === undefined)) {
      return this.failure(id, methodNotFound(name))
    }
    return this.#call(name, found, params, { idJson: id, subscriber })
  }

  #call(name: string, method: Method, params: unknown, caller: Caller): Response {
    count(this.#stats.calls, name)
    const id = caller.idJson
    try {
      const result = method.call(readJsonParams(method.params, params), caller)
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

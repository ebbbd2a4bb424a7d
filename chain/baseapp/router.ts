import { rejectUnknownFields, StrictError } from '../codec/strict.js'
import { assert } from '../types/assert.js'
import type { Context } from '../types/context.js'
import { SdkError } from '../types/errors.js'
import { event, type Event } from '../types/event.js'
import type { AnyMsgHandler, AnyValue, MsgRouter } from '../types/module.js'

/** 'bank' of '/cosmos.bank.v1beta1.MsgSend' (sdk.GetModuleNameFromTypeURL). */
function moduleOf(typeUrl: string): string {
  return typeUrl.split('.')[1] ?? ''
}

/** The `message` event that baseapp puts before those of the message itself. */
function actionEvent(typeUrl: string, sender: string | undefined, own: readonly Event[]): Event {
  const rows: [string, string][] = [['action', typeUrl]]
  if (sender !== undefined) rows.push(['sender', sender])
  const named = own.some((e) => e.attributes.some((a) => a.key === 'module'))
  if (!named) rows.push(['module', moduleOf(typeUrl)])
  return event('message', rows)
}

/** Finds the handler of each message and runs it. */
export class Router implements MsgRouter {
  readonly #handlers = new Map<string, AnyMsgHandler>()

  constructor(handlers: Iterable<AnyMsgHandler> = []) {
    for (const handler of handlers) this.add(handler)
  }

  /** Modules that run messages need the router before all handlers exist, so that they are added one by one. */
  add(handler: AnyMsgHandler): void {
    assert(!this.#handlers.has(handler.typeUrl), `two handlers for ${handler.typeUrl}`)
    this.#handlers.set(handler.typeUrl, handler)
  }

  /** All type URLs, sorted. */
  get typeUrls(): readonly string[] {
    return [...this.#handlers.keys()].sort((a, b) => (a < b ? -1 : 1))
  }

  handler(typeUrl: string): AnyMsgHandler | undefined {
    return this.#handlers.get(typeUrl)
  }

  dispatch(ctx: Context, msg: AnyValue): AnyValue {
    const handler = this.#handlers.get(msg.typeUrl)
    if (handler === undefined)
      throw SdkError.unknownRequest(`unrecognized message route: ${msg.typeUrl}`)
    const decoded = decodeMessage(handler, msg)
    handler.validateBasic(decoded)
    return this.execute(ctx, handler, decoded)
  }

  /** Runs a message that is decoded and passed validateBasic. @throws TxError */
  execute(ctx: Context, handler: AnyMsgHandler, msg: unknown): AnyValue {
    const events: Event[] = []
    const response = handler.execute(ctx.with({ events }), msg) as unknown
    const sender = handler.signers(msg)[0]
    ctx.events.push(actionEvent(handler.typeUrl, sender, events), ...events)
    return {
      typeUrl: `/${handler.response.name}`,
      value: handler.response.encode(response),
    }
  }
}

/** Strictly decodes the value of a message. @throws TxError sdk 2 */
export function decodeMessage(handler: AnyMsgHandler, msg: AnyValue): unknown {
  try {
    rejectUnknownFields(msg.value, handler.request.name)
  } catch (error) {
    if (error instanceof StrictError) throw SdkError.txDecode(error.message)
    throw error
  }
  try {
    return handler.request.decode(msg.value) as unknown
  } catch {
    throw SdkError.txDecode(`malformed ${msg.typeUrl}`)
  }
}

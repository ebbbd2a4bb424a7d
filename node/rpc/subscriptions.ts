/**
 * Who hears of which events. Equal queries are judged once for all their subscribers, and a message is
 * written once for all who get it.
 */
import type { NewBlockEvent } from '../engine/types.js'
import { compileQuery, valueTest, type Subject } from '../indexer/match.js'
import { type Query, parseQuery } from '../indexer/query.js'
import { QueryError } from '../indexer/queryError.js'
import {
  EVENT_KINDS,
  type EventKind,
  type EventMessage,
  blockMessages,
  txMessage,
} from './eventMessages.js'
import { text } from './json.js'
import type { RpcLimits } from './limits.js'
import { internalError, invalidParams } from './rpcError.js'
import type { RpcStats } from './stats.js'

/** Whom events are sent to. */
export interface EventSink {
  /** Before the events of a block; false when the client is too slow and was dropped. */
  begin(): boolean
  /** One message in two parts; the second is shared with other clients. */
  send(head: Buffer, tail: Buffer): void
  /** After the events of a block: what was sent goes out together. */
  end(): void
}

interface Subscription {
  readonly sink: EventSink
  readonly head: Buffer
}

interface Topic {
  readonly kinds: ReadonlySet<EventKind>
  readonly matches: (subject: Subject) => boolean
  readonly subscriptions: Set<Subscription>
}

/** Blocks that may wait to be told; then they are told at once, before the next is made. */
const MAX_QUEUED_BLOCKS = 8

/** Transactions told, and queries put to them, between two turns of the event loop. */
const TXS_PER_TURN = 200
const JUDGEMENTS_PER_TURN = 20_000

/** All subscriptions of all clients. */
export class Subscriptions {
  readonly #limits: RpcLimits
  readonly #stats: RpcStats
  readonly #topics = new Map<string, Topic>()
  readonly #clients = new Map<EventSink, Map<string, Subscription>>()
  readonly #queue: Generator<void>[] = []
  #isRunning = false

  constructor(limits: RpcLimits, stats: RpcStats) {
    this.#limits = limits
    this.#stats = stats
  }

  /** @throws RpcError when the query cannot be read or a limit is reached. */
  subscribe(sink: EventSink, query: string, idJson: string): void {
    const { maxQueryChars, maxSubscriptionClients, maxSubscriptionsPerClient } = this.#limits
    if (query.length > maxQueryChars) {
      throw invalidParams(
        `query: got ${query.length} characters, wanted at most ${maxQueryChars} in a subscription`,
      )
    }
    const own = this.#clients.get(sink)
    if (own === undefined && this.#clients.size >= maxSubscriptionClients) {
      this.#stats.refusedClients++
      throw internalError(`max_subscription_clients ${maxSubscriptionClients} reached`)
    }
    if (own !== undefined && own.size >= maxSubscriptionsPerClient) {
      throw internalError(`max_subscriptions_per_client ${maxSubscriptionsPerClient} reached`)
    }
    if (own?.has(query) === true) throw internalError('already subscribed')
    const topic = this.#topics.get(query) ?? topicOf(query)
    const head = Buffer.from(`{"jsonrpc":"2.0","id":${idJson},"result":{"query":${text(query)}`)
    const subscription = { sink, head }
    topic.subscriptions.add(subscription)
    this.#topics.set(query, topic)
    if (own === undefined) this.#clients.set(sink, new Map([[query, subscription]]))
    else own.set(query, subscription)
    this.#stats.subscriptions++
  }

  /** @throws RpcError when there is no such subscription. */
  unsubscribe(sink: EventSink, query: string): void {
    const own = this.#clients.get(sink)
    const subscription = own?.get(query)
    if (own === undefined || subscription === undefined) {
      throw internalError('subscription not found')
    }
    own.delete(query)
    if (own.size === 0) this.#clients.delete(sink)
    this.#drop(query, subscription)
  }

  /** Forgets all subscriptions of a client; how many there were. */
  unsubscribeAll(sink: EventSink): number {
    const own = this.#clients.get(sink)
    if (own === undefined) return 0
    this.#clients.delete(sink)
    for (const [query, subscription] of own) this.#drop(query, subscription)
    return own.size
  }

  #drop(query: string, subscription: Subscription): void {
    const topic = this.#topics.get(query)
    topic?.subscriptions.delete(subscription)
    if (topic?.subscriptions.size === 0) this.#topics.delete(query)
    this.#stats.subscriptions--
  }

  /** Tells of a block, in turns of the event loop, so that the engine goes on meanwhile. */
  tell(event: NewBlockEvent): void {
    if (this.#topics.size === 0) return
    this.#queue.push(this.#telling(event))
    if (this.#queue.length > MAX_QUEUED_BLOCKS) this.#runAll()
    else if (!this.#isRunning) {
      this.#isRunning = true
      setImmediate(this.#turn)
    }
  }

  readonly #turn = (): void => {
    const [first] = this.#queue
    if (first?.next().done === true) this.#queue.shift()
    if (this.#queue.length > 0) setImmediate(this.#turn)
    else this.#isRunning = false
  }

  #runAll(): void {
    for (const telling of this.#queue) while (telling.next().done !== true);
    this.#queue.length = 0
  }

  *#telling(event: NewBlockEvent): Generator<void> {
    const open = new Set<EventSink>()
    const close = (): void => {
      for (const sink of open) sink.end()
      open.clear()
    }
    for (const message of blockMessages(event)) this.#send(message, open)
    if (this.#wants('Tx')) {
      let told = 0
      for (let i = 0; i < event.txHashes.length; i++) {
        const message = txMessage(event, i)
        if (message !== undefined) this.#send(message, open)
        if (++told === TXS_PER_TURN || told * this.#topics.size > JUDGEMENTS_PER_TURN) {
          told = 0
          close()
          yield
        }
      }
    }
    close()
  }

  #wants(kind: EventKind): boolean {
    for (const topic of this.#topics.values()) if (topic.kinds.has(kind)) return true
    return false
  }

  #send(message: EventMessage, open: Set<EventSink>): void {
    for (const topic of this.#topics.values()) {
      if (!topic.kinds.has(message.kind) || !topic.matches(message.subject)) continue
      for (const { sink, head } of topic.subscriptions) {
        if (!open.has(sink)) {
          if (!sink.begin()) continue
          open.add(sink)
        }
        sink.send(head, message.tail())
        this.#stats.eventsSent++
      }
    }
  }
}

function topicOf(query: string): Topic {
  let parsed: Query
  try {
    parsed = parseQuery(query)
  } catch (error) {
    if (error instanceof QueryError) throw invalidParams(`query: ${error.message}`)
    throw error
  }
  const onKind = parsed.filter((c) => c.tag === 'tm.event').map(valueTest)
  const kinds = EVENT_KINDS.filter((kind) => onKind.every((test) => test(kind)))
  return { kinds: new Set(kinds), matches: compileQuery(parsed), subscriptions: new Set() }
}

/** One WebSocket: requests in, responses and events out, within limits. */
import type { Duplex } from 'node:stream'
import type { RawData, WebSocket } from 'ws'
import type { Dispatcher } from './dispatcher.js'
import type { RpcLimits } from './limits.js'
import type { Subscriber } from './method.js'
import type { RpcStats } from './stats.js'
import type { EventSink, Subscriptions } from './subscriptions.js'
import { frameHeader } from './wsFrame.js'

/** Close codes of RFC 6455 and its registry. */
const POLICY_VIOLATION = 1008
const TRY_AGAIN_LATER = 1013

/** Time for a dropped client to read why. */
const DROP_MS = 2000

/** What the reason says, as CometBFT words it. */
export const TOO_SLOW = 'client is not pulling messages fast enough'

/** What a WebSocket asks for and hears. */
export class SocketClient implements Subscriber, EventSink {
  readonly #socket: WebSocket
  readonly #stream: Duplex
  readonly #subscriptions: Subscriptions
  readonly #dispatcher: Dispatcher
  readonly #limits: RpcLimits
  readonly #stats: RpcStats
  #pending = 0
  #isDropped = false
  /** Pings since the last sign of life. */
  #silentPings = 0

  constructor(
    socket: WebSocket,
    stream: Duplex,
    parts: {
      subscriptions: Subscriptions
      dispatcher: Dispatcher
      limits: RpcLimits
      stats: RpcStats
    },
  ) {
    this.#socket = socket
    this.#stream = stream
    this.#subscriptions = parts.subscriptions
    this.#dispatcher = parts.dispatcher
    this.#limits = parts.limits
    this.#stats = parts.stats
    socket.on('message', (data: RawData) => {
      this.#receive(data)
    })
    socket.on('pong', () => {
      this.#silentPings = 0
    })
    // Its close event follows; a broken connection is no news.
    socket.on('error', () => undefined)
  }

  subscribe(query: string, idJson: string): void {
    this.#subscriptions.subscribe(this, query, idJson)
  }

  unsubscribe(query: string): void {
    this.#subscriptions.unsubscribe(this, query)
  }

  unsubscribeAll(): void {
    this.#subscriptions.unsubscribeAll(this)
  }

  #receive(data: RawData): void {
    this.#silentPings = 0
    if (this.#isDropped) return
    const body = (data as Buffer).toString()
    let response: string | Promise<string>
    try {
      response = this.#dispatcher.answer(this.#dispatcher.read(body, this), this)
    } catch (error) {
      response = this.#dispatcher.failure('null', error)
    }
    if (typeof response === 'string') {
      this.#respond(response)
      return
    }
    if (++this.#pending === this.#limits.maxPendingPerSocket) this.#socket.pause()
    void response.then((json) => {
      if (this.#pending-- === this.#limits.maxPendingPerSocket) this.#socket.resume()
      this.#respond(json)
    })
  }

  #respond(json: string): void {
    if (json === '' || !this.#isOpen()) return
    if (this.#checkBacklog(this.#limits.maxBacklogPeakBytes)) this.#socket.send(json)
  }

  #isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN && !this.#isDropped
  }

  begin(): boolean {
    if (!this.#isOpen() || !this.#checkBacklog(this.#limits.maxBacklogBytes)) return false
    this.#stream.cork()
    return true
  }

  /**
   * Writes a whole frame past the WebSocket library, which would copy the shared part for every client.
   * It holds nothing back itself without compression, so that frames cannot come between each other.
   */
  send(head: Buffer, tail: Buffer): void {
    if (!this.#isOpen() || !this.#checkBacklog(this.#limits.maxBacklogPeakBytes)) return
    this.#stream.write(Buffer.concat([frameHeader(head.length + tail.length), head]))
    this.#stream.write(tail)
  }

  end(): void {
    this.#stream.uncork()
  }

  /** Drops a client for whom more bytes wait than it may have. */
  #checkBacklog(maxBytes: number): boolean {
    if (this.#stream.writableLength <= maxBytes) return true
    this.#stats.slowClients++
    this.drop(POLICY_VIOLATION, TOO_SLOW)
    return false
  }

  /** Ends the connection with a reason; whoever does not read it is cut off. */
  drop(code: number, reason: string): void {
    if (this.#isDropped) return
    this.#isDropped = true
    this.unsubscribeAll()
    this.#socket.close(code, reason)
    setTimeout(() => {
      this.#socket.terminate()
    }, DROP_MS).unref()
  }

  /** Asks for a sign of life; cuts off a client that has given none for two rounds. */
  ping(): void {
    if (this.#silentPings >= 2) {
      this.#socket.terminate()
      return
    }
    this.#silentPings++
    if (this.#isOpen()) this.#socket.ping()
  }

  /** The node stops. */
  goAway(): void {
    this.drop(TRY_AGAIN_LATER, 'the node is stopping')
  }
}

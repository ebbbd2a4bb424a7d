/** Takes WebSockets at /websocket: how many, how large, and whether they are still alive. */
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { Dispatcher } from './dispatcher.js'
import type { RpcLimits } from './limits.js'
import { SocketClient } from './socketClient.js'
import type { RpcStats } from './stats.js'
import type { Subscriptions } from './subscriptions.js'

/** Answers an upgrade that is not taken, and closes. */
function refuse(stream: Duplex, status: string, body: string): void {
  stream.end(
    `HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-type: text/plain\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}

/** All WebSockets of a node. */
export class WebSockets {
  readonly #server: WebSocketServer
  readonly #clients = new Set<SocketClient>()
  readonly #parts: ConstructorParameters<typeof SocketClient>[2]
  readonly #pinging: NodeJS.Timeout

  constructor(parts: {
    subscriptions: Subscriptions
    dispatcher: Dispatcher
    limits: RpcLimits
    stats: RpcStats
  }) {
    this.#parts = parts
    // Compression would cost 300 kB a client; and events could no longer be shared.
    this.#server = new WebSocketServer({
      noServer: true,
      perMessageDeflate: false,
      maxPayload: parts.limits.maxBodyBytes,
      clientTracking: false,
    })
    // One timer for all: an idle client costs its buffers only.
    this.#pinging = setInterval(() => {
      for (const client of this.#clients) client.ping()
    }, parts.limits.pingMs)
    this.#pinging.unref()
  }

  attach(http: Server): void {
    http.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
      this.#upgrade(request, stream, head)
    })
  }

  #upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    stream.on('error', () => undefined)
    const path = (request.url ?? '').split('?', 1)[0]
    const { limits, stats } = this.#parts
    if (path !== '/websocket') {
      refuse(stream, '404 Not Found', 'WebSockets are at /websocket')
      return
    }
    if (this.#clients.size >= limits.maxWebSockets) {
      stats.refusedClients++
      refuse(
        stream,
        '503 Service Unavailable',
        `${limits.maxWebSockets} WebSockets are open already`,
      )
      return
    }
    this.#server.handleUpgrade(request, stream, head, (socket) => {
      const client = new SocketClient(socket, stream, this.#parts)
      this.#clients.add(client)
      stats.webSockets++
      socket.on('close', () => {
        client.unsubscribeAll()
        if (this.#clients.delete(client)) stats.webSockets--
      })
    })
  }

  close(): void {
    clearInterval(this.#pinging)
    for (const client of this.#clients) client.goAway()
    this.#server.close()
  }
}

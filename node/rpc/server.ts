/** The CometBFT RPC of a node: JSON-RPC by POST, URIs by GET, WebSockets with subscriptions. */
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import type { AddressInfo } from 'node:net'
import type { QueryRequest, QueryResponse } from '../../chain/types/abci.js'
import type { Engine } from '../engine/types.js'
import { BlockFeed } from './blockFeed.js'
import { blockMethods } from './blockMethods.js'
import { type Reading, type Response, Dispatcher, success } from './dispatcher.js'
import { indexPage } from './indexPage.js'
import { infoMethods } from './infoMethods.js'
import { DEFAULT_LIMITS, type RpcLimits } from './limits.js'
import type { Methods, RpcContext } from './method.js'
import { readUriParams } from './params.js'
import { invalidRequest, methodNotFound } from './rpcError.js'
import { type RpcStats, count, newStats } from './stats.js'
import { subscribeMethods } from './subscribeMethods.js'
import { Subscriptions } from './subscriptions.js'
import { Turn } from './turn.js'
import { txMethods } from './txMethods.js'
import { WebSockets } from './webSockets.js'

/** CometBFT version that clients are told; they choose their decoders by it. */
export const COMET_VERSION = '0.38.25'

/** What `startRpc` takes; all have defaults. */
export interface RpcOptions {
  /** tcp://HOST:PORT; port 0 = any free one. Default tcp://127.0.0.1:26657. */
  readonly laddr?: string
  readonly version?: string
  /** Answers abci_query; default: the application. A node puts its own services in front here. */
  readonly query?: (request: QueryRequest) => QueryResponse | Promise<QueryResponse>
  readonly limits?: Partial<RpcLimits>
  /** Counted into; default: an object of its own, which RpcServer gives. */
  readonly stats?: RpcStats
  /** Told of errors that are no refusals. */
  readonly onBug?: (error: unknown) => void
}

/** A running RPC. */
export interface RpcServer {
  /** http://HOST:PORT */
  readonly url: string
  readonly port: number
  readonly stats: RpcStats
  /** Tells WebSockets to go away, answers what is in flight, frees the port. Idempotent. */
  close(): Promise<void>
}

const JSON_TYPE = 'application/json'
const CORS_HEADERS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, HEAD, OPTIONS',
  'access-control-allow-headers': 'Origin, Accept, Content-Type, X-Requested-With, X-Server-Time',
  'access-control-max-age': '86400',
}

/** Reads tcp://HOST:PORT. @throws RangeError */
function parseAddress(laddr: string): { host: string; port: number } {
  const found = /^(?:tcp|http):\/\/(\[[0-9a-fA-F:]+\]|[^:/]+):(\d{1,5})\/?$/.exec(laddr)
  const port = Number(found?.[2])
  if (found === null || port > 65535) {
    throw Object.assign(new RangeError(`rpc.laddr: got ${laddr}, wanted tcp://HOST:PORT`), {
      code: 'bad_argument',
    })
  }
  return { host: (found[1] as string).replace(/^\[|\]$/g, ''), port }
}

/** URI calls are answered with the id that CometBFT gives them. */
const URI_ID = '-1'

function sendJson(reply: FastifyReply, status: number, body: string): FastifyReply {
  return reply
    .code(status)
    .header('content-type', JSON_TYPE)
    .header('access-control-allow-origin', '*')
    .send(body)
}

function postRoute(http: FastifyInstance, dispatcher: Dispatcher, turn: Turn): void {
  http.removeAllContentTypeParsers()
  http.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    done(null, body)
  })
  http.post('/', (request, reply) => {
    let reading: Reading
    try {
      reading = dispatcher.read((request.body ?? '') as string, undefined)
    } catch (error) {
      return sendJson(reply, 500, dispatcher.failure('null', error))
    }
    const answer = (): Response => dispatcher.answer(reading, undefined)
    const response = reading.txs.length === 0 ? answer() : turn.take(reading.txs).then(answer)
    if (typeof response === 'string') return sendJson(reply, 200, response)
    return response.then((body) => sendJson(reply, 200, body))
  })
}

function getRoutes(
  http: FastifyInstance,
  methods: Methods,
  dispatcher: Dispatcher,
  stats: RpcStats,
): void {
  const page = indexPage(methods)
  http.get('/', (_request, reply) => reply.header('content-type', 'text/html').send(page))
  http.get('/:method', async (request, reply) => {
    const { method: name } = request.params as { method: string }
    const method = dispatcher.method(name)
    if (method === undefined || method.socketOnly) {
      return sendJson(reply, 404, dispatcher.failure(URI_ID, methodNotFound(name)))
    }
    count(stats.calls, name)
    try {
      const given = request.query as Record<string, string | string[] | undefined>
      const params = readUriParams(method.params, given)
      const result = await method.call(params, { idJson: URI_ID, subscriber: undefined })
      return sendJson(reply, 200, success(URI_ID, result))
    } catch (error) {
      return sendJson(reply, 500, dispatcher.failure(URI_ID, error))
    }
  })
  http.options('/*', (_request, reply) => reply.code(204).headers(CORS_HEADERS).send())
}

/** What fastify refuses itself (size, form) is told in JSON-RPC, too. */
function ownRefusals(http: FastifyInstance, dispatcher: Dispatcher, limits: RpcLimits): void {
  http.setNotFoundHandler((request, reply) =>
    sendJson(reply, 404, dispatcher.failure('null', methodNotFound(request.url))),
  )
  http.setErrorHandler((error, _request, reply) => {
    const {
      statusCode = 500,
      code,
      message,
    } = error as Error & {
      statusCode?: number
      code?: string
    }
    if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
      const detail = `the body is larger than ${limits.maxBodyBytes} bytes`
      return sendJson(reply, 413, dispatcher.failure('null', invalidRequest(detail)))
    }
    const refusal = statusCode < 500 ? invalidRequest(message) : error
    return sendJson(reply, statusCode, dispatcher.failure('null', refusal))
  })
}

function newHttp(limits: RpcLimits): FastifyInstance {
  const http = Fastify({
    logger: false,
    bodyLimit: limits.maxBodyBytes,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveMs,
    forceCloseConnections: 'idle',
    exposeHeadRoutes: false,
    http: {
      maxHeaderSize: limits.maxHeaderBytes,
      headersTimeout: limits.requestTimeoutMs,
      // Node looks for slow requests every 30 s only: a time-out of 10 s would be one of up to 40.
      connectionsCheckingInterval: Math.min(1000, limits.requestTimeoutMs),
    },
    routerOptions: { maxParamLength: 64 },
  })
  http.server.maxConnections = limits.maxConnections
  return http
}

/** Starts the RPC of a node; it answers when this resolves. */
export async function startRpc(engine: Engine, options: RpcOptions = {}): Promise<RpcServer> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  const stats = options.stats ?? newStats()
  const feed = new BlockFeed(engine)
  let address = options.laddr ?? 'tcp://127.0.0.1:26657'
  const { host, port } = parseAddress(address)
  const context: RpcContext = {
    engine,
    limits,
    feed,
    version: options.version ?? COMET_VERSION,
    rpcAddress: () => address,
    query: options.query ?? ((request) => engine.app.query(request)),
  }
  const methods = {
    ...infoMethods(context),
    ...blockMethods(context),
    ...txMethods(context),
    ...subscribeMethods,
  }
  const dispatcher = new Dispatcher(methods, limits, stats, options.onBug ?? (() => undefined))
  const subscriptions = new Subscriptions(limits, stats)
  const turn = new Turn((txs) => engine.preverify?.(txs))
  const sockets = new WebSockets({ subscriptions, dispatcher, limits, stats })
  const stop = engine.onBlock((event) => {
    subscriptions.tell(event)
  })
  const http = newHttp(limits)
  const release = async (): Promise<void> => {
    stop()
    feed.close()
    sockets.close()
    await http.close()
  }
  postRoute(http, dispatcher, turn)
  getRoutes(http, methods, dispatcher, stats)
  ownRefusals(http, dispatcher, limits)
  sockets.attach(http.server)
  try {
    await http.listen({ host, port })
  } catch (error) {
    await release()
    const inUse = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
    if (!inUse) throw error
    const message = `rpc.laddr: ${address} is in use by another process`
    throw Object.assign(new Error(message, { cause: error }), { code: 'address_in_use' })
  }
  const bound = (http.server.address() as AddressInfo).port
  const shown = host.includes(':') ? `[${host}]` : host
  address = `tcp://${shown}:${bound}`
  let closing: Promise<void> | undefined
  return {
    url: `http://${shown}:${bound}`,
    port: bound,
    stats,
    close: () => (closing ??= release()),
  }
}

import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import {
  BATCH_MAX,
  callerOf,
  fromWire,
  type Measure,
  type WireBatch,
  type WireMeasure,
} from '../metering/managerApi.js'
import { sha256 } from '../../chain/codec/hash.js'
import { toHex } from '../../chain/types/bytes.js'
import {
  channelId,
  type ChannelDescriptor,
  encodeMessage,
  type SignedReceipt,
  type SignerKey,
} from '../../proto/inference/objects.js'
import { check, checkCaller, readCheck } from './check.js'
import type { ClientWord } from './channelBook.js'
import { type LoadPool, readLoads, takeAll } from './loadPool.js'
import type { SlaManager } from './manager.js'
import type { ManagerMetrics } from './managerMetrics.js'
import { ManagerRefusal } from './refusal.js'
import { tenantOf } from './tenants.js'

/** Bytes of a body at most: a full batch of long receipts. */
const BODY_BYTES_MAX = 2 ** 20
const CONNECTIONS_MAX = 1000
/** Batches that are worked on at the same time. */
const IN_FLIGHT_MAX = 256

/** Where a manager listens. */
export interface ManagerServerOptions {
  readonly host?: string
  /** 0 = any free port. */
  readonly port?: number
  readonly metrics?: ManagerMetrics
  /** Batches load reports of servers; absent: nobody brings any. */
  readonly loads?: LoadPool
}

/** A running service. */
export interface ManagerServer {
  readonly url: string
  readonly app: FastifyInstance
  /** Finishes what runs and ends. */
  close(): Promise<void>
}

/** Reads the body of POST /metrics. @throws ManagerRefusal */
export function readBatch(body: unknown): Measure[] {
  const refuse = (text: string): never => {
    throw new ManagerRefusal('malformed', text)
  }
  const { channels, measures } = (body ?? {}) as Partial<WireBatch>
  if (!Array.isArray(channels) || !Array.isArray(measures))
    return refuse('want {"channels": [...], "measures": [...]}')
  if (measures.length > BATCH_MAX || channels.length > BATCH_MAX)
    throw new ManagerRefusal('batch_too_large', `want at most ${BATCH_MAX} measures and channels`)
  const read = <T>(what: string, text: unknown, as: (text: string) => T): T => {
    if (typeof text !== 'string') return refuse(`${what}: want base64`)
    try {
      return as(text)
    } catch (error) {
      return refuse(`${what}: ${(error as Error).message.slice(0, 200)}`)
    }
  }
  const known = new Map<string, ChannelDescriptor>()
  channels.forEach((text: unknown, i) => {
    const descriptor = read(`channels[${i}]`, text, (one) =>
      fromWire('infonex.payment.v1.ChannelDescriptor', one),
    )
    known.set(toHex(channelId(sha256, descriptor)), descriptor)
  })
  return measures.map((one: unknown, i) => {
    const { channel, receipt, measurement, request } = (one ?? {}) as Partial<WireMeasure>
    const descriptor = typeof channel === 'string' ? known.get(channel) : undefined
    if (descriptor === undefined) return refuse(`measures[${i}].channel: not among channels`)
    const at = `measures[${i}]`
    return {
      descriptor,
      ...(receipt === undefined
        ? {}
        : {
            receipt: read(`${at}.receipt`, receipt, (text) =>
              fromWire('infonex.inference.v1.SignedReceipt', text),
            ),
          }),
      ...(measurement === undefined
        ? {}
        : {
            measurement: read(`${at}.measurement`, measurement, (text) =>
              fromWire('infonex.inference.v1.SignedMeasurement', text),
            ),
          }),
      ...(request === undefined
        ? {}
        : {
            request: read(`${at}.request`, request, (text) =>
              fromWire('infonex.inference.v1.SignedRequest', text),
            ),
          }),
    }
  })
}

function sendError(reply: FastifyReply, error: unknown): FastifyReply {
  if (error instanceof ManagerRefusal) {
    if (error.status === 503) void reply.header('retry-after', '1')
    return reply.code(error.status).send({ code: error.code, error: error.message })
  }
  const status = (error as { statusCode?: number }).statusCode ?? 500
  if (status === 413) return reply.code(413).send({ code: 'too_large', error: 'body too large' })
  if (status < 500)
    return reply.code(status).send({ code: 'malformed', error: (error as Error).message })
  return reply.code(500).send({ code: 'internal', error: 'internal error' })
}

function parse(body: unknown): unknown {
  try {
    return JSON.parse((body as Buffer).toString('utf8')) as unknown
  } catch {
    throw new ManagerRefusal('malformed', 'the body is no JSON')
  }
}

/** The service without its listener, for `inject` in tests. */
export function managerApp(
  manager: SlaManager,
  { metrics, loads }: Pick<ManagerServerOptions, 'metrics' | 'loads'> = {},
): FastifyInstance {
  const app = fastify({
    ...{ logger: false, bodyLimit: BODY_BYTES_MAX, requestTimeout: 30_000 },
    ...{ keepAliveTimeout: 30_000, forceCloseConnections: true },
  })
  app.server.maxConnections = CONNECTIONS_MAX
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body)
  })
  const caller = ({ headers, method, url, body }: FastifyRequest): SignerKey | undefined =>
    callerOf(
      headers,
      {
        chainId: manager.chainId,
        method,
        url,
        body: new Uint8Array((body as Buffer | undefined) ?? []),
      },
      { verifier: manager.tools.verifier, nowMs: manager.nowMs() },
    )
  let inFlight = 0
  const working = async <T>(work: () => Promise<T>): Promise<T> => {
    if (inFlight >= IN_FLIGHT_MAX)
      throw new ManagerRefusal('overloaded', `${inFlight} batches are being worked on`)
    inFlight += 1
    try {
      return await work()
    } finally {
      inFlight -= 1
    }
  }
  app.get<{ Querystring: { account?: string } }>('/tenants', (request) =>
    tenantOf(manager, request.query.account, caller(request)),
  )
  app.post('/check', async (request) =>
    check(manager, readCheck(parse(request.body)), caller(request)),
  )
  app.post('/metrics', async (request) => {
    const began = performance.now()
    try {
      return await working(() => manager.submit(readBatch(parse(request.body))))
    } finally {
      metrics?.batch((performance.now() - began) / 1000)
    }
  })
  app.post('/loads', async (request) => {
    if (loads === undefined)
      throw new ManagerRefusal('no_route', 'this SLA Manager batches no load reports')
    const read = (text: string) => fromWire('infonex.router.v1.SignedLoadReport', text)
    return working(() => takeAll(loads, readLoads(parse(request.body), read)))
  })
  app.get<{ Params: { channel: string } }>('/vouchers/:channel', ({ params }) =>
    manager.report(params.channel),
  )
  app.get<{ Params: { channel: string } }>('/disputes/:channel', async (request) => {
    const book = manager.mustBook(request.params.channel)
    const contract = await manager.contractOf(book.key, book.descriptor)
    checkCaller(manager, contract, caller(request))
    return { state: book.state, conflicts: book.conflicts.map(conflictJson) }
  })
  app.get('/health', (_request, reply) =>
    reply
      .code(manager.healthy ? 200 : 503)
      .send({ healthy: manager.healthy, chain_id: manager.chainId, channels: manager.books.size }),
  )
  app.setErrorHandler((error, _request, reply) => sendError(reply, error))
  app.setNotFoundHandler((_request, reply) =>
    sendError(
      reply,
      new ManagerRefusal(
        'no_route',
        'want GET /tenants, POST /check, POST /metrics, POST /loads, GET /vouchers/{channel}, ' +
          'GET /disputes/{channel} or GET /health; figures for Prometheus have a port of their own',
      ),
    ),
  )
  return app
}

function conflictJson({
  by,
  sequence,
  first,
  second,
}: {
  readonly by: string
  readonly sequence: bigint
  readonly first: SignedReceipt | ClientWord
  readonly second: SignedReceipt | ClientWord
}) {
  return { by, sequence: sequence.toString(), first: wordJson(first), second: wordJson(second) }
}

function wordJson(word: SignedReceipt | ClientWord): Record<string, string> {
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
  if (!('acknowledgement' in word))
    return { receipt: base64(encodeMessage('infonex.inference.v1.SignedReceipt', word)) }
  const { measurement, request } = word
  if (measurement !== null)
    return {
      measurement: base64(encodeMessage('infonex.inference.v1.SignedMeasurement', measurement)),
    }
  if (request === null) return {}
  return { request: base64(encodeMessage('infonex.inference.v1.SignedRequest', request)) }
}

/** Starts the service. */
export async function startManager(
  manager: SlaManager,
  options: ManagerServerOptions = {},
): Promise<ManagerServer> {
  const app = managerApp(manager, options)
  try {
    await app.listen({ host: options.host ?? '127.0.0.1', port: options.port ?? 0 })
  } catch (error) {
    await app.close()
    throw error
  }
  return {
    url: app.listeningOrigin,
    app,
    close: async () => {
      await app.close()
      await manager.close()
    },
  }
}

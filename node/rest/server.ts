import cors from '@fastify/cors'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fastify from 'fastify'
import type { QueryResponse } from '../../chain/types/abci.js'
import type { Json } from '../../chain/types/module.js'
import type { RpcService } from '../../proto/gen/services.js'
import { SERVICES } from '../../proto/gen/services.js'
import { ProtoJsonError } from '../protoJson/error.js'
import { bytesToJson } from '../protoJson/write.js'
import type { Doors } from '../services/doors.js'
import {
  GRPC_INTERNAL,
  GRPC_INVALID_ARGUMENT,
  GRPC_UNIMPLEMENTED,
  grpcCodeOf,
  httpStatus,
} from '../services/grpcStatus.js'
import { openApi, routesPage } from './openapi.js'
import { requestBytes } from './request.js'
import type { RouteGroup, RpcRoute } from './route.js'
import { routeGroups, rpcRoutes } from './route.js'

/** Longest body of a POST: a transaction of 1 MiB in base64, and its envelope. */
const BODY_BYTES_MAX = 2 * 1024 * 1024
/** Longest path parameter: a denomination has 128 characters, base64 of an address fewer. */
const PARAM_CHARS_MAX = 512
const CONNECTIONS_MAX = 1000
/** A request whose bytes do not arrive within this time is dropped. */
const REQUEST_MS_MAX = 30_000

export interface RestOptions {
  readonly host: string
  /** 0 = any free port. */
  readonly port: number
  /** Version of the program, for the OpenAPI document. */
  readonly version: string
  /** The services to serve; default all that the chain knows. */
  readonly services?: readonly RpcService[]
  /** Told of each answered request. */
  readonly onRequest?: (method: string, seconds: number, status: number) => void
  /** Told of what should not happen. */
  readonly onError?: (error: unknown) => void
}

export interface RestServer {
  readonly url: string
  stop(): Promise<void>
}

interface Refusal {
  readonly code: number
  readonly message: string
}

const HEIGHT_HEADERS = ['x-cosmos-block-height', 'grpc-metadata-x-cosmos-block-height'] as const

function refuse(reply: FastifyReply, { code, message }: Refusal): FastifyReply {
  return reply.status(httpStatus(code)).send({ code, message, details: [] })
}

function heightOf(request: FastifyRequest): bigint | Refusal {
  const text = HEIGHT_HEADERS.map((name) => request.headers[name]).find((v) => v !== undefined)
  if (text === undefined || text === '') return 0n
  if (typeof text === 'string' && /^\d{1,18}$/.test(text)) return BigInt(text)
  const shown = String(text).slice(0, 40)
  return {
    code: GRPC_INVALID_ARGUMENT,
    message: `${HEIGHT_HEADERS[0]}: want a height, got "${shown}"`,
  }
}

async function ask(
  doors: Doors,
  route: RpcRoute,
  request: FastifyRequest,
  height: bigint,
): Promise<QueryResponse | Refusal> {
  const given = request.params as Record<string, string>
  const params = route.params.map((name, i) => [name, given[`p${i}`] ?? given['*'] ?? ''] as const)
  const query = request.query as Record<string, string | string[]>
  const body = route.verb === 'POST' ? (request.body as Json | undefined) : undefined
  let data: Uint8Array
  try {
    data = requestBytes(route.method.request, { params, query, body })
  } catch (cause) {
    if (!(cause instanceof ProtoJsonError)) throw cause
    return { code: GRPC_INVALID_ARGUMENT, message: cause.message }
  }
  const response = await doors.query(route.path, data, height)
  if (response.code === 0) return response
  return { code: grpcCodeOf(response), message: response.log }
}

async function serve(
  doors: Doors,
  group: RouteGroup,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const height = heightOf(request)
  if (typeof height !== 'bigint') return refuse(reply, height)
  let refusal: Refusal | undefined
  for (const route of group.routes) {
    const response = await ask(doors, route, request, height)
    if ('message' in response) {
      refusal ??= response
      if (response.code === GRPC_INVALID_ARGUMENT) continue
      break
    }
    for (const name of HEIGHT_HEADERS) reply.header(name, response.height.toString())
    return reply.send(bytesToJson(route.method.response, response.value))
  }
  return refuse(reply, refusal ?? { code: GRPC_UNIMPLEMENTED, message: 'no such route' })
}

function addPages(app: FastifyInstance, routes: readonly RpcRoute[], version: string): void {
  // Built at the first request: it loads the descriptor, which nothing at start needs.
  let document: object | undefined
  let page: string | undefined
  app.get('/swagger/openapi.json', () => (document ??= openApi(routes, version)))
  app.get('/swagger/', (_request, reply) =>
    reply.type('text/html; charset=utf-8').send((page ??= routesPage(routes))),
  )
  app.get('/', (_request, reply) => reply.redirect('/swagger/'))
}

function addErrors(app: FastifyInstance, options: RestOptions): void {
  app.setNotFoundHandler((request, reply) =>
    refuse(reply, {
      code: GRPC_UNIMPLEMENTED,
      message: `no such route: ${request.method} ${request.url.slice(0, 200)}; see /swagger/`,
    }),
  )
  app.setErrorHandler((error: { statusCode?: number; message: string }, _request, reply) => {
    const status = error.statusCode ?? 500
    if (status < 500)
      return reply
        .status(status)
        .send({ code: GRPC_INVALID_ARGUMENT, message: error.message, details: [] })
    options.onError?.(error)
    return refuse(reply, { code: GRPC_INTERNAL, message: 'internal error' })
  })
}

/** The fastify application with all routes, for `inject` in tests; `startRest` listens. */
export async function restApp(doors: Doors, options: RestOptions): Promise<FastifyInstance> {
  const app = fastify({
    logger: false,
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_MS_MAX,
    connectionTimeout: 2 * REQUEST_MS_MAX,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: PARAM_CHARS_MAX, ignoreTrailingSlash: true },
    // A URL that cannot be decoded or has too long a part.
    frameworkErrors: (error, _request, reply) => {
      const message = error.message.slice(-300)
      void refuse(reply as unknown as FastifyReply, { code: GRPC_INVALID_ARGUMENT, message })
    },
  })
  app.server.maxConnections = CONNECTIONS_MAX
  await app.register(cors, {
    origin: '*',
    methods: ['GET', 'POST', 'OPTIONS'],
    exposedHeaders: [...HEIGHT_HEADERS],
  })
  // grpc-gateway reads any body as JSON, whatever its content type says.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, app.getDefaultJsonParser('error', 'error'))
  const routes = rpcRoutes(options.services ?? SERVICES)
  for (const group of routeGroups(routes))
    app.route({
      method: group.verb,
      url: group.url,
      handler: (request, reply) => serve(doors, group, request, reply),
    })
  addPages(app, routes, options.version)
  addErrors(app, options)
  const { onRequest } = options
  if (onRequest !== undefined)
    app.addHook('onResponse', (request, reply, done) => {
      const method = request.routeOptions.url ?? 'none'
      onRequest(method, reply.elapsedTime / 1000, reply.statusCode)
      done()
    })
  return app
}

/** Serves the Query services at the SDK's REST paths. */
export async function startRest(doors: Doors, options: RestOptions): Promise<RestServer> {
  const app = await restApp(doors, options)
  const url = await app.listen({ host: options.host, port: options.port })
  return { url, stop: () => app.close() }
}

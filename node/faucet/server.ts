import cors from '@fastify/cors'
import type { FastifyInstance, FastifyReply } from 'fastify'
import fastify from 'fastify'
import { AddressCodec } from '../../chain/types/address.js'
import type { Coin } from '../../chain/types/coin.js'
import { coinsToWire } from '../../chain/types/coin.js'
import { FaucetError } from './faucet.js'
import type { Faucet } from './faucet.js'
import { faucetPage } from './page.js'
import type { FaucetLimits } from './limits.js'
import { FaucetCounter } from './limits.js'

/** What one request gets, by denomination; the first is given when none is named. */
export type FaucetAmounts = readonly Coin[]

/** One request of an address, and of a peer, a minute and a half apart on average: enough to develop. */
export const DEFAULT_LIMITS: FaucetLimits = { perAddress: 10, perIp: 100, total: 10_000 }
/** 100 INX. */
export const DEFAULT_AMOUNTS: FaucetAmounts = [{ denom: 'uinx', amount: 100_000_000n }]

const BODY_BYTES_MAX = 4096

export interface FaucetServerOptions {
  readonly host: string
  /** 0 = any free port. */
  readonly port: number
  readonly chainId: string
  readonly addressPrefix: string
  readonly amounts?: FaucetAmounts
  readonly limits?: FaucetLimits
  /** True behind a proxy that sets X-Forwarded-For; otherwise a client could choose its own IP. */
  readonly trustProxy?: boolean
  /** Milliseconds since 1970; tests turn it. */
  readonly clock?: () => number
}

export interface FaucetServer {
  readonly url: string
  stop(): Promise<void>
}

function refuse(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  return reply.status(status).send({ code: `faucet_${code}`, message })
}

interface Wanted {
  readonly address?: unknown
  readonly denom?: unknown
}

/** The HTTP faucet without its listener, for `inject` in tests. */
export async function faucetApp(
  faucet: Faucet,
  options: FaucetServerOptions,
): Promise<FastifyInstance> {
  const amounts = options.amounts ?? DEFAULT_AMOUNTS
  const limits = options.limits ?? DEFAULT_LIMITS
  const counter = new FaucetCounter(limits, options.clock ?? Date.now)
  const addresses = new AddressCodec(options.addressPrefix)
  const app = fastify({
    ...{ logger: false, bodyLimit: BODY_BYTES_MAX, requestTimeout: 10_000 },
    ...{ forceCloseConnections: true, trustProxy: options.trustProxy ?? false },
  })
  app.server.maxConnections = 500
  await app.register(cors, { origin: '*' })
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  )

  const give = async (
    { address, denom }: Wanted,
    ip: string,
    reply: FastifyReply,
  ): Promise<FastifyReply> => {
    if (typeof address !== 'string' || address === '')
      return refuse(reply, 400, 'bad_request', 'want {"address": "..."} and perhaps "denom"')
    const coin =
      denom === undefined || denom === '' ? amounts[0] : amounts.find((c) => c.denom === denom)
    if (coin === undefined) {
      const names = amounts.map((c) => c.denom).join(', ')
      return refuse(
        reply,
        400,
        'bad_denom',
        `want one of ${names}, got "${String(denom).slice(0, 80)}"`,
      )
    }
    try {
      addresses.toBytes(address)
    } catch (cause) {
      return refuse(reply, 400, 'bad_address', (cause as Error).message.slice(0, 300))
    }
    const limit = counter.accept(address, ip)
    if (limit !== undefined) {
      reply.header('retry-after', limit.retryAfterSeconds)
      return refuse(reply, 429, limit.code, limit.message)
    }
    try {
      const served = await faucet.send(address, coin)
      return reply.send({ ...served, address, amount: coinsToWire([coin]) })
    } catch (cause) {
      counter.forgive(address, ip)
      const code = cause instanceof FaucetError ? cause.code : 'send_failed'
      return refuse(reply, 503, code, cause instanceof Error ? cause.message : String(cause))
    }
  }

  const post = (request: { body: unknown; ip: string }, reply: FastifyReply) =>
    give((request.body ?? {}) as Wanted, request.ip, reply)
  app.post('/', post)
  // The path of CosmJS' own faucet.
  app.post('/credit', post)
  app.get('/', (request, reply) => {
    const query = request.query as Wanted
    if (query.address !== undefined) return give(query, request.ip, reply)
    const type = 'text/html; charset=utf-8'
    return reply.type(type).send(faucetPage(options.chainId, options.addressPrefix, amounts))
  })
  app.get('/status', () => ({
    chain_id: options.chainId,
    address: faucet.address,
    amounts: coinsToWire(amounts),
    limits: { per_address: limits.perAddress, per_ip: limits.perIp, total: limits.total },
    waiting: faucet.waiting,
  }))
  app.setErrorHandler((error: { statusCode?: number; message: string }, _request, reply) =>
    refuse(reply, error.statusCode ?? 500, 'bad_request', error.message),
  )
  app.setNotFoundHandler((_request, reply) =>
    refuse(reply, 404, 'no_route', 'want POST / {"address": "..."} or GET /'),
  )
  return app
}

/** Serves the faucet. */
export async function startFaucet(
  faucet: Faucet,
  options: FaucetServerOptions,
): Promise<FaucetServer> {
  const app = await faucetApp(faucet, options)
  const url = await app.listen({ host: options.host, port: options.port })
  return {
    url,
    stop: async () => {
      await faucet.stop()
      await app.close()
    },
  }
}

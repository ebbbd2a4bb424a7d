/** Asking the market for a server, and what belongs to the lease: `new Market({ client, address }).requestMatch(terms)`. */
import type { PlainTypes } from '../proto/gen/plain.js'
import { eventsOf } from './events.js'
import { type FollowedBlock, followBlocks } from './follow.js'
import { message, responseOf } from './message.js'
import type { SigningInfonexClient } from './signingInfonexClient.js'
import type { ChannelDescriptor } from './voucher.js'

/** What a client asks the market for. */
export type MatchTerms = PlainTypes['infonex.router.v1.MatchTerms']
/** A request and the lease it becomes, as the chain shows it. */
export type Match = PlainTypes['infonex.router.v1.Match']
/** A subscribed server. */
export type Server = PlainTypes['infonex.router.v1.Server']

/** Terms with what nobody can choose for a client; all else has a default that bounds nothing. */
export type Wish = Partial<MatchTerms> &
  Pick<MatchTerms, 'modelId' | 'maxPrice' | 'maxAmount'> & { readonly shape: MatchTerms['shape'] }

/** A server that was found, and what its lease stands on. */
export interface Assignment {
  readonly matchId: bigint
  readonly serverId: bigint
  /** With its endpoint, the key of its transport, and the key that signs receipts. */
  readonly server: Server
  readonly endpoint: string
  /** Bech32 address. */
  readonly aggregator: string
  readonly retailId: bigint
  readonly wholesaleId: bigint
  /** 32 bytes; empty: no grant allows one, `attachChannel` names it. */
  readonly channelId: Uint8Array
  readonly anticipation: NonNullable<Match['anticipation']>
  /** Whether the server has confirmed, and admits the client. */
  readonly isLeased: boolean
  /** When the lease, or the time for its confirmation, ends, ms since 1970. */
  readonly untilMs: bigint
  /** Server's quote for one request of the shape. */
  readonly quote: bigint
  readonly expectedLatencyUs: number
}

/** Why servers, or all of them, were not for a request: Exclusion of the router, in words. */
const EXCLUSIONS: readonly string[] = [
  'it fits',
  'no server offers the model under an agreement of the client',
  'it is too dear',
  'it is too slow',
  'it was heard of too seldom',
  'it has no room',
  'it takes nothing now',
  'its bond does not cover one prepaid unit more',
  'no agreement of the client leads to it',
  'it was tried before',
  'the request waited too long',
  'it is outside of the regions asked for',
]

/** An exclusion in words. */
export function exclusionText(reason: number): string {
  return EXCLUSIONS[reason] ?? `reason ${reason}`
}

/** A request that leads to no server. */
export class MatchError extends Error {
  override readonly name = 'MatchError'
  /** no_match: nobody fits. ended: withdrawn, or released. timeout: nothing came of it yet. */
  readonly code: 'no_match' | 'ended' | 'timeout'
  readonly matchId: bigint
  /** Exclusion that most candidates had; 0 = unknown. */
  readonly reason: number

  constructor(code: MatchError['code'], matchId: bigint, text: string, reason = 0) {
    super(text)
    this.code = code
    this.matchId = matchId
    this.reason = reason
  }
}

/** Who asks, and through which node. */
export interface MarketOptions {
  readonly client: SigningInfonexClient
  /** Bech32 address. */
  readonly address: string
  /** HTTP address of the RPC: events say when to look; without it queries alone do. */
  readonly rpcUrl?: string
}

/** How a request waits. */
export interface WaitOptions {
  /** Also give a server that has yet to confirm; default false. */
  readonly unconfirmed?: boolean
  /** How often the chain is asked at least, in ms. Default 500. */
  readonly pollMs?: number
  /** How long, in ms. Default 60,000. */
  readonly timeoutMs?: number
}

const REQUESTED = 1
const ASSIGNED = 2
const LEASED = 3
const NO_MATCH = 4

const NO_TERMS: Omit<MatchTerms, keyof Pick<Wish, 'modelId' | 'maxPrice' | 'maxAmount' | 'shape'>> =
  {
    ...{ regions: [], clientRegion: '', maxLatencyUs: 0, minUptimeClass: 0, weights: null },
    ...{ serverId: 0n, insist: false, retailIds: [], leaseMs: 600_000n, signer: null },
  }

/** Terms with defaults: anywhere, any server, ten minutes. */
export function matchTerms(wish: Wish): MatchTerms {
  return { ...NO_TERMS, ...wish }
}

const about = ({ txs, events }: FollowedBlock, matchId: bigint): boolean =>
  [{ events }, ...txs].some((result) =>
    result.events.some(
      (one) =>
        one.type.startsWith('infonex.router.v1.') &&
        eventsOf({ events: [one] }, one.type)[0]?.['match_id'] === matchId.toString(),
    ),
  )

/** The market as one client uses it. */
export class Market {
  readonly #options: MarketOptions

  constructor(options: MarketOptions) {
    this.#options = options
  }

  /**
   * Asks for a server and waits until one has taken the client.
   * @throws MatchError when nobody fits, it ends, or time is up: then it may be matched yet, `releaseLease` withdraws it
   */
  async requestMatch(wish: Wish, wait: WaitOptions = {}): Promise<Assignment> {
    const { client, address } = this.#options
    const terms = matchTerms(wish)
    const result = await client.execute(address, [
      message('infonex.router.v1.MsgRequestMatch', { client: address, terms }),
    ])
    const { matchId } = responseOf(result, 'infonex.router.v1.MsgRequestMatchResponse')
    return this.awaitServer(matchId, wait)
  }

  /** Waits for the server of a request that was made. @throws MatchError as `requestMatch` */
  async awaitServer(matchId: bigint, wait: WaitOptions = {}): Promise<Assignment> {
    const { unconfirmed = false, pollMs = 500, timeoutMs = 60_000 } = wait
    const ended = new AbortController()
    const bell = this.#bell(matchId, ended.signal)
    const endMs = performance.now() + timeoutMs
    try {
      for (;;) {
        const match = await this.match(matchId)
        if (match === undefined)
          throw new MatchError('ended', matchId, `match ${matchId} is withdrawn or released`)
        if (match.status === NO_MATCH)
          throw new MatchError(
            'no_match',
            matchId,
            `no server for match ${matchId}: ${exclusionText(match.reason)}`,
            match.reason,
          )
        if (match.status === LEASED || (unconfirmed && match.status === ASSIGNED))
          return await this.#assignment(match)
        const leftMs = endMs - performance.now()
        if (leftMs <= 0) {
          const what = match.status === REQUESTED ? 'waits for a server' : 'waits to be confirmed'
          throw new MatchError('timeout', matchId, `match ${matchId} ${what} after ${timeoutMs} ms`)
        }
        await bell(Math.min(pollMs, leftMs))
      }
    } finally {
      ended.abort()
    }
  }

  /** A request or lease; undefined when it is over. */
  async match(id: bigint): Promise<Match | undefined> {
    const { infonex } = this.#options.client.query
    const path = '/infonex.router.v1.Query/Match'
    const found = await infonex.query(path, { id }).catch((error: unknown) => {
      if (error instanceof Error && /code = NotFound|not found|no match/i.test(error.message))
        return undefined
      throw error
    })
    return found?.match ?? undefined
  }

  /** Withdraws a request, or ends a lease. */
  async releaseLease(matchId: bigint): Promise<void> {
    const { client, address } = this.#options
    const value = { sender: address, matchId }
    await client.execute(address, [message('infonex.router.v1.MsgReleaseLease', value)])
  }

  /** Names the channel that pays under a lease where no grant opened one. */
  async attachChannel(matchId: bigint, channelId: Uint8Array): Promise<void> {
    const { client, address } = this.#options
    const value = { client: address, matchId, channelId }
    await client.execute(address, [message('infonex.router.v1.MsgAttachChannel', value)])
  }

  /** Says that the server does not answer; another is tried, `awaitServer` gives it. */
  async reportNoShow(matchId: bigint): Promise<void> {
    const { client, address } = this.#options
    const value = { client: address, matchId }
    await client.execute(address, [message('infonex.router.v1.MsgReportNoShow', value)])
  }

  /** The descriptor of a channel that the router opened: what a client signs requests for. */
  channel(id: Uint8Array): Promise<ChannelDescriptor> {
    return this.#options.client.channelDescriptor(id)
  }

  async #assignment(match: Match): Promise<Assignment> {
    const { infonex } = this.#options.client.query
    const path = '/infonex.router.v1.Query/Server'
    const { server } = await infonex.query(path, { id: match.serverId })
    const { anticipation } = match
    if (server === null || anticipation === null)
      throw new Error(`match ${match.id} has no server ${match.serverId}`)
    return {
      ...{ matchId: match.id, serverId: match.serverId, server, endpoint: server.endpoint },
      ...{ aggregator: match.aggregator, anticipation },
      ...{ retailId: anticipation.retailId, wholesaleId: anticipation.wholesaleId },
      ...{ channelId: anticipation.channelId, isLeased: match.status === LEASED },
      ...{ untilMs: match.dueMs, quote: BigInt(match.quote === '' ? '0' : match.quote) },
      expectedLatencyUs: match.expectedLatencyUs,
    }
  }

  /** Waits so many ms, or until an event of the match. */
  #bell(matchId: bigint, signal: AbortSignal): (ms: number) => Promise<void> {
    const { rpcUrl } = this.#options
    let wake: () => void = () => undefined
    let isRung = false
    const listen = async (url: string): Promise<void> => {
      for await (const block of followBlocks(url, { signal }))
        if (about(block, matchId)) {
          isRung = true
          wake()
        }
    }
    // A node that cannot be followed is asked: the query says the same, a little later.
    if (rpcUrl !== undefined) listen(rpcUrl).catch(() => undefined)
    return async (ms) => {
      if (!isRung) {
        let timer: ReturnType<typeof setTimeout> | undefined
        await new Promise<void>((done) => {
          wake = done
          timer = setTimeout(done, ms)
        })
        clearTimeout(timer)
      }
      isRung = false
    }
  }
}

/**
 * What a server does about its matches: it takes those that it has room for, sends the others on, and knows the
 * payment that each lease anticipates. It is told by events and by a paged query, never by one only: events say
 * when to look, the query says what there is, and it is asked regularly even where no event came.
 */
import { equalBytes, toHex } from '../../chain/types/bytes.js'
import { eventsOf } from '../../client/events.js'
import type { FollowedBlock } from '../../client/follow.js'
import { message } from '../../client/message.js'
import type { ChainView, MatchChain, MatchState } from './chainView.js'
import type { OutMessage, SubmitMessages } from './outbox.js'
import { Refusal } from './refusal.js'

/** MatchStatus of the router. */
const ASSIGNED = 2
const LEASED = 3
/** How often the query is asked where no event came, in ms. */
const POLL_MS = 2_000
/** A stranger that names an unknown channel makes this server ask the chain once in so many ms at most. */
const ASK_MS = 300
/** A retry is worth it so many seconds after a refusal: a block or two. */
const RETRY_S = 1
/** Answers to matches in one transaction at most. */
const ANSWERS_PER_TX = 32
const BPS = 10_000

/** What a desk works with. */
export interface MatchDeskOptions {
  readonly chain: ChainView & MatchChain
  readonly serverId: bigint
  /** Bech32 address that answers matches. */
  readonly operator: string
  /** Models that this process serves, by hex id. */
  readonly models: ReadonlySet<string>
  readonly submit: SubmitMessages
  /** New blocks; absent: the query alone. */
  readonly follow?: ((signal: AbortSignal) => AsyncIterable<FollowedBlock>) | undefined
  /** How often the query is asked at least, in ms. Default 2,000. */
  readonly pollMs?: number | undefined
  /** Leases of all models at most. Default: as many as the router gives for the slots of each. */
  readonly leases?: number | undefined
  readonly isDraining: () => boolean
  readonly log: (text: string) => void
  readonly nowMs: () => number
}

/** Whether a match is over by what the chain said last: its record may be there a little longer. */
function isOver(match: MatchState, header: { readonly height: number; readonly timeMs: number }) {
  return match.dueMs <= BigInt(header.timeMs) && match.dueHeight <= BigInt(header.height)
}

/** The matches of one server. */
export class MatchDesk {
  readonly #options: MatchDeskOptions
  readonly #abort = new AbortController()
  #matches: readonly MatchState[] = []
  #byChannel: ReadonlyMap<string, readonly MatchState[]> = new Map()
  #isRouted = false
  readonly #answering = new Set<bigint>()
  #looking: Promise<void> | undefined
  #askedMs = 0
  #wake: (() => void) | undefined
  #isRung = false
  #loops: Promise<unknown> = Promise.resolve()

  constructor(options: MatchDeskOptions) {
    this.#options = options
  }

  /** Whether requests under agreements need a lease here: the server is subscribed under aggregators. */
  get isRouted(): boolean {
    return this.#isRouted
  }

  /** Leases that run. */
  get leased(): readonly MatchState[] {
    return this.#matches.filter(({ status }) => status === LEASED)
  }

  /** Looks for the first time, and from then on by itself. */
  async start(): Promise<void> {
    await this.#lookOrLog()
    this.#loops = Promise.all([this.#followEvents(), this.#poll()])
  }

  async stop(): Promise<void> {
    this.#abort.abort()
    this.#ring()
    await this.#loops
  }

  /** Looks soon; heard also while a look is under way. */
  #ring(): void {
    this.#isRung = true
    this.#wake?.()
  }

  /**
   * The lease under which a channel may be served now. What the chain was asked last counts; a channel that it
   * refuses is asked for once more, but not more often than ASK_MS.
   * @throws Refusal noLease, which says what the client has to do
   */
  async mustLease(channel: Uint8Array, modelId: Uint8Array): Promise<MatchState> {
    const { nowMs } = this.#options
    let found = this.#find(channel, modelId)
    if (found instanceof Refusal && nowMs() - this.#askedMs >= ASK_MS) {
      await this.#lookOrLog()
      found = this.#find(channel, modelId)
    }
    if (found instanceof Refusal) throw found
    return found
  }

  /** The lease of a channel for a model, or why there is none. */
  #find(channel: Uint8Array, modelId: Uint8Array): MatchState | Refusal {
    const key = toHex(channel)
    const at = `server ${this.#options.serverId}`
    const named = this.#byChannel.get(key) ?? []
    const [first] = named
    const match = named.find(({ terms }) => terms !== null && equalBytes(terms.modelId, modelId))
    const details = { match_id: `${(match ?? first)?.id ?? 0n}` }
    if (first === undefined)
      return new Refusal(
        'noLease',
        `no lease of ${at} names channel ${key}: ask for one by MsgRequestMatch, or name the channel in yours by MsgAttachChannel`,
      )
    if (match === undefined)
      return new Refusal(
        'noLease',
        `lease ${first.id} is for model ${toHex(first.terms?.modelId ?? new Uint8Array(0))}: ask for one of this model by MsgRequestMatch`,
        details,
      )
    if (match.status !== LEASED)
      return new Refusal(
        'noLease',
        `match ${match.id} is assigned to ${at}, which has yet to confirm it: try again`,
        details,
        RETRY_S,
      )
    const header = this.#options.chain.header()
    if (header !== undefined && isOver(match, header))
      return new Refusal(
        'noLease',
        `lease ${match.id} of ${at} ended at ${match.dueMs} ms: ask for another by MsgRequestMatch`,
        details,
      )
    return match
  }

  /** Asks the chain what there is, and answers what waits for an answer. Callers share one look. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined
    })
    return this.#looking
  }

  async #look(): Promise<void> {
    const { chain, serverId, nowMs } = this.#options
    this.#askedMs = nowMs()
    const [server, matches] = await Promise.all([chain.server(serverId), chain.matchesOf(serverId)])
    this.#isRouted = (server?.aggregators.length ?? 0) > 0
    this.#matches = matches
    this.#byChannel = byChannel(matches)
    if (matches.some(({ status }) => status === ASSIGNED)) void this.#answer(server?.offers ?? [])
  }

  async #lookOrLog(): Promise<void> {
    try {
      await this.look()
    } catch (error) {
      this.#options.log(`matches cannot be read: ${(error as Error).message}`)
    }
  }

  /** Answers each assignment that is not being answered; what fails is tried again at the next look. */
  async #answer(offers: readonly { modelId: Uint8Array; slots: number }[]): Promise<void> {
    const open = this.#matches.filter(
      ({ id, status }) => status === ASSIGNED && !this.#answering.has(id),
    )
    for (const { id } of open) this.#answering.add(id)
    try {
      const { queueFactorBps } = await this.#options.chain.routerParams()
      const messages = this.#decide(open, offers, queueFactorBps)
      for (let at = 0; at < messages.length; at += ANSWERS_PER_TX)
        await this.#send(messages.slice(at, at + ANSWERS_PER_TX))
    } catch (error) {
      this.#options.log(`matches cannot be answered: ${(error as Error).message}`)
    } finally {
      for (const { id } of open) this.#answering.delete(id)
      if (open.length > 0) this.#ring()
    }
  }

  #decide(
    open: readonly MatchState[],
    offers: readonly { modelId: Uint8Array; slots: number }[],
    queueFactorBps: number,
  ): OutMessage[] {
    const { models, operator, isDraining, leases = Number.MAX_SAFE_INTEGER } = this.#options
    const most = new Map(
      offers.map(({ modelId, slots }) => [
        toHex(modelId),
        Math.floor((slots * queueFactorBps) / BPS),
      ]),
    )
    const taken = new Map<string, number>()
    const count = (model: string): void => void taken.set(model, (taken.get(model) ?? 0) + 1)
    const modelOf = ({ terms }: MatchState): string => toHex(terms?.modelId ?? new Uint8Array(0))
    // Those that are being confirmed take room, too.
    const held = this.#matches.filter(
      (one) => one.status === LEASED || (this.#answering.has(one.id) && !open.includes(one)),
    )
    held.forEach((one) => count(modelOf(one)))
    let all = held.length
    return open.map((one) => {
      const model = modelOf(one)
      const hasRoom =
        !isDraining() &&
        models.has(model) &&
        all < leases &&
        (taken.get(model) ?? 0) < (most.get(model) ?? 0)
      const answer = { operator, matchId: one.id }
      if (!hasRoom) return message('infonex.router.v1.MsgRejectMatch', answer)
      count(model)
      all += 1
      return message('infonex.router.v1.MsgConfirmMatch', answer)
    })
  }

  /** All in one transaction; where the chain refuses it, each by itself: one that is gone holds up no other. */
  async #send(messages: readonly OutMessage[]): Promise<void> {
    const { submit, log } = this.#options
    try {
      await submit(messages)
    } catch (error) {
      if (messages.length === 1) {
        log(`a match is not answered: ${(error as Error).message}`)
        return
      }
      for (const one of messages)
        await submit([one]).catch((each: Error) => log(`a match is not answered: ${each.message}`))
    }
  }

  async #followEvents(): Promise<void> {
    const { follow, serverId, log } = this.#options
    const { signal } = this.#abort
    while (follow !== undefined && !signal.aborted) {
      try {
        for await (const block of follow(signal)) if (concerns(block, serverId)) this.#ring()
      } catch (error) {
        log(`events are not followed: ${(error as Error).message}`)
      }
      // The query goes on meanwhile.
      if (!signal.aborted) await this.#sleep(POLL_MS)
    }
  }

  async #poll(): Promise<void> {
    const { pollMs = POLL_MS } = this.#options
    while (!this.#abort.signal.aborted) {
      if (!this.#isRung) {
        let timer: NodeJS.Timeout | undefined
        await new Promise<void>((done) => {
          this.#wake = done
          timer = setTimeout(done, pollMs)
        })
        clearTimeout(timer)
      }
      this.#isRung = false
      if (!this.#abort.signal.aborted) await this.#lookOrLog()
    }
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((done) => {
      const timer = setTimeout(done, ms)
      this.#abort.signal.addEventListener('abort', () => {
        clearTimeout(timer)
        done()
      })
    })
  }
}

/** What names each channel: leases that run before those that are assigned, newer ones before older. */
function byChannel(matches: readonly MatchState[]): Map<string, MatchState[]> {
  const found = new Map<string, MatchState[]>()
  for (const status of [LEASED, ASSIGNED])
    for (const match of [...matches].reverse()) {
      const id = match.anticipation?.channelId
      if (match.status !== status || id === undefined || id.length === 0) continue
      const key = toHex(id)
      const known = found.get(key)
      if (known === undefined) found.set(key, [match])
      else known.push(match)
    }
  return found
}

/** Whether a block says something of the router about a server. */
export function concerns({ txs, events }: FollowedBlock, serverId: bigint): boolean {
  const id = serverId.toString()
  return [{ events }, ...txs].some((result) =>
    result.events.some(
      (one) =>
        one.type.startsWith('infonex.router.v1.') &&
        eventsOf({ events: [one] }, one.type)[0]?.['server_id'] === id,
    ),
  )
}

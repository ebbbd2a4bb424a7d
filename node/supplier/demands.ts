/** Demands for outputs and disputes that follow: the desk that answers both (rules.md H4, H5). */
import { randomBytes } from 'node:crypto'
import { sha256 } from '../../chain/codec/hash.js'
import { equalBytes, toHex } from '../../chain/types/bytes.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { sealOutput } from '../../proto/verification/delivery.js'
import type { Ledger } from './ledger.js'
import type { Load } from './load.js'
import type { OutputStore } from './outputs.js'
import { Refusal } from './refusal.js'

export type Demand = PlainTypes['infonex.verification.v1.Demand']
export type ServiceDispute = PlainTypes['infonex.payment.v1.ServiceDispute']
type Answer = PlainTypes['infonex.verification.v1.MsgAnswerDemand']
type Decline = PlainTypes['infonex.verification.v1.MsgDeclineDemand']
type Show = PlainTypes['infonex.payment.v1.MsgShowServed']

/** DemandStatus that waits for the supplier. */
const OPEN = 1
/** DisputeKind of a client that says it was not served. */
const NOT_SERVED = 2
/** Channels whose disputes are looked at in one look; the others in the next. */
const CHANNELS_A_LOOK = 20
/** Times that one answer is shown, where the chain refuses it. */
const SHOWS_MAX = 5

/** What answers a demand or a dispute, as the chain takes it. */
export type DemandMessage =
  | { readonly typeUrl: '/infonex.verification.v1.MsgAnswerDemand'; readonly value: Answer }
  | { readonly typeUrl: '/infonex.verification.v1.MsgDeclineDemand'; readonly value: Decline }
  | { readonly typeUrl: '/infonex.payment.v1.MsgShowServed'; readonly value: Show }

/** How a desk reaches the chain. */
export interface DemandChain {
  /** Demands to one supplier that are not over. */
  openDemands(supplier: string): Promise<readonly Demand[]>
  /** The open service dispute of a channel. */
  disputeOf(channel: string): Promise<ServiceDispute | undefined>
  /** Puts a message on the chain; rejects unless it is in a block. */
  submit(message: DemandMessage): Promise<unknown>
}

/** What a desk works with. */
export interface DeskTools {
  readonly chain: DemandChain
  /** Bech32 address of the supplier. */
  readonly operator: string
  readonly ledger: Ledger
  readonly outputs: OutputStore
  readonly load: Load
  /** Told what goes wrong. */
  readonly log: (text: string) => void
  /** From one look to the next, in ms. Default 2,000. */
  readonly intervalMs?: number
}

/** A channel that is being served is looked at the next time. */
function unlessBusy(error: unknown): 'busy' {
  if (error instanceof Refusal && error.kind === 'channelBusy') return 'busy'
  throw error
}

/** Looks for demands and disputes from time to time, and answers each once. */
export class DemandDesk {
  readonly #tools: DeskTools
  readonly #done = new Set<bigint>()
  readonly #shown = new Map<string, number>()
  #next = 0
  #timer: NodeJS.Timeout | undefined
  #looking: Promise<void> | undefined

  constructor(tools: DeskTools) {
    this.#tools = tools
  }

  start(): void {
    const { intervalMs = 2_000, log } = this.#tools
    const again = (): void => {
      this.#looking = this.look()
        .catch((error: unknown) => log(`demands: ${(error as Error).message}`))
        .then(() => {
          if (this.#timer !== undefined) this.#timer = setTimeout(again, intervalMs)
        })
    }
    this.#timer = setTimeout(again, 0)
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    await this.#looking
  }

  /**
   * Answers what can be answered, declines what was never served, shows in disputes what was served besides. What
   * fails for one client holds up no other. @throws the first failure, after all were tried
   */
  async look(): Promise<void> {
    const { chain, operator } = this.#tools
    const failures: unknown[] = []
    const tried = (work: Promise<void>): Promise<void> =>
      work.catch((error: unknown) => void failures.push(error))
    for (const demand of await chain.openDemands(operator))
      if (demand.status === OPEN && !this.#done.has(demand.id)) await tried(this.#answer(demand))
    for (const channel of this.#channels()) await tried(this.#show(channel))
    if (failures.length > 0) throw failures[0]
  }

  async #answer(demand: Demand): Promise<void> {
    const message = await this.#messageFor(demand).catch(unlessBusy)
    if (message === 'busy') return
    if (message === undefined)
      this.#tools.log(
        `demand ${demand.id}: the output of request ${demand.sequence} is not here any more`,
      )
    else await this.#tools.chain.submit(message)
    this.#done.add(demand.id)
  }

  async #messageFor(demand: Demand): Promise<DemandMessage | undefined> {
    const { operator: supplier, outputs } = this.#tools
    const value = { supplier, demandId: demand.id }
    if (await this.#declines(demand))
      return { typeUrl: '/infonex.verification.v1.MsgDeclineDemand', value }
    const kept = await outputs.find(demand.requestDigest)
    if (kept === undefined || this.#served(demand.channelId) < demand.sequence) return undefined
    const secret = Uint8Array.from(randomBytes(32))
    const to = { demandId: demand.id, demandKey: demand.key }
    const receipt = demand.receiptId.length === 0 ? kept.receipt : null
    const rest = { receipt, ciphertextHash: new Uint8Array(0), ciphertextBytes: 0 }
    return {
      typeUrl: '/infonex.verification.v1.MsgAnswerDemand',
      value: { ...value, ...sealOutput(sha256, secret, to, kept.bundle), ...rest },
    }
  }

  /**
   * Whether the request was never served: what was served has a receipt in the book, of a later number there is
   * none, and under a number one request is served, whatever else its client has signed. Then it never will be: the
   * channel is held until that is booked, so no answer to it is under way.
   * @throws Refusal channelBusy
   */
  async #declines(demand: Demand): Promise<boolean> {
    if (demand.receiptId.length > 0 || (await this.#isServed(demand))) return false
    const { channelId, requestDigest } = demand
    const free = this.#tools.load.takeChannel(toHex(channelId))
    try {
      if (await this.#isServed(demand)) return false
      await this.#tools.ledger.decline(requestDigest, channelId)
      return true
    } finally {
      free()
    }
  }

  async #isServed({ channelId, sequence, requestDigest }: Demand): Promise<boolean> {
    if (this.#served(channelId) < sequence) return false
    const served = await this.#tools.ledger.servedUnder(toHex(channelId), sequence)
    // Numbers that the book does not have are of a damaged or older one: nothing is denied.
    return served === undefined || equalBytes(served, requestDigest)
  }

  /** Number of the last answer of a channel; 0 before the first. */
  #served(channel: Uint8Array): bigint {
    return this.#tools.ledger.accountOf(toHex(channel))?.sequence ?? 0n
  }

  /** Channels that may be in dispute over what was declined, some of them at a time. */
  #channels(): string[] {
    const { ledger } = this.#tools
    const served = ledger.declinedChannels().filter((id) => ledger.accountOf(id) !== undefined)
    const from = this.#next < served.length ? this.#next : 0
    this.#next = from + CHANNELS_A_LOOK
    return served.slice(from, this.#next)
  }

  /** Shows the last answer of a channel whose client wants money back for another request. */
  async #show(channel: string): Promise<void> {
    const { chain, ledger, operator: supplier } = this.#tools
    const dispute = await chain.disputeOf(channel)
    if (dispute?.kind !== NOT_SERVED || dispute.shownDigest.length > 0) return
    const { lastSigned, lastReceipt: receipt, lastRequest } = ledger.accountOf(channel) ?? {}
    if (lastSigned === undefined || lastRequest === undefined || receipt === undefined) return
    if (equalBytes(lastRequest, dispute.requestDigest)) return
    const name = `${channel} ${toHex(dispute.requestDigest)} ${toHex(lastRequest)}`
    const times = this.#shown.get(name) ?? 0
    if (times >= SHOWS_MAX) return
    this.#shown.set(name, times + 1)
    // The salt is the client's and the supplier's alone.
    const request = { ...lastSigned, salt: new Uint8Array(0) }
    const value = { supplier, channelId: dispute.channelId, request, receipt }
    await chain.submit({ typeUrl: '/infonex.payment.v1.MsgShowServed', value })
  }
}

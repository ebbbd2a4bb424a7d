import { sha256 } from '../../chain/codec/hash.js'
import { toHex } from '../../chain/types/bytes.js'
import type { SignatureVerifier } from '../../chain/types/verifier.js'
import { vestedAt } from '../../modules/payment/state.js'
import {
  channelId,
  type ChannelDescriptor,
  type SignedReceipt,
  type SignedVoucher,
  voucherBytes,
} from '../../proto/inference/objects.js'
import type { Signer } from '../inference/signers.js'
import { type Measure, toWire, type WireReport, type WireResult } from '../metering/managerApi.js'
import { Recent } from '../metering/recent.js'
import { ContractError, Contracts, type ServiceContract } from '../metering/serviceContract.js'
import type { RecordLog } from '../supplier/appendLog.js'
import type { ChannelState, ContractChain } from '../supplier/chainView.js'
import { ChannelBook, type ClientWord, type Outcome } from './channelBook.js'
import { checkDescriptor, checkReceipt, checkTenant, clientWord, sameKey } from './evidence.js'
import { channelEntry, voucherEntry, wordEntry } from './managerLog.js'
import { ManagerRefusal, type RefusalCode } from './refusal.js'
import type { Spending } from './spending.js'

/** What a manager works with. */
export interface ManagerTools {
  readonly chain: ContractChain
  readonly signer: Signer
  readonly verifier: SignatureVerifier
  readonly log: RecordLog
  /** Books as the log has them. */
  readonly books: Map<string, ChannelBook>
  readonly spending: Spending
  /** Channels at most. Default 100,000. */
  readonly channelsMax?: number
  readonly nowMs?: () => number
  /** Told once, when the book cannot be written. */
  readonly onFailure?: (error: Error) => void
}

/** Why a voucher is below what was co-signed. */
interface Reason {
  readonly code: string
  readonly text: string
}

/** What is known of a channel while its words are taken. */
interface Place {
  readonly book: ChannelBook
  readonly contract: ServiceContract
}

/** The header may be ahead of the block in which a claim lands by so much less, in ms. */
const VEST_MARGIN_MS = 2_000

/**
 * Reconciles what both sides sign and pays for what they agree on. All that concerns one channel happens in
 * order; what is signed is on disk before anybody sees it. After a write that failed nothing is signed any
 * more: the process has to start again and read what the disk has.
 */
export class SlaManager {
  readonly tools: ManagerTools
  readonly #contracts: Contracts
  readonly #turns = new Map<string, Promise<unknown>>()
  readonly #states: Recent<ChannelState | undefined>
  readonly #agreed: Recent<ServiceContract>
  readonly #reasons = new Map<string, Reason>()
  #failure: Error | undefined
  /** For metrics. */
  readonly stats = { booked: 0, known: 0, old: 0, conflict: 0, refused: 0, vouchers: 0 }

  constructor(tools: ManagerTools) {
    this.tools = tools
    this.#contracts = new Contracts(tools.chain)
    this.#states = new Recent(() => this.nowMs())
    this.#agreed = new Recent(() => this.nowMs())
  }

  get chainId(): string {
    return this.tools.chain.chainId
  }

  get books(): ReadonlyMap<string, ChannelBook> {
    return this.tools.books
  }

  /** False once a write has failed. */
  get healthy(): boolean {
    return this.#failure === undefined
  }

  nowMs(): number {
    return (this.tools.nowMs ?? Date.now)()
  }

  /** Takes measures; gives what became of each, and where their channels stand. */
  async submit(
    measures: readonly Measure[],
  ): Promise<{ results: WireResult[]; channels: WireReport[] }> {
    this.#mustLive()
    const results: WireResult[] = []
    const byChannel = new Map<string, { at: number; measure: Measure }[]>()
    measures.forEach((measure, at) => {
      const key = toHex(channelId(sha256, measure.descriptor))
      byChannel.set(key, [...(byChannel.get(key) ?? []), { at, measure }])
    })
    const reports = await Promise.all(
      [...byChannel].map(([key, all]) =>
        this.#inTurn(key, async () => {
          const { outcomes, written } = await this.#take(
            key,
            all.map(({ measure }) => measure),
          )
          all.forEach(({ at }, i) => (results[at] = outcomes[i] as WireResult))
          const book = this.tools.books.get(key)
          // The log keeps the order: the voucher goes to disk behind its words, in one sync with them.
          if (book !== undefined) await this.#pay(book)
          await written
          if (book === undefined) return undefined
          return this.#report(book)
        }),
      ),
    )
    return { results, channels: reports.filter((one) => one !== undefined) }
  }

  /** Where a channel stands; pays what can be paid by now. @throws ManagerRefusal unknown_channel */
  report(key: string): Promise<WireReport> {
    return this.#inTurn(key, async () => {
      const book = this.mustBook(key)
      if (this.healthy) await this.#pay(book)
      return this.#report(book)
    })
  }

  /** @throws ManagerRefusal unknown_channel */
  mustBook(key: string): ChannelBook {
    const book = this.tools.books.get(key)
    if (book === undefined)
      throw new ManagerRefusal('unknown_channel', `nothing was brought for channel ${key}`)
    return book
  }

  /** The contract of a channel. @throws ManagerRefusal */
  contractOf(key: string, descriptor: ChannelDescriptor): Promise<ServiceContract> {
    const ask = () => this.#contracts.of(descriptor)
    return this.#agreed.of(key, ask).catch((error: unknown) => {
      if (error instanceof ContractError)
        throw new ManagerRefusal(error.code as RefusalCode, error.message)
      throw error
    })
  }

  /** What the chain says of a channel, at most a second old. */
  stateOf(key: string, id: Uint8Array): Promise<ChannelState | undefined> {
    return this.#states.of(key, () => this.tools.chain.channel(id))
  }

  /** Waits for what is being written. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#turns.values())
    await this.tools.log.close()
  }

  async #inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(key) ?? Promise.resolve()
    const turn = before.then(work, work)
    this.#turns.set(key, turn)
    try {
      return await turn
    } finally {
      if (this.#turns.get(key) === turn) this.#turns.delete(key)
    }
  }

  #mustLive(): void {
    if (this.#failure !== undefined)
      throw new ManagerRefusal('storage_failed', 'the book cannot be written: start again')
  }

  /** Resolves when the record is on disk. */
  async #append(record: Uint8Array): Promise<void> {
    this.#mustLive()
    try {
      await this.tools.log.append(record)
    } catch (error) {
      if (this.#failure === undefined) this.tools.onFailure?.(error as Error)
      this.#failure ??= error as Error
      this.#mustLive()
    }
  }

  async #place(key: string, descriptor: ChannelDescriptor): Promise<Place & { isNew: boolean }> {
    checkDescriptor(descriptor, this.chainId)
    const known = this.tools.books.get(key)
    const id = known?.id ?? channelId(sha256, descriptor)
    // A channel that was known may be closed by now: its last answers are still to be reconciled.
    if (known === undefined && (await this.stateOf(key, id)) === undefined)
      throw new ManagerRefusal('no_channel', 'the chain has no such channel')
    const contract = await this.contractOf(key, descriptor)
    checkTenant(descriptor, contract, this.tools.signer.key)
    if (known !== undefined) return { book: known, contract, isNew: false }
    const { channelsMax = 100_000 } = this.tools
    if (this.tools.books.size >= channelsMax)
      throw new ManagerRefusal('too_many_channels', `${channelsMax} channels are kept already`)
    return { book: new ChannelBook(id, descriptor), contract, isNew: true }
  }

  async #take(
    key: string,
    measures: readonly Measure[],
  ): Promise<{ outcomes: WireResult[]; written: Promise<unknown> }> {
    let place: (Place & { isNew: boolean }) | undefined
    const writes: Promise<void>[] = []
    const results: WireResult[] = []
    for (const measure of measures)
      try {
        place ??= await this.#place(key, measure.descriptor)
        const { status, words } = this.#check(place, measure)
        if (place.isNew && words.length > 0) {
          const { id, descriptor } = place.book
          this.tools.books.set(key, place.book)
          place = { ...place, isNew: false }
          writes.push(this.#append(channelEntry(id, this.nowMs(), descriptor)))
        }
        for (const word of words)
          writes.push(this.#append(wordEntry(place.book.id, this.nowMs(), word)))
        this.stats[status] += 1
        results.push({ status, channel: key })
      } catch (error) {
        if (!(error instanceof ManagerRefusal)) {
          await Promise.allSettled(writes)
          throw error
        }
        this.stats.refused += 1
        results.push({
          status: 'refused',
          channel: key,
          code: error.code,
          error: error.message,
        })
      }
    const written = Promise.all(writes)
    // A failure is told where it is awaited; the payment in between fails by itself.
    written.catch(() => undefined)
    return { outcomes: results, written }
  }

  /** Checks a measure and puts it into the book; gives the words that have to be written. */
  #check({ book, contract }: Place, measure: Measure) {
    const { verifier } = this.tools
    const { receipt } = measure
    if (receipt !== undefined)
      checkReceipt(receipt, book, contract, { verifier, nowMs: this.nowMs() })
    const word = clientWord(measure, book, contract, verifier)
    if (receipt === undefined && word === undefined)
      throw new ManagerRefusal('malformed', 'a measure without receipt, measurement or request')
    const words: (SignedReceipt | ClientWord)[] = []
    const take = (one: SignedReceipt | ClientWord, add: () => Outcome): Outcome => {
      const before = book.conflicts.length
      const outcome = add()
      // Evidence of a conflict is written once, however often it comes.
      if (outcome === 'booked' || book.conflicts.length > before) words.push(one)
      return outcome
    }
    const outcomes = [
      ...(receipt === undefined ? [] : [take(receipt, () => book.addReceipt(receipt))]),
      ...(word === undefined ? [] : [take(word, () => book.addWord(word))]),
    ]
    const status =
      (['conflict', 'booked', 'known', 'old'] as const).find((one) => outcomes.includes(one)) ??
      'known'
    return { status, words }
  }

  /** Signs a voucher for what is co-signed and not paid, if every limit allows it. */
  async #pay(book: ChannelBook): Promise<void> {
    const state = await this.stateOf(book.key, book.id)
    const reason = this.#whyNot(book, state)
    if (reason !== undefined) {
      this.#reasons.set(book.key, reason)
      return
    }
    this.#reasons.delete(book.key)
    const { agreed } = book
    if (agreed === undefined || agreed.amount <= book.paid) return
    const atMs = this.nowMs()
    const voucher = {
      channelId: book.id,
      cumulative: agreed.amount.toString(),
      receiptHead: agreed.id,
      validUntilMs: 0n,
    }
    const { signer, spending } = this.tools
    const signature = signer.sign(voucherBytes(this.chainId, voucher))
    const signed: SignedVoucher = {
      voucher,
      signature,
      form: 0,
      descriptor: null,
      checkpoint: null,
    }
    // Counted before the write, so that channels of one agreement cannot spend the same room.
    spending.add(book.descriptor.retailId, agreed.amount - book.paid, atMs)
    await this.#append(voucherEntry(book.id, atMs, signed))
    book.setVoucher(signed, atMs, spending.periodMs)
    this.stats.vouchers += 1
  }

  /** Why what is co-signed is not paid now; undefined = it is, or there is nothing to pay. */
  #whyNot(book: ChannelBook, state: ChannelState | undefined): Reason | undefined {
    const { agreed, descriptor } = book
    if (agreed === undefined || agreed.amount === book.paid) return undefined
    const { amount } = agreed
    const { signer, spending, chain } = this.tools
    if (descriptor.signer === null || !sameKey(descriptor.signer, signer.key))
      return { code: 'not_signer', text: 'the channel is paid by another key than the manager' }
    if (book.stopped)
      return { code: 'disputed', text: 'somebody has signed two things for one sequence' }
    if (amount < book.paid)
      return { code: 'amount_fell', text: `${amount} is co-signed, ${book.paid} was promised` }
    if (state === undefined) return { code: 'no_channel', text: 'the chain has no such channel' }
    const cap = BigInt(state.cap)
    if (amount > cap) return { code: 'cap_exhausted', text: `${amount} of a cap of ${cap}` }
    const headerMs = chain.header()?.timeMs ?? 0
    const vested = vestedAt({ ...state, cap }, BigInt(headerMs - VEST_MARGIN_MS))
    if (amount > vested) return { code: 'not_vested', text: `${amount}, vested are ${vested}` }
    const room = spending.room(descriptor.retailId, this.nowMs())
    if (room !== undefined && amount - book.paid > room)
      return { code: 'period_limit', text: `${amount - book.paid} more, ${room} are left` }
    return undefined
  }

  #report(book: ChannelBook): WireReport {
    const { agreed, voucher } = book
    const reason = this.#reasons.get(book.key)
    return {
      channel: book.key,
      state: book.state,
      sequence: (agreed?.sequence ?? 0n).toString(),
      amount: (agreed?.amount ?? 0n).toString(),
      receipt: agreed === undefined ? null : toHex(agreed.id),
      paid: book.paid.toString(),
      voucher:
        voucher === undefined ? null : toWire('infonex.payment.v1.SignedVoucher', voucher.signed),
      checkpoint:
        agreed === undefined ? null : toWire('infonex.inference.v1.Checkpoint', agreed.checkpoint),
      ...(reason === undefined ? {} : { reason }),
    }
  }
}

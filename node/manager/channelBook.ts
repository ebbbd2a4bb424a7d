import { sha256 } from '../../chain/codec/hash.js'
import { equalBytes, toHex } from '../../chain/types/bytes.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import {
  type Acknowledgement,
  type ChannelDescriptor,
  type Checkpoint,
  type Counter,
  encodeMessage,
  type Receipt,
  receiptBytes,
  type SignedReceipt,
  type SignedRequest,
  type SignedVoucher,
} from '../../proto/inference/objects.js'

type SignedMeasurement = PlainTypes['infonex.inference.v1.SignedMeasurement']

/** Words of either side beyond the co-signed sequence that are kept: the newest. */
const AHEAD_MAX = 256
/** Words at or below it that are kept, so that a second one of the same sequence is seen. */
const PAST_MAX = 16
/** Conflicts kept. */
const CONFLICTS_MAX = 8
/** Answers whose times are kept, for rates. */
const HISTORY_MAX = 256

/** A client's word on an answer, and what it is signed in. */
export interface ClientWord {
  readonly acknowledgement: Acknowledgement
  readonly measurement: SignedMeasurement | null
  readonly request: SignedRequest | null
}

interface SupplierWord {
  readonly id: Uint8Array
  readonly signed: SignedReceipt
  readonly receipt: Receipt
}

/** Usage that both sides have signed. */
export interface Agreed {
  readonly sequence: bigint
  readonly id: Uint8Array
  readonly receipt: Receipt
  /** Retail price of all of it. */
  readonly amount: bigint
  readonly checkpoint: Checkpoint
}

/** Two things that one side has signed for one sequence. */
export interface Conflict {
  readonly by: 'supplier' | 'client'
  readonly sequence: bigint
  readonly first: SignedReceipt | ClientWord
  readonly second: SignedReceipt | ClientWord
}

/** What became of a word. */
export type Outcome = 'booked' | 'known' | 'old' | 'conflict'

/** Usage at a time. */
export interface Moment {
  readonly endMs: bigint
  readonly counters: readonly Counter[]
}

/** A voucher with the time at which it was booked. */
export interface BookedVoucher {
  readonly signed: SignedVoucher
  readonly amount: bigint
  readonly atMs: number
}

const ackBytes = (ack: Acknowledgement): Uint8Array =>
  encodeMessage('infonex.inference.v1.Acknowledgement', ack)

/**
 * What an SLA Manager knows of one channel. Words come in any order and any number of times: the newest
 * sequence for which the supplier's receipt and the client's acknowledgement are of the same bytes is
 * co-signed, whatever the order. Who signs two things for one sequence stops the channel: the last co-signed
 * state stands, and both words are kept as evidence.
 */
export class ChannelBook {
  readonly id: Uint8Array
  readonly key: string
  readonly descriptor: ChannelDescriptor
  readonly #receipts = new Map<bigint, SupplierWord>()
  readonly #words = new Map<bigint, ClientWord>()
  #history: Moment[] = []
  #agreed: Agreed | undefined
  #voucher: BookedVoucher | undefined
  /** The last one of the period before that of `#voucher`. */
  #base: BookedVoucher | undefined
  readonly conflicts: Conflict[] = []

  constructor(id: Uint8Array, descriptor: ChannelDescriptor) {
    this.id = id
    this.key = toHex(id)
    this.descriptor = descriptor
  }

  get agreed(): Agreed | undefined {
    return this.#agreed
  }

  get voucher(): BookedVoucher | undefined {
    return this.#voucher
  }

  /** The last voucher of an earlier period: what the current one has added to. */
  get base(): BookedVoucher | undefined {
    return this.#base
  }

  get paid(): bigint {
    return this.#voucher?.amount ?? 0n
  }

  /** Somebody has signed two things for one sequence: nothing is co-signed from here on. */
  get stopped(): boolean {
    return this.conflicts.length > 0
  }

  /** The newest receipt, co-signed or not. */
  get newest(): Receipt | undefined {
    let found = this.#agreed?.receipt
    for (const { receipt } of this.#receipts.values())
      if (found === undefined || receipt.sequence > found.sequence) found = receipt
    return found
  }

  /** Usage over the last answers, oldest first. */
  get history(): readonly Moment[] {
    return this.#history
  }

  get state(): 'agreed' | 'waiting' | 'disputed' {
    if (this.stopped) return 'disputed'
    const agreed = this.#agreed?.sequence ?? 0n
    let state: 'agreed' | 'waiting' = 'agreed'
    for (const [sequence] of this.#receipts) {
      if (sequence <= agreed) continue
      if (this.#words.has(sequence)) return 'disputed'
      state = 'waiting'
    }
    for (const [sequence] of this.#words) if (sequence > agreed) state = 'waiting'
    return state
  }

  /** Takes a receipt whose signature and price are good. */
  addReceipt(signed: SignedReceipt): Outcome {
    const receipt = signed.receipt as Receipt
    const { sequence } = receipt
    const id = sha256(receiptBytes(receipt))
    const known = this.#receipts.get(sequence)
    if (known !== undefined)
      return equalBytes(known.id, id) ? 'known' : this.#conflict('supplier', known.signed, signed)
    if (this.#isOld(sequence)) return 'old'
    this.#receipts.set(sequence, { id, signed, receipt })
    this.#remember(receipt)
    this.#reconcile(sequence)
    return 'booked'
  }

  /** Takes a client's word whose signature is good. */
  addWord(word: ClientWord): Outcome {
    const { sequence } = word.acknowledgement
    const known = this.#words.get(sequence)
    if (known !== undefined)
      return equalBytes(ackBytes(known.acknowledgement), ackBytes(word.acknowledgement))
        ? 'known'
        : this.#conflict('client', known, word)
    if (this.#isOld(sequence)) return 'old'
    this.#words.set(sequence, word)
    this.#reconcile(sequence)
    return 'booked'
  }

  /** Takes a voucher that is on disk. */
  setVoucher(signed: SignedVoucher, atMs: number, periodMs: number): void {
    const amount = BigInt(signed.voucher?.cumulative ?? '0')
    const last = this.#voucher
    if (last !== undefined && Math.floor(last.atMs / periodMs) < Math.floor(atMs / periodMs))
      this.#base = last
    this.#voucher = { signed, amount, atMs }
  }

  /** What a log needs to hold for this book to be the same, in order. */
  words(): (SignedReceipt | ClientWord)[] {
    const agreed = this.#agreed?.sequence
    const receipts = [...this.#receipts.entries()].sort(([a], [b]) => (a < b ? -1 : 1))
    const words = [...this.#words.entries()].sort(([a], [b]) => (a < b ? -1 : 1))
    // The co-signed pair, then the conflicts: after them nothing that follows is co-signed.
    return [
      ...receipts.filter(([n]) => n === agreed).map(([, one]) => one.signed),
      ...words.filter(([n]) => n === agreed).map(([, one]) => one),
      ...this.conflicts.flatMap(({ first, second }) => [first, second]),
      ...receipts.filter(([n]) => n !== agreed).map(([, one]) => one.signed),
      ...words.filter(([n]) => n !== agreed).map(([, one]) => one),
    ]
  }

  #isOld(sequence: bigint): boolean {
    const agreed = this.#agreed?.sequence ?? 0n
    return agreed >= BigInt(PAST_MAX) && sequence <= agreed - BigInt(PAST_MAX)
  }

  #conflict(
    by: Conflict['by'],
    first: SignedReceipt | ClientWord,
    second: SignedReceipt | ClientWord,
  ): Outcome {
    const sequence =
      'acknowledgement' in first
        ? first.acknowledgement.sequence
        : (first.receipt as Receipt).sequence
    const isKnown = this.conflicts.some((one) => one.by === by && one.sequence === sequence)
    if (!isKnown && this.conflicts.length < CONFLICTS_MAX)
      this.conflicts.push({ by, sequence, first, second })
    return 'conflict'
  }

  #reconcile(sequence: bigint): void {
    const supplier = this.#receipts.get(sequence)
    const client = this.#words.get(sequence)
    const isNewer = sequence > (this.#agreed?.sequence ?? 0n)
    if (supplier !== undefined && client !== undefined && isNewer && !this.stopped) {
      const { receipt, id } = supplier
      const want = { sequence, counters: receipt.counters, receiptHead: id }
      if (equalBytes(ackBytes(want), ackBytes(client.acknowledgement))) {
        const { measurement, request } = client
        this.#agreed = {
          sequence,
          id,
          receipt,
          amount: BigInt(receipt.cumulative),
          checkpoint: { receipt: supplier.signed, measurement, request },
        }
      }
    }
    prune(this.#receipts, this.#agreed?.sequence ?? 0n)
    prune(this.#words, this.#agreed?.sequence ?? 0n)
  }

  #remember({ endMs, counters }: Receipt): void {
    const last = this.#history[this.#history.length - 1]
    // A receipt that comes late has nothing to add: totals are cumulative.
    if (last !== undefined && endMs < last.endMs) return
    this.#history.push({ endMs, counters })
    if (this.#history.length > HISTORY_MAX) this.#history = this.#history.slice(-HISTORY_MAX / 2)
  }
}

/** Forgets what is too old, and of what is ahead the oldest beyond the most that is kept. */
function prune(words: Map<bigint, unknown>, agreed: bigint): void {
  for (const sequence of words.keys())
    if (sequence <= agreed - BigInt(PAST_MAX)) words.delete(sequence)
  if (words.size <= AHEAD_MAX + PAST_MAX) return
  const ahead = [...words.keys()].filter((n) => n > agreed).sort((a, b) => (a < b ? -1 : 1))
  for (const sequence of ahead.slice(0, Math.max(0, ahead.length - AHEAD_MAX)))
    words.delete(sequence)
}

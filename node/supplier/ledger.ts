import { toHex } from '../../chain/types/bytes.js'
import { sha256 } from '../../chain/codec/hash.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import {
  channelId,
  type ChannelDescriptor,
  type Checkpoint,
  type Counter,
  decodeMessage,
  encodeMessage,
  receiptBytes,
  requestBytes,
  type SignedReceipt,
  type SignedRequest,
  type SignedVoucher,
} from '../../proto/inference/objects.js'
import { AppendLog } from './appendLog.js'

/** Receipt policy of channels whose claims show no measurement. */
const POLICY_NONE = 1

type Entry = PlainTypes['infonex.inference.v1.LedgerEntry']

const EMPTY: Entry = {
  voucher: null,
  request: null,
  receipt: null,
  descriptor: null,
  declined: new Uint8Array(0),
  declinedChannel: new Uint8Array(0),
}

/** What a supplier knows of one channel. */
export interface ChannelAccount {
  readonly descriptor: ChannelDescriptor
  /** Prices of all answers so far. */
  readonly charged: bigint
  /** Highest voucher accepted. */
  readonly voucher: SignedVoucher | undefined
  /** Its amount; 0 without one. */
  readonly paid: bigint
  readonly sequence: bigint
  readonly counters: readonly Counter[]
  /** Digest and receipt of the last answer. */
  readonly lastRequest: Uint8Array | undefined
  /** That request as the client signed it: evidence where it does not pay (rules.md H4). */
  readonly lastSigned: SignedRequest | undefined
  readonly lastReceipt: SignedReceipt | undefined
  /** The newest usage that both sides have signed; what a claim under agreements shows. */
  readonly checkpoint: Checkpoint | undefined
  /** Receipt id of the last answer: the head that the client acknowledges. */
  readonly head: Uint8Array
}

function freshAccount(descriptor: ChannelDescriptor): ChannelAccount {
  return {
    descriptor,
    charged: 0n,
    voucher: undefined,
    paid: 0n,
    sequence: 0n,
    counters: [],
    lastRequest: undefined,
    lastSigned: undefined,
    lastReceipt: undefined,
    checkpoint: undefined,
    head: new Uint8Array(0),
  }
}

/** The later one of two. */
function newer(a: Checkpoint | undefined, b: Checkpoint | undefined): Checkpoint | undefined {
  const at = (one: Checkpoint | undefined): bigint => one?.receipt?.receipt?.sequence ?? 0n
  return at(b) > at(a) ? b : a
}

/** The last answer with its acknowledgement in the request after it. The salt stays between the two. */
export function checkpointOf(
  { lastReceipt }: Pick<ChannelAccount, 'lastReceipt'>,
  request: SignedRequest | null,
): Checkpoint | undefined {
  if (lastReceipt === undefined || request?.request?.acknowledgement == null) return undefined
  return {
    receipt: lastReceipt,
    request: { ...request, salt: new Uint8Array(0) },
    measurement: null,
  }
}

function applyEntry(account: ChannelAccount, entry: Entry): ChannelAccount {
  let next = account
  if (entry.voucher?.voucher != null)
    next = {
      ...next,
      voucher: entry.voucher,
      paid: BigInt(entry.voucher.voucher.cumulative),
      checkpoint: newer(next.checkpoint, entry.voucher.checkpoint ?? undefined),
    }
  const request = entry.request?.request
  const receipt = entry.receipt?.receipt
  if (request != null && receipt != null)
    next = {
      ...next,
      charged: BigInt(receipt.cumulative),
      sequence: receipt.sequence,
      counters: receipt.counters,
      lastRequest: sha256(requestBytes(request)),
      lastSigned: entry.request as SignedRequest,
      lastReceipt: entry.receipt as SignedReceipt,
      checkpoint:
        account.descriptor.receiptPolicy === POLICY_NONE
          ? undefined
          : newer(next.checkpoint, checkpointOf(account, entry.request)),
      head: sha256(receiptBytes(receipt)),
    }
  return next
}

function descriptorOf(entry: Entry): ChannelDescriptor | null {
  return entry.descriptor ?? entry.voucher?.descriptor ?? null
}

/** What a book holds. */
class Pages {
  readonly accounts = new Map<string, ChannelAccount>()
  readonly declined = new Set<string>()
  readonly declinedOf = new Set<string>()

  /** A record that is on disk. */
  read(entry: Entry): void {
    this.decline(entry.declined, entry.declinedChannel)
    const descriptor = descriptorOf(entry)
    if (descriptor === null) return
    const id = toHex(channelId(sha256, descriptor))
    this.accounts.set(id, applyEntry(this.accounts.get(id) ?? freshAccount(descriptor), entry))
  }

  decline(digest: Uint8Array, channel: Uint8Array): void {
    if (digest.length > 0) this.declined.add(toHex(digest))
    if (channel.length > 0) this.declinedOf.add(toHex(channel))
  }
}

const entryOf = (record: Uint8Array): Entry =>
  decodeMessage('infonex.inference.v1.LedgerEntry', Uint8Array.from(record))

/** The supplier's durable book: receipts signed and vouchers accepted, by channel, and requests declined. */
export class Ledger {
  readonly #file: string
  readonly #log: AppendLog
  readonly #pages: Pages

  private constructor(file: string, log: AppendLog, pages: Pages) {
    this.#file = file
    this.#log = log
    this.#pages = pages
  }

  /** Reads the book back. @throws LogDamaged if its middle is damaged. */
  static async open(file: string): Promise<Ledger> {
    const pages = new Pages()
    const log = await AppendLog.open(file, (record) => pages.read(entryOf(record)))
    return new Ledger(file, log, pages)
  }

  get stats(): AppendLog['stats'] {
    return this.#log.stats
  }

  /** The account of a channel; a fresh one if nothing was served yet. */
  account(descriptor: ChannelDescriptor): ChannelAccount {
    const id = toHex(channelId(sha256, descriptor))
    return this.#pages.accounts.get(id) ?? freshAccount(descriptor)
  }

  accounts(): ChannelAccount[] {
    return [...this.#pages.accounts.values()]
  }

  /** The account of a channel by its id in hex; undefined if the book has nothing of it. */
  accountOf(channel: string): ChannelAccount | undefined {
    return this.#pages.accounts.get(channel)
  }

  /** Digest of the request that was answered under a number of a channel; an older one is looked up on disk. */
  async servedUnder(channel: string, sequence: bigint): Promise<Uint8Array | undefined> {
    const account = this.accountOf(channel)
    if (account === undefined || account.sequence < sequence) return undefined
    if (account.sequence === sequence) return account.lastRequest
    let found: Uint8Array | undefined
    await AppendLog.scan(this.#file, (record) => {
      const { request, receipt } = entryOf(record)
      if (request?.request == null || receipt?.receipt == null) return
      if (request.request.sequence !== sequence || toHex(request.request.channelId) !== channel)
        return
      found = sha256(requestBytes(request.request))
    })
    return found
  }

  /** Books a voucher; resolves when it is on disk. */
  accept(voucher: SignedVoucher): Promise<void> {
    return this.#book({ ...EMPTY, voucher })
  }

  /** Books an answer; resolves when it is on disk, before which it MUST not be sent (rules.md H22). */
  answer(
    descriptor: ChannelDescriptor,
    request: SignedRequest,
    receipt: SignedReceipt,
  ): Promise<void> {
    return this.#book({ ...EMPTY, request, receipt, descriptor })
  }

  /** Books that a request was never served; resolves when it is on disk, before which the chain MUST NOT be told. */
  async decline(declined: Uint8Array, declinedChannel: Uint8Array): Promise<void> {
    if (this.isDeclined(declined)) return
    this.#pages.decline(declined, declinedChannel)
    const entry = { ...EMPTY, declined, declinedChannel }
    await this.#log.append(encodeMessage('infonex.inference.v1.LedgerEntry', entry))
  }

  /** Channels in hex of which a request was declined: their clients may say that they paid for it. */
  declinedChannels(): string[] {
    return [...this.#pages.declinedOf]
  }

  /** Whether the chain was told, or is about to be, that a request of this digest was never served. */
  isDeclined(digest: Uint8Array): boolean {
    return this.#pages.declined.has(toHex(digest))
  }

  async #book(entry: Entry): Promise<void> {
    await this.#log.append(encodeMessage('infonex.inference.v1.LedgerEntry', entry))
    this.#pages.read(entry)
  }

  close(): Promise<void> {
    return this.#log.close()
  }
}

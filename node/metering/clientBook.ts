import { sha256 } from '../../chain/codec/hash.js'
import { equalBytes, toHex } from '../../chain/types/bytes.js'
import {
  type Acknowledgement,
  channelId,
  type ChannelDescriptor,
  decodeMessage,
  encodeMessage,
  type Receipt,
  receiptBytes,
  type SignedReceipt,
  type SignedRequest,
  type SignedVoucher,
} from '../../proto/inference/objects.js'
import { AppendLog, type RecordLog } from '../supplier/appendLog.js'

/** Records beyond which a book is written anew when it is opened, if most of them are old. */
const COMPACT_RECORDS = 1024
/** A record of a log has 1 MiB at most; a request with a larger body is not kept. */
const BODY_BYTES_MAX = 1_000_000

interface Last {
  readonly descriptor: ChannelDescriptor
  readonly signed: SignedReceipt
  readonly sequence: bigint
  readonly id: Uint8Array
  readonly saved: Promise<void>
}

/** A request that may have been sent and has no answer yet. */
export interface PendingRequest {
  readonly request: SignedRequest
  readonly voucher: SignedVoucher | undefined
  /** What is sent besides, */
  readonly body: Uint8Array
  /** and the bytes of JSON in it before binary data; undefined = all of it is JSON. */
  readonly jsonLength: number | undefined
}

/** What a book says of one channel. */
interface Page {
  readonly last: Last | undefined
  readonly pending: PendingRequest | undefined
}

/** An answer whose sequence has been acknowledged with another one, or is older than the last. */
export class SequenceBurnt extends Error {
  override readonly name = 'SequenceBurnt'
}

/** The client's word on a receipt. */
export function acknowledge(receipt: Receipt): Acknowledgement {
  const { sequence, counters } = receipt
  return { sequence, counters: [...counters], receiptHead: sha256(receiptBytes(receipt)) }
}

function lastOf(
  descriptor: ChannelDescriptor,
  signed: SignedReceipt,
  saved: Promise<void>,
): Last | undefined {
  const { receipt } = signed
  if (receipt === null) return undefined
  const id = sha256(receiptBytes(receipt))
  return { descriptor, signed, sequence: receipt.sequence, id, saved }
}

function readAll(records: readonly Uint8Array[]): Map<string, Page> {
  const pages = new Map<string, Page>()
  for (const record of records) {
    const { descriptor, receipt, request, voucher, body, jsonLength } = decodeMessage(
      'infonex.inference.v1.ClientEntry',
      record,
    )
    if (descriptor === null) continue
    const before = pages.get(keyOf(descriptor))
    const last = receipt === null ? undefined : lastOf(descriptor, receipt, Promise.resolve())
    const pending =
      request === null
        ? undefined
        : { request, voucher: voucher ?? undefined, body, jsonLength: jsonLength || undefined }
    pages.set(keyOf(descriptor), { last: last ?? before?.last, pending })
  }
  return pages
}

/**
 * The client's durable book: the last answer of each channel, which is what it acknowledges. A sequence burns
 * when its answer is booked: whatever crashes, no other answer of it is ever acknowledged (rules.md H22). A request is
 * booked before it is sent, so that a client that lost its answer in a crash asks for it again, and pays it once.
 */
export class ClientBook {
  readonly #log: RecordLog
  readonly #pages: Map<string, Page>

  private constructor(log: RecordLog, pages: Map<string, Page>) {
    this.#log = log
    this.#pages = pages
  }

  /** Reads the book back. @throws LogDamaged if its middle is damaged. */
  static async open(file: string): Promise<ClientBook> {
    const records: Uint8Array[] = []
    const log = await AppendLog.open(file, (record) => void records.push(Uint8Array.from(record)))
    const pages = readAll(records)
    const pending = [...pages.values()].filter((page) => page.pending !== undefined).length
    if (records.length <= COMPACT_RECORDS || records.length < 4 * (pages.size + pending))
      return new ClientBook(log, pages)
    await log.close()
    const live = newest(records)
    AppendLog.replace(file, live)
    return new ClientBook(await AppendLog.open(file, () => undefined), pages)
  }

  /** A book on a log that holds these records. */
  static of(log: RecordLog, records: readonly Uint8Array[]): ClientBook {
    return new ClientBook(log, readAll(records))
  }

  /** The last answer that was booked for a channel. */
  last(descriptor: ChannelDescriptor): SignedReceipt | undefined {
    return this.#pages.get(keyOf(descriptor))?.last?.signed
  }

  /** All last answers with their channels. */
  lasts(): { readonly descriptor: ChannelDescriptor; readonly receipt: SignedReceipt }[] {
    return [...this.#pages.values()].flatMap(({ last }) =>
      last === undefined ? [] : [{ descriptor: last.descriptor, receipt: last.signed }],
    )
  }

  /** The request of a channel that may have been sent and has no answer yet. */
  pending(descriptor: ChannelDescriptor): PendingRequest | undefined {
    return this.#pages.get(keyOf(descriptor))?.pending
  }

  /** Books a request; resolves when it is durable, so that it may be sent. One that is too large is not kept. */
  async begin(descriptor: ChannelDescriptor, pending: PendingRequest): Promise<void> {
    if (pending.body.length > BODY_BYTES_MAX) return
    const { request, voucher = null, body, jsonLength = 0 } = pending
    const rest = { receipt: null, request, voucher, body, jsonLength }
    this.#put(descriptor, { pending })
    await this.#log.append(
      encodeMessage('infonex.inference.v1.ClientEntry', { descriptor, ...rest }),
    )
  }

  /** Books that the server has refused the request, so that there will be no answer to it. */
  async forget(descriptor: ChannelDescriptor): Promise<void> {
    if (this.pending(descriptor) === undefined) return
    this.#put(descriptor, { pending: undefined })
    await this.#log.append(entryBytes(descriptor, null))
  }

  #put(descriptor: ChannelDescriptor, change: Partial<Page>): void {
    const key = keyOf(descriptor)
    this.#pages.set(key, {
      last: undefined,
      pending: undefined,
      ...this.#pages.get(key),
      ...change,
    })
  }

  /**
   * Books an answer; resolves with the acknowledgement when it is durable, so that it may be signed.
   * @throws SequenceBurnt when another answer of this or a later sequence has been booked
   */
  async accept(descriptor: ChannelDescriptor, signed: SignedReceipt): Promise<Acknowledgement> {
    const { receipt } = signed
    if (receipt === null) throw new SequenceBurnt('the receipt is empty')
    const known = this.#pages.get(keyOf(descriptor))?.last
    if (known !== undefined && receipt.sequence <= known.sequence) {
      if (!equalBytes(sha256(receiptBytes(receipt)), known.id))
        throw new SequenceBurnt(
          `sequence ${receipt.sequence} is burnt: the last one booked is ${known.sequence}`,
        )
      await known.saved
      return acknowledge(receipt)
    }
    const saved = this.#log.append(entryBytes(descriptor, signed))
    // Burnt from here on, even when the write fails: nobody knows what the disk has of it.
    this.#put(descriptor, { last: lastOf(descriptor, signed, saved) as Last, pending: undefined })
    await saved
    return acknowledge(receipt)
  }

  close(): Promise<void> {
    return this.#log.close()
  }
}

function keyOf(descriptor: ChannelDescriptor): string {
  return toHex(channelId(sha256, descriptor))
}

function entryBytes(descriptor: ChannelDescriptor, receipt: SignedReceipt | null): Uint8Array {
  const none = { request: null, voucher: null, body: new Uint8Array(0), jsonLength: 0 }
  return encodeMessage('infonex.inference.v1.ClientEntry', { descriptor, receipt, ...none })
}

/** Of each channel the record of its last answer, and one of a request after it. */
function newest(records: readonly Uint8Array[]): Uint8Array[] {
  const last = new Map<string, Uint8Array>()
  const pending = new Map<string, Uint8Array>()
  for (const record of records) {
    const { descriptor, receipt, request } = decodeMessage(
      'infonex.inference.v1.ClientEntry',
      record,
    )
    if (descriptor === null) continue
    const key = keyOf(descriptor)
    if (receipt !== null) last.set(key, record)
    if (request === null) pending.delete(key)
    else pending.set(key, record)
  }
  return [...last.values(), ...pending.values()]
}

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
} from '../../proto/inference/objects.js'
import { AppendLog, type RecordLog } from '../supplier/appendLog.js'

/** Records beyond which a book is written anew when it is opened, if most of them are old. */
const COMPACT_RECORDS = 1024

interface Last {
  readonly descriptor: ChannelDescriptor
  readonly signed: SignedReceipt
  readonly sequence: bigint
  readonly id: Uint8Array
  readonly saved: Promise<void>
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

function readAll(records: readonly Uint8Array[]): Map<string, Last> {
  const last = new Map<string, Last>()
  for (const record of records) {
    const entry = decodeMessage('infonex.inference.v1.ClientEntry', record)
    if (entry.descriptor === null || entry.receipt === null) continue
    const found = lastOf(entry.descriptor, entry.receipt, Promise.resolve())
    if (found !== undefined) last.set(keyOf(entry.descriptor), found)
  }
  return last
}

/**
 * The client's durable book: the last answer of each channel, which is what it acknowledges. A sequence burns
 * when its answer is booked: whatever crashes, no other answer of it is ever acknowledged (rules.md H22).
 */
export class ClientBook {
  readonly #log: RecordLog
  readonly #last: Map<string, Last>

  private constructor(log: RecordLog, last: Map<string, Last>) {
    this.#log = log
    this.#last = last
  }

  /** Reads the book back. @throws LogDamaged if its middle is damaged. */
  static async open(file: string): Promise<ClientBook> {
    const records: Uint8Array[] = []
    const log = await AppendLog.open(file, (record) => void records.push(Uint8Array.from(record)))
    const last = readAll(records)
    if (records.length <= COMPACT_RECORDS || records.length < 4 * last.size)
      return new ClientBook(log, last)
    await log.close()
    const live = [...last.values()].map(({ descriptor, signed }) => entryBytes(descriptor, signed))
    AppendLog.replace(file, live)
    return new ClientBook(await AppendLog.open(file, () => undefined), last)
  }

  /** A book on a log that holds these records. */
  static of(log: RecordLog, records: readonly Uint8Array[]): ClientBook {
    return new ClientBook(log, readAll(records))
  }

  /** The last answer that was booked for a channel. */
  last(descriptor: ChannelDescriptor): SignedReceipt | undefined {
    return this.#last.get(keyOf(descriptor))?.signed
  }

  /** All last answers with their channels. */
  lasts(): { readonly descriptor: ChannelDescriptor; readonly receipt: SignedReceipt }[] {
    return [...this.#last.values()].map(({ descriptor, signed }) => ({
      descriptor,
      receipt: signed,
    }))
  }

  /**
   * Books an answer; resolves with the acknowledgement when it is durable, so that it may be signed.
   * @throws SequenceBurnt when another answer of this or a later sequence has been booked
   */
  async accept(descriptor: ChannelDescriptor, signed: SignedReceipt): Promise<Acknowledgement> {
    const { receipt } = signed
    if (receipt === null) throw new SequenceBurnt('the receipt is empty')
    const key = keyOf(descriptor)
    const known = this.#last.get(key)
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
    this.#last.set(key, lastOf(descriptor, signed, saved) as Last)
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

function entryBytes(descriptor: ChannelDescriptor, receipt: SignedReceipt): Uint8Array {
  return encodeMessage('infonex.inference.v1.ClientEntry', { descriptor, receipt })
}

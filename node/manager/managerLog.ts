import { sha256 } from '../../chain/codec/hash.js'
import { toHex } from '../../chain/types/bytes.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import {
  channelId,
  type ChannelDescriptor,
  decodeMessage,
  encodeMessage,
  type SignedReceipt,
  type SignedVoucher,
} from '../../proto/inference/objects.js'
import { AppendLog, type RecordLog } from '../supplier/appendLog.js'
import { ChannelBook, type ClientWord } from './channelBook.js'
import type { Spending } from './spending.js'

type Entry = PlainTypes['infonex.inference.v1.ManagerEntry']

/** Records beyond which a log is written anew when it is opened, if most of them are old. */
const COMPACT_RECORDS = 4096

/** A log with what it says. */
export interface OpenLog {
  readonly log: RecordLog
  readonly books: Map<string, ChannelBook>
}

function entry(channel: Uint8Array, atMs: number, part: Partial<Entry>): Uint8Array {
  return encodeMessage('infonex.inference.v1.ManagerEntry', {
    atMs: BigInt(atMs),
    channelId: channel,
    descriptor: null,
    receipt: null,
    measurement: null,
    request: null,
    voucher: null,
    ...part,
  })
}

/** The first record of a channel. */
export function channelEntry(
  channel: Uint8Array,
  atMs: number,
  descriptor: ChannelDescriptor,
): Uint8Array {
  return entry(channel, atMs, { descriptor })
}

/** A record of a word. */
export function wordEntry(
  channel: Uint8Array,
  atMs: number,
  word: SignedReceipt | ClientWord,
): Uint8Array {
  if ('acknowledgement' in word)
    return entry(channel, atMs, { measurement: word.measurement, request: word.request })
  return entry(channel, atMs, { receipt: word })
}

/** A record of a voucher. */
export function voucherEntry(
  channel: Uint8Array,
  atMs: number,
  voucher: SignedVoucher,
): Uint8Array {
  return entry(channel, atMs, { voucher })
}

function apply(books: Map<string, ChannelBook>, record: Uint8Array, spending: Spending): void {
  const one = decodeMessage('infonex.inference.v1.ManagerEntry', record)
  const key = toHex(one.channelId)
  if (one.descriptor !== null && !books.has(key))
    books.set(key, new ChannelBook(channelId(sha256, one.descriptor), one.descriptor))
  const book = books.get(key)
  if (book === undefined) throw new Error(`the book names channel ${key} before its descriptor`)
  if (one.receipt !== null) book.addReceipt(one.receipt)
  const said = one.measurement?.measurement ?? one.request?.request ?? null
  if (said?.acknowledgement != null)
    book.addWord({
      acknowledgement: said.acknowledgement,
      measurement: one.measurement,
      request: one.request,
    })
  if (one.voucher === null) return
  const atMs = Number(one.atMs)
  const before = book.paid
  book.setVoucher(one.voucher, atMs, spending.periodMs)
  spending.add(book.descriptor.retailId, book.paid - before, atMs)
}

/** Everything of the books that a new log needs. */
function liveRecords(books: ReadonlyMap<string, ChannelBook>, nowMs: number): Uint8Array[] {
  return [...books.values()].flatMap((book) => [
    channelEntry(book.id, nowMs, book.descriptor),
    ...book.words().map((word) => wordEntry(book.id, nowMs, word)),
    ...[book.base, book.voucher].flatMap((one) =>
      one === undefined ? [] : [voucherEntry(book.id, one.atMs, one.signed)],
    ),
  ])
}

/** Books of the records of a log. `spending` learns what was signed. */
export function readRecords(
  records: Iterable<Uint8Array>,
  spending: Spending,
): Map<string, ChannelBook> {
  const books = new Map<string, ChannelBook>()
  for (const record of records) apply(books, record, spending)
  return books
}

/** Opens the log of a manager, smaller if most of it is old. @throws LogDamaged */
export async function openManagerLog(
  file: string,
  spending: Spending,
  nowMs: number,
): Promise<OpenLog> {
  const books = new Map<string, ChannelBook>()
  let records = 0
  const log = await AppendLog.open(file, (record) => {
    apply(books, Uint8Array.from(record), spending)
    records += 1
  })
  const live = records > COMPACT_RECORDS ? liveRecords(books, nowMs) : []
  if (records <= COMPACT_RECORDS || records < 2 * live.length) return { log, books }
  await log.close()
  AppendLog.replace(file, live)
  return { log: await AppendLog.open(file, () => undefined), books }
}

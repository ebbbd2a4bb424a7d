/** Values of the event index: transactions with results, blocks, and where tags and values stand. */
import type { TxResult } from '../../chain/types/abci.js'
import type { Event } from '../../chain/types/event.js'
import type { IndexedTx } from '../engine/types.js'

const NO_BYTES = new Uint8Array(0)

/**
 * Texts one after another: their number, their lengths in characters, then all of them in UTF-8 at once,
 * which takes a third of the time that JSON does.
 */
class Texts {
  #all = ''
  readonly #lengths: number[] = []

  add(text: string): void {
    this.#all += text
    this.#lengths.push(text.length)
  }

  /** `tail` follows the texts. */
  encode(tail: Uint8Array): Buffer {
    const head = 8 + 4 * this.#lengths.length
    const bytes = Buffer.byteLength(this.#all)
    const out = Buffer.allocUnsafe(head + bytes + tail.length)
    out.writeUInt32BE(this.#lengths.length)
    out.writeUInt32BE(bytes, 4)
    for (let i = 0; i < this.#lengths.length; i++) {
      out.writeUInt32BE(this.#lengths[i] as number, 8 + 4 * i)
    }
    out.write(this.#all, head)
    out.set(tail, head + bytes)
    return out
  }
}

/** Reads what Texts wrote, text by text. */
class TextReader {
  readonly tail: Buffer
  readonly #bytes: Buffer
  readonly #all: string
  #next = 0
  #at = 0

  constructor(bytes: Buffer) {
    const head = 8 + 4 * bytes.readUInt32BE()
    const end = head + bytes.readUInt32BE(4)
    this.#bytes = bytes
    this.#all = bytes.toString('utf8', head, end)
    this.tail = bytes.subarray(end)
  }

  take(): string {
    const length = this.#bytes.readUInt32BE(8 + 4 * this.#next++)
    this.#at += length
    return this.#all.slice(this.#at - length, this.#at)
  }
}

function addEvents(texts: Texts, events: readonly Event[]): void {
  texts.add(String(events.length))
  for (const { type, attributes } of events) {
    texts.add(type)
    texts.add(String(attributes.length))
    for (const { key, value, index } of attributes) {
      texts.add(key)
      texts.add(value)
      texts.add(index ? '1' : '')
    }
  }
}

function takeEvents(texts: TextReader): Event[] {
  const take = <T>(one: () => T): T[] => Array.from({ length: Number(texts.take()) }, one)
  return take(() => ({
    type: texts.take(),
    attributes: take(() => ({
      key: texts.take(),
      value: texts.take(),
      index: texts.take() === '1',
    })),
  }))
}

/** A transaction with its result. */
export function encodeTxRecord(tx: Uint8Array, result: TxResult): Buffer {
  const texts = new Texts()
  texts.add(String(result.code))
  texts.add(result.log)
  texts.add(result.info)
  texts.add(result.gasWanted.toString())
  texts.add(result.gasUsed.toString())
  texts.add(result.codespace)
  addEvents(texts, result.events)
  texts.add(String(result.data.length))
  return texts.encode(Buffer.concat([result.data, tx]))
}

/** The inverse; the position and the hash stand in the key and elsewhere. */
export function decodeTxRecord(
  bytes: Buffer,
  at: { height: bigint; index: number; hash: (tx: Uint8Array) => Uint8Array },
): IndexedTx {
  const texts = new TextReader(bytes)
  const head = {
    code: Number(texts.take()),
    log: texts.take(),
    info: texts.take(),
    gasWanted: BigInt(texts.take()),
    gasUsed: BigInt(texts.take()),
    codespace: texts.take(),
    events: takeEvents(texts),
  }
  const dataBytes = Number(texts.take())
  const result = { ...head, data: new Uint8Array(texts.tail.subarray(0, dataBytes)) }
  const tx = new Uint8Array(texts.tail.subarray(dataBytes))
  return { height: at.height, index: at.index, tx, hash: at.hash(tx), result }
}

/** What is kept of a block: `before` counts the transactions of all earlier blocks. */
export interface BlockRecord {
  readonly before: number
  readonly count: number
  readonly events: readonly Event[]
}

export function encodeBlockRecord(record: BlockRecord): Buffer {
  const texts = new Texts()
  texts.add(String(record.before))
  texts.add(String(record.count))
  addEvents(texts, record.events)
  return texts.encode(NO_BYTES)
}

export function decodeBlockRecord(bytes: Buffer): BlockRecord {
  const texts = new TextReader(bytes)
  const before = Number(texts.take())
  return { before, count: Number(texts.take()), events: takeEvents(texts) }
}

/** Places in a block: transaction and event within it by position, pair after pair, ascending. */
export type Places = number[]

/** Places by text: by tag in the row of a value, by value in the row of a tag. */
export function encodeGroups(groups: Iterable<readonly [string, Places]>): Buffer {
  let size = 0
  for (const [text, places] of groups) size += 8 + Buffer.byteLength(text) + 4 * places.length
  const out = Buffer.allocUnsafe(size)
  let at = 0
  for (const [text, places] of groups) {
    const bytes = out.write(text, at + 8)
    out.writeUInt32BE(bytes, at)
    out.writeUInt32BE(places.length, at + 4)
    at += 8 + bytes
    for (const place of places) {
      out.writeUInt32BE(place, at)
      at += 4
    }
  }
  return out
}

/** Calls back with every place whose group the test accepts. */
export function eachPlace(
  bytes: Buffer,
  accepts: (text: string) => boolean,
  take: (index: number, event: number) => void,
): void {
  let at = 0
  while (at < bytes.length) {
    const start = at + 8
    const end = start + bytes.readUInt32BE(at)
    const stop = end + 4 * bytes.readUInt32BE(at + 4)
    at = stop
    if (!accepts(bytes.toString('utf8', start, end))) continue
    for (let i = end; i < stop; i += 8) take(bytes.readUInt32BE(i), bytes.readUInt32BE(i + 4))
  }
}

/** Values of the event index: transactions with results, blocks, and where tags and values stand. */
import type { TxResult } from '../../chain/types/abci.js'
import type { Event } from '../../chain/types/event.js'
import type { IndexedTx } from '../engine/types.js'

type EventRow = [type: string, attributes: [key: string, value: string, index: 0 | 1][]]

function eventRows(events: readonly Event[]): EventRow[] {
  return events.map((e) => [e.type, e.attributes.map((a) => [a.key, a.value, a.index ? 1 : 0])])
}

function rowEvents(rows: readonly EventRow[]): Event[] {
  return rows.map(([type, attributes]) => ({
    type,
    attributes: attributes.map(([key, value, index]) => ({ key, value, index: index === 1 })),
  }))
}

type ResultRow = [
  code: number,
  data: string,
  log: string,
  info: string,
  gasWanted: string,
  gasUsed: string,
  codespace: string,
  events: EventRow[],
]

/** A transaction with its result: the length of the result's JSON, the JSON, the transaction. */
export function encodeTxRecord(tx: Uint8Array, result: TxResult): Buffer {
  const row: ResultRow = [
    result.code,
    Buffer.from(result.data).toString('base64'),
    result.log,
    result.info,
    result.gasWanted.toString(),
    result.gasUsed.toString(),
    result.codespace,
    eventRows(result.events),
  ]
  const json = JSON.stringify(row)
  const jsonBytes = Buffer.byteLength(json)
  const out = Buffer.allocUnsafe(4 + jsonBytes + tx.length)
  out.writeUInt32BE(jsonBytes)
  out.write(json, 4)
  out.set(tx, 4 + jsonBytes)
  return out
}

/** The inverse; the position and the hash stand in the key and elsewhere. */
export function decodeTxRecord(
  bytes: Buffer,
  at: { height: bigint; index: number; hash: (tx: Uint8Array) => Uint8Array },
): IndexedTx {
  const end = 4 + bytes.readUInt32BE()
  const row = JSON.parse(bytes.toString('utf8', 4, end)) as ResultRow
  const tx = new Uint8Array(bytes.subarray(end))
  const result = {
    code: row[0],
    data: new Uint8Array(Buffer.from(row[1], 'base64')),
    log: row[2],
    info: row[3],
    gasWanted: BigInt(row[4]),
    gasUsed: BigInt(row[5]),
    codespace: row[6],
    events: rowEvents(row[7]),
  }
  return { height: at.height, index: at.index, tx, hash: at.hash(tx), result }
}

/** What is kept of a block: `before` counts the transactions of all earlier blocks. */
export interface BlockRecord {
  readonly before: number
  readonly count: number
  readonly events: readonly Event[]
}

export function encodeBlockRecord(record: BlockRecord): Buffer {
  return Buffer.from(JSON.stringify([record.before, record.count, eventRows(record.events)]))
}

export function decodeBlockRecord(bytes: Buffer): BlockRecord {
  const row = JSON.parse(bytes.toString()) as [number, number, EventRow[]]
  return { before: row[0], count: row[1], events: rowEvents(row[2]) }
}

/** Places in a block: transaction and event within it by position, pair after pair, ascending. */
export type Places = number[]

/** Places by text: by tag in the row of a value, by value in the row of a tag. */
export function encodeGroups(groups: ReadonlyMap<string, Places>): Buffer {
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

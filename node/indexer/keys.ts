/**
 * Keys of the event index on an ordered store:
 *
 *   m                     heights indexed, transactions counted
 *   b height              one block: its events, transactions before it and in it
 *   h hash height index   where a transaction stands
 *   t height index        a transaction and its result
 *   V value height        tags that have this value in the block, and where: equality
 *   A tag height          values that the tag has in the block, and where: everything else
 *   E type height         where events of the type stand in the block
 *   D height              the block's table of values, by number
 *
 * V, A, E and D speak of transactions; v, a, e and d of the block's own events. Heights are 8 and indexes
 * 4 bytes big-endian, so that a height range is one range of keys. A value stands under one key whatever
 * tags carry it (a sender's address has eight in one transfer), and once in the table, which keeps the
 * writes per transaction few and small.
 */
import { createHash } from 'node:crypto'

/** Transactions or blocks. */
export type Space = 'txs' | 'blocks'

/** Kinds of rows that speak of places in a block. */
export type Row = 'value' | 'tag' | 'type'

const LETTERS = {
  txs: { value: 'V', tag: 'A', type: 'E', table: 'D' },
  blocks: { value: 'v', tag: 'a', type: 'e', table: 'd' },
} as const

/** Longest value that stands in a key as it is, in bytes; a longer one is hashed. */
const MAX_KEY_VALUE_BYTES = 128

/** Where the heights indexed stand. */
export const META_KEY = Buffer.from('m')

/** A height as it stands in keys. */
export function height8(height: bigint): Buffer {
  const out = Buffer.allocUnsafe(8)
  out.writeBigUInt64BE(height)
  return out
}

function index4(index: number): Buffer {
  const out = Buffer.allocUnsafe(4)
  out.writeUInt32BE(index)
  return out
}

/** One block. */
export function blockKey(height: bigint): Buffer {
  return Buffer.concat([Buffer.from('b'), height8(height)])
}

/** All places of a transaction. */
export function hashPrefix(hash: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from('h'), hash])
}

/** One place of a transaction. */
export function hashKey(hash: Uint8Array, height: bigint, index: number): Buffer {
  return Buffer.concat([Buffer.from('h'), hash, height8(height), index4(index)])
}

/** A transaction by its place. */
export function txKey(height: bigint, index: number): Buffer {
  return Buffer.concat([Buffer.from('t'), height8(height), index4(index)])
}

/** Ends with NUL SOH; a NUL inside is followed by ÿ, so that no text is the beginning of another. */
function terminated(text: string): string {
  return `${text.includes('\0') ? text.replaceAll('\0', '\0ÿ') : text}\0\u0001`
}

function keyText(row: Row, text: string): string {
  if (row !== 'value' || text.length * 3 <= MAX_KEY_VALUE_BYTES) return terminated(text)
  if (Buffer.byteLength(text) <= MAX_KEY_VALUE_BYTES) return terminated(text)
  // NUL STX ends no terminated text, so that a hash is never taken for a value.
  return `${createHash('sha256').update(text).digest('hex')}\0\u0002`
}

/** The key of a row up to its height. */
export function rowPrefix(space: Space, row: Row, text: string): Buffer {
  return Buffer.from(LETTERS[space][row] + keyText(row, text))
}

/** The key of a row. */
export function rowKey(space: Space, row: Row, text: string, height: bigint): Buffer {
  const head = LETTERS[space][row] + keyText(row, text)
  const size = Buffer.byteLength(head)
  const out = Buffer.allocUnsafe(size + 8)
  out.write(head)
  out.writeBigUInt64BE(height, size)
  return out
}

/** The key of a block's table of values. */
export function tableKey(space: Space, height: bigint): Buffer {
  return Buffer.concat([Buffer.from(LETTERS[space].table), height8(height)])
}

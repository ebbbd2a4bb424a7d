/** Pieces of JSON text as CometBFT writes them. Responses are joined from these, never walked twice. */
import { formatRfc3339 } from '../engine/rfc3339.js'

function view(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
}

/** A quoted text. */
export function text(value: string): string {
  return JSON.stringify(value)
}

/** Upper-case hex without quotes. */
export function upperHex(bytes: Uint8Array): string {
  return view(bytes).toString('hex').toUpperCase()
}

/** Upper-case hex, quoted. */
export function hex(bytes: Uint8Array): string {
  return `"${upperHex(bytes)}"`
}

/** Base64, quoted. */
export function base64(bytes: Uint8Array): string {
  return `"${view(bytes).toString('base64')}"`
}

/** Go writes an absent byte string as null. */
export function base64OrNull(bytes: Uint8Array): string {
  return bytes.length === 0 ? 'null' : base64(bytes)
}

/** A list; `items` are JSON already. */
export function list(items: readonly string[]): string {
  return `[${items.join(',')}]`
}

/** Go writes an absent list as null. */
export function listOrNull(items: readonly string[]): string {
  return items.length === 0 ? 'null' : list(items)
}

/** RFC 3339 in UTC with as many of nine decimals as it takes, in quotes. */
export function time(ns: bigint): string {
  return `"${formatRfc3339(ns)}"`
}

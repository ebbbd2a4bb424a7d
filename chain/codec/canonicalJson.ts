import { assert } from '../types/assert.js'
import { utf8 } from '../types/bytes.js'
import type { Json } from '../types/module.js'

const ESCAPES = new Map<string, string>([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  // Go's encoding/json escapes these three for HTML; wallets do as the SDK does.
  ['&', '\\u0026'],
  ['<', '\\u003c'],
  ['>', '\\u003e'],
])

function printString(text: string): string {
  let out = '"'
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string
    const escape = ESCAPES.get(char)
    if (escape !== undefined) out += escape
    else if (char < ' ') out += `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
    else out += char
  }
  return `${out}"`
}

function print(value: Json): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return printString(value)
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (typeof value === 'number') {
    assert(Number.isSafeInteger(value), 'canonical JSON has safe integers only')
    return value.toString()
  }
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(print).join(',')}]`
  const rows = Object.entries(value as Readonly<Record<string, Json>>)
  rows.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${rows.map(([key, one]) => `${printString(key)}:${print(one)}`).join(',')}}`
}

/**
 * The JSON that amino signatures are over: keys sorted, nothing between tokens, `&`, `<` and `>` escaped
 * (sdk.MustSortJSON; serializeSignDoc of CosmJS).
 */
export function canonicalJson(value: Json): Uint8Array {
  return utf8(print(value))
}

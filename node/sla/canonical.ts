import { utf8 } from '../../chain/types/bytes.js'

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}

function printString(text: string): string {
  const escape = (c: string): string =>
    ESCAPES[c] ?? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`
  return `"${text.replace(/["\\\u0000-\u001f]/g, escape)}"`
}

function print(value: unknown): string {
  if (typeof value === 'string') return printString(value)
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (Array.isArray(value)) return `[${value.map(print).join(',')}]`
  if (typeof value !== 'object' || value === null)
    throw new TypeError(`a plan document has no ${typeof value}`)
  const rows = Object.entries(value).filter(([, one]) => one !== undefined)
  rows.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${rows.map(([key, one]) => `${printString(key)}:${print(one)}`).join(',')}}`
}

/** The order of things that are a set: that of their canonical texts. */
export function byCanonicalText(a: object | string, b: object | string): number {
  const [x, y] = [print(a), print(b)]
  return x < y ? -1 : x > y ? 1 : 0
}

/** RFC 8785 bytes of a plan document: texts, booleans, lists and maps; every number is a text. */
export function canonicalBytes(document: object): Uint8Array {
  return utf8(print(document))
}

import { equalBytes, fromUtf8, utf8 } from '../../../chain/types/bytes.js'
import type { Caps } from './caps.js'
import { shown, SlaIrError, step } from './errors.js'

/** An object: its members in their order. A record would lose duplicates, and sort keys such as "1" first. */
export interface JsonObject {
  readonly members: readonly (readonly [key: string, value: JsonNode])[]
}

/** What the normal form consists of. */
export type JsonNode = string | boolean | readonly JsonNode[] | JsonObject

const SHORT_ESCAPES = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
])
const LITERALS = new Map([
  ['t', true],
  ['f', false],
])

interface Reader {
  readonly text: string
  readonly caps: Caps
  at: number
}

function refuse(r: Reader, path: string, wanted: string): never {
  const got = r.at < r.text.length ? `"${shown(r.text.slice(r.at, r.at + 12))}"` : 'the end'
  throw new SlaIrError(path, `at character ${r.at} there is ${got}, want ${wanted}`)
}

/** One escape that RFC 8785 has: the short ones, and \u00xx in lower case for other control characters. */
function readEscape(r: Reader, path: string): string {
  const short = SHORT_ESCAPES.get(r.text[r.at + 1] ?? '')
  if (short !== undefined) {
    r.at += 2
    return short
  }
  const hex = /^\\u(00[01][0-9a-f])/.exec(r.text.slice(r.at, r.at + 6))?.[1]
  const char = hex === undefined ? '' : String.fromCharCode(parseInt(hex, 16))
  if (char === '' || /[\b\f\n\r\t]/.test(char)) refuse(r, path, 'an escape of RFC 8785')
  r.at += 6
  return char
}

/** Not a quote, a backslash or a control character, nor NaN, which is the end. */
const isPlain = (code: number): boolean => code >= 0x20 && code !== 0x22 && code !== 0x5c

function readString(r: Reader, path: string): string {
  if (r.text[r.at] !== '"') refuse(r, path, 'a string')
  r.at++
  let out = ''
  for (;;) {
    const start = r.at
    while (isPlain(r.text.charCodeAt(r.at))) r.at++
    out += r.text.slice(start, r.at)
    if (out.length > r.caps.textLength)
      throw new SlaIrError(path, `a text is longer than ${r.caps.textLength} characters`)
    if (r.text[r.at] === '\\') out += readEscape(r, path)
    else if (r.text[r.at] === '"') break
    else refuse(r, path, 'the rest of a string')
  }
  r.at++
  return out
}

function readObject(r: Reader, path: string, depth: number): JsonObject {
  const members: [string, JsonNode][] = []
  r.at++
  if (r.text[r.at] === '}') {
    r.at++
    return { members }
  }
  let last: string | undefined
  for (;;) {
    const key = readString(r, path)
    if (last !== undefined && !(last < key))
      throw new SlaIrError(step(path, key), 'a key that is there twice or out of order')
    last = key
    if (r.text[r.at] !== ':') refuse(r, step(path, key), '":"')
    r.at++
    members.push([key, readValue(r, step(path, key), depth + 1)])
    const next = r.text[r.at]
    if (next !== ',' && next !== '}') refuse(r, path, '"," or "}"')
    r.at++
    if (next === '}') return { members }
  }
}

function readList(r: Reader, path: string, depth: number): JsonNode[] {
  const items: JsonNode[] = []
  r.at++
  if (r.text[r.at] === ']') {
    r.at++
    return items
  }
  for (;;) {
    items.push(readValue(r, step(path, items.length), depth + 1))
    const next = r.text[r.at]
    if (next !== ',' && next !== ']') refuse(r, path, '"," or "]"')
    r.at++
    if (next === ']') return items
  }
}

function readValue(r: Reader, path: string, depth: number): JsonNode {
  const first = r.text[r.at] ?? ''
  if (first === '"') return readString(r, path)
  if (first === '{' || first === '[') {
    if (depth > r.caps.depth)
      throw new SlaIrError(path, `nested more than ${r.caps.depth} levels deep`)
    return first === '{' ? readObject(r, path, depth) : readList(r, path, depth)
  }
  const literal = LITERALS.get(first)
  const word = literal === true ? 'true' : 'false'
  if (literal === undefined || !r.text.startsWith(word, r.at))
    refuse(r, path, 'a string, an object, a list, true or false (numbers are written as strings)')
  r.at += word.length
  return literal
}

/**
 * Reads canonical JSON (RFC 8785) that has neither numbers nor null. There is one text for each value, so bytes
 * that are read are the bytes that would be written.
 * @throws SlaIrError
 */
export function readCanonicalJson(bytes: Uint8Array, caps: Caps): JsonNode {
  if (bytes.length > caps.bytes)
    throw new SlaIrError('', `the document has ${bytes.length} bytes, the most is ${caps.bytes}`)
  const text = fromUtf8(bytes)
  if (!equalBytes(utf8(text), bytes)) throw new SlaIrError('', 'the document is not valid UTF-8')
  const r: Reader = { text, caps, at: 0 }
  const value = readValue(r, '', 0)
  if (r.at !== text.length) refuse(r, '', 'the end of the document')
  return value
}

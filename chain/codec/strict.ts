import { FIELDS, type FieldRow } from '../../proto/gen/fields.js'
import { fromUtf8 } from '../types/bytes.js'

/** Deepest nesting of messages that a transaction may have, Any values counted. */
export const MAX_DEPTH = 64
/** Most fields that one transaction may have, over all its messages. */
export const MAX_FIELDS = 65_536
/** Fields whose number has this bit are non-critical: a body may carry unknown ones. */
const NON_CRITICAL_BIT = 1 << 10
const MAX_FIELD_NUMBER = 536_870_911
const ANY = 'google.protobuf.Any'

/** Why bytes are not a strictly encoded message; the text is deterministic. */
export class StrictError extends Error {
  override readonly name = 'StrictError'
}

/** What a scan may take, and has left. */
interface Scan {
  readonly allowNonCritical: boolean
  fieldsLeft: number
  sawNonCritical: boolean
}

const rows = new Map<string, Map<number, FieldRow>>()

function rowsOf(message: string): Map<number, FieldRow> {
  let known = rows.get(message)
  if (known === undefined) {
    known = new Map((FIELDS[message] ?? []).map((row) => [row[0], row]))
    rows.set(message, known)
  }
  return known
}

/** The message name in a type URL, if the chain knows that message: '/' and the full name, no host. */
export function messageOfTypeUrl(typeUrl: string): string | undefined {
  if (!typeUrl.startsWith('/')) return undefined
  const name = typeUrl.slice(1)
  return Object.hasOwn(FIELDS, name) ? name : undefined
}

/** Reads protobuf primitives with every bound checked. */
export class WireReader {
  readonly bytes: Uint8Array
  at: number
  readonly end: number

  constructor(bytes: Uint8Array, at = 0, end = bytes.length) {
    this.bytes = bytes
    this.at = at
    this.end = end
  }

  /** A varint as a number: exact below 2^53, only "large" above. @throws StrictError */
  varint(): number {
    let value = 0
    let scale = 1
    for (let i = 0; i < 10; i++) {
      if (this.at >= this.end) throw new StrictError('truncated varint')
      const byte = this.bytes[this.at++] as number
      if (i === 9 && byte > 1) throw new StrictError('varint overflows 64 bits')
      value += (byte & 0x7f) * scale
      if (byte < 0x80) return value
      scale *= 128
    }
    throw new StrictError('varint overflows 64 bits')
  }

  /** A length and the bounds check that belongs to it. @throws StrictError */
  length(): number {
    const size = this.varint()
    if (size > this.end - this.at)
      throw new StrictError(`length ${size} is more than the ${this.end - this.at} bytes left`)
    return size
  }

  /** Passes over the value of one field. @throws StrictError */
  skip(wire: number): void {
    if (wire === 0) {
      this.varint()
      return
    }
    const size = wire === 1 ? 8 : wire === 5 ? 4 : wire === 2 ? this.length() : -1
    if (size < 0) throw new StrictError(`wire type ${wire} is not taken`)
    if (size > this.end - this.at) throw new StrictError('truncated field')
    this.at += size
  }
}

/** Well-formed UTF-8: the replacement character would let two byte strings read as one text. */
function isUtf8(bytes: Uint8Array, from: number, to: number): boolean {
  let ascii = true
  for (let i = from; i < to && ascii; i++) ascii = (bytes[i] as number) < 0x80
  if (ascii) return true
  const part = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from)
  return Buffer.from(part.toString('utf8'), 'utf8').equals(part)
}

/** Checks one field's value against its row, going into nested messages. */
function scanField(
  reader: WireReader,
  message: string,
  row: FieldRow,
  wire: number,
  scan: Scan,
  depth: number,
): void {
  const [number, wanted, kind, nested] = row
  if (wire !== wanted && !(wire === 2 && kind === 1))
    throw new StrictError(`field ${number} of ${message} has wire type ${wire}, want ${wanted}`)
  if (wire !== 2) {
    reader.skip(wire)
    return
  }
  const size = reader.length()
  const from = reader.at
  reader.at += size
  if (nested !== '') scanMessage(reader.bytes, from, reader.at, nested, scan, depth + 1)
  else if (kind === 2 && !isUtf8(reader.bytes, from, reader.at))
    throw new StrictError(`field ${number} of ${message} is not UTF-8`)
  else if (kind === 1) {
    const packed = new WireReader(reader.bytes, from, reader.at)
    while (packed.at < packed.end) packed.skip(wanted)
  }
}

/** Checks the value of an Any as the message that its type URL names. */
function scanAny(bytes: Uint8Array, from: number, to: number, scan: Scan, depth: number): void {
  let typeUrl = ''
  let valueFrom = to
  let valueTo = to
  const reader = new WireReader(bytes, from, to)
  while (reader.at < to) {
    const tag = reader.varint()
    const size = reader.length()
    if (tag >> 3 === 1) typeUrl = fromUtf8(bytes.subarray(reader.at, reader.at + size))
    else if (tag >> 3 === 2) {
      valueFrom = reader.at
      valueTo = reader.at + size
    }
    reader.at += size
  }
  const name = messageOfTypeUrl(typeUrl)
  if (name === undefined) throw new StrictError(`unable to resolve type URL ${typeUrl}`)
  scanMessage(bytes, valueFrom, valueTo, name, scan, depth + 1)
}

function scanMessage(
  bytes: Uint8Array,
  from: number,
  to: number,
  message: string,
  scan: Scan,
  depth: number,
): void {
  if (depth > MAX_DEPTH) throw new StrictError(`messages are nested deeper than ${MAX_DEPTH}`)
  const known = rowsOf(message)
  const reader = new WireReader(bytes, from, to)
  while (reader.at < to) {
    if (--scan.fieldsLeft < 0) throw new StrictError(`more than ${MAX_FIELDS} fields`)
    const tag = reader.varint()
    const number = Math.floor(tag / 8)
    const wire = tag % 8
    if (number < 1 || number > MAX_FIELD_NUMBER)
      throw new StrictError(`field number out of range in ${message}`)
    const row = known.get(number)
    if (row !== undefined) scanField(reader, message, row, wire, scan, depth)
    else if (scan.allowNonCritical && (number & NON_CRITICAL_BIT) !== 0) {
      scan.sawNonCritical = true
      reader.skip(wire)
    } else
      throw new StrictError(
        `errUnknownField "${message}": {TagNum: ${number}, WireType:"${wireName(wire)}"}`,
      )
  }
  if (message === ANY) scanAny(bytes, from, to, scan, depth)
}

function wireName(wire: number): string {
  return ['varint', 'fixed64', 'bytes', 'start_group', 'end_group', 'fixed32'][wire] ?? `${wire}`
}

/**
 * The SDK's unknown-field scan (codec/unknownproto): every field is known and has its wire type, in nested
 * messages and Any values too, so that what is decoded is all that was signed. Explicit default values,
 * order and repetition are not its business. Also bounds depth and count, and wants text to be UTF-8.
 */
export class FieldScan {
  readonly #scan: Scan

  /** @param allowNonCritical let unknown fields with bit 11 pass, and take note of them. */
  constructor(allowNonCritical: boolean) {
    this.#scan = { allowNonCritical, fieldsLeft: MAX_FIELDS, sawNonCritical: false }
  }

  get sawNonCritical(): boolean {
    return this.#scan.sawNonCritical
  }

  /** Counts fields that were read elsewhere. @throws StrictError */
  spend(fields: number): void {
    this.#scan.fieldsLeft -= fields
    if (this.#scan.fieldsLeft < 0) throw new StrictError(`more than ${MAX_FIELDS} fields`)
  }

  /** @param depth how deep the message stands in what is scanned. @throws StrictError */
  message(bytes: Uint8Array, message: string, depth = 0): void {
    scanMessage(bytes, 0, bytes.length, message, this.#scan, depth)
  }
}

/**
 * Scans one message by itself.
 * @returns whether unknown non-critical fields were seen; they are only let pass if `allowNonCritical`.
 * @throws StrictError
 */
export function rejectUnknownFields(
  bytes: Uint8Array,
  message: string,
  allowNonCritical = false,
): boolean {
  const scan = new FieldScan(allowNonCritical)
  scan.message(bytes, message)
  return scan.sawNonCritical
}

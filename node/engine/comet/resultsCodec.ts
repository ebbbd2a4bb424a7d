/**
 * infonex.engine.v1.Results by hand: a block of 5,000 transactions has some 100,000 event attributes, and
 * the general codec's detours through message objects take several times as long.
 */
import type { FinalizeBlockResponse, TxResult, ValidatorUpdate } from '../../../chain/types/abci.js'
import type { Event } from '../../../chain/types/event.js'
import { Wire } from '../../../proto/comet/wire.js'
import { decodeParams, encodeParams } from './params.js'

type Attribute = Event['attributes'][number]

function writeEvent(wire: Wire, event: Event): void {
  wire.string(1, event.type)
  for (const { key, value, index } of event.attributes)
    wire.nested(2, () => wire.string(1, key).string(2, value).bool(3, index))
}

function writeTxResult(wire: Wire, r: TxResult): void {
  wire.uint32(1, r.code).bytes(2, r.data).string(3, r.log).string(4, r.info)
  wire.int64(5, r.gasWanted).int64(6, r.gasUsed)
  for (const event of r.events) wire.nested(7, () => writeEvent(wire, event))
  wire.string(8, r.codespace)
}

/** infonex.engine.v1.Results. */
export function encodeResults(response: FinalizeBlockResponse): Uint8Array {
  const wire = new Wire()
  for (const event of response.events) wire.nested(1, () => writeEvent(wire, event))
  for (const result of response.txResults) wire.nested(2, () => writeTxResult(wire, result))
  for (const { pubKeyType, pubKey, power } of response.validatorUpdates)
    wire.nested(3, () => wire.string(1, pubKeyType).bytes(2, pubKey).int64(3, power))
  if (response.consensusParamUpdates !== undefined)
    wire.message(4, encodeParams(response.consensusParamUpdates))
  return wire.bytes(5, response.appHash).finish()
}

/** Reads what was written above; unknown fields are an error, since nobody else writes these records. */
class Reader {
  private readonly bytes: Buffer
  private at: number
  private readonly end: number

  constructor(bytes: Buffer, at: number, end: number) {
    this.bytes = bytes
    this.at = at
    this.end = end
  }

  get done(): boolean {
    return this.at >= this.end
  }

  number(): number {
    let [value, scale] = [0, 1]
    for (;;) {
      const byte = this.bytes[this.at++]
      if (byte === undefined || scale > 2 ** 49) throw new Error('results: torn number')
      value += (byte & 127) * scale
      if (byte < 128) return value
      scale *= 128
    }
  }

  int64(): bigint {
    let [value, shift] = [0n, 0n]
    for (;;) {
      const byte = this.bytes[this.at++]
      if (byte === undefined || shift > 63n) throw new Error('results: torn number')
      value |= BigInt(byte & 127) << shift
      if (byte < 128) return BigInt.asIntN(64, value)
      shift += 7n
    }
  }

  private span(): number {
    const start = this.at
    const size = this.number()
    if (this.at + size > this.end) throw new Error(`results: torn field at byte ${start}`)
    this.at += size
    return size
  }

  inner(): Reader {
    const size = this.span()
    return new Reader(this.bytes, this.at - size, this.at)
  }

  view(): Buffer {
    const size = this.span()
    return this.bytes.subarray(this.at - size, this.at)
  }

  text(): string {
    const size = this.span()
    return this.bytes.toString('utf8', this.at - size, this.at)
  }
}

/** Calls `read` with each field number until the reader is at its end. */
function fields(reader: Reader, read: (field: number) => boolean): void {
  while (!reader.done) {
    const tag = reader.number()
    if (!read(Math.floor(tag / 8))) throw new Error(`results: unknown field ${tag}`)
  }
}

const EMPTY = new Uint8Array(0)

function readAttribute(reader: Reader): Attribute {
  let [key, value, index] = ['', '', false]
  fields(reader, (field) => {
    if (field === 1) key = reader.text()
    else if (field === 2) value = reader.text()
    else if (field === 3) index = reader.number() !== 0
    else return false
    return true
  })
  return { key, value, index }
}

function readEvent(reader: Reader): Event {
  let type = ''
  const attributes: Attribute[] = []
  fields(reader, (field) => {
    if (field === 1) type = reader.text()
    else if (field === 2) attributes.push(readAttribute(reader.inner()))
    else return false
    return true
  })
  return { type, attributes }
}

function readTxResult(reader: Reader): TxResult {
  let [code, log, info, codespace] = [0, '', '', '']
  let [gasWanted, gasUsed] = [0n, 0n]
  let data: Uint8Array = EMPTY
  const events: Event[] = []
  fields(reader, (field) => {
    if (field === 1) code = reader.number()
    else if (field === 2) data = reader.view()
    else if (field === 3) log = reader.text()
    else if (field === 4) info = reader.text()
    else if (field === 5) gasWanted = reader.int64()
    else if (field === 6) gasUsed = reader.int64()
    else if (field === 7) events.push(readEvent(reader.inner()))
    else if (field === 8) codespace = reader.text()
    else return false
    return true
  })
  return { code, data, log, info, gasWanted, gasUsed, events, codespace }
}

/** The key type of a stored name. @throws Error on another one. */
function keyTypeOf(name: string): ValidatorUpdate['pubKeyType'] {
  if (name === 'ed25519' || name === 'secp256k1') return name
  throw new Error(`validator key type: want ed25519 or secp256k1, got ${name}`)
}

function readUpdate(reader: Reader): ValidatorUpdate {
  let [type, power] = ['', 0n]
  let pubKey: Uint8Array = EMPTY
  fields(reader, (field) => {
    if (field === 1) type = reader.text()
    else if (field === 2) pubKey = reader.view()
    else if (field === 3) power = reader.int64()
    else return false
    return true
  })
  return { pubKeyType: keyTypeOf(type), pubKey, power }
}

/** What `encodeResults` wrote. @throws Error on malformed bytes. */
export function decodeResults(bytes: Uint8Array): FinalizeBlockResponse {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const reader = new Reader(buffer, 0, buffer.length)
  const events: Event[] = []
  const txResults: TxResult[] = []
  const validatorUpdates: ValidatorUpdate[] = []
  let params: FinalizeBlockResponse['consensusParamUpdates']
  let appHash: Uint8Array = EMPTY
  fields(reader, (field) => {
    if (field === 1) events.push(readEvent(reader.inner()))
    else if (field === 2) txResults.push(readTxResult(reader.inner()))
    else if (field === 3) validatorUpdates.push(readUpdate(reader.inner()))
    else if (field === 4) params = decodeParams(reader.view())
    else if (field === 5) appHash = reader.view()
    else return false
    return true
  })
  return { events, txResults, validatorUpdates, consensusParamUpdates: params, appHash }
}

/** Lexicographic order of unsigned bytes; shorter first. Negative, zero or positive. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const n = a.length < b.length ? a.length : b.length
  for (let i = 0; i < n; i++) {
    const d = (a[i] as number) - (b[i] as number)
    if (d !== 0) return d
  }
  return a.length - b.length
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && compareBytes(a, b) === 0
}

const SLAB_BYTES = 1 << 14
/** Arrays up to this size lie in V8's heap, larger ones in memory of their own that is tracked one by one. */
const IN_HEAP_BYTES = 64
let slab = new ArrayBuffer(SLAB_BYTES)
let slabUsed = 0

/**
 * Zeros. PERF: an array of 65 to 1,024 bytes is a part of a slab that is never used twice: one of its own
 * costs half a microsecond more, and the collector more still. What is kept for long MUST NOT come from here:
 * it would keep its slab.
 */
export function newBytes(size: number): Uint8Array {
  if (size <= IN_HEAP_BYTES || size > SLAB_BYTES >> 4) return new Uint8Array(size)
  if (slabUsed + size > SLAB_BYTES) {
    slab = new ArrayBuffer(SLAB_BYTES)
    slabUsed = 0
  }
  const out = new Uint8Array(slab, slabUsed, size)
  slabUsed += size
  return out
}

/** Copies a few bytes: below some dozens a loop beats `set`. */
function copyInto(out: Uint8Array, at: number, part: Uint8Array): void {
  if (part.length > 48) out.set(part, at)
  else for (let i = 0; i < part.length; i++) out[at + i] = part[i] as number
}

export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  let size = 0
  for (const part of parts) size += part.length
  const out = newBytes(size)
  let at = 0
  for (const part of parts) {
    copyInto(out, at, part)
    at += part.length
  }
  return out
}

/** Two parts as one. PERF: keys are made so, some ten a transfer. */
export function joinBytes(a: Uint8Array, b: Uint8Array): Uint8Array {
  const out = newBytes(a.length + b.length)
  out.set(a, 0)
  out.set(b, a.length)
  return out
}

/** The smallest key above all keys that begin with `prefix`; undefined when there is none (all 0xff). */
export function prefixEnd(prefix: Uint8Array): Uint8Array | undefined {
  const end = new Uint8Array(prefix)
  for (let i = end.length - 1; i >= 0; i--) {
    if (end[i] !== 0xff) {
      end[i] = (end[i] as number) + 1
      return end.slice(0, i + 1)
    }
  }
  return undefined
}

const HEX = '0123456789abcdef'

/** Lower-case hex. */
export function toHex(bytes: Uint8Array): string {
  let out = ''
  for (const b of bytes) out += (HEX[b >> 4] as string) + (HEX[b & 15] as string)
  return out
}

/** Reads hex of either case. @throws RangeError on odd length or another character. */
export function fromHex(text: string): Uint8Array {
  if (text.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(text)) throw new RangeError('not hex')
  const out = new Uint8Array(text.length / 2)
  for (let i = 0; i < out.length; i++) out[i] = parseInt(text.slice(2 * i, 2 * i + 2), 16)
  return out
}

/** Node's own, which @types/node leaves out; it reads any Uint8Array. */
const { latin1Slice } = Buffer.prototype as unknown as {
  latin1Slice(this: Uint8Array, start: number, end: number): string
}

/**
 * One character a byte; the form in which bytes are Map keys.
 * PERF: 0.1 us; by way of a Buffer over the bytes it is 0.17 (a transaction makes about 30).
 */
export function toLatin1(bytes: Uint8Array): string {
  return latin1Slice.call(bytes, 0, bytes.length)
}

export function fromLatin1(text: string): Uint8Array {
  return Buffer.from(text, 'latin1')
}

/** UTF-8 bytes of a string. */
export function utf8(text: string): Uint8Array {
  return Buffer.from(text, 'utf8')
}

export function fromUtf8(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8')
}

/** Unsigned big-endian, 8 bytes. */
export function be64(value: bigint): Uint8Array {
  const out = Buffer.allocUnsafe(8)
  out.writeBigUInt64BE(value)
  return out
}

export function fromBe64(bytes: Uint8Array, offset = 0): bigint {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).readBigUInt64BE(offset)
}

/** Unsigned big-endian, 4 bytes. */
export function be32(value: number): Uint8Array {
  const out = Buffer.allocUnsafe(4)
  out.writeUInt32BE(value)
  return out
}

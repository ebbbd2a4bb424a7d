/**
 * A small protobuf writer for the structures whose exact bytes CometBFT hashes. Values that are zero or
 * empty are left out, as proto3 does; `message` always writes, as gogoproto does for embedded messages.
 */

const utf8 = new TextEncoder()
const U64 = (1n << 64n) - 1n

/** Writes fields in the order of the calls. */
export class Wire {
  private buffer = new Uint8Array(256)
  private length = 0

  private room(bytes: number): void {
    if (this.length + bytes <= this.buffer.length) return
    const grown = new Uint8Array(Math.max(this.buffer.length * 2, this.length + bytes))
    grown.set(this.buffer.subarray(0, this.length))
    this.buffer = grown
  }

  private varint(value: number): void {
    this.room(10)
    while (value > 127) {
      this.buffer[this.length++] = (value % 128) + 128
      value = Math.floor(value / 128)
    }
    this.buffer[this.length++] = value
  }

  private bigVarint(value: bigint): void {
    let rest = value & U64
    this.room(10)
    while (rest > 127n) {
      this.buffer[this.length++] = Number(rest & 127n) + 128
      rest >>= 7n
    }
    this.buffer[this.length++] = Number(rest)
  }

  /** A uint32, or an int32 that is not negative. */
  uint32(field: number, value: number): this {
    if (value === 0) return this
    this.varint(field * 8)
    this.varint(value)
    return this
  }

  /** An int64 or uint64; negative ones take ten bytes. */
  int64(field: number, value: bigint): this {
    if (value === 0n) return this
    this.varint(field * 8)
    this.bigVarint(value)
    return this
  }

  /** A fixed 64-bit number, little-endian. */
  sfixed64(field: number, value: bigint): this {
    if (value === 0n) return this
    this.varint(field * 8 + 1)
    this.room(8)
    new DataView(this.buffer.buffer).setBigInt64(this.length, value, true)
    this.length += 8
    return this
  }

  /** A length-delimited field, left out when empty. */
  bytes(field: number, value: Uint8Array): this {
    return value.length === 0 ? this : this.message(field, value)
  }

  string(field: number, value: string): this {
    if (value === '') return this
    const start = this.open(field)
    // A UTF-16 unit takes three bytes at most.
    this.room(value.length * 3)
    this.length += utf8.encodeInto(value, this.buffer.subarray(this.length)).written
    return this.shut(start)
  }

  bool(field: number, value: boolean): this {
    return this.uint32(field, value ? 1 : 0)
  }

  /** An embedded message that `write` fills in place; written even when it stays empty. */
  nested(field: number, write: (wire: this) => void): this {
    const start = this.open(field)
    write(this)
    return this.shut(start)
  }

  /** Begins a length-delimited field with one byte left for its length. */
  private open(field: number): number {
    this.varint(field * 8 + 2)
    this.room(1)
    return ++this.length
  }

  /** Puts the length in, moving what was written when one byte is too small for it. */
  private shut(start: number): this {
    const size = this.length - start
    let extra = 0
    for (let rest = size; rest > 127; rest = Math.floor(rest / 128)) extra++
    if (extra > 0) {
      this.room(extra)
      this.buffer.copyWithin(start + extra, start, this.length)
    }
    this.length = start - 1
    this.varint(size)
    this.length += size
    return this
  }

  /** A length-delimited field, written even when empty. */
  message(field: number, value: Uint8Array): this {
    this.varint(field * 8 + 2)
    return this.delimited(value)
  }

  /** A length and the bytes, without a field number. */
  delimited(value: Uint8Array): this {
    this.varint(value.length)
    this.room(value.length)
    this.buffer.set(value, this.length)
    this.length += value.length
    return this
  }

  finish(): Uint8Array {
    return this.buffer.slice(0, this.length)
  }
}

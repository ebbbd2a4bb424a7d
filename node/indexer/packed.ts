/** Numbers in seven-bit groups and bytes, one after another: the index writes many small ones. */

/** Writes into one buffer that grows and is used again. */
export class Packer {
  #buffer = Buffer.allocUnsafeSlow(64 * 1024)
  #at = 0

  #reserve(bytes: number): void {
    if (this.#at + bytes <= this.#buffer.length) return
    const larger = Buffer.allocUnsafeSlow(2 * (this.#at + bytes))
    this.#buffer.copy(larger, 0, 0, this.#at)
    this.#buffer = larger
  }

  /** A whole number below 2^32. */
  number(value: number): void {
    this.#reserve(5)
    let rest = value
    while (rest > 127) {
      this.#buffer[this.#at++] = (rest & 127) | 128
      rest >>>= 7
    }
    this.#buffer[this.#at++] = rest
  }

  bytes(value: Uint8Array): void {
    this.#reserve(value.length)
    this.#buffer.set(value, this.#at)
    this.#at += value.length
  }

  /** In UTF-8, without its length. */
  text(value: string): void {
    this.#reserve(3 * value.length)
    this.#at += this.#buffer.write(value, this.#at)
  }

  /** A copy of what was written; the next one begins anew. */
  finish(): Buffer {
    const out = Buffer.from(this.#buffer.subarray(0, this.#at))
    this.#at = 0
    // One huge block must not keep its memory for ever.
    if (this.#buffer.length > 4 * 1024 * 1024) this.#buffer = Buffer.allocUnsafeSlow(64 * 1024)
    return out
  }
}

/** Reads what a Packer wrote. */
export class Unpacker {
  readonly buffer: Buffer
  at: number

  constructor(buffer: Buffer, at = 0) {
    this.buffer = buffer
    this.at = at
  }

  get isDone(): boolean {
    return this.at >= this.buffer.length
  }

  number(): number {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = this.buffer[this.at++] as number
      value |= (byte & 127) << shift
      if (byte < 128) return value >>> 0
    }
  }
}

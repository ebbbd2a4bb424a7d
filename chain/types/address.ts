import { bech32Decode, bech32Encode } from './bech32.js'
import { SdkError } from './errors.js'

/** Bech32 text to 20- or 32-byte addresses and back, for one prefix. */
export class AddressCodec {
  #prefix: string

  /** @param prefix the human-readable part of account addresses, set by genesis: 'infonex'. */
  constructor(prefix: string) {
    this.#prefix = prefix
  }

  get prefix(): string {
    return this.#prefix
  }

  /** Changes the prefix for all who hold this codec: at genesis, and when a state is loaded. */
  use(prefix: string): void {
    this.#prefix = prefix
  }

  /** @throws TxError sdk 7 on a bad checksum, another prefix, or a length other than 20 or 32. */
  toBytes(text: string): Uint8Array {
    const decoded = bech32Decode(text)
    if (decoded === undefined)
      throw SdkError.invalidAddress(
        text === '' ? 'empty address string is not allowed' : `decoding bech32 failed: ${text}`,
      )
    const { prefix, bytes } = decoded
    if (prefix !== this.#prefix)
      throw SdkError.invalidAddress(
        `invalid Bech32 prefix; expected ${this.#prefix}, got ${prefix}`,
      )
    if (bytes.length !== 20 && bytes.length !== 32)
      throw SdkError.invalidAddress(`address has ${bytes.length} bytes, want 20 or 32`)
    return bytes
  }

  toText(bytes: Uint8Array): string {
    return bech32Encode(this.#prefix, bytes)
  }
}

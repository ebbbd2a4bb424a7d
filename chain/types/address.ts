import { fromBech32, toBech32 } from '@cosmjs/encoding'
import { SdkError } from './errors.js'
import { toLatin1 } from './bytes.js'

/** Entries kept of each cache; a full cache is emptied, so that its content never matters. */
const CACHE_SIZE = 50_000

/** Bech32 text to 20- or 32-byte addresses and back, for one prefix. Results are cached. */
export class AddressCodec {
  readonly #bytes = new Map<string, Uint8Array>()
  readonly #text = new Map<string, string>()

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
    if (prefix === this.#prefix) return
    this.#prefix = prefix
    this.#bytes.clear()
    this.#text.clear()
  }

  /** @throws TxError sdk 7 on a bad checksum, another prefix, or a length other than 20 or 32. */
  toBytes(text: string): Uint8Array {
    const known = this.#bytes.get(text)
    if (known !== undefined) return known
    let decoded: { prefix: string; data: Uint8Array }
    try {
      decoded = fromBech32(text)
    } catch {
      throw SdkError.invalidAddress(
        text === '' ? 'empty address string is not allowed' : `decoding bech32 failed: ${text}`,
      )
    }
    if (decoded.prefix !== this.prefix)
      throw SdkError.invalidAddress(
        `invalid Bech32 prefix; expected ${this.prefix}, got ${decoded.prefix}`,
      )
    if (text !== text.toLowerCase()) throw SdkError.invalidAddress(`not lower case: ${text}`)
    if (decoded.data.length !== 20 && decoded.data.length !== 32)
      throw SdkError.invalidAddress(`address has ${decoded.data.length} bytes, want 20 or 32`)
    if (this.#bytes.size >= CACHE_SIZE) this.#bytes.clear()
    this.#bytes.set(text, decoded.data)
    return decoded.data
  }

  toText(bytes: Uint8Array): string {
    const key = toLatin1(bytes)
    const known = this.#text.get(key)
    if (known !== undefined) return known
    const text = toBech32(this.prefix, bytes)
    if (this.#text.size >= CACHE_SIZE) this.#text.clear()
    this.#text.set(key, text)
    return text
  }
}

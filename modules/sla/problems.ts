import type { AddressCodec } from '../../chain/types/address.js'
import { parseU128 } from '../../chain/types/arith.js'
import { TxError } from '../../chain/types/errors.js'
import { isAddress } from '../../chain/types/readAddress.js'

/** What a genesis section is found to lack; `at` is where. */
export class Problems {
  readonly found: string[] = []
  readonly #addresses: AddressCodec

  constructor(addresses: AddressCodec) {
    this.#addresses = addresses
  }

  add(when: boolean, text: string): void {
    if (when) this.found.push(text)
  }

  amount(at: string, text: string): bigint {
    const value = parseU128(text)
    this.add(value === undefined, `${at} is "${text.slice(0, 40)}", want a whole number`)
    return value ?? 0n
  }

  address(at: string, text: string): void {
    const good = isAddress(this.#addresses, text)
    this.add(!good, `${at} is "${text.slice(0, 80)}", want an address of this chain`)
  }

  /** Whether `check` refuses; its sentence is kept. */
  refused(at: string, check: () => void): boolean {
    try {
      check()
      return false
    } catch (error) {
      if (!(error instanceof TxError)) throw error
      this.found.push(`${at}: ${error.message}`)
      return true
    }
  }

  /** As `refused`, for a check that reads addresses. */
  terms(at: string, check: (addresses: AddressCodec) => void): boolean {
    return this.refused(at, () => {
      check(this.#addresses)
    })
  }

  /** Things that may be there once. */
  once(at: string, keys: readonly string[]): void {
    const seen = new Set<string>()
    keys.forEach((key, i) => {
      this.add(seen.has(key), `${at}[${i}] is there twice`)
      seen.add(key)
    })
  }
}

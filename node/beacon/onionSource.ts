import { hkdfSync } from 'node:crypto'
import { linkImage, type OnionCommitment } from '../../modules/beacon/state.js'
import type { OnionSource } from '../../modules/beacon/systemTx.js'

/** Links of each onion the node commits: at one block a second an epoch lasts 4.5 hours. */
export const ONION_LENGTH = 16_384

/**
 * Onions derived from the validator's key: the secret of an epoch is HKDF(key, epoch), so that nothing but
 * the key has to be kept, and a restart finds its place from the chain's state.
 */
export class DerivedOnions implements OnionSource {
  readonly #key: Uint8Array
  readonly #validatorAddress: Uint8Array
  readonly #length: number
  /** links[i] is revealed when i links are left before it... index 0 is the innermost. */
  #cache: { epoch: bigint; links: Uint8Array[] } | undefined

  /** @param key secret bytes of the validator's key; @param validatorAddress its 20-byte address */
  constructor(key: Uint8Array, validatorAddress: Uint8Array, length = ONION_LENGTH) {
    this.#key = key
    this.#validatorAddress = validatorAddress
    this.#length = length
  }

  commitment(validatorAddress: Uint8Array, epoch: bigint): OnionCommitment {
    const links = this.#links(epoch)
    const outermost = links[links.length - 1] as Uint8Array
    return { root: linkImage(validatorAddress, outermost), length: BigInt(links.length) }
  }

  link(validatorAddress: Uint8Array, epoch: bigint, remaining: bigint): Uint8Array | undefined {
    if (Buffer.compare(validatorAddress, this.#validatorAddress) !== 0) return undefined
    return this.#links(epoch)[Number(remaining) - 1]
  }

  /** From the innermost (revealed last) to the outermost (revealed first). */
  #links(epoch: bigint): Uint8Array[] {
    if (this.#cache?.epoch === epoch) return this.#cache.links
    const info = `infonex/onion-secret/1/${epoch}`
    let link: Uint8Array = new Uint8Array(hkdfSync('sha256', this.#key, new Uint8Array(), info, 32))
    const links = [link]
    while (links.length < this.#length) {
      link = linkImage(this.#validatorAddress, link)
      links.push(link)
    }
    this.#cache = { epoch, links }
    return links
  }
}

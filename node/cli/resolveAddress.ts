import type { Keyring } from '../keyring/keyring.js'
import { addressOf } from '../keyring/record.js'
import type { ResolveAddress } from './messageFlags.js'

/** An address as it is, or that of the key with this name; a text that is neither goes through. */
export function addressResolver(ring: Keyring, prefix: string): ResolveAddress {
  return async (text) => {
    if (text.startsWith(`${prefix}1`) || !/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(text))
      return text
    try {
      return addressOf((await ring.get(text)).publicKey, prefix)
    } catch {
      return text
    }
  }
}

import { fromBech32 } from '@cosmjs/encoding'
import { KeyringError } from '../keyring/error.js'
import type { Keyring } from '../keyring/keyring.js'
import { addressOf } from '../keyring/record.js'
import { CliError } from './cliError.js'
import type { ResolveAddress } from './messageFlags.js'

function isAddress(text: string, prefix: string): boolean {
  try {
    return fromBech32(text).prefix === prefix
  } catch {
    return false
  }
}

/** What is meant as an address, be it of another chain or with a wrong letter. */
const meantAsAddress = (text: string, prefix: string): boolean =>
  text.startsWith(`${prefix}1`) || /^[a-z]+1[a-z0-9]{38,}$/.test(text)

/** An address as it is, or that of the key with this name. @throws CliError bad_address, key_not_found */
export function addressResolver(ring: Keyring, prefix: string): ResolveAddress {
  return async (text, where) => {
    if (text === '' || isAddress(text, prefix)) return text
    try {
      return addressOf((await ring.get(text)).publicKey, prefix)
    } catch (cause) {
      if (!(cause instanceof KeyringError)) throw cause
      if (cause.code !== 'key_not_found' && cause.code !== 'bad_key_name') throw cause
      const want = `${where}: want an address ${prefix}1... or the name of a key`
      if (cause.code === 'bad_key_name' || meantAsAddress(text, prefix))
        throw new CliError('bad_address', `${want}, got "${text.slice(0, 90)}".`)
      throw new CliError('key_not_found', `${want}. ${cause.message}`)
    }
  }
}

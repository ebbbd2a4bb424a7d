/** What signatures outside of transactions cover. Pure: the chain, suppliers and browsers share it. */
import { concat } from './ics23/bytes.js'

const encoder = new TextEncoder()

/**
 * Bytes under a signature: domain | length of the chain id (1 byte) | chain id | canonical message.
 * @throws RangeError when the length does not fit its byte: two chains would share signatures.
 */
export function signedBytes(domain: string, chainId: string, message: Uint8Array): Uint8Array {
  const chain = encoder.encode(chainId)
  if (chain.length > 255)
    throw new RangeError(`chain id of ${chain.length} bytes, want at most 255`)
  return concat(encoder.encode(domain), Uint8Array.of(chain.length), chain, message)
}

import type { AddressCodec } from './address.js'
import { SdkError, TxError } from './errors.js'
import { grpcInvalidArgument } from './grpc.js'

/** Why an address is bad, without the registered text of the refusal. */
function reasonOf(error: unknown): string {
  if (error instanceof TxError) return error.message.replace(/: invalid address$/, '')
  throw error
}

/** Reads an address of a message and says whose it is when it is bad. @throws TxError sdk 7 */
export function readAddress(addresses: AddressCodec, text: string, whose: string): Uint8Array {
  try {
    return addresses.toBytes(text)
  } catch (error) {
    throw SdkError.invalidAddress(`invalid ${whose} address: ${reasonOf(error)}`)
  }
}

/** Reads an address of a query. @throws TxError InvalidArgument */
export function readQueryAddress(addresses: AddressCodec, text: string): Uint8Array {
  if (text === '') throw grpcInvalidArgument('address cannot be empty')
  try {
    return addresses.toBytes(text)
  } catch (error) {
    throw grpcInvalidArgument(`invalid address: ${reasonOf(error)}`)
  }
}

/** True for an address of this chain. */
export function isAddress(addresses: AddressCodec, text: string): boolean {
  try {
    addresses.toBytes(text)
    return true
  } catch (error) {
    reasonOf(error)
    return false
  }
}

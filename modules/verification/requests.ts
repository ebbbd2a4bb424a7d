import { parseU128 } from '../../chain/types/arith.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { VerificationError } from './errors.js'

type Request = PlainTypes['infonex.inference.v1.Request']

function refuse(text: string): never {
  throw VerificationError.invalidRequest(text)
}

/** Shape of a request and its signature, if there is one; no state. @throws TxError verification 4 */
export function checkRequest(request: Request | null, signature: Uint8Array): void {
  if (request === null) {
    if (signature.length > 0) refuse('request_signature is there, the request is not')
    return
  }
  if (signature.length !== 64) refuse(`request_signature has ${signature.length} bytes, want 64`)
  for (const field of ['channelId', 'modelId', 'inputDigest'] as const)
    if (request[field].length !== 32) refuse(`${field} has ${request[field].length} bytes, want 32`)
  if (parseU128(request.priceMax) === undefined)
    refuse(`price_max is "${request.priceMax.slice(0, 40)}", want a whole number`)
}

import { parseU128 } from '../../chain/types/arith.js'
import { compareBytes } from '../../chain/types/bytes.js'
import { isDenom } from '../../chain/types/coin.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { isLoopback, parseEndpoint } from './endpoint.js'
import { RouterError } from './errors.js'

/**
 *   (none) --subscribe--> ACTIVE <--update--> DRAINING
 *                           \------------------\----- unsubscribe --> (none)
 */
export type Server = PlainTypes['infonex.router.v1.Server']
export type Offer = PlainTypes['infonex.router.v1.Offer']
/** What a supplier says of a server. */
export type ServerTerms = Omit<Server, 'id' | 'operator' | 'status' | 'height'>

export const ACTIVE = 1
export const DRAINING = 2

export const TLS_ED25519 = 1
export const X25519 = 2
export const LOOPBACK = 3

const ED25519 = 1
const SECP256K1 = 2
export const MAX_OFFERS = 64
const MAX_SLOTS = 100_000
const MAX_REGION = 32

function refuse(text: string): never {
  throw RouterError.invalidServer(text)
}

/** Endpoint and its key: plain text goes over loopback alone (rules.md H24). */
function checkTransport({ endpoint: text, transport, transportKey: key }: ServerTerms): void {
  const endpoint = parseEndpoint(text)
  if (endpoint === undefined)
    refuse(`endpoint is "${text.slice(0, 100)}", want http(s)://host[:port][/path] in lower case`)
  if (transport !== TLS_ED25519 && transport !== X25519 && transport !== LOOPBACK)
    refuse(`transport is ${transport}, want 1 (TLS), 2 (X25519) or 3 (loopback)`)
  if (transport === LOOPBACK) {
    if (!isLoopback(endpoint.host))
      refuse(`transport is loopback, the host ${endpoint.host} is not`)
    if (key.length !== 0) refuse(`transport_key has ${key.length} bytes, want none on loopback`)
    return
  }
  if (transport === TLS_ED25519 && endpoint.scheme !== 'https')
    refuse(`endpoint is ${endpoint.scheme}, want https with a TLS key`)
  if (key.length !== 32) refuse(`transport_key has ${key.length} bytes, want 32`)
  if (key.every((byte) => byte === 0)) refuse('transport_key is zero')
}

function checkReceiptKey(receiptKey: ServerTerms['receiptKey']): void {
  if (receiptKey === null) refuse('receipt_key is absent')
  const { algorithm, key } = receiptKey
  if (algorithm !== ED25519 && algorithm !== SECP256K1)
    refuse(`receipt_key.algorithm is ${algorithm}, want 1 (ed25519) or 2 (secp256k1)`)
  const want = algorithm === ED25519 ? 32 : 33
  if (key.length !== want) refuse(`receipt_key.key has ${key.length} bytes, want ${want}`)
}

function checkOffers(offers: readonly Offer[]): void {
  if (offers.length < 1 || offers.length > MAX_OFFERS)
    refuse(`offers has ${offers.length} entries, want 1 to ${MAX_OFFERS}`)
  offers.forEach(({ modelId, slots, price }, i) => {
    if (modelId.length !== 32) refuse(`offers[${i}].model_id has ${modelId.length} bytes, want 32`)
    const before = offers[i - 1]
    if (before !== undefined && compareBytes(before.modelId, modelId) >= 0)
      refuse(`offers[${i}] is not above the one before it in byte order of model_id`)
    if (slots < 1 || slots > MAX_SLOTS)
      refuse(`offers[${i}].slots is ${slots}, want 1 to ${MAX_SLOTS}`)
    if (parseU128(price) === undefined)
      refuse(`offers[${i}].price is "${price.slice(0, 40)}", want a whole number`)
  })
}

/** Everything that no state is needed for. @throws TxError router 2 */
export function checkTerms(terms: ServerTerms): void {
  checkTransport(terms)
  checkReceiptKey(terms.receiptKey)
  const { region, priceDenom } = terms
  if (region.length > MAX_REGION || !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(region))
    refuse(`region is "${region.slice(0, 40)}", want words of a-z and 0-9 joined by hyphens`)
  if (!isDenom(priceDenom)) refuse(`price_denom is "${priceDenom.slice(0, 40)}"`)
  checkOffers(terms.offers)
}

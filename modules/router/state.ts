import type { AddressCodec } from '../../chain/types/address.js'
import { parseU128 } from '../../chain/types/arith.js'
import { compareBytes } from '../../chain/types/bytes.js'
import { isDenom } from '../../chain/types/coin.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { isLoopback, parseEndpoint } from './endpoint.js'
import { RouterError } from './errors.js'
import { MAX_REGION, REGION } from './regions.js'

/**
 *   (none) --subscribe--> ACTIVE <--update--> DRAINING
 *                           |  <--update, when its time is over-- JAILED <--objective fault-- (either)
 *                           \------------------\----- unsubscribe, without leases --> (none)
 */
export type Server = PlainTypes['infonex.router.v1.Server']
export type Offer = PlainTypes['infonex.router.v1.Offer']
/** An offer that costs the same whatever is asked, and says nothing of its latency. */
export const flatOffer = (modelId: Uint8Array, slots: number, price: string): Offer => ({
  ...{ modelId, slots, price },
  ...{ pricePerInputKib: 0n, pricePerOutputKib: 0n, latencyUs: 0 },
})
/** What a supplier says of a server. */
export type ServerTerms = Omit<
  Server,
  'id' | 'operator' | 'status' | 'height' | 'subscribedMs' | 'pastOffers'
>

export const ACTIVE = 1
export const DRAINING = 2
export const JAILED = 3

export const TLS_ED25519 = 1
export const X25519 = 2
export const LOOPBACK = 3

const ED25519 = 1
const SECP256K1 = 2
export const MAX_OFFERS = 64
/** Aggregators of a server, and offers where it has some: it has a leaf for each of each. */
export const MAX_AGGREGATORS = 4
export const MAX_ROUTED_OFFERS = 16
const MAX_HARDWARE_SLOTS = 1_000_000
const MAX_ACCELERATOR = 64
const MAX_SLOTS = 100_000

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

function checkAggregators({ aggregators, offers }: ServerTerms, addresses: AddressCodec): void {
  if (aggregators.length === 0) return
  if (aggregators.length > MAX_AGGREGATORS)
    refuse(`aggregators has ${aggregators.length} entries, want at most ${MAX_AGGREGATORS}`)
  if (offers.length > MAX_ROUTED_OFFERS)
    refuse(
      `offers has ${offers.length} entries, want at most ${MAX_ROUTED_OFFERS} under aggregators`,
    )
  const bytes = aggregators.map((one) => addresses.toBytes(one))
  for (let i = 1; i < bytes.length; i++)
    if (compareBytes(bytes[i - 1] as Uint8Array, bytes[i] as Uint8Array) >= 0)
      refuse(`aggregators[${i}] is not above the one before it in byte order`)
}

function checkHardware({ hardware }: ServerTerms): void {
  if (hardware === null) return
  const { slots, accelerator } = hardware
  if (slots > MAX_HARDWARE_SLOTS)
    refuse(`hardware.slots is ${slots}, want at most ${MAX_HARDWARE_SLOTS}`)
  if (accelerator.length > MAX_ACCELERATOR || !/^[\x20-\x7e]*$/.test(accelerator))
    refuse(`hardware.accelerator wants at most ${MAX_ACCELERATOR} printable ASCII characters`)
}

/** Everything that no state is needed for. @throws TxError router 2 or sdk 7 */
export function checkTerms(terms: ServerTerms, addresses: AddressCodec): void {
  checkTransport(terms)
  checkReceiptKey(terms.receiptKey)
  const { region, priceDenom } = terms
  if (region.length > MAX_REGION || !REGION.test(region))
    refuse(`region is "${region.slice(0, 40)}", want words of a-z and 0-9 joined by hyphens`)
  if (!isDenom(priceDenom)) refuse(`price_denom is "${priceDenom.slice(0, 40)}"`)
  checkOffers(terms.offers)
  checkAggregators(terms, addresses)
  checkHardware(terms)
}

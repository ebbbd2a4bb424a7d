import { codec } from '../../chain/codec/proto.js'
import { sha256 } from '../../chain/codec/hash.js'
import type { AddressCodec } from '../../chain/types/address.js'
import { compareBytes } from '../../chain/types/bytes.js'
import { isDenom } from '../../chain/types/coin.js'
import { channelIdBytes } from '../../proto/payment/voucher.js'
import { parseU128 } from '../../chain/types/arith.js'
import { PaymentError } from './errors.js'
import { BPS, type ChannelDescriptor, type Share } from './state.js'

export const MAX_PAYEES = 8
export const ED25519 = 1
export const SECP256K1 = 2
export const POLICY_NONE = 1
export const POLICY_SUPPLIER = 2
export const POLICY_DUAL = 3

const descriptorCodec = codec('infonex.payment.v1.ChannelDescriptor')

/** SHA256("infonex/channel/1" | canonical descriptor). */
export function channelId(descriptor: ChannelDescriptor): Uint8Array {
  return sha256(channelIdBytes(descriptorCodec.encode(descriptor)))
}

function refuse(text: string): never {
  throw PaymentError.invalidDescriptor(text)
}

function checkPayees(addresses: AddressCodec, payees: readonly Share[]): void {
  if (payees.length < 1 || payees.length > MAX_PAYEES)
    refuse(`payees has ${payees.length} entries, want 1 to ${MAX_PAYEES}`)
  let sum = 0
  payees.forEach(({ address, bps }, i) => {
    const bytes = addresses.toBytes(address)
    const before = payees[i - 1]
    if (before !== undefined && compareBytes(addresses.toBytes(before.address), bytes) >= 0)
      refuse(`payees[${i}] is not above the one before it in byte order of the address`)
    if (bps < 1) refuse(`payees[${i}].bps is 0, want 1 or more`)
    sum += bps
  })
  if (sum !== BPS) refuse(`the shares of payees add up to ${sum} bps, want ${BPS}`)
}

/** DUAL and SUPPLIER measure against two agreements; NONE measures nothing and names none. */
function checkPolicy(
  terms: Pick<ChannelDescriptor, 'receiptPolicy' | 'retailId' | 'wholesaleId'>,
): void {
  const { receiptPolicy, retailId, wholesaleId } = terms
  if (receiptPolicy === POLICY_NONE) {
    if (retailId !== 0n) throw PaymentError.noAgreement(`retail_id ${retailId}`)
    if (wholesaleId !== 0n) throw PaymentError.noAgreement(`wholesale_id ${wholesaleId}`)
    return
  }
  if (receiptPolicy !== POLICY_SUPPLIER && receiptPolicy !== POLICY_DUAL)
    refuse(`receipt_policy ${receiptPolicy} is unknown, want NONE, SUPPLIER or DUAL`)
  if (retailId === 0n || wholesaleId === 0n)
    throw PaymentError.noAgreement(
      'receipt_policy SUPPLIER and DUAL need a retail and a wholesale agreement',
    )
}

/** What of a descriptor can be checked without state. @throws TxError payment 6 or sdk 7 */
export function checkTerms(
  addresses: AddressCodec,
  terms: Omit<ChannelDescriptor, 'chainId' | 'nonce' | 'startMs'>,
): void {
  addresses.toBytes(terms.escrowOwner)
  if (!isDenom(terms.denom)) refuse(`denom is "${terms.denom.slice(0, 40)}", want a denomination`)
  checkPayees(addresses, terms.payees)
  const { signer } = terms
  const want = signer?.algorithm === ED25519 ? 32 : 33
  if (signer === null || (signer.algorithm !== ED25519 && signer.algorithm !== SECP256K1))
    refuse('signer.algorithm is unknown, want ed25519 or secp256k1')
  if (signer.key.length !== want) refuse(`signer.key has ${signer.key.length} bytes, want ${want}`)
  checkPolicy(terms)
  if (parseU128(terms.minDelta) === undefined)
    refuse(`min_delta is "${terms.minDelta.slice(0, 40)}", want a whole number`)
  if (parseU128(terms.prepayAllow) === undefined)
    refuse(`prepay_allow is "${terms.prepayAllow.slice(0, 40)}", want a whole number`)
  if (terms.ratePerS === 0n && terms.burst === 0n)
    refuse('rate_per_s and burst are both 0: nothing would ever vest')
}

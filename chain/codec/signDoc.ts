import { toSafeNumber } from '../types/arith.js'
import { SdkError } from '../types/errors.js'
import { newBytes, utf8 } from '../types/bytes.js'
import type { Json } from '../types/module.js'
import { canonicalJson } from './canonicalJson.js'
import type { DecodedTx, SignerData } from './tx.js'

/** cosmos.tx.signing.v1beta1.SignMode, those we take. */
export const SIGN_MODE_DIRECT = 1
export const SIGN_MODE_LEGACY_AMINO_JSON = 127

/** Bytes of a varint of up to 64 bits. */
function varintSize(value: bigint): number {
  let size = 1
  for (let rest = value >> 7n; rest > 0n; rest >>= 7n) size += 1
  return size
}

/** Fills a buffer from the front. */
class Filler {
  readonly out: Uint8Array
  #at = 0

  constructor(size: number) {
    this.out = newBytes(size)
  }

  varint(value: bigint): void {
    let rest = value
    for (; rest >= 0x80n; rest >>= 7n) this.out[this.#at++] = toSafeNumber(rest & 0x7fn) | 0x80
    this.out[this.#at++] = toSafeNumber(rest)
  }

  bytes(tag: number, value: Uint8Array): void {
    if (value.length === 0) return
    this.out[this.#at++] = tag
    let rest = value.length
    for (; rest >= 0x80; rest >>>= 7) this.out[this.#at++] = (rest & 0x7f) | 0x80
    this.out[this.#at++] = rest
    this.out.set(value, this.#at)
    this.#at += value.length
  }

  number(tag: number, value: bigint): void {
    if (value === 0n) return
    this.out[this.#at++] = tag
    this.varint(value)
  }
}

/** Tag, length and content; nothing for an empty field. */
function fieldSize({ length }: Uint8Array): number {
  if (length === 0) return 0
  return (
    1 +
    (length < 0x80
      ? 1
      : length < 0x4000
        ? 2
        : length < 0x200000
          ? 3
          : length < 0x10000000
            ? 4
            : 5) +
    length
  )
}

let lastChainId = ''
let lastChainIdBytes: Uint8Array = new Uint8Array()

function chainIdBytes(chainId: string): Uint8Array {
  if (chainId !== lastChainId) {
    lastChainIdBytes = utf8(chainId)
    lastChainId = chainId
  }
  return lastChainIdBytes
}

/** The encoded SignDoc of SIGN_MODE_DIRECT, over the body and auth info bytes as received. */
export function directSignBytes(
  tx: Pick<DecodedTx, 'bodyBytes' | 'authInfoBytes'>,
  { chainId, accountNumber }: Pick<SignerData, 'chainId' | 'accountNumber'>,
): Uint8Array {
  const chain = chainIdBytes(chainId)
  const size =
    fieldSize(tx.bodyBytes) +
    fieldSize(tx.authInfoBytes) +
    fieldSize(chain) +
    (accountNumber === 0n ? 0 : 1 + varintSize(accountNumber))
  const filler = new Filler(size)
  filler.bytes(0x0a, tx.bodyBytes)
  filler.bytes(0x12, tx.authInfoBytes)
  filler.bytes(0x1a, chain)
  filler.number(0x20, accountNumber)
  return filler.out
}

/** Wire coins in amino JSON. */
export function coinsToAmino(coins: readonly { denom: string; amount: string }[]): Json {
  return coins.map(({ denom, amount }) => ({ amount, denom }))
}

function feeToAmino(tx: DecodedTx): Json {
  const fee = tx.authInfo.fee ?? { amount: [], gasLimit: 0n, payer: '', granter: '' }
  return {
    amount: coinsToAmino(fee.amount),
    gas: fee.gasLimit.toString(),
    ...(fee.granter === '' ? {} : { granter: fee.granter }),
    ...(fee.payer === '' ? {} : { payer: fee.payer }),
  }
}

/**
 * The bytes of SIGN_MODE_LEGACY_AMINO_JSON: StdSignDoc as canonical JSON.
 * @throws TxError if a message has no amino form, or the body holds what the form cannot show.
 */
export function aminoSignBytes(tx: DecodedTx, data: SignerData): Uint8Array {
  if (tx.hasNonCritical)
    throw SdkError.invalidRequest(
      'protobuf transaction contains unknown non-critical fields. This is a transaction malleability ' +
        'issue and SIGN_MODE_LEGACY_AMINO_JSON cannot be used.',
    )
  if (tx.body.extensionOptions.length + tx.body.nonCriticalExtensionOptions.length > 0)
    throw SdkError.invalidRequest(
      'SIGN_MODE_LEGACY_AMINO_JSON does not support protobuf extension options',
    )
  const msgs = tx.messages.map(({ handler, typeUrl, msg }): Json => {
    if (handler.amino === undefined)
      throw SdkError.unauthorized(`${typeUrl} cannot be signed with SIGN_MODE_LEGACY_AMINO_JSON`)
    return { type: handler.amino.name, value: handler.amino.toAmino(msg) }
  })
  const { memo, timeoutHeight } = tx.body
  return canonicalJson({
    account_number: data.accountNumber.toString(),
    chain_id: data.chainId,
    fee: feeToAmino(tx),
    memo,
    msgs,
    sequence: data.sequence.toString(),
    ...(timeoutHeight === 0n ? {} : { timeout_height: timeoutHeight.toString() }),
  })
}

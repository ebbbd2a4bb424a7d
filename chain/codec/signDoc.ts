import { toSafeNumber } from '../types/arith.js'
import { SdkError } from '../types/errors.js'
import { concatBytes, utf8 } from '../types/bytes.js'
import type { Json } from '../types/module.js'
import { canonicalJson } from './canonicalJson.js'
import type { DecodedTx } from './tx.js'

/** cosmos.tx.signing.v1beta1.SignMode, those we take. */
export const SIGN_MODE_DIRECT = 1
export const SIGN_MODE_LEGACY_AMINO_JSON = 127

/** What a signature covers besides the transaction. */
export interface SignerData {
  readonly chainId: string
  readonly accountNumber: bigint
  readonly sequence: bigint
}

/** A varint of up to 64 bits. */
function varint(value: bigint): Uint8Array {
  const out: number[] = []
  let rest = value
  while (rest >= 0x80n) {
    out.push(toSafeNumber(rest & 0x7fn) | 0x80)
    rest >>= 7n
  }
  out.push(toSafeNumber(rest))
  return Uint8Array.from(out)
}

function bytesField(tag: number, value: Uint8Array): Uint8Array[] {
  if (value.length === 0) return []
  return [Uint8Array.of(tag), varint(BigInt(value.length)), value]
}

/** The encoded SignDoc of SIGN_MODE_DIRECT, over the body and auth info bytes as received. */
export function directSignBytes(
  tx: Pick<DecodedTx, 'bodyBytes' | 'authInfoBytes'>,
  data: Pick<SignerData, 'chainId' | 'accountNumber'>,
): Uint8Array {
  const number = data.accountNumber === 0n ? [] : [Uint8Array.of(0x20), varint(data.accountNumber)]
  return concatBytes(
    ...bytesField(0x0a, tx.bodyBytes),
    ...bytesField(0x12, tx.authInfoBytes),
    ...bytesField(0x1a, utf8(data.chainId)),
    ...number,
  )
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

/** Builds and encodes transactions: the parts that are signed are bytes from the start. */
import { codec } from '../../chain/codec/proto.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import type { PublicKey } from '../keyring/record.js'
import { publicKeyAny } from '../keyring/record.js'

export type TxBody = PlainTypes['cosmos.tx.v1beta1.TxBody']
export type Fee = PlainTypes['cosmos.tx.v1beta1.Fee']
export type AnyMessage = PlainTypes['google.protobuf.Any']
export type SignerInfo = PlainTypes['cosmos.tx.v1beta1.SignerInfo']
type ModeInfo = PlainTypes['cosmos.tx.v1beta1.ModeInfo']

/** SIGN_MODE_DIRECT and SIGN_MODE_LEGACY_AMINO_JSON. */
export const MODE_DIRECT = 1
export const MODE_AMINO = 127
/** What CosmJS writes into a transaction that is to be simulated. */
const MODE_UNSPECIFIED = 0

export function txBody(
  messages: readonly AnyMessage[],
  options: { readonly memo?: string; readonly timeoutHeight?: bigint } = {},
): TxBody {
  return {
    messages: [...messages],
    memo: options.memo ?? '',
    timeoutHeight: options.timeoutHeight ?? 0n,
    extensionOptions: [],
    nonCriticalExtensionOptions: [],
  }
}

export function encodeBody(body: TxBody): Uint8Array {
  return codec('cosmos.tx.v1beta1.TxBody').encode(body)
}

export function encodeAuthInfo(signerInfos: readonly SignerInfo[], fee: Fee): Uint8Array {
  const info = { signerInfos: [...signerInfos], fee, tip: null }
  return codec('cosmos.tx.v1beta1.AuthInfo').encode(info)
}

/** The signer info of one key that signs alone. */
export function singleSigner(
  key: PublicKey | undefined,
  sequence: bigint,
  mode: number,
): SignerInfo {
  return {
    publicKey: key === undefined ? null : publicKeyAny(key),
    modeInfo: { single: { mode } },
    sequence,
  }
}

/** What a direct signer signs. */
export function signDocBytes(
  bodyBytes: Uint8Array,
  authInfoBytes: Uint8Array,
  chainId: string,
  accountNumber: bigint,
): Uint8Array {
  return codec('cosmos.tx.v1beta1.SignDoc').encode({
    ...{ bodyBytes, authInfoBytes, chainId, accountNumber },
  })
}

export function encodeTx(
  bodyBytes: Uint8Array,
  authInfoBytes: Uint8Array,
  signatures: readonly Uint8Array[],
): Uint8Array {
  return codec('cosmos.tx.v1beta1.TxRaw').encode({
    ...{ bodyBytes, authInfoBytes },
    signatures: [...signatures],
  })
}

/** A signer of a transaction for `Simulate`. */
export interface SimulatedSigner {
  readonly key: PublicKey | undefined
  readonly sequence: bigint
}

/** A transaction for `Simulate`: as the real one, with an empty fee and empty signatures. */
export function simulationTx(
  bodyBytes: Uint8Array,
  signers: readonly SimulatedSigner[],
): Uint8Array {
  const fee = { amount: [], gasLimit: 0n, payer: '', granter: '' }
  const infos = signers.map((s) => singleSigner(s.key, s.sequence, MODE_UNSPECIFIED))
  const none = signers.map(() => new Uint8Array(0))
  return encodeTx(bodyBytes, encodeAuthInfo(infos, fee), none)
}

/** One member's part of a multisig signature. */
export interface MemberSignature {
  /** Position among the keys of the multisig. */
  readonly index: number
  readonly mode: number
  readonly signature: Uint8Array
}

/** Joins members' signatures: the signer info and the one signature of a multisig account. */
export function multisigSigner(
  key: PublicKey & { kind: 'multisig' },
  sequence: bigint,
  members: readonly MemberSignature[],
): { readonly info: SignerInfo; readonly signature: Uint8Array } {
  const sorted = [...members].sort((a, b) => a.index - b.index)
  const elems = new Uint8Array(Math.ceil(key.keys.length / 8))
  for (const { index } of sorted)
    elems[index >> 3] = (elems[index >> 3] ?? 0) | (0x80 >> (index & 7))
  const modeInfos: ModeInfo[] = sorted.map(({ mode }) => ({ single: { mode } }))
  const bitarray = { extraBitsStored: key.keys.length % 8, elems }
  return {
    info: { publicKey: publicKeyAny(key), modeInfo: { multi: { bitarray, modeInfos } }, sequence },
    signature: codec('cosmos.crypto.multisig.v1beta1.MultiSignature').encode({
      signatures: sorted.map((s) => s.signature),
    }),
  }
}

/** ADR-036: signing arbitrary data with an account key, as wallets offer it. */
import { type OfflineAminoSigner, serializeSignDoc, type StdSignDoc } from '@cosmjs/amino'
import { Secp256k1, Secp256k1Signature, sha256 } from '@cosmjs/crypto'
import { fromBase64, toBase64 } from '@cosmjs/encoding'

/** The document whose bytes are signed (cosmos-sdk docs, ADR-036). */
export function adr036Doc(signer: string, data: Uint8Array): StdSignDoc {
  return {
    chain_id: '',
    account_number: '0',
    sequence: '0',
    fee: { gas: '0', amount: [] },
    msgs: [{ type: 'sign/MsgSignData', value: { signer, data: toBase64(data) } }],
    memo: '',
  }
}

/** 64-byte signature over `data` by a wallet. */
export async function signAdr036(
  wallet: OfflineAminoSigner,
  signer: string,
  data: Uint8Array,
): Promise<Uint8Array> {
  const { signature } = await wallet.signAmino(signer, adr036Doc(signer, data))
  return fromBase64(signature.signature)
}

/** True if `signature` (64 bytes, low-S) is by `pubKey` (33 bytes) over the document of `data`. */
export function verifyAdr036(
  signer: string,
  pubKey: Uint8Array,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  const digest = sha256(serializeSignDoc(adr036Doc(signer, data)))
  return Secp256k1.verifySignature(Secp256k1Signature.fromFixedLength(signature), digest, pubKey)
}

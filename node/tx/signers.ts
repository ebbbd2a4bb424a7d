/** Who must sign a transaction, and how their signatures come together in one. */
import type { Json } from '../../chain/types/module.js'
import { codec } from '../../chain/codec/proto.js'
import { SIGNERS } from '../../proto/gen/services.js'
import { addressOf, parsePublicKeyJson } from '../keyring/record.js'
import { messageOf } from '../protoJson/schema.js'
import { bytesToJson } from '../protoJson/write.js'
import type { Fee, SignerInfo, TxBody } from './buildTx.js'
import { encodeAuthInfo, encodeBody, encodeTx } from './buildTx.js'

function messageSigners(name: string, json: Json): string[] {
  const fields = json as { readonly [k: string]: Json }
  return (SIGNERS[name] ?? []).flatMap((signer) => {
    const values = [fields[signer] ?? []].flat() as Json[]
    const type = messageOf(name)?.fields.find((f) => f.jsonName === signer)?.type ?? ''
    return values.flatMap((one) => (typeof one === 'string' ? [one] : messageSigners(type, one)))
  })
}

/** Signers of the messages in order, each once, then the fee payer: the order of the signatures. */
export function txSigners({ messages }: TxBody, { payer }: Pick<Fee, 'payer'>): string[] {
  const all = messages.flatMap((message) => {
    const name = message.type_url.slice(1)
    return messageSigners(name, bytesToJson(name, message.value))
  })
  return [...new Set(payer === '' ? all : [...all, payer])]
}

/** One signer's part of a transaction. */
export interface Signature {
  readonly signer: string
  readonly info: SignerInfo
  readonly signature: Uint8Array
}

/** The signatures that a transaction holds, with the addresses of their keys. @throws KeyringError */
export function heldSignatures(
  infos: readonly SignerInfo[],
  signatures: readonly Uint8Array[],
  prefix: string,
): Signature[] {
  return infos.flatMap((info, i) => {
    const signature = signatures[i]
    if (signature === undefined || info.publicKey === null) return []
    const any = codec('google.protobuf.Any').encode(info.publicKey)
    const key = parsePublicKeyJson(bytesToJson('google.protobuf.Any', any))
    return [{ signer: addressOf(key, prefix), info, signature }]
  })
}

/** The transaction with these signatures, in the order in which the chain wants them. */
export function joinTx(body: TxBody, fee: Fee, signatures: readonly Signature[]): Uint8Array {
  const order = txSigners(body, fee)
  const place = ({ signer }: Signature): number => order.indexOf(signer)
  const sorted = [...signatures].sort((a, b) => place(a) - place(b))
  const infos = sorted.map(({ info }) => info)
  return encodeTx(
    encodeBody(body),
    encodeAuthInfo(infos, fee),
    sorted.map(({ signature }) => signature),
  )
}

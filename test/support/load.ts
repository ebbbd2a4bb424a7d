/** Signs bank sends as fast as the machine can: CosmJS at ~2,000 a second would be what a bench measures. */
import { createHash } from 'node:crypto'
import { Bip39, EnglishMnemonic, Slip10, Slip10Curve, stringToPath } from '@cosmjs/crypto'
import { toBech32 } from '@cosmjs/encoding'
import secp256k1 from 'secp256k1/bindings.js'
import { codec } from '../../chain/codec/proto.js'
import { hash160, sha256 } from '../../chain/codec/hash.js'

export const DEV_MNEMONIC = 'test test test test test test test test test test test junk'

export interface LoadKey {
  readonly privateKey: Uint8Array
  readonly publicKey: Uint8Array
  readonly address: string
}

function keyOf(privateKey: Uint8Array, prefix: string): LoadKey {
  const publicKey = secp256k1.publicKeyCreate(privateKey, true)
  return { privateKey, publicKey, address: toBech32(prefix, hash160(publicKey)) }
}

/** The i-th development account: m/44'/118'/0'/0/i of the published mnemonic. */
export async function devKey(index: number, prefix = 'infonex'): Promise<LoadKey> {
  const seed = await Bip39.mnemonicToSeed(new EnglishMnemonic(DEV_MNEMONIC))
  const path = stringToPath(`m/44'/118'/0'/0/${index}`)
  return keyOf(Slip10.derivePath(Slip10Curve.Secp256k1, seed, path).privkey, prefix)
}

/** A key that depends on its number alone. */
export function numberedKey(index: number, prefix = 'infonex'): LoadKey {
  return keyOf(createHash('sha256').update(`load ${index}`).digest(), prefix)
}

/** 64-byte low-S signature over a 32-byte digest. */
export function signDigest(digest: Uint8Array, key: LoadKey): Uint8Array {
  return secp256k1.ecdsaSign(digest, key.privateKey).signature
}

const txBody = codec('cosmos.tx.v1beta1.TxBody')
const authInfo = codec('cosmos.tx.v1beta1.AuthInfo')
const txRaw = codec('cosmos.tx.v1beta1.TxRaw')
const signDoc = codec('cosmos.tx.v1beta1.SignDoc')
const msgSend = codec('cosmos.bank.v1beta1.MsgSend')
const pubKey = codec('cosmos.crypto.secp256k1.PubKey')

export interface SendOptions {
  readonly from: LoadKey
  readonly to: string
  readonly amount: bigint
  readonly accountNumber: bigint
  readonly sequence: bigint
  readonly chainId: string
  readonly denom?: string
  readonly feeAmount?: bigint
  readonly gasLimit?: bigint
  readonly memo?: string
}

/** TxRaw bytes of one MsgSend in SIGN_MODE_DIRECT. */
export function signSend(options: SendOptions): Uint8Array {
  const denom = options.denom ?? 'uinx'
  const fee = options.feeAmount ?? 0n
  const value = msgSend.encode({
    fromAddress: options.from.address,
    toAddress: options.to,
    amount: [{ denom, amount: options.amount.toString() }],
  })
  const bodyBytes = txBody.encode({
    messages: [{ type_url: '/cosmos.bank.v1beta1.MsgSend', value }],
    memo: options.memo ?? '',
    timeoutHeight: 0n,
    extensionOptions: [],
    nonCriticalExtensionOptions: [],
  })
  const key = pubKey.encode({ key: options.from.publicKey })
  const authInfoBytes = authInfo.encode({
    signerInfos: [
      {
        publicKey: { type_url: '/cosmos.crypto.secp256k1.PubKey', value: key },
        modeInfo: { single: { mode: 1 } },
        sequence: options.sequence,
      },
    ],
    fee: {
      amount: fee === 0n ? [] : [{ denom, amount: fee.toString() }],
      gasLimit: options.gasLimit ?? 200_000n,
      payer: '',
      granter: '',
    },
    tip: null,
  })
  const { chainId, accountNumber } = options
  const digest = sha256(signDoc.encode({ bodyBytes, authInfoBytes, chainId, accountNumber }))
  const signature = signDigest(digest, options.from)
  return txRaw.encode({ bodyBytes, authInfoBytes, signatures: [signature] })
}

import { codec } from '../codec/proto.js'
import { pubKeyAny } from '../codec/pubKey.js'
import type { Party, Signature } from '../codec/tx.js'
import { equalBytes, fromHex } from '../types/bytes.js'
import type { Context } from '../types/context.js'
import { SdkError } from '../types/errors.js'
import { event } from '../types/event.js'
import type { AccountView, AnteAccountKeeper } from '../types/keepers.js'
import type { Decorator } from './anteTx.js'
import { readMultiSignature } from './multisig.js'

const multiSignature = codec('cosmos.crypto.multisig.v1beta1.MultiSignature')

/** Stands for the key that a simulation does not know, so that it costs what the real one will. */
export const SIMULATION_PUB_KEY = pubKeyAny(
  'secp256k1',
  fromHex('035ad6810a47f073553ff30d2fcc7e0d3b1c0b74b61a1aaa2582344037151e143a'),
)

/** The account of a signer. @throws sdk 9 */
export function signerAccount(
  ctx: Context,
  accounts: AnteAccountKeeper,
  signer: Party,
): AccountView {
  const account = accounts.view(ctx, signer.address)
  if (account === undefined) throw SdkError.unknownAddress(`account ${signer.text} does not exist`)
  return account
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64')
}

/** The signature itself; of a multisig, each part, then all parts in one MultiSignature. */
function signatureTexts({ info, bytes }: Signature): string[] {
  if (info.modeInfo?.multi === undefined) return [base64(bytes)]
  const signatures = readMultiSignature(bytes)
  return [...signatures.map(base64), base64(multiSignature.encode({ signatures: [...signatures] }))]
}

/**
 * Puts the key given in the transaction on the account that has none yet, and announces signatures and
 * (address, sequence) so that transactions can be found by them. @throws sdk 8, 9
 */
export const setPubKey: Decorator = (ctx, ante, { accounts }) => {
  ante.signatures.forEach(({ signer, pubKey, info }, i) => {
    if (pubKey === undefined && !ante.simulate) return
    if (!ante.simulate && pubKey !== undefined && !equalBytes(pubKey.address, signer.address))
      throw SdkError.invalidPubKey(
        `pubKey does not match signer address ${signer.text} with signer index: ${i}`,
      )
    if (signerAccount(ctx, accounts, signer).pubKey !== null) return
    const given = info.publicKey
    const any =
      given === null ? SIMULATION_PUB_KEY : { typeUrl: given.type_url, value: given.value }
    accounts.setPubKey(ctx, signer.address, any)
  })
  for (const signature of ante.signatures) {
    const { signer, info } = signature
    ctx.events.push(event('tx', [['acc_seq', `${signer.text}/${info.sequence}`]]))
    for (const text of signatureTexts(signature))
      ctx.events.push(event('tx', [['signature', text]]))
  }
}

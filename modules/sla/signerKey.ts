import type { Context } from '../../chain/types/context.js'
import type { SignatureVerifier } from '../../chain/types/verifier.js'
import { SlaError } from './errors.js'
import type { SignerKey } from './state.js'

export const ED25519 = 1
export const SECP256K1 = 2
/** Gas of the check of a key's point: about that of one signature. */
const KEY_GAS = 1000n

/** What of a key can be checked without arithmetic. @throws TxError sla 14, naming the field */
export function checkKeyShape(field: string, signer: SignerKey): void {
  const { algorithm, key } = signer
  if (algorithm !== ED25519 && algorithm !== SECP256K1)
    throw SlaError.invalidKey(
      `${field}.algorithm is ${algorithm}, want 1 (ed25519) or 2 (secp256k1)`,
    )
  const want = algorithm === ED25519 ? 32 : 33
  if (key.length !== want)
    throw SlaError.invalidKey(`${field}.key has ${key.length} bytes, want ${want}`)
  if (algorithm === SECP256K1 && key[0] !== 2 && key[0] !== 3)
    throw SlaError.invalidKey(`${field}.key begins with ${key[0]}, want 2 or 3`)
}

/** Whether signatures of a key can mean one thing only (ADR-004). @throws TxError sla 14 */
export function checkKey(
  verifier: SignatureVerifier,
  ctx: Context,
  field: string,
  signer: SignerKey,
): void {
  checkKeyShape(field, signer)
  if (signer.algorithm !== ED25519) return
  ctx.gas.consume(KEY_GAS, 'key')
  if (!verifier.isEd25519Key(signer.key))
    throw SlaError.invalidKey(
      `${field}.key is no canonical point of the prime-order group of edwards25519`,
    )
}

import type { PubKey, SinglePubKey } from '../codec/pubKey.js'
import type { Context } from '../types/context.js'
import { SdkError } from '../types/errors.js'
import type { AuthParams } from '../types/keepers.js'
import type { Signature } from '../codec/tx.js'
import { type Decorator, storedKey } from './anteTx.js'
import { subSignatures } from './multisig.js'
import { SIMULATION_PUB_KEY, signerAccount } from './setPubKey.js'

function consumeSingle(ctx: Context, kind: SinglePubKey['kind'], params: AuthParams): void {
  if (kind === 'secp256k1') {
    ctx.gas.consume(params.sigVerifyCostSecp256k1, 'ante verify: secp256k1')
    return
  }
  ctx.gas.consume(params.sigVerifyCostEd25519, 'ante verify: ed25519')
  throw SdkError.invalidPubKey('ED25519 public keys are unsupported')
}

function consume(ctx: Context, key: PubKey, signature: Signature, params: AuthParams): void {
  if (key.kind !== 'multisig') {
    consumeSingle(ctx, key.kind, params)
    return
  }
  const multi = signature.info.modeInfo?.multi
  if (multi === undefined) throw SdkError.unauthorized('a multisig key wants a multisig signature')
  for (const part of subSignatures(key, multi, signature.bytes))
    consumeSingle(ctx, part.key.kind, params)
}

/** Charges for each signature before any is verified. @throws sdk 8, 9 */
export const sigGasConsume: Decorator = (ctx, ante, { accounts }) => {
  const params = accounts.params(ctx)
  for (const signature of ante.signatures) {
    const known = signerAccount(ctx, accounts, signature.signer).pubKey
    const any = known ?? (ante.simulate ? SIMULATION_PUB_KEY : undefined)
    if (any === undefined) throw SdkError.invalidPubKey('pubkey on account is not set')
    const key = storedKey(any, signature)
    // A simulation has no signatures yet: a multisig is charged for as many as must sign.
    if (ante.simulate && key.kind === 'multisig' && signature.bytes.length === 0)
      ctx.gas.consume(
        params.sigVerifyCostSecp256k1 * BigInt(key.threshold),
        'ante verify: multisig',
      )
    else consume(ctx, key, signature, params)
  }
}

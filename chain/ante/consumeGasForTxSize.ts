import { parsePubKey } from '../codec/pubKey.js'
import type { Context } from '../types/context.js'
import type { Signature } from '../codec/tx.js'
import type { AnteDeps, AnteTx, Decorator } from './anteTx.js'

/** A signature and key in amino, as the SDK counts them when it simulates one that is missing. */
const SIMULATED_SIGNATURE_BYTES = 112n

function isMissing({ info, bytes }: Signature): boolean {
  return info.modeInfo?.multi === undefined && bytes.length === 0
}

/** Charges for the bytes; in a simulation also for the signatures that are still to come. */
export const consumeGasForTxSize: Decorator = (ctx, ante, deps) => {
  const { txSizeCostPerByte } = deps.accounts.params(ctx)
  ctx.gas.consume(txSizeCostPerByte * BigInt(ante.tx.bytes.length), 'txSize')
  if (ante.simulate) chargeMissing(ctx, ante, deps)
}

function chargeMissing(ctx: Context, ante: AnteTx, { accounts }: AnteDeps): void {
  const { txSizeCostPerByte, txSigLimit } = accounts.params(ctx)
  for (const signature of ante.signatures) {
    if (!isMissing(signature)) continue
    const onChain = accounts.view(ctx, signature.signer.address)?.pubKey ?? null
    const multisig = onChain !== null && parsePubKey(onChain).kind === 'multisig'
    const bytes = SIMULATED_SIGNATURE_BYTES * (multisig ? txSigLimit : 1n)
    ctx.gas.consume(txSizeCostPerByte * bytes, 'txSize')
  }
}

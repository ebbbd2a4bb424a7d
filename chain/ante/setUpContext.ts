import type { DecodedTx } from '../codec/tx.js'
import type { Context } from '../types/context.js'
import { SdkError } from '../types/errors.js'
import { GasMeter } from '../types/gas.js'
import type { AnteTx } from './anteTx.js'

/** Gives the transaction its gas meter: its limit, or none in a simulation and at genesis. */
export function setUpContext(ctx: Context, tx: DecodedTx, simulate: boolean): Context {
  const unlimited = simulate || ctx.height === 0n
  const limit = tx.authInfo.fee?.gasLimit ?? 0n
  return ctx.with({ gas: new GasMeter(unlimited ? undefined : limit) })
}

/** Refuses a transaction that could not fit into any block. @throws TxError sdk 41 */
export function checkBlockGas(ctx: Context, tx: AnteTx): void {
  const maxGas = ctx.block.consensusParams?.block.maxGas ?? -1n
  if (maxGas > 0n && tx.gasLimit > maxGas)
    throw SdkError.invalidGasLimit(`tx gas limit ${tx.gasLimit} exceeds block max gas ${maxGas}`)
}

import type { Context } from '../types/context.js'
import type { AnteDeps, AnteTx, Decorator } from './anteTx.js'
import { consumeGasForTxSize } from './consumeGasForTxSize.js'
import { deductFee } from './deductFee.js'
import { extensionOptions } from './extensionOptions.js'
import { incrementSequence } from './incrementSequence.js'
import { setPubKey } from './setPubKey.js'
import { checkBlockGas } from './setUpContext.js'
import { sigGasConsume } from './sigGasConsume.js'
import { sigVerification } from './sigVerification.js'
import { txTimeoutHeight } from './txTimeoutHeight.js'
import { validateBasic } from './validateBasic.js'
import { validateMemo } from './validateMemo.js'
import { validateSigCount } from './validateSigCount.js'

/** x/auth/ante/ante.go of the SDK; the order is consensus. setUpContext comes before: it makes the context. */
const DECORATORS: readonly Decorator[] = [
  checkBlockGas,
  extensionOptions,
  validateBasic,
  txTimeoutHeight,
  validateMemo,
  consumeGasForTxSize,
  deductFee,
  setPubKey,
  validateSigCount,
  sigGasConsume,
  sigVerification,
  incrementSequence,
]

/** Runs all decorators in `ctx`, which setUpContext made. @throws TxError */
export function runAnte(ctx: Context, tx: AnteTx, deps: AnteDeps): void {
  for (const decorator of DECORATORS) decorator(ctx, tx, deps)
}

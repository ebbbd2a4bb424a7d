import type { DecodedTx } from '../codec/tx.js'
import type { Context, QueryContext } from '../types/context.js'
import { TxError } from '../types/errors.js'
import type { SignatureRecord } from '../types/verifier.js'
import { AnteTx, type AnteDeps, type Decorator, storedKey } from './anteTx.js'
import { consumeGasForTxSize } from './consumeGasForTxSize.js'
import { deductFee } from './deductFee.js'
import { extensionOptions } from './extensionOptions.js'
import { incrementSequence } from './incrementSequence.js'
import { setPubKey } from './setPubKey.js'
import { checkBlockGas, setUpContext } from './setUpContext.js'
import { sigGasConsume } from './sigGasConsume.js'
import { signatureRecords, sigVerification } from './sigVerification.js'
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

/** The ante handler of the kernel, over the keepers of the modules. */
export class Ante {
  readonly #deps: AnteDeps

  constructor(deps: AnteDeps) {
    this.#deps = deps
  }

  setUp(ctx: Context, tx: DecodedTx, simulate: boolean): Context {
    return setUpContext(ctx, tx, simulate)
  }

  run(ctx: Context, tx: DecodedTx, simulate: boolean): AnteOutcome {
    const ante = new AnteTx(tx, this.#deps.addresses, simulate)
    for (const decorator of DECORATORS) decorator(ctx, ante, this.#deps)
    const first = ante.signatures[0]
    return {
      priority: ante.priority,
      sender: first?.signer.text ?? '',
      sequence: first?.info.sequence ?? 0n,
    }
  }

  /** What sigVerification will ask of the verifier, if the accounts stay as they are in `ctx`. */
  records(ctx: QueryContext, tx: DecodedTx): readonly SignatureRecord[] {
    const { addresses, accounts } = this.#deps
    try {
      return new AnteTx(tx, addresses, false).signatures.flatMap((signature) => {
        const account = accounts.view(ctx, signature.signer.address)
        const any = account?.pubKey ?? null
        const key = any === null ? signature.pubKey : storedKey(any, signature)
        if (account === undefined || key === undefined) return []
        return signatureRecords(tx, signature, key, {
          chainId: ctx.block.chainId,
          accountNumber: account.accountNumber,
          sequence: signature.info.sequence,
        })
      })
    } catch (error) {
      if (error instanceof TxError) return []
      throw error
    }
  }
}

/** Hints for the mempool. */
interface AnteOutcome {
  readonly priority: bigint
  readonly sender: string
  readonly sequence: bigint
}

import { SdkError } from '../types/errors.js'
import type { Decorator } from './anteTx.js'

/** Tx.MaxGasWanted of the SDK. */
const MAX_GAS_WANTED = (1n << 63n) - 1n

/** Checks of the envelope alone; skipped when a transaction is rechecked. @throws TxError */
export const validateBasic: Decorator = (ctx, ante) => {
  if (ctx.mode === 'recheck') return
  const { tx } = ante
  const fee = tx.authInfo.fee
  if (fee === null) throw SdkError.insufficientFee('missing fee')
  if (fee.gasLimit > MAX_GAS_WANTED)
    throw SdkError.invalidRequest(`invalid gas supplied; ${fee.gasLimit} > ${MAX_GAS_WANTED}`)
  if (tx.authInfo.tip !== null) throw SdkError.notSupported('tips are not supported')
  const { signers } = ante
  if (tx.signatures.length === 0) throw SdkError.noSignatures()
  if (tx.signatures.length !== signers.length)
    throw SdkError.unauthorized(
      `wrong number of signers; expected ${signers.length}, got ${tx.signatures.length}`,
    )
}

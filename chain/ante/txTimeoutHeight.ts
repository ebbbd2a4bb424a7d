import { SdkError } from '../types/errors.js'
import type { Decorator } from './anteTx.js'

/** Refuses what asked not to be run after a height. @throws sdk 30 */
export const txTimeoutHeight: Decorator = (ctx, { tx }) => {
  const timeout = tx.body.timeoutHeight
  if (timeout > 0n && ctx.height > timeout)
    throw SdkError.txTimeoutHeight(`block height: ${ctx.height}, timeout height: ${timeout}`)
}

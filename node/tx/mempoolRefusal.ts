import type { TxError } from '../../chain/types/errors.js'
import { SdkError } from '../../chain/types/errors.js'

/** What the SDK's CheckCometError makes of a refusal by the mempool; undefined for any other text. */
export function mempoolRefusal(text: string): TxError | undefined {
  const lower = text.toLowerCase()
  if (lower.includes('already exists in cache')) return SdkError.txInMempoolCache()
  if (lower.includes('mempool is full')) return SdkError.mempoolIsFull()
  if (lower.includes('tx too large')) return SdkError.txTooLarge()
  return undefined
}

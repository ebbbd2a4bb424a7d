import { utf8 } from '../types/bytes.js'
import { SdkError } from '../types/errors.js'
import type { Decorator } from './anteTx.js'

/** Bounds the memo, in bytes of UTF-8. @throws sdk 12 */
export const validateMemo: Decorator = (ctx, { tx }, { accounts }) => {
  const max = accounts.params(ctx).maxMemoCharacters
  const { memo } = tx.body
  if (memo === '') return
  const size = BigInt(utf8(memo).length)
  if (size > max)
    throw SdkError.memoTooLarge(
      `maximum number of characters is ${max} but received ${size} characters`,
    )
}

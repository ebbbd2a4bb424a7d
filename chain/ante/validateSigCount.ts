import { countSubKeys } from '../codec/pubKey.js'
import { SdkError } from '../types/errors.js'
import type { Decorator } from './anteTx.js'

/** Bounds the signatures, those inside multisig keys counted. @throws sdk 14 */
export const validateSigCount: Decorator = (ctx, ante, { accounts }) => {
  const limit = accounts.params(ctx).txSigLimit
  let count = 0
  for (const { pubKey } of ante.signatures) {
    count += pubKey === undefined ? 0 : countSubKeys(pubKey)
    if (BigInt(count) > limit)
      throw SdkError.tooManySignatures(`signatures: ${count}, limit: ${limit}`)
  }
}

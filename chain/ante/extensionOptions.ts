import { SdkError } from '../types/errors.js'
import type { Decorator } from './anteTx.js'

/** No extension option is known; non-critical ones may be there and are ignored. @throws sdk 31 */
export const extensionOptions: Decorator = (_ctx, { tx }) => {
  if (tx.body.extensionOptions.length > 0) throw SdkError.unknownExtensionOptions()
}

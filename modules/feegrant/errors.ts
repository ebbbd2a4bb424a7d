import { registerErrors } from '../../chain/types/errors.js'

/** Codes of x/feegrant at v0.50. Codes are consensus: append only. */
export const FeegrantError = registerErrors('feegrant', {
  limitExceeded: [2, 'fee limit exceeded'],
  expired: [3, 'fee allowance expired'],
  invalidDuration: [4, 'invalid duration'],
  noAllowance: [5, 'no allowance'],
  noMessages: [6, 'allowed messages are empty'],
  messageNotAllowed: [7, 'message not allowed'],
})

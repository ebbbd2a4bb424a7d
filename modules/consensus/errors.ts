import { registerErrors } from '../../chain/types/errors.js'

/** Codes are consensus: append only. */
export const ConsensusError = registerErrors('consensus', {
  missingParams: [2, 'block, evidence and validator parameters must all be given'],
  invalidParams: [3, 'invalid consensus parameters'],
  wrongAuthority: [4, 'wrong authority'],
})

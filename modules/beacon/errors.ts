import { registerErrors } from '../../chain/types/errors.js'

/** Codes are consensus: append only. */
export const BeaconError = registerErrors('beacon', {
  malformedSystemTx: [2, 'malformed system transaction'],
  wrongProposer: [3, 'the system transaction is of another validator'],
  noOnion: [4, 'the validator has no onion'],
  wrongLink: [5, 'the link does not hash to the tip of the onion'],
  invalidCommitment: [6, 'invalid onion commitment'],
  wrongOperator: [7, 'not the operator of the validator'],
  commitmentPending: [8, 'a new onion is committed already'],
  noSeed: [9, 'no seed is kept for this height'],
  windowTooShort: [10, 'an accumulation needs more blocks'],
})

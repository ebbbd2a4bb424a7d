import { registerErrors } from '../../chain/types/errors.js'

/** Codes are consensus: append only, never renumber, never reuse. */
export const SlaError = registerErrors('sla', {
  invalidAmount: [2, 'invalid amount'],
  wrongDenom: [3, 'bonds are held in another denomination'],
  insufficientFree: [4, 'less of the bond is free'],
  tooManyUnbondings: [5, 'too many unbondings wait'],
  invalidAggregator: [6, 'invalid aggregator'],
  noAggregator: [7, 'there is no such aggregator'],
  aggregatorExists: [8, 'the aggregator is registered already'],
  aggregatorRetired: [9, 'the aggregator is retired'],
  bondTooSmall: [10, 'the bond is below the smallest bond of an aggregator'],
  memberExists: [11, 'the membership is there already'],
  noMember: [12, 'there is no such membership'],
  notPending: [13, 'the membership does not wait for the aggregator'],
  invalidKey: [14, 'invalid key'],
  invalidParams: [15, 'invalid parameters'],
  wrongAuthority: [16, 'wrong authority'],
  notParty: [17, 'the signer is no party'],
})

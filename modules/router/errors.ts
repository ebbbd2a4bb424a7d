import { registerErrors } from '../../chain/types/errors.js'

/** Codes are consensus: append only, never renumber, never reuse. */
export const RouterError = registerErrors('router', {
  invalidServer: [2, 'invalid server'],
  modelNotOffered: [3, 'the model is not complete, or is retired'],
  noServer: [4, 'there is no such server'],
  notOperator: [5, 'the signer is not the operator of the server'],
})

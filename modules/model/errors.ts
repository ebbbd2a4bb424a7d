import { registerErrors } from '../../chain/types/errors.js'

/** Codes are consensus: append only, never renumber, never reuse. */
export const ModelError = registerErrors('model', {
  invalidModel: [2, 'invalid model'],
  alreadyRegistered: [3, 'the model is registered already'],
  noModel: [4, 'there is no such model'],
  notOwner: [5, 'the signer is not the owner of the model'],
  graphComplete: [6, 'the graph is complete already'],
  wrongChunk: [7, 'not the next piece of the graph'],
  graphTooLarge: [8, 'the pieces are larger than the graph'],
  wrongGraph: [9, 'the graph is not the registered one'],
  retired: [10, 'the model is retired'],
  invalidParams: [11, 'invalid parameters'],
  wrongAuthority: [12, 'wrong authority'],
})

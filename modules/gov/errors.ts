import { registerErrors } from '../../chain/types/errors.js'

/** Codes are consensus: append only, never renumber, never reuse. */
export const GovError = registerErrors('gov', {
  wrongAuthority: [2, 'wrong authority'],
  tooManyPending: [3, 'too many announcements are waiting'],
  notAllowed: [4, 'the message changes no parameters'],
  wrongSigner: [5, 'the message is not in the name of the gov account'],
  invalidReason: [6, 'invalid reason'],
  noAnnouncement: [7, 'there is no such announcement'],
  invalidParams: [8, 'invalid parameters'],
  malformed: [9, 'the message cannot be read'],
})

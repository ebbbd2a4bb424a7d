import { registerErrors } from '../../chain/types/errors.js'

/** Codes are consensus: append only, never renumber, never reuse. */
export const RouterError = registerErrors('router', {
  invalidServer: [2, 'invalid server'],
  modelNotOffered: [3, 'the model is not complete, or is retired'],
  noServer: [4, 'there is no such server'],
  notOperator: [5, 'the signer is not the operator of the server'],
  tooManyServers: [6, 'the operator has as many servers as it may'],
  hasLeases: [7, 'leases are open under the server: let it drain'],
  wrongAuthority: [8, 'not the authority'],
  invalidParams: [9, 'invalid parameters'],
  jailed: [10, 'the server is out of the market'],
  invalidTerms: [11, 'invalid terms of a match'],
  tooManyMatches: [12, 'the client has as many requests and leases as it may'],
  noAgreement: [13, 'no retail agreement of the client serves the request'],
  noMatch: [14, 'there is no such match'],
  notParty: [15, 'the signer is no party of the match'],
  wrongStatus: [16, 'the match is not in that state'],
  invalidChannel: [17, 'the channel does not fit the match'],
  invalidReport: [18, 'invalid load report'],
  staleReport: [19, 'the report names no recent block, or not its seed'],
  wrongSignature: [20, 'the signature does not verify'],
  invalidEvidence: [21, 'the evidence shows no fault'],
  alreadyCounted: [22, 'it was counted before'],
  noProber: [23, 'the signer is no prober'],
  wrongEpoch: [24, 'not in this epoch, or not now'],
  wrongReveal: [25, 'the reveal does not open the commitment'],
})

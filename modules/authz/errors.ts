import { registerErrors } from '../../chain/types/errors.js'

/** Codes of x/authz at v0.50 (its 5 and 12 never occur here); 20 and up are ours. Codes are consensus: append only. */
export const AuthzError = registerErrors('authz', {
  noAuthorization: [2, 'authorization not found'],
  invalidExpiration: [3, 'expiration time of authorization should be more than current time'],
  unknownAuthorization: [4, 'unknown authorization type'],
  expired: [6, 'authorization expired'],
  granteeIsGranter: [7, 'grantee and granter should be different'],
  numberOfSigners: [9, 'authorization can be given to msg with only one signer'],
  tooDeep: [20, 'messages are nested too deep'],
})

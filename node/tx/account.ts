import { codec } from '../../chain/codec/proto.js'
import type { ChainAccess } from './access.js'
import { ChainRefusal } from './access.js'

/** What a signer has to know of its account. */
export interface SignerAccount {
  readonly accountNumber: bigint
  readonly sequence: bigint
}

/** SDK code of "key not found". */
const KEY_NOT_FOUND = 22

/** Account number and sequence; undefined when the chain does not know the address. */
export async function signerAccount(
  access: ChainAccess,
  address: string,
): Promise<SignerAccount | undefined> {
  const request = codec('cosmos.auth.v1beta1.QueryAccountInfoRequest').encode({ address })
  try {
    const bytes = await access.query('/cosmos.auth.v1beta1.Query/AccountInfo', request)
    const { info } = codec('cosmos.auth.v1beta1.QueryAccountInfoResponse').decode(bytes)
    if (info === null) return undefined
    return { accountNumber: info.accountNumber, sequence: info.sequence }
  } catch (cause) {
    if (cause instanceof ChainRefusal && cause.code === KEY_NOT_FOUND) return undefined
    throw cause
  }
}

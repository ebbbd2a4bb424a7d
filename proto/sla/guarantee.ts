/** What reports of guarantees are signed over. Pure: the chain, suppliers and browsers share it. */
import { signedBytes } from '../signedBytes.js'

/** Domain of a signed report. */
export const GUARANTEE_DOMAIN = 'infonex/guarantee/1'

/** The signed bytes of a report: domain, length of the chain id, chain id, canonical protobuf. */
export function guaranteeSignBytes(chainId: string, canonicalReport: Uint8Array): Uint8Array {
  return signedBytes(GUARANTEE_DOMAIN, chainId, canonicalReport)
}

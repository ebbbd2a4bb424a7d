/** What a prober commits to. Pure: the chain and programs that probe share it. */
import { concat } from '../ics23/bytes.js'
import { signedBytes } from '../signedBytes.js'

/** Domain of a commitment to a hidden client. */
export const PROBE_DOMAIN = 'infonex/probe/1'

/** What opens a commitment. */
export interface ProbeOpening {
  readonly chainId: string
  /** 20 bytes. */
  readonly prober: Uint8Array
  readonly epoch: bigint
  /** The hidden client's 20 bytes. */
  readonly client: Uint8Array
  /** 32 bytes that nobody else knows. */
  readonly nonce: Uint8Array
}

/** Hashed with SHA-256, this is a commitment: the preimage of ProbeDuty.commitment in report.proto. */
export function probeBytes({ chainId, prober, epoch, client, nonce }: ProbeOpening): Uint8Array {
  const number = new Uint8Array(8)
  new DataView(number.buffer).setBigUint64(0, epoch)
  return signedBytes(PROBE_DOMAIN, chainId, concat(prober, number, client, nonce))
}

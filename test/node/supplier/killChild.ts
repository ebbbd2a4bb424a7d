/**
 * A supplier to be killed: serves the digits model to one channel until it is. Run as:
 * node killChild.js LEDGER RECEIPT_SECRET SIGNER_SECRET TIME_MS (secrets in hex); prints its URL.
 */
import { fromHex } from '../../../chain/types/bytes.js'
import { Verifier } from '../../../node/crypto/verifier.js'
import { ed25519Signer, type Signer } from '../../../node/inference/signers.js'
import { startSupplier } from '../../../node/supplier/server.js'
import type { ChannelDescriptor } from '../../../proto/inference/objects.js'
import { MemoryChain, supplierOptions } from './support.js'

/** The chain at a time with its one channel: the same in every process. */
export function chainAt(
  timeMs: number,
  signer: Signer,
): { chain: MemoryChain; descriptor: ChannelDescriptor } {
  const chain = new MemoryChain()
  chain.timeMs = timeMs
  return { chain, descriptor: chain.open(signer) }
}

const [, script = '', ledger, receipts = '', signer = '', timeMs] = process.argv
if (script.endsWith('killChild.js') && ledger !== undefined) {
  const { chain } = chainAt(Number(timeMs), ed25519Signer(fromHex(signer)))
  const verifier = new Verifier({ workers: 0 })
  const options = supplierOptions(chain, ed25519Signer(fromHex(receipts)), verifier, ledger)
  console.log((await startSupplier(options)).url)
}

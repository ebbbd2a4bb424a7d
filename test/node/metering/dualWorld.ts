/** A chain with two channels of one client to one supplier: one paid by an SLA Manager, one by the client. */
import type { Signer } from '../../../node/inference/signers.js'
import { ed25519Signer, secp256k1Signer } from '../../../node/inference/signers.js'
import { Verifier } from '../../../node/crypto/verifier.js'
import { openManager } from '../../../node/manager/start.js'
import type { ContractChain } from '../../../node/supplier/chainView.js'
import type { ChannelDescriptor } from '../../../proto/inference/objects.js'
import { MemoryChain, OPERATOR } from '../supplier/support.js'
import { MemoryAgreements, type Prices } from './contracts.js'

const secret = (n: number): Uint8Array => new Uint8Array(32).fill(n)

/** Keys of all roles; each its own (rules.md H21). */
export const keys = {
  /** Signs requests and measurements. */
  client: ed25519Signer(secret(21)),
  supplier: ed25519Signer(secret(22)),
  manager: secp256k1Signer(secret(23)),
  /** The client's own payment key. */
  payer: secp256k1Signer(secret(24)),
} satisfies Record<string, Signer>

/** What an answer of the digits model costs: 3 for the request, 1 a thousand bytes of input. */
export const RETAIL: Prices = { each: { requests: '3', input_bytes: '0.001' } }
const WHOLESALE: Prices = { each: { requests: '1' } }

/** Both, as the supplier and the manager see them. */
export class DualChain extends MemoryChain implements ContractChain {
  readonly book = new MemoryAgreements()

  constructor(timeMs: number, retail: Prices = RETAIL) {
    super()
    this.timeMs = timeMs
    this.book.pair(retail, WHOLESALE, {
      client: keys.client.key,
      supplier: keys.supplier.key,
      manager: keys.manager.key,
      operator: OPERATOR,
    })
  }

  agreement(id: bigint) {
    return this.book.agreement(id)
  }
  planDocument(id: bigint) {
    return this.book.planDocument(id)
  }
  allotment() {
    return this.book.allotment()
  }
  async agreementsOf() {
    return [...this.book.agreements.values()]
  }

  /** A channel under both agreements. */
  openUnder(signer: Signer, change: Partial<ChannelDescriptor> = {}, cap = '100000') {
    const terms = { receiptPolicy: 3, retailId: 1n, wholesaleId: 2n, prepayAllow: '50' }
    return this.open(signer, { ...terms, ...change }, cap)
  }
}

/** The chain at a time, with its channels: the same in every process. */
export function chainAt(
  timeMs: number,
  retail: Prices = RETAIL,
): {
  chain: DualChain
  managed: ChannelDescriptor
  direct: ChannelDescriptor
} {
  const chain = new DualChain(timeMs, retail)
  return { chain, managed: chain.openUnder(keys.manager), direct: chain.openUnder(keys.payer) }
}

const [, script = '', dir, port, timeMs] = process.argv
// Run as: node dualWorld.js DIR PORT TIME_MS, this is an SLA Manager to be killed; it prints its URL.
if (script.endsWith('dualWorld.js') && dir !== undefined) {
  const running = await openManager({
    dir,
    chain: chainAt(Number(timeMs)).chain,
    signer: keys.manager,
    verifier: new Verifier({ workers: 0 }),
    port: Number(port),
  })
  console.log(running.url)
}

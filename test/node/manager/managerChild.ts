/**
 * An SLA Manager to be killed, on a chain in memory with some channels. Run as:
 * node managerChild.js DIR PORT; prints its URL.
 */
import { Verifier } from '../../../node/crypto/verifier.js'
import { openManager } from '../../../node/manager/start.js'
import type { ChannelDescriptor } from '../../../proto/inference/objects.js'
import { keys, NOW, TestChain } from './world.js'

/** Channels of the chain. */
export const CHANNELS = 6

/** The chain with its channels: the same in every process. */
export function chainOfAll(): { chain: TestChain; descriptors: ChannelDescriptor[] } {
  const chain = new TestChain()
  const descriptors = Array.from({ length: CHANNELS }, (_, i) => chain.open(BigInt(i)))
  return { chain, descriptors }
}

const [, script = '', dir, port] = process.argv
if (script.endsWith('managerChild.js') && dir !== undefined) {
  const running = await openManager({
    dir,
    chain: chainOfAll().chain,
    signer: keys.manager,
    verifier: new Verifier({ workers: 0 }),
    port: Number(port),
    nowMs: () => NOW,
    onFailure: () => process.exit(3),
  })
  console.log(running.url)
}

/** The service over HTTP, as tests start it. */
import { toHex } from '../../../chain/types/bytes.js'
import { sha256 } from '../../../chain/codec/hash.js'
import { startManager } from '../../../node/manager/server.js'
import type { SlaManager } from '../../../node/manager/manager.js'
import { SlaClient } from '../../../node/metering/slaClient.js'
import { channelId, type ChannelDescriptor } from '../../../proto/inference/objects.js'
import { CrashingLog } from '../metering/crashingLog.js'
import type { TestChain } from './world.js'
import { managerOn } from './world.js'

/** A manager that serves over HTTP, and a client of it. */
export interface Running {
  readonly url: string
  readonly manager: SlaManager
  readonly client: SlaClient
}

/** Starts one, ended by teardown. */
export async function serve(
  t: { teardown(end: () => unknown): void },
  chain: TestChain,
  limit?: { amount: bigint; periodMs: number },
  log = new CrashingLog(),
): Promise<Running> {
  const manager = managerOn(chain, log, limit === undefined ? {} : { limit })
  const server = await startManager(manager)
  const client = new SlaClient({ url: server.url })
  t.teardown(async () => {
    client.close()
    await server.close()
  })
  return { url: server.url, manager, client }
}

/** Of the channel, in hex. */
export const idOf = (descriptor: ChannelDescriptor): string => toHex(channelId(sha256, descriptor))

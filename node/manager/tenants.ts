/** GET /tenants: which agreements a caller has with this manager. */
import type { SignerKey } from '../../proto/inference/objects.js'
import type { Agreement } from '../metering/serviceContract.js'
import { sameKey } from './evidence.js'
import type { SlaManager } from './manager.js'
import { ManagerRefusal } from './refusal.js'

/** Answer of GET /tenants, in the shape of SLA4OAI. */
export interface TenantAnswer {
  /** Number of the newest retail agreement in force. */
  readonly sla: string
  readonly scope: { readonly tenant: string; readonly account: string }
  readonly requestedMetrics: readonly string[]
  /** Numbers of all retail agreements of the caller that name this manager. */
  readonly slas: readonly string[]
  /** Channels of them that the manager knows, in hex. */
  readonly channels: readonly string[]
}

const RETAIL = 1
const IN_FORCE: ReadonlySet<number> = new Set([2, 3, 4])
const CHANNELS_MAX = 100

/** @throws ManagerRefusal unless `account` has an agreement that names the caller's key and this manager */
export async function tenantOf(
  manager: SlaManager,
  account: string | undefined,
  caller: SignerKey | undefined,
): Promise<TenantAnswer> {
  if (caller === undefined)
    throw new ManagerRefusal('unsigned', 'sign the call: headers infonex-key, -time, -signature')
  if (account === undefined || !/^[a-z0-9]{1,90}$/.test(account))
    throw new ManagerRefusal('malformed', 'want ?account= and a bech32 address')
  const ours = manager.tools.signer.key
  const isTheirs = ({ kind, status, customerKey, manager: named }: Agreement): boolean =>
    kind === RETAIL &&
    IN_FORCE.has(status) &&
    customerKey !== null &&
    sameKey(customerKey, caller) &&
    named?.key != null &&
    sameKey(named.key, ours)
  const found = (await manager.tools.chain.agreementsOf(account)).filter(isTheirs)
  const newest = found[found.length - 1]
  if (newest === undefined)
    throw new ManagerRefusal('unknown_tenant', 'no agreement of this account names key and manager')
  const ids = new Set(found.map(({ id }) => id))
  const channels = [...manager.books.values()].filter(({ descriptor }) =>
    ids.has(descriptor.retailId),
  )
  return {
    sla: newest.id.toString(),
    scope: { tenant: newest.provider, account: newest.customer },
    requestedMetrics: ['requests', 'input_bytes', 'output_bytes'],
    slas: found.map(({ id }) => id.toString()),
    channels: channels.slice(0, CHANNELS_MAX).map(({ key }) => key),
  }
}

import { toHex } from '../../chain/types/bytes.js'
import { event, type Event } from '../../chain/types/event.js'

const P = 'infonex.router.v1'

export const eventProberRegistered = (prober: string, bond: string): Event =>
  event(`${P}.EventProberRegistered`, [
    ['prober', prober],
    ['bond', bond],
  ])

export const eventProberGone = (prober: string, bond: string): Event =>
  event(`${P}.EventProberRetired`, [
    ['prober', prober],
    ['bond', bond],
  ])

/** One attribute for each prober. */
export const eventProbersDrawn = (epoch: bigint, probers: readonly string[]): Event =>
  event(`${P}.EventProbersDrawn`, [
    ['epoch', epoch.toString()],
    ...probers.map((prober): [string, string] => ['prober', prober]),
  ])

export const eventProbeCommitted = (epoch: bigint, prober: string, commitment: Uint8Array): Event =>
  event(`${P}.EventProbeCommitted`, [
    ['epoch', epoch.toString()],
    ['prober', prober],
    ['commitment', toHex(commitment)],
  ])

/** What one probe of a server showed. */
export const eventProbed = (
  serverId: bigint,
  probe: { readonly epoch: bigint; readonly tookMs: bigint; readonly isLate: boolean },
): Event =>
  event(`${P}.EventProbed`, [
    ['server_id', serverId.toString()],
    ['epoch', probe.epoch.toString()],
    ['took_ms', probe.tookMs.toString()],
    ['late', probe.isLate ? 'true' : 'false'],
  ])

export const eventProbeRevealed = (
  reveal: { readonly epoch: bigint; readonly prober: string; readonly client: string },
  taken: number,
  paid: bigint,
): Event =>
  event(`${P}.EventProbeRevealed`, [
    ['epoch', reveal.epoch.toString()],
    ['prober', reveal.prober],
    ['client', reveal.client],
    ['taken', taken.toString()],
    ['paid', paid.toString()],
  ])

export const eventProbeMissed = (epoch: bigint, prober: string, slashed: bigint): Event =>
  event(`${P}.EventProbeMissed`, [
    ['epoch', epoch.toString()],
    ['prober', prober],
    ['slashed', slashed.toString()],
  ])

export const eventProbesFunded = (sender: string, amount: string, denom: string): Event =>
  event(`${P}.EventProbesFunded`, [
    ['sender', sender],
    ['amount', amount],
    ['denom', denom],
  ])

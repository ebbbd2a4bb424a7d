/** Probers with bonds, in a market whose epochs are short. */
import { sha256 } from '../../../chain/codec/hash.js'
import type { RouterParams } from '../../../modules/router/params.js'
import { DRAWN } from '../../../modules/router/probeBook.js'
import { probeBytes } from '../../../proto/router/probe.js'
import { address, addressBytes, addresses } from '../../support/memoryContext.js'
import { fund } from '../setup.js'
import type { SignedReceipt } from '../../../proto/inference/objects.js'
import { clientAt, Market, supplierAt, uinx } from './market.js'
import { offer } from './servers.js'
import { answer, type Served, serve } from './served.js'

export const PROBES = {
  ...{ epochBlocks: 64n, commitBlocks: 10n, revealBlocks: 8n, probers: 3 },
  ...{ bond: '1000', reward: '7', maxResults: 4 },
}
/** Parameters of short epochs. */
export const short = (change: Partial<RouterParams> = {}): Partial<RouterParams> => ({
  probes: PROBES,
  serverTtlMs: 86_400_000n,
  ...change,
})
export const proberAt = (i: number): number => 200 + i
export const nonceOf = (n: number): Uint8Array => sha256(Buffer.from(`nonce ${n}`))

/** An account with a bond of so much. */
export function bonded(m: Market, n: number, bond = 1500n): void {
  fund(m.parts, m.ctx, n, '10000uinx')
  m.run('sla', 'MsgBond', { owner: address(n), amount: uinx(bond) })
}

/** Lets blocks pass until the height is this one. */
export function until(m: Market, height: bigint, ms = 1000): void {
  while (m.ctx.height < height) m.next(ms)
}

/** Lets the blocks of the current epoch pass; probers are drawn at the end of the first block of the next. */
export function toNextEpoch(m: Market): bigint {
  const epoch = m.ctx.height / PROBES.epochBlocks + 1n
  until(m, epoch * PROBES.epochBlocks + 1n)
  return epoch
}

/** Numbers of those drawn for an epoch that have yet to commit. */
export function drawnFor(m: Market, epoch: bigint, count: number): number[] {
  const duties = m.keeper.probes.dutiesOf(m.ctx, epoch)
  const open = duties.filter(([, duty]) => duty.status === DRAWN).map(([, duty]) => duty.prober)
  return Array.from({ length: count }, (_, i) => i).filter((i) =>
    open.includes(address(proberAt(i))),
  )
}

/** A good MsgProbeCommit of any account. */
export function commitOf(m: Market, who: number, epoch: bigint, client: number) {
  const opening = { chainId: m.ctx.block.chainId, prober: addressBytes(who), epoch }
  const hidden = { client: addressBytes(client), nonce: nonceOf(who) }
  const commitment = sha256(probeBytes({ ...opening, ...hidden }))
  return { prober: address(who), epoch, commitment }
}

export const commitMsg = (m: Market, i: number, epoch: bigint, client: number) =>
  commitOf(m, proberAt(i), epoch, client)

/** And what opens it. */
export const revealOf = (who: number, epoch: bigint, client: number, results: unknown[] = []) => ({
  ...{ prober: address(who), epoch, client: address(client), nonce: nonceOf(who), results },
})

export const revealMsg = (i: number, epoch: bigint, client: number, results: unknown[] = []) =>
  revealOf(proberAt(i), epoch, client, results)

/** All coins of the bond denomination that there are. */
export const supply = (m: Market): bigint => m.parts.bank.getSupply(m.ctx, 'uinx')

/** What of a prober's bond is locked. */
export const lockedOf = (m: Market, i: number): bigint =>
  m.parts.sla.bondOf(m.ctx, addresses.toBytes(address(proberAt(i)))).locked

/** Number of the hidden client. */
export const HIDDEN = clientAt(0)
export const E = PROBES.epochBlocks

/** A server, a hidden client, and one prober that is drawn for the current epoch. */
export function probed(change: object = {}) {
  const m = new Market(short())
  m.aggregator()
  m.supplier(supplierAt(0))
  m.server(supplierAt(0), { offers: [{ ...offer(0), slots: 4, latencyUs: 500_000 }], ...change })
  m.client(HIDDEN)
  bonded(m, proberAt(0))
  m.run('router', 'MsgRegisterProber', { prober: address(proberAt(0)) })
  const epoch = toNextEpoch(m)
  return { m, epoch }
}
export type Probed = ReturnType<typeof probed>

/** The prober commits, its client is served, answered and pays. */
export function answered(p: Probed, tookMs = 1000n, terms: object = {}): [Served, SignedReceipt] {
  const { m, epoch } = p
  m.run('router', 'MsgProbeCommit', commitMsg(m, 0, epoch, HIDDEN))
  const served = serve(m, HIDDEN, terms)
  m.next(5000)
  const receipt = answer(m, served, 1n, tookMs)
  return [served, receipt]
}

export const result = (
  { serverId, descriptor }: Served,
  receipt: SignedReceipt | null,
  change = {},
) => ({
  ...{ serverId, descriptor, receipt, ...change },
})

/** Lets the epoch end, and reveals. */
export function reveal(p: Probed, results: object[], client = HIDDEN) {
  until(p.m, (p.epoch + 1n) * E + 1n)
  return p.m.run<{ paid: string; codes: number[] }>(
    'router',
    'MsgProbeReveal',
    revealMsg(0, p.epoch, client, results),
  )
}

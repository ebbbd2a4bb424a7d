/** Probers with bonds, in a market whose epochs are short. */
import { sha256 } from '../../../chain/codec/hash.js'
import { DEFAULT_PARAMS, type RouterParams } from '../../../modules/router/params.js'
import { DRAWN } from '../../../modules/router/probeBook.js'
import { probeCommitment } from '../../../modules/router/probeReveal.js'
import { address, addressBytes, addresses } from '../../support/memoryContext.js'
import { fund } from '../setup.js'
import { type Market, uinx } from './market.js'

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

export function commitMsg(m: Market, i: number, epoch: bigint, client: number) {
  const opening = { chainId: m.ctx.block.chainId, prober: addressBytes(proberAt(i)), epoch }
  const commitment = probeCommitment({
    ...opening,
    client: addressBytes(client),
    nonce: nonceOf(i),
  })
  return { prober: address(proberAt(i)), epoch, commitment }
}

export const revealMsg = (i: number, epoch: bigint, client: number, results: unknown[] = []) => ({
  ...{ prober: address(proberAt(i)), epoch, client: address(client), nonce: nonceOf(i), results },
})

/** All coins of the bond denomination that there are. */
export const supply = (m: Market): bigint => m.parts.bank.getSupply(m.ctx, 'uinx')

/** What of a prober's bond is locked. */
export const lockedOf = (m: Market, i: number): bigint =>
  m.parts.sla.bondOf(m.ctx, addresses.toBytes(address(proberAt(i)))).locked

export const DEFAULT_PROBES = DEFAULT_PARAMS.probes

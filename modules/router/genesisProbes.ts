import { minBig, parseU128 } from '../../chain/types/arith.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import { isAddress } from '../../chain/types/readAddress.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import type { RouterKeeper } from './keeper.js'
import { COMMITTED, DRAWN } from './probeBook.js'
import { epochAt, probeParams } from './probes.js'

type Genesis = PlainTypes['infonex.router.v1.GenesisState']
type Parts = Pick<Genesis, 'probers' | 'duties' | 'probeEpochs' | 'shownClients' | 'payers'>

/** Problems of probers and their duties, and of payers, as sentences. */
export function probesProblems(keeper: RouterKeeper, g: Genesis): string[] {
  const problems: string[] = []
  const check = (at: string, text: string): void => {
    if (!isAddress(keeper.addresses, text)) problems.push(`${at} is "${text.slice(0, 80)}"`)
  }
  const twice = (at: string, names: readonly string[]): void => {
    const known = new Set<string>()
    for (const [i, name] of names.entries()) {
      if (known.has(name)) problems.push(`router.${at}[${i}] is there twice`)
      known.add(name)
    }
  }
  g.probers.forEach(({ address, bond }, i) => {
    check(`router.probers[${i}].address`, address)
    if (parseU128(bond) === undefined)
      problems.push(`router.probers[${i}].bond is "${bond.slice(0, 40)}", want a whole number`)
  })
  const probers = new Set(g.probers.map(({ address }) => address))
  g.duties.forEach(({ prober, status, commitment }, i) => {
    const at = `router.duties[${i}]`
    if (!probers.has(prober))
      problems.push(`${at}.prober is "${prober.slice(0, 80)}", which is no prober`)
    if (status !== DRAWN && status !== COMMITTED)
      problems.push(`${at}.status is ${status}, want 1 or 2`)
    const want = status === COMMITTED ? 32 : 0
    if (commitment.length !== want)
      problems.push(`${at}.commitment has ${commitment.length} bytes, want ${want}`)
  })
  g.shownClients.forEach(({ client }, i) => check(`router.shown_clients[${i}].client`, client))
  g.payers.forEach(({ client }, i) => check(`router.payers[${i}].client`, client))
  twice(
    'probers',
    g.probers.map(({ address }) => address),
  )
  twice(
    'duties',
    g.duties.map(({ epoch, prober }) => `${epoch} ${prober}`),
  )
  twice(
    'probe_epochs',
    g.probeEpochs.map(({ epoch }) => `${epoch}`),
  )
  twice(
    'payers',
    g.payers.map(({ client }) => client),
  )
  return problems
}

/** A chain that begins at another height has other epochs: what was expected in the old ones is not any more. */
export function initProbes(keeper: RouterKeeper, ctx: Context, g: Genesis): void {
  const { probes, addresses, channels } = keeper
  const now = epochAt(probeParams(keeper, ctx), ctx.height).epoch
  const isOpen = (epoch: bigint): boolean => epoch === now || epoch + 1n === now
  for (const prober of g.probers) {
    const sinceHeight = minBig(prober.sinceHeight, ctx.height)
    probes.probers.set(ctx, addresses.toBytes(prober.address), { ...prober, sinceHeight })
  }
  for (const duty of g.duties)
    if (isOpen(duty.epoch))
      probes.duties.set(ctx, [duty.epoch, addresses.toBytes(duty.prober)], duty)
  for (const { epoch, beginMs } of g.probeEpochs)
    if (isOpen(epoch)) probes.epochs.set(ctx, epoch, beginMs)
  for (const { epoch, client } of g.shownClients)
    if (isOpen(epoch)) probes.shown.add(ctx, [epoch, addresses.toBytes(client)])
  for (const { client, sinceMs } of g.payers)
    channels.payers.set(ctx, addresses.toBytes(client), sinceMs)
}

export function exportProbes(keeper: RouterKeeper, ctx: QueryContext): Parts {
  const { probes, addresses, channels } = keeper
  return {
    probers: [...probes.probers.walk(ctx)].map(([, prober]) => prober),
    duties: [...probes.duties.walk(ctx)].map(([, duty]) => duty),
    probeEpochs: [...probes.epochs.walk(ctx)].map(([epoch, beginMs]) => ({ epoch, beginMs })),
    shownClients: [...probes.shown.walk(ctx)].map(([epoch, client]) => ({
      ...{ epoch, client: addresses.toText(client) },
    })),
    payers: [...channels.payers.walk(ctx)].map(([client, sinceMs]) => ({
      ...{ client: addresses.toText(client), sinceMs },
    })),
  }
}

import type { Context, QueryContext } from '../../chain/types/context.js'
import { isAddress } from '../../chain/types/readAddress.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import type { RouterKeeper } from './keeper.js'

type Genesis = PlainTypes['infonex.router.v1.GenesisState']

/** Problems of probers and their duties, as sentences. */
export function probesProblems(keeper: RouterKeeper, { probers, duties }: Genesis): string[] {
  const problems: string[] = []
  const check = (at: string, text: string): void => {
    if (!isAddress(keeper.addresses, text)) problems.push(`${at} is "${text.slice(0, 80)}"`)
  }
  probers.forEach((one, i) => check(`router.probers[${i}]`, one))
  duties.forEach(({ prober }, i) => check(`router.duties[${i}].prober`, prober))
  return problems
}

export function initProbes(keeper: RouterKeeper, ctx: Context, { probers, duties }: Genesis): void {
  for (const one of probers) keeper.probes.probers.add(ctx, keeper.addresses.toBytes(one))
  for (const duty of duties)
    keeper.probes.duties.set(ctx, [duty.epoch, keeper.addresses.toBytes(duty.prober)], duty)
}

export function exportProbes(
  keeper: RouterKeeper,
  ctx: QueryContext,
): Pick<Genesis, 'probers' | 'duties'> {
  const { probers, duties } = keeper.probes
  return {
    probers: [...probers.walk(ctx)].map((one) => keeper.addresses.toText(one)),
    duties: [...duties.walk(ctx)].map(([, duty]) => duty),
  }
}

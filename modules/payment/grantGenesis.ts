import type { Context, QueryContext } from '../../chain/types/context.js'
import { TxError } from '../../chain/types/errors.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { limitsProblem } from './grants.js'
import type { ManagerGrant } from './grantStore.js'
import type { PaymentKeeper } from './keeper.js'

type Genesis = PlainTypes['infonex.payment.v1.GenesisState']

/** How problems are told; genesis.ts has the class. */
interface Problems {
  add(when: boolean, text: string): void
  amount(at: string, text: string): bigint
  address(at: string, text: string): void
}

/** What the channels of each grant count in it, by 'payer manager'. */
function countedIn(p: Problems, g: Genesis): Map<string, bigint> {
  const owners = new Map(g.escrows.map(({ id, owner }) => [id, owner]))
  const counted = new Map<string, bigint>()
  g.channels.forEach(({ escrowId, manager, granted }, i) => {
    const at = `payment.channels[${i}]`
    p.add((manager === '') !== (granted === ''), `${at} has one half of a grant`)
    if (manager === '') return
    p.address(`${at}.manager`, manager)
    const name = `${owners.get(escrowId) ?? ''} ${manager}`
    counted.set(name, (counted.get(name) ?? 0n) + p.amount(`${at}.granted`, granted))
  })
  return counted
}

function limitsFault(keeper: PaymentKeeper, { limits }: ManagerGrant): string | undefined {
  if (limits === null) return 'they are absent'
  try {
    return limitsProblem(keeper.addresses, limits)
  } catch (error) {
    if (error instanceof TxError) return error.message
    throw error
  }
}

/** Checks grants against the channels that they have opened. */
export function checkGrants(p: Problems, keeper: PaymentKeeper, g: Genesis): void {
  const counted = countedIn(p, g)
  g.grants.forEach((grant, i) => {
    const at = `payment.grants[${i}]`
    p.address(`${at}.payer`, grant.payer)
    p.address(`${at}.manager`, grant.manager)
    p.amount(`${at}.spent_in_period`, grant.spentInPeriod)
    const fault = limitsFault(keeper, grant)
    p.add(fault !== undefined, `${at}.limits: ${fault ?? ''}`)
    const open = p.amount(`${at}.open`, grant.open)
    const name = `${grant.payer} ${grant.manager}`
    const want = counted.get(name) ?? 0n
    counted.delete(name)
    p.add(open !== want, `${at}.open is ${open}, its channels count ${want}`)
  })
  p.add(counted.size > 0, 'payment.channels name a grant that is not there, or is there twice')
}

export function initGrants(keeper: PaymentKeeper, ctx: Context, g: Genesis): void {
  const bytes = (text: string): Uint8Array => keeper.addresses.toBytes(text)
  for (const { id, manager, granted } of g.channels)
    if (manager !== '')
      keeper.granted.links.set(ctx, id, { manager: bytes(manager), cap: BigInt(granted) })
  for (const grant of g.grants) {
    const [payer, manager] = [bytes(grant.payer), bytes(grant.manager)]
    keeper.granted.grants.set(ctx, [payer, manager], grant)
    keeper.granted.byManager.add(ctx, [manager, payer])
  }
}

/** By whose grant a channel was opened, as genesis writes it. */
export function linkInGenesis(
  keeper: PaymentKeeper,
  ctx: QueryContext,
  id: Uint8Array,
): { manager: string; granted: string } {
  const link = keeper.granted.links.get(ctx, id)
  return link === undefined
    ? { manager: '', granted: '' }
    : { manager: keeper.addresses.toText(link.manager), granted: link.cap.toString() }
}

/** What is wrong with grants and what they count, if anything. */
export function grantsProblem(keeper: PaymentKeeper, ctx: QueryContext): string | undefined {
  const { links, grants, byManager } = keeper.granted
  const counted = new Map<string, bigint>()
  for (const [id, { manager, cap }] of links.walk(ctx)) {
    const channel = keeper.channels.get(ctx, id)
    if (channel === undefined) return 'a grant counts a channel that is not there'
    const payer = keeper.escrows.get(ctx, channel.escrowId)?.owner ?? ''
    const name = `${payer} ${keeper.addresses.toText(manager)}`
    counted.set(name, (counted.get(name) ?? 0n) + cap)
  }
  let count = 0
  for (const [[payer, manager], grant] of grants.walk(ctx)) {
    count += 1
    const name = `${grant.payer} ${grant.manager}`
    const want = (counted.get(name) ?? 0n).toString()
    counted.delete(name)
    if (grant.open !== want) return `the grant of ${name} counts ${grant.open}, channels ${want}`
    if (grant.open === '0' && grant.revokedAtMs !== 0n) return `the grant of ${name} has ended`
    if (!byManager.has(ctx, [manager, payer])) return `the grant of ${name} is not indexed`
  }
  if (counted.size > 0) return 'a channel counts in a grant that is not there'
  let indexed = 0
  for (const _ of byManager.walk(ctx)) indexed += 1
  return indexed === count ? undefined : `${count} grants, the index has ${indexed}`
}

/** A payer, and managers that may open channels for it. */
import type { Context } from '../../../chain/types/context.js'
import type { ChannelDescriptor } from '../../../modules/payment/state.js'
import { address } from '../../support/memoryContext.js'
import { ask, wire } from '../setup.js'
import { limitsMsg, MANAGER, market, openMsg, PAYER, SUPPLIER } from './market.js'

export type Market = ReturnType<typeof market>
/** What opening a channel answers. */
export interface Opened {
  channelId: Uint8Array
  descriptor: ChannelDescriptor
}
export const payer = address(PAYER)
export const alone = { payees: [{ address: address(SUPPLIER), bps: 10_000 }] }
export const coin = (amount: bigint) => ({ denom: 'uinx', amount: amount.toString() })

/** A market whose payer has an escrow. */
export function funded(amount = '100000uinx'): Market {
  const m = market()
  m.run(m.ctx, 'MsgDeposit', { owner: payer, amount: wire(amount)[0] })
  return m
}

/** A good MsgGrantManager. */
export const grantMsg = (ctx: Context, change: object = {}, who = MANAGER) => ({
  ...{ payer, manager: address(who) },
  limits: limitsMsg(ctx, change),
})
/** A good MsgOpenChannelByGrant. */
export const byGrant = (ctx: Context, change: object = {}, who = MANAGER) => ({
  ...openMsg(ctx, { ...alone, cap: coin(1000n), burst: 1000n, ...change }),
  manager: address(who),
})
interface Shown {
  grant: { status: number; available: string; grant: { open: string; usesLeft: number } }
}
/** A grant as the query shows it. */
export const shown = (m: Market, ctx: Context, who = MANAGER): Shown['grant'] =>
  ask<Shown>(m.modules, ctx, '/infonex.payment.v1.Query/Grant', {
    payer,
    manager: address(who),
  }).grant

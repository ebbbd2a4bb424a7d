/** The end of the first paid inference: claim, close, refund, and the chain's word on each. */
import type { DeliverTxResponse } from '@cosmjs/stargate'
import { message } from '../../client/message.js'
import type { ChannelDescriptor } from '../../proto/inference/objects.js'
import type { ChainView } from '../supplier/chainView.js'
import type { Supplier } from '../supplier/server.js'
import { DENOM, inx, type Party, txAt } from './market.js'
import type { Screen } from './screen.js'

/** What the chain says of a payer's escrow. */
async function escrowOf(payer: Party): Promise<{ text: string; free: bigint }> {
  const { escrow } = await payer.client.query.infonex.query('/infonex.payment.v1.Query/Escrow', {
    owner: payer.address,
    denom: DENOM,
  })
  if (escrow === null) throw new Error('the chain tells nothing of the escrow')
  return {
    text: `${inx(BigInt(escrow.balance))} (${escrow.reserved} reserved)`,
    free: BigInt(escrow.balance) - BigInt(escrow.reserved),
  }
}

/** What was bought, and by whom. */
interface Bought {
  readonly chain: ChainView
  readonly client: Party
  readonly supplier: Party
  readonly server: Supplier
  /** Transactions of the supplier's claims. */
  readonly claimed: readonly DeliverTxResponse[]
  readonly before: { readonly supplier: bigint; readonly client: bigint }
  readonly channelId: Uint8Array
  readonly descriptor: ChannelDescriptor
  readonly charged: bigint
}

/** From the last voucher to everybody's balance; what is shown of channel and escrow is the chain's answer. */
export async function settle(screen: Screen, s: Bought): Promise<void> {
  const { chain, client, supplier, server, before, channelId, descriptor, charged } = s
  const channel = async (): Promise<string> => {
    const found = await chain.channel(channelId)
    return found === undefined ? 'no such channel' : `settled ${inx(BigInt(found.settled))}`
  }
  const opened = { channel: await channel(), escrow: await escrowOf(client) }
  const claims = await server.claim()
  const paid = { channel: await channel(), escrow: await escrowOf(client) }
  screen.step('the supplier claims its last voucher on chain', [
    [
      'claimed',
      `${inx(claims.reduce((sum, { amount }) => sum + amount, 0n))}, and withdrawn at once`,
    ],
    ...s.claimed.map((result) => ['transaction', txAt(result)] as const),
    ['channel query', `${opened.channel} -> ${paid.channel}`],
    ['escrow query', `${opened.escrow.text} -> ${paid.escrow.text}`],
  ])
  const closed = await supplier.send(
    message('infonex.payment.v1.MsgCloseByPayee', {
      payee: supplier.address,
      channelId,
      descriptor,
    }),
  )
  const free = await escrowOf(client)
  screen.step('the channel closes', [
    ['transaction', txAt(closed)],
    ['channel query', `${paid.channel} -> ${await channel()}`],
    ['escrow query', `${paid.escrow.text} -> ${free.text}`],
  ])
  const refunded = await client.send(
    message('infonex.payment.v1.MsgWithdrawFree', {
      owner: client.address,
      amount: { denom: DENOM, amount: free.free.toString() },
    }),
  )
  screen.step('the client withdraws what is free', [
    ['refund', inx(free.free)],
    ['transaction', txAt(refunded)],
    ['escrow query', `${free.text} -> ${(await escrowOf(client)).text}`],
  ])
  const after = { supplier: await supplier.balance(), client: await client.balance() }
  screen.step('what everybody has', [
    ['client', `${inx(before.client)} -> ${inx(after.client)}   (${after.client - before.client})`],
    [
      'supplier',
      `${inx(before.supplier)} -> ${inx(after.supplier)}   (+${after.supplier - before.supplier})`,
    ],
    ['answers cost', inx(charged)],
  ])
  if (before.client - after.client !== charged || after.supplier - before.supplier !== charged)
    throw new Error('the balances do not add up')
  screen.say('   Every unit is accounted for.')
}

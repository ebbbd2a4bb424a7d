import { assert } from '../../../chain/types/assert.js'
import { divFloor, maxBig, minBig } from '../../../chain/types/arith.js'
import { toHex } from '../../../chain/types/bytes.js'
import type { Context } from '../../../chain/types/context.js'
import { eventClaimed, eventCredited, eventSplit } from '../events.js'
import { BOND_PURPOSE } from '../expectedKeepers.js'
import type { PaymentKeeper } from '../keeper.js'
import { BPS, type ChannelDescriptor } from '../state.js'
import { PAYMENT_MODULE } from '../storeName.js'
import { earn } from './maturing.js'
import type { Measured } from './measure.js'
import { type Contract, splitOf } from './state.js'

/** Who collects the protocol's fee. */
const FEE_COLLECTOR = 'fee_collector'

/**
 * Books a checkpoint that is newer than the last; an older one changes nothing. What was measured once stays
 * so: a client and a supplier that sign a later one with less do not take from the aggregator (H20).
 */
export function book(
  keeper: PaymentKeeper,
  ctx: Context,
  id: Uint8Array,
  measured: Measured | undefined,
): Contract {
  const before = keeper.under.contracts.get(ctx, id)
  assert(before !== undefined, 'a channel under agreements has a contract')
  if (measured === undefined || measured.sequence <= before.sequence) return before
  return keeper.under.contracts.update(ctx, id, (draft) => {
    draft.sequence = measured.sequence
    draft.receiptId = measured.receiptId
    draft.retail = maxBig(before.retail, measured.retail)
    draft.wholesale = measured.wholesale
  })
}

/** What an aggregator was paid above its part by now: out of its credit, then out of its bond. */
function takeBack(
  keeper: PaymentKeeper,
  ctx: Context,
  aggregator: Uint8Array,
  denom: string,
  wanted: bigint,
): bigint {
  const first = keeper.takeCredit(ctx, aggregator, denom, wanted)
  if (first === wanted || denom !== keeper.sla.bondDenom(ctx)) return first
  const to = { address: keeper.account }
  const none = new Uint8Array(0)
  const purpose = BOND_PURPOSE.compensation
  return first + keeper.sla.slash(ctx, aggregator, wanted - first, to, purpose, none)
}

/**
 * Moves a channel under agreements to a higher cumulative amount, and gives supplier, protocol and
 * aggregator what they lack of their parts of it. The wholesale price may rise faster than the retail price
 * for a while (a base fee, a free quota): what the aggregator was paid too much by then is taken back. What
 * cannot be had stays owed to the supplier until a later claim.
 * @returns what was newly paid
 */
export function settleContract(
  keeper: PaymentKeeper,
  ctx: Context,
  id: Uint8Array,
  descriptor: ChannelDescriptor,
  cumulative: bigint,
): bigint {
  const channel = keeper.mustChannel(ctx, id)
  assert(
    cumulative >= channel.settled && cumulative <= channel.cap,
    'a channel settles upwards, within its cap',
  )
  if (cumulative === channel.settled) return 0n
  const contract = keeper.under.contracts.get(ctx, id) as Contract
  const retail = keeper.sla.mustAgreement(ctx, contract.retailId)
  const wholesale = keeper.sla.mustAgreement(ctx, contract.wholesaleId)
  const { denom } = descriptor
  const part = splitOf(cumulative, contract, retail.feeBps)
  const aggregator = keeper.addresses.toBytes(retail.provider)
  const fresh = cumulative - channel.settled
  const lacks = (name: 'supplier' | 'protocol' | 'aggregator'): bigint =>
    part[name] > contract[name] ? part[name] - contract[name] : 0n
  const short = lacks('supplier') + lacks('protocol') - fresh
  // No more than this channel gave it.
  const owes = minBig(short, contract.aggregator)
  const back = owes > 0n ? takeBack(keeper, ctx, aggregator, denom, owes) : 0n
  let left = fresh + back
  const give = (wanted: bigint): bigint => {
    const given = minBig(left, wanted)
    left -= given
    return given
  }
  const protocol = give(lacks('protocol'))
  const supplier = give(lacks('supplier'))
  const rest = give(left)
  const after = keeper.under.contracts.update(ctx, id, (draft) => {
    draft.supplier += supplier
    draft.protocol += protocol
    draft.aggregator += rest - back
  })
  keeper.channels.update(ctx, id, (draft) => {
    draft.settled = cumulative
  })
  keeper.escrows.update(ctx, channel.escrowId, (draft) => {
    draft.balance -= fresh
    draft.reserved -= fresh
  })
  ctx.events.push(eventClaimed(id, fresh, cumulative, denom))
  ctx.events.push(eventSplit(toHex(id), { supplier, protocol, aggregator: rest - back }, denom))
  if (protocol > 0n)
    keeper.bank.sendCoinsFromModuleToModule(ctx, PAYMENT_MODULE, FEE_COLLECTOR, [
      { denom, amount: protocol },
    ])
  keeper.addCredit(ctx, aggregator, denom, rest)
  if (rest > 0n) ctx.events.push(eventCredited(retail.provider, rest, denom))
  const heldOf = (amount: bigint): bigint =>
    divFloor(amount * BigInt(wholesale.holdbackBps), BigInt(BPS))
  keeper.sla.addServed(ctx, retail.id, wholesale.id, supplier)
  const held = heldOf(after.supplier) - heldOf(contract.supplier)
  const heldUntilMs = held > 0n ? keeper.sla.holdsUntil(ctx, wholesale, ctx.timeMs) : 0n
  earn(keeper, ctx, {
    owner: keeper.addresses.toBytes(wholesale.provider),
    ...{ denom, wholesaleId: wholesale.id, held, heldUntilMs, rest: supplier - held },
  })
  return fresh
}

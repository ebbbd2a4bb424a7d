/** Contracts, incomes that mature and disputes of the payment module, with every field set. */
import type { Context } from '../../../chain/types/context.js'
import { U128_MAX } from '../../../chain/types/arith.js'
import type { PaymentKeeper } from '../../../modules/payment/keeper.js'
import { address, addressBytes } from '../../support/memoryContext.js'
import type { AnyMap } from './rows.js'

const bytes = (n: number): Uint8Array => new Uint8Array(32).fill(n)
const NOW_MS = 1_767_225_600_000n

export function putContracts(payment: PaymentKeeper, ctx: Context): void {
  payment.under.contracts.set(ctx, bytes(11), {
    ...{ retailId: 300n, wholesaleId: 301n, sequence: 302n, receiptId: bytes(18) },
    ...{ retail: U128_MAX, wholesale: 1000n, supplier: 400n, protocol: 5n, aggregator: 95n },
    refunded: 7n,
  })
  const maturesMs = NOW_MS
  const key = { owner: addressBytes(2), maturesMs, kind: 2, wholesaleId: 301n, denom: 'uinx' }
  payment.under.maturing.set(ctx, key, {
    ...{ ...key, owner: address(2), amount: U128_MAX.toString(), maturesHeight: 303n },
  })
  payment.under.queue.add(ctx, [maturesMs, key])
  payment.disputes.put(ctx, {
    ...{ channelId: bytes(11), kind: 1, opener: address(2), client: address(1) },
    ...{ supplier: address(2), sequence: 303n, before: '500', amount: '10', denom: 'uinx' },
    ...{ requestDigest: bytes(19), receiptId: bytes(20), bond: '1000', deadlineMs: NOW_MS },
    ...{ deadlineHeight: 304n, wholesaleId: 301n, descriptor: null },
    ...{ shownDigest: bytes(21), shownSequence: 303n, shownCumulative: '12' },
  })
}

export function contractCollections({ under, disputes }: PaymentKeeper): readonly AnyMap[] {
  return [
    under.contracts,
    under.maturing,
    under.queue.map,
    disputes.open,
    disputes.queue.map,
  ] as unknown as AnyMap[]
}

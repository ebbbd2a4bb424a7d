import { codec } from '../../../chain/codec/proto.js'
import type { ValueCodec } from '../../../chain/collections/map.js'
import { divFloor, minBig } from '../../../chain/types/arith.js'
import { amountOf } from '../amount.js'
import { BPS } from '../state.js'

/** What the chain keeps of a channel under agreements; amounts are units of the channel's denomination. */
export interface Contract {
  readonly retailId: bigint
  readonly wholesaleId: bigint
  /** Of the newest checkpoint; 0 = none. */
  readonly sequence: bigint
  readonly receiptId: Uint8Array
  /** Retail and wholesale price of the usage up to it. */
  readonly retail: bigint
  readonly wholesale: bigint
  /** Paid so far; the three add up to what is settled. */
  readonly supplier: bigint
  readonly protocol: bigint
  readonly aggregator: bigint
  /** Of what is settled, given back for answers that never came: never twice (F2). */
  readonly refunded: bigint
}

const wire = codec('infonex.payment.v1.Contract')
const AMOUNTS = ['retail', 'wholesale', 'supplier', 'protocol', 'aggregator'] as const

/** The contract of a channel that has just opened. */
export function newContract(retailId: bigint, wholesaleId: bigint): Contract {
  const none = { sequence: 0n, receiptId: new Uint8Array(0), retail: 0n, wholesale: 0n }
  return {
    retailId,
    wholesaleId,
    ...none,
    supplier: 0n,
    protocol: 0n,
    aggregator: 0n,
    refunded: 0n,
  }
}

/** Amounts as decimal text, as messages and genesis carry them. */
export function toWire(contract: Contract) {
  const amounts = AMOUNTS.map((name) => [name, contract[name].toString()])
  const refunded = contract.refunded === 0n ? '' : contract.refunded.toString()
  return { ...contract, ...(Object.fromEntries(amounts) as Record<Amount, string>), refunded }
}

type Amount = (typeof AMOUNTS)[number]

/** @throws TxError payment 2 */
export function fromWire(plain: ReturnType<typeof toWire>): Contract {
  const amounts = AMOUNTS.map((name) => [name, amountOf(name, plain[name])])
  const refunded = plain.refunded === '' ? 0n : amountOf('refunded', plain.refunded)
  return { ...plain, ...(Object.fromEntries(amounts) as Record<Amount, bigint>), refunded }
}

/** Contracts are stored as their protobuf. */
export const contractCodec: ValueCodec<Contract> = {
  encode: (contract) => wire.encode(toWire(contract)),
  decode: (bytes) => fromWire(wire.decode(bytes)),
}

/** Who gets how much of a cumulative amount. */
export interface Split {
  readonly supplier: bigint
  readonly protocol: bigint
  readonly aggregator: bigint
}

/**
 * The split of a cumulative amount by two plans on one usage (marketplace.md 4.1, rules.md C7): of what the
 * retail price covers the protocol gets its fee, the supplier the wholesale price, the aggregator the rest;
 * what lies beyond is the prepaid part, and the supplier's. The three add up to `cumulative` (F1).
 */
export function splitOf(
  cumulative: bigint,
  measured: { readonly retail: bigint; readonly wholesale: bigint },
  feeBps: number,
): Split {
  const covered = minBig(cumulative, measured.retail)
  const protocol = divFloor(covered * BigInt(feeBps), BigInt(BPS))
  const wholesale = minBig(measured.wholesale, covered - protocol)
  return {
    supplier: wholesale + cumulative - covered,
    protocol,
    aggregator: covered - protocol - wholesale,
  }
}

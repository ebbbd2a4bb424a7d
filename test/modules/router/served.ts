/** Leases under channels that clients open themselves, answers under them, and claims that pay for answers. */
import { sign } from 'node:crypto'
import { sha256 } from '../../../chain/codec/hash.js'
import type { ChannelDescriptor } from '../../../modules/payment/state.js'
import type { Match, MatchTerms } from '../../../modules/router/matches.js'
import {
  type Counter,
  measurementBytes,
  type Receipt,
  receiptBytes,
  type SignedReceipt,
} from '../../../proto/inference/objects.js'
import { address } from '../../support/memoryContext.js'
import { edKey, signVoucher } from '../payment/market.js'
import { AGGREGATORS, ed, keyOf, type Market, MODEL, RETAIL, supplierAt, uinx } from './market.js'

/** Number of the key that signs vouchers of all these channels. */
const VOUCHERS = 555
const SUPPLIERS = 16
const DAY_MS = 86_400_000n

/** A lease, and the channel that pays under it. */
export interface Served {
  readonly client: number
  readonly supplier: number
  readonly matchId: bigint
  readonly serverId: bigint
  readonly channelId: Uint8Array
  readonly descriptor: ChannelDescriptor
}

/** Number of the supplier that an address is of. */
const supplierOf = (operator: string): number =>
  Array.from({ length: SUPPLIERS }, (_, i) => supplierAt(i)).find(
    (n) => address(n) === operator,
  ) as number

/** A client without a grant gets a server, and opens a channel of its own to it. */
export function serve(
  m: Market,
  client: number,
  change: Partial<MatchTerms> = {},
  aggregator: number = AGGREGATORS[0],
): Served {
  const matchId = m.request(client, change)
  m.next(1000, 2)
  m.confirm(matchId)
  const match = m.match(matchId) as Match
  const supplier = supplierOf(m.operatorOf(match))
  const opened = m.run<{ channelId: Uint8Array; descriptor: ChannelDescriptor }>(
    'payment',
    'MsgOpenChannel',
    {
      ...{ payer: address(client), cap: uinx(10_000n), minDelta: '0', prepayAllow: '100' },
      payees: [{ address: address(supplier), bps: 10_000 }],
      ...{ signer: ed(VOUCHERS), receiptPolicy: 3, ratePerS: 0n, burst: 10_000n },
      retailId: m.retailIds.get(`${client} ${aggregator}`),
      wholesaleId: match.anticipation?.wholesaleId,
      expiryMs: m.ctx.timeMs + DAY_MS,
    },
  )
  const { channelId } = opened
  m.run('router', 'MsgAttachChannel', { client: address(client), matchId, channelId })
  return { client, supplier, matchId, serverId: match.serverId, ...opened }
}

function countersOf(requests: bigint): Counter[] {
  const of = (metric: string, total: bigint) => ({ modelId: MODEL, verb: 'infer', metric, total })
  return [of('input_bytes', 0n), of('requests', requests)]
}

/** What the supplier signs of its n-th answer, which took so many ms up to now. */
export function answer(
  m: Market,
  { supplier, channelId, descriptor }: Served,
  sequence: bigint,
  tookMs = 0n,
  change: Partial<Receipt> = {},
): SignedReceipt {
  const endMs = m.ctx.timeMs
  const meter = { startMs: descriptor.startMs, tMs: endMs, bindings: [] }
  return m.receipt(supplier, {
    ...{ channelId, sequence, startMs: endMs - tookMs, endMs, counters: countersOf(sequence) },
    ...{ retailMeter: meter, wholesaleMeter: meter },
    ...change,
  })
}

/** The claim for all answers up to this one, co-signed by the client. */
export function claimOf(m: Market, served: Served, receipt: SignedReceipt) {
  const { channelId, descriptor, client } = served
  const { sequence, counters } = receipt.receipt as Receipt
  const receiptHead = sha256(receiptBytes(receipt.receipt as Receipt))
  const measurement = {
    ...{ chainId: m.ctx.block.chainId, channelId },
    acknowledgement: { sequence, counters, receiptHead },
  }
  const secret = edKey(keyOf(client)).secret
  const signature = new Uint8Array(sign(null, measurementBytes(measurement), secret))
  const voucher = signVoucher(descriptor, channelId, sequence * RETAIL, { key: VOUCHERS })
  const checkpoint = { receipt, request: null, measurement: { measurement, signature } }
  return { sender: address(client), claim: { ...voucher, checkpoint } }
}

/** Pays for all answers up to this one. */
export function pay(m: Market, served: Served, receipt: SignedReceipt): void {
  m.run('payment', 'MsgClaim', claimOf(m, served, receipt))
}

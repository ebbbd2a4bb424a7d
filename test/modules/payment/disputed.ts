/** A channel under two agreements, three answers of it settled, and what its parties bring to a dispute. */
import { sign } from 'node:crypto'
import { sha256 } from '../../../chain/codec/hash.js'
import { toHex } from '../../../chain/types/bytes.js'
import type { Context } from '../../../chain/types/context.js'
import type { DemandState } from '../../../modules/payment/expectedKeepers.js'
import type { ChannelDescriptor } from '../../../modules/payment/state.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { type Receipt, receiptBytes, requestBytes } from '../../../proto/inference/objects.js'
import { address, addressBytes, at } from '../../support/memoryContext.js'
import {
  checkpointOf,
  CLIENT_KEY,
  countersOf,
  dualMarket,
  type DualTerms,
  MODEL,
  openDual,
  SUPPLIER_KEY,
  voucherWith,
} from './dual.js'
import { edKey, PAYER, SUPPLIER } from './market.js'

type SignedRequest = PlainTypes['infonex.inference.v1.SignedRequest']

/** The bond that the supplier begins with. */
export const BOND = 5000n
const PRICE = 10n

/** Opens a channel and settles some answers of it. */
export function opened(settled = 3n, terms: Partial<DualTerms> = {}) {
  const m = dualMarket({
    ...{ retail: { perRequest: PRICE }, wholesale: { perRequest: 7n }, bond: BOND },
    ...terms,
  })
  const { channelId: id, descriptor } = m.run<{
    channelId: Uint8Array
    descriptor: ChannelDescriptor
  }>(m.ctx, 'MsgOpenChannel', openDual(m.ctx, { prepayAllow: '15' }))
  const channel = { id, descriptor }
  const ctx = later(m.ctx, 1000n)
  if (settled > 0n) {
    const checkpoint = checkpointOf(channel, {
      ...{ sequence: settled, counters: countersOf(settled), endMs: ctx.timeMs },
    })
    const claim = voucherWith(channel, settled * PRICE, checkpoint)
    m.run(ctx, 'MsgClaim', { sender: address(9), claim })
  }
  return { ...m, ctx, channel }
}

/** A market with such a channel. */
export type Market = ReturnType<typeof opened>

/** A later block. */
export const later = (ctx: Context, ms: bigint, blocks = 1n): Context =>
  at(ctx, { timeNs: (ctx.timeMs + ms) * 1_000_000n, height: ctx.height + blocks })

/** Some digest. */
export const digest = new Uint8Array(32).fill(1)

/** Request 4, as the client signs it. */
export function requestOf(
  m: Market,
  change: Partial<PlainTypes['infonex.inference.v1.Request']> = {},
  key = CLIENT_KEY,
): SignedRequest {
  const request = {
    ...{ chainId: m.channel.descriptor.chainId, channelId: m.channel.id, sequence: 4n },
    ...{ modelId: MODEL, inputDigest: digest, cumulativeBefore: '30', priceMax: '12' },
    ...{ expiryMs: 0n, acknowledgement: null },
    ...change,
  }
  const signature = new Uint8Array(sign(null, requestBytes(request), edKey(key).secret))
  return { request, signature, salt: new Uint8Array(0) }
}

/** The answer to it, as the supplier signs it. */
export function receiptOf(
  signed: SignedRequest,
  change: Partial<Receipt> = {},
  key = SUPPLIER_KEY,
) {
  const { request } = signed
  if (request === null) throw new Error('no request')
  const { chainId, channelId, sequence } = request
  const receipt: Receipt = {
    ...{ chainId, channelId, sequence, requestDigest: sha256(requestBytes(request)) },
    ...{ modelId: MODEL, inputDigest: digest, outputDigest: digest, counters: [], price: '10' },
    ...{ cumulative: '40', startMs: 1n, endMs: 2n, runtime: digest, status: 1 },
    ...{ previous: digest, retailMeter: null, wholesaleMeter: null },
    ...change,
  }
  const signature = new Uint8Array(sign(null, receiptBytes(receipt), edKey(key).secret))
  return { receipt, signature }
}

/** The supplier served request 4 and was not paid. */
export function notPaid(m: Market, change: object = {}) {
  const request = requestOf(m)
  return {
    ...{ opener: address(SUPPLIER), kind: 1, descriptor: m.channel.descriptor, request },
    ...{ receipt: receiptOf(request), voucher: null },
    ...change,
  }
}

/** The client paid for request 4 and was not served. */
export function notServed(m: Market, change: object = {}) {
  return {
    ...{ opener: address(PAYER), kind: 2, descriptor: m.channel.descriptor },
    ...{ request: requestOf(m), receipt: null, voucher: voucherWith(m.channel, 42n, null) },
    ...change,
  }
}

/** The client demands the output of a request. */
export function demand(
  m: Market,
  ctx: Context,
  change: Partial<DemandState> = {},
  { request } = requestOf(m),
): void {
  if (request === null) throw new Error('no request')
  m.demands.set(`${toHex(m.channel.id)} 4`, {
    ...{ isFinal: false, isAnswered: false, demander: address(PAYER) },
    requestDigest: sha256(requestBytes(request)),
    ...{ deadlineMs: ctx.timeMs + 200_000n, deadlineHeight: ctx.height + 20n },
    ...change,
  })
}

/** The bond that the supplier has. */
export const supplierBond = (m: Market): bigint =>
  m.sla.bonds.get(toHex(addressBytes(SUPPLIER)))?.amount ?? 0n
/** What somebody can withdraw. */
export const creditOf = (m: Market, ctx: Context, n: number): bigint =>
  m.keeper.credits.get(ctx, [addressBytes(n), 'uinx']) ?? 0n

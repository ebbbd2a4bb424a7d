import { queryHandler } from '../../chain/codec/queryHandler.js'
import { lengthPrefixedBytes } from '../../chain/collections/keys.js'
import { paginate } from '../../chain/collections/paginate.js'
import { be64, fromHex } from '../../chain/types/bytes.js'
import { type QueryContext, timeMsOf } from '../../chain/types/context.js'
import { grpcInvalidArgument, grpcNotFound } from '../../chain/types/grpc.js'
import type { AnyQueryHandler } from '../../chain/types/module.js'
import { readQueryAddress } from '../../chain/types/readAddress.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { toWire } from './contract/state.js'
import type { PaymentKeeper } from './keeper.js'
import { type ChannelState, vestedAt } from './state.js'

type Channel = PlainTypes['infonex.payment.v1.Channel']

const OPEN = 1
const CLOSING = 2

/** A channel as queries show it, vested as of the queried block. */
export function showChannel(
  keeper: PaymentKeeper,
  ctx: QueryContext,
  id: Uint8Array,
  channel: ChannelState,
): Channel {
  const escrow = keeper.escrows.get(ctx, channel.escrowId)
  const { settled, cap, closeAtMs, closeAtHeight, frozenAtMs } = channel
  const { expiryMs, startMs, ratePerS, burst } = channel
  return {
    id,
    payer: escrow?.owner ?? '',
    denom: escrow?.denom ?? '',
    status: closeAtMs === 0n ? OPEN : CLOSING,
    settled: settled.toString(),
    cap: cap.toString(),
    vested: vestedAt(channel, timeMsOf(ctx)).toString(),
    closeAtMs,
    closeAtHeight,
    frozenAtMs,
    expiryMs,
    startMs,
    ratePerS,
    burst,
  }
}

function idOf(text: string): Uint8Array {
  if (!/^[0-9a-fA-F]{64}$/.test(text))
    throw grpcInvalidArgument(`id is "${text.slice(0, 70)}", want 64 hex digits`)
  return fromHex(text)
}

const P = 'infonex.payment.v1'

export function paymentQueries(keeper: PaymentKeeper): readonly AnyQueryHandler[] {
  const show = (ctx: QueryContext) => (id: Uint8Array) =>
    showChannel(keeper, ctx, id, keeper.mustChannel(ctx, id))
  return [
    queryHandler(
      `/${P}.Query/Escrow`,
      `${P}.QueryEscrowRequest`,
      `${P}.QueryEscrowResponse`,
      (ctx, { owner, denom }) => {
        const found = keeper.escrowOf(ctx, readQueryAddress(keeper.addresses, owner), denom)
        const zero = { id: 0n, owner, denom, balance: 0n, reserved: 0n, channelSequence: 0n }
        const { balance, reserved, ...rest } = found ?? zero
        return {
          escrow: { ...rest, balance: balance.toString(), reserved: reserved.toString() },
        }
      },
    ),
    queryHandler(
      `/${P}.Query/Channel`,
      `${P}.QueryChannelRequest`,
      `${P}.QueryChannelResponse`,
      (ctx, request) => {
        const id = idOf(request.id)
        const found = keeper.channels.get(ctx, id)
        if (found === undefined) throw grpcNotFound(`no open channel ${request.id}`)
        return { channel: showChannel(keeper, ctx, id, found) }
      },
    ),
    queryHandler(
      `/${P}.Query/Channels`,
      `${P}.QueryChannelsRequest`,
      `${P}.QueryChannelsResponse`,
      (ctx, { payer, denom, pagination }) => {
        const escrow = keeper.escrowOf(ctx, readQueryAddress(keeper.addresses, payer), denom)
        // Escrows are counted from 1.
        const prefix = be64(escrow?.id ?? 0n)
        const page = paginate(ctx, keeper.byEscrow, pagination, { prefix })
        const channels = page.items.map(([[, id]]) => id).map(show(ctx))
        return { channels, pagination: page.pagination }
      },
    ),
    queryHandler(
      `/${P}.Query/PayeeChannels`,
      `${P}.QueryPayeeChannelsRequest`,
      `${P}.QueryPayeeChannelsResponse`,
      (ctx, { payee, pagination }) => {
        const prefix = lengthPrefixedBytes.encode(readQueryAddress(keeper.addresses, payee))
        const page = paginate(ctx, keeper.byPayee.map, pagination, { prefix })
        const channels = page.items.map(([[, id]]) => id).map(show(ctx))
        return { channels, pagination: page.pagination }
      },
    ),
    queryHandler(
      `/${P}.Query/Credit`,
      `${P}.QueryCreditRequest`,
      `${P}.QueryCreditResponse`,
      (ctx, { owner, denom }) => {
        const address = readQueryAddress(keeper.addresses, owner)
        const amount = keeper.credits.get(ctx, [address, denom]) ?? 0n
        return { credit: { owner, denom, amount: amount.toString() } }
      },
    ),
    queryHandler(
      `/${P}.Query/ServiceContract`,
      `${P}.QueryServiceContractRequest`,
      `${P}.QueryServiceContractResponse`,
      (ctx, request) => {
        const id = idOf(request.id)
        const contract = keeper.under.contracts.get(ctx, id)
        if (contract === undefined) throw grpcNotFound(`no channel ${request.id} under agreements`)
        return {
          channel: show(ctx)(id),
          contract: toWire(contract),
          retail: keeper.sla.mustAgreement(ctx, contract.retailId),
          wholesale: keeper.sla.mustAgreement(ctx, contract.wholesaleId),
        }
      },
    ),
    queryHandler(
      `/${P}.Query/Maturing`,
      `${P}.QueryMaturingRequest`,
      `${P}.QueryMaturingResponse`,
      (ctx, { owner, pagination }) => {
        const prefix = lengthPrefixedBytes.encode(readQueryAddress(keeper.addresses, owner))
        const page = paginate(ctx, keeper.under.maturing, pagination, { prefix })
        return { maturing: page.items.map(([, entry]) => entry), pagination: page.pagination }
      },
    ),
    queryHandler(
      `/${P}.Query/ServiceDispute`,
      `${P}.QueryServiceDisputeRequest`,
      `${P}.QueryServiceDisputeResponse`,
      (ctx, request) => {
        const dispute = keeper.disputes.open.get(ctx, idOf(request.id))
        if (dispute === undefined) throw grpcNotFound(`no open dispute of channel ${request.id}`)
        return { dispute }
      },
    ),
    queryHandler(
      `/${P}.Query/Params`,
      `${P}.QueryParamsRequest`,
      `${P}.QueryParamsResponse`,
      (ctx) => ({ params: keeper.paramsOrDefault(ctx) }),
    ),
  ]
}

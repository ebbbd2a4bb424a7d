import { codec } from '../../chain/codec/proto.js'
import { paginate } from '../../chain/collections/paginate.js'
import { be64, fromHex } from '../../chain/types/bytes.js'
import { divFloor } from '../../chain/types/arith.js'
import type { QueryContext } from '../../chain/types/context.js'
import { grpcInvalidArgument, grpcNotFound } from '../../chain/types/grpc.js'
import type { AnyQueryHandler, QueryHandler } from '../../chain/types/module.js'
import type { PlainTypes, RpcTypes } from '../../proto/gen/plain.js'
import type { PaymentKeeper } from './keeper.js'
import { type ChannelState, vestedAt } from './state.js'

type Channel = PlainTypes['infonex.payment.v1.Channel']
type Rpc<M extends string> = RpcTypes[`/infonex.payment.v1.Query/${M}` & keyof RpcTypes]

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
    vested: vestedAt(channel, divFloor(ctx.block.timeNs, 1_000_000n)).toString(),
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

export function paymentQueries(keeper: PaymentKeeper): readonly AnyQueryHandler[] {
  const escrow: QueryHandler<Rpc<'Escrow'>['request'], Rpc<'Escrow'>['response']> = {
    path: '/infonex.payment.v1.Query/Escrow',
    request: codec('infonex.payment.v1.QueryEscrowRequest'),
    response: codec('infonex.payment.v1.QueryEscrowResponse'),
    run(ctx, { owner, denom }) {
      const found = keeper.escrowOf(ctx, keeper.addresses.toBytes(owner), denom)
      const zero = { id: 0n, owner, denom, balance: 0n, reserved: 0n, channelSequence: 0n }
      const { balance, reserved, ...rest } = found ?? zero
      return {
        escrow: { ...rest, balance: balance.toString(), reserved: reserved.toString() },
      }
    },
  }
  const channel: QueryHandler<Rpc<'Channel'>['request'], Rpc<'Channel'>['response']> = {
    path: '/infonex.payment.v1.Query/Channel',
    request: codec('infonex.payment.v1.QueryChannelRequest'),
    response: codec('infonex.payment.v1.QueryChannelResponse'),
    run(ctx, request) {
      const id = idOf(request.id)
      const found = keeper.channels.get(ctx, id)
      if (found === undefined) throw grpcNotFound(`no open channel ${request.id}`)
      return { channel: showChannel(keeper, ctx, id, found) }
    },
  }
  const channels: QueryHandler<Rpc<'Channels'>['request'], Rpc<'Channels'>['response']> = {
    path: '/infonex.payment.v1.Query/Channels',
    request: codec('infonex.payment.v1.QueryChannelsRequest'),
    response: codec('infonex.payment.v1.QueryChannelsResponse'),
    run(ctx, { payer, denom, pagination }) {
      const escrow = keeper.escrowOf(ctx, keeper.addresses.toBytes(payer), denom)
      const prefix = be64(escrow?.id ?? 0n)
      const page = paginate(ctx, keeper.byEscrow, pagination, { prefix })
      const out = page.items.map(([[, id]]) =>
        showChannel(keeper, ctx, id, keeper.mustChannel(ctx, id)),
      )
      return { channels: out, pagination: page.pagination }
    },
  }
  const credit: QueryHandler<Rpc<'Credit'>['request'], Rpc<'Credit'>['response']> = {
    path: '/infonex.payment.v1.Query/Credit',
    request: codec('infonex.payment.v1.QueryCreditRequest'),
    response: codec('infonex.payment.v1.QueryCreditResponse'),
    run(ctx, { owner, denom }) {
      const amount = keeper.credits.get(ctx, [keeper.addresses.toBytes(owner), denom]) ?? 0n
      return { credit: { owner, denom, amount: amount.toString() } }
    },
  }
  const params: QueryHandler<Rpc<'Params'>['request'], Rpc<'Params'>['response']> = {
    path: '/infonex.payment.v1.Query/Params',
    request: codec('infonex.payment.v1.QueryParamsRequest'),
    response: codec('infonex.payment.v1.QueryParamsResponse'),
    run: (ctx) => ({ params: keeper.paramsOrDefault(ctx) }),
  }
  return [escrow, channel, channels, credit, params]
}

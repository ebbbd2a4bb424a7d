import type { WireCoin } from '../../chain/codec/coinJson.js'
import type { MessageName } from '../../chain/codec/proto.js'
import { queryHandler } from '../../chain/codec/queryHandler.js'
import { lengthPrefixedBytes } from '../../chain/collections/keys.js'
import { paginate } from '../../chain/collections/paginate.js'
import { isDenom } from '../../chain/types/coin.js'
import type { QueryContext } from '../../chain/types/context.js'
import { grpcInvalidArgument, grpcNotFound } from '../../chain/types/grpc.js'
import type { AnyQueryHandler } from '../../chain/types/module.js'
import { readQueryAddress } from '../../chain/types/readAddress.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { denomPrefix, type Metadata } from './codec.js'
import type { BankKeeper } from './keeper.js'

const P = 'cosmos.bank.v1beta1'
/** Denominations that one SendEnabled request may name. */
const MAX_DENOMS = 100

type Page = PlainTypes['cosmos.base.query.v1beta1.PageRequest'] | null

function query<Q extends MessageName, R extends MessageName>(
  name: string,
  request: Q,
  response: R,
  run: (ctx: QueryContext, request: PlainTypes[Q]) => PlainTypes[R],
): AnyQueryHandler {
  return queryHandler(`/${P}.Query/${name}`, request, response, run)
}

function readDenom(denom: string): string {
  if (!isDenom(denom)) throw grpcInvalidArgument(`invalid denom: ${denom}`)
  return denom
}

const coin = (denom: string, amount: bigint): WireCoin => ({ denom, amount: amount.toString() })

/** All queries of the module. */
export function bankQueries(keeper: BankKeeper): readonly AnyQueryHandler[] {
  return [...balanceQueries(keeper), ...supplyQueries(keeper), ...metadataQueries(keeper)]
}

function balanceQueries(keeper: BankKeeper): readonly AnyQueryHandler[] {
  const pageOf = (ctx: QueryContext, address: Uint8Array, page: Page) =>
    paginate(ctx, keeper.balances, page, { prefix: lengthPrefixedBytes.encode(address) })
  return [
    query('Balance', `${P}.QueryBalanceRequest`, `${P}.QueryBalanceResponse`, (ctx, request) => {
      const address = readQueryAddress(keeper.addresses, request.address)
      const denom = readDenom(request.denom)
      return { balance: coin(denom, keeper.getBalance(ctx, address, denom)) }
    }),
    query(
      'AllBalances',
      `${P}.QueryAllBalancesRequest`,
      `${P}.QueryAllBalancesResponse`,
      (ctx, request) => {
        const address = readQueryAddress(keeper.addresses, request.address)
        const { items, pagination } = pageOf(ctx, address, request.pagination)
        const shown = (denom: string): string =>
          request.resolveDenom ? (keeper.metadata.get(ctx, denom)?.display ?? denom) : denom
        const balances = items.map(([[, denom], amount]) => coin(shown(denom), amount))
        return { balances, pagination }
      },
    ),
    query(
      'SpendableBalances',
      `${P}.QuerySpendableBalancesRequest`,
      `${P}.QuerySpendableBalancesResponse`,
      (ctx, request) => {
        const address = readQueryAddress(keeper.addresses, request.address)
        const { items, pagination } = pageOf(ctx, address, request.pagination)
        const locked = keeper.lockedCoins(ctx, address)
        const balances = items.map(([[, denom], amount]) => {
          const left = amount - (locked.find((c) => c.denom === denom)?.amount ?? 0n)
          return coin(denom, left > 0n ? left : 0n)
        })
        return { balances, pagination }
      },
    ),
    query(
      'SpendableBalanceByDenom',
      `${P}.QuerySpendableBalanceByDenomRequest`,
      `${P}.QuerySpendableBalanceByDenomResponse`,
      (ctx, request) => {
        const address = readQueryAddress(keeper.addresses, request.address)
        const denom = readDenom(request.denom)
        return { balance: coin(denom, keeper.spendableBalance(ctx, address, denom)) }
      },
    ),
    ...ownerQueries(keeper),
  ]
}

function ownerQueries(keeper: BankKeeper): readonly AnyQueryHandler[] {
  const owners = (ctx: QueryContext, request: { denom: string; pagination: Page }) => {
    const denom = readDenom(request.denom)
    const { items, pagination } = paginate(ctx, keeper.owners.map, request.pagination, {
      prefix: denomPrefix(denom),
    })
    const denomOwners = items.map(([[, address]]) => ({
      address: keeper.addresses.toText(address),
      balance: coin(denom, keeper.getBalance(ctx, address, denom)),
    }))
    return { denomOwners, pagination }
  }
  return [
    query('DenomOwners', `${P}.QueryDenomOwnersRequest`, `${P}.QueryDenomOwnersResponse`, owners),
    query(
      'DenomOwnersByQuery',
      `${P}.QueryDenomOwnersByQueryRequest`,
      `${P}.QueryDenomOwnersByQueryResponse`,
      owners,
    ),
  ]
}

function supplyQueries(keeper: BankKeeper): readonly AnyQueryHandler[] {
  return [
    query(
      'TotalSupply',
      `${P}.QueryTotalSupplyRequest`,
      `${P}.QueryTotalSupplyResponse`,
      (ctx, request) => {
        const { items, pagination } = paginate(ctx, keeper.supply, request.pagination)
        return { supply: items.map(([denom, amount]) => coin(denom, amount)), pagination }
      },
    ),
    query('SupplyOf', `${P}.QuerySupplyOfRequest`, `${P}.QuerySupplyOfResponse`, (ctx, request) => {
      const denom = readDenom(request.denom)
      return { amount: coin(denom, keeper.getSupply(ctx, denom)) }
    }),
    query('Params', `${P}.QueryParamsRequest`, `${P}.QueryParamsResponse`, (ctx) => ({
      params: keeper.params(ctx),
    })),
    query(
      'SendEnabled',
      `${P}.QuerySendEnabledRequest`,
      `${P}.QuerySendEnabledResponse`,
      (ctx, { denoms, pagination: page }) => {
        if (denoms.length > MAX_DENOMS)
          throw grpcInvalidArgument(`${denoms.length} denoms, want at most ${MAX_DENOMS}`)
        if (denoms.length === 0) {
          const { items, pagination } = paginate(ctx, keeper.sendEnabled, page)
          return { sendEnabled: items.map(([denom, enabled]) => ({ denom, enabled })), pagination }
        }
        const sendEnabled = denoms.flatMap((denom) => {
          const enabled = isDenom(denom) ? keeper.sendEnabled.get(ctx, denom) : undefined
          return enabled === undefined ? [] : [{ denom, enabled }]
        })
        const pagination = { nextKey: new Uint8Array(), total: BigInt(sendEnabled.length) }
        return { sendEnabled, pagination }
      },
    ),
  ]
}

function metadataQueries(keeper: BankKeeper): readonly AnyQueryHandler[] {
  const one = (ctx: QueryContext, request: { denom: string }): { metadata: Metadata } => {
    if (request.denom === '') throw grpcInvalidArgument('invalid denom')
    const metadata = isDenom(request.denom) ? keeper.metadata.get(ctx, request.denom) : undefined
    if (metadata === undefined) throw grpcNotFound(`client metadata for denom ${request.denom}`)
    return { metadata }
  }
  return [
    query(
      'DenomMetadata',
      `${P}.QueryDenomMetadataRequest`,
      `${P}.QueryDenomMetadataResponse`,
      one,
    ),
    query(
      'DenomMetadataByQueryString',
      `${P}.QueryDenomMetadataByQueryStringRequest`,
      `${P}.QueryDenomMetadataByQueryStringResponse`,
      one,
    ),
    query(
      'DenomsMetadata',
      `${P}.QueryDenomsMetadataRequest`,
      `${P}.QueryDenomsMetadataResponse`,
      (ctx, request) => {
        const { items, pagination } = paginate(ctx, keeper.metadata, request.pagination)
        return { metadatas: items.map(([, metadata]) => metadata), pagination }
      },
    ),
  ]
}

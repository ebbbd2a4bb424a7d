import { queryHandler } from '../../chain/codec/queryHandler.js'
import { paginate } from '../../chain/collections/paginate.js'
import type { QueryContext } from '../../chain/types/context.js'
import { grpcInvalidArgument, grpcNotFound } from '../../chain/types/grpc.js'
import type { AnyQueryHandler } from '../../chain/types/module.js'
import { readQueryAddress } from '../../chain/types/readAddress.js'
import { accountToAny } from './codec.js'
import { type AuthKeeper, moduleAddress } from './keeper.js'
import { type Account, baseOf } from './state.js'

const P = 'cosmos.auth.v1beta1'

function mustFind(keeper: AuthKeeper, ctx: QueryContext, text: string): Account {
  const account = keeper.getAccount(ctx, readQueryAddress(keeper.addresses, text))
  if (account === undefined) throw grpcNotFound(`account ${text} not found`)
  return account
}

/** All queries of the module. */
export function authQueries(keeper: AuthKeeper): readonly AnyQueryHandler[] {
  const account = queryHandler(
    `/${P}.Query/Account`,
    `${P}.QueryAccountRequest`,
    `${P}.QueryAccountResponse`,
    (ctx, { address }) => ({ account: accountToAny(mustFind(keeper, ctx, address)) }),
  )
  const accounts = queryHandler(
    `/${P}.Query/Accounts`,
    `${P}.QueryAccountsRequest`,
    `${P}.QueryAccountsResponse`,
    (ctx, request) => {
      const { items, pagination } = paginate(ctx, keeper.accounts, request.pagination)
      return { accounts: items.map(([, found]) => accountToAny(found)), pagination }
    },
  )
  const info = queryHandler(
    `/${P}.Query/AccountInfo`,
    `${P}.QueryAccountInfoRequest`,
    `${P}.QueryAccountInfoResponse`,
    (ctx, { address }) => ({ info: baseOf(mustFind(keeper, ctx, address)) }),
  )
  const byId = queryHandler(
    `/${P}.Query/AccountAddressByID`,
    `${P}.QueryAccountAddressByIDRequest`,
    `${P}.QueryAccountAddressByIDResponse`,
    (ctx, { id, accountId }) => {
      if (id < 0n) throw grpcInvalidArgument(`id is ${id}, want 0 or more`)
      const number = id > 0n ? id : accountId
      const address = keeper.addressByNumber.get(ctx, number)
      if (address === undefined)
        throw grpcNotFound(`account address not found with account number ${number}`)
      return { accountAddress: keeper.addresses.toText(address) }
    },
  )
  const params = queryHandler(
    `/${P}.Query/Params`,
    `${P}.QueryParamsRequest`,
    `${P}.QueryParamsResponse`,
    (ctx) => ({ params: keeper.params(ctx) }),
  )
  return [account, accounts, info, byId, params, ...moduleQueries(keeper), ...bech32Queries(keeper)]
}

function moduleQueries(keeper: AuthKeeper): readonly AnyQueryHandler[] {
  const all = queryHandler(
    `/${P}.Query/ModuleAccounts`,
    `${P}.QueryModuleAccountsRequest`,
    `${P}.QueryModuleAccountsResponse`,
    (ctx) => {
      const names = Object.keys(keeper.modules).sort((a, b) => (a < b ? -1 : 1))
      const found = names.map((name) => keeper.getAccount(ctx, moduleAddress(name)))
      return { accounts: found.filter((a) => a !== undefined).map(accountToAny) }
    },
  )
  const byName = queryHandler(
    `/${P}.Query/ModuleAccountByName`,
    `${P}.QueryModuleAccountByNameRequest`,
    `${P}.QueryModuleAccountByNameResponse`,
    (ctx, { name }) => {
      if (name === '') throw grpcInvalidArgument('module name is empty')
      const known = Object.hasOwn(keeper.modules, name)
      const found = known ? keeper.getAccount(ctx, moduleAddress(name)) : undefined
      if (found === undefined) throw grpcNotFound(`account ${name} not found`)
      return { account: accountToAny(found) }
    },
  )
  return [all, byName]
}

function bech32Queries(keeper: AuthKeeper): readonly AnyQueryHandler[] {
  const prefix = queryHandler(
    `/${P}.Query/Bech32Prefix`,
    `${P}.Bech32PrefixRequest`,
    `${P}.Bech32PrefixResponse`,
    () => ({ bech32Prefix: keeper.addresses.prefix }),
  )
  const toText = queryHandler(
    `/${P}.Query/AddressBytesToString`,
    `${P}.AddressBytesToStringRequest`,
    `${P}.AddressBytesToStringResponse`,
    (_ctx, { addressBytes }) => {
      const size = addressBytes.length
      if (size === 0) throw grpcInvalidArgument('empty address bytes is not allowed')
      if (size !== 20 && size !== 32)
        throw grpcInvalidArgument(`address has ${size} bytes, want 20 or 32`)
      return { addressString: keeper.addresses.toText(addressBytes) }
    },
  )
  const toBytes = queryHandler(
    `/${P}.Query/AddressStringToBytes`,
    `${P}.AddressStringToBytesRequest`,
    `${P}.AddressStringToBytesResponse`,
    (_ctx, { addressString }) => ({
      addressBytes: readQueryAddress(keeper.addresses, addressString),
    }),
  )
  return [prefix, toText, toBytes]
}

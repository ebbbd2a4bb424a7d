import { codec } from '../../chain/codec/proto.js'
import { paginate } from '../../chain/collections/paginate.js'
import type { QueryContext } from '../../chain/types/context.js'
import { TxError } from '../../chain/types/errors.js'
import { grpcInvalidArgument, grpcNotFound } from '../../chain/types/grpc.js'
import type { AnyQueryHandler, QueryHandler } from '../../chain/types/module.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { accountToAny } from './codec.js'
import { type AuthKeeper, moduleAddress } from './keeper.js'
import { type Account, baseOf } from './state.js'

const P = 'cosmos.auth.v1beta1'
type T<N extends string> = `${typeof P}.${N}` extends infer K
  ? K extends keyof PlainTypes
    ? PlainTypes[K]
    : never
  : never

/** Reads an address of a request. @throws TxError InvalidArgument */
function readAddress(keeper: AuthKeeper, text: string): Uint8Array {
  if (text === '') throw grpcInvalidArgument('address cannot be empty')
  try {
    return keeper.addresses.toBytes(text)
  } catch (error) {
    if (error instanceof TxError) throw grpcInvalidArgument(error.message)
    throw error
  }
}

function mustFind(keeper: AuthKeeper, ctx: QueryContext, text: string): Account {
  const account = keeper.getAccount(ctx, readAddress(keeper, text))
  if (account === undefined) throw grpcNotFound(`account ${text} not found`)
  return account
}

/** All queries of the module. */
export function authQueries(keeper: AuthKeeper): readonly AnyQueryHandler[] {
  const account: QueryHandler<T<'QueryAccountRequest'>, T<'QueryAccountResponse'>> = {
    path: `/${P}.Query/Account`,
    request: codec(`${P}.QueryAccountRequest`),
    response: codec(`${P}.QueryAccountResponse`),
    run: (ctx, { address }) => ({ account: accountToAny(mustFind(keeper, ctx, address)) }),
  }
  const accounts: QueryHandler<T<'QueryAccountsRequest'>, T<'QueryAccountsResponse'>> = {
    path: `/${P}.Query/Accounts`,
    request: codec(`${P}.QueryAccountsRequest`),
    response: codec(`${P}.QueryAccountsResponse`),
    run(ctx, request) {
      const { items, pagination } = paginate(ctx, keeper.accounts, request.pagination)
      return { accounts: items.map(([, found]) => accountToAny(found)), pagination }
    },
  }
  const info: QueryHandler<T<'QueryAccountInfoRequest'>, T<'QueryAccountInfoResponse'>> = {
    path: `/${P}.Query/AccountInfo`,
    request: codec(`${P}.QueryAccountInfoRequest`),
    response: codec(`${P}.QueryAccountInfoResponse`),
    run: (ctx, { address }) => ({ info: baseOf(mustFind(keeper, ctx, address)) }),
  }
  const byId: QueryHandler<
    T<'QueryAccountAddressByIDRequest'>,
    T<'QueryAccountAddressByIDResponse'>
  > = {
    path: `/${P}.Query/AccountAddressByID`,
    request: codec(`${P}.QueryAccountAddressByIDRequest`),
    response: codec(`${P}.QueryAccountAddressByIDResponse`),
    run(ctx, { id, accountId }) {
      if (id < 0n) throw grpcInvalidArgument(`id is ${id}, want 0 or more`)
      const number = id > 0n ? id : accountId
      const address = keeper.addressByNumber.get(ctx, number)
      if (address === undefined)
        throw grpcNotFound(`account address not found with account number ${number}`)
      return { accountAddress: keeper.addresses.toText(address) }
    },
  }
  const params: QueryHandler<T<'QueryParamsRequest'>, T<'QueryParamsResponse'>> = {
    path: `/${P}.Query/Params`,
    request: codec(`${P}.QueryParamsRequest`),
    response: codec(`${P}.QueryParamsResponse`),
    run: (ctx) => ({ params: keeper.params(ctx) }),
  }
  return [account, accounts, info, byId, params, ...moduleQueries(keeper), ...bech32Queries(keeper)]
}

function moduleQueries(keeper: AuthKeeper): readonly AnyQueryHandler[] {
  const all: QueryHandler<T<'QueryModuleAccountsRequest'>, T<'QueryModuleAccountsResponse'>> = {
    path: `/${P}.Query/ModuleAccounts`,
    request: codec(`${P}.QueryModuleAccountsRequest`),
    response: codec(`${P}.QueryModuleAccountsResponse`),
    run(ctx) {
      const names = Object.keys(keeper.modules).sort((a, b) => (a < b ? -1 : 1))
      const found = names.map((name) => keeper.getAccount(ctx, moduleAddress(name)))
      return { accounts: found.filter((a) => a !== undefined).map(accountToAny) }
    },
  }
  const byName: QueryHandler<
    T<'QueryModuleAccountByNameRequest'>,
    T<'QueryModuleAccountByNameResponse'>
  > = {
    path: `/${P}.Query/ModuleAccountByName`,
    request: codec(`${P}.QueryModuleAccountByNameRequest`),
    response: codec(`${P}.QueryModuleAccountByNameResponse`),
    run(ctx, { name }) {
      if (name === '') throw grpcInvalidArgument('module name is empty')
      const known = Object.hasOwn(keeper.modules, name)
      const found = known ? keeper.getAccount(ctx, moduleAddress(name)) : undefined
      if (found === undefined) throw grpcNotFound(`account ${name} not found`)
      return { account: accountToAny(found) }
    },
  }
  return [all, byName]
}

function bech32Queries(keeper: AuthKeeper): readonly AnyQueryHandler[] {
  const prefix: QueryHandler<T<'Bech32PrefixRequest'>, T<'Bech32PrefixResponse'>> = {
    path: `/${P}.Query/Bech32Prefix`,
    request: codec(`${P}.Bech32PrefixRequest`),
    response: codec(`${P}.Bech32PrefixResponse`),
    run: () => ({ bech32Prefix: keeper.addresses.prefix }),
  }
  const toText: QueryHandler<
    T<'AddressBytesToStringRequest'>,
    T<'AddressBytesToStringResponse'>
  > = {
    path: `/${P}.Query/AddressBytesToString`,
    request: codec(`${P}.AddressBytesToStringRequest`),
    response: codec(`${P}.AddressBytesToStringResponse`),
    run(_ctx, { addressBytes }) {
      const size = addressBytes.length
      if (size === 0) throw grpcInvalidArgument('empty address bytes is not allowed')
      if (size !== 20 && size !== 32)
        throw grpcInvalidArgument(`address has ${size} bytes, want 20 or 32`)
      return { addressString: keeper.addresses.toText(addressBytes) }
    },
  }
  const toBytes: QueryHandler<
    T<'AddressStringToBytesRequest'>,
    T<'AddressStringToBytesResponse'>
  > = {
    path: `/${P}.Query/AddressStringToBytes`,
    request: codec(`${P}.AddressStringToBytesRequest`),
    response: codec(`${P}.AddressStringToBytesResponse`),
    run: (_ctx, { addressString }) => ({ addressBytes: readAddress(keeper, addressString) }),
  }
  return [prefix, toText, toBytes]
}

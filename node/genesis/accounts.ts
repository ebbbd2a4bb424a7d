import type { Coin } from '../../chain/types/coin.js'
import { addCoins, coinsToWire, parseCoins } from '../../chain/types/coin.js'
import type { Json } from '../../chain/types/module.js'
import type { GenesisFile, JsonObject } from './genesisFile.js'
import { GenesisFileError, isObject } from './genesisFile.js'

/** One account of a genesis. */
export interface GenesisAccount {
  readonly address: string
  readonly coins: readonly Coin[]
}

type WireCoins = readonly { denom: string; amount: string }[]

function section(appState: JsonObject, name: string): JsonObject {
  const found = appState[name] ?? {}
  if (!isObject(found))
    throw new GenesisFileError('genesis_invalid', [`app_state.${name}: want an object`])
  return found
}

function listAt(json: JsonObject, name: string, where: string): readonly Json[] {
  const found = json[name] ?? []
  if (!Array.isArray(found))
    throw new GenesisFileError('genesis_invalid', [`app_state.${where}.${name}: want a list`])
  return found as readonly Json[]
}

function coinsJson(coins: readonly Coin[]): Json {
  return coinsToWire(coins)
}

/** Adds accounts with their coins, and the coins to the supply. @throws GenesisFileError if one is there. */
export function addAccounts(appState: JsonObject, added: readonly GenesisAccount[]): JsonObject {
  const auth = section(appState, 'auth')
  const bank = section(appState, 'bank')
  const accounts = listAt(auth, 'accounts', 'auth')
  const balances = listAt(bank, 'balances', 'bank')
  const taken = new Set(
    accounts.map((a) => (isObject(a) ? (a['address'] ?? deepAddress(a)) : undefined)),
  )
  for (const { address } of added) {
    if (taken.has(address))
      throw new GenesisFileError('genesis_invalid', [
        `The account ${address} is in the genesis already.`,
      ])
    taken.add(address)
  }
  const supply = added.reduce(
    (sum, { coins }) => addCoins(sum, coins),
    parseCoins(listAt(bank, 'supply', 'bank') as unknown as WireCoins),
  )
  const first = accounts.length
  return {
    ...appState,
    auth: {
      ...auth,
      accounts: [
        ...accounts,
        ...added.map(({ address }, i) => ({
          '@type': '/cosmos.auth.v1beta1.BaseAccount',
          address,
          pub_key: null,
          account_number: (first + i).toString(),
          sequence: '0',
        })),
      ],
    },
    bank: {
      ...bank,
      balances: [
        ...balances,
        ...added
          .filter(({ coins }) => coins.length > 0)
          .map(({ address, coins }) => ({ address, coins: coinsJson(coins) })),
      ],
      supply: coinsJson(supply),
    },
  }
}

/** The address of an account whose base account is nested: module and vesting accounts. */
function deepAddress(account: JsonObject): Json | undefined {
  for (const key of ['base_account', 'base_vesting_account']) {
    const inner = account[key]
    if (isObject(inner)) return inner['address'] ?? deepAddress(inner)
  }
  return undefined
}

/** The same file with other sections. */
export function withAppState(file: GenesisFile, appState: JsonObject): GenesisFile {
  return { ...file, appState, doc: { ...file.doc, app_state: appState } }
}

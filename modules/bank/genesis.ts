import { coinsJson, readWireCoins, type WireCoin } from '../../chain/codec/coinJson.js'
import {
  type Read,
  readAll,
  readBool,
  readList,
  readRecord,
  readText,
} from '../../chain/codec/genesisJson.js'
import { lengthPrefixedBytes } from '../../chain/collections/keys.js'
import { toLatin1 } from '../../chain/types/bytes.js'
import { addCoins, type Coins, isDenom, parseCoins, printCoins } from '../../chain/types/coin.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import { TxError } from '../../chain/types/errors.js'
import type { Json } from '../../chain/types/module.js'
import { toWire } from './codec.js'
import { metadataJson, readMetadata, readSendEnabled } from './json.js'
import { type BankKeeper, DEFAULT_PARAMS } from './keeper.js'
import { metadataProblems } from './metadata.js'

const readGenesis = readRecord({
  params: readRecord({ send_enabled: readSendEnabled, default_send_enabled: readBool }),
  balances: readList(readRecord({ address: readText, coins: readWireCoins })),
  supply: readWireCoins,
  denom_metadata: readList(readMetadata),
  send_enabled: readSendEnabled,
})
type Genesis = ReturnType<typeof readGenesis>
const read: Read<Genesis> = readGenesis

/** No coins; everything may be sent. */
export function defaultGenesis(): Json {
  return {
    params: { send_enabled: [], default_send_enabled: DEFAULT_PARAMS.defaultSendEnabled },
    balances: [],
    supply: [],
    denom_metadata: [],
    send_enabled: [],
  }
}

/** Every problem of the section, as sentences. */
export function validateGenesis(keeper: BankKeeper, genesis: Json): readonly string[] {
  const problems: string[] = []
  const given = read(genesis, 'bank', problems)
  const refused = (at: string, body: () => void): boolean => {
    try {
      body()
      return false
    } catch (error) {
      if (!(error instanceof TxError)) throw error
      problems.push(`${at}: ${error.message}`)
      return true
    }
  }
  const coins = (at: string, wire: readonly WireCoin[]): Coins => {
    let parsed: Coins = []
    refused(at, () => (parsed = parseCoins(wire)))
    return parsed
  }
  const seen = new Set<string>()
  let sum: Coins = []
  given.balances.forEach(({ address, coins: wire }, i) => {
    const at = `bank.balances[${i}]`
    sum = addCoins(sum, coins(`${at}.coins`, wire))
    if (refused(`${at}.address`, () => void keeper.addresses.toBytes(address))) return
    const id = toLatin1(keeper.addresses.toBytes(address))
    if (seen.has(id)) problems.push(`${at}.address ${address} is there twice`)
    seen.add(id)
  })
  const supply = coins('bank.supply', given.supply)
  if (supply.length > 0 && printCoins(supply) !== printCoins(sum))
    problems.push(`bank.supply is ${printCoins(supply)}, the balances add up to ${printCoins(sum)}`)
  const enabled = new Set<string>()
  for (const { denom } of [...given.params.send_enabled, ...given.send_enabled]) {
    if (!isDenom(denom)) problems.push(`bank.send_enabled: invalid denom: ${denom}`)
    if (enabled.has(denom)) problems.push(`bank.send_enabled: ${denom} is there twice`)
    enabled.add(denom)
  }
  const bases = new Set<string>()
  given.denom_metadata.forEach((metadata, i) => {
    const at = `bank.denom_metadata[${i}]`
    problems.push(...metadataProblems(metadata).map((text) => `${at}: ${text}`))
    if (bases.has(metadata.base)) problems.push(`${at}.base ${metadata.base} is there twice`)
    bases.add(metadata.base)
  })
  return problems
}

/** Writes balances, their sums as supply, metadata and parameters. @throws Error on problems. */
export function initGenesis(keeper: BankKeeper, ctx: Context, genesis: Json): void {
  const given = readAll(read, genesis, 'bank')
  keeper.paramsItem.set(ctx, {
    sendEnabled: [],
    defaultSendEnabled: given.params.default_send_enabled,
  })
  for (const { denom, enabled } of [...given.params.send_enabled, ...given.send_enabled])
    keeper.sendEnabled.set(ctx, denom, enabled)
  let supply: Coins = []
  for (const { address, coins } of given.balances) {
    const parsed = parseCoins(coins)
    const bytes = keeper.addresses.toBytes(address)
    for (const { denom, amount } of parsed) keeper.setBalance(ctx, bytes, denom, amount)
    supply = addCoins(supply, parsed)
  }
  if (given.supply.length > 0 && printCoins(parseCoins(given.supply)) !== printCoins(supply))
    throw new Error(`bank.supply is not the sum of the balances, which is ${printCoins(supply)}`)
  for (const { denom, amount } of supply) keeper.setSupply(ctx, denom, amount)
  for (const metadata of given.denom_metadata) keeper.metadata.set(ctx, metadata.base, metadata)
}

/** Everything, balances in the order of address bytes. */
export function exportGenesis(keeper: BankKeeper, ctx: QueryContext): Json {
  const balances: { address: string; coins: Json[] }[] = []
  let last = ''
  for (const [[address, denom], amount] of keeper.balances.walk(ctx)) {
    const id = toLatin1(lengthPrefixedBytes.encode(address))
    if (id !== last) balances.push({ address: keeper.addresses.toText(address), coins: [] })
    last = id
    balances.at(-1)?.coins.push({ denom, amount: amount.toString() })
  }
  const supply: { denom: string; amount: bigint }[] = []
  for (const [denom, amount] of keeper.supply.walk(ctx)) supply.push({ denom, amount })
  const metadata: Json[] = []
  for (const [, found] of keeper.metadata.walk(ctx)) metadata.push(metadataJson(found))
  const sendEnabled: Json[] = []
  for (const [denom, enabled] of keeper.sendEnabled.walk(ctx)) sendEnabled.push({ denom, enabled })
  return {
    params: {
      send_enabled: [],
      default_send_enabled: keeper.params(ctx).defaultSendEnabled,
    },
    balances,
    supply: coinsJson(toWire(supply)),
    denom_metadata: metadata,
    send_enabled: sendEnabled,
  }
}

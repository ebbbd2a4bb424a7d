import { readAll } from '../../chain/codec/genesisJson.js'
import { ownJson, readOwn } from '../../chain/codec/ownGenesis.js'
import { toSafeNumber } from '../../chain/types/arith.js'
import { addCoins, type Coins, isDenom } from '../../chain/types/coin.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import type { Json } from '../../chain/types/module.js'
import { isAddress } from '../../chain/types/readAddress.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { parseU128 } from '../../chain/types/arith.js'
import { checkGrants, initGrants, linkInGenesis } from './grantGenesis.js'
import {
  checkContracts,
  checkDisputes,
  exportContracts,
  initContracts,
  maturingCoins,
} from './contract/genesis.js'
import type { PaymentKeeper } from './keeper.js'
import { DEFAULT_PARAMS, paramsProblem } from './params.js'
import { reservedBy } from './state.js'

type Genesis = PlainTypes['infonex.payment.v1.GenesisState']
type GenesisChannel = PlainTypes['infonex.payment.v1.GenesisChannel']

const GENESIS = 'infonex.payment.v1.GenesisState'
const read = readOwn(GENESIS)
/** Times and heights of channels are kept in 48 bits. */
const U48_END = 1n << 48n

export function defaultGenesis(): Json {
  return ownJson(GENESIS, {
    params: DEFAULT_PARAMS,
    nextEscrow: 1n,
    escrows: [],
    channels: [],
    credits: [],
    grants: [],
    contracts: [],
    maturing: [],
    disputes: [],
  })
}

/** What a section is found to lack; `at` is where. */
class Problems {
  readonly found: string[] = []
  readonly #keeper: PaymentKeeper

  constructor(keeper: PaymentKeeper) {
    this.#keeper = keeper
  }

  add(when: boolean, text: string): void {
    if (when) this.found.push(text)
  }

  amount(at: string, text: string): bigint {
    const value = parseU128(text)
    this.add(value === undefined, `${at} is "${text.slice(0, 40)}", want a whole number`)
    return value ?? 0n
  }

  address(at: string, text: string): void {
    const good = isAddress(this.#keeper.addresses, text)
    this.add(!good, `${at} is "${text.slice(0, 80)}", want an address of this chain`)
  }

  denom(at: string, text: string): void {
    this.add(!isDenom(text), `${at} is "${text.slice(0, 40)}", want a denomination`)
  }
}

/** Checks the channels; gives what they reserve, by escrow. */
function checkChannels(p: Problems, channels: readonly GenesisChannel[]): Map<bigint, bigint> {
  const reserved = new Map<bigint, bigint>()
  channels.forEach((c, i) => {
    const at = `payment.channels[${i}]`
    p.add(c.id.length !== 32, `${at}.id has ${c.id.length} bytes, want 32`)
    const settled = p.amount(`${at}.settled`, c.settled)
    const cap = p.amount(`${at}.cap`, c.cap)
    p.add(settled > cap, `${at}.settled is ${settled}, want at most cap (${cap})`)
    const dust = BigInt(c.dust)
    p.add(c.dust > 7, `${at}.dust is ${c.dust}, want at most 7`)
    const times = [c.startMs, c.expiryMs, c.closeAtMs, c.closeAtHeight, c.frozenAtMs]
    p.add(
      times.some((time) => time >= U48_END),
      `${at} has a time or height of 2^48 or more`,
    )
    p.add((c.closeAtMs === 0n) !== (c.closeAtHeight === 0n), `${at} has one half of a close`)
    p.add(c.payees.length === 0, `${at}.payees is empty`)
    c.payees.forEach((payee, j) => {
      p.address(`${at}.payees[${j}]`, payee)
    })
    reserved.set(c.escrowId, (reserved.get(c.escrowId) ?? 0n) + reservedBy({ settled, cap, dust }))
  })
  return reserved
}

/** Every problem of the section, as sentences. */
export function validateGenesis(keeper: PaymentKeeper, genesis: Json): readonly string[] {
  const p = new Problems(keeper)
  const g = read(genesis, 'payment', p.found)
  const problem = g.params === null ? 'is absent' : paramsProblem(g.params)
  if (problem !== undefined) p.found.push(`payment.params.${problem}`)
  const owed = checkChannels(p, g.channels)
  g.escrows.forEach((escrow, i) => {
    const at = `payment.escrows[${i}]`
    p.address(`${at}.owner`, escrow.owner)
    p.denom(`${at}.denom`, escrow.denom)
    p.add(escrow.id >= g.nextEscrow, `${at}.id is ${escrow.id}, want below ${g.nextEscrow}`)
    const balance = p.amount(`${at}.balance`, escrow.balance)
    const reserved = p.amount(`${at}.reserved`, escrow.reserved)
    const want = owed.get(escrow.id) ?? 0n
    owed.delete(escrow.id)
    p.add(reserved !== want, `${at}.reserved is ${reserved}, its channels reserve ${want}`)
    p.add(balance < reserved, `${at}.balance is ${balance}, want at least ${reserved}`)
  })
  p.add(owed.size > 0, 'payment.channels name an escrow that is not there, or is there twice')
  checkGrants(p, keeper, g)
  g.credits.forEach((credit, i) => {
    p.address(`payment.credits[${i}].owner`, credit.owner)
    p.denom(`payment.credits[${i}].denom`, credit.denom)
    const amount = p.amount(`payment.credits[${i}].amount`, credit.amount)
    p.add(amount === 0n, `payment.credits[${i}].amount is 0, want more`)
  })
  checkContracts(p, g)
  checkDisputes(p, g)
  return p.found
}

export function initGenesis(keeper: PaymentKeeper, ctx: Context, genesis: Json): void {
  const g: Genesis = readAll(read, genesis, 'payment')
  keeper.params.set(ctx, g.params ?? DEFAULT_PARAMS)
  keeper.nextEscrow.set(ctx, g.nextEscrow)
  for (const { balance, reserved, ...escrow } of g.escrows) {
    const amounts = { balance: BigInt(balance), reserved: BigInt(reserved) }
    keeper.escrows.set(ctx, escrow.id, { ...escrow, ...amounts })
    keeper.escrowIds.set(ctx, [keeper.addresses.toBytes(escrow.owner), escrow.denom], escrow.id)
  }
  initGrants(keeper, ctx, g)
  for (const { id, payees, settled, cap, dust, manager: _, granted: __, ...rest } of g.channels) {
    const state = { ...rest, settled: BigInt(settled), cap: BigInt(cap), dust: BigInt(dust) }
    const addresses = payees.map((payee) => keeper.addresses.toBytes(payee))
    keeper.insertChannel(ctx, id, state, addresses)
  }
  for (const { owner, denom, amount } of g.credits)
    keeper.credits.set(ctx, [keeper.addresses.toBytes(owner), denom], BigInt(amount))
  initContracts(keeper, ctx, g)
}

export function exportGenesis(keeper: PaymentKeeper, ctx: QueryContext): Json {
  return ownJson(GENESIS, {
    params: keeper.paramsOrDefault(ctx),
    nextEscrow: keeper.nextEscrow.peek(ctx),
    grants: [...keeper.granted.grants.walk(ctx)].map(([, grant]) => grant),
    escrows: [...keeper.escrows.walk(ctx)].map(([, e]) => ({
      ...e,
      balance: e.balance.toString(),
      reserved: e.reserved.toString(),
    })),
    channels: [...keeper.channels.walk(ctx)].map(([id, c]) => ({
      ...c,
      id,
      settled: c.settled.toString(),
      cap: c.cap.toString(),
      dust: toSafeNumber(c.dust),
      payees: (keeper.byEscrow.get(ctx, [c.escrowId, id]) ?? []).map((payee) =>
        keeper.addresses.toText(payee),
      ),
      ...linkInGenesis(keeper, ctx, id),
    })),
    credits: [...keeper.credits.walk(ctx)].map(([[owner, denom], amount]) => ({
      owner: keeper.addresses.toText(owner),
      denom,
      amount: amount.toString(),
    })),
    ...exportContracts(keeper, ctx),
  })
}

/** What the module owes to escrows and credits; its account must hold this, or more. */
export function owedCoins(keeper: PaymentKeeper, ctx: QueryContext): Coins {
  let owed: Coins = maturingCoins(keeper, ctx)
  for (const [, { denom, balance }] of keeper.escrows.walk(ctx))
    if (balance > 0n) owed = addCoins(owed, [{ denom, amount: balance }])
  for (const [[, denom], amount] of keeper.credits.walk(ctx))
    owed = addCoins(owed, [{ denom, amount }])
  return owed
}

import { toBase64 } from '@cosmjs/encoding'
import {
  type Read,
  readAll,
  readBytes,
  readList,
  readRecord,
  readText,
  readU32,
  readU64,
} from '../../chain/codec/genesisJson.js'
import { addCoins, type Coins } from '../../chain/types/coin.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import { TxError } from '../../chain/types/errors.js'
import type { Json } from '../../chain/types/module.js'
import { parseU128 } from './amount.js'
import type { PaymentKeeper } from './keeper.js'
import { DEFAULT_PARAMS, type PaymentParams, paramsProblem } from './params.js'
import { type ChannelState, type Escrow, reservedBy } from './state.js'

const readAmount: Read<bigint> = (json, at, problems) => {
  const text = readText(json, at, problems)
  const value = parseU128(text)
  if (value === undefined) problems.push(`${at} is "${text}", want a whole number`)
  return value ?? 0n
}

const readParams: Read<PaymentParams> = (json, at, problems) => {
  const p = readRecord({
    close_grace_ms: readU64,
    close_grace_blocks: readU64,
    revoke_grace_ms: readU64,
    min_cap: readText,
    max_lifetime_ms: readU64,
    max_claims_per_batch: readU32,
    expiries_per_block: readU32,
  })(json, at, problems)
  return {
    closeGraceMs: p.close_grace_ms,
    closeGraceBlocks: p.close_grace_blocks,
    revokeGraceMs: p.revoke_grace_ms,
    minCap: p.min_cap,
    maxLifetimeMs: p.max_lifetime_ms,
    maxClaimsPerBatch: p.max_claims_per_batch,
    expiriesPerBlock: p.expiries_per_block,
  }
}

const readEscrow: Read<Escrow> = (json, at, problems) => {
  const { channel_sequence: channelSequence, ...rest } = readRecord({
    id: readU64,
    owner: readText,
    denom: readText,
    balance: readAmount,
    reserved: readAmount,
    channel_sequence: readU64,
  })(json, at, problems)
  return { ...rest, channelSequence }
}

const readChannel: Read<{ id: Uint8Array; state: ChannelState }> = (json, at, problems) => {
  const c = readRecord({
    id: readBytes,
    escrow_id: readU64,
    settled: readAmount,
    cap: readAmount,
    start_ms: readU64,
    expiry_ms: readU64,
    close_at_ms: readU64,
    close_at_height: readU64,
    frozen_at_ms: readU64,
    rate_per_s: readU64,
    burst: readU64,
    dust: readU64,
  })(json, at, problems)
  return {
    id: c.id,
    state: {
      escrowId: c.escrow_id,
      settled: c.settled,
      cap: c.cap,
      startMs: c.start_ms,
      expiryMs: c.expiry_ms,
      closeAtMs: c.close_at_ms,
      closeAtHeight: c.close_at_height,
      frozenAtMs: c.frozen_at_ms,
      ratePerS: c.rate_per_s,
      burst: c.burst,
      dust: c.dust,
    },
  }
}

const readCredit = readRecord({ owner: readText, denom: readText, amount: readAmount })

const readGenesis = readRecord({
  params: readParams,
  next_escrow: readU64,
  escrows: readList(readEscrow),
  channels: readList(readChannel),
  credits: readList(readCredit),
})

const paramsJson = (p: PaymentParams): Json => ({
  close_grace_ms: p.closeGraceMs.toString(),
  close_grace_blocks: p.closeGraceBlocks.toString(),
  revoke_grace_ms: p.revokeGraceMs.toString(),
  min_cap: p.minCap,
  max_lifetime_ms: p.maxLifetimeMs.toString(),
  max_claims_per_batch: p.maxClaimsPerBatch,
  expiries_per_block: p.expiriesPerBlock,
})

export function defaultGenesis(): Json {
  return {
    params: paramsJson(DEFAULT_PARAMS),
    next_escrow: '1',
    escrows: [],
    channels: [],
    credits: [],
  }
}

/** Every problem of the section, as sentences. */
export function validateGenesis(keeper: PaymentKeeper, genesis: Json): readonly string[] {
  const problems: string[] = []
  const {
    params,
    escrows,
    channels,
    credits,
    next_escrow: next,
  } = readGenesis(genesis, 'payment', problems)
  const problem = paramsProblem(params)
  if (problem !== undefined) problems.push(`payment.params.${problem}`)
  const owed = new Map<bigint, bigint>()
  channels.forEach(({ id, state }, i) => {
    const at = `payment.channels[${i}]`
    if (id.length !== 32) problems.push(`${at}.id has ${id.length} bytes, want 32`)
    if (state.settled > state.cap)
      problems.push(`${at}.settled is ${state.settled}, want at most cap (${state.cap})`)
    if (state.dust > 7n) problems.push(`${at}.dust is ${state.dust}, want at most 7`)
    owed.set(state.escrowId, (owed.get(state.escrowId) ?? 0n) + reservedBy(state))
  })
  escrows.forEach((escrow, i) => {
    const at = `payment.escrows[${i}]`
    problems.push(...addressProblem(keeper, `${at}.owner`, escrow.owner))
    if (escrow.id >= next)
      problems.push(`${at}.id is ${escrow.id}, want below next_escrow (${next})`)
    const want = owed.get(escrow.id) ?? 0n
    owed.delete(escrow.id)
    if (escrow.reserved !== want)
      problems.push(`${at}.reserved is ${escrow.reserved}, its channels reserve ${want}`)
    if (escrow.balance < escrow.reserved)
      problems.push(
        `${at}.balance is ${escrow.balance}, want at least reserved (${escrow.reserved})`,
      )
  })
  if (owed.size > 0) problems.push('payment.channels name an escrow that is not there')
  credits.forEach((credit, i) => {
    problems.push(...addressProblem(keeper, `payment.credits[${i}].owner`, credit.owner))
  })
  return problems
}

function addressProblem(keeper: PaymentKeeper, at: string, text: string): string[] {
  try {
    keeper.addresses.toBytes(text)
    return []
  } catch (error) {
    if (error instanceof TxError) return [`${at}: ${error.message}`]
    throw error
  }
}

export function initGenesis(keeper: PaymentKeeper, ctx: Context, genesis: Json): void {
  const g = readAll(readGenesis, genesis, 'payment')
  keeper.params.set(ctx, g.params)
  keeper.nextEscrow.set(ctx, g.next_escrow)
  for (const escrow of g.escrows) {
    keeper.escrows.set(ctx, escrow.id, escrow)
    keeper.escrowIds.set(ctx, [keeper.addresses.toBytes(escrow.owner), escrow.denom], escrow.id)
  }
  for (const { id, state } of g.channels) {
    keeper.channels.set(ctx, id, state)
    keeper.byEscrow.set(ctx, [state.escrowId, id], true)
    keeper.expiries.add(ctx, [state.expiryMs, id])
  }
  for (const { owner, denom, amount } of g.credits)
    keeper.credits.set(ctx, [keeper.addresses.toBytes(owner), denom], amount)
}

export function exportGenesis(keeper: PaymentKeeper, ctx: QueryContext): Json {
  return {
    params: paramsJson(keeper.paramsOrDefault(ctx)),
    next_escrow: keeper.nextEscrow.peek(ctx).toString(),
    escrows: [...keeper.escrows.walk(ctx)].map(([, e]) => ({
      id: e.id.toString(),
      owner: e.owner,
      denom: e.denom,
      balance: e.balance.toString(),
      reserved: e.reserved.toString(),
      channel_sequence: e.channelSequence.toString(),
    })),
    channels: [...keeper.channels.walk(ctx)].map(([id, c]) => ({
      id: toBase64(id),
      escrow_id: c.escrowId.toString(),
      settled: c.settled.toString(),
      cap: c.cap.toString(),
      start_ms: c.startMs.toString(),
      expiry_ms: c.expiryMs.toString(),
      close_at_ms: c.closeAtMs.toString(),
      close_at_height: c.closeAtHeight.toString(),
      frozen_at_ms: c.frozenAtMs.toString(),
      rate_per_s: c.ratePerS.toString(),
      burst: c.burst.toString(),
      dust: c.dust.toString(),
    })),
    credits: [...keeper.credits.walk(ctx)].map(([[owner, denom], amount]) => ({
      owner: keeper.addresses.toText(owner),
      denom,
      amount: amount.toString(),
    })),
  }
}

/** What the module owes to escrows and credits; its account must hold exactly this or more. */
export function owedCoins(keeper: PaymentKeeper, ctx: QueryContext): Coins {
  let owed: Coins = []
  for (const [, { denom, balance }] of keeper.escrows.walk(ctx))
    if (balance > 0n) owed = addCoins(owed, [{ denom, amount: balance }])
  for (const [[, denom], amount] of keeper.credits.walk(ctx))
    owed = addCoins(owed, [{ denom, amount }])
  return owed
}

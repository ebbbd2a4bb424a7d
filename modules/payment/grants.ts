import { divFloor, minBig } from '../../chain/types/arith.js'
import type { AddressCodec } from '../../chain/types/address.js'
import { compareBytes, equalBytes } from '../../chain/types/bytes.js'
import { isDenom } from '../../chain/types/coin.js'
import type { Context } from '../../chain/types/context.js'
import { amountOf } from './amount.js'
import { POLICY_DUAL } from './descriptor.js'
import { PaymentError } from './errors.js'
import type { GrantStore, ManagerGrant, ManagerLimits } from './grantStore.js'
import type { Share } from './state.js'

const MAX_ALLOWED = 32
/** Periods: a second to 10 years. */
const MIN_PERIOD_MS = 1_000n
const MAX_PERIOD_MS = 315_576_000_000n
/** Times are kept in 48 bits wherever channels are. */
const TIME_END = 1n << 48n

/** ACTIVE -> EXHAUSTED | EXPIRED | REVOKED; a new grant by the payer makes it active again. */
export const GRANT = { active: 1, exhausted: 2, expired: 3, revoked: 4 } as const

export function statusOf(grant: ManagerGrant, nowMs: bigint): 1 | 2 | 3 | 4 {
  if (grant.revokedAtMs !== 0n) return GRANT.revoked
  if (nowMs >= (grant.limits?.expiryMs ?? 0n)) return GRANT.expired
  return grant.usesLeft === 0 ? GRANT.exhausted : GRANT.active
}

const STATUS_TEXT = { 1: 'active', 2: 'used up', 3: 'expired', 4: 'revoked' } as const

function checkOrder(
  field: string,
  list: readonly string[],
  toBytes: (text: string) => Uint8Array,
): string | undefined {
  if (list.length > MAX_ALLOWED)
    return `${field} has ${list.length} entries, want at most ${MAX_ALLOWED}`
  for (let i = 1; i < list.length; i++)
    if (compareBytes(toBytes(list[i - 1] as string), toBytes(list[i] as string)) >= 0)
      return `${field}[${i}] is not above the one before it in byte order`
  return undefined
}

/** Why limits are refused, as a sentence; undefined = good. @throws TxError payment 2 or sdk 7 */
export function limitsProblem(addresses: AddressCodec, limits: ManagerLimits): string | undefined {
  const { denom, periodMs, expiryMs, allowedModels, uses } = limits
  if (!isDenom(denom)) return `denom is "${denom.slice(0, 40)}", want a denomination`
  const cap = amountOf('max_cap_per_channel', limits.maxCapPerChannel)
  const total = amountOf('max_total_open', limits.maxTotalOpen)
  const period = amountOf('per_period', limits.perPeriod)
  if (cap === 0n || total === 0n || period === 0n)
    return 'max_cap_per_channel, max_total_open or per_period is 0: nothing could be opened'
  if (limits.maxRatePerS === 0n && limits.maxBurst === 0n)
    return 'max_rate_per_s and max_burst are both 0: nothing would ever vest'
  if (periodMs < MIN_PERIOD_MS || periodMs > MAX_PERIOD_MS)
    return `period_ms is ${periodMs}, want ${MIN_PERIOD_MS} to ${MAX_PERIOD_MS}`
  if (expiryMs >= TIME_END) return `expiry_ms is ${expiryMs}, want below ${TIME_END}`
  if (uses === 0) return 'uses is 0, want 1 or more'
  if (limits.minReceiptPolicy > POLICY_DUAL)
    return `min_receipt_policy ${limits.minReceiptPolicy} is unknown`
  const toBytes = (text: string): Uint8Array => addresses.toBytes(text)
  for (const one of [...limits.allowedPayees, ...limits.allowedAggregators]) toBytes(one)
  const order =
    checkOrder('allowed_payees', limits.allowedPayees, toBytes) ??
    checkOrder('allowed_aggregators', limits.allowedAggregators, toBytes)
  if (order !== undefined) return order
  if (allowedModels.length > MAX_ALLOWED)
    return `allowed_models has ${allowedModels.length} entries, want at most ${MAX_ALLOWED}`
  for (const [i, id] of allowedModels.entries()) {
    if (id.length !== 32) return `allowed_models[${i}] has ${id.length} bytes, want 32`
    const before = allowedModels[i - 1]
    if (before !== undefined && compareBytes(before, id) >= 0)
      return `allowed_models[${i}] is not above the one before it`
  }
  return undefined
}

/** What has been opened in the period of `nowMs`, and when that began. */
export function periodAt(
  grant: ManagerGrant,
  nowMs: bigint,
): { readonly startMs: bigint; readonly spent: bigint } {
  const { periodStartMs: start, limits } = grant
  const length = limits?.periodMs ?? MIN_PERIOD_MS
  const over = nowMs > start ? divFloor(nowMs - start, length) : 0n
  return over === 0n
    ? { startMs: start, spent: amountOf('spent_in_period', grant.spentInPeriod) }
    : { startMs: start + over * length, spent: 0n }
}

/** The largest cap that one more channel may have by the grant; the escrow may hold less. */
export function availableAt(grant: ManagerGrant, nowMs: bigint): bigint {
  const { limits } = grant
  if (limits === null || statusOf(grant, nowMs) !== GRANT.active) return 0n
  const left = (limit: bigint, used: bigint): bigint => (limit > used ? limit - used : 0n)
  const total = left(amountOf('max_total_open', limits.maxTotalOpen), amountOf('open', grant.open))
  const period = left(amountOf('per_period', limits.perPeriod), periodAt(grant, nowMs).spent)
  return minBig(amountOf('max_cap_per_channel', limits.maxCapPerChannel), minBig(total, period))
}

/** What of a channel's agreements a grant looks at. */
export interface Scope {
  /** Bech32 address. */
  readonly aggregator: string
  /** Of both agreements, empty = all: a request needs them both. */
  readonly models: readonly (readonly Uint8Array[])[]
}

/** A channel that a manager wants to open, or to let grow. */
export interface GrantUse {
  readonly receiptPolicy: number
  /** Absent with receipt policy NONE. */
  readonly scope: Scope | undefined
  /** Of the channel then. */
  readonly cap: { readonly denom: string; readonly amount: bigint }
  /** Its cap before; absent = it is a new one. */
  readonly grownFrom?: bigint
  readonly payees: readonly Share[]
  readonly ratePerS: bigint
  readonly burst: bigint
  readonly expiryMs: bigint
}

/** What a use adds to what the grant has open. */
const moreOf = ({ cap, grownFrom = 0n }: GrantUse): bigint => cap.amount - grownFrom

/** Why the limits do not allow a channel; undefined = they do. */
function beyond(grant: ManagerGrant, limits: ManagerLimits, use: GrantUse, nowMs: bigint) {
  const { cap, payees, ratePerS, burst, expiryMs } = use
  if (cap.denom !== limits.denom) return `cap is in ${cap.denom}, want ${limits.denom}`
  const each = amountOf('max_cap_per_channel', limits.maxCapPerChannel)
  if (cap.amount > each) return `cap ${cap.amount}, max_cap_per_channel ${each}`
  const total = amountOf('max_total_open', limits.maxTotalOpen)
  const open = amountOf('open', grant.open)
  const more = moreOf(use)
  if (open + more > total) return `cap ${more}, open ${open}, max_total_open ${total}`
  const { spent } = periodAt(grant, nowMs)
  const period = amountOf('per_period', limits.perPeriod)
  if (spent + more > period)
    return `cap ${more}, opened in this period ${spent}, per_period ${period}`
  if (ratePerS > limits.maxRatePerS)
    return `rate_per_s ${ratePerS}, max_rate_per_s ${limits.maxRatePerS}`
  if (burst > limits.maxBurst) return `burst ${burst}, max_burst ${limits.maxBurst}`
  if (expiryMs > limits.expiryMs) return `expiry_ms ${expiryMs}, the grant's ${limits.expiryMs}`
  const weakest = limits.minReceiptPolicy || POLICY_DUAL
  if (use.receiptPolicy < weakest)
    return `receipt_policy ${use.receiptPolicy}, min_receipt_policy ${weakest}`
  return strangers(limits, payees, use.scope)
}

/** Who of those that a channel would pay, and which of its models, are not allowed. */
function strangers(
  { allowedPayees, allowedAggregators, allowedModels }: ManagerLimits,
  payees: readonly Share[],
  scope: Scope | undefined,
): string | undefined {
  // Without agreements nothing tells aggregators and suppliers apart.
  const allowed = scope === undefined ? [...allowedPayees, ...allowedAggregators] : allowedPayees
  const stranger = payees.find((p) => !allowed.includes(p.address))
  if (allowed.length > 0 && stranger !== undefined) return `${stranger.address} is no allowed payee`
  if (scope === undefined)
    return allowedModels.length > 0
      ? 'allowed_models: want a channel that names agreements'
      : undefined
  if (allowedAggregators.length > 0 && !allowedAggregators.includes(scope.aggregator))
    return `${scope.aggregator} is no allowed aggregator`
  const isAllowed = (id: Uint8Array): boolean => allowedModels.some((one) => equalBytes(one, id))
  const within = scope.models.some((list) => list.length > 0 && list.every(isAllowed))
  return allowedModels.length > 0 && !within
    ? 'its agreements cover models that are not allowed'
    : undefined
}

/** Books a channel, or what it grows by, on a grant. A channel may grow when no use is left. @throws TxError payment 33, 34 or 35 */
export function useGrant(
  store: GrantStore,
  ctx: Context,
  key: readonly [Uint8Array, Uint8Array],
  use: GrantUse,
): void {
  const grant = store.grants.get(ctx, key)
  if (grant === undefined || grant.limits === null) throw PaymentError.noGrant()
  const status = statusOf(grant, ctx.timeMs)
  const isNew = use.grownFrom === undefined
  if (status !== GRANT.active && (isNew || status !== GRANT.exhausted))
    throw PaymentError.grantOver(`it is ${STATUS_TEXT[status]}`)
  const why = beyond(grant, grant.limits, use, ctx.timeMs)
  if (why !== undefined) throw PaymentError.beyondGrant(why)
  const { startMs, spent } = periodAt(grant, ctx.timeMs)
  const more = moreOf(use)
  const open = amountOf('open', grant.open) + more
  store.grants.update(ctx, key, (draft) => {
    draft.open = open.toString()
    draft.periodStartMs = startMs
    draft.spentInPeriod = (spent + more).toString()
    if (isNew) draft.usesLeft -= 1
  })
}

/** A channel has ended: its cap counts no more in the grant that opened it, if one did. */
export function releaseGrant(
  store: GrantStore,
  ctx: Context,
  payer: Uint8Array,
  id: Uint8Array,
): void {
  const link = store.links.get(ctx, id)
  if (link === undefined) return
  store.links.delete(ctx, id)
  const grant = store.grants.update(ctx, [payer, link.manager], (draft) => {
    draft.open = (amountOf('open', draft.open) - link.cap).toString()
  })
  if (grant.open === '0' && grant.revokedAtMs !== 0n) removeGrant(store, ctx, payer, link.manager)
}

/** Nothing is left of a grant. */
export function removeGrant(
  store: GrantStore,
  ctx: Context,
  payer: Uint8Array,
  manager: Uint8Array,
): void {
  store.grants.delete(ctx, [payer, manager])
  store.byManager.delete(ctx, [manager, payer])
}

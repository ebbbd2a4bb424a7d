import type { WireCoin } from '../../chain/codec/coinJson.js'
import { codec } from '../../chain/codec/proto.js'
import { minBig } from '../../chain/types/arith.js'
import { type Coins, parseCoins, subCoins } from '../../chain/types/coin.js'
import { SdkError } from '../../chain/types/errors.js'
import { isTimestamp, type SecondsNanos, timestampOf, toNs } from '../../chain/types/time.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { FeegrantError } from './errors.js'

type Any = PlainTypes['google.protobuf.Any']
type Basic = PlainTypes['cosmos.feegrant.v1beta1.BasicAllowance']
type Periodic = PlainTypes['cosmos.feegrant.v1beta1.PeriodicAllowance']

export const BASIC = '/cosmos.feegrant.v1beta1.BasicAllowance'
export const PERIODIC = '/cosmos.feegrant.v1beta1.PeriodicAllowance'
export const ALLOWED_MSG = '/cosmos.feegrant.v1beta1.AllowedMsgAllowance'

/** A sum, and a sum for each period. */
export type PlainAllowance =
  | { readonly typeUrl: typeof BASIC; readonly value: Basic }
  | { readonly typeUrl: typeof PERIODIC; readonly value: Periodic }

/** Any allowance: one of the two above, alone or for some types of message. */
export type Allowance =
  | PlainAllowance
  | {
      readonly typeUrl: typeof ALLOWED_MSG
      readonly inner: PlainAllowance
      readonly allowedMessages: readonly string[]
    }

const basic = codec('cosmos.feegrant.v1beta1.BasicAllowance')
const periodic = codec('cosmos.feegrant.v1beta1.PeriodicAllowance')
const allowedMsg = codec('cosmos.feegrant.v1beta1.AllowedMsgAllowance')

/** Types of message that one allowance may name, and gas to look at each (x/feegrant). */
export const MAX_MESSAGES = 200
const GAS_EACH = 10n
/** The longest period: 100 years, in nanoseconds. */
const MAX_PERIOD_NS = 3_155_760_000_000_000_000n

function readPlain({ type_url: typeUrl, value }: Any): PlainAllowance | undefined {
  if (typeUrl === BASIC) return { typeUrl, value: basic.decode(value) }
  if (typeUrl === PERIODIC) return { typeUrl, value: periodic.decode(value) }
  return undefined
}

/** Reads an allowance; undefined for an unknown type, inside another as well. @throws Error on bad bytes. */
export function readAllowance(any: Any): Allowance | undefined {
  if (any.type_url !== ALLOWED_MSG) return readPlain(any)
  const { allowance, allowedMessages } = allowedMsg.decode(any.value)
  const inner = allowance === null ? undefined : readPlain(allowance)
  return inner === undefined ? undefined : { typeUrl: ALLOWED_MSG, inner, allowedMessages }
}

export function allowanceAny(allowance: Allowance): Any {
  const { typeUrl: type_url } = allowance
  if (allowance.typeUrl === BASIC) return { type_url, value: basic.encode(allowance.value) }
  if (allowance.typeUrl === PERIODIC) return { type_url, value: periodic.encode(allowance.value) }
  const { inner, allowedMessages } = allowance
  const plain = { allowance: allowanceAny(inner), allowedMessages: [...allowedMessages] }
  return { type_url, value: allowedMsg.encode(plain) }
}

const NO_LIMIT: Basic = { spendLimit: [], expiration: null }

/** The limit and the end that any allowance has. */
export function basicOf(allowance: Allowance): Basic {
  if (allowance.typeUrl === ALLOWED_MSG) return basicOf(allowance.inner)
  return allowance.typeUrl === BASIC ? allowance.value : (allowance.value.basic ?? NO_LIMIT)
}

/** When it ends; null = never. */
export function expirationOf(allowance: Allowance): SecondsNanos | null {
  return basicOf(allowance).expiration
}

function checkBasic({ spendLimit, expiration }: Basic): void {
  parseCoins(spendLimit)
  if (expiration !== null && !isTimestamp(expiration))
    throw FeegrantError.invalidDuration('expiration is not a time of the years 1 to 9999')
}

function checkPeriodic(value: Periodic): void {
  checkBasic(value.basic ?? NO_LIMIT)
  const limit = parseCoins(value.periodSpendLimit)
  if (limit.length === 0) throw SdkError.invalidCoins('period spend limit is empty')
  const canSpend = parseCoins(value.periodCanSpend)
  if (subCoins(limit, canSpend) === undefined)
    throw SdkError.invalidCoins('period_can_spend is more than period_spend_limit')
  const total = parseCoins(value.basic?.spendLimit ?? [])
  const known = (denom: string): boolean => total.some((coin) => coin.denom === denom)
  if (total.length > 0 && !limit.every(({ denom }) => known(denom)))
    throw SdkError.invalidCoins('period spend limit has different currency than basic spend limit')
  const { period, periodReset } = value
  const ns = period === null ? 0n : toNs(period)
  if (ns <= 0n || ns > MAX_PERIOD_NS)
    throw FeegrantError.invalidDuration('period is not positive, or above 100 years')
  if (periodReset !== null && !isTimestamp(periodReset))
    throw FeegrantError.invalidDuration('period_reset is not a time of the years 1 to 9999')
}

/** Checks of an allowance alone. @throws TxError */
export function checkAllowance(allowance: Allowance): void {
  if (allowance.typeUrl === BASIC) return checkBasic(allowance.value)
  if (allowance.typeUrl === PERIODIC) return checkPeriodic(allowance.value)
  const { allowedMessages: urls, inner } = allowance
  if (urls.length === 0) throw FeegrantError.noMessages("allowed messages shouldn't be empty")
  if (urls.length > MAX_MESSAGES)
    throw SdkError.invalidRequest(`${urls.length} allowed messages, want at most ${MAX_MESSAGES}`)
  checkAllowance(inner)
}

const wire = (coins: Coins): WireCoin[] =>
  coins.map(({ denom, amount }) => ({ denom, amount: amount.toString() }))

/** Takes a fee from a limit; an empty limit is none. Undefined = the limit is used up. */
function spend(limit: readonly WireCoin[], fee: Coins, what: string): WireCoin[] | undefined {
  if (limit.length === 0) return []
  const left = subCoins(parseCoins(limit), fee)
  if (left === undefined) throw FeegrantError.limitExceeded(what)
  return left.length === 0 ? undefined : wire(left)
}

/** Begins a new period when the old one has ended. What it may spend is never more than either limit. */
function resetPeriod(value: Periodic, nowNs: bigint): Periodic {
  const reset = value.periodReset === null ? undefined : toNs(value.periodReset)
  if (reset !== undefined && nowNs < reset) return value
  const total = parseCoins(value.basic?.spendLimit ?? [])
  const canSpend = parseCoins(value.periodSpendLimit).map(({ denom, amount }) => {
    const left = total.find((coin) => coin.denom === denom)?.amount ?? 0n
    return { denom, amount: total.length === 0 ? amount : minBig(amount, left) }
  })
  const period = value.period === null ? 0n : toNs(value.period)
  // In step with the old periods, or from now when a whole one was missed.
  const inStep = reset === undefined ? nowNs - 1n : reset + period
  const next = nowNs > inStep ? nowNs + period : inStep
  return {
    ...value,
    periodCanSpend: wire(canSpend.filter(({ amount }) => amount > 0n)),
    periodReset: timestampOf(next),
  }
}

/** Uses one of the two plain kinds; undefined = used up. */
function spendPlain(
  allowance: PlainAllowance,
  fee: Coins,
  nowNs: bigint,
): PlainAllowance | undefined {
  const { expiration } = basicOf(allowance)
  const expired = expiration !== null && toNs(expiration) < nowNs
  if (allowance.typeUrl === BASIC) {
    if (expired) throw FeegrantError.expired('basic allowance')
    const spendLimit = spend(allowance.value.spendLimit, fee, 'basic allowance')
    return spendLimit === undefined
      ? undefined
      : { typeUrl: BASIC, value: { spendLimit, expiration } }
  }
  if (expired) throw FeegrantError.expired('absolute limit')
  const value = resetPeriod(allowance.value, nowNs)
  const left = subCoins(parseCoins(value.periodCanSpend), fee)
  if (left === undefined) throw FeegrantError.limitExceeded('period limit')
  const spendLimit = spend(value.basic?.spendLimit ?? [], fee, 'absolute limit')
  if (spendLimit === undefined) return undefined
  return {
    typeUrl: PERIODIC,
    value: { ...value, basic: { spendLimit, expiration }, periodCanSpend: wire(left) },
  }
}

/**
 * Pays a fee of a transaction with these messages at header time. Gives the allowance after it, undefined =
 * used up; `consumeGas` is asked for each entry looked at. @throws TxError when it is not covered.
 */
export function useAllowance(
  allowance: Allowance,
  fee: Coins,
  msgTypeUrls: readonly string[],
  nowNs: bigint,
  consumeGas: (amount: bigint) => void,
): Allowance | undefined {
  if (allowance.typeUrl !== ALLOWED_MSG) return spendPlain(allowance, fee, nowNs)
  const allowed = new Set<string>()
  for (const url of allowance.allowedMessages) {
    consumeGas(GAS_EACH)
    allowed.add(url)
  }
  for (const url of msgTypeUrls) {
    consumeGas(GAS_EACH)
    if (!allowed.has(url))
      throw FeegrantError.messageNotAllowed('message does not exist in allowed messages')
  }
  const inner = spendPlain(allowance.inner, fee, nowNs)
  return inner === undefined ? undefined : { ...allowance, inner }
}

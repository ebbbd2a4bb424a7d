import { coinsJson, readWireCoins } from '../../chain/codec/coinJson.js'
import {
  type Read,
  readList,
  readOptional,
  readRecord,
  readText,
  readTime,
  typeUrlOf,
} from '../../chain/codec/genesisJson.js'
import type { Json } from '../../chain/types/module.js'
import { durationText, parseDuration, rfc3339, toNs } from '../../chain/types/time.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { ALLOWED_MSG, type Allowance, BASIC, PERIODIC, type PlainAllowance } from './state.js'

type Basic = PlainTypes['cosmos.feegrant.v1beta1.BasicAllowance']
type Periodic = PlainTypes['cosmos.feegrant.v1beta1.PeriodicAllowance']
type Duration = PlainTypes['google.protobuf.Duration']

const readDuration: Read<Duration> = (json, at, problems) => {
  const duration = parseDuration(readText(json, at, problems))
  if (duration === undefined) problems.push(`${at} is not a duration such as 3600s`)
  return duration ?? { seconds: 0n, nanos: 0 }
}

const basicFields = { spend_limit: readWireCoins, expiration: readTime }

function basicFrom(ignored: readonly string[]): Read<Basic> {
  const read = readRecord(basicFields, ignored)
  return (json, at, problems) => {
    const { spend_limit: spendLimit, expiration } = read(json, at, problems)
    return { spendLimit, expiration }
  }
}

const readBasic = basicFrom(['@type'])
const readPeriodicFields = readRecord(
  {
    basic: basicFrom([]),
    period: readDuration,
    period_spend_limit: readWireCoins,
    period_can_spend: readWireCoins,
    period_reset: readTime,
  },
  ['@type'],
)

const readPeriodic: Read<Periodic> = (json, at, problems) => {
  const read = readPeriodicFields(json, at, problems)
  return {
    basic: read.basic,
    period: read.period,
    periodSpendLimit: read.period_spend_limit,
    periodCanSpend: read.period_can_spend,
    periodReset: read.period_reset,
  }
}

const readPlain: Read<PlainAllowance | undefined> = (json, at, problems) => {
  const type = typeUrlOf(json)
  if (type === BASIC) return { typeUrl: BASIC, value: readBasic(json, at, problems) }
  if (type === PERIODIC) return { typeUrl: PERIODIC, value: readPeriodic(json, at, problems) }
  problems.push(`${at}.@type is not ${BASIC} or ${PERIODIC}`)
  return undefined
}

const readAllowedMsg = readRecord(
  { allowance: readOptional(readPlain), allowed_messages: readList(readText) },
  ['@type'],
)

/** An allowance of any type; undefined after a problem with its type. */
export const readAllowanceJson: Read<Allowance | undefined> = (json, at, problems) => {
  if (typeUrlOf(json) !== ALLOWED_MSG) return readPlain(json, at, problems)
  const read = readAllowedMsg(json, at, problems)
  const inner = read.allowance ?? undefined
  if (inner === undefined) {
    problems.push(`${at}.allowance is absent`)
    return undefined
  }
  return { typeUrl: ALLOWED_MSG, inner, allowedMessages: read.allowed_messages }
}

const basicJson = ({ spendLimit, expiration }: Basic) => ({
  spend_limit: coinsJson(spendLimit),
  expiration: expiration === null ? null : rfc3339(expiration),
})

/** An allowance as the SDK's genesis has it. */
export function allowanceJson(allowance: Allowance): Json {
  const type = { '@type': allowance.typeUrl }
  if (allowance.typeUrl === BASIC) return { ...type, ...basicJson(allowance.value) }
  if (allowance.typeUrl === ALLOWED_MSG)
    return {
      ...type,
      allowance: allowanceJson(allowance.inner),
      allowed_messages: allowance.allowedMessages,
    }
  const { basic, period, periodSpendLimit, periodCanSpend, periodReset } = allowance.value
  return {
    ...type,
    basic: basicJson(basic ?? { spendLimit: [], expiration: null }),
    period: durationText(period ?? { seconds: 0n, nanos: 0 }),
    period_spend_limit: coinsJson(periodSpendLimit),
    period_can_spend: coinsJson(periodCanSpend),
    period_reset: periodReset === null ? null : rfc3339(periodReset),
  }
}

/** Go's zero time, which stands for a period_reset that is not set. */
const ZERO_TIME = '0001-01-01T00:00:00Z'

const basicAmino = ({ spendLimit, expiration }: Basic) => ({
  spend_limit: coinsJson(spendLimit),
  ...(expiration === null ? {} : { expiration: rfc3339(expiration) }),
})

/** An allowance in amino JSON. */
export function allowanceAmino(allowance: Allowance): Json {
  if (allowance.typeUrl === BASIC)
    return { type: 'cosmos-sdk/BasicAllowance', value: basicAmino(allowance.value) }
  if (allowance.typeUrl === ALLOWED_MSG)
    return {
      type: 'cosmos-sdk/AllowedMsgAllowance',
      value: {
        allowance: allowanceAmino(allowance.inner),
        allowed_messages: allowance.allowedMessages,
      },
    }
  const { basic, period, periodSpendLimit, periodCanSpend, periodReset } = allowance.value
  return {
    type: 'cosmos-sdk/PeriodicAllowance',
    value: {
      basic: basicAmino(basic ?? { spendLimit: [], expiration: null }),
      period: toNs(period ?? { seconds: 0n, nanos: 0 }).toString(),
      period_spend_limit: coinsJson(periodSpendLimit),
      period_can_spend: coinsJson(periodCanSpend),
      period_reset: periodReset === null ? ZERO_TIME : rfc3339(periodReset),
    },
  }
}

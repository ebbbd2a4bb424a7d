import fc from 'fast-check'
import t from 'tap'
import { addCoins, type Coins, coversCoins, parseCoins } from '../../../chain/types/coin.js'
import { TxError } from '../../../chain/types/errors.js'
import {
  type Allowance,
  allowanceAny,
  ALLOWED_MSG,
  BASIC,
  checkAllowance,
  PERIODIC,
  type PlainAllowance,
  readAllowance,
  useAllowance,
} from '../../../modules/feegrant/state.js'
import { isDeepStrictEqual } from 'node:util'
import { plainOf } from '../../support/plainOf.js'

const SECOND = 1_000_000_000n
const amount = fc.bigInt({ min: 1n, max: 100n })

/** Up to two coins, sorted; perhaps none. */
const coins: fc.Arbitrary<{ denom: string; amount: string }[]> = fc
  .record({ ubtc: fc.option(amount), uinx: fc.option(amount) })
  .map((found) =>
    (['ubtc', 'uinx'] as const).flatMap((denom) =>
      found[denom] === null ? [] : [{ denom, amount: `${found[denom]}` }],
    ),
  )
const time = fc.bigInt({ min: 0n, max: 400n }).map((seconds) => ({ seconds, nanos: 0 }))
const basicValue = fc.record({ spendLimit: coins, expiration: fc.option(time) })

const plain: fc.Arbitrary<PlainAllowance> = fc.oneof(
  basicValue.map((value): PlainAllowance => ({ typeUrl: BASIC, value })),
  fc
    .record({
      basic: basicValue,
      period: fc.bigInt({ min: 1n, max: 50n }).map((seconds) => ({ seconds, nanos: 0 })),
      periodSpendLimit: coins,
      periodCanSpend: coins,
      periodReset: fc.option(time),
    })
    .map((value): PlainAllowance => ({ typeUrl: PERIODIC, value })),
)

const any: fc.Arbitrary<Allowance> = fc.oneof(
  plain,
  fc
    .tuple(plain, fc.subarray(['/a.B', '/c.D'], { minLength: 1 }))
    .map(([inner, allowedMessages]): Allowance => ({
      typeUrl: ALLOWED_MSG,
      inner,
      allowedMessages,
    })),
)

/** Only those that a message may make. */
const good = any.filter((allowance) => {
  try {
    checkAllowance(allowance)
    return true
  } catch (error) {
    if (error instanceof TxError) return false
    throw error
  }
})

const uses = fc.array(
  fc.record({
    wait: fc.bigInt({ min: 0n, max: 60n }),
    fee: coins,
    url: fc.constantFrom('/a.B', '/c.D'),
  }),
  { maxLength: 30 },
)

function innerOf(allowance: Allowance): PlainAllowance {
  return allowance.typeUrl === ALLOWED_MSG ? allowance.inner : allowance
}

await t.test(
  'an allowance never pays more than its limit, nor after its end, nor for other messages',
  (t) => {
    fc.assert(
      fc.property(good, uses, (given, list) => {
        const plainGiven = innerOf(given)
        const basic =
          plainGiven.typeUrl === BASIC
            ? plainGiven.value
            : (plainGiven.value.basic ?? { spendLimit: [], expiration: null })
        const limit = parseCoins(basic.spendLimit)
        let left: Allowance | undefined = given
        let paid: Coins = []
        let now = 0n
        for (const { wait, fee, url } of list) {
          now += wait
          if (left === undefined) return true
          try {
            const wanted = parseCoins(fee)
            left = useAllowance(left, wanted, [url], now * SECOND, () => {})
            paid = addCoins(paid, wanted)
          } catch (error) {
            if (!(error instanceof TxError)) throw error
            continue
          }
          if (basic.expiration !== null && now > basic.expiration.seconds) return false
          if (limit.length > 0 && !coversCoins(limit, paid)) return false
          if (given.typeUrl === ALLOWED_MSG && !given.allowedMessages.includes(url)) return false
        }
        return true
      }),
      { numRuns: 300 },
    )
    t.end()
  },
)

await t.test('within any one period a periodic allowance pays at most one period limit', (t) => {
  const periodicOnly = good.filter((allowance) => innerOf(allowance).typeUrl === PERIODIC)
  fc.assert(
    fc.property(periodicOnly, uses, (given, list) => {
      const start = innerOf(given)
      if (start.typeUrl !== PERIODIC) return false
      const each = parseCoins(start.value.periodSpendLimit)
      let left: Allowance | undefined = given
      let now = 0n
      let reset = start.value.periodReset?.seconds ?? -1n
      let paid: Coins = []
      for (const { wait, fee, url } of list) {
        now += wait
        if (left === undefined) return true
        try {
          left = useAllowance(left, parseCoins(fee), [url], now * SECOND, () => {})
        } catch (error) {
          if (!(error instanceof TxError)) throw error
          continue
        }
        if (left === undefined)
          return coversCoins(each, now < reset ? addCoins(paid, parseCoins(fee)) : parseCoins(fee))
        const state = innerOf(left)
        if (state.typeUrl !== PERIODIC) return false
        const next = state.value.periodReset?.seconds ?? -1n
        paid = next === reset ? addCoins(paid, parseCoins(fee)) : parseCoins(fee)
        if (next !== reset && now < reset) return false
        // At the very moment of a reset the period that ends and the one that begins meet, as in the SDK.
        if (next < now) return false
        reset = next
        if (!coversCoins(each, paid)) return false
      }
      return true
    }),
    { numRuns: 300 },
  )
  t.end()
})

await t.test('any allowance survives its encoding', (t) => {
  fc.assert(
    fc.property(any, (given) =>
      isDeepStrictEqual(plainOf(readAllowance(allowanceAny(given))), plainOf(given)),
    ),
  )
  t.end()
})

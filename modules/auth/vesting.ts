import { divFloor, minBig } from '../../chain/types/arith.js'
import { addCoins, type Coin, type Coins, parseCoins, subCoins } from '../../chain/types/coin.js'
import { type Account, vestingOf } from './state.js'

/** 10^18: the atomics of the SDK's decimals. */
const ONE = 1_000_000_000_000_000_000n

/** a / b to the nearest whole number, halves to the even one (math.LegacyDec). Not negative. */
export function divHalfEven(a: bigint, b: bigint): bigint {
  const floor = divFloor(a, b)
  const twice = 2n * (a - floor * b)
  return twice > b || (twice === b && floor % 2n === 1n) ? floor + 1n : floor
}

/** amount * elapsed / total, rounded in the steps in which LegacyDec rounds. */
export function vestedShare(amount: bigint, elapsed: bigint, total: bigint): bigint {
  // Quo cuts off after twice the places and then rounds to 18; Mul by a whole number is exact.
  const share = divHalfEven(divFloor(elapsed * ONE * ONE, total), ONE)
  return divHalfEven(amount * share, ONE)
}

function clean(coins: readonly Coin[]): Coins {
  return coins.filter((coin) => coin.amount > 0n)
}

/** What has come free by `nowSeconds` of the original vesting, whether it was spent or not. */
export function vestedCoins(account: Account, nowSeconds: bigint): Coins {
  const base = vestingOf(account)
  if (base === undefined) return []
  const original = parseCoins(base.originalVesting)
  switch (account.typeUrl) {
    case '/cosmos.auth.v1beta1.BaseAccount':
    case '/cosmos.auth.v1beta1.ModuleAccount':
    case '/cosmos.vesting.v1beta1.PermanentLockedAccount':
      return []
    case '/cosmos.vesting.v1beta1.DelayedVestingAccount':
      return nowSeconds >= base.endTime ? original : []
    case '/cosmos.vesting.v1beta1.ContinuousVestingAccount': {
      const { startTime } = account.value
      if (nowSeconds <= startTime) return []
      if (nowSeconds >= base.endTime) return original
      const total = base.endTime - startTime
      return clean(
        original.map(({ denom, amount }) => ({
          denom,
          amount: vestedShare(amount, nowSeconds - startTime, total),
        })),
      )
    }
    case '/cosmos.vesting.v1beta1.PeriodicVestingAccount': {
      let at = account.value.startTime
      if (nowSeconds <= at) return []
      if (nowSeconds >= base.endTime) return original
      let vested: Coins = []
      for (const period of account.value.vestingPeriods) {
        at += period.length
        if (nowSeconds < at) break
        vested = addCoins(vested, parseCoins(period.amount))
      }
      return vested
    }
  }
}

/** What the account has but may not send at `nowSeconds`: still vesting and not delegated. */
export function lockedCoins(account: Account, nowSeconds: bigint): Coins {
  const base = vestingOf(account)
  if (base === undefined) return []
  const original = parseCoins(base.originalVesting)
  const vesting = subCoins(original, vestedCoins(account, nowSeconds)) ?? []
  const delegated = new Map(
    parseCoins(base.delegatedVesting).map(({ denom, amount }) => [denom, amount]),
  )
  return clean(
    vesting.map(({ denom, amount }) => ({
      denom,
      amount: amount - minBig(amount, delegated.get(denom) ?? 0n),
    })),
  )
}

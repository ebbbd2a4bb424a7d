import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import { addCoins, coversCoins, parseCoins, printCoins } from '../../../chain/types/coin.js'
import { accountValue } from '../../../modules/auth/codec.js'
import { divHalfEven, lockedCoins, vestedCoins } from '../../../modules/auth/vesting.js'
import { account, vestingAccount } from '../../support/accounts.js'
import { plainOf } from '../../support/plainOf.js'
import { refusalOf, setup, wire } from '../setup.js'
import { address, addressBytes, at } from '../../support/memoryContext.js'

const seconds = fc.bigInt({ min: 0n, max: 1n << 33n })

await t.test('any account survives its encoding', (t) => {
  fc.assert(
    fc.property(account, (given) => {
      const bytes = accountValue.encode(given)
      const back = accountValue.decode(bytes)
      return (
        Buffer.compare(accountValue.encode(back), bytes) === 0 &&
        back.typeUrl === given.typeUrl &&
        isDeepStrictEqual(plainOf(back), plainOf(given))
      )
    }),
  )
  t.end()
})

await t.test('what is vested never shrinks with time, and never exceeds the original', (t) => {
  fc.assert(
    fc.property(vestingAccount, seconds, seconds, (given, a, b) => {
      const [early, late] = a < b ? [a, b] : [b, a]
      const first = vestedCoins(given, early)
      const second = vestedCoins(given, late)
      const original = parseCoins(given.value.baseVestingAccount?.originalVesting ?? [])
      return coversCoins(second, first) && coversCoins(original, second)
    }),
  )
  t.end()
})

await t.test('vested and locked add up to the original when nothing is delegated', (t) => {
  fc.assert(
    fc.property(vestingAccount, seconds, (given, now) => {
      const original = parseCoins(given.value.baseVestingAccount?.originalVesting ?? [])
      const sum = addCoins(vestedCoins(given, now), lockedCoins(given, now))
      return printCoins(sum) === printCoins(original)
    }),
  )
  t.end()
})

await t.test('locked and spendable add up to the balance, and no send passes beyond it', (t) => {
  fc.assert(
    fc.property(vestingAccount, seconds, fc.bigInt({ min: 1n, max: 2000n }), (given, now, sum) => {
      const app = setup()
      const ctx = at(app.ctx, { timeNs: now * 1_000_000_000n })
      const base = given.value.baseVestingAccount?.baseAccount
      if (base == null) return false
      base.address = address(1)
      base.accountNumber = 100n
      app.auth.setAccount(ctx, given)
      const balance = addCoins(
        parseCoins(given.value.baseVestingAccount?.originalVesting ?? []),
        parseCoins(wire('1000uinx')),
      )
      for (const { denom, amount } of balance)
        app.bank.setBalance(ctx, addressBytes(1), denom, amount)
      const locked = app.bank.lockedCoins(ctx, addressBytes(1))
      const spendable = app.bank.spendableCoins(ctx, addressBytes(1))
      const want = [{ denom: 'uinx', amount: sum }]
      const refusal = refusalOf(app.modules, ctx, '/cosmos.bank.v1beta1.MsgSend', {
        fromAddress: address(1),
        toAddress: address(2),
        amount: want.map(({ denom, amount }) => ({ denom, amount: `${amount}` })),
      })
      return (
        printCoins(addCoins(locked, spendable)) === printCoins(balance) &&
        (refusal === undefined) === coversCoins(spendable, want)
      )
    }),
  )
  t.end()
})

await t.test('divHalfEven is the nearest whole number, the even one of two', (t) => {
  const size = fc.bigInt({ min: 0n, max: 1n << 80n })
  fc.assert(
    fc.property(size, fc.bigInt({ min: 1n, max: 1n << 40n }), (a, b) => {
      const q = divHalfEven(a, b)
      const twice = 2n * a - 2n * q * b
      return twice < b
        ? twice > -b || (twice === -b && q % 2n === 0n)
        : twice === b && q % 2n === 0n
    }),
  )
  t.end()
})

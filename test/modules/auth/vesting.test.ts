import t from 'tap'
import { lockedCoins, vestedCoins } from '../../../modules/auth/vesting.js'
import { type Account, baseOf } from '../../../modules/auth/state.js'
import { moduleAddress } from '../../../modules/auth/keeper.js'
import { printCoins } from '../../../chain/types/coin.js'
import { address, addressBytes, addresses, later } from '../../support/memoryContext.js'
import { ask, broken, fund, refusalOf, setup, wire } from '../setup.js'

const V = '/cosmos.vesting.v1beta1.'
const SEND = '/cosmos.bank.v1beta1.MsgSend'
/** Header time of the test context, in seconds. */
const NOW = 1_767_225_600n
const gov = addresses.toText(moduleAddress('gov'))

const base = (original: string, endTime: bigint, delegated = '') => ({
  baseAccount: { address: address(1), pubKey: null, accountNumber: 0n, sequence: 0n },
  originalVesting: wire(original),
  delegatedFree: [],
  delegatedVesting: wire(delegated),
  endTime,
})

await t.test('continuous vesting has the values of the SDK', (t) => {
  const account: Account = {
    typeUrl: `${V}ContinuousVestingAccount`,
    value: { baseVestingAccount: base('1000fee,100stake', 86_400n), startTime: 0n },
  }
  const rows: readonly (readonly [bigint, string, string])[] = [
    [0n, '', '1000fee,100stake'],
    [1n, '', '1000fee,100stake'],
    [43_200n, '500fee,50stake', '500fee,50stake'],
    [86_399n, '1000fee,100stake', ''],
    [86_400n, '1000fee,100stake', ''],
    [-5n, '', '1000fee,100stake'],
  ]
  for (const [now, vested, locked] of rows) {
    t.equal(printCoins(vestedCoins(account, now)), vested, `vested at ${now}`)
    t.equal(printCoins(lockedCoins(account, now)), locked, `locked at ${now}`)
  }
  t.end()
})

await t.test(
  'a third of an amount is rounded as LegacyDec rounds: 18 places, halves to even',
  (t) => {
    const account = (amount: string): Account => ({
      typeUrl: `${V}ContinuousVestingAccount`,
      value: { baseVestingAccount: base(amount, 3n), startTime: 0n },
    })
    // 0.333333333333333333 and 0.666666666666666667
    t.equal(
      printCoins(vestedCoins(account('1000000000000000000000uinx'), 1n)),
      '333333333333333333000uinx',
    )
    t.equal(
      printCoins(vestedCoins(account('1000000000000000000000uinx'), 2n)),
      '666666666666666667000uinx',
    )
    const half = (amount: string): string =>
      printCoins(
        vestedCoins(
          {
            typeUrl: `${V}ContinuousVestingAccount`,
            value: { baseVestingAccount: base(amount, 2n), startTime: 0n },
          },
          1n,
        ),
      )
    t.same(['1uinx', '3uinx', '5uinx', '7uinx'].map(half), ['', '2uinx', '2uinx', '4uinx'])
    t.end()
  },
)

await t.test('delayed, periodic and permanent vesting', (t) => {
  const delayed: Account = {
    typeUrl: `${V}DelayedVestingAccount`,
    value: { baseVestingAccount: base('10uinx', 100n) },
  }
  t.equal(printCoins(lockedCoins(delayed, 99n)), '10uinx')
  t.equal(printCoins(lockedCoins(delayed, 100n)), '')
  const periodic: Account = {
    typeUrl: `${V}PeriodicVestingAccount`,
    value: {
      baseVestingAccount: base('2ubtc,30uinx', 60n),
      startTime: 10n,
      vestingPeriods: [
        { length: 20n, amount: wire('10uinx') },
        { length: 10n, amount: wire('2ubtc,5uinx') },
        { length: 20n, amount: wire('15uinx') },
      ],
    },
  }
  const rows: readonly (readonly [bigint, string])[] = [
    [10n, '2ubtc,30uinx'],
    [29n, '2ubtc,30uinx'],
    [30n, '2ubtc,20uinx'],
    [39n, '2ubtc,20uinx'],
    [40n, '15uinx'],
    [59n, '15uinx'],
    [60n, ''],
  ]
  for (const [now, locked] of rows)
    t.equal(printCoins(lockedCoins(periodic, now)), locked, `periodic at ${now}`)
  const locked: Account = {
    typeUrl: `${V}PermanentLockedAccount`,
    value: { baseVestingAccount: base('10uinx', 0n) },
  }
  t.equal(printCoins(lockedCoins(locked, 1n << 40n)), '10uinx')
  const delegated: Account = {
    typeUrl: `${V}PermanentLockedAccount`,
    value: { baseVestingAccount: base('10uinx', 0n, '4uinx') },
  }
  t.equal(printCoins(lockedCoins(delegated, 0n)), '6uinx', 'what is delegated is not locked twice')
  t.end()
})

await t.test('MsgCreateVestingAccount: every refusal in order, then the success', (t) => {
  const app = setup()
  fund(app, app.ctx, 1, '10ubtc,100uinx')
  app.bank.sendEnabled.set(app.ctx, 'ubtc', false)
  const msg = (
    to: string,
    amount: string,
    endTime: bigint,
    delayed: boolean,
    from = address(1),
  ) => ({
    fromAddress: from,
    toAddress: to,
    amount: wire(amount),
    endTime,
    delayed,
  })
  const rows: readonly (readonly [string, object, string | undefined])[] = [
    [
      'bad sender',
      msg(address(2), '1uinx', NOW + 9n, true, 'x'),
      "sdk 7: invalid 'from' address: decoding bech32 failed: x: invalid address",
    ],
    [
      'bad recipient',
      msg('y', '1uinx', NOW + 9n, true),
      "sdk 7: invalid 'to' address: decoding bech32 failed: y: invalid address",
    ],
    ['no coins', msg(address(2), '', NOW + 9n, true), 'sdk 10: amount is empty: invalid coins'],
    ['no end', msg(address(2), '1uinx', 0n, true), 'sdk 18: invalid end time: invalid request'],
    [
      'denom disabled',
      msg(address(2), '1ubtc', NOW + 9n, true),
      'bank 5: ubtc transfers are currently disabled: send transactions are disabled',
    ],
    [
      'a module',
      msg(gov, '1uinx', NOW + 9n, true),
      `sdk 4: ${gov} is not allowed to receive funds: unauthorized`,
    ],
    [
      'known account',
      msg(address(1), '1uinx', NOW + 9n, true),
      `sdk 18: account ${address(1)} already exists: invalid request`,
    ],
    [
      'ends before it begins',
      msg(address(2), '1uinx', NOW, false),
      `sdk 18: end time ${NOW} is not after block time ${NOW}: invalid request`,
    ],
    [
      'too much',
      msg(address(2), '101uinx', NOW + 100n, false),
      'sdk 5: spendable balance 100uinx is smaller than 101uinx: insufficient funds',
    ],
    ['continuous', msg(address(2), '60uinx', NOW + 100n, false), undefined],
    ['delayed', msg(address(3), '40uinx', NOW + 100n, true), undefined],
  ]
  for (const [name, body, wanted] of rows)
    t.equal(refusalOf(app.modules, app.ctx, `${V}MsgCreateVestingAccount`, body), wanted, name)
  const send = (n: number, amount: string, ctx = app.ctx): string | undefined =>
    refusalOf(app.modules, ctx, SEND, {
      fromAddress: address(n),
      toAddress: address(9),
      amount: wire(amount),
    })
  t.match(send(2, '1uinx'), /^sdk 5: spendable balance 0uinx is smaller/)
  const half = later(app.ctx, 10n)
  t.match(send(2, '31uinx', half), /^sdk 5: spendable balance 30uinx is smaller/)
  t.equal(send(2, '30uinx', half), undefined)
  t.match(send(3, '1uinx', half), /^sdk 5: spendable balance 0uinx is smaller/)
  const end = later(app.ctx, 20n)
  t.equal(send(3, '40uinx', end), undefined)
  const spendable = ask<{ balances: object[] }>(
    app.modules,
    half,
    '/cosmos.bank.v1beta1.Query/SpendableBalances',
    { address: address(2), pagination: null },
  )
  t.same(spendable.balances, [{ denom: 'uinx', amount: '0' }])
  t.same(broken(app.modules, app.ctx), [])
  t.end()
})

await t.test('MsgCreatePermanentLockedAccount: every refusal in order, then the success', (t) => {
  const app = setup()
  fund(app, app.ctx, 1, '100uinx')
  const msg = (to: string, amount: string, from = address(1)) => ({
    fromAddress: from,
    toAddress: to,
    amount: wire(amount),
  })
  const rows: readonly (readonly [string, object, RegExp | undefined])[] = [
    ['bad sender', msg(address(2), '1uinx', ''), /^sdk 7: invalid 'from' address: empty address/],
    ['bad recipient', msg('y', '1uinx'), /^sdk 7: invalid 'to' address/],
    ['bad coins', msg(address(2), '0uinx'), /^sdk 10/],
    ['a module', msg(gov, '1uinx'), /^sdk 4/],
    ['known account', msg(address(1), '1uinx'), /^sdk 18: account .* already exists/],
    ['too much', msg(address(2), '101uinx'), /^sdk 5/],
    ['success', msg(address(2), '60uinx'), undefined],
  ]
  const url = `${V}MsgCreatePermanentLockedAccount`
  for (const [name, body, wanted] of rows) {
    const got = refusalOf(app.modules, app.ctx, url, body)
    if (wanted === undefined) t.equal(got, undefined, name)
    else t.match(got, wanted, name)
  }
  const account = app.auth.getAccount(app.ctx, addressBytes(2))
  t.equal(account?.typeUrl, `${V}PermanentLockedAccount`)
  t.equal(account === undefined ? undefined : baseOf(account).address, address(2))
  t.end()
})

await t.test('MsgCreatePeriodicVestingAccount: every refusal in order, then the success', (t) => {
  const app = setup()
  fund(app, app.ctx, 1, '100uinx')
  const period = (length: bigint, amount: string) => ({ length, amount: wire(amount) })
  const msg = (to: string, startTime: bigint, vestingPeriods: object[], from = address(1)) => ({
    fromAddress: from,
    toAddress: to,
    startTime,
    vestingPeriods,
  })
  const good = [period(10n, '1uinx'), period(20n, '2uinx')]
  const many = Array.from({ length: 501 }, () => period(1n, '1uinx'))
  const rows: readonly (readonly [string, object, RegExp | undefined])[] = [
    ['bad sender', msg(address(2), NOW, good, 'x'), /^sdk 7: invalid 'from' address/],
    ['bad recipient', msg('y', NOW, good), /^sdk 7: invalid 'to' address/],
    ['no start', msg(address(2), 0n, good), /^sdk 18: invalid start time of 0/],
    ['no period', msg(address(2), NOW, []), /^sdk 18: 0 vesting periods, want 1 to 500/],
    ['many periods', msg(address(2), NOW, many), /^sdk 18: 501 vesting periods/],
    [
      'empty period',
      msg(address(2), NOW, [period(10n, '1uinx'), period(0n, '1uinx')]),
      /^sdk 18: invalid period length of 0 in period 1/,
    ],
    ['period without coins', msg(address(2), NOW, [period(1n, '')]), /^sdk 10: amount is empty/],
    ['far end', msg(address(2), NOW, [period(1n << 60n, '1uinx')]), /^sdk 18: the periods end at/],
    ['a module', msg(gov, NOW, good), /^sdk 4/],
    ['known account', msg(address(1), NOW, good), /^sdk 18: account .* already exists/],
    ['too much', msg(address(2), NOW, [period(1n, '101uinx')]), /^sdk 5/],
    ['success', msg(address(2), NOW, good), undefined],
  ]
  const url = `${V}MsgCreatePeriodicVestingAccount`
  for (const [name, body, wanted] of rows) {
    const got = refusalOf(app.modules, app.ctx, url, body)
    if (wanted === undefined) t.equal(got, undefined, name)
    else t.match(got, wanted, name)
  }
  const locked = (blocks: bigint): string =>
    printCoins(app.bank.lockedCoins(later(app.ctx, blocks), addressBytes(2)))
  t.same([0n, 1n, 2n, 5n, 6n].map(locked), ['3uinx', '3uinx', '2uinx', '2uinx', ''])
  const module = app.modules.find((m) => m.name === 'auth')
  t.same(module?.validateGenesis(module.exportGenesis(app.ctx)), [], 'the export can be read back')
  t.end()
})

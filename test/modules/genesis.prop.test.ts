import fc from 'fast-check'
import { isDeepStrictEqual } from 'node:util'
import t from 'tap'
import { account, wireCoins } from '../support/accounts.js'
import { address, addressBytes, addresses, memoryContext } from '../support/memoryContext.js'
import { MemStores } from '../support/memStore.js'
import { baseOf, withBase } from '../../modules/auth/state.js'
import { moduleAddress } from '../../modules/auth/keeper.js'
import type { Authorization } from '../../modules/authz/state.js'
import { BASIC } from '../../modules/feegrant/state.js'
import { parseCoins } from '../../chain/types/coin.js'
import { broken, exportAll, setup } from './setup.js'

const NOW = 1_767_225_600n
const SEND = '/cosmos.bank.v1beta1.MsgSend'

const expiration = fc.option(
  fc.record({
    seconds: fc.bigInt({ min: NOW + 1n, max: NOW + (1n << 32n) }),
    nanos: fc.nat(999_999_999),
  }),
)
const authorization: fc.Arbitrary<Authorization> = fc.oneof(
  fc.constant<Authorization>({
    typeUrl: '/cosmos.authz.v1beta1.GenericAuthorization',
    value: { msg: SEND },
  }),
  wireCoins
    .filter((coins) => coins.length > 0)
    .map((spendLimit): Authorization => ({
      typeUrl: '/cosmos.bank.v1beta1.SendAuthorization',
      value: { spendLimit, allowList: [address(1)] },
    })),
)

const state = fc.record({
  accounts: fc.array(account, { maxLength: 6 }),
  balances: fc.array(fc.tuple(fc.nat(9), wireCoins), { maxLength: 6 }),
  sendEnabled: fc.boolean(),
  grants: fc.array(fc.tuple(fc.nat(3), fc.integer({ min: 4, max: 7 }), authorization, expiration), {
    maxLength: 5,
  }),
  allowances: fc.array(fc.tuple(fc.nat(3), fc.integer({ min: 4, max: 7 }), wireCoins, expiration), {
    maxLength: 5,
  }),
})

/** A chain whose state the messages and genesis could have made. */
function filled(given: typeof state extends fc.Arbitrary<infer S> ? S : never) {
  const app = setup()
  const { ctx, auth, bank, authz, feegrant } = app
  given.accounts.forEach((one, n) => {
    if (one.typeUrl === '/cosmos.auth.v1beta1.ModuleAccount') return
    const base = { ...baseOf(one), address: address(n), pubKey: null }
    auth.setAccount(ctx, withBase(one, { ...base, accountNumber: auth.nextNumber.next(ctx) }))
  })
  for (const [n, coins] of given.balances)
    for (const { denom, amount } of parseCoins(coins)) {
      if (bank.getBalance(ctx, addressBytes(n), denom) > 0n) continue
      bank.setBalance(ctx, addressBytes(n), denom, amount)
      bank.setSupply(ctx, denom, bank.getSupply(ctx, denom) + amount)
    }
  bank.sendEnabled.set(ctx, 'uinx', given.sendEnabled)
  bank.metadata.set(ctx, 'uinx', {
    description: 'of InfoNex',
    denomUnits: [
      { denom: 'uinx', exponent: 0, aliases: ['microinx'] },
      { denom: 'inx', exponent: 6, aliases: [] },
    ],
    base: 'uinx',
    display: 'inx',
    name: 'INX',
    symbol: 'INX',
    uri: '',
    uriHash: '',
  })
  for (const [from, to, what, end] of given.grants)
    authz.saveGrant(ctx, addressBytes(from), addressBytes(to), what, end)
  for (const [from, to, spendLimit, end] of given.allowances) {
    const key = { granter: addressBytes(from), grantee: addressBytes(to) }
    if (feegrant.getAllowance(ctx, key) === undefined)
      feegrant.grant(ctx, key, { typeUrl: BASIC, value: { spendLimit, expiration: end } })
  }
  return app
}

await t.test('what is exported is good, and imports to the same state, byte for byte', (t) => {
  fc.assert(
    fc.property(state, (given) => {
      const { ctx, modules } = filled(given)
      const exported = exportAll(modules, ctx) as { readonly [k: string]: never }
      const fresh = memoryContext({ stores: new MemStores() })
      for (const module of modules) {
        const section = exported[module.name] as never
        if (module.validateGenesis(section).length > 0) return false
        module.initGenesis(fresh, section)
      }
      if (broken(modules, fresh).length > 0) return false
      const again = exportAll(modules, fresh)
      const same = modules
        .flatMap((m) => m.stores)
        .every((name) =>
          isDeepStrictEqual(
            [...ctx.kv(name).iterate()].map(String),
            [...fresh.kv(name).iterate()].map(String),
          ),
        )
      return same && isDeepStrictEqual(again, exported)
    }),
    { numRuns: 60 },
  )
  t.end()
})

await t.test('default genesis is good and has no problems', (t) => {
  const { modules } = setup()
  for (const module of modules)
    t.same(module.validateGenesis(module.defaultGenesis()), [], module.name)
  t.end()
})

await t.test('validateGenesis names every problem of bank, authz and feegrant at once', (t) => {
  const { modules } = setup()
  const problems = (name: string, genesis: unknown) =>
    modules.find((m) => m.name === name)?.validateGenesis(genesis as never)
  const gov = addresses.toText(moduleAddress('gov'))
  t.same(
    problems('bank', {
      params: { default_send_enabled: 'yes' },
      balances: [
        { address: 'x', coins: [{ denom: 'uinx', amount: '5' }] },
        { address: gov, coins: [{ denom: 'uinx', amount: '-5' }] },
        { address: gov, coins: [] },
      ],
      supply: [{ denom: 'uinx', amount: '6' }],
      denom_metadata: [
        { base: 'uinx', display: 'inx', denom_units: [{ denom: 'inx', exponent: 6 }], name: '' },
      ],
      send_enabled: [
        { denom: '!', enabled: true },
        { denom: '!', enabled: true },
      ],
      extra: null,
    }),
    [
      'bank.extra is not a field, want one of params, balances, supply, denom_metadata, send_enabled',
      'bank.params.default_send_enabled is "yes", want true or false',
      'bank.balances[0].address: decoding bech32 failed: x: invalid address',
      'bank.balances[1].coins: invalid amount: "-5": invalid coins',
      `bank.balances[2].address ${gov} is there twice`,
      'bank.supply is 6uinx, the balances add up to 5uinx',
      'bank.send_enabled: invalid denom: !',
      'bank.send_enabled: invalid denom: !',
      'bank.send_enabled: ! is there twice',
      'bank.denom_metadata[0]: name field cannot be blank',
      'bank.denom_metadata[0]: symbol field cannot be blank',
      'bank.denom_metadata[0]: the first denom unit is uinx with exponent 0',
    ],
  )
  const generic = { '@type': '/cosmos.authz.v1beta1.GenericAuthorization', msg: SEND }
  t.same(
    problems('authz', {
      authorization: [
        { granter: gov, grantee: gov, authorization: generic, expiration: 'soon' },
        { granter: gov, grantee: address(1), authorization: { '@type': '/x' } },
        { granter: gov, grantee: address(1), authorization: { ...generic, msg: '/x.Y' } },
        { granter: gov, grantee: address(1), authorization: { ...generic, msg: '' } },
        { granter: 'x', grantee: address(1), authorization: generic },
        { granter: 'x', grantee: address(1), authorization: generic },
      ],
    }),
    [
      'authz.authorization[0].expiration is "soon", want a time such as 2026-01-31T12:00:00Z',
      'authz.authorization[1].authorization.@type is not /cosmos.authz.v1beta1.GenericAuthorization or /cosmos.bank.v1beta1.SendAuthorization',
      'authz.authorization[0]: grantee and granter are the same',
      'authz.authorization[2].authorization: /x.Y is no message of this chain',
      'authz.authorization[3].authorization: authorization names no msg: invalid request',
      'authz.authorization[3].authorization:  is no message of this chain',
      'authz.authorization[4].granter is "x", want an address of this chain',
      'authz.authorization[5].granter is "x", want an address of this chain',
      'authz.authorization[5] is there twice',
    ],
  )
  const basic = { '@type': BASIC, spend_limit: [], expiration: null }
  t.same(
    problems('feegrant', {
      allowances: [
        { granter: gov, grantee: gov, allowance: basic },
        { granter: gov, grantee: 'x', allowance: { '@type': '/x' } },
        {
          granter: gov,
          grantee: address(1),
          allowance: { ...basic, spend_limit: [{ denom: 'uinx', amount: '0' }] },
        },
        {
          granter: gov,
          grantee: address(1),
          allowance: {
            '@type': '/cosmos.feegrant.v1beta1.PeriodicAllowance',
            basic: { spend_limit: [] },
            period: '1h',
            period_spend_limit: [{ denom: 'uinx', amount: '5' }],
          },
        },
      ],
    }),
    [
      'feegrant.allowances[1].allowance.@type is not /cosmos.feegrant.v1beta1.BasicAllowance or /cosmos.feegrant.v1beta1.PeriodicAllowance',
      'feegrant.allowances[3].allowance.period is not a duration such as 3600s',
      'feegrant.allowances[0]: grantee and granter are the same',
      'feegrant.allowances[1].grantee is "x", want an address of this chain',
      'feegrant.allowances[2].allowance: coin uinx amount is not positive: invalid coins',
      'feegrant.allowances[3] is there twice',
      'feegrant.allowances[3].allowance: period is not positive, or above 100 years: invalid duration',
    ],
  )
  t.same(problems('vesting', { x: 1 }), ['vesting.x is not a field, want none'])
  t.end()
})

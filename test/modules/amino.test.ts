import {
  createBankAminoConverters,
  createVestingAminoConverters,
  createAuthzAminoConverters,
  createFeegrantAminoConverters,
} from '@cosmjs/stargate'
import t from 'tap'
import { address } from '../support/memoryContext.js'
import { at, handlerOf, pack, setup, wire } from './setup.js'

const { modules } = setup()
const amino = (typeUrl: string, msg: unknown): unknown => {
  const converter = handlerOf(modules, typeUrl).amino
  return converter === undefined
    ? undefined
    : { type: converter.name, value: converter.toAmino(msg) }
}
const SEND = '/cosmos.bank.v1beta1.MsgSend'

await t.test("amino JSON of messages is what CosmJS' converters print", (t) => {
  const parties = { fromAddress: address(1), toAddress: address(2) }
  const part = { address: address(1), coins: wire('1ubtc,2uinx') }
  const rows: readonly (readonly [string, object])[] = [
    [SEND, { ...parties, amount: wire('1ubtc,2uinx') }],
    ['/cosmos.bank.v1beta1.MsgMultiSend', { inputs: [part], outputs: [part, part] }],
    [
      '/cosmos.vesting.v1beta1.MsgCreateVestingAccount',
      { ...parties, amount: wire('2uinx'), endTime: 1234567890123n, delayed: true },
    ],
    [
      '/cosmos.vesting.v1beta1.MsgCreateVestingAccount',
      { ...parties, amount: [], endTime: 0n, delayed: false },
    ],
  ]
  const oracle = {
    ...createBankAminoConverters(),
    ...createVestingAminoConverters(),
    ...createAuthzAminoConverters(),
    ...createFeegrantAminoConverters(),
  }
  for (const [url, msg] of rows) {
    const converter = oracle[url]
    if (converter === undefined) {
      t.fail(`CosmJS has no converter for ${url}`)
      continue
    }
    t.same(amino(url, msg), { type: converter.aminoType, value: converter.toAmino(msg) }, url)
  }
  const covered = new Set(rows.map(([url]) => url))
  const missing = Object.keys(oracle).filter(
    (url) => modules.some((m) => m.msgs.some((h) => h.typeUrl === url)) && !covered.has(url),
  )
  t.same(missing, [], 'every converter that CosmJS has is compared')
  t.end()
})

await t.test('amino JSON of messages that CosmJS has no converter for', (t) => {
  const granter = address(1)
  const grantee = address(2)
  const pair = { granter, grantee }
  const generic = pack('cosmos.authz.v1beta1.GenericAuthorization', { msg: SEND })
  const limit = pack('cosmos.bank.v1beta1.SendAuthorization', {
    spendLimit: wire('5uinx'),
    allowList: [],
  })
  const basic = { spendLimit: wire('5uinx'), expiration: at(1_767_225_600n, 500_000_000) }
  const periodic = pack('cosmos.feegrant.v1beta1.PeriodicAllowance', {
    basic: { spendLimit: [], expiration: null },
    period: at(3600n),
    periodSpendLimit: wire('1uinx'),
    periodCanSpend: [],
    periodReset: null,
  })
  const send = pack('cosmos.bank.v1beta1.MsgSend', {
    fromAddress: granter,
    toAddress: grantee,
    amount: wire('1uinx'),
  })
  const rows: readonly (readonly [string, object, object])[] = [
    [
      '/cosmos.authz.v1beta1.MsgGrant',
      { ...pair, grant: { authorization: generic, expiration: null } },
      {
        type: 'cosmos-sdk/MsgGrant',
        value: {
          ...pair,
          grant: {
            authorization: { type: 'cosmos-sdk/GenericAuthorization', value: { msg: SEND } },
          },
        },
      },
    ],
    [
      '/cosmos.authz.v1beta1.MsgGrant',
      { ...pair, grant: { authorization: limit, expiration: at(1_767_225_600n) } },
      {
        type: 'cosmos-sdk/MsgGrant',
        value: {
          ...pair,
          grant: {
            authorization: {
              type: 'cosmos-sdk/SendAuthorization',
              value: { spend_limit: wire('5uinx') },
            },
            expiration: '2026-01-01T00:00:00Z',
          },
        },
      },
    ],
    [
      '/cosmos.authz.v1beta1.MsgRevoke',
      { ...pair, msgTypeUrl: SEND },
      { type: 'cosmos-sdk/MsgRevoke', value: { ...pair, msg_type_url: SEND } },
    ],
    [
      '/cosmos.authz.v1beta1.MsgExec',
      { grantee, msgs: [send] },
      {
        type: 'cosmos-sdk/MsgExec',
        value: {
          grantee,
          msgs: [
            {
              type: 'cosmos-sdk/MsgSend',
              value: { from_address: granter, to_address: grantee, amount: wire('1uinx') },
            },
          ],
        },
      },
    ],
    [
      '/cosmos.feegrant.v1beta1.MsgGrantAllowance',
      { ...pair, allowance: pack('cosmos.feegrant.v1beta1.BasicAllowance', basic) },
      {
        type: 'cosmos-sdk/MsgGrantAllowance',
        value: {
          ...pair,
          allowance: {
            type: 'cosmos-sdk/BasicAllowance',
            value: { spend_limit: wire('5uinx'), expiration: '2026-01-01T00:00:00.5Z' },
          },
        },
      },
    ],
    [
      '/cosmos.feegrant.v1beta1.MsgGrantAllowance',
      {
        ...pair,
        allowance: pack('cosmos.feegrant.v1beta1.AllowedMsgAllowance', {
          allowance: periodic,
          allowedMessages: [SEND],
        }),
      },
      {
        type: 'cosmos-sdk/MsgGrantAllowance',
        value: {
          ...pair,
          allowance: {
            type: 'cosmos-sdk/AllowedMsgAllowance',
            value: {
              allowance: {
                type: 'cosmos-sdk/PeriodicAllowance',
                value: {
                  basic: { spend_limit: [] },
                  period: '3600000000000',
                  period_spend_limit: wire('1uinx'),
                  period_can_spend: [],
                  period_reset: '0001-01-01T00:00:00Z',
                },
              },
              allowed_messages: [SEND],
            },
          },
        },
      },
    ],
    [
      '/cosmos.feegrant.v1beta1.MsgRevokeAllowance',
      pair,
      { type: 'cosmos-sdk/MsgRevokeAllowance', value: pair },
    ],
    [
      '/cosmos.feegrant.v1beta1.MsgPruneAllowances',
      { pruner: granter },
      { type: 'cosmos-sdk/MsgPruneAllowances', value: { pruner: granter } },
    ],
    [
      '/cosmos.bank.v1beta1.MsgSetSendEnabled',
      { authority: granter, sendEnabled: [{ denom: 'uinx', enabled: false }], useDefaultFor: [] },
      {
        type: 'cosmos-sdk/MsgSetSendEnabled',
        value: { authority: granter, send_enabled: [{ denom: 'uinx' }] },
      },
    ],
    [
      '/cosmos.bank.v1beta1.MsgUpdateParams',
      { authority: granter, params: { sendEnabled: [], defaultSendEnabled: true } },
      {
        type: 'cosmos-sdk/x/bank/MsgUpdateParams',
        value: { authority: granter, params: { default_send_enabled: true } },
      },
    ],
    [
      '/cosmos.vesting.v1beta1.MsgCreatePermanentLockedAccount',
      { fromAddress: granter, toAddress: grantee, amount: wire('1uinx') },
      {
        type: 'cosmos-sdk/MsgCreatePermLockedAccount',
        value: { from_address: granter, to_address: grantee, amount: wire('1uinx') },
      },
    ],
    [
      '/cosmos.vesting.v1beta1.MsgCreatePeriodicVestingAccount',
      {
        fromAddress: granter,
        toAddress: grantee,
        startTime: 5n,
        vestingPeriods: [{ length: 6n, amount: wire('1uinx') }],
      },
      {
        type: 'cosmos-sdk/MsgCreatePeriodVestAccount',
        value: {
          from_address: granter,
          to_address: grantee,
          start_time: '5',
          vesting_periods: [{ length: '6', amount: wire('1uinx') }],
        },
      },
    ],
  ]
  for (const [url, msg, wanted] of rows) t.same(amino(url, msg), wanted, url)
  const unknown = { grantee, msgs: [{ type_url: '/x.Y', value: new Uint8Array() }] }
  t.throws(
    () => amino('/cosmos.authz.v1beta1.MsgExec', unknown),
    /\/x.Y cannot be signed with amino JSON: invalid request/,
  )
  t.ok(
    modules.every((m) => m.msgs.every((h) => h.amino !== undefined)),
    'all messages have a form',
  )
  t.end()
})

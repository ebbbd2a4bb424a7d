import t from 'tap'
import type { MessageName } from '../../../chain/codec/proto.js'
import { codec } from '../../../chain/codec/proto.js'
import type { Json } from '../../../chain/types/module.js'
import { decimalAtomics, decimalText } from '../../../node/protoJson/decimal.js'
import { ProtoJsonError } from '../../../node/protoJson/error.js'
import { fromJson, jsonToBytes } from '../../../node/protoJson/read.js'
import { bytesToJson, toJson } from '../../../node/protoJson/write.js'

await t.test('JSON looks as the REST of the SDK shows it', (t) => {
  t.equal(decimalText('334000000000000000'), '0.334000000000000000')
  t.equal(decimalAtomics('1.5'), '1500000000000000000')
  t.equal(decimalAtomics('1.5x'), undefined)
  t.same(
    toJson('cosmos.bank.v1beta1.QueryAllBalancesResponse', {
      balances: [{ denom: 'uinx', amount: '12' }],
      pagination: { nextKey: new Uint8Array(0), total: 3n },
    }),
    { balances: [{ denom: 'uinx', amount: '12' }], pagination: { next_key: null, total: '3' } },
  )
  const account = codec('cosmos.auth.v1beta1.BaseAccount').encode({
    address: 'infonex1abc',
    pubKey: {
      type_url: '/cosmos.crypto.secp256k1.PubKey',
      value: codec('cosmos.crypto.secp256k1.PubKey').encode({ key: new Uint8Array([1, 2, 3]) }),
    },
    accountNumber: 2n ** 64n - 1n,
    sequence: 0n,
  })
  t.same(
    toJson('cosmos.auth.v1beta1.QueryAccountResponse', {
      account: { type_url: '/cosmos.auth.v1beta1.BaseAccount', value: account },
    }),
    {
      account: {
        '@type': '/cosmos.auth.v1beta1.BaseAccount',
        address: 'infonex1abc',
        pub_key: { '@type': '/cosmos.crypto.secp256k1.PubKey', key: 'AQID' },
        account_number: '18446744073709551615',
        sequence: '0',
      },
    },
  )
  const time = (text: string): Json =>
    toJson(
      'cosmos.authz.v1beta1.Grant',
      fromJson('cosmos.authz.v1beta1.Grant', { expiration: text }),
    )
  t.match(time('2024-02-29T01:02:03.5+01:00'), { expiration: '2024-02-29T00:02:03.500Z' })
  t.match(time('0001-01-01T00:00:00Z'), { expiration: '0001-01-01T00:00:00Z' })
  const period = (text: string): Json =>
    toJson(
      'cosmos.feegrant.v1beta1.PeriodicAllowance',
      fromJson('cosmos.feegrant.v1beta1.PeriodicAllowance', { period: text }),
    )
  t.match(period('3.5s'), { period: '3.500s' })
  t.match(period('-0.000000001s'), { period: '-0.000000001s' })
  t.end()
})

await t.test('what does not fit is refused with its place', (t) => {
  const deep = (n: number): Json =>
    n === 0
      ? { '@type': '/cosmos.bank.v1beta1.MsgSend' }
      : { '@type': '/cosmos.authz.v1beta1.MsgExec', msgs: [deep(n - 1)] }
  const rows: readonly (readonly [MessageName, Json, RegExp])[] = [
    ['cosmos.bank.v1beta1.MsgSend', { from: 'x' }, /^from: unknown field of cosmos.bank/],
    ['cosmos.bank.v1beta1.MsgSend', [], /^want an object .*, got a list/],
    ['cosmos.bank.v1beta1.MsgSend', { amount: {} }, /^amount: want a list/],
    [
      'cosmos.bank.v1beta1.MsgSend',
      { amount: [{ denom: 3 }] },
      /^amount\[0\].denom: want a string, got 3/,
    ],
    [
      'cosmos.bank.v1beta1.MsgSend',
      { from_address: 'a', fromAddress: 'b' },
      /given together with from_address/,
    ],
    ['cosmos.tx.v1beta1.SignDoc', { account_number: '18446744073709551616' }, /want uint64 from 0/],
    ['cosmos.tx.v1beta1.SignDoc', { account_number: 1.5 }, /want an integer/],
    ['cosmos.tx.v1beta1.SignDoc', { account_number: '-1' }, /want uint64 from 0/],
    ['cosmos.tx.v1beta1.SignDoc', { body_bytes: '*' }, /want bytes in base64/],
    ['cosmos.tx.v1beta1.ModeInfo', { single: {}, multi: {} }, /given together with single/],
    [
      'cosmos.tx.v1beta1.ModeInfo',
      { single: { mode: 'SIGN_X' } },
      /want one of SIGN_MODE_UNSPECIFIED/,
    ],
    [
      'cosmos.tx.v1beta1.TxBody',
      { messages: [{ amount: [] }] },
      /^messages\[0\]: an Any needs "@type"/,
    ],
    ['cosmos.tx.v1beta1.TxBody', { messages: [{ '@type': '/x.Y', a: 1 }] }, /unknown type \/x.Y/],
    ['cosmos.authz.v1beta1.Grant', { expiration: '2023-02-30T00:00:00Z' }, /does not exist/],
    ['cosmos.authz.v1beta1.Grant', { expiration: 'now' }, /not an RFC 3339 time/],
    ['cosmos.feegrant.v1beta1.PeriodicAllowance', { period: '3' }, /not a duration/],
    ['cosmos.bank.v1beta1.SendEnabled', { enabled: 'yes' }, /want true or false/],
    ['cosmos.base.v1beta1.DecCoin', { amount: '1.1234567890123456789' }, /want a decimal/],
    ['cosmos.tx.v1beta1.TxBody', { messages: [deep(80)] }, /nested deeper than 64/],
  ]
  for (const [name, json, problem] of rows)
    t.throws(() => fromJson(name, json), { name: 'ProtoJsonError', message: problem })
  t.throws(() => jsonToBytes('no.Such', {}), ProtoJsonError)
  t.throws(() => bytesToJson('no.Such', new Uint8Array(0)), ProtoJsonError)
  t.throws(
    () =>
      toJson('cosmos.tx.v1beta1.TxBody', {
        ...fromJson('cosmos.tx.v1beta1.TxBody', {}),
        messages: [{ type_url: '/cosmos.bank.v1beta1.MsgSend', value: new Uint8Array([0xff]) }],
      }),
    { message: /do not decode/ },
  )
  t.end()
})

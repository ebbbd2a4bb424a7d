import t from 'tap'
import { address, addressBytes } from '../../support/memoryContext.js'
import { moduleAddress } from '../../../modules/auth/keeper.js'
import { addresses } from '../../support/memoryContext.js'
import { broken, fund, refusalOf, setup, wire } from '../setup.js'

const SEND = '/cosmos.bank.v1beta1.MsgSend'
const MULTI = '/cosmos.bank.v1beta1.MsgMultiSend'
const SET = '/cosmos.bank.v1beta1.MsgSetSendEnabled'
const PARAMS = '/cosmos.bank.v1beta1.MsgUpdateParams'
const gov = addresses.toText(moduleAddress('gov'))
const collector = addresses.toText(moduleAddress('fee_collector'))
const foreign = 'cosmos1qypqxpq9qcrsszg2pvxq6rs0zqg3yyc5lzv7xu'

const msg = (from: string, to: string, coins: string) => ({
  fromAddress: from,
  toAddress: to,
  amount: wire(coins),
})

await t.test('MsgSend: every refusal in order, then the success', (t) => {
  const app = setup()
  fund(app, app.ctx, 1, '10ubtc,100uinx')
  app.bank.sendEnabled.set(app.ctx, 'ubtc', false)
  const rows: readonly (readonly [string, object, string | undefined])[] = [
    [
      'sender of another chain',
      msg(foreign, address(2), '1uinx'),
      'sdk 7: invalid from address: invalid Bech32 prefix; expected infonex, got cosmos: invalid address',
    ],
    [
      'recipient of another chain',
      msg(address(1), foreign, '1uinx'),
      'sdk 7: invalid to address: invalid Bech32 prefix; expected infonex, got cosmos: invalid address',
    ],
    [
      'no recipient',
      msg(address(1), '', '1uinx'),
      'sdk 7: invalid to address: empty address string is not allowed: invalid address',
    ],
    [
      'zero',
      msg(address(1), address(2), '0uinx'),
      'sdk 10: coin uinx amount is not positive: invalid coins',
    ],
    [
      'negative',
      msg(address(1), address(2), '-1uinx'),
      'sdk 10: invalid amount: "-1": invalid coins',
    ],
    ['bad denom', msg(address(1), address(2), '1!'), 'sdk 10: invalid denom: !: invalid coins'],
    ['nothing', msg(address(1), address(2), ''), 'sdk 10: amount is empty: invalid coins'],
    [
      'denom disabled',
      msg(address(1), address(2), '1ubtc'),
      'bank 5: ubtc transfers are currently disabled: send transactions are disabled',
    ],
    [
      'to a module',
      msg(address(1), collector, '1uinx'),
      `sdk 4: ${collector} is not allowed to receive funds: unauthorized`,
    ],
    [
      'too much',
      msg(address(1), address(2), '101uinx'),
      'sdk 5: spendable balance 100uinx is smaller than 101uinx: insufficient funds',
    ],
    [
      'sender without an account',
      msg(address(9), address(2), '1uinx'),
      'sdk 5: spendable balance 0uinx is smaller than 1uinx: insufficient funds',
    ],
    ['success', msg(address(1), address(2), '40uinx'), undefined],
  ]
  for (const [name, body, wanted] of rows)
    t.equal(refusalOf(app.modules, app.ctx, SEND, body), wanted, name)
  t.equal(app.bank.getBalance(app.ctx, addressBytes(1), 'uinx'), 60n)
  t.equal(app.bank.getBalance(app.ctx, addressBytes(2), 'uinx'), 40n)
  t.ok(app.auth.hasAccount(app.ctx, addressBytes(2)), 'the recipient has an account now')
  t.same(broken(app.modules, app.ctx), [])
  t.end()
})

await t.test("MsgSend emits the SDK's events in the SDK's order", (t) => {
  const app = setup()
  fund(app, app.ctx, 1, '10ubtc,100uinx')
  t.equal(
    refusalOf(app.modules, app.ctx, SEND, msg(address(1), address(2), '1ubtc,2uinx')),
    undefined,
  )
  const seen = app.ctx.events.map((e) => [e.type, ...e.attributes.map((a) => [a.key, a.value])])
  t.same(seen, [
    ['coin_spent', ['spender', address(1)], ['amount', '1ubtc,2uinx']],
    ['coin_received', ['receiver', address(2)], ['amount', '1ubtc,2uinx']],
    ['transfer', ['recipient', address(2)], ['sender', address(1)], ['amount', '1ubtc,2uinx']],
    ['message', ['sender', address(1)]],
  ])
  t.end()
})

await t.test('MsgMultiSend: every refusal in order, then the success', (t) => {
  const app = setup()
  fund(app, app.ctx, 1, '100uinx')
  fund(app, app.ctx, 3, '5ubtc')
  app.bank.sendEnabled.set(app.ctx, 'ubtc', false)
  const part = (n: number | string, coins: string) => ({
    address: typeof n === 'number' ? address(n) : n,
    coins: wire(coins),
  })
  const rows: readonly (readonly [string, object[], object[], string | undefined])[] = [
    ['no input', [], [part(2, '1uinx')], 'bank 2: no inputs to send transaction'],
    [
      'two inputs',
      [part(1, '1uinx'), part(3, '1uinx')],
      [part(2, '2uinx')],
      'bank 9: multiple senders not allowed',
    ],
    ['no output', [part(1, '1uinx')], [], 'bank 3: no outputs to send transaction'],
    [
      'bad input address',
      [part('x', '1uinx')],
      [part(2, '1uinx')],
      'sdk 7: invalid input address: decoding bech32 failed: x: invalid address',
    ],
    ['no coins', [part(1, '')], [part(2, '1uinx')], 'sdk 10: coins are empty: invalid coins'],
    [
      'bad output address',
      [part(1, '1uinx')],
      [part('y', '1uinx')],
      'sdk 7: invalid output address: decoding bech32 failed: y: invalid address',
    ],
    ['zero output', [part(1, '1uinx')], [part(2, '')], 'sdk 10: coins are empty: invalid coins'],
    [
      'sums differ',
      [part(1, '3uinx')],
      [part(2, '1uinx'), part(3, '1uinx')],
      'bank 4: sum inputs != sum outputs',
    ],
    [
      'denom disabled',
      [part(3, '1ubtc')],
      [part(2, '1ubtc')],
      'bank 5: ubtc transfers are currently disabled: send transactions are disabled',
    ],
    [
      'to a module',
      [part(1, '1uinx')],
      [part(collector, '1uinx')],
      `sdk 4: ${collector} is not allowed to receive funds: unauthorized`,
    ],
    [
      'too much',
      [part(1, '101uinx')],
      [part(2, '101uinx')],
      'sdk 5: spendable balance 100uinx is smaller than 101uinx: insufficient funds',
    ],
    ['success', [part(1, '30uinx')], [part(2, '10uinx'), part(4, '20uinx')], undefined],
  ]
  for (const [name, inputs, outputs, wanted] of rows)
    t.equal(refusalOf(app.modules, app.ctx, MULTI, { inputs, outputs }), wanted, name)
  const seen = app.ctx.events.map((e) => [e.type, ...e.attributes.map((a) => [a.key, a.value])])
  t.same(seen, [
    ['coin_spent', ['spender', address(1)], ['amount', '30uinx']],
    ['message', ['sender', address(1)]],
    ['coin_received', ['receiver', address(2)], ['amount', '10uinx']],
    ['transfer', ['recipient', address(2)], ['amount', '10uinx']],
    ['coin_received', ['receiver', address(4)], ['amount', '20uinx']],
    ['transfer', ['recipient', address(4)], ['amount', '20uinx']],
  ])
  t.same(broken(app.modules, app.ctx), [])
  t.end()
})

await t.test('MsgSetSendEnabled: every refusal in order, then the success', (t) => {
  const app = setup()
  const body = (authority: string, on: [string, boolean][], off: string[]) => ({
    authority,
    sendEnabled: on.map(([denom, enabled]) => ({ denom, enabled })),
    useDefaultFor: off,
  })
  const wrong = `sdk 4: invalid authority; expected ${gov}, got ${address(1)}: unauthorized`
  const rows: readonly (readonly [string, object, string | undefined])[] = [
    ['not the authority', body(address(1), [], []), wrong],
    ['bad denom', body(gov, [['!', true]], []), 'sdk 18: invalid denom: !: invalid request'],
    [
      'denom twice',
      body(gov, [['uinx', true]], ['uinx']),
      'sdk 18: duplicate denom "uinx": invalid request',
    ],
    [
      'off',
      body(
        gov,
        [
          ['uinx', false],
          ['ubtc', true],
        ],
        [],
      ),
      undefined,
    ],
  ]
  for (const [name, msg, wanted] of rows)
    t.equal(refusalOf(app.modules, app.ctx, SET, msg), wanted, name)
  t.equal(app.bank.sendEnabled.get(app.ctx, 'uinx'), false)
  t.equal(refusalOf(app.modules, app.ctx, SET, body(gov, [], ['uinx'])), undefined)
  t.equal(app.bank.sendEnabled.get(app.ctx, 'uinx'), undefined, 'the default holds again')
  t.end()
})

await t.test('bank MsgUpdateParams: every refusal in order, then the success', (t) => {
  const app = setup()
  const wrong = `sdk 4: invalid authority; expected ${gov}, got ${address(1)}: unauthorized`
  const params = { sendEnabled: [], defaultSendEnabled: false }
  const rows: readonly (readonly [string, object, string | undefined])[] = [
    ['not the authority', { authority: address(1), params }, wrong],
    ['no params', { authority: gov, params: null }, 'sdk 18: params are absent: invalid request'],
    [
      'entries in params',
      { authority: gov, params: { ...params, sendEnabled: [{ denom: 'uinx', enabled: true }] } },
      'sdk 18: use of send_enabled in params is no longer supported: invalid request',
    ],
    ['success', { authority: gov, params }, undefined],
  ]
  for (const [name, msg, wanted] of rows)
    t.equal(refusalOf(app.modules, app.ctx, PARAMS, msg), wanted, name)
  t.same(app.bank.params(app.ctx), params)
  fund(app, app.ctx, 1, '5uinx')
  t.match(refusalOf(app.modules, app.ctx, SEND, msg(address(1), address(2), '1uinx')), /^bank 5/)
  t.end()
})

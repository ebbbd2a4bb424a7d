import t from 'tap'
import { codec } from '../../../chain/codec/proto.js'
import { PRUNED_PER_BLOCK } from '../../../modules/authz/keeper.js'
import { address, addressBytes, later } from '../../support/memoryContext.js'
import { ask, at, broken, fund, handlerOf, pack, refusalOf, setup, wire } from '../setup.js'
import { run } from '../../support/memoryContext.js'

const A = '/cosmos.authz.v1beta1.'
const SEND = '/cosmos.bank.v1beta1.MsgSend'
const NOW = 1_767_225_600n
const foreign = 'cosmos1qypqxpq9qcrsszg2pvxq6rs0zqg3yyc5lzv7xu'

const generic = (msg: string) => pack('cosmos.authz.v1beta1.GenericAuthorization', { msg })
const limit = (coins: string, allowList: string[] = []) =>
  pack('cosmos.bank.v1beta1.SendAuthorization', { spendLimit: wire(coins), allowList })
const grantMsg = (
  granter: string,
  grantee: string,
  authorization: { type_url: string; value: Uint8Array } | null,
  expiration: { seconds: bigint; nanos: number } | null = null,
) => ({ granter, grantee, grant: { authorization, expiration } })
const sendMsg = (from: number, to: number, coins: string) =>
  pack('cosmos.bank.v1beta1.MsgSend', {
    fromAddress: address(from),
    toAddress: address(to),
    amount: wire(coins),
  })
const execMsg = (grantee: number, ...msgs: { type_url: string; value: Uint8Array }[]) => ({
  grantee: address(grantee),
  msgs,
})

await t.test('MsgGrant: every refusal in order, then the success', (t) => {
  const app = setup()
  const [one, two] = [address(1), address(2)]
  const long = Array.from({ length: 201 }, (_, i) => address(i))
  const rows: readonly (readonly [string, object, RegExp | undefined])[] = [
    ['to oneself', grantMsg(one, one, generic(SEND)), /^authz 7/],
    [
      'bad grantee',
      grantMsg(one, foreign, generic(SEND)),
      /^sdk 7: invalid grantee address: invalid B/,
    ],
    ['bad granter', grantMsg('x', two, generic(SEND)), /^sdk 7: invalid granter address/],
    ['no grant', { granter: one, grantee: two, grant: null }, /^sdk 18: authorization is absent/],
    ['no authorization', grantMsg(one, two, null), /^sdk 18: authorization is absent/],
    [
      'unknown authorization',
      grantMsg(one, two, { type_url: '/x.Y', value: new Uint8Array() }),
      /^authz 4: \/x.Y: unknown authorization type/,
    ],
    [
      'malformed authorization',
      grantMsg(one, two, { ...generic(''), value: Uint8Array.of(10, 99) }),
      /^sdk 34/,
    ],
    ['names nothing', grantMsg(one, two, generic('')), /^sdk 18: authorization names no msg/],
    ['no limit', grantMsg(one, two, limit('')), /^sdk 10: spend limit cannot be nil/],
    ['bad limit', grantMsg(one, two, limit('0uinx')), /^sdk 10/],
    ['many recipients', grantMsg(one, two, limit('1uinx', long)), /^sdk 18: allow_list has 201/],
    [
      'recipient twice',
      grantMsg(one, two, limit('1uinx', [one, one])),
      /^sdk 18: duplicate address/,
    ],
    ['bad recipient', grantMsg(one, two, limit('1uinx', ['x'])), /^sdk 7: allow_list: x/],
    [
      'no time',
      grantMsg(one, two, generic(SEND), { seconds: 1n << 60n, nanos: 0 }),
      /^sdk 18: expiration is not a time/,
    ],
    ['no such message', grantMsg(one, two, generic('/x.Msg')), /^sdk 29: \/x.Msg doesn't exist./],
    [
      'expires now',
      grantMsg(one, two, generic(SEND), at(NOW)),
      /^authz 3: expiration must be after the current block time \(2026-01-01T00:00:00Z\), got 2026-01-01T00:00:00Z/,
    ],
    ['success', grantMsg(one, two, generic(SEND), at(NOW + 60n)), undefined],
    ['another time', grantMsg(one, two, generic(SEND), at(NOW + 60n, 1)), undefined],
    ['for ever', grantMsg(one, two, limit('5uinx')), undefined],
  ]
  for (const [name, msg, wanted] of rows) {
    const got = refusalOf(app.modules, app.ctx, `${A}MsgGrant`, msg)
    if (wanted === undefined) t.equal(got, undefined, name)
    else t.match(got, wanted, name)
  }
  t.ok(app.auth.hasAccount(app.ctx, addressBytes(2)), 'the grantee has an account')
  t.same(app.ctx.events.at(-1), {
    type: 'cosmos.authz.v1beta1.EventGrant',
    attributes: [
      { key: 'grantee', value: `"${two}"`, index: true },
      { key: 'granter', value: `"${one}"`, index: true },
      { key: 'msg_type_url', value: `"${SEND}"`, index: true },
    ],
  })
  t.same(broken(app.modules, app.ctx), [])
  t.end()
})

await t.test('MsgRevoke: every refusal in order, then the success', (t) => {
  const app = setup()
  const msg = (granter: string, grantee: string, msgTypeUrl: string) => ({
    granter,
    grantee,
    msgTypeUrl,
  })
  const [one, two] = [address(1), address(2)]
  t.equal(
    refusalOf(
      app.modules,
      app.ctx,
      `${A}MsgGrant`,
      grantMsg(one, two, generic(SEND), at(NOW + 9n)),
    ),
    undefined,
  )
  const rows: readonly (readonly [string, object, RegExp | undefined])[] = [
    ['of oneself', msg(one, one, SEND), /^authz 7/],
    ['bad grantee', msg(one, 'x', SEND), /^sdk 7: invalid grantee/],
    ['bad granter', msg('x', two, SEND), /^sdk 7: invalid granter/],
    ['no type', msg(one, two, ''), /^sdk 18: missing msg method name/],
    ['not granted', msg(two, one, SEND), /^authz 2: failed to delete grant/],
    ['success', msg(one, two, SEND), undefined],
    ['again', msg(one, two, SEND), /^authz 2/],
  ]
  for (const [name, body, wanted] of rows) {
    const got = refusalOf(app.modules, app.ctx, `${A}MsgRevoke`, body)
    if (wanted === undefined) t.equal(got, undefined, name)
    else t.match(got, wanted, name)
  }
  t.equal(app.ctx.events.at(-1)?.type, 'cosmos.authz.v1beta1.EventRevoke')
  t.same(broken(app.modules, app.ctx), [])
  t.end()
})

await t.test('MsgExec: every refusal in order, then the success', (t) => {
  const app = setup()
  fund(app, app.ctx, 1, '100uinx')
  fund(app, app.ctx, 2, '7uinx')
  const grant = (authorization: { type_url: string; value: Uint8Array }, seconds: bigint) =>
    refusalOf(
      app.modules,
      app.ctx,
      `${A}MsgGrant`,
      grantMsg(address(1), address(2), authorization, at(NOW + seconds)),
    )
  t.equal(grant(limit('10uinx', [address(3)]), 5n), undefined)
  t.equal(grant(generic('/cosmos.bank.v1beta1.MsgMultiSend'), 500n), undefined)
  const nested = (depth: number): { type_url: string; value: Uint8Array } =>
    depth === 0
      ? sendMsg(2, 3, '1uinx')
      : pack('cosmos.authz.v1beta1.MsgExec', execMsg(2, nested(depth - 1)))
  const multi = (inputs: number[]) =>
    pack('cosmos.bank.v1beta1.MsgMultiSend', {
      inputs: inputs.map((n) => ({ address: address(n), coins: wire('1uinx') })),
      outputs: [{ address: address(3), coins: wire('1uinx') }],
    })
  const rows: readonly (readonly [string, object, RegExp | undefined])[] = [
    ['nested too deep', execMsg(2, nested(3)), /^authz 20: MsgExec inside MsgExec, want at most 3/],
    ['malformed nested', execMsg(2, { ...nested(1), value: Uint8Array.of(10, 99) }), /^sdk 2/],
    ['bad grantee', { grantee: 'x', msgs: [sendMsg(1, 3, '1uinx')] }, /^sdk 7: invalid grantee/],
    ['nothing to run', execMsg(2), /^sdk 18: messages cannot be empty/],
    ['no such message', execMsg(2, { type_url: '/x.Y', value: new Uint8Array() }), /^sdk 6/],
    ['malformed message', execMsg(2, { type_url: SEND, value: Uint8Array.of(99) }), /^sdk 2/],
    ['two signers', execMsg(2, multi([1, 2])), /^authz 9/],
    ['no signer', execMsg(2, multi([])), /^authz 9/],
    ['not granted', execMsg(2, sendMsg(3, 1, '1uinx')), /^authz 2: failed to get grant with given/],
    ['other grantee', execMsg(4, sendMsg(1, 3, '1uinx')), /^authz 2/],
    ['above the limit', execMsg(2, sendMsg(1, 3, '11uinx')), /^sdk 5: requested amount is more/],
    ['other denom', execMsg(2, sendMsg(1, 3, '1ubtc')), /^sdk 5: requested amount is more/],
    ['other recipient', execMsg(2, sendMsg(1, 2, '1uinx')), /^sdk 4: cannot send to/],
    [
      'one of two fails',
      execMsg(2, sendMsg(1, 3, '6uinx'), sendMsg(1, 3, '5uinx')),
      /^sdk 5: requested amount/,
    ],
    ['success', execMsg(2, sendMsg(1, 3, '6uinx')), undefined],
    ['the limit has shrunk', execMsg(2, sendMsg(1, 3, '5uinx')), /^sdk 5: requested amount/],
    ['own messages need no grant', execMsg(2, sendMsg(2, 1, '1uinx')), undefined],
    ['nested as deep as allowed', execMsg(2, nested(2)), undefined],
    ['generic', execMsg(2, multi([1])), undefined],
  ]
  for (const [name, msg, wanted] of rows) {
    const got = refusalOf(app.modules, app.ctx, `${A}MsgExec`, msg)
    if (wanted === undefined) t.equal(got, undefined, name)
    else t.match(got, wanted, name)
  }
  t.equal(app.bank.getBalance(app.ctx, addressBytes(3), 'uinx'), 8n)
  const expired = refusalOf(
    app.modules,
    later(app.ctx, 1n),
    `${A}MsgExec`,
    execMsg(2, sendMsg(1, 3, '1uinx')),
  )
  t.match(expired, /^authz 6: authorization expired/)
  const last = refusalOf(app.modules, app.ctx, `${A}MsgExec`, execMsg(2, sendMsg(1, 3, '4uinx')))
  t.equal(last, undefined)
  const again = refusalOf(app.modules, app.ctx, `${A}MsgExec`, execMsg(2, sendMsg(1, 3, '1uinx')))
  t.match(again, /^authz 2/, 'a limit used up ends the grant')
  t.same(broken(app.modules, app.ctx), [])
  t.end()
})

await t.test('what was run leaves its response and its events, marked with its place', (t) => {
  const app = setup()
  fund(app, app.ctx, 2, '9uinx')
  const response = run(
    handlerOf(app.modules, `${A}MsgExec`),
    app.ctx,
    execMsg(2, sendMsg(2, 3, '1uinx'), sendMsg(2, 3, '2uinx')),
  ) as { results: Uint8Array[] }
  t.equal(response.results.length, 2)
  t.same(codec('cosmos.bank.v1beta1.MsgSendResponse').decode(response.results[0] as Uint8Array), {})
  t.equal(app.ctx.events.length, 8)
  t.same(app.ctx.events.map((e) => e.attributes.at(-1)?.value).join(''), '00001111')
  t.ok(app.ctx.events.every((e) => e.attributes.at(-1)?.key === 'authz_msg_index'))
  t.end()
})

await t.test('queries of grants', (t) => {
  const app = setup()
  for (const [granter, grantee, url] of [
    [1, 2, SEND],
    [1, 2, '/cosmos.bank.v1beta1.MsgMultiSend'],
    [1, 3, SEND],
    [4, 2, SEND],
  ] as const)
    t.equal(
      refusalOf(
        app.modules,
        app.ctx,
        `${A}MsgGrant`,
        grantMsg(address(granter), address(grantee), generic(url)),
      ),
      undefined,
    )
  const q = (name: string, request: object) =>
    ask<{ grants: { granter?: string; grantee?: string }[] }>(
      app.modules,
      app.ctx,
      `${A}Query/${name}`,
      {
        pagination: null,
        ...request,
      },
    ).grants
  t.equal(q('Grants', { granter: address(1), grantee: address(2), msgTypeUrl: '' }).length, 2)
  t.equal(q('Grants', { granter: address(1), grantee: address(2), msgTypeUrl: SEND }).length, 1)
  t.throws(
    () => q('Grants', { granter: address(2), grantee: address(1), msgTypeUrl: SEND }),
    /NotFound desc = authorization not found for .*MsgSend type: key not found/,
  )
  t.throws(
    () => q('Grants', { granter: 'x', grantee: address(1), msgTypeUrl: '' }),
    /InvalidArgument/,
  )
  t.same(
    q('GranterGrants', { granter: address(1) }).map((g) => g.grantee),
    [address(2), address(2), address(3)],
  )
  t.same(
    q('GranteeGrants', { grantee: address(2) }).map((g) => g.granter),
    [address(1), address(1), address(4)],
  )
  t.end()
})

await t.test(
  'a block removes at most 200 expired grants, and the rest are dead all the same',
  (t) => {
    const app = setup()
    fund(app, app.ctx, 1, '9uinx')
    const total = PRUNED_PER_BLOCK + 20
    for (let n = 0; n < total; n++)
      app.authz.saveGrant(
        app.ctx,
        addressBytes(1),
        addressBytes(1000 + n),
        { typeUrl: '/cosmos.authz.v1beta1.GenericAuthorization', value: { msg: SEND } },
        at(NOW + 5n),
      )
    const left = (): number => [...app.authz.grants.walk(app.ctx)].length
    app.authz.pruneExpired(app.ctx)
    t.equal(left(), total, 'none has expired yet')
    const next = later(app.ctx, 1n)
    app.authz.pruneExpired(next)
    t.equal(left(), 20)
    t.same(broken(app.modules, next), [])
    const dead = refusalOf(app.modules, next, `${A}MsgExec`, {
      grantee: address(1000 + total - 1),
      msgs: [sendMsg(1, 3, '1uinx')],
    })
    t.match(dead, /^authz 6/)
    app.authz.pruneExpired(next)
    t.equal(left(), 0)
    t.equal([...app.authz.queue.walk(app.ctx)].length, 0)
    t.end()
  },
)

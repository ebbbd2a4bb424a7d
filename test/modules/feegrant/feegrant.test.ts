import t from 'tap'
import { parseCoins } from '../../../chain/types/coin.js'
import { TxError } from '../../../chain/types/errors.js'
import { PRUNED_PER_BLOCK, PRUNED_PER_MESSAGE } from '../../../modules/feegrant/keeper.js'
import { moduleAddress } from '../../../modules/auth/keeper.js'
import { address, addressBytes, addresses, later } from '../../support/memoryContext.js'
import { ask, at, broken, pack, refusalOf, type Setup, setup, wire } from '../setup.js'

const F = '/cosmos.feegrant.v1beta1.'
const SEND = '/cosmos.bank.v1beta1.MsgSend'
const NOW = 1_767_225_600n
type Any = { type_url: string; value: Uint8Array }
type Time = { seconds: bigint; nanos: number }

const basic = (spendLimit: string, expiration: Time | null = null) =>
  pack('cosmos.feegrant.v1beta1.BasicAllowance', { spendLimit: wire(spendLimit), expiration })
const periodic = (
  total: string,
  each: string,
  canSpend = '',
  period: Time | null = at(10n),
  expiration: Time | null = null,
  periodReset: Time | null = null,
) =>
  pack('cosmos.feegrant.v1beta1.PeriodicAllowance', {
    basic: { spendLimit: wire(total), expiration },
    period,
    periodSpendLimit: wire(each),
    periodCanSpend: wire(canSpend),
    periodReset,
  })
const only = (allowance: Any | null, ...allowedMessages: string[]) =>
  pack('cosmos.feegrant.v1beta1.AllowedMsgAllowance', { allowance, allowedMessages })
const grantMsg = (granter: string, grantee: string, allowance: Any | null) => ({
  granter,
  grantee,
  allowance,
})

function grant(app: Setup, allowance: Any, granter = 1, grantee = 2): void {
  const msg = grantMsg(address(granter), address(grantee), allowance)
  const refusal = refusalOf(app.modules, app.ctx, `${F}MsgGrantAllowance`, msg)
  if (refusal !== undefined) throw new Error(refusal)
}

/** Pays a fee of account 2 from account 1; gives the refusal. */
function use(app: Setup, ctx: Setup['ctx'], fee: string, ...urls: string[]): string | undefined {
  try {
    ctx.atomic((branch) =>
      app.feegrant.useGrantedFees(
        branch,
        addressBytes(1),
        addressBytes(2),
        parseCoins(wire(fee)),
        urls,
      ),
    )
    return undefined
  } catch (error) {
    if (error instanceof TxError) return `${error.codespace} ${error.code}: ${error.message}`
    throw error
  }
}

await t.test('MsgGrantAllowance: every refusal in order, then the success', (t) => {
  const app = setup()
  const [one, two] = [address(1), address(2)]
  const bare = addresses.toText(moduleAddress('nobody'))
  const msgs = Array.from({ length: 201 }, (_, i) => `/m${i}`)
  const rows: readonly (readonly [string, object, RegExp | undefined])[] = [
    ['to oneself', grantMsg(one, one, basic('')), /^sdk 7: cannot self-grant fee authorization/],
    ['bad grantee', grantMsg(one, 'x', basic('')), /^sdk 7: invalid grantee address/],
    ['bad granter', grantMsg('x', two, basic('')), /^sdk 7: invalid granter address/],
    ['no allowance', grantMsg(one, two, null), /^feegrant 5: failed to get allowance/],
    [
      'unknown type',
      grantMsg(one, two, { type_url: '/x.Y', value: new Uint8Array() }),
      /^feegrant 5/,
    ],
    ['nested too deep', grantMsg(one, two, only(only(basic(''), SEND), SEND)), /^feegrant 5/],
    ['malformed', grantMsg(one, two, { ...basic(''), value: Uint8Array.of(10, 99) }), /^sdk 34/],
    ['bad limit', grantMsg(one, two, basic('0uinx')), /^sdk 10/],
    ['no time', grantMsg(one, two, basic('', { seconds: 1n << 60n, nanos: 0 })), /^feegrant 4/],
    [
      'no period limit',
      grantMsg(one, two, periodic('', '')),
      /^sdk 10: period spend limit is empty/,
    ],
    [
      'more than a period',
      grantMsg(one, two, periodic('', '5uinx', '6uinx')),
      /^sdk 10: period_can_spend/,
    ],
    [
      'other denom',
      grantMsg(one, two, periodic('5ubtc', '5uinx')),
      /^sdk 10: period spend limit has/,
    ],
    [
      'no period',
      grantMsg(one, two, periodic('', '5uinx', '', at(0n))),
      /^feegrant 4: period is not/,
    ],
    [
      'absent period',
      grantMsg(one, two, periodic('', '5uinx', '', null)),
      /^feegrant 4: period is not/,
    ],
    ['long period', grantMsg(one, two, periodic('', '5uinx', '', at(1n << 40n))), /^feegrant 4/],
    [
      'no reset time',
      grantMsg(one, two, periodic('', '5uinx', '', at(9n), null, { seconds: 1n << 60n, nanos: 0 })),
      /^feegrant 4: period_reset/,
    ],
    ['no messages', grantMsg(one, two, only(basic(''))), /^feegrant 6/],
    [
      'many messages',
      grantMsg(one, two, only(basic(''), ...msgs)),
      /^sdk 18: 201 allowed messages/,
    ],
    ['inner is bad', grantMsg(one, two, only(basic('0uinx'), SEND)), /^sdk 10/],
    ['success', grantMsg(one, two, basic('5uinx', at(NOW + 5n))), undefined],
    ['twice', grantMsg(one, two, basic('5uinx')), /^sdk 18: fee allowance already exists/],
    [
      'expired',
      grantMsg(one, address(3), basic('', at(NOW - 1n))),
      /^sdk 18: expiration is before/,
    ],
    ['no module of ours', grantMsg(one, bare, basic('')), undefined],
  ]
  for (const [name, msg, wanted] of rows) {
    const got = refusalOf(app.modules, app.ctx, `${F}MsgGrantAllowance`, msg)
    if (wanted === undefined) t.equal(got, undefined, name)
    else t.match(got, wanted, name)
  }
  t.ok(app.auth.hasAccount(app.ctx, addressBytes(2)))
  t.equal(app.ctx.events.at(-1)?.type, 'set_feegrant')
  t.same(broken(app.modules, app.ctx), [])
  t.end()
})

await t.test('a module that has no account yet is given no allowance', (t) => {
  const app = setup()
  app.ctx.kv('acc').delete(app.auth.accounts.keyBytes(moduleAddress('gov')))
  const msg = grantMsg(address(1), addresses.toText(moduleAddress('gov')), basic(''))
  t.match(
    refusalOf(app.modules, app.ctx, `${F}MsgGrantAllowance`, msg),
    /^sdk 4: .* is not allowed/,
  )
  t.end()
})

await t.test('MsgRevokeAllowance: every refusal in order, then the success', (t) => {
  const app = setup()
  grant(app, basic('5uinx', at(NOW + 5n)))
  const rows: readonly (readonly [string, object, RegExp | undefined])[] = [
    ['of oneself', { granter: address(1), grantee: address(1) }, /^sdk 7: addresses must be diff/],
    ['bad grantee', { granter: address(1), grantee: 'x' }, /^sdk 7: invalid grantee/],
    ['bad granter', { granter: 'x', grantee: address(1) }, /^sdk 7: invalid granter/],
    ['none', { granter: address(2), grantee: address(1) }, /^sdk 38: fee-grant not found/],
    ['success', { granter: address(1), grantee: address(2) }, undefined],
    ['again', { granter: address(1), grantee: address(2) }, /^sdk 38/],
  ]
  for (const [name, msg, wanted] of rows) {
    const got = refusalOf(app.modules, app.ctx, `${F}MsgRevokeAllowance`, msg)
    if (wanted === undefined) t.equal(got, undefined, name)
    else t.match(got, wanted, name)
  }
  t.equal(app.ctx.events.at(-1)?.type, 'revoke_feegrant')
  t.same(broken(app.modules, app.ctx), [])
  t.end()
})

await t.test('use of a basic allowance: every refusal, then until it is used up', (t) => {
  const app = setup()
  t.match(use(app, app.ctx, '1uinx'), /^sdk 38: fee-grant not found: not found/)
  grant(app, basic('9uinx', at(NOW + 5n)))
  t.match(
    use(app, later(app.ctx, 2n), '1uinx'),
    /^feegrant 3: basic allowance: fee allowance expired/,
  )
  t.match(use(app, app.ctx, '10uinx'), /^feegrant 2: basic allowance: fee limit exceeded/)
  t.match(use(app, app.ctx, '1ubtc'), /^feegrant 2/)
  app.ctx.events.length = 0
  t.equal(use(app, later(app.ctx, 1n), '4uinx', SEND), undefined, 'at its very end')
  t.equal(use(app, app.ctx, '4uinx', SEND), undefined)
  t.same(
    app.ctx.events.map((e) => e.type),
    ['use_feegrant', 'set_feegrant'],
  )
  t.equal(use(app, app.ctx, '1uinx', SEND), undefined)
  t.same(app.ctx.events.map((e) => e.type).slice(2), ['revoke_feegrant', 'use_feegrant'])
  t.match(use(app, app.ctx, '1uinx', SEND), /^sdk 38/)
  t.same(broken(app.modules, app.ctx), [])
  t.end()
})

await t.test('use of a periodic allowance: by period and in all', (t) => {
  const app = setup()
  grant(app, periodic('12uinx', '5uinx', '', at(10n), at(NOW + 1000n)))
  t.match(use(app, app.ctx, '6uinx'), /^feegrant 2: period limit/)
  t.equal(use(app, app.ctx, '5uinx'), undefined, 'the first use begins a period')
  t.match(use(app, app.ctx, '1uinx'), /^feegrant 2: period limit/)
  const second = later(app.ctx, 2n)
  t.equal(use(app, second, '4uinx'), undefined)
  t.match(use(app, second, '2uinx'), /^feegrant 2: period limit/)
  const third = later(app.ctx, 4n)
  t.match(use(app, third, '4uinx'), /^feegrant 2: period limit/, '3 are left in all')
  t.match(use(app, later(app.ctx, 300n), '1uinx'), /^feegrant 3: absolute limit/)
  t.equal(use(app, third, '3uinx'), undefined)
  t.match(use(app, third, '1uinx'), /^sdk 38/, 'used up')
  t.end()
})

await t.test('an allowance for some messages pays for no others', (t) => {
  const app = setup()
  grant(app, only(basic('9uinx'), SEND, '/x.Y'))
  t.match(
    use(app, app.ctx, '1uinx', SEND, '/x.Z'),
    /^feegrant 7: message does not exist in allowed/,
  )
  const before = app.ctx.gas.used
  t.equal(use(app, app.ctx, '1uinx', SEND, '/x.Y', SEND), undefined)
  t.ok(app.ctx.gas.used > before + 50n)
  t.equal(use(app, app.ctx, '8uinx', SEND), undefined)
  t.match(use(app, app.ctx, '1uinx', SEND), /^sdk 38/)
  t.end()
})

await t.test('queries of allowances, and the words for one that is not there', (t) => {
  const app = setup()
  for (const [granter, grantee] of [
    [1, 2],
    [1, 3],
    [4, 2],
  ] as const)
    grant(app, basic('9uinx'), granter, grantee)
  const q = (name: string, request: object) =>
    ask<{ allowances: { granter: string; grantee: string }[]; allowance: object }>(
      app.modules,
      app.ctx,
      `${F}Query/${name}`,
      { pagination: null, ...request },
    )
  t.match(q('Allowance', { granter: address(1), grantee: address(2) }).allowance, {
    granter: address(1),
    grantee: address(2),
  })
  t.throws(
    () => q('Allowance', { granter: address(2), grantee: address(1) }),
    /^rpc error: code = Internal desc = fee-grant not found: not found: unknown request$/,
  )
  t.throws(() => q('Allowance', { granter: 'x', grantee: address(1) }), /InvalidArgument/)
  t.same(
    q('Allowances', { grantee: address(2) }).allowances.map((a) => a.granter),
    [address(1), address(4)],
  )
  t.same(
    q('AllowancesByGranter', { granter: address(1) }).allowances.map((a) => a.grantee),
    [address(2), address(3)],
  )
  t.end()
})

await t.test('expired allowances are removed: 200 a block, 75 a message', (t) => {
  const app = setup()
  const total = PRUNED_PER_BLOCK + PRUNED_PER_MESSAGE + 10
  for (let n = 0; n < total; n++) grant(app, basic('', at(NOW + 5n)), 1, 1000 + n)
  grant(app, basic('', at(NOW + 500n)), 1, 5)
  const next = later(app.ctx, 1n)
  const left = (): number => [...app.feegrant.allowances.walk(next)].length
  const feegrant = app.modules.find((m) => m.name === 'feegrant')
  feegrant?.endBlock?.(app.ctx)
  t.equal(left(), total + 1, 'none has expired yet')
  feegrant?.endBlock?.(next)
  t.equal(left(), PRUNED_PER_MESSAGE + 11)
  const bad = refusalOf(app.modules, next, `${F}MsgPruneAllowances`, { pruner: 'x' })
  t.match(bad, /^sdk 7: invalid pruner address/)
  t.equal(refusalOf(app.modules, next, `${F}MsgPruneAllowances`, { pruner: address(7) }), undefined)
  t.equal(left(), 11)
  t.same(next.events.at(-1)?.type, 'prune_feegrant')
  t.same(broken(app.modules, next), [])
  t.end()
})

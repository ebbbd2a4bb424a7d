/** Grants by tables: every refusal, queries, genesis and invariants (marketplace.md 2.5, H21). */
import t from 'tap'
import { address, addressBytes, later, memoryContext } from '../../support/memoryContext.js'
import { ask, broken, wire } from '../setup.js'
import {
  byGrant,
  coin,
  funded,
  grantMsg,
  type Market,
  type Opened,
  payer,
  shown,
} from './managed.js'
import { dualMarket, MODEL, openDual } from './dual.js'
import { AGGREGATOR, limitsMsg, MANAGER, market, openMsg, PAYER, SUPPLIER } from './market.js'

await t.test(
  'MsgGrantManager, MsgOpenChannelByGrant, MsgRevokeManagerGrant: every refusal',
  async (t) => {
    const m = funded()
    const { ctx } = m
    const two = [address(2), address(3)]
    const models = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)]
    const rows: [object, RegExp][] = [
      [{ denom: '!' }, /^payment 36: denom/],
      [{ maxCapPerChannel: 'x' }, /^payment 2: max_cap_per_channel/],
      [{ maxTotalOpen: '-1' }, /^payment 2: max_total_open/],
      [{ perPeriod: '' }, /^payment 2: per_period/],
      [{ maxTotalOpen: '0' }, /^payment 36: .*nothing could be opened/],
      [{ maxRatePerS: 0n, maxBurst: 0n }, /^payment 36: .*nothing would ever vest/],
      [{ periodMs: 999n }, /^payment 36: period_ms is 999/],
      [{ periodMs: 1n << 60n }, /^payment 36: period_ms/],
      [{ expiryMs: 1n << 48n }, /^payment 36: expiry_ms/],
      [{ expiryMs: ctx.timeMs }, /^payment 36: expiry_ms is .* now/],
      [{ uses: 0 }, /^payment 36: uses is 0/],
      [{ minReceiptPolicy: 4 }, /^payment 36: min_receipt_policy 4/],
      [{ allowedPayees: ['x'] }, /^sdk 7/],
      [{ allowedAggregators: ['x'] }, /^sdk 7/],
      [{ allowedPayees: [...two].reverse() }, /^payment 36: allowed_payees\[1\] is not above/],
      [{ allowedAggregators: [two[0], two[0]] }, /^payment 36: allowed_aggregators\[1\]/],
      [{ allowedPayees: Array(33).fill(two[0]) }, /^payment 36: allowed_payees has 33/],
      [{ allowedModels: Array(33).fill(models[0]) }, /^payment 36: allowed_models has 33/],
      [{ allowedModels: [new Uint8Array(31)] }, /^payment 36: allowed_models\[0\] has 31/],
      [{ allowedModels: [...models].reverse() }, /^payment 36: allowed_models\[1\]/],
    ]
    for (const [change, want] of rows)
      t.match(m.refusal(ctx, 'MsgGrantManager', grantMsg(ctx, change)), want, String(want))
    const grant = (change: object) =>
      m.refusal(ctx, 'MsgGrantManager', { ...grantMsg(ctx), ...change })
    t.match(grant({ limits: null }), /^payment 36: limits are absent/)
    t.match(grant({ manager: 'x' }), /^sdk 7/)
    t.match(grant({ payer: 'x' }), /^sdk 7/)
    t.match(grant({ manager: payer }), /^payment 37/, 'H21: the manager is not the payer')

    const open = (change: object = {}, at = ctx) =>
      m.refusal(at, 'MsgOpenChannelByGrant', byGrant(at, change))
    t.match(open(), /^payment 33/)
    const allowed = { allowedPayees: [address(SUPPLIER)], uses: 2 }
    m.run(ctx, 'MsgGrantManager', grantMsg(ctx, { ...allowed, maxRatePerS: 5n, perPeriod: '1500' }))
    const other = [{ address: address(7), bps: 10_000 }]
    const key = { algorithm: 2, key: m.managerKey }
    const opens: [object, RegExp][] = [
      [{ manager: 'x' }, /^sdk 7/],
      [{ cap: null }, /^payment 2/],
      [{ payees: [] }, /^payment 6/],
      [{ signer: key, manager: m.managerAddress }, /^payment 37/],
      [{ cap: wire('10ubtc')[0] }, /^payment 35: cap is in ubtc/],
      [{ cap: coin(1001n) }, /^payment 35: cap 1001, max_cap_per_channel 1000/],
      [{ ratePerS: 6n }, /^payment 35: rate_per_s 6/],
      [{ burst: 1001n }, /^payment 35: burst 1001/],
      [{ expiryMs: ctx.timeMs + 100n * 86_400_000n }, /^payment 35: expiry_ms/],
      [{ payees: other }, /^payment 35: .* is no allowed payee/],
      [{ expiryMs: ctx.timeMs }, /^payment 9/],
    ]
    for (const [change, want] of opens)
      t.match(
        m.refusal(ctx, 'MsgOpenChannelByGrant', { ...byGrant(ctx), ...change }),
        want,
        String(want),
      )
    t.equal(open(), undefined)
    t.match(open(), /^payment 35: cap 1000, opened in this period 1000, per_period 1500/)
    t.equal(shown(m, ctx).available, '500')
    t.equal(shown(m, ctx).status, 1)
    const next = later(ctx, 1n, 3600n)
    t.equal(open({}, next), undefined, 'the next period has begun')
    t.match(open({}, next), /^payment 34: it is used up/)
    t.equal(shown(m, next).status, 2)
    t.equal(shown(m, later(ctx, 1n, 50n * 86_400n)).status, 3)
    t.match(open({}, later(ctx, 1n, 50n * 86_400n)), /^payment 34: it is expired/)
    t.match(
      m.refusal(next, 'MsgGrantManager', grantMsg(next, { denom: 'ubtc' })),
      /^payment 36: denom is ubtc; channels in uinx are open/,
    )
    m.run(next, 'MsgGrantManager', grantMsg(next, { maxTotalOpen: '2100' }))
    t.match(
      open({}, next),
      /^payment 35: cap 1000, open 2000, max_total_open 2100/,
      'they count on',
    )

    const revoke = (change: object = {}) =>
      m.refusal(next, 'MsgRevokeManagerGrant', {
        ...{ payer, manager: address(MANAGER), revokeSigners: false },
        ...change,
      })
    t.match(revoke({ payer: 'x' }), /^sdk 7/)
    t.match(revoke({ manager: 'x' }), /^sdk 7/)
    t.match(revoke({ manager: address(8) }), /^payment 33/)
    t.equal(revoke(), undefined)
    t.match(revoke(), /^payment 34: it is revoked/)
    t.match(open({}, next), /^payment 34: it is revoked/)
    t.equal(shown(m, next).status, 4)
    t.equal(shown(m, next).available, '0')
    t.equal(revoke({ revokeSigners: true }), undefined, 'once more, for the signers')
    const frozen = [...m.keeper.channels.walk(next)].map(([, c]) => c.frozenAtMs)
    t.same(frozen, [next.timeMs + 120_000n, next.timeMs + 120_000n])
  },
)

await t.test('only the channels of the revoked manager are frozen', async (t) => {
  const m = funded()
  const { ctx } = m
  for (const who of [MANAGER, MANAGER + 1]) m.run(ctx, 'MsgGrantManager', grantMsg(ctx, {}, who))
  const mine = m.run<Opened>(ctx, 'MsgOpenChannel', openMsg(ctx))
  const first = m.run<Opened>(ctx, 'MsgOpenChannelByGrant', byGrant(ctx))
  const second = m.run<Opened>(ctx, 'MsgOpenChannelByGrant', byGrant(ctx, {}, MANAGER + 1))
  const revoke = { payer, manager: address(MANAGER), revokeSigners: true }
  t.same(m.run(ctx, 'MsgRevokeManagerGrant', revoke), {
    effectiveAtMs: ctx.timeMs + 120_000n,
    revokedSigners: 1,
  })
  const frozen = (o: Opened): boolean => m.keeper.mustChannel(ctx, o.channelId).frozenAtMs > 0n
  t.same([mine, first, second].map(frozen), [false, true, false])
})

await t.test('queries list grants by payer and by manager; genesis keeps them', async (t) => {
  const m = funded()
  const { ctx } = m
  for (const who of [MANAGER, MANAGER + 1]) m.run(ctx, 'MsgGrantManager', grantMsg(ctx, {}, who))
  m.run(ctx, 'MsgOpenChannelByGrant', byGrant(ctx))
  m.run(ctx, 'MsgOpenChannel', openMsg(ctx))
  const page = { key: new Uint8Array(), offset: 0n, limit: 10n, countTotal: false, reverse: false }
  const list = (name: string, of: object) =>
    ask<{ grants: { grant: { manager: string } }[] }>(
      m.modules,
      ctx,
      `/infonex.payment.v1.Query/${name}`,
      { ...of, pagination: page },
    ).grants.map((g) => g.grant.manager)
  t.same(list('Grants', { payer }), [address(MANAGER), address(MANAGER + 1)])
  t.same(list('Grants', { payer: address(8) }), [])
  t.same(list('ManagerGrants', { manager: address(MANAGER + 1) }), [address(MANAGER + 1)])
  t.throws(() => shown(m, ctx, 8), /no grant/)

  const exported = m.payment.exportGenesis(ctx)
  t.same(m.payment.validateGenesis(exported), [])
  const other = market()
  const at = memoryContext()
  other.payment.initGenesis(at, exported)
  t.same(other.payment.exportGenesis(at), exported)
  const g = exported as unknown as { grants: object[]; channels: object[] }
  const damage = (change: object): string =>
    m.payment.validateGenesis({ ...(exported as object), ...change } as never).join('\n')
  const [one, two] = g.grants as [{ limits: object }, object]
  const rows: [object, RegExp][] = [
    [{ grants: [two] }, /name a grant that is not there/],
    [{ grants: [{ ...one, open: '5' }, two] }, /grants\[0\]\.open is 5, its channels count 1000/],
    [{ grants: [{ ...one, payer: 'x' }, two] }, /grants\[0\]\.payer/],
    [{ grants: [{ ...one, limits: null }, two] }, /grants\[0\]\.limits: they are absent/],
    [{ grants: [{ ...one, limits: { ...one.limits, uses: 0 } }, two] }, /uses is 0/],
    [{ grants: [{ ...one, limits: { ...one.limits, allowed_payees: ['x'] } }, two] }, /limits: /],
    [{ channels: g.channels.map((c) => ({ ...c, granted: '' })) }, /one half of a grant/],
  ]
  for (const [change, want] of rows) t.match(damage(change), want, String(want))
})

await t.test('what grants count, and their index, are invariants', async (t) => {
  const nobody = addressBytes(9)
  const pair = [addressBytes(PAYER), addressBytes(MANAGER)] as const
  const breakers: [string, RegExp, (m: Market, o: Opened) => void][] = [
    [
      'link of none',
      /counts a channel that is not there/,
      (m) => m.keeper.granted.links.set(m.ctx, new Uint8Array(32), { manager: nobody, cap: 1n }),
    ],
    [
      'link lost',
      /counts 1000, channels 0/,
      (m, o) => m.keeper.granted.links.delete(m.ctx, o.channelId),
    ],
    ['grant lost', /a grant that is not there/, (m) => m.keeper.granted.grants.delete(m.ctx, pair)],
    [
      'index lost',
      /is not indexed/,
      (m) => m.keeper.granted.byManager.delete(m.ctx, [pair[1], pair[0]]),
    ],
    [
      'index of none',
      /1 grants, the index has 2/,
      (m) => m.keeper.granted.byManager.add(m.ctx, [nobody, nobody]),
    ],
  ]
  for (const [name, says, damage] of breakers) {
    const m = funded()
    m.run(m.ctx, 'MsgGrantManager', grantMsg(m.ctx))
    const opened = m.run<Opened>(m.ctx, 'MsgOpenChannelByGrant', byGrant(m.ctx))
    t.same(broken(m.modules, m.ctx), [], name)
    damage(m, opened)
    t.match(broken(m.modules, m.ctx).join(), says, name)
  }
})

await t.test(
  'under agreements: policy, payee, aggregator, models, and keys apart (H21)',
  async (t) => {
    const SECRET = { algorithm: 2, key: market().managerKey }
    const terms = { retail: { perRequest: 10n }, wholesale: { perRequest: 7n } }
    const open = (
      limits: object,
      change: object = {},
      retail: object = {},
      wholesale: object = {},
    ) => {
      const m = dualMarket({ ...terms, retailChange: retail, wholesaleChange: wholesale })
      const wide = { maxCapPerChannel: '100000', maxTotalOpen: '100000', perPeriod: '100000' }
      const who = { manager: m.managerAddress, payer }
      const all = { ...wide, maxBurst: 100_000n, minReceiptPolicy: 0, ...limits }
      m.run(m.ctx, 'MsgGrantManager', { ...who, limits: limitsMsg(m.ctx, all) })
      const why = m.refusal(m.ctx, 'MsgOpenChannelByGrant', {
        ...openDual(m.ctx),
        ...who,
        ...change,
      })
      if (why === undefined) t.same(broken(m.modules, m.ctx), [])
      return why
    }
    const none = { receiptPolicy: 1, retailId: 0n, wholesaleId: 0n }
    const [other, more] = [new Uint8Array(32).fill(8), new Uint8Array(32).fill(9)]
    t.equal(open({}), undefined, 'DUAL by default')
    t.match(open({}, none), /^payment 35: receipt_policy 1, min_receipt_policy 3/)
    t.match(open({}, { receiptPolicy: 2 }), /^payment 35: receipt_policy 2, min_receipt_policy 3/)
    t.equal(open({ minReceiptPolicy: 1 }, none), undefined)
    t.match(open({ allowedPayees: [address(AGGREGATOR)] }), /^payment 35: .* is no allowed payee/)
    t.match(
      open({ allowedPayees: [address(SUPPLIER)], allowedAggregators: [address(9)] }),
      /^payment 35: .* is no allowed aggregator/,
    )
    t.equal(open({ allowedAggregators: [address(AGGREGATOR)] }), undefined, 'any of its suppliers')
    t.match(
      open({ minReceiptPolicy: 1, allowedAggregators: [address(AGGREGATOR)] }, none),
      /^payment 35: .* is no allowed payee/,
      'without agreements nobody vouches for the supplier',
    )
    const models = { allowedModels: [MODEL, other] }
    t.match(open(models), /^payment 35: its agreements cover models/, 'all models')
    t.match(open(models, {}, { models: [MODEL, more] }), /^payment 35: its agreements cover models/)
    t.equal(open(models, {}, { models: [MODEL] }), undefined)
    t.equal(open(models, {}, {}, { models: [MODEL, other] }), undefined, 'either agreement will do')
    t.match(open({ ...models, minReceiptPolicy: 1 }, none), /^payment 35: allowed_models: want/)
    t.match(open({}, {}, { customerKey: SECRET }), /^payment 37: a metering key/)
    t.match(open({}, {}, {}, { providerKey: SECRET }), /^payment 37: a metering key/)
    t.match(open({}, { retailId: 77n }), /^sla 99/)
  },
)

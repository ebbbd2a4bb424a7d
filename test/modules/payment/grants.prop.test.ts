/** Manager grants: a key that opens channels can never take more than its limits (marketplace.md 2.5, P10, H21). */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import type { Context } from '../../../chain/types/context.js'
import { vestedAt } from '../../../modules/payment/state.js'
import { address, addressBytes, later, memoryContext } from '../../support/memoryContext.js'
import { ask, broken, wire } from '../setup.js'
import { limitsMsg, MANAGER, market, openMsg, PAYER, signVoucher, SUPPLIER } from './market.js'

type Market = ReturnType<typeof market>
interface Opened {
  channelId: Uint8Array
  descriptor: Parameters<typeof signVoucher>[0]
}
const payer = address(PAYER)
const alone = { payees: [{ address: address(SUPPLIER), bps: 10_000 }] }
const coin = (amount: bigint) => ({ denom: 'uinx', amount: amount.toString() })

function funded(amount = '100000uinx'): Market {
  const m = market()
  m.run(m.ctx, 'MsgDeposit', { owner: payer, amount: wire(amount)[0] })
  return m
}

const grantMsg = (ctx: Context, change: object = {}, who = MANAGER) => ({
  ...{ payer, manager: address(who) },
  limits: limitsMsg(ctx, change),
})
const byGrant = (ctx: Context, change: object = {}, who = MANAGER) => ({
  ...openMsg(ctx, { ...alone, cap: coin(1000n), burst: 1000n, ...change }),
  manager: address(who),
})
interface Shown {
  grant: { status: number; available: string; grant: { open: string; usesLeft: number } }
}
const shown = (m: Market, ctx: Context, who = MANAGER): Shown['grant'] =>
  ask<Shown>(m.modules, ctx, '/infonex.payment.v1.Query/Grant', {
    payer,
    manager: address(who),
  }).grant

/** What the rules say of one manager. */
interface Model {
  cap: bigint
  total: bigint
  period: bigint
  periodMs: bigint
  expiryMs: bigint
  uses: number
  fromMs: bigint
  spent: bigint
  revoked: boolean
}
interface Channel {
  readonly channelId: Uint8Array
  readonly who: number
  readonly cap: bigint
  /** What the payer adds itself: it does not count in the grant, and comes back at the end. */
  added: bigint
  closing: boolean
}
type Step = readonly [
  kind: 'grant' | 'revoke' | 'open' | 'close' | 'finalise' | 'time' | 'extend',
  who: number,
  a: bigint,
  b: bigint,
]
const step: fc.Arbitrary<Step> = fc.tuple(
  fc.constantFrom(
    'grant',
    'grant',
    'revoke',
    'open',
    'open',
    'open',
    'close',
    'finalise',
    'time',
    'extend',
  ),
  fc.nat({ max: 1 }),
  fc.bigInt({ min: 1n, max: 900n }),
  fc.bigInt({ min: 1n, max: 40n }),
)

function play(steps: readonly Step[]): boolean {
  const m = funded('5000uinx')
  const models = new Map<number, Model>()
  let channels: Channel[] = []
  let free = 5000n
  let ctx = m.ctx
  const openOf = (who: number): bigint =>
    channels.filter((c) => c.who === who).reduce((sum, c) => sum + c.cap, 0n)
  for (const [kind, which, a, b] of steps) {
    const who = MANAGER + which
    const model = models.get(who)
    const channel = channels[Number(a) % Math.max(1, channels.length)]
    const tried = (name: string, msg: object): string | undefined => m.refusal(ctx, name, msg)
    if (kind === 'time') ctx = later(ctx, 1n, a)
    else if (kind === 'grant') {
      const limits = {
        ...{
          cap: a,
          total: a + 10n * b,
          period: 20n * b,
          periodMs: 1000n * a,
          uses: Number(b % 7n),
        },
        expiryMs: ctx.timeMs + 60_000n * b,
      }
      const why = tried('MsgGrantManager', {
        ...grantMsg(
          ctx,
          {
            ...{ maxCapPerChannel: `${limits.cap}`, maxTotalOpen: `${limits.total}` },
            ...{ perPeriod: `${limits.period}`, periodMs: limits.periodMs },
            ...{ expiryMs: limits.expiryMs, uses: limits.uses },
          },
          who,
        ),
      })
      if (limits.uses === 0) assert.match(why ?? '', /^payment 36: uses/)
      else {
        assert.equal(why, undefined)
        models.set(who, { ...limits, fromMs: ctx.timeMs, spent: 0n, revoked: false })
      }
    } else if (kind === 'revoke') {
      const why = tried('MsgRevokeManagerGrant', {
        payer,
        manager: address(who),
        revokeSigners: b > 20n,
      })
      if (model === undefined) assert.match(why ?? '', /^payment 33/)
      else if (model.revoked && b <= 20n) assert.match(why ?? '', /^payment 34/)
      else {
        assert.equal(why, undefined)
        model.revoked = true
        if (openOf(who) === 0n) models.delete(who)
      }
    } else if (kind === 'open') {
      const msg = byGrant(ctx, { cap: coin(a), expiryMs: ctx.timeMs + 50_000n }, who)
      const periods = model === undefined ? 0n : (ctx.timeMs - model.fromMs) / model.periodMs
      if (model !== undefined && periods > 0n) {
        model.fromMs += periods * model.periodMs
        model.spent = 0n
      }
      const active =
        model !== undefined && !model.revoked && ctx.timeMs < model.expiryMs && model.uses > 0
      const within =
        model !== undefined &&
        a <= model.cap &&
        openOf(who) + a <= model.total &&
        model.spent + a <= model.period &&
        ctx.timeMs + 50_000n <= model.expiryMs
      const why = tried('MsgOpenChannelByGrant', msg)
      if (model === undefined) assert.match(why ?? '', /^payment 33/)
      else if (!active) assert.match(why ?? '', /^payment 34/)
      else if (!within) assert.match(why ?? '', /^payment 35/)
      else if (a > free) assert.match(why ?? '', /^payment 3:/)
      else {
        assert.equal(why, undefined)
        const event = ctx.events.find((e) => e.type.endsWith('EventChannelGranted'))
        const hex = event?.attributes.find((x) => x.key === 'channel_id')?.value ?? ''
        const channelId = Buffer.from(hex, 'hex')
        channels.push({ channelId, who, cap: a, added: 0n, closing: false })
        model.spent += a
        model.uses -= 1
        free -= a
      }
    } else if (channel !== undefined) {
      const id = { payer, channelId: channel.channelId }
      if (kind === 'extend' && free > 0n) {
        assert.equal(tried('MsgExtendChannel', { ...id, amount: coin(1n) }), undefined)
        channel.closing = false
        free -= 1n
        channel.added += 1n
      } else if (kind === 'close' && !channel.closing) {
        assert.equal(tried('MsgRequestClose', id), undefined)
        channel.closing = true
      } else if (kind === 'finalise' && channel.closing) {
        ctx = later(ctx, 10n, 60n)
        assert.equal(
          tried('MsgFinalizeClose', { sender: payer, channelId: channel.channelId }),
          undefined,
        )
        free += channel.cap + channel.added
        channels = channels.filter((c) => c !== channel)
        const of = models.get(channel.who)
        if (of?.revoked === true && openOf(channel.who) === 0n) models.delete(channel.who)
      }
    }
    assert.deepEqual(broken(m.modules, ctx), [])
    const escrow = m.keeper.escrowOf(ctx, addressBytes(PAYER), 'uinx')
    assert.equal((escrow?.balance ?? 0n) - (escrow?.reserved ?? 0n), free)
    const kept = [...m.keeper.granted.grants.walk(ctx)].map(([, g]) => [g.manager, BigInt(g.open)])
    const want = [...models.keys()].sort((x, y) => x - y).map((n) => [address(n), openOf(n)])
    assert.deepEqual(kept, want)
    ctx.events.length = 0
  }
  return true
}

await t.test(
  'a manager opens a channel exactly when its grant and the escrow allow it, and a closed one counts no more',
  async () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 40 }), play), { numRuns: 150 })
  },
)

await t.test(
  'a stolen manager key takes at most what its periods, uses and caps allow until it is revoked (P10)',
  async () => {
    const limits = fc.record({
      cap: fc.bigInt({ min: 1n, max: 500n }),
      total: fc.bigInt({ min: 1n, max: 1500n }),
      period: fc.bigInt({ min: 1n, max: 1500n }),
      periodS: fc.bigInt({ min: 10n, max: 100n }),
      rate: fc.bigInt({ min: 0n, max: 20n }),
      burst: fc.bigInt({ min: 1n, max: 300n }),
      uses: fc.integer({ min: 1, max: 30 }),
      detect: fc.integer({ min: 1, max: 12 }),
    })
    fc.assert(
      fc.property(limits, ({ cap, total, period, periodS, rate, burst, uses, detect }) => {
        const m = funded()
        m.run(m.ctx, 'MsgGrantManager', {
          ...grantMsg(m.ctx, {
            ...{ maxCapPerChannel: `${cap}`, maxTotalOpen: `${total}`, perPeriod: `${period}` },
            ...{ periodMs: periodS * 1000n, maxRatePerS: rate, maxBurst: burst, uses },
          }),
        })
        const held: Opened[] = []
        let ctx = m.ctx
        /** The thief opens all it can to its friend, which claims and closes at once what is used up. */
        const steal = (): void => {
          for (;;) {
            const available = m.refusal(
              ctx,
              'MsgOpenChannelByGrant',
              byGrant(ctx, { cap: coin(cap + 1n) }),
            )
            if (/^payment 3[34]/.test(available ?? '')) break
            const most = BigInt(shown(m, ctx).available)
            if (most === 0n) break
            const amount = most < cap ? most : cap
            held.push(
              m.run<Opened>(
                ctx,
                'MsgOpenChannelByGrant',
                byGrant(ctx, { cap: coin(amount), ratePerS: rate, burst }),
              ),
            )
          }
          for (const [i, one] of [...held.entries()].reverse()) {
            const state = m.keeper.mustChannel(ctx, one.channelId)
            const vested = vestedAt(state, ctx.timeMs)
            const claim =
              vested > state.settled ? signVoucher(one.descriptor, one.channelId, vested) : null
            const sender = address(SUPPLIER)
            if (claim !== null) m.run(ctx, 'MsgClaim', { sender, claim })
            if (vested < state.cap) continue
            const close = { payee: sender, channelId: one.channelId, descriptor: one.descriptor }
            m.run(ctx, 'MsgCloseByPayee', { ...close, claim: null, words: null })
            held.splice(i, 1)
          }
        }
        for (let s = 0; s < detect; s++) {
          steal()
          ctx = later(ctx, 1n)
        }
        const revoke = { payer, manager: address(MANAGER), revokeSigners: true }
        // A grant of which nothing is open is gone at once; nothing can be opened by it either.
        m.run(ctx, 'MsgRevokeManagerGrant', revoke)
        for (let s = 0; s < 40; s++) {
          assert.match(
            m.refusal(ctx, 'MsgOpenChannelByGrant', byGrant(ctx)) ?? '',
            /^payment 3[34]/,
          )
          for (const one of held) {
            const state = m.keeper.mustChannel(ctx, one.channelId)
            const vested = vestedAt(state, ctx.timeMs)
            if (vested > state.settled)
              m.run(ctx, 'MsgClaim', {
                ...{ sender: payer, claim: signVoucher(one.descriptor, one.channelId, vested) },
              })
          }
          ctx = later(ctx, 1n)
        }
        assert.deepEqual(broken(m.modules, ctx), [])
        const lost = m.keeper.credits.get(ctx, [addressBytes(SUPPLIER), 'uinx']) ?? 0n
        const seconds = 5n * BigInt(detect)
        const periods = (seconds + periodS - 1n) / periodS
        assert.ok(lost <= period * periods, `${lost} in ${periods} periods of ${period}`)
        assert.ok(lost <= cap * BigInt(uses), `${lost} by ${uses} channels of ${cap}`)
        const each = burst + rate * (seconds + 120n)
        return lost <= each * BigInt(uses)
      }),
      { numRuns: 60 },
    )
  },
)

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
    const allowed = { allowedPayees: [address(SUPPLIER)], allowedModels: models, uses: 2 }
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

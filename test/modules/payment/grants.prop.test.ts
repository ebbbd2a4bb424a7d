/** Manager grants: a key that opens channels can never take more than its limits (marketplace.md 2.5, P10, H21). */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { vestedAt } from '../../../modules/payment/state.js'
import { address, addressBytes, later } from '../../support/memoryContext.js'
import { broken } from '../setup.js'
import { byGrant, coin, funded, grantMsg, type Opened, payer, shown } from './managed.js'
import { MANAGER, PAYER, signVoucher, SUPPLIER } from './market.js'

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
  readonly expiryMs: bigint
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
        const expiryMs = ctx.timeMs + 50_000n
        channels.push({ channelId, who, cap: a, expiryMs, added: 0n, closing: false })
        model.spent += a
        model.uses -= 1
        free -= a
      }
    } else if (channel !== undefined) {
      const id = { payer, channelId: channel.channelId }
      if (kind === 'extend' && free > 0n && ctx.timeMs < channel.expiryMs) {
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
    fc.assert(fc.property(fc.array(step, { maxLength: 40, size: 'max' }), play), {
      numRuns: 80,
      // Found: a channel past its expiry cannot be extended.
      examples: [
        [
          [
            ['grant', 1, 1n, 1n],
            ['open', 1, 1n, 1n],
            ['time', 0, 50n, 1n],
            ['extend', 0, 1n, 1n],
          ],
        ],
      ],
    })
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
      { numRuns: 40 },
    )
  },
)

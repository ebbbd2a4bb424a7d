/** Properties of marketplace.md 6 and attacks of rules.md that have no other home. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { toHex } from '../../../chain/types/bytes.js'
import type { Context } from '../../../chain/types/context.js'
import { minBig } from '../../../chain/types/arith.js'
import type { ChannelDescriptor } from '../../../modules/payment/state.js'
import { address, addressBytes, at } from '../../support/memoryContext.js'
import { broken, wire } from '../setup.js'
import { checkpointOf, countersOf, dualMarket, openDual, voucherWith } from './dual.js'
import { market, openMsg, PAYER, signVoucher } from './market.js'

interface Opened {
  readonly channelId: Uint8Array
  readonly descriptor: ChannelDescriptor
}

const later = (ctx: Context, ms: bigint, blocks = 1n): Context =>
  at(ctx, { timeNs: (ctx.timeMs + ms) * 1_000_000n, height: ctx.height + blocks })

/** Whether a message would pass, without its being run. */
function wouldPass(
  m: ReturnType<typeof market>,
  ctx: Context,
  name: string,
  msg: unknown,
): boolean {
  const undo = new Error('undo')
  let passed = false
  try {
    ctx.atomic((branch) => {
      m.run(branch, name, msg)
      passed = true
      throw undo
    })
  } catch (error) {
    if (error === undo) return passed
  }
  return false
}

const commands = fc.array(
  fc.tuple(
    fc.constantFrom('deposit', 'withdraw', 'open', 'claim', 'close', 'end', 'extend'),
    fc.nat({ max: 4 }),
    fc.bigInt({ min: 1n, max: 3000n }),
  ),
  { minLength: 5, maxLength: 40 },
)

await t.test(
  'P2, P3, P12: reserved is what open channels may pay; settled never falls, never passes the cap; a closed id never comes back; no withdrawal makes an open channel worthless',
  (t) => {
    fc.assert(
      fc.property(commands, (list) => {
        const m = market()
        let ctx = m.ctx
        const ever = new Set<string>()
        const gone = new Set<string>()
        const open: (Opened & { settled: bigint })[] = []
        m.run(ctx, 'MsgDeposit', { owner: address(PAYER), amount: wire('9000uinx')[0] })
        for (const [kind, n, amount] of list) {
          ctx = later(ctx, 1000n)
          const coin = { denom: 'uinx', amount: amount.toString() }
          const one = open[n % Math.max(open.length, 1)]
          if (kind === 'deposit')
            m.refusal(ctx, 'MsgDeposit', { owner: address(PAYER), amount: coin })
          if (kind === 'withdraw')
            m.refusal(ctx, 'MsgWithdrawFree', { owner: address(PAYER), amount: coin })
          if (kind === 'open' && wouldPass(m, ctx, 'MsgOpenChannel', openMsg(ctx, { cap: coin }))) {
            const made = m.run<Opened>(ctx, 'MsgOpenChannel', openMsg(ctx, { cap: coin }))
            const id = toHex(made.channelId)
            assert.ok(!ever.has(id), 'ids never repeat')
            ever.add(id)
            open.push({ ...made, settled: 0n })
          }
          if (one !== undefined && kind === 'claim')
            m.refusal(ctx, 'MsgClaim', {
              ...{ sender: address(9), claim: signVoucher(one.descriptor, one.channelId, amount) },
            })
          if (one !== undefined && kind === 'close')
            m.refusal(ctx, 'MsgRequestClose', { payer: address(PAYER), channelId: one.channelId })
          if (one !== undefined && kind === 'extend')
            m.refusal(ctx, 'MsgExtendChannel', {
              ...{ payer: address(PAYER), channelId: one.channelId, amount: coin },
            })
          if (kind === 'end') {
            ctx = later(ctx, 700_000n, 20n)
            m.payment.endBlock?.(ctx)
          }
          let reserved = 0n
          for (const known of [...open]) {
            const state = m.keeper.channels.get(ctx, known.channelId)
            if (state === undefined) {
              gone.add(toHex(known.channelId))
              open.splice(open.indexOf(known), 1)
              continue
            }
            assert.ok(state.settled >= known.settled && state.settled <= state.cap)
            known.settled = state.settled
            reserved += state.cap - state.settled + state.dust
            const over = state.closeAtMs > 0n && ctx.timeMs >= state.closeAtMs
            const most = minBig(state.cap, 10_000n)
            const claim = signVoucher(known.descriptor, known.channelId, most)
            if (!over && most > state.settled)
              assert.ok(wouldPass(m, ctx, 'MsgClaim', { sender: address(9), claim }), 'P12')
          }
          for (const id of gone) assert.ok(!m.keeper.channels.has(ctx, Buffer.from(id, 'hex')))
          const escrow = m.keeper.escrowOf(ctx, addressBytes(PAYER), 'uinx')
          assert.equal(escrow?.reserved, reserved)
          assert.ok(reserved <= (escrow?.balance ?? 0n))
          assert.deepEqual(broken(m.modules, ctx), [])
        }
      }),
      { numRuns: 50 },
    )
    t.end()
  },
)

await t.test(
  'H1: a manager and a supplier that sign whatever they like get what the client has acknowledged and one prepaid unit, of each channel',
  (t) => {
    const step = fc.record({
      /** What the supplier claims to have served, and what the client acknowledges. */
      served: fc.bigInt(0n, 1000n),
      acknowledged: fc.boolean(),
      voucher: fc.bigInt(0n, 50_000n),
      endMs: fc.bigInt(0n, 100_000n),
      close: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        const m = dualMarket({ retail: { perRequest: 10n }, wholesale: { perRequest: 7n } })
        const allow = 25n
        const { channelId: id, descriptor } = m.run<Opened>(
          m.ctx,
          'MsgOpenChannel',
          openDual(m.ctx, { prepayAllow: allow.toString() }),
        )
        let ctx = m.ctx
        let honest = 0n
        let sequence = 0n
        for (const { served, acknowledged, voucher, endMs, close } of steps) {
          ctx = later(ctx, 1000n)
          sequence += 1n
          const counters = countersOf(served)
          const good = { sequence, counters, endMs: descriptor.startMs + endMs }
          // The client's key never signs but once, for what it got: more of it than before.
          const real = acknowledged && served >= honest
          if (real) honest = served
          const checkpoint = checkpointOf({ id, descriptor }, good, real ? {} : { clientKey: 1 })
          const claim = voucherWith({ id, descriptor }, voucher, checkpoint)
          m.refusal(ctx, 'MsgClaim', { sender: address(9), claim })
          m.refusal(ctx, 'MsgClaim', {
            ...{ sender: address(9), claim: { ...claim, checkpoint: null } },
          })
          if (close) m.refusal(ctx, 'MsgRequestClose', { payer: address(PAYER), channelId: id })
          assert.ok(m.keeper.mustChannel(ctx, id).settled <= honest * 10n + allow)
          assert.deepEqual(broken(m.modules, ctx), [])
        }
      }),
      { numRuns: 60 },
    )
    t.end()
  },
)

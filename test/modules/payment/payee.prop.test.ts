/** What a payee may rely on: accepted money is claimable money, by whoever brings it (P6, P9, P10, P13, H3). */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import type { Context } from '../../../chain/types/context.js'
import { type ChannelState, vestedAt } from '../../../modules/payment/state.js'
import { address, addressBytes, later } from '../../support/memoryContext.js'
import { broken } from '../setup.js'
import { alone, coin, funded, type Market, type Opened, payer } from './managed.js'
import { commitWords, openMsg, signVoucher, SUPPLIER } from './market.js'

const UNIT = 10n
const WORDS = 256

interface Played extends Opened {
  readonly m: Market
  readonly words: ReturnType<typeof commitWords>
}

function opened(ratePerS: bigint, burst: bigint, change: object = {}): Played {
  const m = funded()
  const terms = { ...alone, cap: coin(50_000n), ratePerS, burst, ...change }
  const o = m.run<Opened>(m.ctx, 'MsgOpenChannel', openMsg(m.ctx, terms))
  const words = commitWords(o.descriptor, o.channelId, {
    ...{ log2Blocks: 3, log2Len: 5, unitAmount: `${UNIT}` },
  })
  return { m, words, ...o }
}

/** Brings a promise of an amount: as a word where one is worth it, if so wished. */
function bring(p: Played, ctx: Context, amount: bigint, asWord: boolean, sender = address(9)) {
  const number = amount / UNIT
  if (asWord && amount > 0n && amount % UNIT === 0n && number <= WORDS) {
    const at = Number(number) - 1
    const claim = p.words.claim(at >> 5, (at & 31) + 1)
    return p.m.refusal(ctx, 'MsgClaimPayWord', { sender, claim })
  }
  const claim = signVoucher(p.descriptor, p.channelId, amount)
  return p.m.refusal(ctx, 'MsgClaim', { sender, claim })
}

const earned = (p: Played, ctx: Context): bigint =>
  p.m.keeper.credits.get(ctx, [addressBytes(SUPPLIER), 'uinx']) ?? 0n

/** One block: how old the payee's newest header is, what the payer offers and does. */
interface Block {
  readonly lag: number
  readonly offer: bigint
  readonly asWord: boolean
  readonly act: 'none' | 'revoke' | 'close' | 'extend'
}
const block: fc.Arbitrary<Block> = fc.record({
  lag: fc.oneof(fc.nat({ max: 12 }), fc.nat({ max: 60 })),
  offer: fc.bigInt({ min: 1n, max: 120n }),
  asWord: fc.boolean(),
  act: fc.constantFrom('none', 'none', 'none', 'none', 'none', 'revoke', 'close', 'extend'),
})
/** The payee reckons what has vested by its own clock, less this (marketplace.md 2.5). */
const MARGIN_MS = 2000n

interface View {
  readonly timeMs: bigint
  readonly channel: ChannelState | undefined
}

/**
 * Plays a payer that pays as much as is taken, and a payee that follows the rule of H3 as far as `oldestMs`
 * says. @returns what the payee served for, and what it was paid
 */
function serve(
  p: Played,
  blocks: readonly Block[],
  oldestMs: bigint,
): { readonly accepted: bigint; readonly paid: bigint } {
  const { m } = p
  const views: View[] = []
  let ctx = m.ctx
  let accepted = 0n
  let asWord = false
  const quiet: Block[] = Array.from({ length: 150 }, () => ({
    ...{ lag: 3, offer: 0n, asWord: false, act: 'none' as const },
  }))
  for (const { lag, offer, asWord: word, act } of [...blocks, ...quiet]) {
    ctx = later(ctx, 1n)
    m.payment.endBlock?.(ctx)
    views.push({ timeMs: ctx.timeMs, channel: m.keeper.channels.get(ctx, p.channelId) })
    const id = { payer, channelId: p.channelId }
    if (act === 'revoke') m.refusal(ctx, 'MsgRevokeSigner', id)
    if (act === 'close') m.refusal(ctx, 'MsgRequestClose', id)
    if (act === 'extend') m.refusal(ctx, 'MsgExtendChannel', { ...id, amount: coin(10n) })
    const { timeMs, channel } = views[Math.max(0, views.length - 1 - lag)] as View
    if (channel === undefined) continue
    const fresh = ctx.timeMs - timeMs <= oldestMs
    const amount = word ? (accepted / UNIT + 1n) * UNIT : accepted + offer
    const isOpen = channel.closeAtMs === 0n
    if (fresh && isOpen && offer > 0n && amount <= vestedAt(channel, ctx.timeMs - MARGIN_MS)) {
      accepted = amount
      asWord = word
    }
    // Who sees the end coming claims at once.
    if ((!isOpen || channel.frozenAtMs > 0n || offer === 0n) && accepted > 0n)
      bring(p, ctx, accepted, asWord)
  }
  assert.deepEqual(broken(m.modules, ctx), [])
  return { accepted, paid: earned(p, ctx) }
}

const rates = fc.record({
  rate: fc.bigInt({ min: 0n, max: 20n }),
  burst: fc.bigInt({ min: 1n, max: 500n }),
})

await t.test(
  'H3, P9: with a view of at most half the shorter grace, all that was accepted is paid, whatever the payer does',
  async () => {
    fc.assert(
      fc.property(
        rates,
        fc.array(block, { maxLength: 90, size: 'max' }),
        fc.integer({ min: 61, max: 1500 }),
        ({ rate, burst }, blocks, lifeS) => {
          const expiryMs = funded().ctx.timeMs + 1000n * BigInt(lifeS)
          const p = opened(rate, burst, { expiryMs })
          const { revokeGraceMs, closeGraceMs } = p.m.keeper.paramsOrDefault(p.m.ctx)
          const shorter = revokeGraceMs < closeGraceMs ? revokeGraceMs : closeGraceMs
          const { accepted, paid } = serve(p, blocks, shorter / 2n)
          return accepted === paid
        },
      ),
      { numRuns: 30 },
    )
  },
)

await t.test('H3: the same payee without the rule serves for what is never paid', async (t) => {
  const step = (lag: number, act: Block['act'] = 'none'): Block => ({
    ...{ lag, act, offer: 100n, asWord: false },
  })
  // The payer revokes at once and pays on; the payee is shown headers of before the revocation.
  const blocks = [step(0, 'revoke'), ...Array.from({ length: 60 }, (_, i) => step(i + 1))]
  const careless = serve(opened(20n, 100n), blocks, 3_600_000n)
  t.ok(careless.accepted > careless.paid, `${careless.accepted} served, ${careless.paid} paid`)
  const careful = serve(opened(20n, 100n), blocks, 60_000n)
  t.equal(careful.accepted, careful.paid)
  t.ok(careful.paid > 0n)
})

await t.test('who brings a claim changes nothing (P6)', async () => {
  const amounts = fc.array(fc.tuple(fc.bigInt({ min: 1n, max: 400n }), fc.boolean()), {
    maxLength: 8,
  })
  fc.assert(
    fc.property(amounts, fc.nat({ max: 30 }), (list, stranger) => {
      const [one, other] = [opened(1n, 300n), opened(1n, 300n)]
      for (const [amount, asWord] of list) {
        const sender = address(SUPPLIER)
        const a = bring(one, one.m.ctx, amount, asWord, sender)
        const b = bring(other, other.m.ctx, amount, asWord, address(stranger))
        assert.equal(a, b)
      }
      const [a, b] = [one, other].map((p) => p.m.payment.exportGenesis(p.m.ctx))
      assert.deepEqual(a, b)
      return true
    }),
    { numRuns: 50 },
  )
})

await t.test(
  'in any interval a signer spends at most rate * time and what it had left unused, by words or vouchers (P10)',
  async () => {
    const steps = fc.array(
      fc.tuple(fc.nat({ max: 30 }), fc.bigInt({ min: 1n, max: 3000n }), fc.boolean()),
      { maxLength: 15 },
    )
    fc.assert(
      fc.property(rates, steps, ({ rate, burst }, list) => {
        const p = opened(rate, burst)
        let ctx = p.m.ctx
        const points: { ms: bigint; settled: bigint; vested: bigint }[] = []
        for (const [blocks, amount, asWord] of list) {
          ctx = later(ctx, BigInt(blocks))
          const before = p.m.keeper.mustChannel(ctx, p.channelId)
          const vested = vestedAt(before, ctx.timeMs)
          const rounded = asWord ? (amount / UNIT) * UNIT : amount
          const why = bring(p, ctx, rounded, asWord)
          assert.equal(why === undefined, rounded > before.settled && rounded <= vested)
          const { settled } = p.m.keeper.mustChannel(ctx, p.channelId)
          points.push({ ms: ctx.timeMs, settled, vested })
        }
        return points.every((b, j) =>
          points
            .slice(0, j)
            .every(
              (a) =>
                b.settled - a.settled <= (rate * (b.ms - a.ms)) / 1000n + 1n + a.vested - a.settled,
            ),
        )
      }),
      { numRuns: 60 },
    )
  },
)

await t.test(
  'near the end of a channel a good claim or its finalisation succeeds, and never both (P13)',
  async () => {
    fc.assert(
      fc.property(fc.nat({ max: 30 }), fc.nat({ max: 200 }), fc.boolean(), (blocks, s, asWord) => {
        const p = opened(0n, 500n)
        const { closeAtMs, closeAtHeight } = p.m.run<{ closeAtMs: bigint; closeAtHeight: bigint }>(
          p.m.ctx,
          'MsgRequestClose',
          { payer, channelId: p.channelId },
        )
        const ctx = later(p.m.ctx, BigInt(blocks), BigInt(s))
        const over = ctx.timeMs >= closeAtMs && ctx.height >= closeAtHeight
        const claimed = bring(p, ctx, 100n, asWord)
        const id = { sender: address(8), channelId: p.channelId }
        const ended = p.m.refusal(ctx, 'MsgFinalizeClose', id)
        if (over) return /^payment 20/.test(claimed ?? '') && ended === undefined
        return claimed === undefined && /^payment 23/.test(ended ?? '')
      }),
      {
        numRuns: 100,
        examples: [
          [10, 60, true],
          [10, 59, true],
          [9, 100, false],
        ],
      },
    )
  },
)

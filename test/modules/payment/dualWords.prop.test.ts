/** Words under two agreements: what vouchers of the same amounts are worth, and no more (P5, P11, P14). */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import type { Context } from '../../../chain/types/context.js'
import type { ChannelDescriptor } from '../../../modules/payment/state.js'
import { address } from '../../support/memoryContext.js'
import { broken } from '../setup.js'
import { checkpointOf, countersOf, dualMarket, openDual, voucherWith } from './dual.js'
import { commitWords } from './market.js'

const PREPAY = 50n
const UNIT = 10n
const sender = address(9)

function opened() {
  const m = dualMarket({ retail: { perRequest: 20n }, wholesale: { perRequest: 14n }, feeBps: 100 })
  const { channelId: id, descriptor } = m.run<{
    channelId: Uint8Array
    descriptor: ChannelDescriptor
  }>(m.ctx, 'MsgOpenChannel', openDual(m.ctx, { prepayAllow: PREPAY.toString() }))
  return { m, channel: { id, descriptor }, words: commitWords(descriptor, id) }
}
type Opened = ReturnType<typeof opened>

/** A promise of `word * 10` uinx, with what was measured by `requests` requests, or with nothing new. */
interface Step {
  readonly word: number
  readonly requests: number | undefined
  readonly asWord: boolean
}
const step: fc.Arbitrary<Step> = fc.record({
  word: fc.integer({ min: 1, max: 32 }),
  requests: fc.option(fc.integer({ min: 1, max: 16 }), { nil: undefined, freq: 2 }),
  asWord: fc.boolean(),
})
const steps = fc.array(step, { maxLength: 12, size: 'max' })

function checkpoint({ channel, m }: Opened, requests: number | undefined) {
  if (requests === undefined) return null
  const sequence = BigInt(requests)
  const at = { sequence, counters: countersOf(sequence), endMs: m.ctx.timeMs }
  return checkpointOf(channel, at)
}

const voucherOf = (o: Opened, s: Step) =>
  voucherWith(o.channel, UNIT * BigInt(s.word), checkpoint(o, s.requests))
const wordOf = (o: Opened, s: Step) => ({
  ...o.words.claim((s.word - 1) >> 3, ((s.word - 1) & 7) + 1),
  checkpoint: checkpoint(o, s.requests),
})

function bring(o: Opened, s: Step, asWord: boolean): string | undefined {
  return asWord
    ? o.m.refusal(o.m.ctx, 'MsgClaimPayWord', { sender, claim: wordOf(o, s) })
    : o.m.refusal(o.m.ctx, 'MsgClaim', { sender, claim: voucherOf(o, s) })
}

const stateOf = (o: Opened, ctx: Context = o.m.ctx): unknown => o.m.payment.exportGenesis(ctx)

await t.test('words and vouchers of the same amounts leave the same state (P5)', async () => {
  fc.assert(
    fc.property(steps, (list) => {
      const [vouchers, words, mixed] = [opened(), opened(), opened()]
      for (const s of list) {
        const why = bring(vouchers, s, false)
        assert.equal(bring(words, s, true), why)
        assert.equal(bring(mixed, s, s.asWord), why)
      }
      assert.deepEqual(stateOf(words), stateOf(vouchers))
      assert.deepEqual(stateOf(mixed), stateOf(vouchers))
      return broken(words.m.modules, words.m.ctx).length === 0
    }),
    { numRuns: 40 },
  )
})

await t.test(
  'an open channel pays no more than was measured, and takes no promise beyond one prepaid unit more (P11)',
  async () => {
    fc.assert(
      fc.property(steps, (list) => {
        const o = opened()
        let measured = 0n
        for (const s of list) {
          const before = o.m.keeper.mustChannel(o.m.ctx, o.channel.id).settled
          const amount = UNIT * BigInt(s.word)
          const now = 20n * BigInt(s.requests ?? 0)
          const with_ = now > measured ? now : measured
          const payable = amount < with_ ? amount : with_
          const why = bring(o, s, s.asWord)
          const { settled } = o.m.keeper.mustChannel(o.m.ctx, o.channel.id)
          const good = amount > before && amount <= with_ + PREPAY && payable > before
          assert.equal(why === undefined, good, `${why ?? 'taken'}: ${amount}, ${with_}, ${before}`)
          if (good) measured = with_
          assert.equal(settled, good ? payable : before)
        }
        return true
      }),
      { numRuns: 60 },
    )
  },
)

await t.test('a batch of both forms is its claims one by one (P14)', async () => {
  fc.assert(
    fc.property(steps, (list) => {
      if (list.length === 0) return true
      const [one, all] = [opened(), opened()]
      const vouchers = list.filter((s) => !s.asWord)
      const words = list.filter((s) => s.asWord)
      const singles = [
        ...vouchers.map((s) => bring(one, s, false)),
        ...words.map((s) => bring(one, s, true)),
      ].map((why) => Number(/^payment (\d+)/.exec(why ?? '')?.[1] ?? 0))
      const { outcomes } = all.m.run<{ outcomes: { code: number }[] }>(all.m.ctx, 'MsgClaimBatch', {
        sender,
        claims: vouchers.map((s) => voucherOf(all, s)),
        words: words.map((s) => wordOf(all, s)),
      })
      assert.deepEqual(
        outcomes.map((o) => o.code),
        singles,
      )
      assert.deepEqual(stateOf(all), stateOf(one))
      return true
    }),
    { numRuns: 40 },
  )
})

await t.test('a word without its checkpoint is refused where nothing was measured', async (t) => {
  const o = opened()
  const s = { word: 6, requests: undefined, asWord: true }
  t.match(bring(o, s, true), /^payment 61/)
  t.equal(bring(o, { ...s, requests: 3 }, true), undefined)
})

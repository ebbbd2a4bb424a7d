/** Reports and verdicts against a model: F2, S9, P1. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import type { Context } from '../../../chain/types/context.js'
import { DEFAULT_PARAMS } from '../../../modules/sla/params.js'
import { address, addressBytes, later, memoryContext } from '../../support/memoryContext.js'
import { AGGREGATOR, CLIENT, SUPPLIER } from './agreed.js'
import {
  DAY_MS,
  guaranteedChain,
  type GuaranteedChain,
  type GuaranteeWindow,
  POT,
  signedReport,
} from './guaranteed.js'

const DAYS = 2
const command = fc.record({
  channel: fc.integer({ min: 1, max: 3 }),
  day: fc.nat(DAYS - 1),
  /** Whether the supplier promised it, too. */
  both: fc.boolean(),
  total: fc.integer({ min: 1, max: 30 }),
  late: fc.nat(30),
  value: fc.bigInt({ min: 0n, max: 5000n }),
})
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never

/** The windows of two promises: that of both sides, and that of the aggregator alone. */
const WINDOWS = Array.from({ length: DAYS }, (_, day) => [
  { day, both: true },
  { day, both: false },
]).flat()
type Window = (typeof WINDOWS)[number]

const idOf = (s: GuaranteedChain, { day, both }: Window) =>
  s.id({
    startMs: s.ctx.timeMs + BigInt(day) * DAY_MS,
    guarantee: s.indexOf(both ? 500n : 2000n),
  })

function bring(s: GuaranteedChain, at: Context, c: Command): boolean {
  const numbers = [c.total, Math.min(c.late, c.total), c.value] as const
  const signed = signedReport(s.ctx, idOf(s, c), c.channel, numbers)
  const msg = { sender: address(9), reports: [signed] }
  return s.refusal(at, 'MsgReportGuarantee', msg) === undefined
}

/** What counts of the reports: of each channel and day the first with the most samples. */
function counted(commands: readonly Command[]): Map<string, Command> {
  const out = new Map<string, Command>()
  for (const c of commands) {
    const key = `${c.day} ${c.both} ${c.channel}`
    const known = out.get(key)
    if (known === undefined || c.total > known.total) out.set(key, c)
  }
  return out
}

function expected(commands: readonly Command[], { day, both }: Window) {
  const own = [...counted(commands).values()].filter((c) => c.day === day && c.both === both)
  const sum = (of: (c: Command) => number): number => own.reduce((all, c) => all + of(c), 0)
  const late = sum((c) => Math.min(c.late, c.total))
  const total = sum((c) => c.total)
  const value = own.reduce((all, c) => all + c.value, 0n)
  const breached = late * 10 > total
  const bps = !breached ? 0n : (total - late) * 2 < total ? 10_000n : 1000n
  return { own: own.length, breached, bps, value }
}

const dump = (ctx: Context): string[] => [...ctx.kv('sla').iterate()].map(String)
const least = (...all: bigint[]): bigint => all.reduce((a, b) => (a < b ? a : b))

await t.test(
  'F2, P1, S9: whatever was reported, in any order, the verdict is that of all samples; what is given back is within the value of the window, what was paid, what was held back and the bonds, and comes in the order of the waterfall, once',
  async () => {
    fc.assert(
      fc.property(
        fc.array(command, { maxLength: 12, size: 'max' }),
        fc.bigInt({ min: 0n, max: 8000n }),
        fc.bigInt({ min: 0n, max: 300n }),
        fc.constantFrom(1n, 500n, 3000n),
        (commands, served, pot, credit) => {
          const s = guaranteedChain(pot, `${credit}`)
          const supply = s.bank.getSupply(s.ctx, 'uinx')
          s.keeper.addServed(s.ctx, s.retailId, s.wholesaleId, served)
          const last = later(s.ctx, 100n, 864n * BigInt(DAYS + 1))
          for (const c of commands) bring(s, last, c)
          const has = (n: number): bigint => s.bank.getBalance(last, addressBytes(n), 'uinx')
          const before = { client: has(CLIENT), pot: has(POT) }
          let [left, held, supplier] = [served, pot, 1000n]
          const used = new Map<boolean, bigint>()
          for (const one of WINDOWS) {
            const want = expected(commands, one)
            const msg = { sender: address(9), window: idOf(s, one) }
            const asked = s.refusal(last, 'MsgSettleGuaranteeWindow', msg)
            assert.equal(asked === undefined, want.own > 0)
            if (want.own === 0) continue
            const end = later(last, DEFAULT_PARAMS.guaranteeDisputeBlocks)
            assert.equal(s.refusal(end, 'MsgSettleGuaranteeWindow', msg), undefined)
            assert.match(s.refusal(end, 'MsgSettleGuaranteeWindow', msg) ?? '', /^sla 32/)
            const before = used.get(one.both) ?? 0n
            const value = least(want.value, served - before)
            const due = least((value * want.bps) / 10_000n, left)
            const its = want.breached && one.both ? least((value * credit) / 10_000n, due) : 0n
            const fromHoldback = least(its, held)
            const fromSupplier = least(its - fromHoldback, supplier)
            const window = s.keeper.guarantees.windows.get(end, idOf(s, one)) as GuaranteeWindow
            assert.deepEqual(window.verdict, {
              height: end.height,
              breached: want.breached,
              creditBps: Number(want.bps),
              due: `${due}`,
              fromHoldback: `${fromHoldback}`,
              fromSupplier: `${fromSupplier}`,
              fromAggregator: `${due - fromHoldback - fromSupplier}`,
            })
            used.set(one.both, before + value)
            left -= due
            held -= fromHoldback
            supplier -= fromSupplier
          }
          assert.equal(has(CLIENT) - before.client, served - left, 'the client has what was due')
          assert.equal(before.pot - has(POT), pot - held)
          assert.equal(s.keeper.bondOf(last, addressBytes(SUPPLIER)).amount, supplier)
          const taken = 1_000_000n - s.keeper.bondOf(last, addressBytes(AGGREGATOR)).amount
          assert.equal(taken, served - left - (pot - held) - (1000n - supplier))
          assert.equal(s.bank.getSupply(last, 'uinx'), supply)
          for (const invariant of s.module.invariants)
            assert.equal(invariant.check(last), undefined, invariant.name)
          return true
        },
      ),
      { numRuns: 60 },
    )
  },
)

await t.test('what is reported and settled is exported and imported, byte for byte', async () => {
  fc.assert(
    fc.property(
      fc.array(command, { minLength: 1, maxLength: 6 }),
      fc.boolean(),
      (commands, end) => {
        const s = guaranteedChain(50n)
        s.keeper.addServed(s.ctx, s.retailId, s.wholesaleId, 3000n)
        const last = later(s.ctx, 100n, 864n * BigInt(DAYS + 1))
        for (const c of commands) bring(s, last, c)
        const window = idOf(s, commands[0] ?? { day: 0, both: true })
        for (const at of end ? [last, later(last, 20n)] : [last])
          s.run(at, 'MsgSettleGuaranteeWindow', { sender: address(9), window })
        const exported = s.module.exportGenesis(last)
        assert.deepEqual(s.module.validateGenesis(exported), [])
        const fresh = memoryContext()
        s.module.initGenesis(fresh, exported)
        assert.deepEqual(dump(fresh), dump(last))
        return true
      },
    ),
    { numRuns: 40 },
  )
})

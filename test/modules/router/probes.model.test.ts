/** Probers register, commit, reveal, miss and retire in any order. */
import assert from 'node:assert'
import fc from 'fast-check'
import t from 'tap'
import { address, addressBytes } from '../../support/memoryContext.js'
import { Market } from './market.js'
import {
  bonded,
  commitMsg,
  drawnFor,
  lockedOf,
  PROBES,
  proberAt,
  revealMsg,
  short,
  supply,
} from './probing.js'

const COUNT = 4
const CLIENT = 300
const BOND = BigInt(PROBES.bond)

type Step =
  | { readonly kind: 'register' | 'retire' | 'commit' | 'reveal'; readonly i: number }
  | {
      readonly kind: 'wait'
      readonly blocks: number
    }
const index = fc.nat(COUNT - 1)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('register' as const), i: index }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('retire' as const), i: index }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('commit' as const), i: index }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('reveal' as const), i: index }) },
  // 0: to the second block of the next epoch, when both windows are open.
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      blocks: fc.constantFrom(0, 0, 0, 1, 5, 10, 40),
    }),
  },
)

/** What should be: who probes, who has to reveal which epochs, and what was slashed. */
class Model {
  readonly probers = new Set<number>()
  readonly drawn = new Map<number, Set<bigint>>()
  readonly committed = new Map<number, Set<bigint>>()
  slashed = 0n
  revealed = 0

  of(map: Map<number, Set<bigint>>, i: number): Set<bigint> {
    const set = map.get(i) ?? new Set()
    map.set(i, set)
    return set
  }

  gone(i: number): void {
    for (const map of [this.drawn, this.committed]) map.delete(i)
    this.probers.delete(i)
  }

  hasDuty(i: number): boolean {
    return this.of(this.drawn, i).size + this.of(this.committed, i).size > 0
  }
}

/** One block, and what the clock does to the model. */
function block(m: Market, model: Model): void {
  const height = m.ctx.height
  const epoch = height / PROBES.epochBlocks
  const into = height % PROBES.epochBlocks
  m.next()
  if (into === 0n)
    for (const i of drawnFor(m, epoch, COUNT)) {
      assert(model.probers.has(i), 'only probers are drawn')
      model.of(model.drawn, i).add(epoch)
    }
  if (into + 1n === PROBES.commitBlocks) for (const [, epochs] of model.drawn) epochs.delete(epoch)
  if (into + 1n === PROBES.revealBlocks)
    for (const i of [...model.probers])
      if (model.of(model.committed, i).has(epoch - 1n)) {
        model.gone(i)
        model.slashed += BOND
      }
}

function run(m: Market, model: Model, one: Step): void {
  if (one.kind === 'wait') {
    const toNext = Number(PROBES.epochBlocks - (m.ctx.height % PROBES.epochBlocks)) + 1
    for (let n = 0; n < (one.blocks || toNext); n++) block(m, model)
    return
  }
  const { kind, i } = one
  const prober = address(proberAt(i))
  const now = m.ctx.height / PROBES.epochBlocks
  const into = m.ctx.height % PROBES.epochBlocks
  if (kind === 'register') {
    const wanted =
      !model.probers.has(i) && m.parts.sla.freeBond(m.ctx, addressBytes(proberAt(i))) >= BOND
    const refusal = m.refusal('router', 'MsgRegisterProber', { prober })
    assert.equal(refusal === undefined, wanted, refusal)
    if (wanted) model.probers.add(i)
  }
  if (kind === 'retire') {
    const wanted = model.probers.has(i) && !model.hasDuty(i)
    const refusal = m.refusal('router', 'MsgRetireProber', { prober })
    assert.equal(refusal === undefined, wanted, refusal)
    if (wanted) model.gone(i)
  }
  if (kind === 'commit') {
    const drawn = model.of(model.drawn, i)
    const wanted = drawn.has(now) && into < PROBES.commitBlocks
    const refusal = m.refusal('router', 'MsgProbeCommit', commitMsg(m, i, now, CLIENT + i))
    assert.equal(refusal === undefined, wanted, refusal)
    if (wanted) {
      drawn.delete(now)
      model.of(model.committed, i).add(now)
    }
  }
  if (kind === 'reveal' && now > 0n) {
    const due = model.of(model.committed, i)
    // The end of an epoch is known with the first block of the next.
    const wanted = due.has(now - 1n) && into > 0n && into < PROBES.revealBlocks
    const refusal = m.refusal('router', 'MsgProbeReveal', revealMsg(i, now - 1n, CLIENT + i))
    assert.equal(refusal === undefined, wanted, refusal)
    if (wanted) {
      due.delete(now - 1n)
      model.revealed += 1
    }
  }
}

await t.test(
  'who reveals is never slashed, who committed and does not always is; coins and bonds add up',
  (t) => {
    let [slashed, revealed] = [0n, 0]
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 60 }), (steps) => {
        const m = new Market(short())
        for (let i = 0; i < COUNT; i++) bonded(m, proberAt(i))
        const before = supply(m)
        const model = new Model()
        for (let i = 0; i < COUNT; i++) run(m, model, { kind: 'register', i })
        for (const one of steps) {
          run(m, model, one)
          assert.equal(before - supply(m), model.slashed)
          for (let i = 0; i < COUNT; i++)
            assert.equal(lockedOf(m, i), model.probers.has(i) ? BOND : 0n)
        }
        assert.deepEqual(m.broken, [])
        slashed += model.slashed
        revealed += model.revealed
      }),
      { numRuns: 60 },
    )
    t.ok(slashed > 0n && revealed > 3, `${slashed / BOND} slashed, ${revealed} revealed`)
    t.end()
  },
)

/** The bond ledger against the plainest ledger there is (rules.md H6, marketplace.md P1). */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import type { Context } from '../../../chain/types/context.js'
import { TxError } from '../../../chain/types/errors.js'
import { DEFAULT_PARAMS } from '../../../modules/sla/params.js'
import { PURPOSE, type Purpose } from '../../../modules/sla/state.js'
import { address, addressBytes, later, memoryContext } from '../../support/memoryContext.js'
import { hash, type SlaChain, slaChain, START, uinx } from './bonds.js'

const PARAMS = { ...DEFAULT_PARAMS, unbondingBlocks: 3n, maxUnbondings: 3, endsPerBlock: 1 }
const REFERENCES = [new Uint8Array(), hash('a'), hash('b').subarray(0, 5)]
const THIEF = 6
const OWNERS = 3

const owner = fc.integer({ min: 1, max: OWNERS })
/** Small, so that what is asked for is now and then more than is there, and now and then all of it. */
const amount = fc.oneof(
  { weight: 9, arbitrary: fc.bigInt({ min: 0n, max: 12n }) },
  { weight: 1, arbitrary: fc.constant(START + 1n) },
)
const claim = {
  who: owner,
  amount,
  purpose: fc.constantFrom<Purpose>(...Object.values(PURPOSE), PURPOSE.registration),
  reference: fc.constantFrom(0, 0, 1, 2),
}
const command = fc.oneof(
  fc.record({ kind: fc.constant('bond' as const), who: owner, amount }),
  fc.record({ kind: fc.constant('bond' as const), who: owner, amount }),
  fc.record({ kind: fc.constant('unbond' as const), who: owner, amount }),
  fc.record({ kind: fc.constant('lock' as const), ...claim }),
  fc.record({ kind: fc.constant('unlock' as const), ...claim }),
  fc.record({ kind: fc.constant('slash' as const), ...claim, burn: fc.boolean() }),
  fc.record({
    kind: fc.constant('wait' as const),
    blocks: fc.integer({ min: 1, max: 5 }),
    long: fc.boolean(),
  }),
)
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never

interface Owner {
  free: bigint
  readonly locks: Map<string, bigint>
  leaving: { amount: bigint; ms: bigint; height: bigint; id: number }[]
}

/** What the ledger should be: three heaps an owner. */
class Model {
  readonly owners = Array.from({ length: OWNERS + 1 }, (): Owner => ({
    free: 0n,
    locks: new Map(),
    leaving: [],
  }))
  next = 1
  thief = 0n
  burnt = 0n

  of(who: number): Owner {
    return this.owners[who] as Owner
  }

  take(heap: { locks: Map<string, bigint> }, key: string, wanted: bigint): bigint {
    const held = heap.locks.get(key) ?? 0n
    const taken = held < wanted ? held : wanted
    if (held === taken) heap.locks.delete(key)
    else heap.locks.set(key, held - taken)
    return taken
  }

  slash(who: number, key: string, wanted: bigint): bigint {
    const o = this.of(who)
    let left = wanted - this.take(o, key, wanted)
    for (const u of o.leaving) {
      const taken = u.amount < left ? u.amount : left
      u.amount -= taken
      left -= taken
    }
    o.leaving = o.leaving.filter((u) => u.amount > 0n)
    const free = o.free < left ? o.free : left
    o.free -= free
    left -= free
    left -= this.take(o, `${PURPOSE.registration} 0`, left)
    return wanted - left
  }

  pay(ctx: Context): void {
    const due = this.owners
      .flatMap((o) => o.leaving.map((u) => ({ o, u })))
      .sort((a, b) => Number(a.u.ms - b.u.ms) || a.u.id - b.u.id)
    let paid = 0
    for (const { o, u } of due) {
      if (u.ms > ctx.timeMs || u.height > ctx.height || paid === PARAMS.endsPerBlock) break
      o.leaving = o.leaving.filter((other) => other !== u)
      paid += 1
    }
  }
}

const codeOf = (body: () => void): string | undefined => {
  try {
    body()
    return undefined
  } catch (error) {
    if (error instanceof TxError) return `${error.codespace} ${error.code}`
    throw error
  }
}

function step(s: SlaChain, ctx: Context, m: Model, c: Command): Context {
  if (c.kind === 'wait') {
    let at = ctx
    for (let i = 0; i < c.blocks; i++) {
      at = later(at, 1n, c.long ? 2_000_000n : 5n)
      s.module.endBlock?.(at)
      m.pay(at)
    }
    return at
  }
  const o = m.of(c.who)
  const who = addressBytes(c.who)
  if (c.kind === 'bond' || c.kind === 'unbond') {
    const name = c.kind === 'bond' ? 'MsgBond' : 'MsgUnbond'
    const has = s.bank.getBalance(ctx, who, 'uinx')
    const got = s.refusal(ctx, name, { owner: address(c.who), amount: uinx(c.amount) })
    const short = c.kind === 'bond' ? c.amount > has : c.amount > o.free
    const full = c.kind === 'unbond' && o.leaving.length >= PARAMS.maxUnbondings
    const want =
      c.amount === 0n ? 'sla 2' : short ? (c.kind === 'bond' ? 'sdk 5' : 'sla 4') : undefined
    assert.equal(got?.split(':')[0], want ?? (full ? 'sla 5' : undefined))
    if (got !== undefined) return ctx
    if (c.kind === 'bond') o.free += c.amount
    else {
      o.free -= c.amount
      const [ms, height] = [ctx.timeMs + PARAMS.unbondingMs, ctx.height + PARAMS.unbondingBlocks]
      o.leaving.push({ amount: c.amount, ms, height, id: m.next++ })
    }
    return ctx
  }
  const reference = REFERENCES[c.reference] as Uint8Array
  const key = `${c.purpose} ${c.reference}`
  if (c.kind === 'lock') {
    const got = codeOf(() => {
      s.keeper.lock(ctx, who, c.purpose, reference, c.amount)
    })
    assert.equal(got, c.amount > o.free ? 'sla 4' : undefined)
    if (got === undefined && c.amount > 0n) {
      o.free -= c.amount
      o.locks.set(key, (o.locks.get(key) ?? 0n) + c.amount)
    }
  } else if (c.kind === 'unlock') {
    const want = m.take(o, key, c.amount)
    assert.equal(s.keeper.unlock(ctx, who, c.purpose, reference, c.amount), want)
    o.free += want
  } else {
    const others = [...o.locks].filter(([k]) => k !== key && k !== `${PURPOSE.registration} 0`)
    const to = c.burn ? 'burn' : { address: addressBytes(THIEF) }
    const want = m.slash(c.who, key, c.amount)
    const got = s.keeper.slash(ctx, who, c.amount, to, c.purpose, reference)
    assert.equal(got, want)
    assert.ok(got <= c.amount)
    if (c.burn) m.burnt += got
    else m.thief += got
    for (const [k, before] of others) assert.equal(o.locks.get(k), before, 'others stay whole')
  }
  return ctx
}

function agree(s: SlaChain, ctx: Context, m: Model): void {
  for (let n = 1; n <= OWNERS; n++) {
    const o = m.of(n)
    const sum = (values: Iterable<bigint>): bigint => [...values].reduce((a, b) => a + b, 0n)
    const locked = sum(o.locks.values())
    const unbonding = sum(o.leaving.map((u) => u.amount))
    const bond = s.keeper.bondOf(ctx, addressBytes(n))
    assert.deepEqual(bond, { amount: o.free + locked + unbonding, locked, unbonding })
    assert.ok(bond.locked <= bond.amount - bond.unbonding, 'sum of locks <= bond - unbonding (H6)')
    assert.equal(s.keeper.freeBond(ctx, addressBytes(n)), o.free)
    for (const [key, want] of o.locks) {
      const [purpose = 0, reference = 0] = key.split(' ').map(Number)
      const bytes = REFERENCES[reference] as Uint8Array
      assert.equal(s.keeper.lockedFor(ctx, addressBytes(n), purpose as Purpose, bytes), want)
    }
    const has = s.bank.getBalance(ctx, addressBytes(n), 'uinx')
    assert.ok(has + bond.amount <= START)
  }
  assert.equal(s.bank.getBalance(ctx, addressBytes(THIEF), 'uinx'), START + m.thief)
}

const dump = (ctx: Context): string[] => [...ctx.kv('sla').iterate()].map(String)

await t.test(
  'H6, P1: whatever is bonded, locked, freed, slashed and paid out, locks never exceed the bond, a slash takes in its order and no more than there is, and no coin is made or lost',
  async () => {
    fc.assert(
      fc.property(fc.array(command, { minLength: 10, maxLength: 60, size: 'max' }), (commands) => {
        const s = slaChain()
        s.keeper.params.set(s.ctx, PARAMS)
        const supply = s.bank.getSupply(s.ctx, 'uinx')
        const m = new Model()
        let { ctx } = s
        for (const c of commands) {
          ctx = step(s, ctx, m, c)
          agree(s, ctx, m)
        }
        for (const module of s.modules)
          for (const invariant of module.invariants)
            assert.equal(invariant.check(ctx), undefined, invariant.name)
        assert.equal(s.bank.getSupply(ctx, 'uinx'), supply - m.burnt)
        const exported = s.module.exportGenesis(ctx)
        assert.deepEqual(s.module.validateGenesis(exported), [])
        const fresh = memoryContext()
        s.module.initGenesis(fresh, exported)
        assert.deepEqual(dump(fresh), dump(ctx))
        return true
      }),
      { numRuns: 120 },
    )
  },
)

await t.test(
  'H6 played: who locked for fraud, lost a compensation and ran still pays the fraud',
  async (t) => {
    const s = slaChain()
    const [who, victim] = [addressBytes(1), { address: addressBytes(2) }]
    s.run(s.ctx, 'MsgBond', { owner: address(1), amount: uinx(1000) })
    s.keeper.lock(s.ctx, who, PURPOSE.verification, hash('receipts'), 400n)
    s.run(s.ctx, 'MsgUnbond', { owner: address(1), amount: uinx(600) })
    t.match(
      s.refusal(s.ctx, 'MsgUnbond', { owner: address(1), amount: uinx(1) }),
      /^sla 4: free 0, wanted 1/,
      'what is locked does not leave',
    )
    const compensation = s.keeper.slash(
      s.ctx,
      who,
      10_000n,
      victim,
      PURPOSE.compensation,
      hash('window'),
    )
    t.equal(
      compensation,
      600n,
      'a compensation takes what is leaving, and stops at what is promised',
    )
    const fraud = s.keeper.slash(s.ctx, who, 400n, 'burn', PURPOSE.verification, hash('receipts'))
    t.equal(fraud, 400n, 'the fraud slash finds all that it was promised')
    t.equal(s.keeper.bondOf(s.ctx, who).amount, 0n)
    const gone = later(s.ctx, 2000n, 2000n)
    s.module.endBlock?.(gone)
    t.equal(s.bank.getBalance(gone, who, 'uinx'), START - 1000n, 'and nothing is paid out')
  },
)

await t.test('C16: an unbonding waits for its time and for its blocks', async (t) => {
  const s = slaChain()
  s.keeper.params.set(s.ctx, PARAMS)
  s.run(s.ctx, 'MsgBond', { owner: address(1), amount: uinx(100) })
  s.run(s.ctx, 'MsgUnbond', { owner: address(1), amount: uinx(100) })
  const paid = (ctx: Context): boolean => {
    s.module.endBlock?.(ctx)
    return s.bank.getBalance(ctx, addressBytes(1), 'uinx') === START
  }
  t.notOk(paid(later(s.ctx, 2n, 2_000_000n)), 'time without blocks')
  t.notOk(paid(later(s.ctx, 300n, 1n)), 'blocks without time')
  t.ok(paid(later(s.ctx, 3n, 2_000_000n)), 'both')
})

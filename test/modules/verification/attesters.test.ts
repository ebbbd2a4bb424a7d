/** Outputs that are too large for the chain: k of n seeded bonded attesters have them (rules.md H5, H16). */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import type { Context } from '../../../chain/types/context.js'
import { drawSeats } from '../../../modules/verification/attesters.js'
import { depositOf } from '../../../modules/verification/params.js'
import { OUTCOME } from '../../../modules/verification/state.js'
import { outputCommitment, outputDigest, type Receipt } from '../../../proto/inference/objects.js'
import { address, at } from '../../support/memoryContext.js'
import { fund } from '../setup.js'
import {
  answerMsg,
  BOND,
  type Court,
  court,
  type Demand,
  demandMsg,
  hash,
  HUGE_MODEL,
  LARGE_MODEL,
  PAYER,
  receiptOf,
  SALT,
  secretOf,
  signReceipt,
  START,
  STRANGER,
  SUPPLIER,
} from './court.js'

const NONE = new Uint8Array()
const url = 'https://attester.example/store'
const FIRST = 10
/** Accounts of attesters start here; each has so much. */
const COINS = 20_000_000n

function bonded(c: Court, n: number): string {
  fund(c, c.ctx, n, `${COINS}uinx`)
  const amount = { denom: 'uinx', amount: '10000000' }
  c.any(c.ctx, '/infonex.sla.v1.MsgBond', { owner: address(n), amount })
  return address(n)
}

/** A court with so many attesters, some blocks later. */
function withAttesters(count: number): { c: Court; ctx: Context } {
  const c = court()
  for (let n = FIRST; n < FIRST + count; n++)
    c.run(c.ctx, 'MsgRegisterAttester', { attester: bonded(c, n), url })
  return { c, ctx: c.blocks(c.ctx, 2) }
}

const largeOutput = (n: number) => {
  const bytes = new Uint8Array(80_000).fill(n)
  return [{ name: 'y', dtype: 'FP32' as const, shape: [1, 20_000], bytes }]
}
/** The receipt of a request to the large model. */
function largeReceipt(c: Court, change: Partial<Receipt> = {}): Receipt {
  const output = outputDigest(hash, outputCommitment(hash, SALT, largeOutput(1)))
  return receiptOf(c, 1n, { modelId: LARGE_MODEL.id, outputDigest: output, ...change })
}

function openLarge(c: Court, ctx: Context): Demand {
  const amount = depositOf(c.keeper.paramsOrDefault(ctx), true).toString()
  const change = {
    receipt: signReceipt(largeReceipt(c)),
    deposit: { denom: 'uinx', amount },
  }
  const msg = demandMsg(c, 1n, 'receipt', change)
  const { demandId } = c.run<{ demandId: bigint }>(ctx, 'MsgDemandOutput', msg)
  return c.keeper.mustDemand(ctx, demandId)
}

/** An answer that leaves its ciphertext to attesters, and the ciphertext. */
function hashAnswer(c: Court, demand: Demand, output = 1) {
  const { ciphertext, ...msg } = answerMsg(c, demand, largeOutput(output))
  const committed = { ciphertextHash: hash(ciphertext), ciphertextBytes: ciphertext.length }
  return { ciphertext, msg: { ...msg, ...committed, ciphertext: NONE } }
}

const attestMsg = (attester: string, ciphertext: Uint8Array) => ({
  ...{ attester, demandId: 1n, ciphertextHash: hash(ciphertext) },
  ciphertextBytes: ciphertext.length,
})

await t.test(
  'a committee has no seat twice, none that is refused, and all when there are few',
  (t) => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.nat(60),
        fc.nat(12),
        fc.integer({ min: 1, max: 5 }),
        (seed, count, want, refused) => {
          const accept = (seat: number): boolean => seat % refused !== 0 || refused === 1
          const drawn = drawSeats(seed, count, want, accept)
          const good = Array.from({ length: count }, (_, i) => i).filter(accept).length
          return (
            new Set(drawn).size === drawn.length &&
            drawn.every((seat) => seat >= 0 && seat < count && accept(seat)) &&
            drawn.length === Math.min(want, good)
          )
        },
      ),
      { numRuns: 200 },
    )
    t.end()
  },
)

await t.test('each seat is drawn as often as any other', (t) => {
  const times = Array<number>(20).fill(0)
  for (let i = 0; i < 4000; i++)
    for (const seat of drawSeats(hash(`seed ${i}`), 20, 5, () => true))
      times[seat] = (times[seat] as number) + 1
  // 1000 of 4000 each; the standard deviation is 27.
  t.ok(
    times.every((n) => n > 870 && n < 1130),
    times.join(' '),
  )
  t.end()
})

await t.test('H16: drawn 32 blocks after the demand, from those who were there before it', (t) => {
  const { c, ctx } = withAttesters(5)
  const own = [bonded(c, FIRST + 6), address(SUPPLIER), address(PAYER)]
  c.run(ctx, 'MsgRegisterAttester', { attester: address(SUPPLIER), url })
  c.any(ctx, '/infonex.sla.v1.MsgBond', {
    ...{ owner: address(PAYER), amount: { denom: 'uinx', amount: '10000000' } },
  })
  c.run(ctx, 'MsgRegisterAttester', { attester: address(PAYER), url })
  const opening = c.blocks(ctx, 1)
  openLarge(c, opening)
  c.run(opening, 'MsgRegisterAttester', { attester: own[0], url })
  const before = c.blocks(opening, 32)
  t.same(c.keeper.mustDemand(before, 1n).committee, [])
  t.equal(c.keeper.mustDemand(before, 1n).drawHeight, opening.height + 32n)
  const drawn = c.blocks(before, 1)
  const { committee, drawHeight } = c.keeper.mustDemand(drawn, 1n)
  t.equal(committee.length, 5)
  t.equal(drawHeight, 0n)
  t.notOk(committee.some((attester) => own.includes(attester)))
  const seeds = c.beacon.accumulated(drawn, opening.height + 1n, opening.height + 32n)
  const id = Buffer.alloc(8)
  id[7] = 1
  const seed = hash(Buffer.concat([Buffer.from('infonex/committee/1'), seeds, id]))
  // Seats: five attesters, the supplier, the payer, and who came too late.
  const seats = drawSeats(seed, 8, 5, (seat) => seat < 5)
  t.same(
    committee,
    seats.map((seat) => address(FIRST + seat)),
  )
  t.same(c.broken(drawn), [])
  t.end()
})

/** A demand for a large output whose committee is drawn. */
function drawn(count = 6): { c: Court; ctx: Context; demand: Demand } {
  const { c, ctx } = withAttesters(count)
  openLarge(c, ctx)
  const then = c.blocks(ctx, 33)
  return { c, ctx: then, demand: c.keeper.mustDemand(then, 1n) }
}
const finished = (c: Court, ctx: Context): Context => c.blocks(ctx, 70, 300n)

await t.test('H5: with a quorum a large output counts as given, and each side pays', (t) => {
  const { c, ctx, demand } = drawn()
  const { ciphertext, msg } = hashAnswer(c, demand)
  c.run(ctx, 'MsgAnswerDemand', msg)
  const [one, two, three, four] = demand.committee as [string, string, string, string]
  for (const [attester, answered] of [
    [one, false],
    [two, false],
    [three, true],
  ] as const)
    t.same(c.run(ctx, 'MsgAttestDelivery', attestMsg(attester, ciphertext)), { answered })
  t.match(
    c.refusal(ctx, 'MsgAttestDelivery', attestMsg(four, ciphertext)),
    /^verification 41/,
    'and it is done',
  )
  t.equal(c.keeper.mustDemand(ctx, 1n).status, 2)
  t.same(c.broken(ctx), [])
  const end = finished(c, ctx)
  t.equal(c.keeper.demandFor(end, c.channelId, 1n)?.outcome, OUTCOME.answered)
  const fees = 10_000n + 3n * 20_000n
  t.equal(c.balance(end, PAYER), START - 20_000n - fees)
  t.equal(c.balance(end, SUPPLIER), START - BOND + 10_000n)
  const paid = demand.committee.map((attester) =>
    c.bank.getBalance(end, c.keeper.addresses.toBytes(attester), 'uinx'),
  )
  t.same(
    paid.map((coins) => coins - (COINS - 10_000_000n)),
    [20_000n, 20_000n, 20_000n, 0n, 0n],
  )
  const attester = c.ask<{ attester: object }>(end, 'Attester', { address: one }).attester
  t.match(attester, { duties: 0, attested: 1n, missed: 0n })
  t.same(c.broken(end), [])
  t.end()
})

await t.test('H5: without a quorum it counts as not given', (t) => {
  const { c, ctx, demand } = drawn()
  const { ciphertext, msg } = hashAnswer(c, demand)
  c.run(ctx, 'MsgAnswerDemand', msg)
  for (const attester of demand.committee.slice(0, 2))
    c.run(ctx, 'MsgAttestDelivery', attestMsg(attester, ciphertext))
  const end = finished(c, ctx)
  t.equal(c.keeper.demandFor(end, c.channelId, 1n)?.outcome, OUTCOME.unanswered)
  t.equal(c.balance(end, PAYER), START - 20_000n, 'the whole deposit is back')
  t.equal(c.keeper.faultsOf(end, address(SUPPLIER)).undelivered, 1n)
  const missed = demand.committee.map(
    (attester) => c.keeper.attesters.get(end, c.keeper.addresses.toBytes(attester))?.missed,
  )
  t.same(missed, [0n, 0n, 1n, 1n, 1n])
  t.same(c.broken(end), [])
  t.end()
})

await t.test('H5: silent, few or no attesters do not make an honest supplier guilty', (t) => {
  for (const count of [0, 1, 6]) {
    const { c, ctx, demand } = drawn(count)
    t.equal(demand.committee.length, Math.min(count, 5))
    c.run(ctx, 'MsgAnswerDemand', hashAnswer(c, demand).msg)
    const bytes = answerMsg(c, demand, largeOutput(1))
    c.run(ctx, 'MsgAnswerDemand', bytes)
    t.same(c.broken(ctx), [])
    t.match(
      c.refusal(ctx, 'MsgProveWrongDelivery', {
        ...{ demander: address(PAYER), demandId: 1n, secretKey: secretOf(1n), ciphertext: NONE },
      }),
      /^verification 29/,
    )
    const end = finished(c, ctx)
    t.equal(c.keeper.demandFor(end, c.channelId, 1n)?.outcome, OUTCOME.answered)
    const fee = 10_000n + BigInt(bytes.ciphertext.length)
    t.equal(c.balance(end, SUPPLIER), START - BOND + fee, 'and its bytes are paid')
    t.same(c.broken(end), [])
  }
  t.end()
})

await t.test('H5: a large output that is wrong is judged by what its demander fetched', (t) => {
  const { c, ctx, demand } = drawn()
  const { ciphertext, msg } = hashAnswer(c, demand, 2)
  c.run(ctx, 'MsgAnswerDemand', msg)
  for (const attester of demand.committee.slice(0, 3))
    c.run(ctx, 'MsgAttestDelivery', attestMsg(attester, ciphertext))
  const prove = (bytes: Uint8Array) =>
    c.refusal(ctx, 'MsgProveWrongDelivery', {
      ...{ demander: address(PAYER), demandId: 1n, secretKey: secretOf(1n), ciphertext: bytes },
    })
  t.match(prove(NONE), /^verification 42: demand 1/)
  t.match(prove(ciphertext.subarray(1)), /^verification 42: demand 1/)
  t.equal(prove(ciphertext), undefined)
  t.equal(c.keeper.demandFor(ctx, c.channelId, 1n)?.outcome, OUTCOME.wrong)
  t.equal(c.balance(ctx, PAYER), START - 20_000n)
  const first = c.keeper.addresses.toBytes(demand.committee[0] as string)
  t.equal(c.bank.getBalance(ctx, first, 'uinx'), COINS - 10_000_000n + 20_000n, 'by the bond')
  const bond = c.sla.freeBond(ctx, c.keeper.addresses.toBytes(address(SUPPLIER)))
  t.equal(bond, BOND - 60_000n)
  t.same(c.broken(ctx), [])
  t.end()
})

await t.test('a demand that ends before the draw draws nobody', (t) => {
  const { c, ctx } = withAttesters(6)
  const demand = openLarge(c, ctx)
  c.run(ctx, 'MsgAnswerDemand', answerMsg(c, demand, largeOutput(1)))
  const end = c.blocks(ctx, 40)
  t.same(c.keeper.mustDemand(end, 1n).committee, [])
  t.same(c.broken(end), [])
  t.end()
})

await t.test('every way to be refused', (t) => {
  const { c, ctx, demand } = drawn()
  const register = (attester: string, to = url) =>
    c.refusal(ctx, 'MsgRegisterAttester', { attester, url: to })
  const retire = (attester: string) => c.refusal(ctx, 'MsgRetireAttester', { attester })
  const [one] = demand.committee as [string]
  const idle = Array.from({ length: 6 }, (_, n) => address(FIRST + n)).find(
    (attester) => !demand.committee.includes(attester),
  ) as string
  t.match(register('x'), /^sdk 7/)
  for (const bad of ['', 'ftp://x', 'https://x y', `https://${'a'.repeat(200)}`])
    t.match(register(address(STRANGER), bad), /^verification 35: url is/)
  t.match(register(one), /^verification 36/)
  t.match(register(address(STRANGER)), /^sla 4/, 'no bond')
  c.keeper.params.set(ctx, { ...c.keeper.paramsOrDefault(ctx), maxAttesters: 6 })
  t.match(register(address(STRANGER)), /^verification 37: 6, at most 6/)
  t.match(retire('x'), /^sdk 7/)
  t.match(retire(address(STRANGER)), /^verification 38/)
  t.match(retire(one), /^verification 39: .*: 1: the attester is drawn/)
  const { ciphertext, msg } = hashAnswer(c, demand)
  const answer = (change: object) => c.refusal(ctx, 'MsgAnswerDemand', { ...msg, ...change })
  t.match(answer({ ciphertextHash: NONE }), /^verification 25: want a ciphertext, or its hash/)
  t.match(answer({ ciphertextBytes: 0 }), /^verification 25: want a ciphertext, or its hash/)
  t.match(answer({ ciphertext }), /^verification 25: want a ciphertext, or its hash/)
  t.match(answer({ ciphertextBytes: 786_433 }), /^verification 25: ciphertext has 786433 bytes/)
  const attest = (change: object) =>
    c.refusal(ctx, 'MsgAttestDelivery', { ...attestMsg(one, ciphertext), ...change })
  t.match(attest({}), /^verification 41/)
  t.equal(answer({}), undefined)
  t.match(answer({}), /^verification 22/, 'a hash is committed to once')
  t.match(attest({ attester: 'x' }), /^sdk 7/)
  t.match(attest({ ciphertextHash: NONE }), /^verification 42: ciphertext_hash has 0 bytes/)
  t.match(attest({ demandId: 9n }), /^verification 19/)
  t.match(attest({ attester: address(STRANGER) }), /^verification 38/)
  t.match(attest({ attester: idle }), /^verification 40/)
  t.match(attest({ ciphertextHash: hash('x') }), /^verification 42: demand 1/)
  t.match(attest({ ciphertextBytes: 1 }), /^verification 42: demand 1/)
  const late = at(ctx, { height: ctx.height + 64n, timeNs: ctx.timeNs + 14_400_000_000_000n })
  t.match(
    c.refusal(late, 'MsgAttestDelivery', attestMsg(one, ciphertext)),
    /^verification 24: demand 1 was due/,
  )
  t.equal(attest({}), undefined)
  t.match(attest({}), /^verification 43/)
  t.equal(retire(idle), undefined)
  t.equal(c.sla.freeBond(ctx, c.keeper.addresses.toBytes(idle)), 10_000_000n, 'its bond is free')
  t.end()
})

await t.test('what small demands and huge outputs are refused', (t) => {
  const c = court()
  const demand = (receipt: Receipt, deposit: bigint) =>
    c.refusal(
      c.ctx,
      'MsgDemandOutput',
      demandMsg(c, 1n, 'receipt', {
        receipt: signReceipt(receipt),
        deposit: { denom: 'uinx', amount: `${deposit}` },
      }),
    )
  t.match(demand(largeReceipt(c), 75_536n), /^verification 18: .*want 896432uinx/)
  const huge = largeReceipt(c, { modelId: HUGE_MODEL.id })
  t.match(demand(huge, 896_432n), /^verification 17: .*at most 786432 fit/)
  t.equal(demand(receiptOf(c, 1n), 75_536n), undefined)
  const { ciphertext, ...msg } = answerMsg(c, c.keeper.mustDemand(c.ctx, 1n))
  const hashed = { ciphertextHash: hash(ciphertext), ciphertextBytes: 9, ciphertext: NONE }
  t.match(
    c.refusal(c.ctx, 'MsgAnswerDemand', { ...msg, ...hashed }),
    /^verification 25: ciphertext is empty: it fits the chain/,
  )
  t.end()
})

await t.test('seats have no gaps, whoever comes and goes', (t) => {
  fc.assert(
    fc.property(fc.array(fc.nat(5), { maxLength: 25 }), (turns) => {
      const c = court()
      const there = new Set<number>()
      for (let n = 0; n < 6; n++) bonded(c, FIRST + n)
      for (const n of turns) {
        const attester = address(FIRST + n)
        if (there.delete(n)) c.run(c.ctx, 'MsgRetireAttester', { attester })
        else {
          c.run(c.ctx, 'MsgRegisterAttester', { attester, url })
          there.add(n)
        }
        assert.deepEqual(c.broken(c.ctx), [])
        const { attesters } = c.ask<{ attesters: object[] }>(c.ctx, 'Attesters', {})
        assert.equal(attesters.length, there.size)
      }
    }),
    { numRuns: 25 },
  )
  t.end()
})

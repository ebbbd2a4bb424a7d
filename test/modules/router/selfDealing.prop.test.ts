/**
 * F3: what a supplier gains by paying itself through names of its own, for the fee that it loses. The bounds follow
 * from parameters: floor and share of one counterparty, age and bond that make one, fee that an answer has cost.
 */
import assert from 'node:assert'
import fc from 'fast-check'
import t from 'tap'
import { channelPaid } from '../../../modules/router/followers.js'
import { START } from '../../../modules/router/match/proven.js'
import type { RouterParams } from '../../../modules/router/params.js'
import { addressBytes } from '../../support/memoryContext.js'
import { clientAt, Market, MODEL, supplierAt } from './market.js'
import { offer } from './servers.js'
import { answer, pay, type Served, serve } from './served.js'

const SLOTS = 1000
/** For each answer that counts. */
const GAIN_MILLI = 50
const FEE_BPS = 100n

/** A name: when it first paid, whether it has a bond, and what it pays for. */
interface Name {
  readonly isBonded: boolean
  readonly isAged: boolean
  /** Answers of each claim, and the price of one answer. */
  readonly claims: readonly number[]
  readonly price: number
}
const name: fc.Arbitrary<Name> = fc.record({
  isBonded: fc.boolean(),
  isAged: fc.boolean(),
  claims: fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 6 }),
  price: fc.constantFrom(0, 1, 2, 10, 1000),
})
const limits = fc.record({
  counterpartyBps: fc.constantFrom(500, 1000, 2500),
  counterpartyFloor: fc.constantFrom(1, 5, 20),
  countedFeeMilli: fc.constantFrom(10, 100, 1000),
  counterpartyAgeMs: fc.constant(604_800_000n),
  counterpartyBond: fc.constant('1000'),
})
type Limits = Pick<
  RouterParams,
  | 'counterpartyBps'
  | 'counterpartyFloor'
  | 'countedFeeMilli'
  | 'counterpartyAgeMs'
  | 'counterpartyBond'
>

/** A server that declares a lot and has shown nothing. */
function town(change: Partial<RouterParams>): { m: Market; at: readonly [bigint, number] } {
  const m = new Market(change)
  m.aggregator()
  m.supplier(supplierAt(0))
  const id = m.server(supplierAt(0), { offers: [{ ...offer(0), slots: SLOTS }] })
  m.next()
  return { m, at: [id, m.keeper.numbers.modelOf(m.ctx, MODEL) as number] }
}

/** What claims of a channel do, by the hook that payment calls; the channels of payment itself are played below. */
class Channel {
  readonly #id: Uint8Array
  readonly #m: Market
  sequence = 0n
  paid = 0n

  constructor(m: Market, at: readonly [bigint, number], n: number, isInsisted = false) {
    this.#id = new Uint8Array(32).fill(n + 1)
    this.#m = m
    const none = { committed: 0n, sequence: 0n, matchId: 0n, signer: new Uint8Array(0) }
    m.keeper.channels.uses.set(m.ctx, this.#id, {
      ...none,
      ...{ serverId: at[0], model: at[1], isInsisted },
    })
  }

  get fee(): bigint {
    return (this.paid * FEE_BPS) / 10_000n
  }

  /** @returns the fee that was lost by it */
  claim(answers: number, price: number): bigint {
    const feeBefore = this.fee
    this.sequence += BigInt(answers)
    this.paid += BigInt(answers * price)
    const { sequence, fee } = this
    channelPaid(this.#m.keeper, this.#m.ctx, this.#id, { sequence, feeBefore, fee })
    return fee - feeBefore
  }
}

interface Outcome {
  readonly counted: bigint
  readonly fee: bigint
  readonly milli: number
  readonly perName: readonly bigint[]
}

/** Plays a graph of names that pay one server, in rounds. */
function play(params: Limits, names: readonly Name[]): Outcome {
  const { m, at } = town(params)
  const payers = names.map((_, i) => addressBytes(100 + i))
  // Who pays is all that the hook asks of payment.
  const views = new Map(payers.map((payer, i) => [new Uint8Array(32).fill(i + 1).join(), payer]))
  Object.assign(m.keeper.payment, {
    viewChannel: (_: unknown, id: Uint8Array) => ({
      payer: m.keeper.addresses.toText(views.get(id.join()) as Uint8Array),
    }),
  })
  const isBonded = new Set(names.flatMap((one, i) => (one.isBonded ? [payers[i]?.join()] : [])))
  Object.assign(m.keeper.sla, {
    freeBond: (_: unknown, owner: Uint8Array) => (isBonded.has(owner.join()) ? 1000n : 0n),
  })
  names.forEach(({ isAged }, i) => {
    if (isAged) m.keeper.channels.payers.set(m.ctx, payers[i] as Uint8Array, 0n)
  })
  const channels = names.map((_, i) => new Channel(m, at, i))
  let fee = 0n
  for (let round = 0; round < 6; round++)
    names.forEach(({ claims, price }, i) => {
      const answers = claims[round]
      if (answers !== undefined) fee += (channels[i] as Channel).claim(answers, price)
    })
  const { counted } = m.keeper.health.get(m.ctx, at[0])
  const { milli } = m.keeper.roster.standing(m.ctx, at).proven
  const perName = payers.map((one) => m.keeper.channels.counted.get(m.ctx, [at[0], one]) ?? 0n)
  return { counted: BigInt(counted), fee, milli, perName }
}

await t.test('F3: gain for each unit of fee is below 1000 / counted_fee_milli receipts', (t) => {
  fc.assert(
    fc.property(limits, fc.array(name, { minLength: 1, maxLength: 30 }), (params, names) => {
      const { counted, fee, milli } = play(params, names)
      assert(counted * BigInt(params.countedFeeMilli) <= fee * 1000n)
      assert(BigInt(milli) <= BigInt(START.milli) + counted * BigInt(GAIN_MILLI))
    }),
    { numRuns: 100 },
  )
  t.end()
})

await t.test(
  'F3: a name that is new and has no bond gains the floor and no more, whatever it pays; fewer names than 1 / share gain the floor each',
  (t) => {
    fc.assert(
      fc.property(limits, fc.array(name, { minLength: 1, maxLength: 30 }), (params, names) => {
        const { counted, perName } = play(params, names)
        const floor = BigInt(params.counterpartyFloor)
        names.forEach(({ isAged, isBonded }, i) => {
          if (!isAged && !isBonded) assert((perName[i] as bigint) <= floor)
        })
        if (names.length * params.counterpartyBps < 10_000)
          assert(counted <= BigInt(names.length) * floor)
      }),
      { numRuns: 100 },
    )
    t.end()
  },
)

await t.test(
  'F3: no counterparty has more than its share once there are enough: the Herfindahl index stays below 0.25',
  (t) => {
    fc.assert(
      fc.property(limits, fc.array(name, { minLength: 1, maxLength: 30 }), (params, names) => {
        const { counted, perName } = play(params, names)
        const { counterpartyBps, counterpartyFloor } = params
        for (const own of perName)
          assert(
            own <= BigInt(counterpartyFloor) || own * 10_000n <= counted * BigInt(counterpartyBps),
          )
        if (counted < 4n * BigInt(counterpartyFloor)) return
        const squares = perName.reduce((sum, own) => sum + own * own, 0n)
        assert(4n * squares <= counted * counted)
      }),
      { numRuns: 100 },
    )
    t.end()
  },
)

await t.test('F3: an honest supplier with many clients has all of its answers counted', (t) => {
  const client = fc.record({
    answers: fc.integer({ min: 1, max: 20 }),
    price: fc.constantFrom(10, 100),
  })
  fc.assert(
    fc.property(fc.array(client, { minLength: 20, maxLength: 40 }), (clients) => {
      const params = {
        ...{ counterpartyBps: 500, counterpartyFloor: 20, countedFeeMilli: 10 },
        ...{ counterpartyAgeMs: 604_800_000n, counterpartyBond: '1000' },
      }
      const honest = clients.map(({ answers, price }) => ({
        ...{ isBonded: false, isAged: false, claims: [answers], price },
      }))
      const { counted } = play(params, honest)
      // A fee comes in whole units: what is below the first one waits.
      const paid = clients.filter(({ answers, price }) => answers * price >= 100)
      assert.equal(
        counted,
        paid.reduce((sum, { answers }) => sum + BigInt(answers), 0n),
      )
      // One name that pays for as much gains the floor.
      const answers = Number(counted)
      const wash = { isBonded: true, isAged: true, claims: [answers], price: 100 }
      assert.equal(play(params, [wash]).counted, BigInt(Math.min(answers, 20)))
    }),
    { numRuns: 30 },
  )
  t.end()
})

await t.test('F3: a name that is known, or has a bond, has its share; a new one the floor', (t) => {
  const params = {
    ...{ counterpartyBps: 500, counterpartyFloor: 20, countedFeeMilli: 10 },
    ...{ counterpartyAgeMs: 604_800_000n, counterpartyBond: '1000' },
  }
  const plain = { isBonded: false, isAged: false, claims: [20], price: 100 }
  const town = Array.from({ length: 40 }, () => plain)
  for (const [change, want] of [
    [{}, 20n],
    [{ isAged: true }, 40n],
    [{ isBonded: true }, 40n],
  ] as const) {
    const rich = { ...plain, claims: [500], ...change }
    t.equal(play(params, [...town, rich]).perName[40], want)
  }
  t.end()
})

await t.test('F3: what is paid under a lease whose client insisted counts for nothing', (t) => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 100 }), { maxLength: 5 }), (claims) => {
      const { m, at } = town({})
      const channel = new Channel(m, at, 0, true)
      for (const answers of claims) channel.claim(answers, 1000)
      assert.equal(m.keeper.health.get(m.ctx, at[0]).counted, 0)
      assert.equal(m.keeper.roster.standing(m.ctx, at).proven.milli, START.milli)
    }),
    { numRuns: 30 },
  )
  t.end()
})

await t.test('F3, played: two names of the supplier pay it through real channels', (t) => {
  const { m, at } = town({})
  const fees = (): bigint =>
    m.parts.bank.getBalance(m.ctx, m.parts.auth.moduleAddress('fee_collector'), 'uinx')
  const paid = (served: Served, sequence: bigint): void =>
    pay(m, served, answer(m, served, sequence))
  for (const i of [0, 1]) m.client(clientAt(i))
  m.next()
  const [a, b] = [serve(m, clientAt(0)), serve(m, clientAt(1))]
  const insisting = { serverId: at[0], insist: true }
  paid(a, 9n)
  t.equal(m.keeper.health.get(m.ctx, at[0]).counted, 0, 'it has cost no fee so far')
  paid(a, 30n)
  t.equal(m.keeper.health.get(m.ctx, at[0]).counted, 20, 'the floor of one name')
  paid(a, 500n)
  paid(b, 500n)
  t.equal(m.keeper.health.get(m.ctx, at[0]).counted, 40)
  t.equal(m.keeper.roster.standing(m.ctx, at).proven.milli, 1000 + 40 * GAIN_MILLI)
  t.equal(fees(), 100n, 'for two slots')
  m.client(clientAt(2))
  m.next()
  const c = serve(m, clientAt(2), insisting)
  paid(c, 500n)
  t.equal(m.keeper.health.get(m.ctx, at[0]).counted, 40, 'nothing of a client that insisted')
  t.same(m.broken, [])
  t.end()
})

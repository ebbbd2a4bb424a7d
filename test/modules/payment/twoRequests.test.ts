/** A client signs two requests, is served and pays for one, and wants its money back for the other. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { sha256 } from '../../../chain/codec/hash.js'
import { toHex } from '../../../chain/types/bytes.js'
import type { Context } from '../../../chain/types/context.js'
import { ADVANCED } from '../../../modules/payment/contract/maturing.js'
import { depositOf } from '../../../modules/verification/params.js'
import { requestBytes } from '../../../proto/inference/objects.js'
import { address, addressBytes, at } from '../../support/memoryContext.js'
import { broken } from '../setup.js'
import {
  BOND,
  creditOf,
  demand,
  later,
  type Market,
  notPaid,
  notServed,
  opened,
  receiptOf,
  requestOf,
  supplierBond,
} from './disputed.js'
import { MANAGER_KEY, MODEL, voucherWith } from './dual.js'
import { DAY_MS, edKey, PAYER, SUPPLIER } from './market.js'
import {
  DEMAND_KEY,
  realMarket,
  type RealMarket,
  RETAIL,
  signedRequest,
  uinx,
} from './realMarket.js'

type Signed = ReturnType<typeof signedRequest>
const other = new Uint8Array(32).fill(9)
const digestOf = ({ request }: Signed) => sha256(requestBytes(request))

/** One channel over the real modules, with a supplier that does what its desk does. */
class Case {
  readonly m: RealMarket
  ctx: Context
  readonly id: Uint8Array
  readonly descriptor
  served: Signed | undefined

  constructor(m: RealMarket) {
    this.m = m
    this.ctx = at(m.ctx.with({ stores: m.ctx.stores.branch() }), {})
    const { retailId, wholesaleId } = m
    const opened = m.at('payment', this.ctx, 'MsgOpenChannel', {
      ...{ payer: address(PAYER), cap: uinx(3000n), retailId, wholesaleId, receiptPolicy: 3 },
      payees: [{ address: address(SUPPLIER), bps: 10_000 }],
      ...{ signer: { algorithm: 1, key: edKey(MANAGER_KEY).key }, minDelta: '0' },
      ...{ expiryMs: this.ctx.timeMs + 9n * DAY_MS, prepayAllow: '25', ratePerS: 0n, burst: 3000n },
    }) as { channelId: Uint8Array; descriptor: Parameters<typeof voucherWith>[0]['descriptor'] }
    this.id = opened.channelId
    this.descriptor = opened.descriptor
    this.pass(1000n)
  }

  request(sequence: bigint, input: number): Signed {
    const { descriptor, id: channelId } = this
    return signedRequest({
      ...{ chainId: descriptor.chainId, channelId, sequence, modelId: MODEL },
      ...{ inputDigest: new Uint8Array(32).fill(input), acknowledgement: null },
      ...{ cumulativeBefore: '0', priceMax: '12', expiryMs: this.ctx.timeMs + 60_000n },
    })
  }

  send(module: string, name: string, msg: object): string | undefined {
    this.ctx = at(this.ctx, {})
    return this.m.refusal(module, this.ctx, name, msg)
  }

  demand({ request, signature }: Signed): string | undefined {
    const params = this.m.verification.paramsOrDefault(this.ctx)
    return this.send('verification', 'MsgDemandOutput', {
      ...{ demander: address(PAYER), receipt: null, request, key: DEMAND_KEY },
      attribution: { descriptor: this.descriptor, serverId: 0n, receiptKey: new Uint8Array(0) },
      ...{ requestSignature: signature, deposit: uinx(depositOf(params)) },
    })
  }

  /** With the promise that the client made for the answer it got. */
  dispute(request: Signed): string | undefined {
    const voucher = voucherWith({ id: this.id, descriptor: this.descriptor }, RETAIL, null)
    return this.send('payment', 'MsgOpenServiceDispute', {
      ...{ opener: address(PAYER), kind: 2, descriptor: this.descriptor, request },
      ...{ receipt: null, voucher },
    })
  }

  receipt(signed: Signed) {
    const endMs = this.ctx.timeMs
    const { inputDigest } = signed.request
    return receiptOf(signed, { price: `${RETAIL}`, cumulative: `${RETAIL}`, endMs, inputDigest })
  }

  show(signed: Signed): string | undefined {
    const msg = { supplier: address(SUPPLIER), channelId: this.id, request: signed }
    return this.send('payment', 'MsgShowServed', { ...msg, receipt: this.receipt(signed) })
  }

  answer(signed: Signed): string | undefined {
    const [found] = this.open(signed)
    const ciphertext = new Uint8Array(40).fill(1)
    return this.send('verification', 'MsgAnswerDemand', {
      ...{ supplier: address(SUPPLIER), demandId: found?.id ?? 0n, key: DEMAND_KEY, ciphertext },
      receipt: this.receipt(signed),
    })
  }

  open(signed: Signed) {
    return this.m.verification
      .demandsFor(this.ctx, this.id, signed.request.sequence)
      .filter((d) => d.status === 1 && toHex(d.requestDigest) === toHex(digestOf(signed)))
  }

  /** What a supplier does that keeps its book: answer, decline, show. */
  desk(all: readonly Signed[]): void {
    for (const signed of all)
      for (const { id: demandId } of this.open(signed)) {
        if (signed === this.served) assert.equal(this.answer(signed), undefined)
        else {
          const msg = { supplier: address(SUPPLIER), demandId }
          assert.equal(this.send('verification', 'MsgDeclineDemand', msg), undefined)
        }
      }
    const { served } = this
    const dispute = this.m.payment.disputes.open.get(this.ctx, this.id)
    if (dispute === undefined || served === undefined || dispute.shownDigest.length > 0) return
    if (toHex(dispute.requestDigest) === toHex(digestOf(served))) return
    assert.equal(this.show(served), undefined)
  }

  pass(ms: bigint): void {
    const now = {
      timeNs: (this.ctx.timeMs + ms) * 1_000_000n,
      height: this.ctx.height + ms / 1000n,
    }
    this.ctx = at(this.ctx, now)
    for (const module of this.m.modules) module.endBlock?.(this.ctx)
    assert.deepEqual(broken(this.m.modules, this.ctx), [])
  }

  /** All that somebody has in channels and bonds. */
  wealth(n: number): bigint {
    const owner = addressBytes(n)
    let sum = this.m.payment.credits.get(this.ctx, [owner, 'uinx']) ?? 0n
    for (const [key, { amount }] of this.m.payment.under.maturing.walk(this.ctx))
      if (toHex(key.owner) === toHex(owner) && key.kind !== ADVANCED) sum += BigInt(amount)
    return sum + this.m.sla.bondOf(this.ctx, owner).amount
  }
}

await t.test(
  'whatever a client signs, demands and disputes in which order, what it paid for an answer stays paid',
  (t) => {
    const m = realMarket(5000n)
    const moves = ['serve', 'demand one', 'demand other', 'dispute', 'dispute one', 'pass'] as const
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...moves), { minLength: 3 }),
        fc.bigInt(1n, 2n),
        (order, sequence) => {
          const c = new Case(m)
          const [one, two] = [c.request(1n, 1), c.request(sequence, 2)]
          const start = c.wealth(SUPPLIER)
          let declinedOne = false
          let disputed = false
          for (const move of [...order, 'demand other', 'dispute']) {
            if (move === 'serve' && !declinedOne) c.served = one
            if (move === 'demand one') {
              declinedOne ||= c.served === undefined
              c.demand(one)
            }
            if (move === 'demand other') c.demand(two)
            if (move === 'dispute') disputed = c.dispute(two) === undefined || disputed
            if (move === 'dispute one') c.dispute(one)
            if (move === 'pass') c.pass(30_000n)
            c.desk([one, two])
          }
          for (let i = 0; i < 12; i++) c.pass(1_800_000n)
          assert.equal(c.m.payment.disputes.open.has(c.ctx, c.id), false)
          if (c.served === undefined) return
          assert.equal(c.wealth(PAYER), 0n)
          // Whoever disputes brings its promise, and so pays; what is not measured yet is all the supplier's.
          assert.equal(c.wealth(SUPPLIER), start + (disputed ? RETAIL : 0n))
          const { undelivered, wrong } = c.m.verification.faultsOf(c.ctx, address(SUPPLIER))
          assert.deepEqual([undelivered, wrong], [0n, 0n])
        },
      ),
      {
        numRuns: 150,
        examples: [
          [['serve', 'demand other', 'dispute', 'demand one', 'pass'], 1n],
          [['demand other', 'serve', 'dispute'], 1n],
          [['demand other', 'serve', 'dispute'], 2n],
        ],
      },
    )
    t.end()
  },
)

await t.test(
  'a supplier that shows what it never gave loses it: its output can be demanded',
  (t) => {
    const m = realMarket(5000n)
    for (const gives of [false, true]) {
      const c = new Case(m)
      // It refuses the one, takes the payment with the other, answers neither.
      const [one, two] = [c.request(1n, 1), c.request(1n, 2)]
      const before = c.wealth(SUPPLIER)
      t.equal(c.demand(two), undefined)
      t.equal(c.dispute(two), undefined)
      t.equal(c.show(one), undefined)
      c.pass(100_000n)
      t.equal(c.demand(one), undefined, 'of the same number')
      if (gives) t.equal(c.answer(one), undefined)
      for (let i = 0; i < 12; i++) c.pass(1_800_000n)
      const refund = gives ? 0n : 20n
      t.equal(c.wealth(PAYER), refund, 'all of it with the compensation, or nothing')
      t.equal(c.wealth(SUPPLIER), before + RETAIL - refund)
    }
    t.end()
  },
)

await t.test('demands for requests of one number are as many as are remembered', (t) => {
  const m = realMarket(5000n)
  const c = new Case(m)
  const all = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => c.request(1n, n))
  for (const one of all) {
    t.equal(c.demand(one), undefined)
    t.match(c.demand(one), /^verification 15: /)
    c.desk(all)
  }
  t.match(c.demand(c.request(1n, 9)), /^verification 15: .*8 demands for others of its number/)
  t.equal(c.demand(c.request(2n, 9)), undefined)
  t.end()
})

const show = (m: Market, ctx: Context, change: object = {}) => {
  const request = requestOf(m, { inputDigest: other })
  return m.refusal(ctx, 'MsgShowServed', {
    ...{ supplier: address(SUPPLIER), channelId: m.channel.id, request },
    ...{ receipt: receiptOf(request), ...change },
  })
}

await t.test('MsgShowServed, every refusal', (t) => {
  const m = opened()
  t.match(show(m, m.ctx), /^payment 64: /)
  m.run(m.ctx, 'MsgOpenServiceDispute', notPaid(m))
  t.match(show(m, m.ctx), /^payment 62: the dispute is over payment/)
  const w = opened()
  demand(w, w.ctx, { isFinal: true, isDeclined: true })
  w.run(w.ctx, 'MsgOpenServiceDispute', notServed(w))
  const same = requestOf(w)
  const old = requestOf(w, { inputDigest: other, cumulativeBefore: '20' })
  const foreign = requestOf(w, { inputDigest: other }, 5)
  const rows: readonly (readonly [object, RegExp])[] = [
    [{ channelId: other }, /64: /],
    [{ channelId: new Uint8Array(3) }, /64: /],
    [{ supplier: address(PAYER) }, /62: supplier is/],
    [{ request: null }, /62: its request is absent/],
    [{ receipt: null }, /62: its receipt is absent/],
    [{ request: foreign }, /62: its request is not signed by the client's/],
    [{ request: same, receipt: receiptOf(same) }, /62: it is the request in dispute/],
    [{ receipt: receiptOf(same) }, /62: its receipt is of another request/],
    [
      { request: old, receipt: receiptOf(old, { cumulative: '30' }) },
      /62: all answers up to it cost 30, measured are 30/,
    ],
  ]
  for (const [change, want] of rows)
    t.match(show(w, w.ctx, change), new RegExp(`^payment ${want.source}`))
  t.match(show(w, later(w.ctx, 900_000n, 900n)), /^payment 62: its time was over/)
  t.equal(show(w, w.ctx), undefined)
  t.match(show(w, w.ctx), /^payment 62: the answer to request 4 was shown already/)
  t.equal(w.stoodBy.size, 2, 'its supplier stands by it')
  const before = creditOf(w, w.ctx, SUPPLIER)
  const ctx = later(w.ctx, 200_000n, 30n)
  w.payment.endBlock?.(ctx)
  t.equal(creditOf(w, ctx, PAYER), 2n, 'what it promised beyond the answer')
  t.equal(creditOf(w, ctx, SUPPLIER) + supplierBond(w), before + BOND + 10n)
  t.same(broken(w.modules, ctx), [])
  t.end()
})

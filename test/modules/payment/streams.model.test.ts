/** Random streams of commands by client, supplier, manager, aggregator and strangers over the real modules. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import type { Context } from '../../../chain/types/context.js'
import { depositOf } from '../../../modules/verification/params.js'
import { splitOf } from '../../../modules/payment/contract/state.js'
import { vestedAt } from '../../../modules/payment/state.js'
import { address, addressBytes, at, memoryContext } from '../../support/memoryContext.js'
import { broken } from '../setup.js'
import { checkpointOf, countersOf, MANAGER_KEY, MODEL, SUPPLIER_KEY, voucherWith } from './dual.js'
import { receiptOf } from './disputed.js'
import { AGGREGATOR, DAY_MS, edKey, limitsMsg, MANAGER, PAYER, SUPPLIER } from './market.js'
import {
  DEMAND_KEY,
  realMarket,
  type RealMarket,
  RETAIL,
  signedRequest,
  STRANGER,
  uinx,
  WHOLESALE,
} from './realMarket.js'

const ALLOW = 25n
const CAP = 3000n
const PARTIES = [PAYER, SUPPLIER, AGGREGATOR]
type Channel = ReturnType<Stream['opened']>
type Descriptor = Parameters<typeof voucherWith>[0]['descriptor']
type Row = readonly [name: string, a: number, b: number, c: number]

/** One run: the state of the chain, and what the client has really signed. */
class Stream {
  readonly m: RealMarket
  ctx: Context
  readonly channels: Channel[] = []
  readonly supply: bigint

  constructor(m: RealMarket) {
    this.m = m
    this.ctx = at(m.ctx.with({ stores: m.ctx.stores.branch() }), {})
    this.supply = m.bank.getSupply(this.ctx, 'uinx')
  }

  opened(id: Uint8Array, descriptor: Descriptor) {
    return {
      ...{ id, descriptor, served: 0n, sequence: 0n, settled: 0n, given: 0n, beyond: false },
      checkpoints: [] as ReturnType<typeof checkpointOf>[],
      requests: [] as ReturnType<typeof signedRequest>[],
    }
  }

  send(module: string, name: string, msg: object): string | undefined {
    this.ctx = at(this.ctx, {})
    return this.m.refusal(module, this.ctx, name, msg)
  }

  pay = (name: string, msg: object): string | undefined => this.send('payment', name, msg)

  /** What a claimant brings: nothing, what was co-signed, or what was not. */
  checkpoint(c: Channel, kind: number, b: number) {
    const newest = c.checkpoints[c.checkpoints.length - 1] ?? null
    const more = { sequence: c.sequence + 1n + BigInt(b % 3), endMs: this.ctx.timeMs }
    const much = countersOf(c.served + 100n)
    const forge = (change: Parameters<typeof checkpointOf>[2], sequence = more.sequence) =>
      checkpointOf(c, { ...more, sequence, counters: much }, change)
    const other = this.channels.find((one) => one !== c)
    return [
      () => null,
      () => newest,
      () => c.checkpoints[b % (c.checkpoints.length || 1)] ?? null,
      () => forge({ clientKey: MANAGER_KEY }),
      () => forge({ acknowledged: countersOf(c.served) }),
      () => forge({ clientKey: SUPPLIER_KEY }, c.sequence || 1n),
      () => other?.checkpoints[b % other.checkpoints.length] ?? null,
      () => ({ ...forge({ clientKey: MANAGER_KEY }), measurement: newest?.measurement ?? null }),
    ][kind % 8]?.() as ReturnType<typeof forge> | null
  }

  claim(c: Channel, b: number, d: number, sender = STRANGER): string | undefined {
    const amounts = [RETAIL * c.served, RETAIL * c.served + ALLOW, BigInt(b * 37) % CAP, CAP]
    const cumulative = amounts[d % 4] as bigint
    const claim = voucherWith(c, cumulative, this.checkpoint(c, d >> 2, b))
    return this.pay('MsgClaim', { sender: address(sender), claim })
  }

  request(c: Channel, b: number): void {
    const isLie = b % 4 === 0
    const input = new Uint8Array(32).fill(b % 3)
    c.requests.push(
      signedRequest({
        ...{
          chainId: c.descriptor.chainId,
          channelId: c.id,
          sequence: c.sequence + 1n + BigInt(b % 5),
        },
        ...{ modelId: MODEL, inputDigest: input, expiryMs: this.ctx.timeMs + 3_600_000n },
        // A lie is the client's own: it must not bring it more than one unit.
        cumulativeBefore: (isLie ? 0n : RETAIL * c.served).toString(),
        priceMax: (isLie ? CAP : BigInt(b % 30)).toString(),
        acknowledgement: null,
      }),
    )
  }

  dispute(c: Channel, b: number, d: number): void {
    const request = c.requests[b % (c.requests.length || 1)]
    if (request === undefined) return
    const { cumulativeBefore, priceMax } = request.request
    // The client who lies to the chain is no victim of the supplier who believes it.
    if (d % 2 === 0 && BigInt(priceMax) > ALLOW) return
    const price = BigInt(priceMax) > 3n ? BigInt(priceMax) - BigInt(d % 3) : BigInt(priceMax)
    if (d % 2 === 0) {
      const cumulative = (BigInt(cumulativeBefore) + price).toString()
      const receipt = receiptOf(request, { price: price.toString(), cumulative })
      const { descriptor } = c
      const msg = { opener: address(SUPPLIER), kind: 1, descriptor, request, receipt }
      this.pay('MsgOpenServiceDispute', { ...msg, voucher: null })
      return
    }
    const voucher = d % 4 === 1 ? null : voucherWith(c, RETAIL * c.served + BigInt(d), null)
    const msg = { opener: address(PAYER), kind: 2, descriptor: c.descriptor, request }
    this.pay('MsgOpenServiceDispute', { ...msg, receipt: null, voucher })
  }

  demand(c: Channel, b: number): void {
    const signed = c.requests[b % (c.requests.length || 1)]
    if (signed === undefined) return
    const params = this.m.verification.paramsOrDefault(this.ctx)
    this.send('verification', 'MsgDemandOutput', {
      ...{ demander: address(PAYER), receipt: null, request: signed.request, key: DEMAND_KEY },
      attribution: { descriptor: c.descriptor, serverId: 0n, receiptKey: new Uint8Array(0) },
      ...{ requestSignature: signed.signature, deposit: uinx(depositOf(params)) },
    })
  }

  answer(c: Channel, b: number): void {
    const request = c.requests[c.requests.length - 1 - (b % 3)]
    const number = request?.request.sequence ?? 0n
    const found = this.m.verification.demandFor(this.ctx, c.id, number)
    if (found === undefined || request === undefined) return
    const msg = { supplier: address(SUPPLIER), demandId: found.id }
    if (b % 2 === 0) {
      this.send('verification', 'MsgDeclineDemand', msg)
      return
    }
    const ciphertext = new Uint8Array(40).fill(1)
    const receipt = receiptOf(request, { price: '0', cumulative: '0', endMs: this.ctx.timeMs })
    this.send('verification', 'MsgAnswerDemand', { ...msg, key: DEMAND_KEY, ciphertext, receipt })
  }

  /** The supplier shows, in whatever dispute there is, an answer that its client has signed for. */
  show(c: Channel, b: number): void {
    const request = c.requests[b % (c.requests.length || 1)]
    if (request === undefined) return
    const { cumulativeBefore, priceMax } = request.request
    const price = BigInt(priceMax) - BigInt(b % 2 === 0 ? 0 : BigInt(priceMax) / 2n)
    const cumulative = (BigInt(cumulativeBefore) + price).toString()
    const receipt = receiptOf(request, { price: price.toString(), cumulative })
    const msg = { supplier: address(SUPPLIER), channelId: c.id, request, receipt }
    this.pay('MsgShowServed', msg)
  }

  /** The payer lets a manager open channels, by limits that are as wide as this test needs. */
  grant(): string | undefined {
    const wide = { maxCapPerChannel: `${CAP}`, maxRatePerS: 1n, maxBurst: CAP }
    const expiryMs = this.ctx.timeMs + 100n * DAY_MS
    const limits = limitsMsg(this.ctx, { ...wide, minReceiptPolicy: 3, expiryMs })
    return this.pay('MsgGrantManager', { payer: address(PAYER), manager: address(MANAGER), limits })
  }

  open(b: number): void {
    const { retailId, wholesaleId } = this.m
    const msg = {
      ...{ payer: address(PAYER), cap: uinx(CAP), retailId, wholesaleId, receiptPolicy: 3 },
      payees: [{ address: address(SUPPLIER), bps: 10_000 }],
      ...{ signer: { algorithm: 1, key: edKey(MANAGER_KEY).key }, minDelta: '0' },
      ...{ expiryMs: this.ctx.timeMs + BigInt(1 + (b % 4) * 9) * DAY_MS, prepayAllow: `${ALLOW}` },
      ...{ ratePerS: BigInt(b % 2), burst: b % 3 === 0 ? 100n : CAP },
    }
    this.ctx = at(this.ctx, {})
    const byGrant = b % 2 === 1 && this.grant() === undefined
    const [name, more] = byGrant
      ? (['MsgOpenChannelByGrant', { manager: address(MANAGER) }] as const)
      : (['MsgOpenChannel', {}] as const)
    const { channelId, descriptor } = this.m.at('payment', this.ctx, name, { ...msg, ...more }) as {
      channelId: Uint8Array
      descriptor: Descriptor
    }
    this.channels.push(this.opened(channelId, descriptor))
  }

  pass(ms: bigint, blocks: bigint): void {
    const now = { timeNs: (this.ctx.timeMs + ms) * 1_000_000n, height: this.ctx.height + blocks }
    this.ctx = at(this.ctx, now)
    for (const module of this.m.modules) module.endBlock?.(this.ctx)
  }

  /** All of it written down, read into a new chain, and written down again. */
  reimport(): void {
    const { height, timeNs } = this.ctx
    const fresh = memoryContext({ height, timeNs })
    for (const module of this.m.modules) {
      const json = module.exportGenesis(this.ctx)
      assert.deepEqual(module.validateGenesis(json), [])
      module.initGenesis(fresh, json)
      assert.deepEqual(module.exportGenesis(fresh), json)
    }
    this.ctx = fresh
  }

  step([name, a, b, d]: Row): void {
    const c = this.channels[a % (this.channels.length || 1)]
    if (name === 'open' && this.channels.length < 3) this.open(b)
    if (name === 'pass')
      this.pass(PASSES[b % PASSES.length] as bigint, BLOCKS[d % BLOCKS.length] as bigint)
    if (name === 'reimport') this.reimport()
    const owner = address(PARTIES[a % 3] as number)
    if (name === 'withdraw') this.pay('MsgWithdrawCredit', { owner, denom: 'uinx' })
    if (name === 'bond') this.send('sla', 'MsgBond', { owner, amount: uinx(BigInt(1 + b)) })
    if (name === 'unbond') this.send('sla', 'MsgUnbond', { owner, amount: uinx(BigInt(1 + b)) })
    const both = { payer: address(PAYER), manager: address(MANAGER), revokeSigners: b % 2 === 0 }
    if (name === 'ungrant') this.pay('MsgRevokeManagerGrant', both)
    if (name === 'free') this.pay('MsgWithdrawFree', { owner, amount: uinx(BigInt(1 + b)) })
    if (c !== undefined) this.#onChannel(c, name, b, d)
    this.check()
  }

  #onChannel(c: Channel, name: string, b: number, d: number): void {
    const channelId = c.id
    const payer = address(PAYER)
    if (name === 'serve') {
      c.served += BigInt(1 + (b % 5))
      c.sequence += BigInt(1 + (b % 5))
      const { sequence } = c
      c.checkpoints.push(
        checkpointOf(c, { sequence, counters: countersOf(c.served), endMs: this.ctx.timeMs }),
      )
    }
    if (name === 'claim') this.claim(c, b, d)
    if (name === 'request') this.request(c, b)
    if (name === 'dispute') this.dispute(c, b, d)
    if (name === 'demand') this.demand(c, b)
    if (name === 'unserved' || name === 'unpaid') {
      this.request(c, b)
      const last = c.requests.length - 1
      if (name === 'unserved' || b % 5 === 0) this.demand(c, last)
      this.check()
      this.dispute(c, last, name === 'unserved' ? d | 1 : d & ~1)
      this.check()
      if (d % 2 === 0) {
        this.request(c, b + 1 + (d % 3))
        if (d % 3 === 0) this.demand(c, c.requests.length - 1)
        this.show(c, c.requests.length - 1)
        this.check()
      }
      for (let i = 0; i < b % 3; i++) this.pass(HOUR_MS, 25n)
    }
    if (name === 'answer') this.answer(c, b)
    if (name === 'show') this.show(c, b)
    if (name === 'close') this.pay('MsgRequestClose', { payer, channelId })
    if (name === 'extend') this.pay('MsgExtendChannel', { payer, channelId, amount: uinx(10n) })
    if (name === 'revoke' && b % 3 === 0) this.pay('MsgRevokeSigner', { payer, channelId })
    const anybody = { sender: address(STRANGER), channelId }
    if (name === 'finalize') this.pay('MsgFinalizeClose', anybody)
    if (name === 'decide') this.pay('MsgSettleServiceDispute', anybody)
    if (name !== 'grab') return
    const alone = { payee: address(SUPPLIER), channelId, descriptor: c.descriptor, words: null }
    const claim = voucherWith(c, CAP, this.checkpoint(c, d, b))
    assert.notEqual(this.pay('MsgCloseByPayee', { ...alone, claim }), undefined)
    const parties = [payer, address(SUPPLIER)].sort((x, y) => (x < y ? -1 : 1))
    const together = { parties, channelId, descriptor: c.descriptor, finalCumulative: '0' }
    assert.notEqual(this.pay('MsgCloseCooperative', together), undefined)
  }

  check(): void {
    const { ctx, m } = this
    assert.deepEqual(broken(m.modules, ctx), [])
    assert.equal(m.bank.getSupply(ctx, 'uinx'), this.supply)
    for (const { type, attributes } of ctx.events) {
      if (!type.endsWith('EventServiceDispute')) continue
      const of = (key: string) => attributes.find((one) => one.key === key)?.value ?? ''
      const c = this.channels.find(
        (one) => Buffer.from(one.id).toString('hex') === of('channel_id'),
      )
      if (c !== undefined && of('outcome') === 'refunded') c.given += BigInt(parseInt(of('amount')))
    }
    // What has been counted is not counted again.
    this.ctx = at(ctx, {})
    for (const c of this.channels) {
      assert.ok(c.given <= 2n * ALLOW, `gave back ${c.given} of one channel`)
      const channel = m.payment.channels.get(ctx, c.id)
      const contract = m.payment.under.contracts.get(ctx, c.id)
      if (channel === undefined || contract === undefined) continue
      const { settled } = channel
      assert.ok(settled >= c.settled && settled <= channel.cap)
      assert.ok(settled <= RETAIL * c.served + ALLOW, `P11: ${settled}, served ${c.served}`)
      assert.ok(settled <= contract.retail + ALLOW, `P11: ${settled}, measured ${contract.retail}`)
      assert.ok(settled <= vestedAt(channel, ctx.timeMs))
      assert.ok(contract.refunded <= ALLOW)
      c.settled = settled
      c.beyond ||= settled > contract.retail
      if (c.beyond) continue
      const part = splitOf(settled, contract, 100)
      const { supplier, protocol, aggregator } = contract
      assert.deepEqual({ supplier, protocol, aggregator }, part)
    }
  }

  /** Everybody claims what is due, all clocks run out, and everything is taken out. */
  end(): void {
    const { m } = this
    for (const c of this.channels) {
      this.claim(c, 0, 4)
      const contract = m.payment.under.contracts.get(this.ctx, c.id)
      if (contract !== undefined && c.settled >= RETAIL * c.served)
        assert.ok(contract.supplier >= WHOLESALE * c.served)
      this.check()
    }
    for (const c of this.channels)
      this.pay('MsgRequestClose', { payer: address(PAYER), channelId: c.id })
    for (let i = 0; i < 60; i++) this.pass(i < 50 ? 900_000n : 40n * DAY_MS, i < 50 ? 12n : 2000n)
    this.check()
    assert.deepEqual([...m.payment.channels.walk(this.ctx)], [])
    assert.deepEqual([...m.payment.disputes.open.walk(this.ctx)], [])
    assert.deepEqual([...m.payment.under.maturing.walk(this.ctx)], [])
    const supplier = m.sla.bondOf(this.ctx, addressBytes(SUPPLIER))
    assert.equal(supplier.locked, 0n, 'nothing is locked for ever')
    for (const n of PARTIES) {
      this.pay('MsgWithdrawCredit', { owner: address(n), denom: 'uinx' })
      const escrow = m.payment.escrowOf(this.ctx, addressBytes(n), 'uinx')
      if (escrow !== undefined && escrow.balance > 0n) {
        const free = { owner: address(n), amount: uinx(escrow.balance) }
        assert.equal(this.pay('MsgWithdrawFree', free), undefined)
      }
    }
    assert.equal(m.bank.getBalance(this.ctx, m.payment.account, 'uinx'), 0n)
    assert.equal(m.bank.getBalance(this.ctx, m.auth.moduleAddress('verification'), 'uinx'), 0n)
  }
}

const HOUR_MS = 3_600_000n
const TIMES = [1_000n, 60_000n, 130_000n, 900_000n, HOUR_MS, HOUR_MS, HOUR_MS, 3n * HOUR_MS]
const PASSES = [...TIMES, DAY_MS, 8n * DAY_MS]
const BLOCKS = [1n, 5n, 25n, 25n, 25n, 1200n]
const NAMES = ['open', 'serve', 'claim', 'request', 'dispute', 'demand', 'answer'] as const
const FLOWS = [
  ...(['serve', 'claim', 'unserved', 'unpaid', 'show', 'answer'] as const),
  ...(['pass', 'pass', 'pass'] as const),
] as const
const RARE = ['close', 'extend', 'revoke', 'finalize', 'decide', 'grab', 'reimport'] as const
const MONEY = ['withdraw', 'bond', 'unbond', 'free', 'ungrant'] as const
const small = fc.nat({ max: 1000 })
const row: fc.Arbitrary<Row> = fc.tuple(
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...NAMES) },
    { weight: 5, arbitrary: fc.constantFrom(...FLOWS) },
    { weight: 2, arbitrary: fc.constantFrom(...RARE) },
    { weight: 1, arbitrary: fc.constantFrom(...MONEY) },
  ),
  fc.nat({ max: 5 }),
  small,
  small,
)

await t.test(
  'no stream of commands takes more than DUAL allows, makes or loses money, or leaves anything behind',
  (t) => {
    const markets = new Map([0n, 40n, 100_000n].map((bond) => [bond, realMarket(bond || 1n)]))
    fc.assert(
      fc.property(
        fc.constantFrom(0n, 40n, 100_000n),
        fc.array(row, { minLength: 20, maxLength: 60, size: 'max' }),
        (bond, rows) => {
          const stream = new Stream(markets.get(bond) as RealMarket)
          stream.open(1)
          for (const one of rows) stream.step(one)
          stream.end()
        },
      ),
      { numRuns: Number(process.env['STREAMS'] ?? 30) },
    )
    t.end()
  },
)

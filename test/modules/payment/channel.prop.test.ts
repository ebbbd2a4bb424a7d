import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { codec } from '../../../chain/codec/proto.js'
import type { Context } from '../../../chain/types/context.js'
import { channelCodec, CHANNEL_BYTES } from '../../../modules/payment/codec.js'
import { partsOf, vestedAt } from '../../../modules/payment/state.js'
import { address, addressBytes, later, memoryContext } from '../../support/memoryContext.js'
import { broken, wire } from '../setup.js'
import { AGGREGATOR, commitWords, market, openMsg, PAYER, signVoucher, SUPPLIER } from './market.js'

const u48 = fc.bigInt({ min: 0n, max: (1n << 48n) - 1n })
const u64 = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n })
const u128 = fc.bigInt({ min: 0n, max: (1n << 128n) - 1n })
const channel = fc.record({
  escrowId: u64,
  settled: u128,
  cap: u128,
  startMs: u48,
  expiryMs: u48,
  closeAtMs: u48,
  closeAtHeight: u48,
  frozenAtMs: u48,
  ratePerS: u64,
  burst: u64,
  dust: fc.bigInt({ min: 0n, max: 7n }),
})

await t.test('a channel survives its packing, in at most 96 bytes', async () => {
  fc.assert(
    fc.property(channel, (state) => {
      const bytes = channelCodec.encode(state)
      assert.equal(bytes.length, CHANNEL_BYTES)
      assert.deepEqual(channelCodec.decode(bytes), { ...state })
      return bytes.length <= 96
    }),
  )
})

await t.test('what has vested never falls, and never passes the cap (P9)', async () => {
  fc.assert(
    fc.property(channel, u48, u48, (state, a, b) => {
      const [early, late] = a < b ? [a, b] : [b, a]
      const before = vestedAt(state, early)
      const after = vestedAt(state, late)
      return before <= after && after <= state.cap
    }),
  )
})

const shares = fc
  .array(fc.integer({ min: 1, max: 2000 }), { minLength: 0, maxLength: 4 })
  .map((some) => [...some, 10_000 - some.reduce((a, b) => a + b, 0)])
  .map((bps) => bps.map((n, i) => ({ address: address(i), bps: n })))

await t.test(
  'any pattern of claims pays each payee the same total, and no part ever falls',
  async () => {
    fc.assert(
      fc.property(shares, fc.array(u64, { minLength: 1, maxLength: 20 }), (payees, deltas) => {
        let cumulative = 0n
        const got = payees.map(() => 0n)
        for (const delta of deltas) {
          const before = partsOf(payees, cumulative)
          cumulative += delta
          partsOf(payees, cumulative).forEach((part, i) => {
            const step = part - (before[i] as bigint)
            assert.ok(step >= 0n, 'a part never falls')
            got[i] = (got[i] as bigint) + step
          })
        }
        assert.deepEqual(got, partsOf(payees, cumulative))
        const dust = cumulative - got.reduce((a, b) => a + b, 0n)
        return dust >= 0n && dust < BigInt(payees.length)
      }),
      {
        // Found when the rest of the floors went to the first payee: its part fell by one.
        examples: [
          [
            [1, 1134, 8865].map((bps, i) => ({ address: address(i), bps })),
            [17_203_029_262_492_153_569n, 3n],
          ],
        ],
      },
    )
  },
)

/** The simple model: what the payer holds, what is promised, what each payee has earned. */
interface Model {
  wallet: bigint
  free: bigint
  /** Over: its grace has passed, so that it pays nobody any more. */
  channels: Map<number, { cap: bigint; settled: bigint; closing: boolean; over: boolean }>
  /** What closed channels have paid. */
  closed: bigint[]
}

/** Even channels pay 70 % and 30 %, each a floor; odd ones have one payee. */
const isShared = (n: number): boolean => n % 2 === 0
const paidOf = (n: number, cumulative: bigint): bigint =>
  isShared(n) ? (cumulative * 7n) / 10n + (cumulative * 3n) / 10n : cumulative

const TOTAL = 1_000_000n
type Command = readonly [kind: number, channel: number, amount: bigint]
const commands = fc.array(
  fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 3 }), fc.bigInt({ min: 0n, max: 4000n })),
  { maxLength: 40, size: 'max' },
)

function play(list: readonly Command[]): boolean {
  const m = market()
  const opened = new Map<
    number,
    { channelId: Uint8Array; descriptor: Parameters<typeof signVoucher>[0] }
  >()
  const model: Model = { wallet: TOTAL, free: 0n, channels: new Map(), closed: [] }
  let ctx: Context = m.ctx
  const payer = address(PAYER)
  const coin = (amount: bigint) => ({ denom: 'uinx', amount: amount.toString() })
  for (const [kind, n, amount] of list) {
    ctx = later(ctx, 1n)
    const known = opened.get(n)
    const state = model.channels.get(n)
    const id = known?.channelId ?? new Uint8Array(32)
    const tryRun = (name: string, msg: unknown): boolean => m.refusal(ctx, name, msg) === undefined
    if (kind === 0) {
      const ok = tryRun('MsgDeposit', { owner: payer, amount: coin(amount) })
      assert.equal(ok, amount > 0n && amount <= model.wallet)
      if (ok) ((model.wallet -= amount), (model.free += amount))
    } else if (kind === 1) {
      const ok = tryRun('MsgWithdrawFree', { owner: payer, amount: coin(amount) })
      assert.equal(ok, amount > 0n && amount <= model.free)
      if (ok) ((model.wallet += amount), (model.free -= amount))
    } else if (kind === 2 && state === undefined) {
      const alone = [{ address: address(SUPPLIER), bps: 10_000 }]
      const payees = isShared(n) ? {} : { payees: alone }
      const msg = openMsg(ctx, { cap: coin(amount), ...payees })
      const want = amount > 0n && amount <= model.free
      assert.equal(m.refusal(ctx, 'MsgOpenChannel', msg) === undefined, want)
      if (want) {
        const last = [...m.keeper.channels.walk(ctx)].map(([key]) =>
          Buffer.from(key).toString('hex'),
        )
        const event = ctx.events.find((e) => e.type.endsWith('EventChannelOpened'))
        const hex = event?.attributes.find((a) => a.key === 'channel_id')?.value as string
        const raw = event?.attributes.find((a) => a.key === 'descriptor')?.value as string
        assert.ok(last.includes(hex))
        const descriptor = codec('infonex.payment.v1.ChannelDescriptor').decode(
          Buffer.from(raw, 'base64'),
        )
        opened.set(n, { channelId: Buffer.from(hex, 'hex'), descriptor })
        model.channels.set(n, { cap: amount, settled: 0n, closing: false, over: false })
        model.free -= amount
      }
    } else if (kind === 3 && known !== undefined) {
      const claim = signVoucher(known.descriptor, id, amount)
      const fits = state !== undefined && amount > state.settled && amount <= state.cap
      const want = fits && !state.over
      assert.equal(tryRun('MsgClaim', { sender: address(8), claim }), want)
      if (want) state.settled = amount
    } else if (kind === 4) {
      const ok = tryRun('MsgExtendChannel', { payer, channelId: id, amount: coin(amount) })
      assert.equal(ok, state?.over === false && amount > 0n && amount <= model.free)
      if (ok && state !== undefined)
        ((state.cap += amount), (model.free -= amount), (state.closing = false))
    } else if (kind === 5) {
      const ok = tryRun('MsgRequestClose', { payer, channelId: id })
      assert.equal(ok, state !== undefined && !state.closing)
      if (ok && state !== undefined) state.closing = true
    } else if (kind === 6 && state?.closing === true) {
      ctx = later(ctx, 10n, 60n)
      assert.ok(tryRun('MsgFinalizeClose', { sender: address(8), channelId: id }))
      model.free += state.cap - paidOf(n, state.settled)
      model.closed.push(paidOf(n, state.settled))
      model.channels.delete(n)
      for (const other of model.channels.values()) other.over = other.closing
      // The descriptor is kept: its vouchers must be worthless now.
    } else if (
      kind === 7 &&
      known !== undefined &&
      state !== undefined &&
      amount > state.settled &&
      amount <= state.cap
    ) {
      const claim = signVoucher(known.descriptor, id, amount)
      const payee = address(SUPPLIER)
      const { descriptor } = known
      const closed = tryRun('MsgCloseByPayee', { payee, channelId: id, descriptor, claim })
      const want = !isShared(n) && !state.over
      assert.equal(closed, want, 'one of several payees cannot close alone')
      if (closed) {
        model.free += state.cap - paidOf(n, amount)
        model.closed.push(paidOf(n, amount))
        model.channels.delete(n)
      }
    } else if (kind === 9 && known !== undefined) {
      // Words of a commit of 32, each worth 50: whatever vouchers have paid meanwhile.
      const word = Number(amount % 32n)
      const claim = commitWords(known.descriptor, id, { unitAmount: '50' }).claim(
        word >> 3,
        (word & 7) + 1,
      )
      const worth = 50n * BigInt(word + 1)
      const fits = state !== undefined && worth > state.settled && worth <= state.cap
      const want = fits && !state.over
      assert.equal(tryRun('MsgClaimPayWord', { sender: address(8), claim }), want)
      if (want) state.settled = worth
    } else if (kind === 8) {
      for (const who of [SUPPLIER, AGGREGATOR])
        tryRun('MsgWithdrawCredit', { owner: address(who), denom: 'uinx' })
    }
    assert.deepEqual(broken(m.modules, ctx), [])
    const held = m.bank.getBalance(ctx, addressBytes(PAYER), 'uinx')
    assert.equal(held, model.wallet)
    const escrow = m.keeper.escrowOf(ctx, addressBytes(PAYER), 'uinx')
    assert.equal((escrow?.balance ?? 0n) - (escrow?.reserved ?? 0n), model.free)
    ctx.events.length = 0
  }
  const paid = [SUPPLIER, AGGREGATOR].reduce(
    (sum, who) =>
      sum +
      m.bank.getBalance(ctx, addressBytes(who), 'uinx') +
      (m.keeper.credits.get(ctx, [addressBytes(who), 'uinx']) ?? 0n),
    0n,
  )
  const earned = [...model.channels].map(([n, c]) => paidOf(n, c.settled))
  assert.equal(
    paid,
    [...model.closed, ...earned].reduce((sum, c) => sum + c, 0n),
  )
  return true
}

await t.test('money is conserved to the unit under any sequence of commands', async () => {
  fc.assert(fc.property(commands, play), {
    numRuns: 120,
    // Waiting for one channel ends the grace of another.
    examples: [
      [
        [
          [0, 0, 2n],
          [2, 3, 1n],
          [2, 0, 1n],
          [5, 3, 0n],
          [5, 0, 0n],
          [6, 0, 0n],
          [3, 3, 1n],
        ],
      ],
    ],
  })
})

await t.test(
  'a voucher of one channel is worthless in any other, also a later one of the same terms',
  async (t) => {
    const m = market()
    m.run(m.ctx, 'MsgDeposit', { owner: address(PAYER), amount: wire('20000uinx')[0] })
    type Opened = { channelId: Uint8Array; descriptor: Parameters<typeof signVoucher>[0] }
    const first = m.run<Opened>(m.ctx, 'MsgOpenChannel', openMsg(m.ctx))
    const second = m.run<Opened>(m.ctx, 'MsgOpenChannel', openMsg(m.ctx))
    t.not(
      Buffer.from(first.channelId).toString('hex'),
      Buffer.from(second.channelId).toString('hex'),
    )
    const signed = signVoucher(first.descriptor, first.channelId, 70n)
    const moved = {
      ...signed,
      descriptor: second.descriptor,
      voucher: { ...signed.voucher, channelId: second.channelId },
    }
    t.match(m.refusal(m.ctx, 'MsgClaim', { sender: address(9), claim: moved }), /^payment 14/)
  },
)

await t.test(
  'expired channels close by themselves, a bounded number a block, oldest first',
  async (t) => {
    const m = market()
    m.keeper.params.set(m.ctx, { ...m.keeper.paramsOrDefault(m.ctx), expiriesPerBlock: 2 })
    m.run(m.ctx, 'MsgDeposit', { owner: address(PAYER), amount: wire('5000uinx')[0] })
    for (let i = 0; i < 5; i++)
      m.run(
        m.ctx,
        'MsgOpenChannel',
        openMsg(m.ctx, { cap: wire('1000uinx')[0], expiryMs: m.ctx.timeMs + 1000n + BigInt(i) }),
      )
    const count = (at: Context): number => [...m.keeper.channels.walk(at)].length
    const closing = (at: Context): number =>
      [...m.keeper.channels.walk(at)].filter(([, c]) => c.closeAtMs > 0n).length
    let ctx = m.ctx
    for (const want of [2, 4, 5]) {
      ctx = later(ctx, 1n, 2n)
      m.payment.endBlock?.(ctx)
      t.equal(closing(ctx), want, 'expired channels begin to close')
      t.equal(count(ctx), 5, 'the grace runs')
    }
    ctx = later(ctx, 1n, 700n)
    m.payment.endBlock?.(ctx)
    t.equal(count(ctx), 5, 'its time has passed, its blocks have not')
    ctx = later(ctx, 10n, 2n)
    for (const want of [3, 1, 0]) {
      ctx = later(ctx, 1n, 2n)
      m.payment.endBlock?.(ctx)
      t.equal(count(ctx), want)
    }
    t.equal(m.keeper.escrowOf(ctx, addressBytes(PAYER), 'uinx')?.reserved, 0n)
  },
)

await t.test('genesis survives export and import', async (t) => {
  const m = market()
  m.run(m.ctx, 'MsgDeposit', { owner: address(PAYER), amount: wire('20000uinx')[0] })
  const { channelId, descriptor } = m.run<{
    channelId: Uint8Array
    descriptor: Parameters<typeof signVoucher>[0]
  }>(m.ctx, 'MsgOpenChannel', openMsg(m.ctx))
  m.run(m.ctx, 'MsgClaim', { sender: address(9), claim: signVoucher(descriptor, channelId, 77n) })
  const exported = m.payment.exportGenesis(m.ctx)
  t.same(m.payment.validateGenesis(exported), [])
  const other = market()
  const ctx = memoryContext()
  other.payment.initGenesis(ctx, exported)
  t.same(other.payment.exportGenesis(ctx), exported)
  const g = exported as { escrows: object[]; params: object; channels: object[]; credits: object[] }
  const problems = other.payment
    .validateGenesis({
      ...g,
      next_escrow: '1',
      params: { ...g.params, min_cap: '0' },
      escrows: [{ ...g.escrows[0], reserved: '1', balance: '0' }],
      channels: [{ ...g.channels[0], id: '', settled: '99999999' }],
      credits: [{ ...g.credits[0], owner: 'x' }],
    } as never)
    .join('\n')
  t.match(
    problems,
    /min_cap.*id has 0 bytes.*settled is 99999999.*escrows\[0\]\.id is 1.*reserved is 1.*balance is 0.*credits\[0\]\.owner/s,
  )
})

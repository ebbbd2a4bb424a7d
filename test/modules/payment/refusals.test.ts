/** One row per way to be refused, in the order of modules/payment/README.md, then the success. */
import t from 'tap'
import { address, later } from '../../support/memoryContext.js'
import { wire } from '../setup.js'
import {
  AGGREGATOR,
  DAY_MS,
  edKey,
  market,
  openMsg,
  PAYER,
  SECP_KEY,
  signVoucher,
  SUPPLIER,
} from './market.js'

interface Opened {
  channelId: Uint8Array
  descriptor: Parameters<typeof signVoucher>[0]
}

function withChannel(change: object = {}) {
  const m = market()
  m.run(m.ctx, 'MsgDeposit', { owner: address(PAYER), amount: wire('20000uinx')[0] })
  const opened = m.run<Opened>(m.ctx, 'MsgOpenChannel', openMsg(m.ctx, change))
  return { ...m, ...opened, ctx: later(m.ctx, 1n) }
}

await t.test('MsgDeposit and MsgWithdrawFree', async (t) => {
  const m = market()
  const rows: [string, object, RegExp][] = [
    ['MsgDeposit', { amount: null }, /^payment 2: amount is absent/],
    ['MsgDeposit', { amount: wire('0uinx')[0] }, /^payment 2: amount is 0/],
    ['MsgDeposit', { amount: wire('-5uinx')[0] }, /^payment 2: amount is "-5"/],
    ['MsgDeposit', { amount: { denom: 'uinx', amount: '007' } }, /^payment 2/],
    ['MsgDeposit', { amount: wire('2000000uinx')[0] }, /^sdk 5/],
    ['MsgDeposit', { owner: 'x', amount: wire('1uinx')[0] }, /^sdk 7/],
    ['MsgWithdrawFree', { amount: wire('1uinx')[0] }, /^payment 4/],
  ]
  for (const [name, change, want] of rows)
    t.match(m.refusal(m.ctx, name, { owner: address(PAYER), ...change }), want, String(want))
  m.run(m.ctx, 'MsgDeposit', { owner: address(PAYER), amount: wire('50uinx')[0] })
  const withdraw = (text: string): string | undefined =>
    m.refusal(m.ctx, 'MsgWithdrawFree', { owner: address(PAYER), amount: wire(text)[0] })
  t.match(withdraw('51uinx'), /^payment 3: free 50, wanted 51/)
  t.equal(withdraw('50uinx'), undefined)
})

await t.test('MsgOpenChannel', async (t) => {
  const m = market()
  const good = openMsg(m.ctx)
  const now = m.ctx.timeMs
  const [low, high] = good.payees as [
    { address: string; bps: number },
    { address: string; bps: number },
  ]
  const rows: [string, object, RegExp][] = [
    ['cap absent', { cap: null }, /^payment 2/],
    ['bad denom', { cap: wire('10!')[0] }, /^payment 6: denom/],
    ['no payees', { payees: [] }, /^payment 6: payees has 0/],
    ['nine payees', { payees: Array(9).fill(low) }, /^payment 6: payees has 9/],
    ['unsorted', { payees: [high, low] }, /^payment 6: payees\[1\] is not above/],
    ['repeated', { payees: [low, low] }, /^payment 6: payees\[1\] is not above/],
    [
      'zero share',
      {
        payees: [
          { ...low, bps: 0 },
          { ...high, bps: 10_000 },
        ],
      },
      /^payment 6.*bps is 0/,
    ],
    [
      '9,999 bps',
      { payees: [low, { ...high, bps: high.bps - 1 }] },
      /^payment 6: the shares.*9999/,
    ],
    ['foreign payee', { payees: [{ address: 'cosmos1x', bps: 10_000 }] }, /^sdk 7/],
    ['no signer', { signer: null }, /^payment 6: signer.algorithm/],
    ['unknown algorithm', { signer: { algorithm: 9, key: edKey(1).key } }, /^payment 6: signer/],
    [
      'short key',
      { signer: { algorithm: 1, key: new Uint8Array(31) } },
      /^payment 6: signer.key has 31/,
    ],
    ['SUPPLIER without agreement', { receiptPolicy: 2 }, /^payment 10/],
    ['DUAL without agreement', { receiptPolicy: 3 }, /^payment 10/],
    ['unknown agreement', { retailId: 1n }, /^payment 10: retail_id 1/],
    ['unknown wholesale', { wholesaleId: 2n }, /^payment 10: wholesale_id 2/],
    ['min_delta', { minDelta: '1.5' }, /^payment 6: min_delta is "1.5"/],
    ['prepay_allow', { prepayAllow: '' }, /^payment 6: prepay_allow/],
    ['nothing vests', { ratePerS: 0n, burst: 0n }, /^payment 6: rate_per_s and burst/],
    ['expired', { expiryMs: now }, /^payment 9/],
    ['too long', { expiryMs: now + 365n * DAY_MS + 1n }, /^payment 9/],
    ['no escrow', {}, /^payment 4/],
  ]
  for (const [name, change, want] of rows)
    t.match(m.refusal(m.ctx, 'MsgOpenChannel', { ...good, ...change }), want, name)
  m.run(m.ctx, 'MsgDeposit', { owner: address(PAYER), amount: wire('9999uinx')[0] })
  t.match(m.refusal(m.ctx, 'MsgOpenChannel', good), /^payment 3: free 9999, wanted 10000/)
  m.keeper.params.set(m.ctx, { ...m.keeper.paramsOrDefault(m.ctx), minCap: '500' })
  t.match(m.refusal(m.ctx, 'MsgOpenChannel', { ...good, cap: wire('499uinx')[0] }), /^payment 8/)
  m.run(m.ctx, 'MsgDeposit', { owner: address(PAYER), amount: wire('1uinx')[0] })
  const { channelId } = m.run<Opened>(m.ctx, 'MsgOpenChannel', good)
  t.equal(channelId.length, 32)
  t.equal(m.keeper.channels.get(m.ctx, channelId)?.cap, 10_000n)
})

await t.test('MsgClaim', async (t) => {
  const c = withChannel({ minDelta: '10', burst: 5000n, ratePerS: 1n })
  const claim = (signed: object | null): string | undefined =>
    c.refusal(c.ctx, 'MsgClaim', { sender: address(9), claim: signed })
  const good = signVoucher(c.descriptor, c.channelId, 100n)
  const other = withChannel({ burst: 9999n })
  const rows: [string, object | null, RegExp][] = [
    ['absent', null, /^payment 13/],
    ['no descriptor', { ...good, descriptor: null }, /^payment 13/],
    [
      'short id',
      { ...good, voucher: { ...good.voucher, channelId: new Uint8Array(31) } },
      /^payment 13/,
    ],
    [
      'odd receipt head',
      { ...good, voucher: { ...good.voucher, receiptHead: new Uint8Array(5) } },
      /^payment 13/,
    ],
    [
      'short signature',
      { ...good, signature: new Uint8Array(63) },
      /^payment 13: signature has 63/,
    ],
    ['unknown form', { ...good, form: 7 }, /^payment 13: form 7/],
    ['amount', signVoucher(c.descriptor, c.channelId, '1e3'), /^payment 2/],
    ['another descriptor', { ...good, descriptor: other.descriptor }, /^payment 7/],
    ['unknown channel', signVoucher(other.descriptor, other.channelId, 100n), /^payment 5/],
    [
      'stale',
      signVoucher(c.descriptor, c.channelId, 100n, { validUntilMs: c.ctx.timeMs - 1n }),
      /^payment 15/,
    ],
    ['zero', signVoucher(c.descriptor, c.channelId, 0n), /^payment 16/],
    ['below min_delta', signVoucher(c.descriptor, c.channelId, 9n), /^payment 17/],
    ['above the cap', signVoucher(c.descriptor, c.channelId, 10_001n), /^payment 18/],
    [
      'above what vested',
      signVoucher(c.descriptor, c.channelId, 5006n),
      /^payment 19: cumulative 5006, vested 5005/,
    ],
    ['another key', signVoucher(c.descriptor, c.channelId, 100n, { key: 2 }), /^payment 14/],
    [
      'another chain',
      signVoucher(c.descriptor, c.channelId, 100n, { chainId: 'other-1' }),
      /^payment 14/,
    ],
    ['ed25519 as ADR-036', { ...good, form: 1 }, /^payment 14/],
    [
      'a changed amount',
      { ...good, voucher: { ...good.voucher, cumulative: '101' } },
      /^payment 14/,
    ],
  ]
  for (const [name, signed, want] of rows) t.match(claim(signed), want, name)
  t.equal(claim(good), undefined)
  t.match(claim(good), /^payment 16/, 'a replayed voucher pays nothing')
})

await t.test('any wallet can sign: secp256k1 vouchers, raw and as ADR-036', async (t) => {
  const c = withChannel({ signer: { algorithm: 2, key: SECP_KEY } })
  for (const [i, secp] of (['raw', 'adr036'] as const).entries()) {
    const good = signVoucher(c.descriptor, c.channelId, BigInt(i + 1) * 100n, { secp })
    t.match(
      c.refusal(c.ctx, 'MsgClaim', { sender: address(9), claim: { ...good, form: 1 - i } }),
      /^payment 14/,
    )
    t.equal(c.refusal(c.ctx, 'MsgClaim', { sender: address(9), claim: good }), undefined, secp)
  }
})

await t.test('closing: by the payer, a payee, both, anybody', async (t) => {
  const c = withChannel()
  const id = { channelId: c.channelId }
  const payer = { payer: address(PAYER), ...id }
  const none = { channelId: new Uint8Array(32) }
  t.match(c.refusal(c.ctx, 'MsgRequestClose', { ...payer, ...none }), /^payment 5/)
  t.match(c.refusal(c.ctx, 'MsgRequestClose', { ...payer, payer: address(5) }), /^payment 11/)
  t.match(c.refusal(c.ctx, 'MsgFinalizeClose', { sender: address(5), ...id }), /^payment 22/)
  t.match(c.refusal(c.ctx, 'MsgRevokeSigner', { ...payer, payer: address(5) }), /^payment 11/)
  t.equal(c.refusal(c.ctx, 'MsgRequestClose', payer), undefined)
  t.match(c.refusal(c.ctx, 'MsgRequestClose', payer), /^payment 21/)
  t.match(c.refusal(c.ctx, 'MsgFinalizeClose', { sender: address(5), ...id }), /^payment 23/)
  const timeOnly = later(c.ctx, 9n, 600n)
  t.match(
    c.refusal(timeOnly, 'MsgFinalizeClose', { sender: address(5), ...id }),
    /^payment 23/,
    'time passed, blocks did not',
  )
  const blocksOnly = later(c.ctx, 20n, 1n)
  t.match(
    c.refusal(blocksOnly, 'MsgFinalizeClose', { sender: address(5), ...id }),
    /^payment 23/,
    'blocks passed, time did not',
  )
  const both = later(c.ctx, 10n, 60n)
  const signed = signVoucher(c.descriptor, c.channelId, 5n)
  t.match(
    c.refusal(both, 'MsgClaim', { sender: address(9), claim: signed }),
    /^payment 20/,
    'claim and finalise never both hold',
  )
  t.match(
    c.refusal(both, 'MsgExtendChannel', { ...payer, amount: wire('1uinx')[0] }),
    /^payment 20/,
  )

  const close = { payee: address(SUPPLIER), ...id, descriptor: c.descriptor, claim: signed }
  t.match(c.refusal(c.ctx, 'MsgCloseByPayee', { ...close, descriptor: null }), /^payment 6/)
  t.match(c.refusal(c.ctx, 'MsgCloseByPayee', { ...close, ...none }), /^payment 13/)
  t.match(c.refusal(c.ctx, 'MsgCloseByPayee', { ...close, payee: address(5) }), /^payment 12/)
  t.match(c.refusal(c.ctx, 'MsgCloseByPayee', { ...close, claim: null }), /^payment 25/)

  const parties = [address(PAYER), address(SUPPLIER), address(AGGREGATOR)].sort((a, b) =>
    a < b ? -1 : 1,
  )
  const together = { parties, ...id, descriptor: c.descriptor, finalCumulative: '50' }
  t.match(c.refusal(c.ctx, 'MsgCloseCooperative', { ...together, descriptor: null }), /^payment 6/)
  t.match(
    c.refusal(c.ctx, 'MsgCloseCooperative', { ...together, finalCumulative: 'x' }),
    /^payment 2/,
  )
  t.match(
    c.refusal(c.ctx, 'MsgCloseCooperative', { ...together, parties: parties.slice(1) }),
    /^payment 25/,
  )
  t.match(
    c.refusal(c.ctx, 'MsgCloseCooperative', { ...together, parties: [...parties].reverse() }),
    /^payment 25/,
  )
  t.match(
    c.refusal(c.ctx, 'MsgCloseCooperative', { ...together, finalCumulative: '10001' }),
    /^payment 18/,
  )
  t.equal(
    c.refusal(c.ctx, 'MsgClaim', {
      sender: address(9),
      claim: signVoucher(c.descriptor, c.channelId, 60n),
    }),
    undefined,
  )
  t.match(
    c.refusal(c.ctx, 'MsgCloseCooperative', together),
    /^payment 26/,
    'H20: never below what is settled',
  )
  t.equal(
    c.refusal(c.ctx, 'MsgCloseCooperative', { ...together, finalCumulative: '61' }),
    undefined,
  )
  t.match(
    c.refusal(c.ctx, 'MsgFinalizeClose', { sender: address(5), ...id }),
    /^payment 5/,
    'it is gone',
  )
  t.same([...c.keeper.channels.walk(c.ctx)], [], 'a closed channel leaves nothing')
  t.same([...c.keeper.expiries.walk(c.ctx)], [])
  t.same([...c.keeper.byEscrow.walk(c.ctx)], [])
})

await t.test(
  'MsgExtendChannel, MsgRevokeSigner, MsgWithdrawCredit, MsgUpdateParams, MsgClaimBatch',
  async (t) => {
    const c = withChannel({ ratePerS: 1n, burst: 1n })
    const payer = { payer: address(PAYER), channelId: c.channelId }
    t.match(c.refusal(c.ctx, 'MsgExtendChannel', { ...payer, amount: null }), /^payment 2/)
    t.match(
      c.refusal(c.ctx, 'MsgExtendChannel', {
        ...payer,
        payer: address(4),
        amount: wire('1uinx')[0],
      }),
      /^payment 11/,
    )
    t.match(
      c.refusal(c.ctx, 'MsgExtendChannel', { ...payer, amount: wire('1ubtc')[0] }),
      /^payment 2: amount is in ubtc/,
    )
    t.match(
      c.refusal(c.ctx, 'MsgExtendChannel', { ...payer, amount: wire('10001uinx')[0] }),
      /^payment 3/,
    )
    c.run(c.ctx, 'MsgRequestClose', payer)
    t.equal(c.refusal(c.ctx, 'MsgExtendChannel', { ...payer, amount: wire('5uinx')[0] }), undefined)
    t.equal(
      c.keeper.channels.get(c.ctx, c.channelId)?.closeAtMs,
      0n,
      'an extended channel is open again',
    )

    t.equal(c.refusal(c.ctx, 'MsgRevokeSigner', payer), undefined)
    t.match(c.refusal(c.ctx, 'MsgRevokeSigner', payer), /^payment 24/)
    const muchLater = later(c.ctx, 100n, 60n)
    t.match(
      c.refusal(muchLater, 'MsgClaim', {
        sender: address(9),
        claim: signVoucher(c.descriptor, c.channelId, 127n),
      }),
      /^payment 19: cumulative 127, vested 126/,
      'vesting stopped after the revocation grace: 1 + 5 s + 120 s',
    )

    t.match(
      c.refusal(c.ctx, 'MsgWithdrawCredit', { owner: address(SUPPLIER), denom: 'uinx' }),
      /^payment 27/,
    )
    const claims = [
      signVoucher(c.descriptor, c.channelId, 3n),
      signVoucher(c.descriptor, c.channelId, 2n),
      signVoucher(c.descriptor, c.channelId, 4n, { key: 2 }),
      signVoucher(c.descriptor, c.channelId, 5n),
    ]
    t.match(c.refusal(c.ctx, 'MsgClaimBatch', { sender: address(9), claims: [] }), /^payment 13/)
    t.match(
      c.refusal(c.ctx, 'MsgClaimBatch', { sender: address(9), claims: Array(501).fill(claims[0]) }),
      /^payment 28/,
    )
    const { outcomes } = c.run<{ outcomes: { code: number; paid: string }[] }>(
      c.ctx,
      'MsgClaimBatch',
      { sender: address(9), claims },
    )
    t.same(outcomes, [
      { code: 0, paid: '2' },
      { code: 16, paid: '0' },
      { code: 14, paid: '0' },
      { code: 0, paid: '2' },
    ])
    t.equal(
      c.refusal(c.ctx, 'MsgWithdrawCredit', { owner: address(SUPPLIER), denom: 'uinx' }),
      undefined,
    )

    const params = c.keeper.paramsOrDefault(c.ctx)
    const bad: [object, RegExp][] = [
      [{ params: null }, /^payment 29: params are absent/],
      [{ params: { ...params, closeGraceMs: 1n } }, /^payment 29: close_grace_ms/],
      [{ params: { ...params, closeGraceBlocks: 0n } }, /^payment 29: close_grace_blocks/],
      [{ params: { ...params, revokeGraceMs: 1n } }, /^payment 29: revoke_grace_ms/],
      [
        { params: { ...params, revokeGraceMs: params.closeGraceMs + 1n } },
        /^payment 29: revoke_grace_ms.*at most/,
      ],
      [{ params: { ...params, minCap: '0' } }, /^payment 29: min_cap/],
      [{ params: { ...params, maxLifetimeMs: 5n } }, /^payment 29: max_lifetime_ms/],
      [{ params: { ...params, maxClaimsPerBatch: 0 } }, /^payment 29: max_claims/],
      [{ params: { ...params, expiriesPerBlock: 0 } }, /^payment 29: expiries/],
      [{ authority: address(3) }, /^payment 30/],
    ]
    for (const [change, want] of bad)
      t.match(
        c.refusal(c.ctx, 'MsgUpdateParams', { authority: c.authority, params, ...change }),
        want,
      )
    t.equal(
      c.refusal(c.ctx, 'MsgUpdateParams', {
        authority: c.authority,
        params: { ...params, minCap: '9' },
      }),
      undefined,
    )
  },
)

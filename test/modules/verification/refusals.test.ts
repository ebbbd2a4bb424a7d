/** One row per way to be refused, in the order of modules/verification/README.md, then the success. */
import t from 'tap'
import { address, later } from '../../support/memoryContext.js'
import { edKey } from '../payment/market.js'
import {
  answerMsg,
  court,
  demandMsg,
  hash,
  HUGE_MODEL,
  LARGE_MODEL,
  MODEL,
  open,
  outputsOf,
  PAYER,
  receiptId,
  receiptOf,
  requestOf,
  secretOf,
  signReceipt,
  signRequest,
  STRANGER,
  SUPPLIER,
} from './court.js'

type Row = readonly [string, object, RegExp]

await t.test('MsgAssertReceipts', (t) => {
  const c = court()
  const good = {
    supplier: address(SUPPLIER),
    root: hash('root'),
    count: 3,
    feeTotal: '15',
    denom: 'uinx',
  }
  const rows: readonly Row[] = [
    ['supplier', { supplier: 'x' }, /^sdk 7/],
    ['root', { root: hash('x').subarray(1) }, /^verification 2: root has 31 bytes/],
    ['count', { count: 0 }, /^verification 2: count is 0/],
    ['fee', { feeTotal: '01' }, /^verification 2: fee_total is "01"/],
    ['denom', { denom: '!' }, /^verification 2: denom is "!"/],
    ['too many', { count: 1_048_577 }, /^verification 2: count is 1048577, want at most 1048576/],
  ]
  for (const [name, change, want] of rows)
    t.match(c.refusal(c.ctx, 'MsgAssertReceipts', { ...good, ...change }), want, name)
  t.same(c.run(c.ctx, 'MsgAssertReceipts', good), { assertionId: 1n })
  t.same(c.run(c.ctx, 'MsgAssertReceipts', good), { assertionId: 2n })
  t.end()
})

await t.test('MsgAnchorReceipt', (t) => {
  const c = court()
  const receipt = receiptOf(c, 1n)
  const signed = signReceipt(receipt)
  const good = { sender: address(STRANGER), receipt: signed, attribution: c.attribution }
  const other = (change: object) => signReceipt(receiptOf(c, 1n, change))
  const by = (change: object) => ({ ...c.attribution, ...change })
  const foreign = { ...c.descriptor, payees: [{ address: address(STRANGER), bps: 10_000 }] }
  const inclusion = { assertionId: 1n, index: 0, path: [] as object[] }
  const node = { hash: hash('x'), sum: '1' }
  const rows: readonly Row[] = [
    ['sender', { sender: 'x' }, /^sdk 7/],
    ['absent', { receipt: null }, /^verification 3: it is absent/],
    ['empty', { receipt: { ...signed, receipt: null } }, /^verification 3: it is absent/],
    [
      'short signature',
      { receipt: { ...signed, signature: hash('x') } },
      /^verification 3: signature has 32 bytes/,
    ],
    [
      'digest',
      { receipt: other({ requestDigest: hash('x').subarray(1) }) },
      /^verification 3: req/,
    ],
    ['price', { receipt: other({ price: '-1' }) }, /^verification 3: price is "-1"/],
    ['cumulative', { receipt: other({ cumulative: '' }) }, /^verification 3: cumulative/],
    ['long path', { inclusion: { ...inclusion, path: Array(21).fill(node) } }, /^verification 11/],
    [
      'bad node',
      { inclusion: { ...inclusion, path: [{ ...node, sum: 'x' }] } },
      /^verification 11: path\[0\]/,
    ],
    ['no attribution', { attribution: null }, /^verification 5: it is absent/],
    ['no descriptor', { attribution: by({ descriptor: null }) }, /^verification 5: it is absent/],
    [
      'descriptor of another chain',
      { attribution: by({ descriptor: { ...c.descriptor, chainId: 'x' } }) },
      /^verification 5: it is of chain "x"/,
    ],
    [
      'another descriptor',
      { attribution: by({ descriptor: foreign }) },
      /^verification 5: channel/,
    ],
    ['no server', { attribution: by({ serverId: 9n }) }, /^verification 6: server 9 has/],
    [
      'no key of it',
      { attribution: by({ receiptKey: edKey(3).key }) },
      /^verification 6: server 1 has and had no such/,
    ],
    ['another chain', { receipt: other({ chainId: 'x' }) }, /^verification 3: it is of chain "x"/],
    [
      'another key',
      { receipt: signReceipt(receipt, 3) },
      /^verification 7: key [0-9a-f]{64}: the signature is not by that key/,
    ],
    ['changed', { receipt: { ...signed, receipt: receiptOf(c, 2n) } }, /^verification 7/],
    [
      'too old',
      { receipt: other({ endMs: c.ctx.timeMs - 604_800_001n }) },
      /^verification 8: it ended at/,
    ],
    ['no assertion', { inclusion }, /^verification 10: assertion 1/],
  ]
  for (const [name, change, want] of rows)
    t.match(c.refusal(c.ctx, 'MsgAnchorReceipt', { ...good, ...change }), want, name)
  const many = Array.from({ length: 2000 }, () => ({
    ...{ modelId: hash('m'), verb: 'infer', metric: 'requests', total: 1n },
  }))
  t.match(
    c.refusal(c.ctx, 'MsgAnchorReceipt', { ...good, receipt: other({ counters: many }) }),
    /^verification 3: it has \d+ bytes, want at most 65536/,
  )
  t.same(c.run(c.ctx, 'MsgAnchorReceipt', good), { receiptId: receiptId(receipt) })
  t.match(c.refusal(c.ctx, 'MsgAnchorReceipt', good), /^verification 9/)
  t.end()
})

await t.test('MsgDemandOutput', (t) => {
  const c = court()
  const bad = (change: object) => signReceipt(receiptOf(c, 1n, change))
  const request = requestOf(c, 1n)
  const byRequest = (change: object, key = 1) => {
    const signed = signRequest({ ...request, ...change }, key)
    return { receipt: null, request: signed.request, requestSignature: signed.signature }
  }
  const { deposit } = demandMsg(c, 1n)
  const rows: readonly Row[] = [
    ['demander', { demander: 'x' }, /^sdk 7/],
    ['nothing', { receipt: null }, /^verification 12: want a receipt or a request, and not both/],
    ['both', { request, requestSignature: hash('') }, /^verification 12: want a receipt or/],
    ['signature alone', { requestSignature: hash('') }, /^verification 4: request_signature is/],
    ['short signature', { ...byRequest({}), requestSignature: hash('') }, /^verification 4: req/],
    [
      'short model',
      byRequest({ modelId: hash('').subarray(1) }),
      /^verification 4: modelId has 31/,
    ],
    ['price', byRequest({ priceMax: '+1' }), /^verification 4: price_max is "\+1"/],
    ['short key', { key: hash('').subarray(1) }, /^verification 12: key has 31 bytes/],
    ['useless key', { key: new Uint8Array(32) }, /^verification 12: key leads to no shared secret/],
    ['receipt', { receipt: bad({ price: 'x' }) }, /^verification 3/],
    ['receipt by another', { receipt: signReceipt(receiptOf(c, 1n), 3) }, /^verification 7/],
    ['old receipt', { receipt: bad({ endMs: 1n }) }, /^verification 8/],
    [
      'request of another chain',
      byRequest({ chainId: 'x' }),
      /^verification 4: it is of chain "x"/,
    ],
    ['request by another', byRequest({}, 3), /^verification 7/],
    ['old request', byRequest({ expiryMs: 1n }), /^verification 8/],
    ['another channel', byRequest({ channelId: hash('x') }), /^verification 5/],
    ['not the payer', { demander: address(STRANGER) }, /^verification 13: infonex1.* the payer is/],
    ['too large', { receipt: bad({ modelId: HUGE_MODEL.id }) }, /^verification 17: outputs of/],
    ['no deposit', { deposit: null }, /^verification 18: deposit is , want 75536uinx/],
    ['less', { deposit: { ...deposit, amount: '75535' } }, /^verification 18/],
    ['another coin', { deposit: { ...deposit, denom: 'ubtc' } }, /^verification 18/],
  ]
  for (const [name, change, want] of rows)
    t.match(c.refusal(c.ctx, 'MsgDemandOutput', demandMsg(c, 1n, 'receipt', change)), want, name)
  t.equal(c.refusal(c.ctx, 'MsgDemandOutput', demandMsg(c, 1n)), undefined)
  t.match(
    c.refusal(c.ctx, 'MsgDemandOutput', demandMsg(c, 1n)),
    /^verification 15: request 1 of channel [0-9a-f]{64}, demand 1/,
  )
  t.match(c.refusal(c.ctx, 'MsgDemandOutput', demandMsg(c, 1n, 'request')), /^verification 15/)
  for (const n of [2n, 3n, 4n]) open(c, c.ctx, n, 'request')
  t.match(
    c.refusal(c.ctx, 'MsgDemandOutput', demandMsg(c, 5n)),
    /^verification 16: 4, at most 4 may be/,
  )
  c.payment.removeChannel(c.ctx, c.channelId, c.payment.mustChannel(c.ctx, c.channelId))
  t.match(c.refusal(c.ctx, 'MsgDemandOutput', demandMsg(c, 5n, 'request')), /^verification 14/)
  t.end()
})

await t.test('MsgAnswerDemand and MsgDeclineDemand', (t) => {
  const c = court()
  const byReceipt = open(c, c.ctx, 1n)
  const byRequest = open(c, c.ctx, 2n, 'request')
  const good = answerMsg(c, byReceipt)
  const extra = signReceipt(receiptOf(c, 1n))
  const answer = answerMsg(c, byRequest)
  const other = (change: object) => ({ receipt: signReceipt(receiptOf(c, 2n, change)) })
  const rows: readonly (readonly [string, object, RegExp])[] = [
    ['supplier', { ...good, supplier: 'x' }, /^sdk 7/],
    ['key', { ...good, key: hash('').subarray(1) }, /^verification 25: key has 31 bytes/],
    ['empty', { ...good, ciphertext: new Uint8Array() }, /^verification 25: want a ciphertext, or/],
    ['receipt', { ...answer, receipt: { receipt: null } }, /^verification 3/],
    ['none', { ...good, demandId: 9n }, /^verification 19: demand 9/],
    ['another', { ...good, supplier: address(STRANGER) }, /^verification 20: .*the supplier is/],
    [
      'too long',
      { ...good, ciphertext: new Uint8Array(65_537) },
      /^verification 25: ciphertext has 65537 bytes, want at most 65536/,
    ],
    ['receipt twice', { ...good, receipt: extra }, /^verification 25: the demand has its receipt/],
    ['no receipt', { ...answer, receipt: null }, /^verification 25: the demand has no receipt/],
    ['signed by another', { ...answer, receipt: signReceipt(receiptOf(c, 2n), 3) }, /^verific.* 7/],
    ['of another request', { ...answer, ...other({ requestDigest: hash('x') }) }, /^verifi.* 26/],
    ['of another number', { ...answer, receipt: signReceipt(receiptOf(c, 3n)) }, /^verifica.* 26/],
    ['of another model', { ...answer, ...other({ modelId: LARGE_MODEL.id }) }, /^verifica.* 26/],
    ['of another input', { ...answer, ...other({ inputDigest: hash('x') }) }, /^verifica.* 26/],
    [
      'too dear',
      { ...answer, ...other({ price: '6' }) },
      /^verification 26: its price is 6, the r/,
    ],
  ]
  for (const [name, msg, want] of rows)
    t.match(c.refusal(c.ctx, 'MsgAnswerDemand', msg), want, name)
  const decline = (demandId: bigint, supplier = address(SUPPLIER), at = c.ctx) =>
    c.refusal(at, 'MsgDeclineDemand', { supplier, demandId })
  t.match(decline(1n, 'x'), /^sdk 7/)
  t.match(decline(9n), /^verification 19/)
  t.match(decline(2n, address(STRANGER)), /^verification 20/)
  t.match(decline(1n), /^verification 27/, 'a receipt says that it served')
  c.run(c.ctx, 'MsgAnswerDemand', good)
  t.match(c.refusal(c.ctx, 'MsgAnswerDemand', good), /^verification 22: demand 1/)
  t.match(decline(1n), /^verification 22/)
  const over = later(c.ctx, 20n, 180n)
  t.match(c.refusal(over, 'MsgAnswerDemand', answer), /^verification 24: demand 2 was due/)
  t.match(decline(2n, address(SUPPLIER), over), /^verification 24/)
  c.run(c.ctx, 'MsgAnchorReceipt', {
    ...{ sender: address(PAYER), receipt: signReceipt(receiptOf(c, 2n)) },
    attribution: c.attribution,
  })
  t.match(decline(2n), /^verification 27/, 'so does a receipt that was shown since')
  t.equal(c.refusal(c.ctx, 'MsgAnswerDemand', answer), undefined)
  open(c, c.ctx, 3n, 'request')
  t.equal(decline(3n), undefined)
  t.end()
})

await t.test('MsgProveWrongDelivery', (t) => {
  const c = court()
  const demand = open(c, c.ctx, 1n)
  const good = {
    demander: address(PAYER),
    demandId: 1n,
    secretKey: secretOf(1n),
    ciphertext: new Uint8Array(),
  }
  const refusal = (change: object, at = c.ctx) =>
    c.refusal(at, 'MsgProveWrongDelivery', { ...good, ...change })
  t.match(refusal({ demander: 'x' }), /^sdk 7/)
  t.match(refusal({ secretKey: hash('').subarray(1) }), /^verification 28: secret_key has 31 bytes/)
  t.match(refusal({ demandId: 2n }), /^verification 19/)
  t.match(refusal({ demander: address(STRANGER) }), /^verification 21: .*the demander is/)
  t.match(refusal({}), /^verification 23: demand 1/)
  c.run(c.ctx, 'MsgAnswerDemand', answerMsg(c, demand, outputsOf(7)))
  t.match(refusal({}, later(c.ctx, 20n, 180n)), /^verification 24/)
  t.match(refusal({ secretKey: secretOf(2n) }), /^verification 28: demand 1/)
  t.equal(refusal({}), undefined)
  t.match(refusal({}), /^verification 23/)
  const right = open(c, c.ctx, 2n)
  c.run(c.ctx, 'MsgAnswerDemand', answerMsg(c, right))
  t.match(refusal({ demandId: 2n, secretKey: secretOf(2n) }), /^verification 29: demand 2/)
  t.end()
})

await t.test('MsgUpdateParams', (t) => {
  const c = court()
  const params = c.keeper.paramsOrDefault(c.ctx)
  const refusal = (change: object, authority = c.authority) =>
    c.refusal(c.ctx, 'MsgUpdateParams', { authority, params: { ...params, ...change } })
  const rows: readonly Row[] = [
    ['window', { windowMs: 999n }, /window_ms is 999/],
    ['blocks', { reviewBlocks: 0n }, /review_blocks is 0/],
    ['answer', { answerMs: 31_536_000_001n }, /answer_ms is 31536000001/],
    ['C16', { windowMs: 7_199_999n }, /window_ms is 7199999, want at least answer_ms or/],
    ['C16', { windowBlocks: 39n }, /window_blocks is 39, want at least/],
    ['draw', { attestBlocks: 51n }, /attest_blocks is 51, want at least answer_blocks and 32/],
    ['attested', { maxAttestedBytes: 65_535 }, /max_attested_bytes is 65535/],
    ['committee', { committeeSize: 33 }, /committee_size is 33/],
    ['half', { committeeSize: 6 }, /quorum is 3, want more than half of committee_size \(6\)/],
    ['quorum', { quorum: 6 }, /quorum is 6/],
    ['attesters', { maxAttesters: 4 }, /max_attesters is 4/],
    ['attest fee', { attestFee: '' }, /attest_fee is ""/],
    ['attester bond', { attesterBond: '-1' }, /attester_bond is "-1"/],
    ['bytes', { maxAnswerBytes: 1023 }, /max_answer_bytes is 1023/],
    ['denom', { depositDenom: '' }, /deposit_denom is ""/],
    ['price', { bytePrice: '-1' }, /byte_price is "-1"/],
    ['fee', { answerFee: '0' }, /answer_fee is 0: demands would cost nothing/],
    ['slash', { conflictSlash: `${(1n << 96n) + 1n}` }, /conflict_slash is/],
    ['lock', { disputeLock: 'x' }, /dispute_lock is "x"/],
    ['reporter', { reporterBps: 10_000 }, /reporter_bps is 10000.*who reports itself must lose/],
    ['open', { maxOpenDemands: 0 }, /max_open_demands is 0/],
    ['batch', { maxBatch: 1_048_577 }, /max_batch is 1048577/],
    ['ends', { endsPerBlock: 0 }, /ends_per_block is 0/],
  ]
  for (const [name, change, want] of rows) {
    const got = refusal(change)
    t.match(got, /^verification 33: /, name)
    t.match(got, want, name)
  }
  t.match(
    c.refusal(c.ctx, 'MsgUpdateParams', { authority: c.authority, params: null }),
    /^verification 33: params are absent/,
  )
  t.match(refusal({}, address(STRANGER)), /^verification 34/)
  t.equal(refusal({ maxBatch: 5 }), undefined)
  t.equal(c.keeper.paramsOrDefault(c.ctx).maxBatch, 5)
  t.equal(MODEL.id.length, 32)
  t.end()
})

/** Contradictions: always provable, honest pairs never (marketplace.md F4). */
import fc from 'fast-check'
import t from 'tap'
import {
  channelId as channelIdOf,
  type Receipt,
  type Request,
} from '../../../proto/inference/objects.js'
import { buildReceiptTree, provePath } from '../../../proto/verification/receiptTree.js'
import { edKey } from '../payment/market.js'
import { address, addressBytes, later } from '../../support/memoryContext.js'
import {
  BOND,
  type Court,
  court,
  demandMsg,
  hash,
  PAYER,
  receiptId,
  receiptOf,
  requestOf,
  signReceipt,
  signRequest,
  START,
  STRANGER,
  SUPPLIER,
} from './court.js'

const EMPTY = { attribution: null, receipts: null, requests: null, fee: null, denied: null }
type Judged = { party: string; slashed: string; reward: string }

const evidence = (c: Court, change: object, reporter = STRANGER) => ({
  ...EMPTY,
  reporter: address(reporter),
  attribution: c.attribution,
  ...change,
})
const ofReceipts = (a: Receipt, b: Receipt, keys: readonly [number, number] = [20, 20]) => ({
  receipts: { first: signReceipt(a, keys[0]), second: signReceipt(b, keys[1]) },
})
const ofRequests = (a: Request, b: Request, keys: readonly [number, number] = [1, 1]) => ({
  requests: { first: signRequest(a, keys[0]), second: signRequest(b, keys[1]) },
})

const digest = fc.nat(2).map((n) => hash(`digest ${n}`))
const receiptChange: fc.Arbitrary<Partial<Receipt>> = fc.record(
  {
    outputDigest: digest,
    requestDigest: digest,
    price: fc.constantFrom('5', '4'),
    endMs: fc.constantFrom(1_767_225_600_001n, 1_767_225_600_002n),
    status: fc.constantFrom(1, 2),
    previous: digest,
  },
  { requiredKeys: [] },
)

await t.test('two receipts of one request number are a fault if and only if they differ', (t) => {
  const numbers = fc.tuple(fc.constantFrom(1n, 2n), fc.constantFrom(1n, 2n))
  fc.assert(
    fc.property(numbers, receiptChange, receiptChange, ([n, m], a, b) => {
      const c = court()
      const [first, second] = [receiptOf(c, n, a), receiptOf(c, m, b)]
      const same = Buffer.compare(receiptId(first), receiptId(second)) === 0
      const got = c.refusal(c.ctx, 'MsgSubmitEvidence', evidence(c, ofReceipts(first, second)))
      if (n !== m || same) return got?.startsWith('verification 31') === true
      const faults = c.keeper.faultsOf(c.ctx, address(SUPPLIER))
      return got === undefined && faults.conflicts === 1n && c.broken(c.ctx).length === 0
    }),
    { numRuns: 60 },
  )
  t.end()
})

/** What an honest client may change when it signs a number again, since the server refused the last. */
const retry: fc.Arbitrary<Partial<Request>> = fc.record(
  {
    priceMax: fc.constantFrom('5', '6', '7'),
    expiryMs: fc.constantFrom(1_767_225_660_000n, 1_767_225_720_000n),
    inputDigest: digest,
    modelId: digest,
  },
  { requiredKeys: [] },
)
/** What it may not: it has one past. */
const lie: fc.Arbitrary<Partial<Request>> = fc.oneof<fc.Arbitrary<Partial<Request>>[]>(
  fc.constant({ cumulativeBefore: '4' }),
  fc.constant({ acknowledgement: null }),
  digest.map((receiptHead) => ({ acknowledgement: { sequence: 1n, counters: [], receiptHead } })),
  fc.constant({
    acknowledgement: {
      sequence: 1n,
      counters: [{ modelId: hash('m'), verb: 'infer', metric: 'requests', total: 1n }],
      receiptHead: hash('head'),
    },
  }),
)

await t.test(
  'a client that signs a number again is honest as long as its past is the same',
  (t) => {
    const past = {
      cumulativeBefore: '5',
      acknowledgement: { sequence: 1n, counters: [], receiptHead: hash('head') },
    }
    fc.assert(
      fc.property(retry, retry, fc.option(lie), (a, b, change) => {
        const c = court()
        const first = requestOf(c, 2n, { ...past, ...a })
        const second = requestOf(c, 2n, { ...past, ...b, ...change })
        const got = c.refusal(c.ctx, 'MsgSubmitEvidence', evidence(c, ofRequests(first, second)))
        if (change === null) return got?.startsWith('verification 31') === true
        return got === undefined && c.keeper.faultsOf(c.ctx, address(PAYER)).conflicts === 1n
      }),
      { numRuns: 60 },
    )
    t.end()
  },
)

await t.test('a fault costs the bond once: a part for the reporter, the rest is burned', (t) => {
  const c = court()
  const pair = ofReceipts(receiptOf(c, 1n), receiptOf(c, 1n, { price: '4' }))
  const third = ofReceipts(receiptOf(c, 1n), receiptOf(c, 1n, { price: '3' }))
  c.run(c.ctx, 'MsgAnchorReceipt', {
    ...{ sender: address(PAYER), receipt: signReceipt(receiptOf(c, 1n)) },
    attribution: c.attribution,
  })
  const supply = c.bank.getSupply(c.ctx, 'uinx')
  const got = c.run<Judged>(c.ctx, 'MsgSubmitEvidence', evidence(c, pair))
  t.same(got, { party: address(SUPPLIER), slashed: '100000000', reward: '25000000' })
  t.equal(c.balance(c.ctx, STRANGER), START + 25_000_000n)
  t.equal(c.bank.getSupply(c.ctx, 'uinx'), supply - 75_000_000n)
  t.equal(c.sla.freeBond(c.ctx, addressBytes(SUPPLIER)), BOND - 100_000_000n)
  t.equal(c.keeper.receiptsFor(c.ctx, c.channelId, 1n)[0]?.standing, 5, 'CONFLICTED')
  t.match(c.refusal(c.ctx, 'MsgSubmitEvidence', evidence(c, pair)), /^verification 32/)
  t.match(c.refusal(c.ctx, 'MsgSubmitEvidence', evidence(c, third)), /^verification 32/)
  const short = ofReceipts(receiptOf(c, 2n), receiptOf(c, 2n, { price: '4' }))
  c.run(c.ctx, 'MsgSubmitEvidence', evidence(c, short))
  const none = ofReceipts(receiptOf(c, 3n), receiptOf(c, 3n, { price: '4' }))
  const last = c.run<Judged>(c.ctx, 'MsgSubmitEvidence', evidence(c, none))
  t.same(last, { party: address(SUPPLIER), slashed: '0', reward: '0' }, 'as far as there is')
  t.equal(c.keeper.faultsOf(c.ctx, address(SUPPLIER)).conflicts, 3n, 'and counted all the same')
  t.same(c.broken(c.ctx), [])
  t.end()
})

await t.test('a contradiction outweighs what becomes of a demand', (t) => {
  const c = court()
  c.run(c.ctx, 'MsgDemandOutput', demandMsg(c, 1n))
  const pair = ofReceipts(receiptOf(c, 1n), receiptOf(c, 1n, { price: '4' }))
  c.run(c.ctx, 'MsgSubmitEvidence', evidence(c, pair))
  const ctx = later(c.ctx, 20n, 180n)
  c.end(ctx)
  t.equal(c.keeper.demandFor(ctx, c.channelId, 1n)?.outcome, 2)
  t.equal(c.keeper.receiptsFor(ctx, c.channelId, 1n)[0]?.standing, 5)
  t.end()
})

await t.test('who reports itself loses', (t) => {
  const c = court()
  const pair = ofReceipts(receiptOf(c, 1n), receiptOf(c, 1n, { price: '4' }))
  const before = c.balance(c.ctx, SUPPLIER) + BOND
  c.run(c.ctx, 'MsgSubmitEvidence', evidence(c, pair, SUPPLIER))
  const after = c.balance(c.ctx, SUPPLIER) + c.sla.freeBond(c.ctx, addressBytes(SUPPLIER))
  t.equal(after, before - 75_000_000n)
  t.end()
})

await t.test(
  'H15: a leaf whose fee is not the price of its receipt convicts who asserted it',
  (t) => {
    const c = court()
    const receipts = [1n, 2n].map((n) => receiptOf(c, n)) as [Receipt, Receipt]
    const items = receipts.map((r, i) => ({ id: receiptId(r), fee: i === 0 ? 1n : 5n }))
    const tree = buildReceiptTree(hash, items)
    const assert = (denom: string, supplier = SUPPLIER) =>
      c.run<{ assertionId: bigint }>(c.ctx, 'MsgAssertReceipts', {
        ...{ supplier: address(supplier), root: tree.root, count: 2, denom },
        feeTotal: `${tree.feeTotal}`,
      }).assertionId
    const [mine, coin] = [assert('uinx'), assert('ubtc', STRANGER)]
    const msg = (n: 0 | 1, assertionId: bigint, statedFee: string, change: object = {}) =>
      evidence(c, {
        fee: {
          receipt: receipts[n],
          inclusion: {
            ...{ assertionId, index: n },
            path: provePath(tree, n).map((node) => ({ hash: node.hash, sum: `${node.sum}` })),
          },
          statedFee,
          ...change,
        },
      })
    const refusal = (...args: Parameters<typeof msg>) =>
      c.refusal(c.ctx, 'MsgSubmitEvidence', msg(...args))
    t.match(refusal(1, mine, '5'), /^verification 31: the leaf states the price/)
    t.match(refusal(0, mine, '5'), /^verification 11/, 'nobody else can make up a leaf')
    t.match(refusal(0, mine, 'x'), /^verification 30: stated_fee is "x"/)
    t.match(refusal(0, mine, '1', { inclusion: null }), /^verification 11: the proof is absent/)
    t.match(refusal(0, mine, '1', { receipt: null }), /^verification 3: it is absent/)
    t.match(refusal(0, 9n, '1'), /^verification 10/)
    t.equal(refusal(0, mine, '1'), undefined)
    t.equal(c.keeper.faultsOf(c.ctx, address(SUPPLIER)).conflicts, 1n)
    t.equal(refusal(1, coin, '5'), undefined, 'nor in another denomination')
    t.equal(c.keeper.faultsOf(c.ctx, address(STRANGER)).conflicts, 1n)
    t.end()
  },
)

await t.test('a receipt for a request that was declined convicts', (t) => {
  const c = court()
  c.run(c.ctx, 'MsgDemandOutput', demandMsg(c, 1n, 'request'))
  const msg = (receipt: Receipt, change: object = {}, key = 20) =>
    evidence(c, {
      denied: { demandId: 1n, receipt: signReceipt(receipt, key), ...change },
      attribution: null,
    })
  const refusal = (...args: Parameters<typeof msg>) =>
    c.refusal(c.ctx, 'MsgSubmitEvidence', msg(...args))
  t.match(refusal(receiptOf(c, 1n)), /^verification 31: demand 1 was not declined/)
  c.run(c.ctx, 'MsgDeclineDemand', { supplier: address(SUPPLIER), demandId: 1n })
  t.match(refusal(receiptOf(c, 1n), { demandId: 2n }), /^verification 19/)
  t.match(refusal(receiptOf(c, 1n), { receipt: null }), /^verification 3/)
  t.match(refusal(receiptOf(c, 1n), {}, 3), /^verification 7/)
  t.match(refusal(receiptOf(c, 2n)), /^verification 31: the receipt is of another request/)
  t.equal(refusal(receiptOf(c, 1n)), undefined)
  t.same(c.keeper.faultsOf(c.ctx, address(SUPPLIER)), {
    ...{ party: address(SUPPLIER), undelivered: 0n, wrong: 0n, declined: 1n, conflicts: 1n },
  })
  t.end()
})

await t.test('MsgSubmitEvidence is refused, in the order of the README', (t) => {
  const c = court()
  const [a, b] = [receiptOf(c, 1n), receiptOf(c, 1n, { price: '4' })]
  const [r, s] = [requestOf(c, 1n), requestOf(c, 1n, { cumulativeBefore: '9' })]
  const pair = ofReceipts(a, b)
  const foreign = { ...c.descriptor, escrowOwner: address(STRANGER) }
  const rows: readonly (readonly [string, object, RegExp])[] = [
    ['reporter', { ...pair, reporter: 'x' }, /^sdk 7/],
    ['none', {}, /^verification 30: it has 0 of receipts, requests, fee, denied, want one/],
    ['two', { ...pair, ...ofRequests(r, s) }, /^verification 30: it has 2/],
    ['absent', { receipts: { first: null, second: null } }, /^verification 3: it is absent/],
    ['second', { receipts: { ...pair.receipts, second: null } }, /^verification 3: it is absent/],
    ['descriptor', { ...pair, attribution: null }, /^verification 5/],
    ['another key', ofReceipts(a, b, [3, 20]), /^verification 7/],
    ['keys of two', ofReceipts(a, b, [20, 3]), /^verification 7/],
    [
      'old',
      ofReceipts(receiptOf(c, 1n, { endMs: 1n }), receiptOf(c, 1n, { endMs: 2n })),
      /^ver.* 8/,
    ],
    ['no request', { requests: { first: null, second: null } }, /^verification 4: it is absent/],
    [
      'salt',
      { requests: { first: { ...signRequest(r), salt: hash('s') }, second: signRequest(s) } },
      /^verification 4: salt is there/,
    ],
    ['chain', ofRequests(r, requestOf(c, 1n, { chainId: 'x' })), /^verification 4: it is of chain/],
    ['request key', ofRequests(r, s, [1, 3]), /^verification 7/],
    ['request numbers', ofRequests(r, requestOf(c, 2n)), /^verification 31: they have different/],
    ['old requests', ofRequests({ ...r, expiryMs: 1n }, { ...s, expiryMs: 2n }), /^verification 8/],
    [
      'another payer',
      { ...ofRequests(r, s), attribution: { ...c.attribution, descriptor: foreign } },
      /^verification 5/,
    ],
  ]
  for (const [name, change, want] of rows)
    t.match(c.refusal(c.ctx, 'MsgSubmitEvidence', evidence(c, change)), want, name)
  t.end()
})

await t.test('nobody is convicted by a channel that never was, or by a key of its enemy', (t) => {
  const c = court()
  const descriptor = {
    ...c.descriptor,
    nonce: 99n,
    signer: { algorithm: 1, key: edKey(40).key },
  }
  const channelId = channelIdOf(hash, descriptor)
  const forged = ofRequests(
    requestOf(c, 1n, { channelId }),
    requestOf(c, 1n, { channelId, cumulativeBefore: '9' }),
    [40, 40],
  )
  const attribution = { ...c.attribution, descriptor }
  t.match(
    c.refusal(c.ctx, 'MsgSubmitEvidence', evidence(c, { ...forged, attribution })),
    /^verification 14/,
  )
  const retail = { ...c.descriptor, retailId: 5n }
  const id = channelIdOf(hash, retail)
  const agreed = ofRequests(
    requestOf(c, 1n, { channelId: id }),
    requestOf(c, 1n, { channelId: id, cumulativeBefore: '9' }),
    [41, 41],
  )
  const named = { ...agreed, attribution: { ...c.attribution, descriptor: retail } }
  t.match(c.refusal(c.ctx, 'MsgSubmitEvidence', evidence(c, named)), /^verification 6: .*retail/)
  const half = { id: 5n, kind: 1, status: 1, customer: address(PAYER) }
  const customerKey = { algorithm: 1, key: edKey(41).key }
  c.agreements.set(5n, { ...half, customerKey } as never)
  t.match(c.refusal(c.ctx, 'MsgSubmitEvidence', evidence(c, named)), /^verification 6: .*retail/)
  c.agreements.set(5n, {
    ...{ id: 5n, kind: 1, status: 2, customer: address(PAYER), provider: address(3) },
    customerKey: { algorithm: 1, key: edKey(41).key },
  } as never)
  t.equal(c.refusal(c.ctx, 'MsgSubmitEvidence', evidence(c, named)), undefined)
  t.equal(c.keeper.faultsOf(c.ctx, address(PAYER)).conflicts, 1n)
  t.end()
})

await t.test('a fault stays remembered as long as its evidence can be shown', (t) => {
  const c = court()
  const ahead = c.ctx.timeMs + 86_400_000n
  const pair = ofReceipts(receiptOf(c, 1n, { endMs: ahead }), receiptOf(c, 1n, { endMs: 1n }))
  c.run(c.ctx, 'MsgSubmitEvidence', evidence(c, pair))
  for (const seconds of [604n, 650n, 691n]) {
    const ctx = later(c.ctx, 1000n, seconds)
    c.end(ctx)
    t.match(c.refusal(ctx, 'MsgSubmitEvidence', evidence(c, pair)), /^verification 32/)
  }
  const ctx = later(c.ctx, 1000n, 692n)
  c.end(ctx)
  t.match(c.refusal(ctx, 'MsgSubmitEvidence', evidence(c, pair)), /^verification 8/)
  t.same([...c.keeper.conflicts.walk(ctx)], [])
  t.end()
})

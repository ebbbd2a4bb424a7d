/** Agreements: one row per way to be refused, in the order of modules/sla/README.md; H17, H21, H23 played. */
import t from 'tap'
import { sha256 } from '../../../chain/codec/hash.js'
import type { Context } from '../../../chain/types/context.js'
import { TxError } from '../../../chain/types/errors.js'
import { DEFAULT_PARAMS } from '../../../modules/sla/params.js'
import { PURPOSE } from '../../../modules/sla/state.js'
import { address, addressBytes, addresses, later } from '../../support/memoryContext.js'
import {
  AGGREGATOR,
  agreedChain,
  type AgreedChain,
  CLIENT,
  HOUR_MS,
  manager,
  OTHER,
  priced,
  refTo,
  registerPlan,
  retailMsg,
  SUPPLIER,
  twoPlans,
  wholesaleMsg,
} from './agreed.js'
import { hash, signer, uinx } from './bonds.js'

const model = (n: number): Uint8Array => new Uint8Array(32).fill(n)
const codeOf = (body: () => unknown): string => {
  try {
    body()
    return 'none'
  } catch (error) {
    if (error instanceof TxError) return `${error.codespace} ${error.code}: ${error.message}`
    throw error
  }
}

await t.test('MsgProposeAgreement', async (t) => {
  const s = agreedChain()
  const now = s.ctx.timeMs
  const plan = refTo(s.retail)
  const notOffered = registerPlan(s, OTHER, priced('7'))
  const custom = Buffer.from(priced('7')).toString().replace('"cost":"0"', '"cost":"custom"')
  const unpriced = registerPlan(s, AGGREGATOR, Buffer.from(custom))
  const gone = registerPlan(s, AGGREGATOR, priced('9'))
  s.run(s.ctx, 'MsgRetirePlan', { owner: address(AGGREGATOR), planId: gone.id })
  const rows: [string, object, RegExp][] = [
    ['foreign sender', { sender: 'x' }, /^sdk 7/],
    ['foreign party', { customer: 'x' }, /^sdk 7/],
    ['kind', { kind: 3 }, /^sla 23: kind is 3/],
    ['one party', { customer: address(AGGREGATOR) }, /^sla 23: provider and customer are the same/],
    ['no plan', { plan: null }, /^sla 23: plan is absent/],
    ['version 0', { plan: { ...plan, version: 0 } }, /^sla 23: plan.version is 0/],
    ['short hash', { plan: { ...plan, canonSha256: new Uint8Array(5) } }, /^sla 23: plan.canon/],
    ['manager key', { manager: manager({ key: null }) }, /^sla 23: manager.key is absent/],
    ['manager cap', { manager: manager({ maxCap: '0' }) }, /^sla 23: manager.max_cap is "0"/],
    ['manager', { manager: manager({ manager: 'x' }) }, /^sdk 7/],
    ['models', { models: [model(2), model(1)] }, /^sla 23: models\[1\] is not above/],
    ['model', { models: [new Uint8Array(5)] }, /^sla 23: models\[0\] has 5 bytes/],
    [
      '65 models',
      { models: Array.from({ length: 65 }, (_, n) => model(n)) },
      /^sla 23: models has 65/,
    ],
    ['end', { fromMs: 5n, untilMs: 5n }, /^sla 23: until_ms is 5, want above from_ms/],
    ['long notice', { noticeMs: 1n << 40n }, /^sla 23: notice_ms is/],
    ['holdback', { holdbackBps: 10_001 }, /^sla 23: holdback_bps/],
    ['prepay', { maxPrepay: '0' }, /^sla 23: max_prepay is "0"/],
    ['no key', { key: null }, /^sla 14: key is absent/],
    ['short key', { key: { algorithm: 1, key: model(1).subarray(1) } }, /^sla 14: key.key has 31/],
    ['stranger', { sender: address(OTHER) }, /^sla 17/],
    ['short notice', { noticeMs: HOUR_MS - 1n }, /^sla 23: notice_ms is 3599999, want at least/],
    ['past', { untilMs: now }, /^sla 23: until_ms is \d+, want above now/],
    ["aggregator's manager", { manager: manager() }, /^sla 23: manager is there, want it of the/],
    ['no such plan', { plan: { ...plan, planId: 99n } }, /^sla 19/],
    ['no such version', { plan: { ...plan, version: 2 } }, /^sla 19/],
    [
      'other hash',
      { plan: { ...plan, canonSha256: model(1) } },
      /^sla 23: plan.canon_sha256 is not/,
    ],
    ['no such name', { plan: { ...plan, name: 'Q' } }, /^sla 23: plan.name is "Q", want one of P/],
    ['retired plan', { plan: refTo(gone) }, /^sla 21/],
    ["other's plan", { plan: refTo(notOffered) }, /^sla 20: plan \d is of/],
    ['custom price', { plan: refTo(unpriced) }, /^sla 23: plan.name is "P", whose price is custom/],
    [
      'no point',
      { key: { algorithm: 1, key: model(0) } },
      /^sla 14: key.key is no canonical point/,
    ],
  ]
  for (const [name, change, want] of rows)
    t.match(s.refusal(s.ctx, 'MsgProposeAgreement', retailMsg(s.retail, change)), want, name)
  const bought: [string, object, RegExp][] = [
    ['wholesale manager', { manager: manager() }, /^sla 23: manager is there/],
    ['no aggregator', { customer: address(CLIENT) }, /^sla 7/],
    ['no member', { sender: address(AGGREGATOR), provider: address(CLIENT) }, /^sla 20/],
  ]
  for (const [name, change, want] of bought)
    t.match(s.refusal(s.ctx, 'MsgProposeAgreement', wholesaleMsg(s.wholesale, change)), want, name)
  const own = wholesaleMsg(s.retail, { sender: address(AGGREGATOR), provider: address(CLIENT) })
  t.match(s.refusal(s.ctx, 'MsgProposeAgreement', own), /^sla 12: .* under/)
  const pair = { supplier: address(SUPPLIER), aggregator: address(AGGREGATOR) }
  s.keeper.slash(s.ctx, addressBytes(AGGREGATOR), 1n, 'burn', PURPOSE.dispute, hash('x'))
  t.match(s.refusal(s.ctx, 'MsgProposeAgreement', retailMsg(s.retail)), /^sla 10/)
  s.run(s.ctx, 'MsgBond', { owner: address(AGGREGATOR), amount: uinx(1) })
  t.equal(s.propose(s.ctx, retailMsg(s.retail)), 1n)
  t.equal(s.propose(s.ctx, wholesaleMsg(s.wholesale)), 2n)
  s.run(s.ctx, 'MsgLeaveAggregator', { ...pair, sender: address(SUPPLIER) })
  t.match(s.refusal(s.ctx, 'MsgProposeAgreement', wholesaleMsg(s.wholesale)), /^sla 12/)
  s.run(s.ctx, 'MsgRetireAggregator', { address: address(AGGREGATOR) })
  t.match(s.refusal(s.ctx, 'MsgProposeAgreement', retailMsg(s.retail)), /^sla 9/)
  t.match(s.ask(s.ctx, 'Agreement', { agreementId: 1n }), {
    agreement: { status: 1, holdbackBps: DEFAULT_PARAMS.minHoldbackBps, customerKey: null },
  })
})

await t.test('MsgAcceptAgreement and MsgWithdrawProposal', async (t) => {
  const s = agreedChain()
  const id = s.propose(s.ctx, retailMsg(s.retail, { untilMs: s.ctx.timeMs + HOUR_MS }))
  const msg = { sender: address(CLIENT), agreementId: id, key: signer(13), manager: null }
  const refused = (at: Context, change: object) =>
    s.refusal(at, 'MsgAcceptAgreement', { ...msg, ...change })
  const rows: [string, object, RegExp][] = [
    ['no key', { key: null }, /^sla 14: key is absent/],
    ['manager cap', { manager: manager({ maxCap: '' }) }, /^sla 23: manager.max_cap/],
    ['none', { agreementId: 9n }, /^sla 22/],
    ['stranger', { sender: address(OTHER) }, /^sla 17/],
    ['its proposer', { sender: address(AGGREGATOR) }, /^sla 17: .* proposed it, want the other/],
    ['no point', { key: { algorithm: 1, key: model(0) } }, /^sla 14/],
  ]
  for (const [name, change, want] of rows) t.match(refused(s.ctx, change), want, name)
  t.match(refused(later(s.ctx, 1n, 3600n), {}), /^sla 23: until_ms/)
  t.match(refused(later(s.ctx, 1n, 7n * 86_400n), {}), /^sla 24: the proposal was good until/)
  const limits = manager({ key: { algorithm: 1, key: model(0) } })
  t.match(refused(s.ctx, { manager: limits }), /^sla 14: manager.key.key is no canonical/)
  const agreement = s.accept(s.ctx, id, CLIENT, 13, { manager: manager() })
  t.match(agreement, { status: 2, feeBps: 100, fromMs: s.ctx.timeMs, effectiveMs: 0n })
  t.match(refused(s.ctx, {}), /^sla 24: status is 2, want 1/)
  const named = s.propose(
    s.ctx,
    retailMsg(s.retail, { sender: address(CLIENT), key: signer(13), manager: manager() }),
  )
  const back = { sender: address(AGGREGATOR), agreementId: named, key: signer(11) }
  t.match(refused(s.ctx, { ...back, manager: manager() }), /^sla 23: manager is there, want/)
  t.match(s.step(s.ctx, 'MsgWithdrawProposal', OTHER, named), /^sla 17/)
  t.match(s.step(s.ctx, 'MsgWithdrawProposal', CLIENT, 9n), /^sla 22/)
  t.match(s.step(s.ctx, 'MsgWithdrawProposal', CLIENT, id), /^sla 24/)
  t.equal(s.step(s.ctx, 'MsgWithdrawProposal', AGGREGATOR, named), undefined)
  t.throws(() => s.ask(s.ctx, 'Agreement', { agreementId: named }), /no agreement/)
  t.match(s.ask(s.ctx, 'Agreements', { party: address(CLIENT), pagination: null }), {
    agreements: [{ id }],
  })
})

await t.test(
  'what was on offer when it was proposed has to be so when it is accepted',
  async (t) => {
    const s = agreedChain()
    const id = s.propose(s.ctx, wholesaleMsg(s.wholesale))
    const pair = { supplier: address(SUPPLIER), aggregator: address(AGGREGATOR) }
    const refused = () => s.refusedAccept(s.ctx, id, AGGREGATOR, 14)
    s.run(s.ctx, 'MsgLeaveAggregator', { ...pair, sender: address(SUPPLIER) })
    t.match(refused(), /^sla 12/)
    s.run(s.ctx, 'MsgJoinAggregator', pair)
    t.match(refused(), /^sla 12/, 'asking is not being one')
    s.run(s.ctx, 'MsgAcceptMember', pair)
    s.run(s.ctx, 'MsgUpdatePlan', {
      owner: address(SUPPLIER),
      planId: s.wholesale.id,
      document: priced('5'),
    })
    t.equal(refused(), undefined, 'a newer version changes nothing')
    const other = s.propose(s.ctx, wholesaleMsg(s.wholesale))
    s.run(s.ctx, 'MsgRetirePlan', { owner: address(SUPPLIER), planId: s.wholesale.id })
    t.match(s.refusedAccept(s.ctx, other, AGGREGATOR, 14), /^sla 21/)
  },
)

await t.test('C7: no agreement in which retail does not pay wholesale and fee', async (t) => {
  const s = agreedChain()
  s.buy(s.ctx)
  const dear = registerPlan(s, SUPPLIER, priced('0.00003'))
  const costly = s.propose(s.ctx, wholesaleMsg(dear))
  s.sell(s.ctx)
  const refusal = s.refusedAccept(s.ctx, costly, AGGREGATOR, 14) ?? ''
  t.match(refusal, /^sla 26: retail plan \d "P" charges \d+ for .*infer requests, \d+ units/)
  t.match(refusal, /wholesale plan \d "P" costs \d+, the fee \d+/)
  const cheap = registerPlan(s, AGGREGATOR, twoPlans('0.00001', '0.000011'))
  const at = (name: string): bigint =>
    s.propose(s.ctx, retailMsg(cheap, { plan: refTo(cheap, name) }))
  t.match(s.refusedAccept(s.ctx, at('A'), CLIENT, 13), /^sla 26/, 'no room for the fee')
  t.equal(s.refusedAccept(s.ctx, at('B'), CLIENT, 13), undefined)
  s.keeper.params.set(s.ctx, { ...DEFAULT_PARAMS, feeBps: 1000 })
  t.match(s.refusedAccept(s.ctx, at('B'), CLIENT, 13), /^sla 26/, 'a higher fee of new agreements')
  t.equal(s.keeper.agreement(s.ctx, 3n)?.feeBps, 100, 'those that run keep theirs')
  const others = registerPlan(s, OTHER, priced('0.000001'))
  const proposal = retailMsg(others, { sender: address(OTHER), provider: address(OTHER) })
  const id = s.propose(s.ctx, proposal)
  t.equal(
    s.refusedAccept(s.ctx, id, CLIENT, 13),
    undefined,
    'of another aggregator, who buys nothing',
  )
})

await t.test('an aggregator runs as many plans of a kind as the parameter says', async (t) => {
  const s = agreedChain()
  s.keeper.params.set(s.ctx, { ...DEFAULT_PARAMS, maxPlansPerAggregator: 2 })
  const two = registerPlan(s, AGGREGATOR, twoPlans('1', '2'))
  const id = s.sell(s.ctx)
  s.sell(s.ctx, { plan: refTo(two, 'A') })
  const third = s.propose(s.ctx, retailMsg(two, { plan: refTo(two, 'B') }))
  t.match(s.refusedAccept(s.ctx, third, CLIENT, 13), /^sla 27: 2 run, at most 2 may/)
  s.sell(s.ctx)
  s.buy(s.ctx)
  t.equal(s.step(s.ctx, 'MsgTerminateAgreement', CLIENT, id), undefined)
  const end = later(s.ctx, 1n, 3600n)
  s.module.endBlock?.(end)
  t.match(s.refusedAccept(end, third, CLIENT, 13), /^sla 27/, 'the first plan still runs once')
  const again = s.propose(end, retailMsg(two, { plan: refTo(two, 'A') }))
  t.equal(s.refusedAccept(end, again, CLIENT, 13), undefined)
})

await t.test('H21 played: a manager that measures for its customer is refused', async (t) => {
  const s = agreedChain()
  const aggregatorKey = s.keeper.registry.mustGet(s.ctx, address(AGGREGATOR)).managerKey
  const ofKey = (n: number): string => addresses.toText(sha256(signer(n).key).subarray(0, 20))
  const rows: [string, number, object, RegExp][] = [
    ['one key for both sides', 11, {}, /^sla 25: customer_key is provider_key/],
    [
      'manager pays with the metering key',
      13,
      { manager: manager({ key: signer(13) }) },
      /^sla 25: manager.key is customer_key/,
    ],
    [
      'manager pays with the provider key',
      13,
      { manager: manager({ key: signer(11) }) },
      /^sla 25: manager.key is provider_key/,
    ],
    [
      'the account of the metering key manages',
      13,
      { manager: manager({ manager: ofKey(13) }) },
      /^sla 25: manager.manager is customer_key/,
    ],
    [
      'the account of the paying key manages',
      13,
      { manager: manager({ manager: ofKey(55) }) },
      /^sla 25: manager.manager is manager.key/,
    ],
    [
      'the customer manages itself',
      13,
      { manager: manager({ manager: address(CLIENT) }) },
      /^sla 25: manager.manager is the customer/,
    ],
    ['the SLA Manager measures', 77, {}, /^sla 25: the aggregator's manager_key is customer_key/],
  ]
  t.same(aggregatorKey, signer(77))
  for (const [name, key, change, want] of rows) {
    const id = s.propose(s.ctx, retailMsg(s.retail))
    t.match(s.refusedAccept(s.ctx, id, CLIENT, key, change), want, name)
  }
  const id = s.propose(s.ctx, retailMsg(s.retail))
  t.equal(s.refusedAccept(s.ctx, id, CLIENT, 13, { manager: manager() }), undefined)
  const colluding = s.propose(s.ctx, wholesaleMsg(s.wholesale, { key: signer(13) }))
  t.equal(s.refusedAccept(s.ctx, colluding, AGGREGATOR, 14), undefined)
  t.match(
    codeOf(() => s.keeper.contractTerms(s.ctx, id, colluding)),
    /^sla 25: the supplier's metering key is the client's metering key/,
    'nor across the two agreements of a contract',
  )
})

await t.test(
  'H23 played: who suspends or terminates to dodge serves and answers to the end of the notice',
  async (t) => {
    const s = agreedChain()
    for (const name of ['MsgSuspendAgreement', 'MsgTerminateAgreement']) {
      for (const who of [AGGREGATOR, CLIENT]) {
        const id = s.sell(s.ctx)
        t.equal(s.step(s.ctx, name, who, id), undefined, `${who} may`)
        const agreement = s.keeper.agreement(s.ctx, id)
        if (agreement === undefined) throw new Error('it is there')
        const end = s.ctx.timeMs + HOUR_MS
        t.equal(s.keeper.servesUntil(agreement), end)
        t.ok(s.keeper.isInForce(agreement, end - 1n))
        t.notOk(s.keeper.isInForce(agreement, end))
      }
    }
  },
)

await t.test('a suspended agreement never serves again by being terminated', async (t) => {
  const s = agreedChain()
  const id = s.sell(s.ctx)
  t.equal(s.step(s.ctx, 'MsgSuspendAgreement', CLIENT, id), undefined)
  const stopped = later(s.ctx, 1n, 3600n)
  t.match(s.step(stopped, 'MsgResumeAgreement', AGGREGATOR, id), /^sla 17: .* suspended it/)
  t.equal(s.step(stopped, 'MsgTerminateAgreement', AGGREGATOR, id), undefined)
  const agreement = s.keeper.agreement(stopped, id)
  t.notOk(agreement !== undefined && s.keeper.isInForce(agreement, stopped.timeMs))
  s.module.endBlock?.(stopped)
  t.match(s.keeper.agreement(stopped, id), { status: 5, effectiveMs: stopped.timeMs })
})

const contract = (s: AgreedChain, at: Context, retail: bigint, wholesale: bigint): string =>
  codeOf(() => s.keeper.contractTerms(at, retail, wholesale))

await t.test(
  'H17 played: an end of one pair ends no other; a contract comes back with its agreement',
  async (t) => {
    const s = agreedChain()
    const [sold, again, bought] = [s.sell(s.ctx), s.sell(s.ctx), s.buy(s.ctx)]
    t.equal(s.step(s.ctx, 'MsgSuspendAgreement', CLIENT, sold), undefined)
    const stopped = later(s.ctx, 1n, 3600n)
    s.module.endBlock?.(stopped)
    t.match(contract(s, stopped, sold, bought), /^sla 28: retail_id is 1, which is not in force/)
    t.equal(contract(s, stopped, again, bought), 'none', 'the other client is served')
    t.equal(s.step(stopped, 'MsgResumeAgreement', CLIENT, sold), undefined)
    t.equal(contract(s, stopped, sold, bought), 'none', 'in the same block')
    t.equal(s.keeper.contractOf(stopped, sold, bought).feeBps, 100)
  },
)

await t.test('contractTerms names what does not fit', async (t) => {
  const s = agreedChain()
  const [sold, bought] = [s.sell(s.ctx), s.buy(s.ctx)]
  const otherDenom = { settlement: { denom: 'uatom', units: '1000000', per: '1' } }
  const atoms = registerPlan(s, SUPPLIER, priced('0.00001', otherDenom))
  const inAtoms = s.buy(s.ctx, { plan: refTo(atoms) })
  const elsewhere = s.propose(s.ctx, wholesaleMsg(s.wholesale, { customer: address(OTHER) }))
  s.accept(s.ctx, elsewhere, OTHER, 14)
  const proposal = s.propose(s.ctx, retailMsg(s.retail))
  const late = s.sell(s.ctx, { fromMs: s.ctx.timeMs + 5000n })
  const [ones, twos] = [[model(1)], [model(2), model(3)]]
  const scoped = s.sell(s.ctx, { models: ones })
  const narrow = s.buy(s.ctx, { models: twos })
  const rows: [string, bigint, bigint, RegExp][] = [
    ['none', 99n, bought, /^sla 28: retail_id is 99: there is no/],
    ['proposed', proposal, bought, /^sla 28: retail_id is \d+: there is no/],
    ['kinds', bought, sold, /^sla 28: retail_id is 2, whose kind is 2, want 1/],
    ['wholesale', sold, sold, /^sla 28: wholesale_id is 1, whose kind is 1, want 2/],
    ['aggregator', sold, elsewhere, /^sla 28: wholesale_id is 4, of the aggregator/],
    ['denom', sold, inAtoms, /^sla 28: wholesale_id is 3, settled in uatom; retail_id in uinx/],
    ['not yet', late, bought, /^sla 28: retail_id is \d+, which is not in force/],
    ['models', scoped, narrow, /^sla 28: .* have no model in common/],
  ]
  for (const [name, retail, wholesale, want] of rows)
    t.match(contract(s, s.ctx, retail, wholesale), want, name)
  t.equal(contract(s, s.ctx, scoped, bought), 'none')
  const lateSupply = s.buy(s.ctx, { fromMs: s.ctx.timeMs + 5000n })
  t.match(contract(s, s.ctx, sold, lateSupply), /^sla 28: wholesale_id is \d+, which is not in/)
  const terms = s.keeper.contractTerms(s.ctx, sold, bought)
  t.match(terms, { denom: 'uinx', feeBps: 100, retailPlan: 0, wholesalePlan: 0 })
  t.equal(terms.retailIr, s.keeper.contractTerms(s.ctx, sold, bought).retailIr, 'decoded once')
  const pair = { supplier: address(SUPPLIER), aggregator: address(AGGREGATOR) }
  s.run(s.ctx, 'MsgLeaveAggregator', { ...pair, sender: address(AGGREGATOR) })
  t.match(contract(s, s.ctx, sold, bought), /^sla 28: .* whose supplier is no member/)
  t.equal(s.step(s.ctx, 'MsgTerminateAgreement', SUPPLIER, bought), undefined)
  const end = later(s.ctx, 1n, 3600n)
  s.module.endBlock?.(end)
  t.equal(s.keeper.contractOf(end, sold, bought).wholesale.status, 5, 'claims go on')
})

await t.test(
  'the smallest bond of an aggregator is free when it retired and the last agreement ended',
  async (t) => {
    const s = agreedChain()
    const id = s.sell(s.ctx)
    const free = (at: Context): bigint => s.keeper.freeBond(at, addressBytes(AGGREGATOR))
    s.run(s.ctx, 'MsgRetireAggregator', { address: address(AGGREGATOR) })
    t.equal(free(s.ctx), 0n)
    t.equal(s.step(s.ctx, 'MsgTerminateAgreement', AGGREGATOR, id), undefined)
    t.equal(free(s.ctx), 0n)
    const end = later(s.ctx, 1n, 3600n)
    s.module.endBlock?.(end)
    t.equal(free(end), 1_000_000n)
  },
)

/** Bonds, aggregators and memberships: one row per way to be refused, in the order of the README. */
import t from 'tap'
import type { Context } from '../../../chain/types/context.js'
import { fromHex } from '../../../chain/types/bytes.js'
import type { Json } from '../../../chain/types/module.js'
import { DEFAULT_PARAMS } from '../../../modules/sla/params.js'
import { PURPOSE } from '../../../modules/sla/state.js'
import { address, addressBytes, later, memoryContext } from '../../support/memoryContext.js'
import { hash, signer, type SlaChain, slaChain, uinx } from './bonds.js'

const AGGREGATOR = 1
const SUPPLIER = 2
const MIN = BigInt(DEFAULT_PARAMS.minAggregatorBond)

const terms = (change: object = {}) => ({
  address: address(AGGREGATOR),
  label: 'north',
  managerUrl: 'https://manager.example:8443/sla',
  managerKey: signer(1),
  ...change,
})

function registered(): SlaChain {
  const s = slaChain()
  s.run(s.ctx, 'MsgBond', { owner: address(AGGREGATOR), amount: uinx(MIN + 500n) })
  s.run(s.ctx, 'MsgRegisterAggregator', terms())
  return s
}

const pair = { supplier: address(SUPPLIER), aggregator: address(AGGREGATOR) }

await t.test('MsgBond and MsgUnbond', async (t) => {
  const s = slaChain()
  const rows: [string, object, RegExp][] = [
    ['MsgBond', { amount: null }, /^sla 2: amount is absent/],
    ['MsgBond', { amount: uinx(0) }, /^sla 2: amount is 0/],
    ['MsgBond', { amount: { denom: 'uinx', amount: '-5' } }, /^sla 2: amount is "-5"/],
    ['MsgBond', { owner: 'x', amount: uinx(1) }, /^sdk 7/],
    ['MsgBond', { amount: { denom: 'ubtc', amount: '1' } }, /^sla 3: amount is in ubtc, want uinx/],
    ['MsgBond', { amount: uinx(1n << 127n) }, /^sdk 5/],
    ['MsgBond', { amount: uinx((1n << 128n) - 1n) }, /^sdk 5/],
    ['MsgUnbond', { amount: null }, /^sla 2/],
    ['MsgUnbond', { amount: { denom: 'ubtc', amount: '1' } }, /^sla 3/],
    ['MsgUnbond', { amount: uinx(1) }, /^sla 4: free 0, wanted 1/],
  ]
  for (const [name, change, want] of rows)
    t.match(s.refusal(s.ctx, name, { owner: address(1), ...change }), want, `${name} ${want}`)
  s.run(s.ctx, 'MsgBond', { owner: address(1), amount: uinx(100) })
  t.match(
    s.refusal(s.ctx, 'MsgBond', { owner: address(2), amount: uinx((1n << 128n) - 100n) }),
    /^sla 2: amount is 340\d+, beyond 128 bits with the rest/,
  )
  for (let i = 0; i < DEFAULT_PARAMS.maxUnbondings; i++)
    s.run(s.ctx, 'MsgUnbond', { owner: address(1), amount: uinx(1) })
  t.match(
    s.refusal(s.ctx, 'MsgUnbond', { owner: address(1), amount: uinx(1) }),
    /^sla 5: 8 wait, at most 8 may/,
  )
})

await t.test('MsgRegisterAggregator, MsgUpdateAggregator and MsgRetireAggregator', async (t) => {
  const s = slaChain()
  const smallOrder = fromHex(`01${'00'.repeat(31)}`)
  const long = `https://${'a'.repeat(250)}.example`
  const rows: [string, object, RegExp][] = [
    ['foreign address', { address: 'cosmos1x' }, /^sdk 7/],
    ['no label', { label: '' }, /^sla 6: label has 0 bytes, want 1 to 64/],
    ['long label', { label: 'é'.repeat(33) }, /^sla 6: label has 66 bytes/],
    ['long URL', { managerUrl: long }, /^sla 6: manager_url has \d+ characters/],
    ['no URL', { managerUrl: 'manager' }, /^sla 6: manager_url is "manager"/],
    ['plain text', { managerUrl: 'http://manager.example' }, /^sla 6: manager_url is plain http/],
    ['algorithm', { managerKey: { ...signer(1), algorithm: 3 } }, /^sla 14: manager_key.algorithm/],
    ['short key', { managerKey: { algorithm: 1, key: new Uint8Array(31) } }, /^sla 14.*31 bytes/],
    ['secp256k1', { managerKey: { algorithm: 2, key: new Uint8Array(33) } }, /^sla 14.*with 0/],
    ['small order', { managerKey: { algorithm: 1, key: smallOrder } }, /^sla 14.*no canonical/],
    ['no bond', {}, /^sla 10: 0uinx more is free, want 1000000 locked/],
  ]
  for (const [name, change, want] of rows)
    t.match(s.refusal(s.ctx, 'MsgRegisterAggregator', terms(change)), want, name)
  t.match(s.refusal(s.ctx, 'MsgUpdateAggregator', terms()), /^sla 7/)
  t.match(s.refusal(s.ctx, 'MsgRetireAggregator', { address: address(1) }), /^sla 7/)
  s.run(s.ctx, 'MsgBond', { owner: address(1), amount: uinx(MIN - 1n) })
  t.match(s.refusal(s.ctx, 'MsgRegisterAggregator', terms()), /^sla 10: 999999uinx/)
  s.run(s.ctx, 'MsgBond', { owner: address(1), amount: uinx(1) })
  t.equal(s.refusal(s.ctx, 'MsgRegisterAggregator', terms()), undefined)
  t.match(s.refusal(s.ctx, 'MsgRegisterAggregator', terms()), /^sla 8/)
  t.match(s.refusal(s.ctx, 'MsgUnbond', { owner: address(1), amount: uinx(1) }), /^sla 4/)
  const local = terms({ managerUrl: 'http://127.0.0.1:9000', managerKey: null, label: 'south' })
  t.equal(s.refusal(s.ctx, 'MsgUpdateAggregator', local), undefined)
  t.match(s.ask(s.ctx, 'Aggregator', { address: address(1) }), { aggregator: { label: 'south' } })
  t.ok(s.keeper.isAggregator(s.ctx, addressBytes(1)))
  t.equal(s.refusal(s.ctx, 'MsgRetireAggregator', { address: address(1) }), undefined)
  t.notOk(s.keeper.isAggregator(s.ctx, addressBytes(1)))
  t.match(s.refusal(s.ctx, 'MsgRetireAggregator', { address: address(1) }), /^sla 9/)
  t.match(s.refusal(s.ctx, 'MsgUpdateAggregator', terms()), /^sla 9/)
  t.equal(s.keeper.freeBond(s.ctx, addressBytes(1)), MIN, 'the smallest bond is free again')
  t.equal(s.refusal(s.ctx, 'MsgRegisterAggregator', terms()), undefined, 'and it may come back')
})

await t.test(
  'a smallest bond that was slashed, or is raised, is filled up by what comes',
  async (t) => {
    const s = registered()
    const who = addressBytes(AGGREGATOR)
    const victim = { address: addressBytes(5) }
    const taken = s.keeper.slash(s.ctx, who, 700n, victim, PURPOSE.compensation, hash('x'))
    t.equal(taken, 700n, 'it stands behind every claim, after all that is free')
    t.equal(s.keeper.lockedFor(s.ctx, who, PURPOSE.registration), MIN - 200n)
    t.notOk(s.keeper.isAggregator(s.ctx, who))
    s.run(s.ctx, 'MsgBond', { owner: address(AGGREGATOR), amount: uinx(150) })
    t.notOk(s.keeper.isAggregator(s.ctx, who))
    s.run(s.ctx, 'MsgBond', { owner: address(AGGREGATOR), amount: uinx(80) })
    t.ok(s.keeper.isAggregator(s.ctx, who))
    t.equal(s.keeper.freeBond(s.ctx, who), 30n)
    s.keeper.params.set(s.ctx, { ...DEFAULT_PARAMS, minAggregatorBond: `${MIN + 20n}` })
    t.notOk(s.keeper.isAggregator(s.ctx, who))
    s.run(s.ctx, 'MsgUpdateAggregator', terms())
    t.ok(s.keeper.isAggregator(s.ctx, who))
  },
)

await t.test('MsgJoinAggregator, MsgAcceptMember and MsgLeaveAggregator', async (t) => {
  const s = registered()
  const refused = (name: string, msg: object): string => s.refusal(s.ctx, name, msg) ?? ''
  const self = { supplier: address(1), aggregator: address(1) }
  t.match(refused('MsgJoinAggregator', { ...pair, supplier: 'x' }), /^sdk 7/)
  t.match(refused('MsgJoinAggregator', self), /^sla 17/)
  t.match(refused('MsgJoinAggregator', { ...pair, aggregator: address(4) }), /^sla 7/)
  t.match(refused('MsgAcceptMember', pair), /^sla 12/)
  t.match(refused('MsgLeaveAggregator', { ...pair, sender: address(SUPPLIER) }), /^sla 12/)
  t.equal(refused('MsgJoinAggregator', pair), '')
  t.match(refused('MsgJoinAggregator', pair), /^sla 11/)
  t.notOk(s.keeper.isMember(s.ctx, addressBytes(AGGREGATOR), addressBytes(SUPPLIER)))
  t.equal(refused('MsgAcceptMember', pair), '')
  t.match(refused('MsgAcceptMember', pair), /^sla 13/)
  t.ok(s.keeper.isMember(s.ctx, addressBytes(AGGREGATOR), addressBytes(SUPPLIER)))
  t.match(
    refused('MsgLeaveAggregator', { ...pair, sender: address(3) }),
    /^sla 17: .*; the parties/,
  )
  t.match(s.ask(s.ctx, 'Members', { aggregator: address(AGGREGATOR), pagination: null }), {
    members: [{ supplier: address(SUPPLIER), status: 2 }],
  })
  t.match(s.ask(s.ctx, 'Memberships', { supplier: address(SUPPLIER), pagination: null }), {
    memberships: [{ aggregator: address(AGGREGATOR) }],
  })
  for (const sender of [SUPPLIER, AGGREGATOR]) {
    t.equal(refused('MsgLeaveAggregator', { ...pair, sender: address(sender) }), '')
    s.run(s.ctx, 'MsgJoinAggregator', pair)
  }
  s.run(s.ctx, 'MsgRetireAggregator', { address: address(AGGREGATOR) })
  t.match(refused('MsgAcceptMember', pair), /^sla 9/)
  t.match(refused('MsgJoinAggregator', { ...pair, supplier: address(3) }), /^sla 9/)
})

await t.test('MsgUpdateParams', async (t) => {
  const s = slaChain()
  const rows: [object | null, RegExp][] = [
    [null, /^sla 15: params are absent/],
    [{ bondDenom: '!' }, /^sla 15: bond_denom is "!"/],
    [{ minAggregatorBond: '0' }, /^sla 15: min_aggregator_bond is "0"/],
    [{ unbondingMs: 86_400_000n }, /^sla 15: unbonding_ms is 86400000, want 90000000/],
    [{ unbondingBlocks: 0n }, /^sla 15: unbonding_blocks/],
    [{ maxPlanBytes: 255 }, /^sla 15: max_plan_bytes is 255, want 256/],
    [{ feeBps: 5001 }, /^sla 15: fee_bps/],
    [{ minHoldbackBps: 10_001 }, /^sla 15: min_holdback_bps/],
    [{ minNoticeMs: 999n }, /^sla 15: min_notice_ms/],
    [{ maxPlansPerAggregator: 0 }, /^sla 15: max_plans_per_aggregator/],
    [{ maxUnbondings: 65 }, /^sla 15: max_unbondings/],
    [{ guaranteeDisputeMs: 0n }, /^sla 15: guarantee_dispute_ms/],
    [{ endsPerBlock: 0 }, /^sla 15: ends_per_block/],
    [{ proposalMs: 0n }, /^sla 15: proposal_ms/],
    [{ guaranteeDisputeBlocks: 0n }, /^sla 15: guarantee_dispute_blocks/],
  ]
  const send = (at: Context, change: object | null, authority = s.authority) =>
    s.refusal(at, 'MsgUpdateParams', {
      authority,
      params: change === null ? null : { ...DEFAULT_PARAMS, ...change },
    })
  for (const [change, want] of rows) t.match(send(s.ctx, change), want, String(want))
  t.match(send(s.ctx, {}, address(1)), /^sla 16/)
  t.equal(send(s.ctx, { bondDenom: 'uatom' }), undefined)
  s.keeper.params.set(s.ctx, DEFAULT_PARAMS)
  s.run(s.ctx, 'MsgBond', { owner: address(1), amount: uinx(1) })
  t.match(send(s.ctx, { bondDenom: 'uatom' }), /^sla 15: bond_denom is uatom, want uinx while/)
  t.equal(send(s.ctx, { feeBps: 5 }), undefined)
  t.match(s.ask(s.ctx, 'Params', {}), { params: { feeBps: 5 } })
})

await t.test('queries of bonds show locks by pages, and zeros of nobody', async (t) => {
  const s = registered()
  const who = addressBytes(AGGREGATOR)
  s.keeper.lock(s.ctx, who, PURPOSE.lease, hash('lease'), 100n)
  s.run(s.ctx, 'MsgUnbond', { owner: address(AGGREGATOR), amount: uinx(50) })
  const page = { key: new Uint8Array(), offset: 0n, limit: 1n, countTotal: true, reverse: false }
  t.match(s.ask(s.ctx, 'Bond', { owner: address(AGGREGATOR), pagination: page }), {
    bond: { amount: `${MIN + 500n}`, locked: `${MIN + 100n}`, unbonding: '50' },
    locks: [{ purpose: PURPOSE.lease, amount: '100' }],
    unbondings: [{ id: 1n, amount: '50' }],
    pagination: { total: 2n },
  })
  t.match(s.ask(s.ctx, 'Bond', { owner: address(9), pagination: null }), { bond: { amount: '0' } })
  t.throws(() => s.ask(s.ctx, 'Bond', { owner: 'x', pagination: null }), /invalid address/)
  t.throws(() => s.ask(s.ctx, 'Aggregator', { address: address(9) }), /no aggregator/)
  t.match(s.ask(s.ctx, 'Aggregators', { pagination: null }), { aggregators: [{ label: 'north' }] })
})

await t.test(
  'genesis: what is exported is imported, byte for byte; every problem is named',
  async (t) => {
    const s = registered()
    s.run(s.ctx, 'MsgJoinAggregator', pair)
    s.run(s.ctx, 'MsgUnbond', { owner: address(AGGREGATOR), amount: uinx(50) })
    const good = s.module.exportGenesis(s.ctx) as Record<string, Json>
    const fresh = memoryContext()
    s.module.initGenesis(fresh, good)
    const dump = (ctx: Context): string[] => [...ctx.kv('sla').iterate()].map(String)
    t.same(dump(fresh), dump(s.ctx))
    const first = (name: string): object =>
      (good[name] as unknown as readonly object[])[0] as object
    const [bond, lock, leaving] = [first('bonds'), first('locks'), first('unbondings')]
    const [aggregator, member] = [first('aggregators'), first('memberships')]
    const rows: [object, RegExp][] = [
      [{ params: null }, /^sla\.params\.is absent/],
      [{ params: { ...(good['params'] as object), fee_bps: 9999 } }, /^sla\.params\.fee_bps/],
      [{ bonds: [] }, /^sla\.locks\[0\]\.owner is .* who has no bond/],
      [{ bonds: [] }, /^sla\.unbondings\[0\]\.owner is .* who has no bond/],
      [{ bonds: [bond, bond] }, /^sla\.bonds\[1\] is there twice/],
      [{ bonds: [{ ...bond, owner: 'x' }] }, /^sla\.bonds\[0\]\.owner is "x"/],
      [{ bonds: [{ ...bond, amount: '7' }] }, /^sla\.bonds\[0\]\.amount is 7, want/],
      [{ bonds: [{ ...bond, amount: '07' }] }, /^sla\.bonds\[0\]\.amount is "07"/],
      [
        { bonds: [{ ...bond, locked: '7' }] },
        /^sla\.bonds\[0\]\.locked is 7, its locks are 1000000/,
      ],
      [
        { bonds: [{ ...bond, unbonding: '7' }] },
        /^sla\.bonds\[0\]\.unbonding is 7, its unbondings/,
      ],
      [{ locks: [lock, lock] }, /^sla\.locks\[1\] is there twice/],
      [{ locks: [{ ...lock, purpose: 7 }] }, /^sla\.locks\[0\]\.purpose is 7, want 1 to 6/],
      [{ locks: [{ ...lock, amount: '0' }] }, /^sla\.locks\[0\]\.amount is 0/],
      [
        { locks: [{ ...lock, reference: Buffer.alloc(65).toString('base64') }] },
        /^sla\.locks\[0\]\.reference has 65 bytes/,
      ],
      [{ next_unbonding: '1' }, /^sla\.unbondings\[0\]\.id is 1, want below/],
      [{ unbondings: [leaving, leaving] }, /^sla\.unbondings\[1\] is there twice/],
      [{ unbondings: [{ ...leaving, amount: '0' }] }, /^sla\.unbondings\[0\]\.amount is 0/],
      [{ aggregators: [aggregator, aggregator] }, /^sla\.aggregators\[1\] is there twice/],
      [
        { aggregators: [{ ...aggregator, address: 'x' }] },
        /^sla\.aggregators\[0\]\.address is "x"/,
      ],
      [{ aggregators: [{ ...aggregator, status: 0 }] }, /^sla\.aggregators\[0\]\.status is 0/],
      [{ aggregators: [{ ...aggregator, label: '' }] }, /^sla\.aggregators\[0\]: label has 0/],
      [{ aggregators: [] }, /^sla\.memberships\[0\]\.aggregator is .*, want one of/],
      [{ memberships: [member, member] }, /^sla\.memberships\[1\] is there twice/],
      [{ memberships: [{ ...member, supplier: 'x' }] }, /^sla\.memberships\[0\]\.supplier is "x"/],
      [{ memberships: [{ ...member, status: 3 }] }, /^sla\.memberships\[0\]\.status is 3/],
    ]
    t.same(s.module.validateGenesis(good), [])
    for (const [change, want] of rows) {
      const found = s.module.validateGenesis({ ...good, ...change } as never)
      t.ok(
        found.some((text) => want.test(text)),
        `${want}: ${found.join('; ')}`,
      )
    }
  },
)

await t.test('every invariant sees the damage it is there for', async (t) => {
  const who = addressBytes(AGGREGATOR)
  const rows: [(s: SlaChain) => void, RegExp][] = [
    [
      (s) => {
        s.bank.setBalance(s.ctx, s.account, 'uinx', 5n)
      },
      /^the account holds 5uinx, bonds are/,
    ],
    [
      (s) => {
        s.keeper.ledger.locks.set(s.ctx, [who, [PURPOSE.lease, hash('x')]], 1n)
      },
      /has 1000000 locked, its locks are 1000001$/,
    ],
    [
      (s) => {
        s.keeper.ledger.locks.set(s.ctx, [addressBytes(9), [PURPOSE.lease, hash('x')]], 1n)
      },
      /^somebody without a bond has locked some$/,
    ],
    [
      (s) => {
        s.keeper.ledger.bonds.update(s.ctx, who, (draft) => {
          draft.amount = 7n
        })
      },
      /has promised more than its bond of 7$/,
    ],
    [
      (s) => {
        for (const key of [...s.keeper.ledger.leaving.walk(s.ctx)])
          s.keeper.ledger.leaving.delete(s.ctx, key)
      },
      /^unbonding 1 is in no queue$/,
    ],
    [
      (s) => {
        s.keeper.ledger.leaving.add(s.ctx, [7n, [7n, who]])
      },
      /^2 wait in the queue, unbondings are 1$/,
    ],
    [
      (s) => {
        s.keeper.registry.bySupplier.delete(s.ctx, [addressBytes(SUPPLIER), who])
      },
      /is not in its index$/,
    ],
    [
      (s) => {
        s.keeper.registry.bySupplier.add(s.ctx, [addressBytes(5), who])
      },
      /^1 members, the index has 2$/,
    ],
  ]
  for (const [damage, want] of rows) {
    const s = registered()
    s.run(s.ctx, 'MsgJoinAggregator', pair)
    s.run(s.ctx, 'MsgUnbond', { owner: address(AGGREGATOR), amount: uinx(50) })
    const found = () => s.module.invariants.map((i) => i.check(later(s.ctx, 1n))).filter(Boolean)
    t.same(found(), [])
    damage(s)
    t.ok(
      found().some((text) => want.test(text ?? '')),
      `${want}: ${found().join('; ')}`,
    )
  }
})

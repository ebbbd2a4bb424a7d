/** Genesis of plans and agreements: every problem is named; every invariant sees the damage it is there for. */
import t from 'tap'
import type { Json } from '../../../chain/types/module.js'
import { address, addressBytes, later } from '../../support/memoryContext.js'
import { AGGREGATOR, agreedChain, type AgreedChain, priced, retailMsg } from './agreed.js'

function filled(): AgreedChain {
  const s = agreedChain()
  s.sell(s.ctx)
  s.buy(s.ctx)
  s.propose(s.ctx, retailMsg(s.retail))
  const document = priced('0.00005')
  s.run(s.ctx, 'MsgUpdatePlan', { owner: address(AGGREGATOR), planId: s.retail.id, document })
  return s
}

type Row = Readonly<Record<string, Json>>

await t.test('genesis: every problem of plans, agreements and margins is named', async (t) => {
  const s = filled()
  const good = s.module.exportGenesis(s.ctx) as Record<string, Json>
  const rowsOf = (name: string) => good[name] as readonly Row[]
  const [first, second, third] = rowsOf('plans') as readonly [Row, Row, Row]
  const [sold, bought, proposal] = rowsOf('agreements') as readonly [Row, Row, Row]
  const [margin] = rowsOf('margins') as readonly [Row]
  const changed = (row: Row, change: object): Row => ({
    ...row,
    plan: { ...(row['plan'] as Row), ...change },
  })
  const plans = (change: object) => ({ plans: [changed(first, change), second, third] })
  const agreements = (change: object) => ({
    agreements: [{ ...sold, ...change }, bought, proposal],
  })
  const zeros = Buffer.alloc(32).toString('base64')
  const rows: [object, RegExp][] = [
    [{ plans: [{ ...first, plan: null }, second, third] }, /^sla\.plans\[0\]\.plan is absent/],
    [plans({ owner: 'x' }), /^sla\.plans\[0\]\.plan\.owner is "x"/],
    [plans({ status: 0 }), /^sla\.plans\[0\]\.plan\.status is 0/],
    [plans({ canon_sha256: zeros }), /^sla\.plans\[0\]\.plan\.canon_sha256 is of another/],
    [plans({ denom: 'uatom' }), /^sla\.plans\[0\]\.plan\.denom is "uatom", want uinx/],
    [plans({ names: ['Q'] }), /^sla\.plans\[0\]\.plan\.names are not/],
    [plans({ version: 2 }), /^sla\.plans\[0\] is not in order/],
    [plans({ owner: address(9) }), /^sla\.plans\[1\]\.plan\.owner is not that of/],
    [
      { plans: [{ ...first, document: 'e30=' }, second, third] },
      /^sla\.plans\[0\]: .*invalid plan/,
    ],
    [{ plans: [second, third] }, /^sla\.plans\[0\] is not in order/],
    [{ next_plan: '2' }, /^sla\.plans\[2\]\.plan\.id is 2, want 1 to below next_plan 2/],
    [{ agreements: [sold, sold] }, /^sla\.agreements\[1\] is there twice/],
    [agreements({ id: '0' }), /^sla\.agreements\[0\]\.id is 0/],
    [{ next_agreement: '3' }, /^sla\.agreements\[2\]\.id is 3, want 1 to below next_agreement 3/],
    [agreements({ provider: 'x' }), /^sla\.agreements\[0\]: .*invalid address/],
    [agreements({ plan: null }), /^sla\.agreements\[0\]\.plan is absent/],
    [
      agreements({ plan: { ...(sold['plan'] as Row), name: 'Q' } }),
      /^sla\.agreements\[0\]\.plan names/,
    ],
    [agreements({ status: 6 }), /^sla\.agreements\[0\]\.status is 6/],
    [agreements({ customer_key: null }), /^sla\.agreements\[0\] has 1 metering keys, want 2/],
    [agreements({ effective_ms: '5' }), /^sla\.agreements\[0\]\.effective_ms is 5, want 0/],
    [agreements({ status: 4 }), /^sla\.agreements\[0\]\.effective_ms is 0, want more than 0/],
    [agreements({ actor: address(9) }), /^sla\.agreements\[0\]\.actor is no party/],
    [agreements({ fee_bps: 10_001 }), /^sla\.agreements\[0\]\.fee_bps is 10001/],
    [{ margins: [margin, margin] }, /^sla\.margins\[1\] is there twice/],
    [{ margins: [{ ...margin, retail: null }] }, /^sla\.margins\[0\]\.retail is absent/],
  ]
  t.same(s.module.validateGenesis(good), [])
  for (const [change, want] of rows) {
    const found = s.module.validateGenesis({ ...good, ...change } as Json)
    t.ok(
      found.some((text) => want.test(text)),
      `${want}: ${found.join('; ')}`,
    )
  }
})

await t.test(
  'every invariant of plans and agreements sees the damage it is there for',
  async (t) => {
    const who = addressBytes(AGGREGATOR)
    const rows: [(s: AgreedChain) => void, RegExp][] = [
      [
        (s) => s.keeper.plans.documents.set(s.ctx, [1n, 1], Buffer.from('x')),
        /^plan 1 version 1 has not/,
      ],
      [(s) => s.keeper.plans.compiled.delete(s.ctx, [1n, 1]), /^plan 1 version 1 is not compiled$/],
      [
        (s) => s.keeper.plans.byOwner.delete(s.ctx, [who, 1n]),
        /^plan 1 is not in its owner's index$/,
      ],
      [(s) => s.keeper.plans.newest.set(s.ctx, 1n, 1), /^plan 1 has a version beyond its newest$/],
      [
        (s) => {
          for (const key of [...s.keeper.agreements.due.walk(s.ctx)])
            s.keeper.agreements.due.delete(s.ctx, key)
        },
        /^agreement 3 waits in no queue$/,
      ],
      [(s) => s.keeper.agreements.due.add(s.ctx, [7n, 7n]), /indexes have 2 and 6$/],
      [
        (s) => s.keeper.agreements.byParty.delete(s.ctx, [who, 1n]),
        /^agreement 1 is not in the index/,
      ],
      [
        (s) => {
          const [key] = [...s.keeper.agreements.running.walk(s.ctx)][0] ?? []
          if (key !== undefined) s.keeper.agreements.running.set(s.ctx, key, 7n)
        },
        /^plan 1 is counted 7 times, 1 run$/,
      ],
      [
        (s) => {
          const [key] = [...s.keeper.agreements.running.walk(s.ctx)][0] ?? []
          if (key !== undefined) s.keeper.agreements.running.delete(s.ctx, key)
        },
        /^1 running plans are not counted$/,
      ],
    ]
    for (const [damage, want] of rows) {
      const s = filled()
      const found = () => s.module.invariants.map((i) => i.check(later(s.ctx, 1n))).filter(Boolean)
      t.same(found(), [])
      damage(s)
      t.ok(
        found().some((text) => want.test(text ?? '')),
        `${want}: ${found().join('; ')}`,
      )
    }
  },
)

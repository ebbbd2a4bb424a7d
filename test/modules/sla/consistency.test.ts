import t from 'tap'
import { checkPlans } from '../../../modules/sla/ir/consistency.js'
import { irOf, period, withPlans, withQuotas, type Json } from './documents.js'

const quota = (...limits: Json[]): Json => ({ '/a': { get: { requests: limits } } })
const issues = (document: Json, capacity?: Parameters<typeof checkPlans>[1]): string[] =>
  checkPlans(irOf(document), capacity).map((one) => `${one.severity} ${one.code} ${one.path}`)

await t.test('rule 7: consistency checks', async (t) => {
  const day = { max: '10', period: period('day') }
  const place = 'plans/P/quotas/~1a/get/requests'
  t.same(issues(withQuotas(quota(day, { max: '100', period: period('month') }))), [])
  t.same(issues(withQuotas(quota(day, { max: '9', period: period('month') }))), [
    `error shorter-allows-more ${place}`,
  ])
  t.same(
    issues(withQuotas(quota(day, { max: '9' }))),
    [`error shorter-allows-more ${place}`],
    'for ever is longest',
  )
  t.same(issues(withQuotas(quota(day, { max: '20', period: period('hour', '24') }))), [
    `error same-period-twice ${place}`,
  ])
  t.same(
    issues(withQuotas(quota(day, { max: '20', period: period('day'), scope: 'tenant' }))),
    [],
    'a tenant and an account',
  )
  t.same(
    issues(
      withQuotas(
        quota({ max: '3', period: period('quarter') }, { max: '3', period: period('month', '3') }),
      ),
    ),
    [`error same-period-twice ${place}`],
  )
})

await t.test('rule 7: capacity, without a division', async (t) => {
  const capacity = [{ metric: 'requests', max: 10_000_000n, period: { unit: 1, amount: 1 } }]
  t.same(issues(withQuotas(quota({ max: '600', period: period('minute') })), capacity), [])
  t.same(issues(withQuotas(quota({ max: '601', period: period('minute') })), capacity), [
    'error above-capacity plans/P/quotas/~1a/get/requests',
  ])
  t.same(
    issues(withQuotas(quota({ max: '601' })), capacity),
    [],
    'without a period there is no rate',
  )
})

await t.test('rule 7: a plan that costs less and allows more', async (t) => {
  const plan = (cost: string, max: string): Json => ({
    pricing: { cost, currency: 'USD', period: period('month') },
    quotas: quota({ max, period: period('day') }),
  })
  t.same(issues(withPlans({ A: plan('1', '20'), B: plan('2', '10') })), [
    'warning cheaper-but-looser plans/A/pricing',
  ])
  t.same(issues(withPlans({ A: plan('1', '10'), B: plan('2', '20') })), [])
  t.same(issues(withPlans({ A: plan('1', '10'), B: plan('2', '10') })), [])
  t.same(issues(withPlans({ A: plan('1', 'unlimited'), B: plan('2', '10') })), [
    'warning cheaper-but-looser plans/A/pricing',
  ])
  t.same(issues(withPlans({ A: { pricing: { cost: 'custom', currency: 'USD' } } })), [
    'warning custom-price plans/A/pricing',
  ])
})

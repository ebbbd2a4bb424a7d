import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { meetingPoints } from '../../../modules/sla/ir/classes.js'
import type { SlaIr } from '../../../modules/sla/ir/compile.js'
import { resolve } from '../../../modules/sla/ir/resolve.js'
import { irOf, withQuotas, type Json } from './documents.js'

const segment = fc.constantFrom('a', 'b', '*', '{x}')
const path = fc.oneof(
  fc.array(segment, { minLength: 1, maxLength: 3 }).map((list) => `/${list.join('/')}`),
  fc.constant('default'),
)
const rule = fc.tuple(path, fc.constantFrom('get', 'post', 'all'))
const rules = fc.array(rule, { maxLength: 5 })
const request = fc.tuple(
  fc
    .array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 5 })
    .map((list) => `/${list.join('/')}`),
  fc.constantFrom('get', 'post', 'put'),
)

function irWith(list: [string, string][]): SlaIr {
  const quotas: Record<string, Record<string, Json>> = {}
  for (const [p, method] of list) (quotas[p] ??= {})[method] = { requests: [{ max: '1' }] }
  return irOf(withQuotas(quotas))
}

const ruleAt = (ir: SlaIr, method: string, p: string): number | undefined =>
  resolve(ir, 0, method, p)[0]?.pathRuleId

await t.test(
  'every pair of rules that a request meets is met by one of the meeting points',
  async () => {
    fc.assert(
      fc.property(
        rules,
        rules,
        fc.array(request, { minLength: 8, maxLength: 20 }),
        (a, b, requests) => {
          const [one, other] = [irWith(a), irWith(b)]
          const met = new Set(
            meetingPoints(one, other).map(
              ({ method, path }) => `${ruleAt(one, method, path)} ${ruleAt(other, method, path)}`,
            ),
          )
          for (const [p, method] of requests) {
            const pair = `${ruleAt(one, method, p)} ${ruleAt(other, method, p)}`
            assert.ok(met.has(pair), `${method} ${p} meets ${pair}`)
          }
        },
      ),
      { numRuns: 300 },
    )
  },
)

await t.test('segments with wildcards in them meet too', async (t) => {
  const found = meetingPoints(
    irWith([['/v1/a*', 'all']]),
    irWith([
      ['/v1/ab', 'get'],
      ['/v1/{x}.json', 'post'],
    ]),
  )
  t.ok(found.some((one) => one.path === '/v1/ab' && one.method === 'get'))
  t.throws(
    () =>
      meetingPoints(
        ...([0, 1].map((k) =>
          irWith(
            Array.from({ length: 70 }, (_, i) => [
              `/*/${k === 0 ? `x${i}` : '*'}/${k === 1 ? `y${i}` : '*'}`,
              'all',
            ]),
          ),
        ) as [SlaIr, SlaIr]),
      ),
    { message: /too many operations/ },
  )
})

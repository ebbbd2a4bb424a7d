/** C16, H6: the clocks of modules that count on each other, at genesis and when parameters change. */
import fc from 'fast-check'
import t from 'tap'
import { compose } from '../../../chain/app/app.js'
import { clockProblems } from '../../../chain/app/clocks.js'
import { GenesisError, genesisProblems } from '../../../chain/baseapp/genesis.js'
import type { Context } from '../../../chain/types/context.js'
import type { Json } from '../../../chain/types/module.js'
import { DEFAULT_PARAMS as PAYMENT } from '../../../modules/payment/params.js'
import { DEFAULT_PARAMS as SLA } from '../../../modules/sla/params.js'
import { DEFAULT_PARAMS as VERIFICATION } from '../../../modules/verification/params.js'
import { memoryContext } from '../../support/memoryContext.js'
import { TestChain } from '../../support/testChain.js'
import { handlerOf, refusalOf } from '../../modules/setup.js'

const DAY_MS = 86_400_000n
const parts = compose()
const defaults = (name: string) =>
  parts.modules.find((module) => module.name === name)?.defaultGenesis() as {
    readonly params: { readonly [field: string]: Json }
  }
const section = (name: string, change: { readonly [field: string]: Json }) => {
  const genesis = defaults(name)
  return { [name]: { ...genesis, params: { ...genesis.params, ...change } } }
}
const problems = (...sections: object[]) =>
  genesisProblems(parts.modules, Object.assign({}, ...sections) as Record<string, Json>)

await t.test('a genesis whose modules do not fit each other is refused with both fields', (t) => {
  t.same(problems(), [])
  t.same(problems(section('payment', {}), section('verification', {}), section('sla', {})), [])
  t.same(problems(section('payment', { maturity_ms: '604799999' })), [
    'app_state.payment.params.maturity_ms is 604799999, want at least 604800000: verification.params.window_ms',
  ])
  const longer = section('verification', { window_ms: '700000000', window_blocks: '1001' })
  t.same(problems(longer), [
    'app_state.payment.params.maturity_ms is 604800000, want at least 700000000: verification.params.window_ms',
    'app_state.payment.params.maturity_blocks is 1000, want at least 1001: verification.params.window_blocks',
  ])
  const both = section('payment', { maturity_ms: '700000000', maturity_blocks: '1001' })
  t.same(problems(longer, both), [])
  t.match(problems(section('sla', { unbonding_ms: `${7n * DAY_MS}` })), [
    /^app_state.sla.params.unbonding_ms is 604800000, want at least \d+: verification.params.window_ms and the longest demand/,
  ])
  t.match(problems(section('payment', { maturity_ms: 'x' })), [/^app_state.payment/], 'once')
  const appState = section('payment', { maturity_ms: '604799999' })
  t.throws(() => new TestChain({ appState }), GenesisError)
  t.end()
})

/** The chain's modules with their default genesis. */
function started(): Context {
  const ctx = memoryContext()
  for (const module of parts.modules) module.initGenesis(ctx, module.defaultGenesis())
  return ctx
}
const authority = parts.addresses.toText(parts.auth.moduleAddress('gov'))
const update = (ctx: Context, module: string, params: object) =>
  refusalOf(parts.modules, ctx, `/infonex.${module}.v1.MsgUpdateParams`, { authority, params })

await t.test('parameters are changed in an order that keeps them apart', (t) => {
  const ctx = started()
  const windowMs = VERIFICATION.windowMs + 1n
  t.match(
    update(ctx, 'verification', { ...VERIFICATION, windowMs }),
    /^verification 33: payment.params.maturity_ms is 604800000, want at least 604800001/,
  )
  t.equal(parts.verification.paramsOrDefault(ctx).windowMs, VERIFICATION.windowMs, 'as before')
  t.equal(update(ctx, 'payment', { ...PAYMENT, maturityMs: windowMs }), undefined)
  t.equal(update(ctx, 'verification', { ...VERIFICATION, windowMs }), undefined)
  t.match(update(ctx, 'payment', PAYMENT), /^payment 29: payment.params.maturity_ms/)
  t.match(
    update(ctx, 'sla', { ...SLA, unbondingMs: 7n * DAY_MS }),
    /^sla 15: sla.params.unbonding_ms/,
  )
  t.end()
})

await t.test('what breaks the clocks of another module is not even announced', (t) => {
  const ctx = started()
  const url = '/infonex.payment.v1.MsgUpdateParams'
  const { request } = handlerOf(parts.modules, url)
  const params = { ...PAYMENT, maturityMs: 604_799_999n }
  const message = { type_url: url, value: request.encode({ authority, params }) }
  t.throws(() => parts.gov.preview(ctx, message), /want at least 604800000: verification.params/)
  t.end()
})

await t.test('whatever updates are tried, the clocks of all modules fit each other', (t) => {
  const ms = fc.bigInt(4n * DAY_MS, 20n * DAY_MS)
  const blocks = fc.bigInt(900n, 1100n)
  const change = fc.oneof(
    fc.record({ maturityMs: ms, maturityBlocks: blocks }).map((c) => ['payment', c] as const),
    fc.record({ windowMs: ms, windowBlocks: blocks }).map((c) => ['verification', c] as const),
    fc.record({ unbondingMs: ms }).map((c) => ['sla', c] as const),
  )
  fc.assert(
    fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
      const ctx = started()
      const now = () => ({
        payment: parts.payment.paramsOrDefault(ctx),
        verification: parts.verification.paramsOrDefault(ctx),
        sla: parts.sla.paramsOrDefault(ctx),
      })
      return changes.every(([module, fields]) => {
        update(ctx, module, { ...now()[module], ...fields })
        return clockProblems(now()).length === 0
      })
    }),
    { numRuns: 50 },
  )
  t.end()
})

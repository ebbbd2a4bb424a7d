/** Random streams over the whole market: what holds after every block, whatever anybody does. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { compose } from '../../../chain/app/app.js'
import { COMPLETE } from '../../../modules/model/state.js'
import { ASSIGNED, LEASED, NO_MATCH } from '../../../modules/router/matches.js'
import { Verifier } from '../../../node/crypto/verifier.js'
import { memoryContext } from '../../support/memoryContext.js'
import { broken, exportAll } from '../setup.js'
import { registration } from './servers.js'

import { COMMANDS, type Row, Stream } from './stream.js'

const row: fc.Arbitrary<Row> = fc.tuple(fc.constantFrom(...COMMANDS), fc.nat(7), fc.nat(7))

await t.test(
  'leases, slots, bonds and coins are conserved under any stream of commands',
  async () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 5, maxLength: 60 }), (rows) => {
        const stream = new Stream()
        for (const one of rows) stream.step(one)
        // Everything ends: what nobody touches runs out, and gives back what it held.
        for (let i = 0; i < 12; i++) stream.checkedNext(20_000)
        for (const id of stream.ids) assert.equal(stream.match(id), undefined)
        for (const id of stream.servers)
          assert.equal(stream.keeper.health.get(stream.ctx, id).leases, 0)
        return true
      }),
      { numRuns: 30 },
    )
  },
)

await t.test('what is exported and imported goes on as it was', async () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 10, maxLength: 40 }), (rows) => {
      const stream = new Stream()
      for (const one of rows) stream.step(one)
      stream.checkedNext(1000)
      const names = ['auth', 'bank', 'beacon', 'sla', 'payment', 'router']
      const of = (modules: Stream['parts']['modules']) =>
        modules.filter(({ name }) => names.includes(name))
      const before = exportAll(of(stream.parts.modules), stream.ctx) as Record<string, never>
      const again = compose(new Verifier({ workers: 0 }))
      const { height, timeNs } = stream.ctx
      const ctx = memoryContext({ height, timeNs })
      for (let n = 0; n < 4; n++) again.model.insert(ctx, { ...registration(n), status: COMPLETE })
      for (const module of of(again.modules)) {
        assert.deepEqual(module.validateGenesis(before[module.name] as never), [])
        module.initGenesis(ctx, before[module.name] as never)
      }
      assert.deepEqual(exportAll(of(again.modules), ctx), before)
      assert.deepEqual(
        broken(
          of(again.modules).filter(({ name }) => name === 'router'),
          ctx,
        ),
        [],
      )
      return true
    }),
    { numRuns: 12 },
  )
})

await t.test('a stream reaches every state of a match', async (t) => {
  const seen = new Set<number>()
  for (const rows of fc.sample(fc.array(row, { minLength: 40 }), { numRuns: 12, seed: 7 })) {
    const stream = new Stream()
    for (const one of rows) {
      stream.step(one)
      for (const id of stream.ids) seen.add(stream.match(id)?.status ?? 0)
    }
  }
  t.same(
    [...seen].sort((a, b) => a - b),
    [0, 1, ASSIGNED, LEASED, NO_MATCH],
  )
})

import fc from 'fast-check'
import t from 'tap'
import { ConsensusKeeper } from '../../../modules/consensus/keeper.js'
import { consensusModule } from '../../../modules/consensus/module.js'
import { updateParams } from '../../../modules/consensus/msgs/updateParams.js'
import { fromWire, toWire } from '../../../modules/consensus/state.js'
import {
  address,
  memoryContext,
  query,
  run,
  testConsensusParams,
} from '../../support/memoryContext.js'

const keeper = new ConsensusKeeper(() => address(1))
const module = consensusModule(keeper)
const wire = toWire(testConsensusParams)
const msg = {
  authority: address(1),
  block: wire.block,
  evidence: wire.evidence,
  validator: wire.validator,
}

await t.test('MsgUpdateParams: one row per refusal, in order, then success', async (t) => {
  const handler = updateParams(keeper)
  const ctx = memoryContext()
  keeper.set(ctx, testConsensusParams)
  const block = { maxBytes: 1_000_000n, maxGas: -1n, timeIotaMs: 0n }
  const evidence = wire.evidence as NonNullable<typeof wire.evidence>
  const rows: [string, Partial<typeof msg>, number][] = [
    ['no block', { block: null }, 2],
    ['no evidence', { evidence: null }, 2],
    ['no validator', { validator: null }, 2],
    ['block of 0 bytes', { block: { ...block, maxBytes: 0n } }, 3],
    ['block above 100 MB', { block: { ...block, maxBytes: 104_857_601n } }, 3],
    ['gas -2', { block: { ...block, maxGas: -2n } }, 3],
    ['evidence age 0', { evidence: { ...evidence, maxAgeNumBlocks: 0n } }, 3],
    [
      'evidence time 0',
      { evidence: { ...evidence, maxAgeDuration: { seconds: 0n, nanos: 0 } } },
      3,
    ],
    ['evidence above the block', { block, evidence: { ...evidence, maxBytes: 1_000_001n } }, 3],
    ['no key types', { validator: { pubKeyTypes: [] } }, 3],
    ['unknown key type', { validator: { pubKeyTypes: ['sr25519'] } }, 3],
    ['not the authority', { authority: address(2) }, 4],
  ]
  for (const [name, change, code] of rows)
    t.throws(() => run(handler, ctx, { ...msg, ...change }), { code, codespace: 'consensus' }, name)
  run(handler, ctx, { ...msg, block: { ...block, maxGas: 77n } })
  t.equal(keeper.get(ctx)?.block.maxGas, 77n)
  t.same(query(module.queries[0] as never, ctx, {}), {
    params: { ...wire, block: { ...block, maxGas: 77n } },
  })
})

await t.test('parameters survive the wire', async () => {
  const i = fc.bigInt({ min: 0n, max: 2n ** 62n })
  fc.assert(
    fc.property(i, i, i, i, i, (maxBytes, maxGas, blocks, ns, app) => {
      const params = {
        block: { maxBytes, maxGas },
        evidence: { maxAgeNumBlocks: blocks, maxAgeDurationNs: ns, maxBytes: 1n },
        validator: { pubKeyTypes: ['ed25519'] },
        version: { app },
      }
      const back = fromWire(toWire(params))
      return (
        back.evidence.maxAgeDurationNs === ns &&
        back.block.maxBytes === maxBytes &&
        back.version.app === app
      )
    }),
  )
})

await t.test('its genesis section is empty', async (t) => {
  t.same(module.validateGenesis(null), [])
  t.same(module.validateGenesis({}), [])
  t.equal(module.validateGenesis({ params: {} }).length, 1)
})

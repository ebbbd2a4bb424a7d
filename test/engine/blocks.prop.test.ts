import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { sha256 } from '../../chain/codec/hash.js'
import type { Application, ValidatorUpdate } from '../../chain/types/abci.js'
import { utf8 } from '../../chain/types/bytes.js'
import { keyFromSeed } from '../../node/engine/validatorKey.js'
import { verifyChain } from './verifyChain.js'
import { genesis, KEY, kv, World } from './world.js'

const batches = fc.array(fc.array(fc.tuple(fc.nat(20), fc.nat(1000)), { maxLength: 8 }), {
  minLength: 1,
  maxLength: 6,
})

await t.test('every block the engine makes verifies by the light client', async (t) => {
  await fc.assert(
    fc.asyncProperty(batches, fc.integer({ min: 1, max: 50 }), async (list, initial) => {
      const world = new World()
      const doc = genesis({ initialHeight: BigInt(initial) })
      const { engine } = await world.open({ genesis: doc })
      for (const [i, batch] of list.entries()) {
        for (const [j, [key, value]] of batch.entries())
          engine.broadcast(kv(`k${key}`, `${i}.${j}.${value}`))
        const event = await engine.makeBlock()
        assert.equal(event.stored.block.txs.length, batch.length)
      }
      assert.equal(engine.blocks.base, BigInt(initial))
      assert.equal(engine.blocks.height, BigInt(initial + list.length - 1))
      const first = await engine.blocks.block(BigInt(initial))
      assert.equal(
        first?.block.header.timeNs,
        doc.genesisTimeNs,
        'the first block has genesis time',
      )
      await verifyChain(engine.blocks, doc.chainId)
      return true
    }),
    { numRuns: 40 },
  )
  t.pass('held')
})

/** Answers FinalizeBlock of a height with changes of the validator set. */
function withUpdates(
  app: Application,
  updates: ReadonlyMap<bigint, readonly ValidatorUpdate[]>,
): Application {
  return new Proxy(app, {
    get: (target, name: keyof Application) => {
      if (name !== 'finalizeBlock') return target[name].bind(target)
      return (request: Parameters<Application['finalizeBlock']>[0]) => ({
        ...target.finalizeBlock(request),
        validatorUpdates: updates.get(request.height) ?? [],
      })
    },
  })
}

await t.test(
  'it verifies while validators with less than a third come, change and go',
  async (t) => {
    const other = (n: number, power: bigint): ValidatorUpdate => ({
      pubKeyType: 'ed25519',
      pubKey: keyFromSeed(sha256(utf8(`other ${n}`))).pubKey,
      power,
    })
    const change = fc.tuple(
      fc.integer({ min: 1, max: 8 }),
      fc.nat(2),
      fc.integer({ min: 0, max: 20 }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 6 }), async (list) => {
        const known = new Set<number>()
        const updates = new Map<bigint, ValidatorUpdate[]>()
        for (const [height, n, power] of [...list].sort((a, b) => a[0] - b[0])) {
          if (updates.has(BigInt(height)) || (power === 0 && !known.has(n))) continue
          updates.set(BigInt(height), [other(n, BigInt(power))])
          if (power === 0) known.delete(n)
          else known.add(n)
        }
        const world = new World()
        const validators = [
          { pubKeyType: 'ed25519', pubKey: KEY.pubKey, power: 200n, name: '' } as const,
        ]
        const doc = genesis({ validators })
        const open = () => world.open({ genesis: doc }, (app) => withUpdates(app, updates))
        const { engine } = await open()
        for (let i = 0; i < 12; i++) {
          engine.broadcast(kv('k', i))
          await engine.makeBlock()
        }
        await verifyChain(engine.blocks, doc.chainId)
        const set = await engine.blocks.validators(12n)
        assert.equal(set?.length, 1 + known.size)
        // A wiped application is brought back through all changes.
        world.commits = []
        const again = await open()
        await again.engine.makeBlock()
        await verifyChain(again.engine.blocks, doc.chainId)
        return true
      }),
      { numRuns: 30 },
    )
    t.pass('held')
  },
)

await t.test(
  'a validator that loses its two thirds makes no more blocks and says why',
  async (t) => {
    const world = new World()
    const rival = { ...genesis().validators[0], pubKey: keyFromSeed(sha256(utf8('rival'))).pubKey }
    const updates = new Map([
      [2n, [{ pubKeyType: 'ed25519', pubKey: rival.pubKey, power: 5n } as const]],
    ])
    const { engine } = await world.open({}, (app) => withUpdates(app, updates))
    await engine.makeBlock()
    await engine.makeBlock()
    await engine.makeBlock()
    await t.rejects(engine.makeBlock(), /10 of 15 voting power at height 4.*more than two thirds/)
    t.match(engine.halted, /no more blocks after height 3/)
    await t.rejects(
      world.open({}, (app) => withUpdates(app, updates)),
      /needs more than two thirds/,
    )
    const stranger = keyFromSeed(sha256(utf8('stranger')))
    const validators = [
      { pubKeyType: 'ed25519', pubKey: stranger.pubKey, power: 1n, name: '' } as const,
    ]
    await t.rejects(
      new World().open({ genesis: genesis({ validators }) }),
      /is not in the validator set of height 1/,
    )
  },
)

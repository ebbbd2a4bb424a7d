import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import t from 'tap'
import { toHex } from '../../chain/types/bytes.js'
import { nobleBackend } from '../../node/crypto/backends.js'
import { Verifier } from '../../node/crypto/verifier.js'
import type { TestChain } from '../support/testChain.js'
import { routingDigest } from './routing.js'
import { runScenario } from './scenario.js'

const VECTOR = 'test/vectors/determinism.json'
/** Small runs for the properties, where signatures by the slow backend cost a millisecond each. */
const BLOCKS = 14

await t.test('the app hashes are those of the committed vector', async (t) => {
  const { appHashes, digest, codes } = runScenario({ seed: 20261125, blocks: 60 })
  const routing = routingDigest(20261125, 200)
  const got = { lastAppHash: appHashes.at(-1), digest, routing }
  if (process.env['WRITE_VECTORS'] === '1')
    writeFileSync(VECTOR, `${JSON.stringify(got, null, 2)}\n`)
  t.same(got, JSON.parse(readFileSync(VECTOR, 'utf8')))
  t.ok((codes.get(' 0') ?? 0) > 50, 'most of it runs')
  t.ok(codes.size > 12, `and is refused in many ways: ${[...codes.keys()].join(', ')}`)
})

await t.test(
  'any block sequence gives one AppHash: with 0, 1 or 2 verification workers, native or fallback, warm or cold, with restarts at random points',
  async () => {
    const one = new Verifier({ workers: 1 })
    const two = new Verifier({ workers: 2 })
    const fallback = new Verifier({ workers: 0, backend: nobleBackend() })
    try {
      fc.assert(
        fc.property(
          fc.nat(),
          fc.uniqueArray(fc.integer({ min: 2, max: BLOCKS }), { maxLength: 4 }),
          fc.boolean(),
          fc.constantFrom(one, two, fallback),
          (seed, restarts, warm, verifier) => {
            const plain = runScenario({ seed, blocks: BLOCKS })
            const other = runScenario({
              seed,
              blocks: BLOCKS,
              verifier,
              warm,
              restartBefore: new Set(restarts),
            })
            return plain.digest === other.digest
          },
        ),
        { numRuns: 12 },
      )
    } finally {
      await one.close()
      await two.close()
    }
  },
)

await t.test(
  'invariants of every module hold after every block, and the supply is conserved',
  async () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        let supply: bigint | undefined
        let good = true
        runScenario({
          seed,
          blocks: 20,
          onBlock(chain) {
            const ctx = chain.app.contextAt(chain.height)
            if (ctx === undefined) throw new Error('the latest height is resident')
            const now = chain.parts.bank.getSupply(ctx, 'uinx')
            supply ??= now
            good &&= now === supply && chain.app.brokenInvariants().length === 0
            good &&= chain.reports.length === 0
          },
        })
        return good
      }),
      { numRuns: 12 },
    )
  },
)

await t.test('export, import, export: the same genesis, and the same future', async () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const { chain } = runScenario({ seed, blocks: BLOCKS })
      const exported = chain.app.exportGenesis()
      const again = runScenario({
        seed: 1,
        blocks: 1,
        chainOptions: { appState: exported },
      })
      // Block 1 of the new chain has run: what may differ is what a block changes by itself.
      const sections = (json: object) =>
        JSON.stringify(
          Object.entries(json).filter(([name]) => !['beacon', 'consensus'].includes(name)),
        )
      return sections(again.chain.app.exportGenesis()) === sections(exported)
    }),
    { numRuns: 10 },
  )
})

/** All rows of the stores that genesis gives back, as 'store key value'. */
function rowsOf(chain: TestChain): string[] {
  const stores = chain.store.at(chain.store.version)
  // The kernel's own and the beacon's rows tell of heights, which begin anew.
  const names = chain.store.names.filter((name) => !['beacon', 'kernel'].includes(name))
  return names.flatMap((name) =>
    [...(stores?.store(name).iterate() ?? [])].map(
      ([key, value]) => `${name} ${toHex(key)} ${toHex(value)}`,
    ),
  )
}

await t.test('what was exported and imported is the same, store by store and key by key', (t) => {
  let rows = 0
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const { chain } = runScenario({ seed, blocks: BLOCKS })
      const chainOptions = { appState: chain.app.exportGenesis() }
      const again = runScenario({ seed: 1, blocks: 1, chainOptions }).chain
      const want = rowsOf(chain)
      rows += want.length
      const got = new Set(rowsOf(again))
      const missing = want.filter((row) => !got.has(row))
      assert.deepEqual(missing, [])
      return got.size === want.length
    }),
    { numRuns: 10 },
  )
  t.ok(rows > 500, `${rows} rows compared`)
  t.end()
})

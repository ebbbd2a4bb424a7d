/** Every row of the handshake's table (cosmos.md 2.6), with what is said about it. */
import t from 'tap'
import type { Application, FinalizeBlockResponse } from '../../chain/types/abci.js'
import { toHex } from '../../chain/types/bytes.js'
import { DEFAULT_PARAMS } from '../../node/engine/comet/params.js'
import type { EngineOptions } from '../../node/engine/embeddedEngine.js'
import { EngineError } from '../../node/engine/types.js'
import { printSignState, UNSIGNED } from '../../node/engine/validatorKey.js'
import { Fuse, genesis, kv, World } from './world.js'

async function chainOf(blocks: number, options: Partial<EngineOptions> = {}): Promise<World> {
  const world = new World()
  const { engine } = await world.open(options)
  for (let i = 0; i < blocks; i++) {
    engine.broadcast(kv('k', i))
    await engine.makeBlock()
  }
  return world
}

/** Stops the machine at a durable step of block 4 and gives what is left. */
async function crashedAt(step: number): Promise<World> {
  const world = await chainOf(3)
  world.fuse = new Fuse(step, 'before')
  const { engine } = await world.open()
  engine.broadcast(kv('last', 1))
  await engine.makeBlock().catch(() => undefined)
  world.fuse = new Fuse(-1)
  return world
}

/** The detail that a refused call gives in `data`. */
function refusalOf(call: () => unknown): string {
  try {
    call()
  } catch (error) {
    if (error instanceof EngineError) return error.data
  }
  return 'it was not refused'
}

const hashAt = (world: World, height: number): string =>
  world.commits.find((c) => c.height === String(height))?.appHash ?? ''

await t.test('all at one height: only the hashes are compared', async (t) => {
  const world = await chainOf(4)
  const { report } = await world.open()
  t.same(report, ['Application at height 4, block store at 4, engine state at 4.'])
})

await t.test('app at 0: InitChain and a replay of all', async (t) => {
  const world = await chainOf(4)
  const want = hashAt(world, 4)
  world.commits = []
  const preverified: number[] = []
  const progress: bigint[] = []
  const { report, engine } = await world.open({
    preverify: (txs) => preverified.push(txs.length),
    progress: (height) => progress.push(height),
  })
  t.same(report.slice(1), [
    'The application took the genesis of chain engine-test.',
    'Replayed blocks 1 to 4 into the application.',
  ])
  t.equal(hashAt(world, 4), want)
  t.equal(toHex(engine.status().latestAppHash), want)
  t.same(preverified, [1, 1, 1], 'the next block is known while one is executed')
  t.same(progress, [1n, 2n, 3n, 4n])
})

await t.test('app behind the store: the missing blocks are replayed', async (t) => {
  const world = await chainOf(5)
  const want = hashAt(world, 5)
  world.commits = world.commits.slice(0, 3)
  const { report } = await world.open()
  t.equal(report[1], 'Replayed blocks 4 to 5 into the application.')
  t.equal(hashAt(world, 5), want)
})

await t.test(
  'store one ahead of state: app behind, level with the state, level with the store',
  async (t) => {
    // Steps of a block: sign, block, results, commit, state.
    const level = await crashedAt(2)
    t.equal((await level.open()).report[1]?.slice(0, 23), 'Executed block 4 again:')

    const ahead = await crashedAt(4)
    const counted = { finalize: 0 }
    const count = (app: Application): Application => {
      const inner = app.finalizeBlock.bind(app)
      app.finalizeBlock = (request) => {
        counted.finalize++
        return inner(request)
      }
      return app
    }
    t.equal(
      (await ahead.open({}, count)).report[1],
      'Took the stored results of block 4: the application had committed it already.',
    )
    t.equal(counted.finalize, 0, 'the application is not called')

    const behind = await crashedAt(2)
    behind.commits = behind.commits.slice(0, 1)
    const { report } = await behind.open()
    t.equal(report[1], 'Replayed blocks 2 to 3 into the application.')
    t.match(report[2], /Executed block 4 again/)

    const wiped = await crashedAt(4)
    wiped.commits = []
    t.match((await wiped.open()).report.join(' '), /took the genesis.*blocks 1 to 3.*block 4 again/)
  },
)

await t.test(
  'the block of a first height that was lost after its signature is made in round 1',
  async (t) => {
    const world = new World()
    world.fuse = new Fuse(2, 'before')
    const { engine } = await world.open()
    await engine.makeBlock().catch(() => undefined)
    t.equal(world.signed.length, 1)
    world.fuse = new Fuse(-1)
    const again = await world.open()
    const { stored } = await again.engine.makeBlock()
    t.equal(stored.block.header.height, 1n)
    t.same(
      world.signed.map((s) => `${s.height}/${s.round}`),
      ['1/0', '1/1'],
    )
    t.equal((await again.engine.blocks.commit(1n))?.commit.round, 1)
  },
)

await t.test('no way leads on: refused with heights and reason', async (t) => {
  const lost = await chainOf(4)
  lost.rows.clear()
  await t.rejects(lost.open(), {
    name: 'HandshakeError',
    message: /app block height \(4\) is higher than core \(0\)/,
  })

  const shorter = await chainOf(4)
  const old = await chainOf(2)
  shorter.rows.clear()
  for (const [key, value] of old.rows) shorter.rows.set(key, value)
  await t.rejects(shorter.open(), /app block height \(4\) is higher than core \(2\)/)
  shorter.commits = shorter.commits.slice(0, 2)
  await t.rejects(
    shorter.open(),
    /has signed height 4, the block store ends at 2|does not match AppHash/,
    'a key that has signed more than the store knows',
  )

  const wrong = await chainOf(3)
  wrong.commits = wrong.commits.map((c) => ({ ...c, appHash: 'ab'.repeat(32) }))
  await t.rejects(wrong.open(), /state.AppHash does not match AppHash after replay at height 3/)
  wrong.commits = wrong.commits.slice(0, 1)
  await t.rejects(wrong.open(), /block.AppHash does not match AppHash after replay at height 2/)

  const genesisChanged = await chainOf(2)
  await t.rejects(
    genesisChanged.open({ genesis: genesis({ appState: { other: '1' } }) }),
    /genesis doc hash in db .* does not match loaded genesis doc/,
  )
  await t.rejects(
    genesisChanged.open({ genesis: genesis({ chainId: 'another' }) }),
    /the block store is of chain engine-test, genesis is of another/,
  )
})

await t.test(
  'an application below the pruned store is refused; one at its edge is replayed',
  async (t) => {
    const retaining = (app: Application): Application => {
      const inner = app.commit.bind(app)
      app.commit = () => {
        inner()
        return { retainHeight: app.info().lastBlockHeight }
      }
      return app
    }
    const world = new World()
    const { engine } = await world.open({ retainBlocks: 5 }, retaining)
    for (let i = 0; i < 30; i++) await engine.makeBlock()
    const { base } = engine.blocks
    t.ok(base > 10n && base <= 26n, `pruned to ${base}`)
    t.equal(await engine.blocks.block(base - 1n), undefined)
    t.equal(engine.status().earliestHeight, base)
    t.equal(await engine.blocks.results(base - 1n), undefined)
    const all = world.commits
    world.commits = all.slice(0, Number(base) - 1)
    t.match((await world.open()).report[1], new RegExp(`Replayed blocks ${base} to 30`))
    world.commits = all.slice(0, Number(base) - 2)
    await t.rejects(world.open(), /is too far below block store base/)
    world.commits = []
    await t.rejects(world.open(), /app block height \(0\) is too far below block store base/)
  },
)

await t.test('damage in the block store is found', async (t) => {
  const world = await chainOf(4)
  world.commits = world.commits.slice(0, 1)
  const key = [...world.rows.keys()].find((k) => k === `62${'0'.repeat(15)}3`)
  const bytes = world.rows.get(key ?? '')
  if (key === undefined || bytes === undefined) throw new Error('block 3 is not where it was')
  const bent = Uint8Array.from(bytes)
  bent[40] = (bent[40] ?? 0) ^ 1
  world.rows.set(key, bent)
  await t.rejects(world.open(), /block #3 in the store (?:does not hash to its id|is damaged)/)
  bent.set(bytes)
  const last = bent.length - 1
  bent[last] = (bent[last] ?? 0) ^ 1
  await t.rejects(world.open(), /block #3 in the store does not hash to its id/)
  world.rows.set(key, new Uint8Array([255]))
  await t.rejects(world.open(), /block #3 in the store is damaged: /)
  world.rows.delete(key)
  await t.rejects(world.open(), /could not find block #3/)
})

await t.test(
  'an application that answers otherwise than before is found by its results',
  async (t) => {
    const world = await chainOf(4)
    world.commits = world.commits.slice(0, 1)
    const other = (app: Application): Application => {
      const inner = app.finalizeBlock.bind(app)
      app.finalizeBlock = (request): FinalizeBlockResponse => {
        const response = inner(request)
        return { ...response, txResults: response.txResults.map((r) => ({ ...r, gasUsed: 7n })) }
      }
      return app
    }
    await t.rejects(
      world.open({}, other),
      /the results of block #2 hash to .* the next header says/,
    )
  },
)

await t.test('the index is fed what it lacks', async (t) => {
  const world = await chainOf(5)
  world.index.heights.splice(2)
  const { report } = await world.open()
  t.equal(report.at(-1), 'Indexed blocks 3 to 5.')
  t.same(world.index.heights, [1n, 2n, 3n, 4n, 5n])
})

await t.test('an application that misbehaves stops the engine with a reason', async (t) => {
  const cases: [string, (app: Application) => void, RegExp][] = [
    [
      'too much',
      (app) => (app.prepareProposal = () => ({ txs: [new Uint8Array(3000)] })),
      /exceeds maximum/,
    ],
    [
      'refuses itself',
      (app) => (app.processProposal = () => ({ accept: false })),
      /ProcessProposal refused/,
    ],
    [
      'too few results',
      (app) => {
        const inner = app.finalizeBlock.bind(app)
        app.finalizeBlock = (request) => ({ ...inner(request), txResults: [] })
      },
      /Expected 1, got 0/,
    ],
    [
      'bad update',
      (app) => {
        const inner = app.finalizeBlock.bind(app)
        app.finalizeBlock = (request) => ({
          ...inner(request),
          validatorUpdates: [{ pubKeyType: 'secp256k1', pubKey: new Uint8Array(33), power: 1n }],
        })
      },
      /using pubkey secp256k1, which is unsupported/,
    ],
    [
      'bad params',
      (app) => {
        const inner = app.finalizeBlock.bind(app)
        app.finalizeBlock = (request) => ({
          ...inner(request),
          consensusParamUpdates: { ...DEFAULT_PARAMS, block: { maxBytes: 0n, maxGas: -1n } },
        })
      },
      /block.MaxBytes cannot be 0/,
    ],
  ]
  const params = { ...DEFAULT_PARAMS, block: { maxBytes: 2000n, maxGas: -1n } }
  const doc = genesis({
    consensusParams: { ...params, evidence: { ...params.evidence, maxBytes: 0n } },
  })
  for (const [name, change, text] of cases) {
    const world = new World()
    const { engine } = await world.open({ genesis: doc }, (app) => {
      change(app)
      return app
    })
    engine.broadcast(kv('k', 1))
    await t.rejects(engine.makeBlock(), text, name)
    t.match(engine.halted, text)
    t.equal(world.commits.length, 0, 'nothing was committed')
  }
})

await t.test('params that the application changes count from the next block', async (t) => {
  const world = new World()
  const small = { ...DEFAULT_PARAMS, block: { maxBytes: 1500n, maxGas: 5n } }
  const updated = { ...small, evidence: { ...small.evidence, maxBytes: 0n }, version: { app: 9n } }
  const { engine } = await world.open({}, (app) => {
    const inner = app.finalizeBlock.bind(app)
    app.finalizeBlock = (request) => ({
      ...inner(request),
      consensusParamUpdates: request.height === 1n ? updated : undefined,
    })
    return app
  })
  await engine.makeBlock()
  const big = kv('k', 'v'.repeat(900))
  t.match(
    refusalOf(() => engine.broadcast(big)),
    /tx size is too big: 905, max: 658/,
  )
  for (let i = 0; i < 8; i++) engine.broadcast(kv('k', i))
  const { stored } = await engine.makeBlock()
  t.equal(stored.block.header.version.app, 9n)
  t.equal(stored.block.txs.length, 5, 'max_gas 5 at gas 1 each')
  t.equal((await engine.blocks.consensusParams(1n))?.block.maxGas, -1n)
  t.equal((await engine.blocks.consensusParams(2n))?.block.maxGas, 5n)
})

await t.test(
  "a sign state without its key's blocks is no hindrance when it is behind",
  async (t) => {
    const world = await chainOf(2)
    world.signState = printSignState({ ...UNSIGNED, height: 2n, step: 3 })
    const { engine } = await world.open()
    t.equal((await engine.makeBlock()).stored.block.header.height, 3n)
  },
)

import t from 'tap'
import type { Application } from '../../chain/types/abci.js'
import { toHex, utf8 } from '../../chain/types/bytes.js'
import { sha256 } from '../../chain/codec/hash.js'
import type { EmbeddedEngine } from '../../node/engine/embeddedEngine.js'
import { waitMs, type Pace } from '../../node/engine/pace.js'
import type { NewBlockEvent } from '../../node/engine/types.js'
import { genesis, kv, World } from './world.js'

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

function collect(engine: EmbeddedEngine): NewBlockEvent[] {
  const events: NewBlockEvent[] = []
  engine.onBlock((event) => events.push(event))
  return events
}

function nextBlock(engine: EmbeddedEngine): Promise<NewBlockEvent> {
  return new Promise((resolve) => {
    const off = engine.onBlock((event) => {
      off()
      resolve(event)
    })
  })
}

await t.test('when a block is due', async (t) => {
  const instant: Pace = { mode: 'instant', blockTimeMs: 1000, idleMs: 5000 }
  const interval: Pace = { ...instant, mode: 'interval' }
  const input = {
    nowMs: 10_000,
    lastStartMs: 9_700,
    notBeforeMs: 0,
    txsWaiting: false,
    proofDue: false,
  }
  t.equal(waitMs(interval, input), 700)
  t.equal(waitMs(interval, { ...input, txsWaiting: true, proofDue: true }), 700)
  t.equal(waitMs(interval, { ...input, lastStartMs: 1 }), 0)
  t.equal(waitMs(instant, input), 4700)
  t.equal(waitMs(instant, { ...input, txsWaiting: true }), 0)
  t.equal(waitMs(instant, { ...input, proofDue: true }), 0)
  t.equal(waitMs(instant, { ...input, lastStartMs: undefined }), 0)
  t.equal(waitMs(instant, { ...input, notBeforeMs: 12_000, txsWaiting: true }), 2000)
  t.equal(waitMs(instant, { ...input, notBeforeMs: 1e15 }), 2 ** 31 - 1)
})

await t.test(
  'instant: a transaction is in a block at once, the proof block follows, then quiet',
  async (t) => {
    const { engine } = await new World().open({ pace: { idleMs: 60_000 } })
    await engine.start()
    await sleep(30)
    const quiet = engine.status().latestHeight
    const events = collect(engine)
    const latencies: number[] = []
    for (let i = 0; i < 10; i++) {
      const start = performance.now()
      const block = nextBlock(engine)
      t.equal(engine.broadcast(kv('k', i)).code, 0)
      const event = await block
      latencies.push(performance.now() - start)
      t.same(event.stored.block.txs.map(toHex), [toHex(kv('k', i))])
      const proof = await nextBlock(engine)
      t.equal(toHex(proof.stored.block.header.appHash), toHex(event.results.appHash))
      t.equal(proof.stored.block.txs.length, 0)
    }
    latencies.sort((a, b) => a - b)
    t.ok((latencies[5] ?? 1e9) < 1000, `median latency ${latencies[5]?.toFixed(1)} ms`)
    await sleep(50)
    t.equal(events.length, 20, 'two blocks for each transaction and no more')
    t.equal(engine.status().latestHeight, quiet + 20n)
    await engine.stop()
  },
)

await t.test('instant: an idle chain makes a block per idle interval', async (t) => {
  const { engine } = await new World().open({ pace: { idleMs: 40 } })
  await engine.start()
  await nextBlock(engine)
  const start = performance.now()
  for (let i = 0; i < 5; i++) t.equal((await nextBlock(engine)).stored.block.txs.length, 0)
  const ms = performance.now() - start
  // Never early; how late is the machine's affair.
  t.ok(ms > 4.5 * 40, `5 blocks in ${ms.toFixed(0)} ms at 40 ms`)
  await engine.stop()
})

await t.test('an application that changes its hash in every block does not run hot', async (t) => {
  const hot = (app: Application): Application => {
    const inner = app.finalizeBlock.bind(app)
    const commit = app.commit.bind(app)
    let last = sha256(utf8('start'))
    app.finalizeBlock = (request) => {
      last = sha256(utf8(`${request.height}`))
      return { ...inner(request), appHash: last }
    }
    app.commit = commit
    return app
  }
  const { engine } = await new World().open({ pace: { idleMs: 60_000 } }, hot)
  await engine.start()
  await sleep(50)
  t.equal(engine.status().latestHeight, 2n, 'the first block and its proof block')
  engine.broadcast(kv('a', 1))
  await sleep(50)
  t.equal(engine.status().latestHeight, 4n)
  await engine.stop()
})

await t.test('a stream of transactions does not put the block off', async (t) => {
  const { engine } = await new World().open({ pace: { idleMs: 60_000 } })
  await engine.start()
  const events = collect(engine)
  const end = performance.now() + 300
  for (let i = 0; performance.now() < end; i++) {
    engine.broadcast(kv('k', i))
    await new Promise((resolve) => setImmediate(resolve))
  }
  t.ok(events.length > 3, `${events.length} blocks while transactions kept coming`)
  await engine.stop()
})

await t.test('interval: blocks at the interval, with what waits in them', async (t) => {
  const { engine } = await new World().open({ pace: { mode: 'interval', blockTimeMs: 50 } })
  await engine.start()
  const events = collect(engine)
  engine.broadcast(kv('a', 1))
  engine.broadcast(kv('b', 2))
  const start = performance.now()
  while (events.length < 9) await nextBlock(engine)
  const ms = performance.now() - start
  t.equal(events[0]?.stored.block.txs.length, 2)
  t.ok(ms > 8 * 50 - 25, `9 blocks in ${ms.toFixed(0)} ms at 50 ms`)
  await engine.stop()
})

await t.test(
  'block time is that of the last commit, and rises whatever the clock does',
  async (t) => {
    let nowNs = genesis().genesisTimeNs - 5_000_000_000n
    const { engine } = await new World().open({ nowNs: () => nowNs })
    const times: bigint[] = []
    const makeAt = async (ns: bigint) => {
      nowNs = ns
      times.push((await engine.makeBlock()).stored.block.header.timeNs)
    }
    const start = genesis().genesisTimeNs
    await makeAt(start - 5_000_000_000n)
    await makeAt(start + 7_000_000_123n)
    await makeAt(start + 1n)
    await makeAt(start + 20_000_000_000n)
    const ms = 1_000_000n
    t.same(times, [start, start + ms, start + 7_000_000_123n, start + 7_000_000_123n + ms])
  },
)

await t.test('no block before genesis time', async (t) => {
  const world = new World()
  const doc = genesis({ genesisTimeNs: BigInt(Date.now() + 400) * 1_000_000n })
  const { engine } = await world.open({ genesis: doc, pace: { idleMs: 60_000 } })
  await engine.start()
  engine.broadcast(kv('early', 1))
  await sleep(40)
  t.equal(engine.status().latestHeight, 0n)
  await nextBlock(engine)
  t.ok(Date.now() * 1e6 >= Number(doc.genesisTimeNs) - 2e6)
  await engine.stop()
})

await t.test(
  'stop finishes the block in work and is idempotent; then nothing is made',
  async (t) => {
    const { engine } = await new World().open()
    const made = engine.makeBlock()
    await Promise.resolve()
    await engine.stop()
    await engine.stop()
    t.equal((await made).stored.block.header.height, 1n)
    await t.rejects(engine.makeBlock(), /stopped/)
  },
)

await t.test('a listener that throws harms nobody, and one that left hears nothing', async (t) => {
  const notes: string[] = []
  const { engine } = await new World().open({ note: (text) => notes.push(text) })
  engine.onBlock(() => {
    throw new Error('mine')
  })
  const heard: bigint[] = []
  const off = engine.onBlock((e) => heard.push(e.stored.block.header.height))
  await engine.makeBlock()
  off()
  await engine.makeBlock()
  t.same(heard, [1n])
  t.match(notes[0], /listener of blocks threw: Error: mine/)
  t.equal(engine.halted, undefined)
})

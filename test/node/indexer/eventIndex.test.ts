import fc from 'fast-check'
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import type { Event } from '../../../chain/types/event.js'
import type { IndexedTx, NewBlockEvent } from '../../../node/engine/types.js'
import { LevelEventIndex } from '../../../node/indexer/eventIndex.js'
import { compileQuery, indexedEvents } from '../../../node/indexer/match.js'
import { type Condition, type Query, parseQuery, printQuery } from '../../../node/indexer/query.js'
import { QueryError } from '../../../node/indexer/queryError.js'
import {
  attributeCondition,
  events,
  heightCondition,
  commonConditions,
  resultWith,
} from './generators.js'

const none = new Uint8Array(0)
const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest())
const upper = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex').toUpperCase()

interface Model {
  readonly blockEvents: readonly Event[]
  readonly txs: readonly (readonly Event[])[]
}

function blockOf(height: bigint, model: Model): NewBlockEvent {
  const txs = model.txs.map((_, i) => Buffer.from(`tx ${i === 3 ? 'same' : `${height}/${i}`}`))
  const id = { hash: none, partSetHeader: { total: 1, hash: none } }
  const header = {
    version: { block: 11n, app: 1n },
    chainId: 'test',
    height,
    timeNs: 0n,
    lastBlockId: id,
    lastCommitHash: none,
    dataHash: none,
    validatorsHash: none,
    nextValidatorsHash: none,
    consensusHash: none,
    appHash: none,
    lastResultsHash: none,
    evidenceHash: none,
    proposerAddress: none,
  }
  return {
    stored: { block: { header, txs, lastCommit: undefined }, blockId: id, sizeBytes: 0 },
    results: {
      events: model.blockEvents,
      txResults: model.txs.map((list, i) => resultWith(list, i % 2)),
      validatorUpdates: [],
      consensusParamUpdates: undefined,
      appHash: none,
    },
    txHashes: txs.map(sha256),
  }
}

async function withIndex<T>(
  use: (index: LevelEventIndex, directory: string) => Promise<T>,
  options = {},
): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'infonex-index-'))
  const index = await LevelEventIndex.open(directory, { sync: false, ...options })
  try {
    return await use(index, directory)
  } finally {
    await index.close()
    await rm(directory, { recursive: true })
  }
}

function allTxs(blocks: readonly NewBlockEvent[]): IndexedTx[] {
  return blocks.flatMap((b) =>
    b.stored.block.txs.map((tx, index) => {
      const result = b.results.txResults[index]
      assert(result !== undefined)
      const { height } = b.stored.block.header
      return { height, index, tx: new Uint8Array(tx), hash: sha256(tx), result }
    }),
  )
}

function filterTxs(txs: readonly IndexedTx[], query: Query): IndexedTx[] {
  const matches = compileQuery(query)
  return txs.filter((tx) =>
    matches({
      implied: new Map([
        ['tm.event', 'Tx'],
        ['tx.hash', upper(tx.hash)],
        ['tx.height', tx.height.toString()],
      ]),
      events: indexedEvents(tx.result.events),
    }),
  )
}

function filterBlocks(blocks: readonly NewBlockEvent[], query: Query): bigint[] {
  const matches = compileQuery(query)
  const found = blocks.filter((b) =>
    matches({
      implied: new Map([
        ['tm.event', 'NewBlock'],
        ['block.height', b.stored.block.header.height.toString()],
      ]),
      events: indexedEvents(b.results.events),
    }),
  )
  return found.map((b) => b.stored.block.header.height)
}

/** Reads every page of both orders and compares with the whole. */
async function samePages<T>(
  wanted: readonly T[],
  perPage: number,
  search: (o: { page: number; perPage: number; order: 'asc' | 'desc' }) => Promise<{
    items: readonly T[]
    totalCount: number
  }>,
): Promise<void> {
  for (const order of ['asc', 'desc'] as const) {
    const got: T[] = []
    for (let page = 1; page <= Math.ceil(wanted.length / perPage) + 1; page++) {
      const { items, totalCount } = await search({ page, perPage, order })
      assert.equal(totalCount, wanted.length)
      got.push(...items)
    }
    assert.deepEqual(got, order === 'asc' ? wanted : [...wanted].reverse())
  }
}

const chain = fc.array(
  fc.record({ blockEvents: events, txs: fc.array(events, { maxLength: 5, size: 'max' }) }),
  { minLength: 1, maxLength: 6 },
)
const hashCondition: fc.Arbitrary<Condition> = fc
  .constantFrom('tx same', 'tx 1/0', 'tx none')
  .map((tx) => ({
    tag: 'tx.hash',
    op: '=',
    operand: { kind: 'text', text: upper(sha256(Buffer.from(tx))).toLowerCase() },
  }))
const eventCondition: fc.Arbitrary<Condition> = fc
  .constantFrom('Tx', 'NewBlock', 'x')
  .map((text) => ({ tag: 'tm.event', op: '=', operand: { kind: 'text', text } }))

const attributes = fc.array(attributeCondition, { minLength: 1, maxLength: 4 })
const txQuery = fc.oneof(
  { weight: 2, arbitrary: attributes },
  { weight: 2, arbitrary: commonConditions },
  fc
    .tuple(attributes, fc.array(heightCondition('tx.height', 6), { minLength: 1, maxLength: 2 }))
    .map(([a, b]) => [...b, ...a]),
  fc.array(heightCondition('tx.height', 6), { minLength: 1, maxLength: 3 }),
  fc
    .tuple(
      fc.oneof(hashCondition, eventCondition),
      fc.array(fc.oneof(attributeCondition, heightCondition('tx.height', 6)), { maxLength: 2 }),
    )
    .map(([a, b]) => [a, ...b]),
)
const blockQuery = fc.oneof(
  attributes,
  commonConditions,
  fc.array(heightCondition('block.height', 6), { minLength: 1, maxLength: 3 }),
  fc
    .tuple(fc.oneof(eventCondition, heightCondition('block.height', 6)), attributes)
    .map(([a, b]) => [a, ...b]),
)

await t.test(
  'search equals filtering, in both orders and on all pages, before and after pruning',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        chain,
        fc.array(txQuery, { minLength: 8, maxLength: 8 }),
        fc.array(blockQuery, { minLength: 4, maxLength: 4 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 8 }),
        async (models, txQueries, blockQueries, perPage, below) => {
          const blocks = models.map((model, i) => blockOf(BigInt(i) + 1n, model))
          await withIndex(async (index) => {
            for (const block of blocks) await index.put(block)
            // A crash may repeat blocks.
            await index.put(blocks[blocks.length - 1] as NewBlockEvent)
            await index.put(blocks[0] as NewBlockEvent)
            const check = async (left: readonly NewBlockEvent[]): Promise<void> => {
              const txs = allTxs(left)
              for (const query of txQueries) {
                const text = printQuery(query)
                await samePages(filterTxs(txs, query), perPage, (o) => index.searchTxs(text, o))
              }
              for (const query of blockQueries) {
                const text = printQuery(query)
                await samePages(filterBlocks(left, query), perPage, (o) =>
                  index.searchBlocks(text, o),
                )
              }
            }
            await check(blocks)
            await index.prune(BigInt(below))
            await check(blocks.filter((b) => b.stored.block.header.height >= BigInt(below)))
          })
        },
      ),
      { numRuns: 60 },
    )
  },
)

const page = { page: 1, perPage: 30, order: 'asc' } as const
const transfer = (recipient: string): Event => ({
  type: 'transfer',
  attributes: [{ key: 'recipient', value: recipient, index: true }],
})

await t.test(
  'an index that is reopened goes on where it was, and pruned keys are gone',
  async (t) => {
    const directory = await mkdtemp(join(tmpdir(), 'infonex-index-'))
    t.teardown(() => rm(directory, { recursive: true }))
    let index = await LevelEventIndex.open(directory)
    t.equal(await index.lastHeight(), 0n)
    const blocks = [5n, 6n, 7n].map((height) =>
      blockOf(height, { blockEvents: [transfer('b')], txs: [[transfer('a')]] }),
    )
    for (const block of blocks) await index.put(block)
    await index.close()
    index = await LevelEventIndex.open(directory)
    t.equal(await index.lastHeight(), 7n)
    t.equal((await index.searchTxs("transfer.recipient='a'", page)).totalCount, 3)
    const hash = blocks[0]?.txHashes[0] as Uint8Array
    t.equal((await index.tx(hash))?.height, 5n)
    await index.prune(7n)
    t.equal(await index.tx(hash), undefined)
    t.same((await index.searchBlocks("transfer.recipient='b'", page)).items, [7n])
    t.same((await index.searchBlocks('block.height > 0', page)).items, [7n])
    t.equal((await index.searchTxs('tx.height > 0', page)).totalCount, 1)
    await index.put(blockOf(8n, { blockEvents: [], txs: [[], []] }))
    t.equal((await index.searchTxs('tx.height > 0', page)).totalCount, 3)
    await t.rejects(index.put(blockOf(3n, { blockEvents: [], txs: [] })), /got block 3, wanted one/)
    await index.put(blockOf(20n, { blockEvents: [], txs: [[]] }))
    t.equal(await index.lastHeight(), 20n)
    t.same((await index.searchBlocks('block.height > 0', page)).items, [20n])
    t.equal((await index.searchTxs('tx.height > 0', page)).totalCount, 1)
    await index.close()
  },
)

await t.test('a transaction found twice is answered by its latest block', async (t) => {
  await withIndex(async (index) => {
    const txs = [[], [], [], []]
    for (const height of [1n, 2n]) await index.put(blockOf(height, { blockEvents: [], txs }))
    const hash = sha256(Buffer.from('tx same'))
    t.equal((await index.tx(hash))?.height, 2n)
    const found = await index.searchTxs(`tx.hash='${upper(hash)}'`, page)
    t.same(
      found.items.map((tx) => tx.height),
      [1n, 2n],
    )
  })
})

await t.test('transactions of a block come in order whatever their values', async (t) => {
  await withIndex(async (index) => {
    const txs = ['b', 'a', 'b', 'c', 'a'].map((recipient) => [transfer(recipient)])
    await index.put(blockOf(1n, { blockEvents: [], txs }))
    for (const query of ['transfer.recipient EXISTS', "transfer.recipient CONTAINS ''"]) {
      for (const order of ['asc', 'desc'] as const) {
        const { items } = await index.searchTxs(query, { page: 1, perPage: 3, order })
        const wanted = order === 'asc' ? [0, 1, 2] : [4, 3, 2]
        t.same(
          items.map((tx) => tx.index),
          wanted,
        )
      }
    }
  })
})

await t.test('work per query is bounded and refused with a clear text', async (t) => {
  const limits = { maxScanned: 20, maxKept: 10, maxRunning: 1, maxWaiting: 1 }
  await withIndex(async (index) => {
    const txs = Array.from({ length: 30 }, () => [transfer('a')])
    for (let h = 1n; h <= 3n; h++) await index.put(blockOf(h, { blockEvents: [], txs }))
    const wide = index.searchTxs("transfer.recipient='a'", page)
    await t.rejects(
      wide,
      new QueryError('the query reads more than 20 index entries; narrow it with a height range'),
    )
    await t.rejects(index.searchTxs('transfer EXISTS', page), /more than 20 index entries/)
    const both = "transfer.recipient='a' AND transfer EXISTS AND tx.height = 1"
    await t.rejects(index.searchTxs(both, page), /more than 10 places satisfy single conditions/)
    await t.rejects(index.searchTxs("tx.hash CONTAINS 'A'", page), /tx.hash: got another condition/)
    await t.rejects(index.searchTxs("tx.height CONTAINS '1'", page), /tx.height: got CONTAINS/)
    t.equal((await index.searchTxs('tx.height >= 2', page)).totalCount, 60)
    const all = [1, 2, 3].map(() => index.searchTxs('tx.height = 1', page))
    const settled = await Promise.allSettled(all)
    t.same(
      settled.map((s) => s.status),
      ['fulfilled', 'fulfilled', 'rejected'],
    )
    t.match((settled[2] as PromiseRejectedResult).reason, /too many searches/)
  }, limits)
})

await t.test('a query that does not parse is refused before it waits', async (t) => {
  await withIndex((index) => {
    t.throws(() => index.searchTxs('x', page), QueryError)
    t.same(parseQuery('x EXISTS').length, 1)
    return Promise.resolve()
  })
})

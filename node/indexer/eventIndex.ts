/** The event index on LevelDB: one synchronous batch per block, searches on a snapshot. */
import { ClassicLevel } from 'classic-level'
import { createHash } from 'node:crypto'
import type { TxResult } from '../../chain/types/abci.js'
import type { EventIndex, IndexedTx, NewBlockEvent, Page } from '../engine/types.js'
import { compileQuery, indexedEvents } from './match.js'
import { parseQuery } from './query.js'
import { type Bounds, type Plan, planQuery } from './plan.js'
import { META_KEY, blockKey, hashKey, hashPrefix, height8, txKey } from './keys.js'
import { blockEntries } from './entries.js'
import {
  type BlockRecord,
  decodeBlockRecord,
  decodeTxRecord,
  encodeBlockRecord,
  encodeTxRecord,
} from './records.js'
import {
  type Db,
  type Position,
  type Reader,
  type Window,
  Budget,
  findPositions,
  pageOf,
  pageOfRows,
  readPosition,
  rowsInUse,
} from './search.js'
import { BlockBatch } from './blockBatch.js'
import { Turnstile } from './turnstile.js'
import { findInRange, heightsIn } from './heightRange.js'

/** What bounds the index; all have defaults. */
export interface EventIndexOptions {
  /** Index entries that one search may read. */
  readonly maxScanned?: number
  /** Places that one search may keep in memory, to compare conditions with each other. */
  readonly maxKept?: number
  /** Searches that run at a time; more wait. */
  readonly maxRunning?: number
  /** Searches that may wait; more are refused. */
  readonly maxWaiting?: number
  /**
   * Whether a block is on disk when `put` resolves. A node leaves it on: without it, a power cut may lose
   * a block in the middle of the index although later ones are there, since file systems write pages in
   * any order, and the engine re-feeds only from the last height.
   */
  readonly sync?: boolean
}

type SearchOptions = { page: number; perPage: number; order: 'asc' | 'desc' }

interface Found {
  readonly positions: readonly Position[]
  readonly total: number
}

const EMPTY: Found = { positions: [], total: 0 }

const NO_BYTES = Buffer.alloc(0)

const sha256 = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(createHash('sha256').update(bytes).digest())

function windowOf({ page, perPage, order }: SearchOptions): Window {
  return { skip: (page - 1) * perPage, limit: perPage, order }
}

/** Search over transactions and blocks by their events. */
export class LevelEventIndex implements EventIndex {
  readonly #db: Db
  readonly #maxScanned: number
  readonly #maxKept: number
  readonly #sync: boolean
  readonly #turnstile: Turnstile
  /** Heights indexed; first > last when there are none. */
  #kept: Bounds = { low: 1n, high: 0n }
  /** Transactions in all blocks up to the last, pruned ones included. */
  #txCount = 0
  /** Writes follow each other. */
  #tail: Promise<void> = Promise.resolve()

  private constructor(db: Db, options: EventIndexOptions) {
    this.#db = db
    this.#maxScanned = options.maxScanned ?? 1_000_000
    this.#maxKept = options.maxKept ?? 200_000
    this.#sync = options.sync ?? true
    this.#turnstile = new Turnstile(options.maxRunning ?? 4, options.maxWaiting ?? 256)
  }

  /** Opens the index in a directory, which it makes when it is missing. */
  static async open(directory: string, options: EventIndexOptions = {}): Promise<LevelEventIndex> {
    const db = new ClassicLevel<Buffer, Buffer>(directory, {
      keyEncoding: 'buffer',
      valueEncoding: 'buffer',
      writeBufferSize: 16 * 1024 * 1024,
      maxFileSize: 8 * 1024 * 1024,
    })
    await db.open()
    const index = new LevelEventIndex(db, options)
    const meta = await db.get(META_KEY)
    if (meta !== undefined) {
      index.#kept = { low: meta.readBigUInt64BE(0), high: meta.readBigUInt64BE(8) }
      index.#txCount = Number(meta.readBigUInt64BE(16))
    }
    return index
  }

  /** Waits for running writes and closes the files. */
  async close(): Promise<void> {
    await this.#tail
    await this.#db.close()
  }

  lastHeight(): Promise<bigint> {
    return Promise.resolve(this.#isEmpty() ? 0n : this.#kept.high)
  }

  put(event: NewBlockEvent): Promise<void> {
    return this.#inTurn(() => this.#put(event))
  }

  prune(below: bigint): Promise<void> {
    return this.#inTurn(() => this.#prune(below))
  }

  async tx(hash: Uint8Array): Promise<IndexedTx | undefined> {
    const [newest] = await this.#positionsOfHash(hash, { reverse: true, limit: 1 })
    if (newest === undefined) return undefined
    const [tx] = await this.#load([newest])
    return tx
  }

  searchTxs(query: string, options: SearchOptions): Promise<Page<IndexedTx>> {
    const parsed = parseQuery(query)
    return this.#turnstile.run(async () => {
      const plan = planQuery('txs', parsed, this.#kept)
      if (!plan.possible) return { items: [], totalCount: 0 }
      if (plan.hash !== undefined) return this.#byHash(plan.hash, compileQuery(parsed), options)
      const { positions, total } = await this.#find(plan, windowOf(options), (reader, window) =>
        findInRange(reader, plan.bounds, window),
      )
      return { items: await this.#load(positions), totalCount: total }
    })
  }

  searchBlocks(query: string, options: SearchOptions): Promise<Page<bigint>> {
    const parsed = parseQuery(query)
    return this.#turnstile.run(async () => {
      const plan = planQuery('blocks', parsed, this.#kept)
      if (!plan.possible) return { items: [], totalCount: 0 }
      const window = windowOf(options)
      if (plan.lookups.length === 0) return heightsIn(plan.bounds, window)
      const { positions, total } = await this.#find(plan, window, () => Promise.resolve(EMPTY))
      return { items: positions.map((p) => readPosition(p).height), totalCount: total }
    })
  }

  #isEmpty(): boolean {
    return this.#kept.low > this.#kept.high
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#tail.then(work)
    this.#tail = done.catch(() => undefined)
    return done
  }

  async #put(event: NewBlockEvent): Promise<void> {
    const { block } = event.stored
    const { height } = block.header
    const { txResults, events } = event.results
    if (block.txs.length !== txResults.length) {
      throw new RangeError(
        `index: block ${height}: got ${txResults.length} results, wanted ${block.txs.length}`,
      )
    }
    const before = await this.#countBefore(height)
    const batch = new BlockBatch(this.#db)
    for (let i = 0; i < block.txs.length; i++) {
      const tx = block.txs[i] as Uint8Array
      await batch.put(hashKey(event.txHashes[i] ?? sha256(tx), height, i), NO_BYTES)
      await batch.put(txKey(height, i), encodeTxRecord(tx, txResults[i] as TxResult))
    }
    for (const { key, value } of blockEntries(height, events, txResults)) {
      await batch.put(key, value())
    }
    const record: BlockRecord = { before, count: block.txs.length, events }
    await batch.put(blockKey(height), encodeBlockRecord(record))
    const isNew = this.#isEmpty() || height > this.#kept.high
    const kept = this.#isEmpty()
      ? { low: height, high: height }
      : { low: this.#kept.low, high: isNew ? height : this.#kept.high }
    const txCount = isNew ? before + record.count : this.#txCount
    await batch.put(META_KEY, meta(kept, txCount))
    await batch.write(this.#sync)
    this.#kept = kept
    this.#txCount = txCount
  }

  /**
   * Transactions before a block that is repeated or the next one. A block further on means that the
   * engine has pruned what lies between: what is older goes, for the index has no gaps.
   * @throws RangeError below the first block
   */
  async #countBefore(height: bigint): Promise<number> {
    if (height > this.#kept.high + 1n) await this.#prune(height)
    if (this.#isEmpty() || height === this.#kept.high + 1n) return this.#txCount
    const known = await this.#db.get(blockKey(height))
    if (known !== undefined) return decodeBlockRecord(known).before
    throw new RangeError(`index: got block ${height}, wanted one from ${this.#kept.low}`)
  }

  async #prune(below: bigint): Promise<void> {
    const stop = below > this.#kept.high ? this.#kept.high + 1n : below
    for (let height = this.#kept.low; height < stop; height++) {
      const stored = await this.#db.get(blockKey(height))
      const batch = new BlockBatch(this.#db)
      await batch.del(blockKey(height))
      if (stored !== undefined) {
        const record = decodeBlockRecord(stored)
        const positions = Array.from({ length: record.count }, (_, i) => ({ height, index: i }))
        const txs = await this.#loadAt(positions)
        for (const tx of txs) {
          await batch.del(hashKey(tx.hash, height, tx.index))
          await batch.del(txKey(height, tx.index))
        }
        const results = txs.map((tx) => tx.result)
        for (const { key } of blockEntries(height, record.events, results)) {
          await batch.del(key)
        }
      }
      const kept = { low: height + 1n, high: this.#kept.high }
      await batch.put(META_KEY, meta(kept, this.#txCount))
      // Not synchronous: what a power cut brings back is pruned again.
      // Before the batch, so that no search asks for what it deletes.
      this.#kept = kept
      await batch.write(false)
    }
  }

  async #find(
    plan: Plan,
    window: Window,
    inRange: (reader: Reader, window: Window) => Promise<Found>,
  ): Promise<Found> {
    const snapshot = this.#db.snapshot()
    const reader = { db: this.#db, snapshot, budget: new Budget(this.#maxScanned, this.#maxKept) }
    try {
      const [first, second] = plan.lookups
      if (first === undefined) return await inRange(reader, window)
      const used = await rowsInUse(reader, first, plan.bounds)
      if (second === undefined && used.length <= 1) {
        const [rows] = used
        return rows === undefined ? EMPTY : await pageOfRows(reader, rows, plan.bounds, window)
      }
      const all = await findPositions(reader, plan)
      return { positions: pageOf(all, window), total: all.length }
    } finally {
      await snapshot.close()
    }
  }

  async #byHash(
    hash: string,
    matches: ReturnType<typeof compileQuery>,
    options: SearchOptions,
  ): Promise<Page<IndexedTx>> {
    if (!/^[0-9A-F]{64}$/.test(hash)) return { items: [], totalCount: 0 }
    const positions = await this.#positionsOfHash(Buffer.from(hash, 'hex'), { limit: 1000 })
    const txs = await this.#load(positions)
    const found = txs.filter((tx) =>
      matches({
        implied: new Map([
          ['tm.event', 'Tx'],
          ['tx.hash', hash],
          ['tx.height', tx.height.toString()],
        ]),
        events: indexedEvents(tx.result.events),
      }),
    )
    return { items: pageOf(found, windowOf(options)), totalCount: found.length }
  }

  async #positionsOfHash(
    hash: Uint8Array,
    options: { reverse?: boolean; limit: number },
  ): Promise<Position[]> {
    const prefix = hashPrefix(hash)
    const end = Buffer.concat([
      prefix,
      height8((1n << 64n) - 1n),
      Buffer.from([255, 255, 255, 255]),
    ])
    const keys = await this.#db.keys({ gte: prefix, lte: end, ...options }).all()
    return keys.map((key) => key.toString('latin1', key.length - 12))
  }

  #load(positions: readonly Position[]): Promise<IndexedTx[]> {
    return this.#loadAt(positions.map(readPosition))
  }

  /** A transaction that was pruned in the meantime is left out. */
  async #loadAt(positions: readonly { height: bigint; index: number }[]): Promise<IndexedTx[]> {
    const records = await this.#db.getMany(positions.map((p) => txKey(p.height, p.index)))
    const out: IndexedTx[] = []
    for (let i = 0; i < positions.length; i++) {
      const record = records[i]
      const position = positions[i]
      if (record === undefined || position === undefined) continue
      out.push(decodeTxRecord(record, { ...position, hash: sha256 }))
    }
    return out
  }
}

function meta(kept: Bounds, txCount: number): Buffer {
  const out = Buffer.allocUnsafe(24)
  out.writeBigUInt64BE(kept.low, 0)
  out.writeBigUInt64BE(kept.high, 8)
  out.writeBigUInt64BE(BigInt(txCount), 16)
  return out
}

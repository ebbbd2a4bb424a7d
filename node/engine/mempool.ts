/**
 * Transactions that wait for a block.
 *
 * Admission: within the bounds on count and bytes, not seen before, and good by the application's CheckTx. A
 * full pool refuses; it never throws one transaction out for another, since the application has already
 * counted the sequence of the one that waits.
 *
 * Order: a transaction is as urgent as the least urgent of its sender's that must go before it; the most
 * urgent first, equals by arrival. Transactions of a sender go in the order of their sequences, always.
 *
 * Replacement: the application decides. One that counts sequences (the SDK's ante) refuses a second
 * transaction with a pending sequence, code 32. Where an application lets it pass, the one with the higher
 * priority stays and the newcomer of equal or lower priority is refused.
 *
 * After a block: its transactions leave, those past their time to live leave, and CheckTx (recheck) is run
 * on the rest in order; what is no longer good leaves.
 */
import { sha256Latin1 } from '../../chain/codec/hash.js'
import { fromLatin1, toLatin1 } from '../../chain/types/bytes.js'
import type { Application, CheckTxResponse, TxResult } from '../../chain/types/abci.js'
import { txSizeInBlock } from './comet/block.js'
import { EngineError, type Mempool, type MempoolTx } from './types.js'

/** Bounds; the defaults are CometBFT's. */
export interface MempoolLimits {
  /** Transactions that may wait. */
  readonly maxTxs: number
  /** Bytes of all that wait. */
  readonly maxBytes: number
  /** Bytes of one transaction. */
  readonly maxTxBytes: number
  /** Hashes remembered, so that the same bytes are not checked twice. */
  readonly cacheSize: number
  /** Blocks that a transaction may wait; 0 = no limit. */
  readonly ttlBlocks: number
}

/** CometBFT's bounds. */
export const MEMPOOL_LIMITS: MempoolLimits = {
  maxTxs: 5000,
  maxBytes: 64 * 1024 * 1024,
  maxTxBytes: 1024 * 1024,
  cacheSize: 10_000,
  ttlBlocks: 0,
}

/** What the block limits leave: bytes for transactions, and gas (-1 = no limit). */
export interface BlockRoom {
  readonly maxBytes: bigint
  readonly maxGas: bigint
}

interface Entry {
  readonly id: string
  readonly tx: Uint8Array
  readonly gasWanted: bigint
  readonly priority: bigint
  readonly sender: string
  readonly sequence: bigint
  readonly arrival: number
  readonly height: bigint
}

const INTERNAL = -32603
const internal = (detail: string): EngineError =>
  new EngineError(INTERNAL, 'Internal error', detail)

/** The pool; every call is synchronous. */
export class TxPool implements Mempool {
  private readonly app: Application
  private readonly limits: MempoolLimits
  /** By hash, in order of arrival. */
  private readonly entries = new Map<string, Entry>()
  private readonly bySender = new Map<string, Entry[]>()
  /** Hashes seen, oldest first. */
  private readonly cache = new Set<string>()
  /** The order of proposing, until something comes or goes. */
  private order: readonly Entry[] | undefined
  private totalBytes = 0
  private arrivals = 0
  private height = 0n
  private room: BlockRoom

  constructor(app: Application, room: BlockRoom, limits: Partial<MempoolLimits> = {}) {
    this.app = app
    this.room = room
    this.limits = { ...MEMPOOL_LIMITS, ...limits }
  }

  get size(): number {
    return this.entries.size
  }

  get bytes(): number {
    return this.totalBytes
  }

  /** A new chain state: what a block may hold now. */
  setRoom(height: bigint, room: BlockRoom): void {
    this.height = height
    this.room = room
  }

  add(tx: Uint8Array): CheckTxResponse {
    this.checkRoom(tx)
    const id = sha256Latin1(tx)
    if (this.cache.has(id)) {
      this.remember(id)
      throw internal('tx already exists in cache')
    }
    this.remember(id)
    let response: CheckTxResponse
    try {
      response = this.app.checkTx({ tx, kind: 'new' })
    } catch (error) {
      this.cache.delete(id)
      throw error
    }
    if (response.code !== 0) {
      this.cache.delete(id)
      return response
    }
    try {
      this.admit(id, tx, response)
    } catch (error) {
      this.cache.delete(id)
      throw error
    }
    return response
  }

  private checkRoom(tx: Uint8Array): void {
    const { maxTxs, maxBytes, maxTxBytes } = this.limits
    if (this.size >= maxTxs || this.totalBytes + tx.length > maxBytes)
      throw internal(
        `mempool is full: number of txs ${this.size} (max: ${maxTxs}), total txs bytes ${this.totalBytes} (max: ${maxBytes})`,
      )
    if (tx.length > maxTxBytes)
      throw internal(`Tx too large. Max size is ${maxTxBytes}, but got ${tx.length}`)
    const size = txSizeInBlock(tx)
    if (BigInt(size) > this.room.maxBytes)
      throw internal(`tx pre check: tx size is too big: ${size}, max: ${this.room.maxBytes}`)
  }

  private admit(id: string, tx: Uint8Array, response: CheckTxResponse): void {
    const { maxGas } = this.room
    if (maxGas !== -1n && response.gasWanted > maxGas)
      throw internal(`gas wanted ${response.gasWanted} is greater than max gas ${maxGas}`)
    const sender = response.sender ?? ''
    const entry: Entry = {
      id,
      tx,
      gasWanted: response.gasWanted,
      priority: response.priority ?? 0n,
      // A transaction whose application names no sender stands for itself.
      sender: sender === '' ? `tx:${id}` : `by:${sender}`,
      sequence: response.sequence ?? 0n,
      arrival: this.arrivals++,
      height: this.height,
    }
    const queue = this.bySender.get(entry.sender) ?? []
    const rival = queue.find((e) => e.sequence === entry.sequence)
    if (rival !== undefined) {
      if (rival.priority >= entry.priority)
        throw internal(
          `a transaction of ${sender} with sequence ${entry.sequence} already waits with priority ${rival.priority}, want more than that, got ${entry.priority}`,
        )
      this.remove(rival)
    }
    this.insert(entry)
  }

  private insert(entry: Entry): void {
    this.order = undefined
    const queue = this.bySender.get(entry.sender) ?? []
    let at = queue.length
    while (at > 0 && (queue[at - 1] as Entry).sequence > entry.sequence) at--
    queue.splice(at, 0, entry)
    this.bySender.set(entry.sender, queue)
    this.entries.set(entry.id, entry)
    this.totalBytes += entry.tx.length
  }

  private remove(entry: Entry): void {
    if (!this.entries.delete(entry.id)) return
    this.order = undefined
    this.totalBytes -= entry.tx.length
    const queue = this.bySender.get(entry.sender) ?? []
    queue.splice(queue.indexOf(entry), 1)
    if (queue.length === 0) this.bySender.delete(entry.sender)
  }

  private remember(id: string): void {
    this.cache.delete(id)
    this.cache.add(id)
    if (this.cache.size <= this.limits.cacheSize) return
    for (const oldest of this.cache) {
      this.cache.delete(oldest)
      return
    }
  }

  /** All that wait, in the order of proposing. */
  private ordered(): readonly Entry[] {
    return (this.order ??= this.sorted())
  }

  private sorted(): Entry[] {
    const ranked: { entry: Entry; priority: bigint; arrival: number; place: number }[] = []
    for (const queue of this.bySender.values()) {
      let priority = (queue[0] as Entry).priority
      let arrival = 0
      for (const [place, entry] of queue.entries()) {
        if (entry.priority < priority) priority = entry.priority
        arrival = Math.max(arrival, entry.arrival)
        ranked.push({ entry, priority, arrival, place })
      }
    }
    ranked.sort((a, b) => {
      if (a.priority !== b.priority) return a.priority > b.priority ? -1 : 1
      return a.arrival - b.arrival || a.place - b.place
    })
    return ranked.map((r) => r.entry)
  }

  list(limit: number): readonly MempoolTx[] {
    return this.ordered()
      .slice(0, Math.max(0, limit))
      .map(({ tx, id, gasWanted }) => ({ tx, hash: fromLatin1(id), gasWanted }))
  }

  /** What fits into a block; a sender whose next one does not fit waits with all that follow it. */
  reap(room: BlockRoom): Uint8Array[] {
    const txs: Uint8Array[] = []
    const waiting = new Set<string>()
    let [bytes, gas] = [0n, 0n]
    for (const entry of this.ordered()) {
      if (waiting.has(entry.sender)) continue
      const size = BigInt(txSizeInBlock(entry.tx))
      const fits =
        bytes + size <= room.maxBytes &&
        (room.maxGas === -1n || gas + entry.gasWanted <= room.maxGas)
      if (!fits) {
        waiting.add(entry.sender)
        continue
      }
      bytes += size
      gas += entry.gasWanted
      txs.push(entry.tx)
    }
    return txs
  }

  /** Whether a transaction waits here, by its hash. */
  has(hash: Uint8Array): boolean {
    return this.entries.has(toLatin1(hash))
  }

  /** A block was committed: see the head of this file. Gives how many left without being in it. */
  update(
    height: bigint,
    txHashes: readonly Uint8Array[],
    results: readonly TxResult[],
    room: BlockRoom,
  ): number {
    this.setRoom(height, room)
    for (const [i, hash] of txHashes.entries()) {
      const id = toLatin1(hash)
      const entry = this.entries.get(id)
      if (entry !== undefined) this.remove(entry)
      // A good one must not come again; a failed one might be good later.
      if (results[i]?.code === 0) this.remember(id)
      else this.cache.delete(id)
    }
    let left = 0
    for (const entry of this.ordered()) {
      if (this.stillGood(entry)) continue
      this.remove(entry)
      this.cache.delete(entry.id)
      left++
    }
    return left
  }

  private stillGood(entry: Entry): boolean {
    const { ttlBlocks } = this.limits
    if (ttlBlocks > 0 && this.height - entry.height >= BigInt(ttlBlocks)) return false
    if (BigInt(txSizeInBlock(entry.tx)) > this.room.maxBytes) return false
    const { maxGas } = this.room
    if (maxGas !== -1n && entry.gasWanted > maxGas) return false
    return this.app.checkTx({ tx: entry.tx, kind: 'recheck' }).code === 0
  }

  /** Forgets everything; the cache too. */
  flush(): void {
    this.entries.clear()
    this.bySender.clear()
    this.cache.clear()
    this.order = undefined
    this.totalBytes = 0
  }
}

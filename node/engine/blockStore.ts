/** Blocks, commits, results, validator sets, params and the engine's state in one database. */
import { codec } from '../../chain/codec/proto.js'
import type { ConsensusParams, FinalizeBlockResponse } from '../../chain/types/abci.js'
import { be64, fromBe64 } from '../../chain/types/bytes.js'
import { commitBytes } from '../../proto/comet/header.js'
import type { Block, BlockId, Commit, Validator } from '../../proto/comet/types.js'
import { decodeSet, decodeState, encodeSet, encodeState, type ChainState } from './chainState.js'
import { blockIdFrom, decodeBlock, decodeCommit } from './comet/block.js'
import { decodeParams, encodeParams } from './comet/params.js'
import { decodeResults, encodeResults } from './comet/resultsCodec.js'
import type { KvDb, KvOp } from './kvDb.js'
import type { BlockStore, StoredBlock } from './types.js'

const metaCodec = codec('infonex.engine.v1.BlockMeta')
const rangeCodec = codec('infonex.engine.v1.StoreRange')

/** First byte of a key; what follows is a height (big-endian) or a hash. */
const PREFIX = {
  block: 'b',
  meta: 'm',
  seenCommit: 'c',
  results: 'r',
  validators: 'v',
  params: 'p',
  hash: 'h',
} as const
const STATE_KEY = Buffer.from('state')
const RANGE_KEY = Buffer.from('range')
/** Heights that one pruning batch removes. */
const PRUNE_BATCH = 500n

const at = (prefix: string, height: bigint): Uint8Array =>
  Buffer.concat([Buffer.from(prefix), be64(height)])
const hashKey = (hash: Uint8Array): Uint8Array => Buffer.concat([Buffer.from(PREFIX.hash), hash])
const put = (key: Uint8Array, value: Uint8Array): KvOp => ({ type: 'put', key, value })

/** The store of one chain; each save is one atomic and durable batch. */
export class KvBlockStore implements BlockStore {
  private readonly db: KvDb
  private range = { base: 0n, height: 0n }

  private constructor(db: KvDb) {
    this.db = db
  }

  static async open(db: KvDb): Promise<KvBlockStore> {
    const store = new KvBlockStore(db)
    await store.reload()
    return store
  }

  /** Reads the range of blocks anew: after a failed write it is not known what the database holds. */
  async reload(): Promise<void> {
    const bytes = await this.db.get(RANGE_KEY)
    this.range = bytes === undefined ? { base: 0n, height: 0n } : rangeCodec.decode(bytes)
  }

  get base(): bigint {
    return this.range.base
  }

  get height(): bigint {
    return this.range.height
  }

  /** The state after the last block that was applied; undefined on a new chain. */
  async state(): Promise<ChainState | undefined> {
    const bytes = await this.db.get(STATE_KEY)
    return bytes === undefined ? undefined : decodeState(bytes)
  }

  async saveBlock(
    block: Block,
    bytes: Uint8Array,
    blockId: BlockId,
    seenCommit: Commit,
  ): Promise<void> {
    const { height } = block.header
    const range = { base: this.range.base === 0n ? height : this.range.base, height }
    await this.db.batch([
      put(at(PREFIX.block, height), bytes),
      put(at(PREFIX.meta, height), metaCodec.encode({ blockId, sizeBytes: BigInt(bytes.length) })),
      put(at(PREFIX.seenCommit, height), commitBytes(seenCommit)),
      put(hashKey(blockId.hash), be64(height)),
      put(RANGE_KEY, rangeCodec.encode(range)),
    ])
    this.range = range
  }

  async saveResults(height: bigint, response: FinalizeBlockResponse): Promise<void> {
    await this.db.batch([put(at(PREFIX.results, height), encodeResults(response))])
  }

  /** Saves the state with the validator sets and params that it makes known. */
  async saveState(state: ChainState): Promise<void> {
    const next = state.height === 0n ? state.initialHeight : state.height + 1n
    await this.db.batch([
      put(STATE_KEY, encodeState(state)),
      put(at(PREFIX.validators, next), encodeSet(state.validators)),
      put(at(PREFIX.validators, next + 1n), encodeSet(state.nextValidators)),
      put(at(PREFIX.params, next), encodeParams(state.params)),
    ])
  }

  async block(height: bigint): Promise<StoredBlock | undefined> {
    const [bytes, meta] = await Promise.all([
      this.db.get(at(PREFIX.block, height)),
      this.db.get(at(PREFIX.meta, height)),
    ])
    if (bytes === undefined || meta === undefined) return undefined
    try {
      const { blockId, sizeBytes } = metaCodec.decode(meta)
      return {
        block: decodeBlock(bytes),
        blockId: blockIdFrom(blockId),
        sizeBytes: Number(sizeBytes),
      }
    } catch (error) {
      throw new Error(`block #${height} in the store is damaged: ${(error as Error).message}`, {
        cause: error,
      })
    }
  }

  async heightOf(blockHash: Uint8Array): Promise<bigint | undefined> {
    const bytes = await this.db.get(hashKey(blockHash))
    return bytes === undefined ? undefined : fromBe64(bytes)
  }

  async commit(height: bigint): Promise<{ commit: Commit; canonical: boolean } | undefined> {
    const next = height < this.range.height ? await this.block(height + 1n) : undefined
    if (next?.block.lastCommit !== undefined)
      return { commit: next.block.lastCommit, canonical: true }
    const commit = await this.seenCommit(height)
    return commit === undefined ? undefined : { commit, canonical: false }
  }

  /** The commit that this node made for a height. */
  async seenCommit(height: bigint): Promise<Commit | undefined> {
    const bytes = await this.db.get(at(PREFIX.seenCommit, height))
    return bytes === undefined ? undefined : decodeCommit(bytes)
  }

  async results(height: bigint): Promise<FinalizeBlockResponse | undefined> {
    const bytes = await this.db.get(at(PREFIX.results, height))
    return bytes === undefined ? undefined : decodeResults(bytes)
  }

  async validators(height: bigint): Promise<readonly Validator[] | undefined> {
    const bytes = await this.db.get(at(PREFIX.validators, height))
    return bytes === undefined ? undefined : decodeSet(bytes).validators
  }

  async consensusParams(height: bigint): Promise<ConsensusParams | undefined> {
    const bytes = await this.db.get(at(PREFIX.params, height))
    return bytes === undefined ? undefined : decodeParams(bytes)
  }

  /** Removes the blocks below a height, never the last one; gives how many went. */
  async prune(retainHeight: bigint): Promise<bigint> {
    const end = retainHeight < this.range.height ? retainHeight : this.range.height
    const from = this.range.base
    if (from === 0n) return 0n
    for (let low = from; low < end; low += PRUNE_BATCH) {
      const high = low + PRUNE_BATCH < end ? low + PRUNE_BATCH : end
      await this.pruneBatch(low, high)
    }
    return end > from ? end - from : 0n
  }

  private async pruneBatch(low: bigint, high: bigint): Promise<void> {
    const ops: KvOp[] = []
    for (let height = low; height < high; height++) {
      const meta = await this.db.get(at(PREFIX.meta, height))
      if (meta !== undefined)
        ops.push({ type: 'del', key: hashKey(blockIdFrom(metaCodec.decode(meta).blockId).hash) })
      for (const prefix of [
        PREFIX.block,
        PREFIX.meta,
        PREFIX.seenCommit,
        PREFIX.results,
        PREFIX.params,
      ])
        ops.push({ type: 'del', key: at(prefix, height) })
      // The set that signed the last block below the base is needed to execute the base again.
      ops.push({ type: 'del', key: at(PREFIX.validators, height - 1n) })
    }
    const range = { base: high, height: this.range.height }
    await this.db.batch([...ops, put(RANGE_KEY, rangeCodec.encode(range))])
    // A block may have been saved while the batch was written.
    this.range = { base: high, height: this.range.height }
  }

  async close(): Promise<void> {
    await this.db.close()
  }
}

/**
 * A small engine in memory with CometBFT's real structures: blocks are made on demand of what is in the
 * pool, hashed, signed and indexed. Its application is a key-value store without state.
 */
import type { KeyObject } from 'node:crypto'
import { generateKeyPairSync, sign } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sha256 } from '../../../chain/codec/hash.js'
import type {
  Application,
  CheckTxResponse,
  FinalizeBlockResponse,
  QueryRequest,
  QueryResponse,
  TxResult,
} from '../../../chain/types/abci.js'
import { type Event, event } from '../../../chain/types/event.js'
import { EMPTY_HASH, blockBytes, blockIdOf } from '../../../node/engine/comet/block.js'
import { DEFAULT_PARAMS, paramsHash } from '../../../node/engine/comet/params.js'
import { resultsHash } from '../../../node/engine/comet/results.js'
import { validatorAddress } from '../../../node/engine/comet/validatorSet.js'
import type {
  BlockStore,
  Commit,
  Engine,
  EngineError,
  EngineStatus,
  GenesisDoc,
  Mempool,
  NewBlockEvent,
  StoredBlock,
  Validator,
} from '../../../node/engine/types.js'
import { LevelEventIndex } from '../../../node/indexer/eventIndex.js'
import {
  NO_BLOCK,
  commitHash,
  dataHash,
  precommitSignBytes,
  validatorsHash,
} from '../../../proto/comet/header.js'

const NONE = new Uint8Array(0)
const CHAIN_ID = 'memory-1'

const GOOD: TxResult = {
  code: 0,
  data: NONE,
  log: '',
  info: '',
  gasWanted: 1n,
  gasUsed: 0n,
  events: [],
  codespace: '',
}

/** k=v is good; its events are those of CometBFT's kvstore. */
function eventsOf(tx: Uint8Array): Event[] {
  const [key = '', value = ''] = Buffer.from(tx).toString('latin1').split('=')
  return [
    event('app', [
      ['creator', 'Cosmoshi Netowoko'],
      ['key', key],
      ['index_key', 'index is working'],
    ]),
    event('app', [
      ['creator', 'Cosmoshi'],
      ['key', value],
    ]),
  ]
}

function checkTx(tx: Uint8Array): CheckTxResponse {
  const parts = Buffer.from(tx).toString('latin1').split('=')
  if (parts.length === 2 && parts[0] !== '' && parts[1] !== '') return GOOD
  return { ...GOOD, code: 2, log: 'invalid tx format', codespace: 'kvstore', gasWanted: 0n }
}

function query(request: QueryRequest, height: bigint): QueryResponse {
  const good = {
    code: 0,
    log: 'exists',
    info: '',
    index: -1n,
    key: request.data,
    value: Buffer.from('v'),
    proofOps: request.prove ? [{ type: 'ics23:iavl', key: request.data, data: NONE }] : undefined,
    height,
    codespace: '',
  }
  if (request.path === '/key') return good
  const log = 'unknown query path: unknown request'
  return { ...good, code: 6, log, codespace: 'sdk', key: NONE, value: NONE, proofOps: undefined }
}

/** Makes blocks when told to. */
export class MemoryEngine implements Engine {
  readonly app: Application
  readonly genesis: GenesisDoc
  readonly blocks: BlockStore
  readonly mempool: Mempool
  readonly index: LevelEventIndex
  /** Added to every block's own events. */
  blockEvents: readonly Event[] = []
  /** Makes a result larger than life. */
  txData: Uint8Array = NONE
  halted: string | undefined
  /** What broadcasts throw, if set. */
  refusal: EngineError | undefined
  readonly #directory: string
  readonly #validator: Validator
  readonly #key: KeyObject
  readonly #stored: StoredBlock[] = []
  readonly #results: FinalizeBlockResponse[] = []
  readonly #commits: Commit[] = []
  readonly #pool: Uint8Array[] = []
  readonly #listeners = new Set<(event: NewBlockEvent) => void>()
  #appHash: Uint8Array = sha256(NONE)

  private constructor(index: LevelEventIndex, directory: string) {
    this.index = index
    this.#directory = directory
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    this.#key = privateKey
    const { x = '' } = publicKey.export({ format: 'jwk' })
    const pubKey = new Uint8Array(Buffer.from(x, 'base64url'))
    const address = validatorAddress('ed25519', pubKey)
    const pubKeyType = 'ed25519'
    this.#validator = { address, pubKeyType, pubKey, power: 10n, proposerPriority: 0n }
    this.genesis = {
      genesisTimeNs: 1767225600000000001n,
      chainId: CHAIN_ID,
      initialHeight: 1n,
      consensusParams: DEFAULT_PARAMS,
      validators: [{ pubKeyType, pubKey, power: 10n, name: 'only' }],
      appHash: NONE,
      appState: { text: 'ü' },
    }
    this.app = {
      info: () => ({
        data: '{"size":0}',
        version: '1',
        appVersion: 1n,
        lastBlockHeight: this.blocks.height,
        lastBlockAppHash: this.#appHash,
      }),
      query: (request: QueryRequest) => query(request, this.blocks.height),
      checkTx: ({ tx }: { tx: Uint8Array }) => checkTx(tx),
    } as unknown as Application
    this.blocks = this.#blockStore()
    this.mempool = this.#mempool()
  }

  static async open(): Promise<MemoryEngine> {
    const directory = await mkdtemp(join(tmpdir(), 'infonex-rpc-'))
    const index = await LevelEventIndex.open(directory, { sync: false })
    return new MemoryEngine(index, directory)
  }

  async close(): Promise<void> {
    await this.index.close()
    await rm(this.#directory, { recursive: true })
  }

  #blockStore(): BlockStore {
    const at = <T>(list: readonly T[], height: bigint): Promise<T | undefined> =>
      Promise.resolve(list[Number(height) - 1])
    const height = (): bigint => BigInt(this.#stored.length)
    return {
      get base() {
        return height() === 0n ? 0n : 1n
      },
      get height() {
        return height()
      },
      block: (h) => at(this.#stored, h),
      heightOf: (hash) => {
        const found = this.#stored.findIndex((s) => Buffer.from(hash).equals(s.blockId.hash))
        return Promise.resolve(found < 0 ? undefined : BigInt(found) + 1n)
      },
      commit: async (h) => {
        const commit = await at(this.#commits, h)
        return commit && { commit, canonical: h < height() }
      },
      results: (h) => at(this.#results, h),
      validators: () => Promise.resolve([this.#validator]),
      consensusParams: () => Promise.resolve(DEFAULT_PARAMS),
    }
  }

  #mempool(): Mempool {
    const pool = this.#pool
    return {
      get size() {
        return pool.length
      },
      get bytes() {
        return pool.reduce((sum, tx) => sum + tx.length, 0)
      },
      list: (limit) => pool.slice(0, limit).map((tx) => ({ tx, hash: sha256(tx), gasWanted: 1n })),
      add: (tx) => this.broadcast(tx),
    }
  }

  status(): EngineStatus {
    const last = this.#stored[this.#stored.length - 1]
    const first = this.#stored[0]
    return {
      moniker: 'memory',
      nodeId: new Uint8Array(20).fill(3),
      validator: this.#validator,
      latestHeight: last?.block.header.height ?? 0n,
      latestBlockHash: last?.blockId.hash ?? NONE,
      latestAppHash: this.#appHash,
      latestTimeNs: last?.block.header.timeNs ?? 0n,
      earliestHeight: 1n,
      earliestBlockHash: first?.blockId.hash ?? NONE,
      earliestAppHash: first?.block.header.appHash ?? NONE,
      earliestTimeNs: first?.block.header.timeNs ?? 0n,
    }
  }

  broadcast(tx: Uint8Array): CheckTxResponse {
    if (this.refusal !== undefined) throw this.refusal
    const check = checkTx(tx)
    if (check.code === 0) this.#pool.push(tx)
    return check
  }

  onBlock(listener: (event: NewBlockEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #nextBlock(txs: readonly Uint8Array[], nowNs: bigint): StoredBlock {
    const set = validatorsHash(sha256, [this.#validator])
    const last = this.#stored.length - 1
    const lastCommit = this.#commits[last]
    const header = {
      version: { block: 11n, app: 1n },
      chainId: CHAIN_ID,
      height: BigInt(last) + 2n,
      timeNs: nowNs,
      lastBlockId: this.#stored[last]?.blockId ?? NO_BLOCK,
      lastCommitHash: commitHash(sha256, lastCommit),
      dataHash: dataHash(sha256, txs.map(sha256)),
      validatorsHash: set,
      nextValidatorsHash: set,
      consensusHash: paramsHash(DEFAULT_PARAMS),
      appHash: this.#appHash,
      lastResultsHash: resultsHash(this.#results[last]?.txResults ?? []),
      evidenceHash: EMPTY_HASH,
      proposerAddress: this.#validator.address,
    }
    const block = { header, txs, lastCommit }
    const bytes = blockBytes(block)
    return { block, blockId: blockIdOf(header, bytes), sizeBytes: bytes.length }
  }

  /** One block of everything in the pool. */
  async makeBlock(): Promise<NewBlockEvent> {
    const nowNs = BigInt(Date.now()) * 1_000_000n + 7n
    const txs = this.#pool.splice(0)
    const stored = this.#nextBlock(txs, nowNs)
    const { height } = stored.block.header
    const vote = { height, round: 0, blockId: stored.blockId, timeNs: nowNs }
    const signature = new Uint8Array(sign(null, precommitSignBytes(CHAIN_ID, vote), this.#key))
    const validatorAddress = this.#validator.address
    const signatures = [{ blockIdFlag: 2 as const, validatorAddress, timeNs: nowNs, signature }]
    this.#appHash = sha256(Buffer.concat([this.#appHash, ...txs]))
    const results = {
      events: this.blockEvents,
      txResults: txs.map((tx) => ({ ...GOOD, data: this.txData, events: eventsOf(tx) })),
      validatorUpdates: [],
      consensusParamUpdates: undefined,
      appHash: this.#appHash,
    }
    const made = { stored, results, txHashes: txs.map(sha256) }
    await this.index.put(made)
    this.#commits.push({ height, round: 0, blockId: stored.blockId, signatures })
    this.#results.push(results)
    this.#stored.push(stored)
    for (const listener of this.#listeners) listener(made)
    return made
  }
}

/** A machine for engine tests: what is durable, and a fuse that blows before or after any durable step. */
import { sha256 } from '../../chain/codec/hash.js'
import type { Application } from '../../chain/types/abci.js'
import { toHex, utf8 } from '../../chain/types/bytes.js'
import { DEFAULT_PARAMS } from '../../node/engine/comet/params.js'
import { EmbeddedEngine, type EngineOptions } from '../../node/engine/embeddedEngine.js'
import type { KvDb, KvOp } from '../../node/engine/kvDb.js'
import type { EventIndex, GenesisDoc, IndexedTx, NewBlockEvent } from '../../node/engine/types.js'
import {
  FileSigner,
  keyFromSeed,
  parseSignState,
  printSignState,
  UNSIGNED,
  type BlockSigner,
} from '../../node/engine/validatorKey.js'
import { KvStoreApp } from '../../node/kvstore/app.js'
import type { Commit } from '../../node/kvstore/log.js'

export const KEY = keyFromSeed(sha256(utf8('test validator')))

/** A genesis of the test validator alone. */
export function genesis(change: Partial<GenesisDoc> = {}): GenesisDoc {
  return {
    genesisTimeNs: 1_700_000_000_000_000_000n,
    chainId: 'engine-test',
    initialHeight: 1n,
    consensusParams: DEFAULT_PARAMS,
    validators: [{ pubKeyType: 'ed25519', pubKey: KEY.pubKey, power: 10n, name: 'test' }],
    appHash: new Uint8Array(0),
    appState: {},
    ...change,
  }
}

/** An index that lives in memory and counts what it is given. */
export class MemoryIndex implements EventIndex {
  readonly heights: bigint[] = []
  private readonly txs = new Map<string, IndexedTx>()

  put(event: NewBlockEvent): Promise<void> {
    const { height } = event.stored.block.header
    this.heights.push(height)
    for (const [index, tx] of event.stored.block.txs.entries()) {
      const [hash, result] = [event.txHashes[index], event.results.txResults[index]]
      if (hash !== undefined && result !== undefined)
        this.txs.set(toHex(hash), { height, index, tx, hash, result })
    }
    return Promise.resolve()
  }

  lastHeight(): Promise<bigint> {
    return Promise.resolve(this.heights.reduce((a, b) => (a > b ? a : b), 0n))
  }

  tx(hash: Uint8Array): Promise<IndexedTx | undefined> {
    return Promise.resolve(this.txs.get(toHex(hash)))
  }

  searchTxs(): Promise<never> {
    return Promise.reject(new Error('not asked in these tests'))
  }

  searchBlocks(): Promise<never> {
    return Promise.reject(new Error('not asked in these tests'))
  }

  prune(): Promise<void> {
    return Promise.resolve()
  }
}

/** Blows at the n-th durable step, before or after its effect. */
export class Fuse {
  steps = 0
  readonly names: string[] = []
  private readonly at: number
  private readonly when: 'before' | 'after'
  /** A crash: nothing works any more. A fault: only this once. */
  private readonly kind: 'crash' | 'fault'
  private dead = false

  constructor(at: number, when: 'before' | 'after' = 'before', kind: 'crash' | 'fault' = 'crash') {
    this.at = at
    this.when = when
    this.kind = kind
  }

  guard<T>(name: string, effect: () => T): T {
    if (this.dead) throw new Error('the process is dead')
    const here = this.steps++ === this.at
    this.names.push(name)
    if (here && this.when === 'before') this.blow(name)
    const result = effect()
    if (here && this.when === 'after') this.blow(name)
    return result
  }

  private blow(name: string): never {
    this.dead = this.kind === 'crash'
    throw new Error(`ENOSPC: no space left at ${name}`)
  }
}

/** What survives the process. */
export class World {
  readonly rows = new Map<string, Uint8Array>()
  signState = printSignState(UNSIGNED)
  commits: Commit[] = []
  /** Every signature that ever left, over all lives. */
  readonly signed: { height: bigint; round: number; signBytes: string }[] = []
  readonly index = new MemoryIndex()
  fuse = new Fuse(-1)

  db(): KvDb {
    const { rows, fuse } = this
    return {
      get: (key) => Promise.resolve(rows.get(toHex(key))),
      batch: async (ops: readonly KvOp[]) => {
        await Promise.resolve()
        fuse.guard('batch', () => {
          for (const op of ops) {
            if (op.type === 'put') rows.set(toHex(op.key), Uint8Array.from(op.value))
            else rows.delete(toHex(op.key))
          }
        })
      },
      close: () => Promise.resolve(),
    }
  }

  signer(): BlockSigner {
    const { fuse, signed } = this
    const inner = new FileSigner(KEY, parseSignState(this.signState), (state) =>
      fuse.guard('sign', () => {
        this.signState = printSignState(state)
      }),
    )
    return {
      pubKeyType: 'ed25519',
      pubKey: inner.pubKey,
      address: inner.address,
      get state() {
        return inner.state
      },
      signPrecommit: (height, round, signBytes) => {
        const signature = inner.signPrecommit(height, round, signBytes)
        signed.push({ height, round, signBytes: toHex(signBytes) })
        return signature
      },
    }
  }

  app(): KvStoreApp {
    const { fuse } = this
    const pairs = this.commits.flatMap((c) => [...c.pairs])
    const last = this.commits.at(-1)
    const sink = {
      append: (commit: Commit) =>
        fuse.guard('commit', () => {
          this.commits.push(commit)
        }),
      close: () => undefined,
    }
    return new KvStoreApp({
      log: sink,
      commit: last === undefined ? undefined : { ...last, pairs },
    })
  }

  /** A process on this machine. */
  open(change: Partial<EngineOptions> = {}, wrap = (app: Application): Application => app) {
    return EmbeddedEngine.open({
      app: wrap(this.app()),
      genesis: genesis(),
      db: this.db(),
      signer: this.signer(),
      nodeId: new Uint8Array(20),
      index: this.index,
      retryMs: 0,
      ...change,
    })
  }
}

/** `key=value` as bytes. */
export const kv = (key: string | number, value: string | number): Uint8Array =>
  utf8(`${key}=${value}`)

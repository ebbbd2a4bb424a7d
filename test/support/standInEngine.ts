/** An engine of two hand-made blocks, for tests of the doors in front of an engine. */
import { sha256, sha256Hex } from '../../chain/codec/hash.js'
import { codec } from '../../chain/codec/proto.js'
import type {
  Application,
  CheckTxResponse,
  FinalizeBlockResponse,
  QueryRequest,
  QueryResponse,
  TxResult,
} from '../../chain/types/abci.js'
import type { Engine, IndexedTx, StoredBlock, Validator } from '../../node/engine/types.js'

const EMPTY = new Uint8Array(0)
const bytes32 = (n: number): Uint8Array => new Uint8Array(32).fill(n)

/** An answer of abci_query with defaults. */
export function queryResponse(part: Partial<QueryResponse>): QueryResponse {
  return {
    ...{ code: 0, log: '', info: '', index: 0n, key: EMPTY, value: EMPTY },
    ...{ proofOps: undefined, height: 2n, codespace: '' },
    ...part,
  }
}

/** Bytes of a transaction with one MsgSend. */
export function sampleTx(memo: string): Uint8Array {
  const value = codec('cosmos.bank.v1beta1.MsgSend').encode({
    fromAddress: 'infonex1from',
    toAddress: 'infonex1to',
    amount: [{ denom: 'uinx', amount: '5' }],
  })
  const bodyBytes = codec('cosmos.tx.v1beta1.TxBody').encode({
    messages: [{ type_url: '/cosmos.bank.v1beta1.MsgSend', value }],
    ...{ memo, timeoutHeight: 0n, extensionOptions: [], nonCriticalExtensionOptions: [] },
  })
  const authInfoBytes = codec('cosmos.tx.v1beta1.AuthInfo').encode({
    signerInfos: [],
    fee: { amount: [], gasLimit: 100n, payer: '', granter: '' },
    tip: null,
  })
  return codec('cosmos.tx.v1beta1.TxRaw').encode({
    ...{ bodyBytes, authInfoBytes },
    signatures: [new Uint8Array(64).fill(7)],
  })
}

/** The two transactions of block 2; the first was injected and is no transaction. */
export const INJECTED = new Uint8Array([0xff, 0x01])
export const SAMPLE_TX = sampleTx('hello')

const result: TxResult = {
  ...{ code: 0, data: new Uint8Array([1, 2]), log: '', info: '', gasWanted: 100n, gasUsed: 90n },
  events: [{ type: 'transfer', attributes: [{ key: 'amount', value: '5uinx', index: true }] }],
  codespace: '',
}

export const VALIDATOR: Validator = {
  address: new Uint8Array(20).fill(9),
  pubKeyType: 'ed25519',
  pubKey: bytes32(8),
  power: 10n,
  proposerPriority: 0n,
}

/** 2026-01-01T00:00:00Z and two seconds on. */
const START_NS = 1_767_225_600_000_000_000n

function storedBlock(height: bigint, txs: readonly Uint8Array[]): StoredBlock {
  const blockId = { hash: bytes32(Number(height)), partSetHeader: { total: 1, hash: bytes32(40) } }
  return {
    blockId,
    sizeBytes: 500,
    block: {
      txs,
      lastCommit: undefined,
      header: {
        version: { block: 11n, app: 1n },
        chainId: 'test-1',
        height,
        timeNs: START_NS + height * 1_000_000_000n,
        lastBlockId: { hash: EMPTY, partSetHeader: { total: 0, hash: EMPTY } },
        ...{ lastCommitHash: bytes32(1), dataHash: bytes32(2), validatorsHash: bytes32(3) },
        ...{ nextValidatorsHash: bytes32(4), consensusHash: bytes32(5), appHash: bytes32(6) },
        ...{ lastResultsHash: bytes32(7), evidenceHash: sha256(EMPTY) },
        proposerAddress: VALIDATOR.address,
      },
    },
  }
}

const BLOCKS = [storedBlock(1n, []), storedBlock(2n, [INJECTED, SAMPLE_TX])]

export interface StandIn {
  /** The application's answers. */
  query?(request: QueryRequest): QueryResponse
  /** What becomes of a broadcast. */
  broadcast?(tx: Uint8Array): CheckTxResponse
  /** What a search finds; default the sample transaction. */
  search?(query: string, options: { page: number; perPage: number; order: string }): IndexedTx[]
}

/** An engine that answers from two fixed blocks; only what the doors ask is there. */
export function standInEngine(parts: StandIn = {}): Engine {
  const indexed: IndexedTx = {
    ...{ height: 2n, index: 1, tx: SAMPLE_TX, hash: sha256(SAMPLE_TX), result },
  }
  const app = {
    info: () => ({
      ...{ data: 'test', version: '1', appVersion: 1n, lastBlockHeight: 2n },
      lastBlockAppHash: bytes32(6),
    }),
    query: parts.query ?? (() => queryResponse({})),
  } as unknown as Application
  return {
    app,
    genesis: {
      ...{ genesisTimeNs: START_NS, chainId: 'test-1', initialHeight: 1n, appHash: EMPTY },
      consensusParams: {
        block: { maxBytes: -1n, maxGas: -1n },
        evidence: { maxAgeNumBlocks: 1n, maxAgeDurationNs: 1n, maxBytes: 0n },
        validator: { pubKeyTypes: ['ed25519'] },
        version: { app: 1n },
      },
      ...{ validators: [], appState: {} },
    },
    blocks: {
      base: 1n,
      height: 2n,
      block: (height) => Promise.resolve(BLOCKS[Number(height) - 1]),
      heightOf: () => Promise.resolve(undefined),
      commit: () => Promise.resolve(undefined),
      results: () => Promise.resolve<FinalizeBlockResponse | undefined>(undefined),
      validators: () => Promise.resolve([VALIDATOR]),
      consensusParams: () => Promise.resolve(undefined),
    },
    mempool: { size: 0, bytes: 0, list: () => [], add: () => result },
    index: {
      put: () => Promise.resolve(),
      lastHeight: () => Promise.resolve(2n),
      tx: (hash) =>
        Promise.resolve(
          Buffer.from(hash).toString('hex') === sha256Hex(SAMPLE_TX) ? indexed : undefined,
        ),
      searchTxs: (query, options) => {
        try {
          const items = parts.search?.(query, options) ?? [indexed]
          return Promise.resolve({ items, totalCount: items.length })
        } catch (cause) {
          return Promise.reject(cause as Error)
        }
      },
      searchBlocks: () => Promise.resolve({ items: [], totalCount: 0 }),
      prune: () => Promise.resolve(),
    },
    status: () => ({
      ...{ moniker: 'tester', nodeId: new Uint8Array(20).fill(3), validator: VALIDATOR },
      ...{ latestHeight: 2n, latestBlockHash: bytes32(2), latestAppHash: bytes32(6) },
      ...{ latestTimeNs: START_NS + 2_000_000_000n, earliestHeight: 1n },
      ...{ earliestBlockHash: bytes32(1), earliestAppHash: EMPTY, earliestTimeNs: START_NS },
    }),
    broadcast: parts.broadcast ?? (() => result),
    onBlock: () => () => undefined,
  }
}

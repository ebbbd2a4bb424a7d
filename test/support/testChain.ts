import { secp256k1 } from '@noble/curves/secp256k1.js'
import {
  compose,
  createApp,
  STORES,
  type AppOptions,
  type Composition,
} from '../../chain/app/app.js'
import type { BaseApp } from '../../chain/baseapp/baseApp.js'
import { hash160, sha256 } from '../../chain/codec/hash.js'
import { codec } from '../../chain/codec/proto.js'
import {
  aminoSignBytes,
  directSignBytes,
  SIGN_MODE_DIRECT,
  SIGN_MODE_LEGACY_AMINO_JSON,
} from '../../chain/codec/signDoc.js'
import { decodeTx } from '../../chain/codec/tx.js'
import { MultiStore } from '../../chain/store/multiStore.js'
import type {
  CheckTxResponse,
  ConsensusParams,
  FinalizeBlockResponse,
  QueryResponse,
} from '../../chain/types/abci.js'
import { utf8 } from '../../chain/types/bytes.js'
import type { CommitRecord } from '../../chain/types/kv.js'
import type { AheadVerifier } from '../../chain/types/verifier.js'
import { Verifier } from '../../node/crypto/verifier.js'
import { addresses, testConsensusParams } from './memoryContext.js'

const txRaw = codec('cosmos.tx.v1beta1.TxRaw')
const txBody = codec('cosmos.tx.v1beta1.TxBody')
const authInfo = codec('cosmos.tx.v1beta1.AuthInfo')
const pubKeyCodec = codec('cosmos.crypto.secp256k1.PubKey')

/** A key pair with its address. */
export interface TestKey {
  readonly privateKey: Uint8Array
  readonly publicKey: Uint8Array
  readonly address: Uint8Array
  readonly text: string
}

/** The n-th test key. */
export function testKey(n: number): TestKey {
  const privateKey = sha256(utf8(`test key ${n}`))
  const publicKey = secp256k1.getPublicKey(privateKey, true)
  const address = hash160(publicKey)
  return { privateKey, publicKey, address, text: addresses.toText(address) }
}

/** Signs a digest as wallets do: 64 bytes, low S. */
export function signDigest(key: TestKey, digest: Uint8Array): Uint8Array {
  return secp256k1.sign(digest, key.privateKey, { prehash: false, lowS: true })
}

export interface TxPlan {
  readonly msgs: readonly { readonly typeUrl: string; readonly value: Uint8Array }[]
  readonly signers: readonly {
    readonly key: TestKey
    readonly number: bigint
    readonly sequence: bigint
    /** Left out of the transaction when false: the chain knows the key already. */
    readonly showKey?: boolean
  }[]
  readonly mode?: number
  readonly gas?: bigint
  readonly fee?: bigint
  readonly memo?: string
  readonly timeoutHeight?: bigint
  readonly payer?: string
  readonly granter?: string
}

export const CHAIN_ID = 'infonex-test-1'

/** A MsgSend of uinx. */
export function sendMsg(
  from: string,
  to: string,
  amount: bigint,
): { typeUrl: string; value: Uint8Array } {
  const value = codec('cosmos.bank.v1beta1.MsgSend').encode({
    fromAddress: from,
    toAddress: to,
    amount: [{ denom: 'uinx', amount: `${amount}` }],
  })
  return { typeUrl: '/cosmos.bank.v1beta1.MsgSend', value }
}

/** A plain sha-256 key's `SignerInfo.public_key`. */
function anyKey(key: TestKey): { type_url: string; value: Uint8Array } {
  return {
    type_url: '/cosmos.crypto.secp256k1.PubKey',
    value: pubKeyCodec.encode({ key: key.publicKey }),
  }
}

/** Makes and signs a transaction with as many single signers as the plan names. */
export function signTx(plan: TxPlan, parts: Pick<Composition, 'router'>): Uint8Array {
  const mode = plan.mode ?? SIGN_MODE_DIRECT
  const bodyBytes = txBody.encode({
    messages: plan.msgs.map(({ typeUrl, value }) => ({ type_url: typeUrl, value })),
    memo: plan.memo ?? '',
    timeoutHeight: plan.timeoutHeight ?? 0n,
    extensionOptions: [],
    nonCriticalExtensionOptions: [],
  })
  const fee = plan.fee ?? 0n
  const authInfoBytes = authInfo.encode({
    signerInfos: plan.signers.map(({ key, sequence, showKey }) => ({
      publicKey: showKey === false ? null : anyKey(key),
      modeInfo: { single: { mode } },
      sequence,
    })),
    fee: {
      amount: fee === 0n ? [] : [{ denom: 'uinx', amount: `${fee}` }],
      gasLimit: plan.gas ?? 100_000n,
      payer: plan.payer ?? '',
      granter: plan.granter ?? '',
    },
    tip: null,
  })
  const unsigned = txRaw.encode({ bodyBytes, authInfoBytes, signatures: [] })
  const signatures = plan.signers.map(({ key, number, sequence }) => {
    const data = { chainId: CHAIN_ID, accountNumber: number, sequence }
    const bytes =
      mode === SIGN_MODE_LEGACY_AMINO_JSON
        ? aminoSignBytes(decodeTx(unsigned, parts.router), data)
        : directSignBytes({ bodyBytes, authInfoBytes }, data)
    return signDigest(key, sha256(bytes))
  })
  return txRaw.encode({ bodyBytes, authInfoBytes, signatures })
}

export interface TestChainOptions extends Partial<AppOptions> {
  /** The accounts in genesis; default: `accounts` test keys. */
  readonly keys?: readonly TestKey[]
  /** How many of `testKey(0..)` exist with 1,000,000,000 uinx each. Default 4. */
  readonly accounts?: number
  readonly consensusParams?: ConsensusParams
  /** Merged over the generated `app_state`. */
  readonly appState?: Readonly<Record<string, unknown>>
  readonly verifier?: AheadVerifier
  readonly from?: TestChain
}

export const START_BALANCE = 1_000_000_000n
const START_NS = 1_767_225_600_000_000_000n

/** `app_state` in which keys 0.. have their coins; numbers are 0.. in order. */
export function genesisOf(keys: readonly TestKey[]): Record<string, unknown> {
  const defaults = Object.fromEntries(compose().modules.map((m) => [m.name, m.defaultGenesis()]))
  return {
    ...defaults,
    auth: {
      ...(defaults['auth'] as object),
      accounts: keys.map(({ text }, i) => ({
        '@type': '/cosmos.auth.v1beta1.BaseAccount',
        address: text,
        pub_key: null,
        account_number: `${i}`,
        sequence: '0',
      })),
    },
    bank: {
      ...(defaults['bank'] as object),
      balances: keys.map(({ text }) => ({
        address: text,
        coins: [{ denom: 'uinx', amount: `${START_BALANCE}` }],
      })),
    },
  }
}

/** The whole application over an in-memory store, driven block by block. */
export class TestChain {
  readonly store: MultiStore
  readonly app: BaseApp
  readonly parts: Composition
  readonly keys: readonly TestKey[]
  readonly log: CommitRecord[]
  readonly reports: string[] = []
  #height: bigint

  constructor(options: TestChainOptions = {}) {
    const { from } = options
    this.store = from?.store ?? new MultiStore({ ...STORES })
    this.log = from?.log ?? []
    this.#height = from?.height ?? 0n
    this.keys =
      options.keys ??
      from?.keys ??
      Array.from({ length: options.accounts ?? 4 }, (_, i) => testKey(i))
    const { app, ...parts } = createApp({
      version: 'test',
      store: this.store,
      log: { append: (record) => void this.log.push(record) },
      verifier: options.verifier ?? new Verifier({ workers: 0 }),
      haltOnUnexpected: true,
      reporter: {
        unexpected: (error, where) => void this.reports.push(`${where}: ${String(error)}`),
        notice: (text) => void this.reports.push(text),
      },
      ...options,
    })
    this.app = app
    this.parts = parts
    if (from === undefined) this.#init(options)
  }

  #init(options: TestChainOptions): void {
    this.app.initChain({
      timeNs: START_NS,
      chainId: CHAIN_ID,
      consensusParams: options.consensusParams ?? testConsensusParams,
      validators: [],
      appStateBytes: utf8(JSON.stringify({ ...genesisOf(this.keys), ...options.appState })),
      initialHeight: 1n,
    })
  }

  get height(): bigint {
    return this.#height
  }

  finalize(txs: readonly Uint8Array[]): FinalizeBlockResponse {
    const height = this.#height + 1n
    return this.app.finalizeBlock({
      txs,
      decidedLastCommit: { round: 0, votes: [] },
      hash: sha256(utf8(`block ${height}`)),
      height,
      timeNs: START_NS + height * 5_000_000_000n,
      nextValidatorsHash: new Uint8Array(32),
      proposerAddress: new Uint8Array(20),
    })
  }

  block(txs: readonly Uint8Array[] = []): FinalizeBlockResponse {
    const response = this.finalize(txs)
    this.commit()
    return response
  }

  commit(): void {
    this.app.commit()
    this.#height += 1n
  }

  check(tx: Uint8Array, kind: 'new' | 'recheck' = 'new'): CheckTxResponse {
    return this.app.checkTx({ tx, kind })
  }

  query(path: string, data: Uint8Array, height = 0n): QueryResponse {
    return this.app.query({ path, data, height, prove: false })
  }

  balance(address: Uint8Array): bigint {
    const ctx = this.app.contextAt(this.store.version)
    return ctx === undefined ? 0n : this.parts.bank.getBalance(ctx, address, 'uinx')
  }

  /** The n-th key as a signer at its committed number and sequence, some transactions ahead. */
  signer(n: number, ahead = 0n): TxPlan['signers'][number] {
    const key = this.keys[n] as TestKey
    const ctx = this.app.contextAt(this.store.version)
    const view = ctx === undefined ? undefined : this.parts.auth.view(ctx, key.address)
    return {
      key,
      number: view?.accountNumber ?? BigInt(n),
      sequence: (view?.sequence ?? 0n) + ahead,
    }
  }

  /** A signed send from key `from` to key `to`. */
  send(from: number, to: number, amount: bigint, plan: Partial<TxPlan> = {}): Uint8Array {
    const msgs = [
      sendMsg((this.keys[from] as TestKey).text, (this.keys[to] as TestKey).text, amount),
    ]
    return signTx({ msgs, signers: [this.signer(from)], fee: 500n, ...plan }, this.parts)
  }
}

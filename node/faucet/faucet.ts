import { sha256 } from '../../chain/codec/hash.js'
import { codec } from '../../chain/codec/proto.js'
import type { Coin } from '../../chain/types/coin.js'
import { coinsToWire } from '../../chain/types/coin.js'
import { publicKeyOf, signBytes } from '../keyring/derive.js'
import type { PublicKey } from '../keyring/record.js'
import { addressOf } from '../keyring/record.js'
import { hexUpper } from '../services/txResponse.js'
import type { ChainAccess } from '../tx/access.js'
import { signerAccount } from '../tx/account.js'
import type { AnyMessage } from '../tx/buildTx.js'
import {
  encodeAuthInfo,
  encodeBody,
  encodeTx,
  MODE_DIRECT,
  signDocBytes,
  simulationTx,
  singleSigner,
  txBody,
} from '../tx/buildTx.js'
import type { GasPrice } from '../tx/gas.js'
import { adjustGas, feeFor, simulateGas } from '../tx/gas.js'

/** Sends that one transaction carries. */
export const BATCH_MAX = 32
/** Sends that wait; more are refused. */
export const QUEUE_MAX = 1000
/** How long a transaction may take to get into a block. */
const COMMIT_MS = 30_000
/** Room above the simulated gas. */
const GAS_ADJUSTMENT = 1.3

/** A send that failed, with the reason for whoever asked. */
export class FaucetError extends Error {
  override readonly name = 'FaucetError'
  readonly code: 'queue_full' | 'send_failed' | 'stopped'

  constructor(code: FaucetError['code'], message: string) {
    super(message)
    this.code = code
  }
}

export interface FaucetOptions {
  readonly access: ChainAccess
  readonly privateKey: Uint8Array
  readonly addressPrefix: string
  readonly gasPrices: readonly GasPrice[]
}

/** What a served request got. */
export interface Served {
  readonly txhash: string
  readonly height: string
}

interface Waiting {
  readonly to: string
  readonly coin: Coin
  readonly done: (served: Served) => void
  readonly fail: (error: FaucetError) => void
}

/**
 * One signer and one queue: while a transaction waits for its block, requests gather, and the next
 * transaction carries them all. The sequence is read before each, so that a restart or another user of
 * the key costs one retry at most.
 */
export class Faucet {
  readonly address: string
  readonly #options: FaucetOptions
  readonly #key: PublicKey
  #queue: Waiting[] = []
  #running: Promise<void> | undefined
  #stopped = false

  constructor(options: FaucetOptions) {
    this.#options = options
    this.#key = { kind: 'secp256k1', key: publicKeyOf(options.privateKey) }
    this.address = addressOf(this.#key, options.addressPrefix)
  }

  get waiting(): number {
    return this.#queue.length
  }

  /** Queues one send; resolves when it is in a block. @throws FaucetError */
  send(to: string, coin: Coin): Promise<Served> {
    if (this.#stopped) return Promise.reject(new FaucetError('stopped', 'the faucet is closing'))
    if (this.#queue.length >= QUEUE_MAX)
      return Promise.reject(
        new FaucetError('queue_full', `${QUEUE_MAX} requests are waiting; try again in a minute`),
      )
    return new Promise((done, fail) => {
      this.#queue.push({ to, coin, done, fail })
      this.#running ??= this.#drain().finally(() => {
        this.#running = undefined
      })
    })
  }

  /** Refuses what still waits; resolves when the transaction in flight has ended. */
  async stop(): Promise<void> {
    this.#stopped = true
    for (const one of this.#queue.splice(0))
      one.fail(new FaucetError('stopped', 'the faucet is closing'))
    await this.#running
  }

  async #drain(): Promise<void> {
    // One turn of the loop, so that requests of the same moment share a transaction.
    await new Promise((resolve) => setImmediate(resolve))
    while (this.#queue.length > 0) await this.#serve(this.#queue.splice(0, BATCH_MAX))
  }

  /** Sends a batch; if it fails, each alone, so that one bad recipient costs nobody else. */
  async #serve(batch: readonly Waiting[]): Promise<void> {
    try {
      const served = await this.#sendAll(batch)
      for (const one of batch) one.done(served)
    } catch (cause) {
      if (batch.length > 1) {
        for (const one of batch) await this.#serve([one])
        return
      }
      const text = cause instanceof Error ? cause.message : String(cause)
      for (const one of batch) one.fail(new FaucetError('send_failed', text))
    }
  }

  #message({ to, coin }: Waiting): AnyMessage {
    const value = codec('cosmos.bank.v1beta1.MsgSend').encode({
      fromAddress: this.address,
      toAddress: to,
      amount: coinsToWire([coin]),
    })
    return { type_url: '/cosmos.bank.v1beta1.MsgSend', value }
  }

  async #sendAll(batch: readonly Waiting[]): Promise<Served> {
    const { access, gasPrices, privateKey } = this.#options
    const account = await signerAccount(access, this.address)
    if (account === undefined) throw new Error(`the faucet's account ${this.address} has no funds`)
    const { accountNumber, sequence } = account
    const body = encodeBody(
      txBody(
        batch.map((one) => this.#message(one)),
        { memo: 'faucet' },
      ),
    )
    const used = await simulateGas(access, simulationTx(body, [{ key: this.#key, sequence }]))
    const gasLimit = adjustGas(used, GAS_ADJUSTMENT)
    const amount = coinsToWire(feeFor(gasLimit, gasPrices))
    const fee = { amount, gasLimit, payer: '', granter: '' }
    const authInfo = encodeAuthInfo([singleSigner(this.#key, sequence, MODE_DIRECT)], fee)
    const doc = signDocBytes(body, authInfo, await access.chainId(), accountNumber)
    const tx = encodeTx(body, authInfo, [signBytes(privateKey, doc)])
    const hash = sha256(tx)
    const abort = new AbortController()
    const committed = access.waitTx(hash, COMMIT_MS, abort.signal)
    try {
      const check = await access.broadcast(tx)
      if (check.code !== 0) throw new Error(`${check.codespace} ${check.code}: ${check.log}`)
    } catch (cause) {
      abort.abort()
      await committed
      throw cause
    }
    const found = await committed
    if (found === undefined) throw new Error(`no block took ${hexUpper(hash)} in ${COMMIT_MS} ms`)
    const { code, codespace, log } = found.result
    if (code !== 0) throw new Error(`${codespace} ${code}: ${log}`)
    return { txhash: hexUpper(hash), height: found.height.toString() }
  }
}

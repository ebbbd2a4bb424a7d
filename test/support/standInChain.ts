/** A chain of one account and an endless purse, for tests of signers: checks what ante handlers check. */
import { Secp256k1, Secp256k1Signature } from '@cosmjs/crypto'
import { sha256, sha256Hex } from '../../chain/codec/hash.js'
import { codec } from '../../chain/codec/proto.js'
import type { TxResult } from '../../chain/types/abci.js'
import type { ChainAccess, CommittedTx } from '../../node/tx/access.js'
import { ChainRefusal } from '../../node/tx/access.js'
import { signDocBytes } from '../../node/tx/buildTx.js'

const EMPTY = new Uint8Array(0)

/** What was sent, and with which transaction. */
export interface Sent {
  readonly to: string
  readonly amount: string
  readonly txhash: string
}

export class StandInChain implements ChainAccess {
  readonly sends: Sent[] = []
  /** Recipients that the chain refuses. */
  readonly blocked = new Set<string>()
  sequence = 0n
  height = 0n
  /** Thrown by the next broadcast. */
  failNext: Error | undefined
  readonly blockMs: number
  readonly #committed = new Map<string, CommittedTx>()

  constructor(blockMs = 2) {
    this.blockMs = blockMs
  }

  chainId(): Promise<string> {
    return Promise.resolve('test-1')
  }

  query(path: string, data: Uint8Array): Promise<Uint8Array> {
    if (path.endsWith('/AccountInfo')) {
      const { address } = codec('cosmos.auth.v1beta1.QueryAccountInfoRequest').decode(data)
      const info = { address, pubKey: null, accountNumber: 7n, sequence: this.sequence }
      return Promise.resolve(codec('cosmos.auth.v1beta1.QueryAccountInfoResponse').encode({ info }))
    }
    const { txBytes } = codec('cosmos.tx.v1beta1.SimulateRequest').decode(data)
    const problem = this.#problem(txBytes)
    if (problem !== undefined) return Promise.reject(new ChainRefusal('sdk', 4, problem))
    const gasInfo = { gasWanted: 0n, gasUsed: 50_000n }
    return Promise.resolve(
      codec('cosmos.tx.v1beta1.SimulateResponse').encode({ gasInfo, result: null }),
    )
  }

  #messages(tx: Uint8Array) {
    const { bodyBytes } = codec('cosmos.tx.v1beta1.TxRaw').decode(tx)
    return codec('cosmos.tx.v1beta1.TxBody')
      .decode(bodyBytes)
      .messages.map((m) => codec('cosmos.bank.v1beta1.MsgSend').decode(m.value))
  }

  #problem(tx: Uint8Array): string | undefined {
    const bad = this.#messages(tx).find((m) => this.blocked.has(m.toAddress))
    return bad === undefined ? undefined : `${bad.toAddress} is not allowed to receive funds`
  }

  /** Sequence and signature, as CheckTx judges them. */
  #check(tx: Uint8Array): { code: number; log: string } {
    const { bodyBytes, authInfoBytes, signatures } = codec('cosmos.tx.v1beta1.TxRaw').decode(tx)
    const [signer] = codec('cosmos.tx.v1beta1.AuthInfo').decode(authInfoBytes).signerInfos
    if (signer?.sequence !== this.sequence) return { code: 32, log: 'incorrect account sequence' }
    const { key } = codec('cosmos.crypto.secp256k1.PubKey').decode(signer.publicKey?.value ?? EMPTY)
    const doc = signDocBytes(bodyBytes, authInfoBytes, 'test-1', 7n)
    const signature = Secp256k1Signature.fromFixedLength(signatures[0] ?? EMPTY)
    const good = Secp256k1.verifySignature(signature, sha256(doc), key)
    return good ? { code: 0, log: '' } : { code: 4, log: 'signature verification failed' }
  }

  broadcast(tx: Uint8Array) {
    if (this.failNext !== undefined) {
      const cause = this.failNext
      this.failNext = undefined
      return Promise.reject(cause)
    }
    const check = this.#check(tx)
    if (check.code === 0) {
      this.sequence += 1n
      setTimeout(() => this.#commit(tx), this.blockMs)
    }
    return Promise.resolve({ ...check, codespace: check.code === 0 ? '' : 'sdk' })
  }

  #commit(tx: Uint8Array): void {
    this.height += 1n
    const txhash = sha256Hex(tx)
    for (const { toAddress: to, amount } of this.#messages(tx))
      this.sends.push({ to, amount: amount.map((c) => c.amount + c.denom).join(), txhash })
    const result: TxResult = {
      ...{ code: 0, data: EMPTY, log: '', info: '', gasWanted: 1n, gasUsed: 1n },
      ...{ events: [], codespace: '' },
    }
    this.#committed.set(txhash, { height: this.height, result })
  }

  async waitTx(hash: Uint8Array, timeoutMs: number, signal?: AbortSignal) {
    const key = Buffer.from(hash).toString('hex')
    for (let waited = 0; waited < timeoutMs && signal?.aborted !== true; waited += 1) {
      const found = this.#committed.get(key)
      if (found !== undefined) return found
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
    return undefined
  }
}

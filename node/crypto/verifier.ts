import { Worker } from 'node:worker_threads'
import { toLatin1 } from '../../chain/types/bytes.js'
import type { AheadVerifier, SignatureRecord } from '../../chain/types/verifier.js'
import { type Backend, chooseBackend } from './backends.js'
import { isGoodEd25519Key, verifyEd25519 } from './ed25519.js'
import { GOOD, RECORD_BYTES, Ring, UNKNOWN } from './ring.js'

/** Verdicts kept: twice this many at most, in two generations. */
const GENERATION = 50_000
/** Records that may wait for the threads or for being asked about: two full blocks. */
const RING_SLOTS = 1 << 14

export interface VerifierOptions {
  /** Threads that check ahead; 0 = all is checked on the caller's thread. Default 1. */
  readonly workers?: number
  /** Default: the native backend, or the fallback if it does not load. */
  readonly backend?: Backend
  /** False: each check is made anew, for tests. Default true. */
  readonly cache?: boolean
}

/**
 * The verifier of a node: one backend, chosen once; verdicts of secp256k1 checks are remembered by
 * (signature, digest, public key), and may be found ahead of time by worker threads. Warm or cold, with or
 * without workers, the verdicts are the same.
 */
export class Verifier implements AheadVerifier {
  readonly name: string
  readonly #backend: Backend
  readonly #workers: Worker[]
  readonly #cached: boolean
  #young = new Map<string, boolean>()
  #old = new Map<string, boolean>()
  readonly #ring: Ring
  /** Tickets of records in the ring. */
  readonly #pending = new Map<string, number>()
  readonly #scratch = new Uint8Array(RECORD_BYTES)
  /** Checks made on this thread, and verdicts found ready: for metrics. */
  readonly stats = { checked: 0, remembered: 0, ahead: 0 }

  constructor(options: VerifierOptions = {}) {
    this.#backend = options.backend ?? chooseBackend()
    this.#cached = options.cache ?? true
    const count = options.workers ?? 1
    this.#ring = Ring.of(count === 0 ? 1 : RING_SLOTS)
    this.#workers = Array.from({ length: count }, () => startWorker(this.#ring))
    this.name = count === 0 ? this.#backend.name : `${this.#backend.name}, ${count} worker threads`
  }

  #record(publicKey: Uint8Array, digest: Uint8Array, signature: Uint8Array): string {
    this.#scratch.set(signature, 0)
    this.#scratch.set(digest, 64)
    this.#scratch.set(publicKey, 96)
    return toLatin1(this.#scratch)
  }

  secp256k1(
    publicKey: Uint8Array,
    digest: Uint8Array,
    signature: Uint8Array,
    again = true,
  ): boolean {
    if (publicKey.length !== 33 || digest.length !== 32 || signature.length !== 64) return false
    if (!this.#cached) return this.#backend.verify(publicKey, digest, signature)
    const key = this.#record(publicKey, digest, signature)
    const known = this.#young.get(key) ?? this.#old.get(key)
    const found = known ?? this.#awaitPending(key)
    if (found === undefined) this.stats.checked += 1
    else this.stats.remembered += 1
    const verdict = found ?? this.#backend.verify(publicKey, digest, signature)
    // PERF: what a block leaves behind, the collector carries through generations for nothing.
    if (again && known === undefined) this.#remember(key, verdict)
    return verdict
  }

  #awaitPending(key: string): boolean | undefined {
    const ticket = this.#pending.get(key)
    if (ticket === undefined) return undefined
    this.#pending.delete(key)
    const verdict = this.#ring.await(ticket, this.#backend)
    return verdict === UNKNOWN ? undefined : verdict === GOOD
  }

  #remember(key: string, verdict: boolean): void {
    if (this.#young.size >= GENERATION) {
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#young.set(key, verdict)
  }

  ed25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
    return verifyEd25519(publicKey, message, signature)
  }

  isEd25519Key(publicKey: Uint8Array): boolean {
    return isGoodEd25519Key(publicKey)
  }

  get worksAhead(): boolean {
    return this.#cached && this.#workers.length > 0
  }

  ahead(records: readonly SignatureRecord[]): void {
    if (!this.worksAhead) return
    if (this.#pending.size > 2 * GENERATION) this.#pending.clear()
    for (const { publicKey, digest, signature } of records) {
      if (publicKey.length !== 33 || digest.length !== 32 || signature.length !== 64) continue
      const key = this.#record(publicKey, digest, signature)
      if (this.#young.has(key) || this.#old.has(key) || this.#pending.has(key)) continue
      const ticket = this.#ring.add(this.#scratch)
      // The rest is checked when it is asked for.
      if (ticket === undefined) break
      this.#pending.set(key, ticket)
      this.stats.ahead += 1
    }
    this.#ring.publish()
  }

  /** Stops the threads. */
  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()))
  }
}

function startWorker(ring: Ring): Worker {
  const worker = new Worker(new URL('./verifyWorker.js', import.meta.url), {
    workerData: ring.memory,
  })
  // A thread that dies leaves its records to this thread: `Ring.await` gives up on it and we check anew.
  worker.on('error', () => undefined)
  worker.unref()
  return worker
}

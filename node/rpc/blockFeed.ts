import type { TxResult } from '../../chain/types/abci.js'
import { toLatin1 } from '../../chain/types/bytes.js'
import type { Engine, NewBlockEvent } from '../engine/types.js'
import { type RpcError, internalError } from './rpcError.js'

/** A transaction that came into a block. */
export interface Included {
  readonly height: bigint
  readonly result: TxResult
}

interface Waiter {
  readonly resolve: (included: Included) => void
  readonly reject: (error: RpcError) => void
  readonly timer: NodeJS.Timeout
}

/** What is awaited: given up by `cancel` without a trace. */
export interface Wait {
  readonly included: Promise<Included>
  cancel(): void
}

/** Hears every block once and tells those who wait for one transaction or for the first block. */
export class BlockFeed {
  readonly #engine: Engine
  readonly #waiters = new Map<string, Set<Waiter>>()
  readonly #first = new Set<(error?: RpcError) => void>()
  readonly #stop: () => void
  #count = 0

  constructor(engine: Engine) {
    this.#engine = engine
    this.#stop = engine.onBlock((event) => {
      this.#hear(event)
    })
  }

  get waiting(): number {
    return this.#count
  }

  close(): void {
    this.#stop()
    const closing = internalError('the node is stopping')
    for (const waiters of this.#waiters.values()) {
      for (const waiter of waiters) {
        clearTimeout(waiter.timer)
        waiter.reject(closing)
      }
    }
    this.#waiters.clear()
    this.#count = 0
    for (const tell of this.#first) tell(closing)
    this.#first.clear()
  }

  #hear(event: NewBlockEvent): void {
    if (this.#first.size > 0) {
      for (const tell of this.#first) tell()
      this.#first.clear()
    }
    if (this.#waiters.size === 0) return
    const { height } = event.stored.block.header
    for (let i = 0; i < event.txHashes.length; i++) {
      const key = toLatin1(event.txHashes[i] as Uint8Array)
      const waiters = this.#waiters.get(key)
      if (waiters === undefined) continue
      this.#waiters.delete(key)
      this.#count -= waiters.size
      const result = event.results.txResults[i] as TxResult
      for (const waiter of waiters) {
        clearTimeout(waiter.timer)
        waiter.resolve({ height, result })
      }
    }
  }

  /** Waits for a transaction. Ask before it is broadcast, or its block may be missed. */
  waitFor(hash: Uint8Array, timeoutMs: number): Wait {
    const key = toLatin1(hash)
    const { promise, resolve, reject } = withResolvers<Included>()
    const late = internalError('timed out waiting for tx to be included in a block')
    const timer = setTimeout(() => {
      forget()
      reject(late)
    }, timeoutMs)
    const waiter: Waiter = { resolve, reject, timer }
    const waiters = this.#waiters.get(key) ?? new Set()
    const forget = (): void => {
      clearTimeout(timer)
      if (!waiters.delete(waiter)) return
      this.#count--
      if (waiters.size === 0) this.#waiters.delete(key)
    }
    waiters.add(waiter)
    this.#waiters.set(key, waiters)
    this.#count++
    return { included: promise, cancel: forget }
  }

  /** Resolves at once when there is a block. @throws RpcError after the time. */
  firstBlock(timeoutMs: number): Promise<void> | undefined {
    if (this.#engine.status().latestHeight > 0n) return undefined
    return new Promise((resolve, reject) => {
      const tell = (error?: RpcError): void => {
        clearTimeout(timer)
        if (error === undefined) resolve()
        else reject(error)
      }
      const timer = setTimeout(() => {
        this.#first.delete(tell)
        reject(internalError('there is no block yet'))
      }, timeoutMs)
      this.#first.add(tell)
    })
  }
}

function withResolvers<T>(): {
  promise: Promise<T>
  resolve: (value: T) => void
  reject: (error: Error) => void
} {
  let resolve: (value: T) => void = () => undefined
  let reject: (error: Error) => void = () => undefined
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}

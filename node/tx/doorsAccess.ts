import { EngineError } from '../engine/types.js'
import type { Doors } from '../services/doors.js'
import type { ChainAccess, CommittedTx } from './access.js'
import { ChainRefusal } from './access.js'

/** A chain in the same process. */
export function doorsAccess(doors: Doors): ChainAccess {
  const { engine } = doors
  return {
    chainId: () => Promise.resolve(engine.genesis.chainId),
    async query(path, data, height = 0n) {
      const { code, codespace, log, value } = await doors.query(path, data, height)
      if (code !== 0) throw new ChainRefusal(codespace, code, log)
      return value
    },
    broadcast(tx) {
      try {
        return Promise.resolve(doors.broadcast(tx))
      } catch (cause) {
        if (!(cause instanceof EngineError)) return Promise.reject(cause as Error)
        const text = `${cause.message} ${cause.data}`.trim()
        return Promise.reject(new ChainRefusal('mempool', cause.code, text))
      }
    },
    waitTx: (hash, timeoutMs, signal) => waitTx(doors, Buffer.from(hash), timeoutMs, signal),
  }
}

/** Watches the blocks to come; whoever broadcasts calls this before the next block can be made. */
function waitTx(
  doors: Doors,
  hash: Buffer,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<CommittedTx | undefined> {
  const { engine } = doors
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer)
      unsubscribe()
    }
    const end = (found: CommittedTx | undefined): void => {
      stop()
      resolve(found)
    }
    const timer = setTimeout(() => end(undefined), timeoutMs)
    const unsubscribe = engine.onBlock(({ stored, results, txHashes }) => {
      const result = results.txResults[txHashes.findIndex((h) => hash.equals(h))]
      if (result !== undefined) end({ height: stored.block.header.height, result })
    })
    signal?.addEventListener('abort', () => end(undefined), { once: true })
    // It may have been committed before the watch began.
    engine.index.tx(hash).then(
      (found) => {
        if (found !== undefined) end({ height: found.height, result: found.result })
      },
      (cause: unknown) => {
        stop()
        reject(cause as Error)
      },
    )
  })
}

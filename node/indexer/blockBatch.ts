import { setImmediate } from 'node:timers/promises'
import type { Db } from './search.js'

/** Operations between two turns of the event loop: about a millisecond. */
const OPERATIONS_PER_TURN = 256

/**
 * The writes of one block, taken to the store all at once. They are handed over one by one, with a turn
 * of the event loop now and then, so that a block of thousands of transactions holds up no request.
 */
export class BlockBatch {
  readonly #batch: ReturnType<Db['batch']>
  #count = 0

  constructor(db: Db) {
    this.#batch = db.batch()
  }

  put(key: Buffer, value: Buffer): Promise<void> | undefined {
    this.#batch.put(key, value)
    return this.#turn()
  }

  del(key: Buffer): Promise<void> | undefined {
    this.#batch.del(key)
    return this.#turn()
  }

  #turn(): Promise<void> | undefined {
    return ++this.#count % OPERATIONS_PER_TURN === 0 ? setImmediate() : undefined
  }

  write(sync: boolean): Promise<void> {
    return this.#batch.write({ sync })
  }
}

import type { Backend } from './backends.js'

/** 64 bytes signature, 32 bytes digest, 33 bytes public key. */
export const RECORD_BYTES = 129
/** Records that a thread claims at once: few, so that two threads share even a small batch. */
const CHUNK = 4

const NEXT = 0
const DONE = 1
const HEADER_BYTES = 8

/** What a record is found to be. */
export const UNKNOWN = 0
export const GOOD = 1
export const BAD = 2

/** Records in shared memory, with a claim counter and a verdict each. */
export class Batch {
  readonly memory: SharedArrayBuffer
  readonly count: number
  readonly #control: Int32Array
  readonly #verdicts: Uint8Array
  readonly #records: Uint8Array

  constructor(memory: SharedArrayBuffer, count: number) {
    this.memory = memory
    this.count = count
    this.#control = new Int32Array(memory, 0, 2)
    this.#verdicts = new Uint8Array(memory, HEADER_BYTES, count)
    this.#records = new Uint8Array(memory, HEADER_BYTES + count)
  }

  static of(count: number): Batch {
    return new Batch(new SharedArrayBuffer(HEADER_BYTES + count * (1 + RECORD_BYTES)), count)
  }

  put(index: number, record: Uint8Array): void {
    this.#records.set(record, index * RECORD_BYTES)
  }

  verdict(index: number): number {
    return Atomics.load(this.#verdicts, index)
  }

  /** Claims the next chunk and checks it; false when nothing is left to claim. */
  work(backend: Backend): boolean {
    const from = Atomics.add(this.#control, NEXT, CHUNK)
    if (from >= this.count) return false
    const to = Math.min(from + CHUNK, this.count)
    for (let i = from; i < to; i++) {
      // A copy: native code must not read memory that another thread may write.
      const record = this.#records.slice(i * RECORD_BYTES, (i + 1) * RECORD_BYTES)
      const good = backend.verify(
        record.subarray(96),
        record.subarray(64, 96),
        record.subarray(0, 64),
      )
      Atomics.store(this.#verdicts, i, good ? GOOD : BAD)
    }
    Atomics.add(this.#control, DONE, 1)
    Atomics.notify(this.#control, DONE)
    return true
  }

  /** Works or waits until the verdict of `index` is there. */
  await(index: number, backend: Backend): number {
    for (;;) {
      const done = Atomics.load(this.#control, DONE)
      const verdict = this.verdict(index)
      if (verdict !== UNKNOWN) return verdict
      // Another thread holds the chunk: it is microseconds away. A dead one is outwaited by the caller.
      if (!this.work(backend) && Atomics.wait(this.#control, DONE, done, 50) === 'timed-out')
        return this.verdict(index)
    }
  }
}

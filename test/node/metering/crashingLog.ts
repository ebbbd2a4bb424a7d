import type { RecordLog } from '../../../node/supplier/appendLog.js'

/** A log in memory whose process dies at a chosen append; what was appended before is kept. */
export class CrashingLog implements RecordLog {
  /** Durable records. */
  readonly records: Uint8Array[]
  dead = false
  appends = 0
  #crash: { readonly at: number; readonly kept: boolean } | undefined

  constructor(records: readonly Uint8Array[] = []) {
    this.records = [...records]
  }

  /** Dies at the append after so many more; `kept` = its record reached the disk. */
  crashAfter(appends: number, kept: boolean): void {
    this.#crash ??= { at: this.appends + appends, kept }
  }

  async append(record: Uint8Array): Promise<void> {
    if (this.dead) throw new Error('crash: the process is gone')
    const index = this.appends++
    if (this.#crash !== undefined && index >= this.#crash.at) {
      this.dead = true
      if (this.#crash.kept) this.records.push(Uint8Array.from(record))
      throw new Error('crash: the process dies here')
    }
    this.records.push(Uint8Array.from(record))
    // What others do between a write and its sync happens here.
    await Promise.resolve()
    if (this.dead) throw new Error('crash: the process is gone')
  }

  async close(): Promise<void> {}

  /** The log as the next process finds it: the same records, on the same array. */
  reboot(): CrashingLog {
    this.dead = false
    this.#crash = undefined
    return this
  }
}

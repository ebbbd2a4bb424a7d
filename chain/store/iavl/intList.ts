/** A growing list of 32-bit integers. */
export class IntList {
  items = new Int32Array(64)
  length = 0

  push(item: number): void {
    if (this.length === this.items.length) {
      const items = new Int32Array(2 * this.length)
      items.set(this.items)
      this.items = items
    }
    this.items[this.length++] = item
  }

  /** Takes the content out, cut to its size. */
  take(): Int32Array {
    const out = this.items.slice(0, this.length)
    this.clear()
    return out
  }

  clear(): void {
    this.length = 0
    if (this.items.length > 1 << 20) this.items = new Int32Array(64)
  }
}

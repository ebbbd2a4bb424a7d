/** What is due, and when; of two at one time the first that was put in comes first. */
export interface Due<T> {
  readonly atMs: number
  readonly seq: number
  readonly what: T
}

const isBefore = <T>(a: Due<T>, b: Due<T>): boolean =>
  a.atMs < b.atMs || (a.atMs === b.atMs && a.seq < b.seq)

/** A binary heap of things that fall due. */
export class Agenda<T> {
  readonly #heap: Due<T>[] = []
  #seq = 0

  get size(): number {
    return this.#heap.length
  }

  put(atMs: number, what: T): void {
    const due = { atMs, seq: this.#seq, what }
    this.#seq += 1
    const heap = this.#heap
    let at = heap.length
    heap.push(due)
    while (at > 0) {
      const parent = (at - 1) >>> 1
      const above = heap[parent] as Due<T>
      if (!isBefore(due, above)) break
      heap[at] = above
      at = parent
    }
    heap[at] = due
  }

  /** What is due first; undefined if nothing is. */
  take(): Due<T> | undefined {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (first === undefined || last === undefined || heap.length === 0) return first
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= heap.length) break
      const [left, right] = [heap[child] as Due<T>, heap[child + 1]]
      if (right !== undefined && isBefore(right, left)) child += 1
      const below = heap[child] as Due<T>
      if (!isBefore(below, last)) break
      heap[at] = below
      at = child
    }
    heap[at] = last
    return first
  }
}

/** Most keys of one bucket before it is split. */
const BUCKET_MAX = 256

/** Orders latin1 strings as their bytes are ordered. */
export function compareLatin1(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/**
 * A set of keys that only grows, in byte order: sorted buckets, so that a block with thousands of dirty
 * keys can be walked between writes without sorting anew.
 */
export class SortedKeys {
  readonly #buckets: string[][] = []

  constructor(keys: Iterable<string>) {
    const sorted = [...keys].sort(compareLatin1)
    for (let i = 0; i < sorted.length; i += BUCKET_MAX / 2)
      this.#buckets.push(sorted.slice(i, i + BUCKET_MAX / 2))
  }

  /** Adds a key that is not in the set. */
  add(key: string): void {
    const b = Math.max(0, this.#bucketOf(key))
    const bucket = this.#buckets[b]
    if (bucket === undefined) {
      this.#buckets.push([key])
      return
    }
    bucket.splice(lowerBound(bucket, key), 0, key)
    if (bucket.length > BUCKET_MAX) this.#buckets.splice(b + 1, 0, bucket.splice(BUCKET_MAX / 2))
  }

  /** Keys with start <= key < end, in order or descending. */
  *range(start: string | undefined, end: string | undefined, reverse: boolean): Generator<string> {
    const buckets = this.#buckets
    if (reverse) {
      for (let b = end === undefined ? buckets.length - 1 : this.#bucketOf(end); b >= 0; b--) {
        const bucket = buckets[b] as string[]
        for (
          let i = (end === undefined ? bucket.length : lowerBound(bucket, end)) - 1;
          i >= 0;
          i--
        ) {
          const key = bucket[i] as string
          if (start !== undefined && key < start) return
          yield key
        }
      }
      return
    }
    for (
      let b = start === undefined ? 0 : Math.max(0, this.#bucketOf(start));
      b < buckets.length;
      b++
    ) {
      const bucket = buckets[b] as string[]
      for (let i = start === undefined ? 0 : lowerBound(bucket, start); i < bucket.length; i++) {
        const key = bucket[i] as string
        if (end !== undefined && key >= end) return
        yield key
      }
    }
  }

  /** The last bucket whose first key is not above `key`; -1 if there is none. */
  #bucketOf(key: string): number {
    let low = 0
    let high = this.#buckets.length
    while (low < high) {
      const mid = (low + high) >> 1
      if (((this.#buckets[mid] as string[])[0] as string) <= key) low = mid + 1
      else high = mid
    }
    return low - 1
  }
}

/** Index of the first key not below `key`. */
function lowerBound(keys: readonly string[], key: string): number {
  let low = 0
  let high = keys.length
  while (low < high) {
    const mid = (low + high) >> 1
    if ((keys[mid] as string) < key) low = mid + 1
    else high = mid
  }
  return low
}

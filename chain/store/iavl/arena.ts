/** Slots are counted in units of 16 bytes, so that an Int32 reaches 32 GiB. */
export const UNIT_BYTES = 16

/** Unit counts up to this have a size class each; above, eight classes for each doubling. */
const EXACT_CLASSES = 64
const CLASSES = EXACT_CLASSES + 1 + 8 * 32

/** Allocates the memory of a pool; SharedArrayBuffer lets a worker read committed nodes. */
export type Allocate = (bytes: number) => ArrayBufferLike

export const allocateShared: Allocate = (bytes) => new SharedArrayBuffer(bytes)
export const allocateLocal: Allocate = (bytes) => new ArrayBuffer(bytes)

/** How many units a slot for `size` bytes really takes. */
export function unitsFor(size: number): number {
  const units = (size + UNIT_BYTES - 1) >>> 4
  if (units <= EXACT_CLASSES) return units === 0 ? 1 : units
  const shift = 28 - Math.clz32(units)
  return (((units - 1) >>> shift) + 1) << shift
}

function classOf(units: number): number {
  if (units <= EXACT_CLASSES) return units
  const shift = 28 - Math.clz32(units)
  return EXACT_CLASSES + 1 + 8 * shift + (units >>> shift) - 8
}

/**
 * Bytes of keys and values in one buffer. A freed slot waits in the free list of its size class (the link
 * is in its first word), and is never split or joined: sizes of chain state repeat, and a restart from a
 * snapshot packs everything anew.
 */
export class Arena {
  bytes: Uint8Array
  words: Int32Array
  /** Units that are in use, slot headers included. */
  liveUnits = 0
  readonly #allocate: Allocate
  readonly #poison: boolean
  readonly #heads = new Int32Array(CLASSES)
  #top = 1
  #capacity: number

  constructor(allocate: Allocate, bytes: number, poison: boolean) {
    this.#allocate = allocate
    this.#poison = poison
    this.#capacity = Math.max(4, bytes >>> 4)
    const buffer = allocate(this.#capacity * UNIT_BYTES)
    this.bytes = new Uint8Array(buffer)
    this.words = new Int32Array(buffer)
  }

  /** Units ever handed out: what the process has touched. */
  get topUnits(): number {
    return this.#top
  }

  /** A slot for `size` bytes with undefined content. MAY replace `bytes` and `words`. */
  alloc(size: number): number {
    const units = unitsFor(size)
    this.liveUnits += units
    const size_class = classOf(units)
    const head = this.#heads[size_class] as number
    if (head !== 0) {
      this.#heads[size_class] = this.words[head * 4] as number
      return head
    }
    if (this.#top + units > this.#capacity) this.#grow(units)
    const slot = this.#top
    this.#top += units
    return slot
  }

  free(slot: number, size: number): void {
    const units = unitsFor(size)
    this.liveUnits -= units
    if (this.#poison) this.bytes.fill(0xee, slot * UNIT_BYTES, (slot + units) * UNIT_BYTES)
    const size_class = classOf(units)
    this.words[slot * 4] = this.#heads[size_class] as number
    this.#heads[size_class] = slot
  }

  /** PERF: copies everything once; the first buffer is made large (it is mapped lazily) to avoid it. */
  #grow(units: number): void {
    while (this.#top + units > this.#capacity) this.#capacity *= 2
    const buffer = this.#allocate(this.#capacity * UNIT_BYTES)
    const bytes = new Uint8Array(buffer)
    bytes.set(this.bytes.subarray(0, this.#top * UNIT_BYTES))
    this.bytes = bytes
    this.words = new Int32Array(buffer)
  }
}

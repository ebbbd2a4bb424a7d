/**
 * Merkle-anchored PayWord (marketplace.md 2.3): one signature commits to 2^log2Blocks hash chains, each further
 * payment is one word, checked by one hash. Pure: the chain, suppliers and browsers share it, each with its
 * own SHA-256.
 *
 *   word(b, len) = HMAC(seed, id | b)          word(b, j-1) = H(01 | id | b | j-1 | word(b, j))
 *   leaf(b) = H(00 | b | word(b, 0))           node = H(02 | left | right)
 *
 * The id stands in every hash, and binds chain, channel, base, unit and shape. It leaves out the root, which
 * is made of words. It stands in the last word too, so that an epoch that is used twice, after a restore
 * from an old disk, shares no word (rules.md H25).
 */
import { compare, concat } from '../ics23/bytes.js'
import { signedBytes } from '../signedBytes.js'

/** SHA-256. It must not keep its argument, which is used again. */
export type Hash = (bytes: Uint8Array) => Uint8Array

/** Domain of a signed commit. */
export const PAYWORD_DOMAIN = 'infonex/payword/1'
/** Domain of a commit's id. */
export const PAYWORD_ID_DOMAIN = 'infonex/payword-id/1'
/** Blocks, and words of a block, at most: 2^10 (hostile commits). */
export const MAX_LOG2 = 10

const WORD = 32
const encoder = new TextEncoder()
const SEED_INFO = encoder.encode('infonex/payword-seed/1')

/** What the hashes of one commit need to know. */
export interface WordShape {
  /** 32 bytes. */
  readonly id: Uint8Array
  readonly log2Blocks: number
  readonly log2Len: number
}

/** The signed bytes of a commit. */
export function payWordSignBytes(chainId: string, canonicalCommit: Uint8Array): Uint8Array {
  return signedBytes(PAYWORD_DOMAIN, chainId, canonicalCommit)
}

/** Hashed, this is a commit's id. @param canonicalTerms the commit with an empty root */
export function payWordIdBytes(chainId: string, canonicalTerms: Uint8Array): Uint8Array {
  return signedBytes(PAYWORD_ID_DOMAIN, chainId, canonicalTerms)
}

/** The cumulative amount that a word promises. */
export function wordAmount(
  terms: { readonly base: bigint; readonly unit: bigint; readonly log2Len: number },
  block: number,
  index: number,
): bigint {
  return terms.base + terms.unit * BigInt(block * (1 << terms.log2Len) + index)
}

function writeBe32(out: Uint8Array, at: number, value: number): void {
  out[at] = value >>> 24
  out[at + 1] = (value >>> 16) & 255
  out[at + 2] = (value >>> 8) & 255
  out[at + 3] = value & 255
}

function be32(value: number): Uint8Array {
  const out = new Uint8Array(4)
  writeBe32(out, 0, value)
  return out
}

function hmac(hash: Hash, key: Uint8Array, message: Uint8Array): Uint8Array {
  const short = key.length > 64 ? hash(key) : key
  const pad = (byte: number): Uint8Array => {
    const out = new Uint8Array(64).fill(byte)
    short.forEach((k, i) => (out[i] = k ^ byte))
    return out
  }
  return hash(concat(pad(0x5c), hash(concat(pad(0x36), message))))
}

/**
 * The seed of one commit: HKDF-SHA-256 of the payment key, so that no disk has to keep seeds (rules.md H25).
 * @param paymentKey at least 32 secret bytes
 */
export function payWordSeed(
  hash: Hash,
  paymentKey: Uint8Array,
  channelId: Uint8Array,
  epoch: bigint,
): Uint8Array {
  if (paymentKey.length < WORD)
    throw new RangeError(`payment key of ${paymentKey.length} bytes, want 32 or more`)
  const number = new Uint8Array(8)
  writeBe32(number, 0, Number(epoch >> 32n))
  writeBe32(number, 4, Number(epoch & 0xffff_ffffn))
  const extracted = hmac(hash, channelId, paymentKey)
  return hmac(hash, extracted, concat(SEED_INFO, number, Uint8Array.of(1)))
}

/** Walks the chains of one commit downwards. */
export class WordHasher {
  readonly shape: WordShape
  readonly #hash: Hash
  /** 01 | id | b | j | word: one array for all steps. */
  readonly #preimage = new Uint8Array(1 + WORD + 8 + WORD)

  /** @throws RangeError on an id that is none, or more blocks or words than 2^10 */
  constructor(hash: Hash, shape: WordShape) {
    if (shape.id.length !== WORD) throw new RangeError(`id of ${shape.id.length} bytes, want 32`)
    for (const log2 of [shape.log2Blocks, shape.log2Len])
      if (!Number.isInteger(log2) || log2 < 0 || log2 > MAX_LOG2)
        throw new RangeError(`2^${log2} blocks or words, want at most 2^${MAX_LOG2}`)
    this.shape = shape
    this.#hash = hash
    this.#preimage[0] = 1
    this.#preimage.set(shape.id, 1)
  }

  /** word(block, to) from word(block, from): `from - to` hashes. */
  down(block: number, from: number, to: number, word: Uint8Array): Uint8Array {
    const preimage = this.#preimage
    writeBe32(preimage, 33, block)
    let at = word
    for (let j = from - 1; j >= to; j--) {
      writeBe32(preimage, 37, j)
      for (let i = 0; i < WORD; i++) preimage[41 + i] = at[i] as number
      at = this.#hash(preimage)
    }
    return at
  }

  /** The leaf over a block's anchor, which is its word 0. */
  leaf(block: number, anchor: Uint8Array): Uint8Array {
    return this.#hash(concat(Uint8Array.of(0), be32(block), anchor))
  }

  node(left: Uint8Array, right: Uint8Array): Uint8Array {
    return this.#hash(concat(Uint8Array.of(2), left, right))
  }

  /** The root that a block's anchor and siblings lead to. */
  root(block: number, anchor: Uint8Array, proof: readonly Uint8Array[]): Uint8Array {
    let at = this.leaf(block, anchor)
    let place = block
    for (const sibling of proof) {
      at = place % 2 === 0 ? this.node(at, sibling) : this.node(sibling, at)
      place >>>= 1
    }
    return at
  }
}

/** Whether a word stands where it says: at most 2^log2Len + log2Blocks + 1 hashes. Lengths are checked. */
export function leadsToRoot(
  hasher: WordHasher,
  root: Uint8Array,
  at: {
    readonly block: number
    readonly index: number
    readonly word: Uint8Array
    readonly proof: readonly Uint8Array[]
  },
): boolean {
  const { log2Blocks } = hasher.shape
  if (!isPlace(hasher.shape, at.block, at.index) || at.word.length !== WORD) return false
  if (at.proof.length !== log2Blocks || at.proof.some((p) => p.length !== WORD)) return false
  const anchor = hasher.down(at.block, at.index, 0, at.word)
  return compare(hasher.root(at.block, anchor, at.proof), root) === 0
}

/** Whether a commit has such a word. Word 0 is the anchor, which is public and promises nothing. */
export function isPlace(shape: WordShape, block: number, index: number): boolean {
  return (
    Number.isInteger(block) &&
    Number.isInteger(index) &&
    block >= 0 &&
    block < 1 << shape.log2Blocks &&
    index >= 1 &&
    index <= 1 << shape.log2Len
  )
}

/** The payer's side: all words from a seed, of which it keeps one block and the tree of anchors. */
export class WordChains {
  readonly root: Uint8Array
  readonly #hash: Hash
  readonly #seed: Uint8Array
  readonly #hasher: WordHasher
  /** From the leaves upwards. */
  readonly #levels: readonly (readonly Uint8Array[])[]
  #block = -1
  /** Words 0 to len of `#block`. */
  #words: readonly Uint8Array[] = []

  /** Computes all words once: 2^(log2Blocks + log2Len) hashes. */
  constructor(hash: Hash, seed: Uint8Array, shape: WordShape) {
    this.#hash = hash
    this.#seed = seed
    this.#hasher = new WordHasher(hash, shape)
    const len = 1 << shape.log2Len
    const leaves = Array.from({ length: 1 << shape.log2Blocks }, (_, block) =>
      this.#hasher.leaf(block, this.#hasher.down(block, len, 0, this.#last(block))),
    )
    const levels: Uint8Array[][] = [leaves]
    for (let below = leaves; below.length > 1;) {
      const next: Uint8Array[] = []
      for (let i = 0; i < below.length; i += 2)
        next.push(this.#hasher.node(below[i] as Uint8Array, below[i + 1] as Uint8Array))
      levels.push(next)
      below = next
    }
    this.#levels = levels
    this.root = (levels.at(-1) as Uint8Array[])[0] as Uint8Array
  }

  #last(block: number): Uint8Array {
    return hmac(this.#hash, this.#seed, concat(this.#hasher.shape.id, be32(block)))
  }

  /** @throws RangeError if the commit has no such word */
  word(block: number, index: number): Uint8Array {
    const { shape } = this.#hasher
    if (!isPlace(shape, block, index)) throw new RangeError(`no word ${block}, ${index}`)
    if (block !== this.#block) {
      const words = [this.#last(block)]
      for (let j = 1 << shape.log2Len; j > 0; j--)
        words.push(this.#hasher.down(block, j, j - 1, words.at(-1) as Uint8Array))
      this.#words = words.reverse()
      this.#block = block
    }
    return this.#words[index] as Uint8Array
  }

  /** The siblings of a block's leaf, from below. */
  proof(block: number): Uint8Array[] {
    return this.#levels
      .slice(0, -1)
      .map((level, height) => level[(block >>> height) ^ 1] as Uint8Array)
  }
}

/** A word that is refused; the text says why. */
export class WordError extends Error {
  override readonly name = 'WordError'
}

/** Where a payee stands in a commit: what it must keep to claim. */
export interface WordPosition {
  readonly block: number
  readonly index: number
  readonly word: Uint8Array
  readonly proof: readonly Uint8Array[]
}

/** Hashes that one payment may cost the payee, by default: skips are the payer's to make and the payee's to bear. */
export const MAX_SKIP = 256

/** The payee's side: one hash a payment, the proof of a block once. */
export class WordReceiver {
  readonly #hasher: WordHasher
  readonly #root: Uint8Array
  readonly #maxSkip: number
  #at: WordPosition | undefined

  /** @param at where it stood before a restart */
  constructor(
    hasher: WordHasher,
    root: Uint8Array,
    options: { readonly maxSkip?: number; readonly at?: WordPosition } = {},
  ) {
    this.#hasher = hasher
    this.#root = root
    this.#maxSkip = options.maxSkip ?? MAX_SKIP
    if (options.at !== undefined && !leadsToRoot(hasher, root, options.at))
      throw new WordError('the position kept is not one of this commit')
    this.#at = options.at
  }

  /** The highest word taken, as a claim needs it; undefined before the first. */
  get position(): WordPosition | undefined {
    return this.#at
  }

  /**
   * Takes a later word. `proof` is looked at only when the block is a new one.
   * @throws WordError and changes nothing, unless the word is good
   */
  accept(block: number, index: number, word: Uint8Array, proof: readonly Uint8Array[] = []): void {
    const at = this.#at
    if (at?.block === block && word.length === WORD) {
      const steps = index - at.index
      if (steps < 1 || !isPlace(this.#hasher.shape, block, index))
        throw new WordError(`word ${index} of block ${block}, have ${at.index}`)
      if (steps > this.#maxSkip)
        throw new WordError(`${steps} words at once, want at most ${this.#maxSkip}`)
      if (compare(this.#hasher.down(block, index, at.index, word), at.word) !== 0)
        throw new WordError(`word ${index} of block ${block} does not lead to the one before`)
      this.#at = { block, index, word, proof: at.proof }
      return
    }
    if (at !== undefined && !(block > at.block))
      throw new WordError(`block ${block}, have ${at.block}`)
    if (index > this.#maxSkip)
      throw new WordError(`${index} words at once, want at most ${this.#maxSkip}`)
    const next = { block, index, word, proof }
    if (!leadsToRoot(this.#hasher, this.#root, next))
      throw new WordError(`word ${index} of block ${block} does not lead to the root`)
    this.#at = next
  }
}

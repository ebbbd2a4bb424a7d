import { sha256Latin1 } from '../../codec/hash.js'
import { toSafeNumber } from '../../types/arith.js'
import { UNIT_BYTES } from './arena.js'
import {
  HASH,
  HASH_BYTES,
  KEY,
  KEY_HEADER,
  KEY_LENGTH,
  LEFT,
  type NodePool,
  RECORD_WORDS,
  RIGHT,
  SHAPE,
  VALUE,
  VALUE_LENGTH,
  VERSION,
} from './pool.js'

/** Views of the scratch are kept for lengths below this: every inner node, most leaves and values. */
const CACHED_VIEWS = 512

/** Whether words of typed arrays have their lowest byte first. */
const LITTLE = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1

/** Writes an unsigned varint below 2^31; returns the offset after it. */
export function writeVarint(target: Uint8Array, at: number, value: number): number {
  let v = value
  while (v > 127) {
    target[at++] = (v & 127) | 128
    v >>>= 7
  }
  target[at++] = v
  return at
}

/** The zig-zag varint (Go binary.PutVarint) of a number that is not negative. */
export function zigzag(value: bigint): Uint8Array {
  const out: number[] = []
  let v = value << 1n
  while (v > 127n) {
    out.push(toSafeNumber(v & 127n) | 128)
    v >>= 7n
  }
  out.push(toSafeNumber(v))
  return Uint8Array.from(out)
}

/**
 * Hashes nodes by cosmos/iavl node.go writeHashBytes.
 * PERF: half of a commit's time is here. Pre-images are written into one scratch buffer whose views are
 * kept by length; digests come as latin1 strings (as a Buffer they cost three times as much).
 */
export class NodeHasher {
  readonly #pool: NodePool
  #scratch = new Uint8Array(1 << 12)
  #words = new DataView(this.#scratch.buffer)
  #views: (Uint8Array | undefined)[] = []
  #version: Uint8Array = zigzag(0n)
  readonly #versions = new Map<number, Uint8Array>()

  constructor(pool: NodePool) {
    this.#pool = pool
  }

  /** Hashes what the pool's current version made under `root`. */
  hashNew(root: number): void {
    if (root === 0) return
    this.#useVersion(this.#pool.version)
    this.#visit(root, this.#pool.version)
  }

  /** Hashes one node, whose children are hashed, whatever its version. */
  hashOne(id: number): void {
    this.#useVersion(this.#pool.nodes[id * RECORD_WORDS + VERSION] as number)
    if (this.#pool.heightOf(id) === 0) this.#leaf(id)
    else this.#inner(id)
  }

  #visit(id: number, version: number): void {
    const nodes = this.#pool.nodes
    const at = id * RECORD_WORDS
    if ((nodes[at + VERSION] as number) !== version) return
    if (((nodes[at + SHAPE] as number) & 63) === 0) {
      this.#leaf(id)
      return
    }
    this.#visit(nodes[at + LEFT] as number, version)
    this.#visit(nodes[at + RIGHT] as number, version)
    this.#inner(id)
  }

  #inner(id: number): void {
    const nodes = this.#pool.nodes
    const at = id * RECORD_WORDS
    const shape = nodes[at + SHAPE] as number
    const scratch = this.#scratch
    scratch[0] = (shape & 63) << 1
    let end = writeVarint(scratch, 1, (shape >>> 6) * 2)
    const version = this.#version
    for (let i = 0; i < version.length; i++) scratch[end++] = version[i] as number
    scratch[end++] = HASH_BYTES
    end = this.#copyHash(end, nodes[at + LEFT] as number)
    scratch[end++] = HASH_BYTES
    end = this.#copyHash(end, nodes[at + RIGHT] as number)
    this.#digestInto(id, end)
  }

  #leaf(id: number): void {
    const pool = this.#pool
    const nodes = pool.nodes
    const at = id * RECORD_WORDS
    const bytes = pool.arena.bytes
    const valueLength = nodes[at + VALUE_LENGTH] as number
    const keyLength = nodes[at + KEY_LENGTH] as number
    this.#reserve(Math.max(valueLength, keyLength + 64))
    const scratch = this.#scratch
    copyOut(scratch, 0, bytes, (nodes[at + VALUE] as number) * UNIT_BYTES, valueLength)
    const valueHash = sha256Latin1(this.#view(valueLength))
    scratch[0] = 0
    scratch[1] = 2
    let end = 2
    const version = this.#version
    for (let i = 0; i < version.length; i++) scratch[end++] = version[i] as number
    end = writeVarint(scratch, end, keyLength)
    const key = (nodes[at + KEY] as number) * UNIT_BYTES + KEY_HEADER
    copyOut(scratch, end, bytes, key, keyLength)
    end += keyLength
    scratch[end++] = HASH_BYTES
    for (let i = 0; i < HASH_BYTES; i++) scratch[end + i] = valueHash.charCodeAt(i)
    this.#digestInto(id, end + HASH_BYTES)
  }

  #digestInto(id: number, length: number): void {
    const digest = sha256Latin1(this.#view(length))
    const nodes = this.#pool.nodes
    const at = id * RECORD_WORDS + HASH
    for (let i = 0; i < 8; i++) {
      const a = digest.charCodeAt(4 * i)
      const b = digest.charCodeAt(4 * i + 1)
      const c = digest.charCodeAt(4 * i + 2)
      const d = digest.charCodeAt(4 * i + 3)
      nodes[at + i] = LITTLE
        ? (d << 24) | (c << 16) | (b << 8) | a
        : (a << 24) | (b << 16) | (c << 8) | d
    }
  }

  /** PERF: words at odd offsets; a DataView writes them as fast as aligned ones. */
  #copyHash(at: number, id: number): number {
    const nodes = this.#pool.nodes
    const from = id * RECORD_WORDS + HASH
    const words = this.#words
    for (let i = 0; i < 8; i++) words.setInt32(at + 4 * i, nodes[from + i] as number, LITTLE)
    return at + HASH_BYTES
  }

  #view(length: number): Uint8Array {
    if (length >= CACHED_VIEWS) return this.#scratch.subarray(0, length)
    return (this.#views[length] ??= this.#scratch.subarray(0, length))
  }

  #reserve(bytes: number): void {
    if (bytes <= this.#scratch.length) return
    this.#scratch = new Uint8Array(2 * bytes)
    this.#words = new DataView(this.#scratch.buffer)
    this.#views = []
  }

  #useVersion(version: number): void {
    let bytes = this.#versions.get(version)
    if (bytes === undefined) {
      if (this.#versions.size > 4096) this.#versions.clear()
      bytes = zigzag(this.#pool.versionBase + BigInt(version))
      this.#versions.set(version, bytes)
    }
    this.#version = bytes
  }
}

/** PERF: below about 64 bytes a loop is faster than set(subarray()). */
function copyOut(
  target: Uint8Array,
  at: number,
  source: Uint8Array,
  from: number,
  length: number,
): void {
  if (length > 64) target.set(source.subarray(from, from + length), at)
  else for (let i = 0; i < length; i++) target[at + i] = source[from + i] as number
}

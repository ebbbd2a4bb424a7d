import { utf8 } from '../types/bytes.js'
import type { Context, QueryContext } from '../types/context.js'
import type { KeyCodec } from './keys.js'
import { StoreMap, type ValueCodec, type Walk } from './map.js'
import { be64, fromBe64 } from '../types/bytes.js'

const none: KeyCodec<undefined> = { encode: () => new Uint8Array(), decode: () => undefined }
const one: ValueCodec<true> = { encode: () => Uint8Array.of(1), decode: () => true }

/** u64 values as 8 bytes big-endian. */
export const u64Value: ValueCodec<bigint> = { encode: be64, decode: (bytes) => fromBe64(bytes) }
/** Raw bytes as they are; MUST NOT be empty. */
export const bytesValue: ValueCodec<Uint8Array> = { encode: (v) => v, decode: (b) => b }
/** Text as UTF-8; MUST NOT be empty. */
export const stringValue: ValueCodec<string> = {
  encode: utf8,
  decode: (b) => Buffer.from(b.buffer, b.byteOffset, b.length).toString('utf8'),
}

/** A single value under one key. */
export class StoreItem<V> {
  /** The item as a map of one key. */
  readonly map: StoreMap<undefined, V>
  constructor(options: { store: string; prefix: Uint8Array; name: string; value: ValueCodec<V> }) {
    this.map = new StoreMap({ ...options, key: none })
  }
  get(ctx: QueryContext): V | undefined {
    return this.map.get(ctx, undefined)
  }
  set(ctx: Context, value: V): void {
    this.map.set(ctx, undefined, value)
  }
  delete(ctx: Context): void {
    this.map.delete(ctx, undefined)
  }
}

/** Counts upwards; `next` gives the current number and stores the one after it (collections.Sequence). */
export class Sequence {
  /** Where the next number is stored. */
  readonly item: StoreItem<bigint>
  readonly #start: bigint
  constructor(options: { store: string; prefix: Uint8Array; name: string; start?: bigint }) {
    this.item = new StoreItem({ ...options, value: u64Value })
    this.#start = options.start ?? 0n
  }
  peek(ctx: QueryContext): bigint {
    return this.item.get(ctx) ?? this.#start
  }
  next(ctx: Context): bigint {
    const value = this.peek(ctx)
    this.item.set(ctx, value + 1n)
    return value
  }
  set(ctx: Context, value: bigint): void {
    this.item.set(ctx, value)
  }
}

/** A set of keys; each stores one byte, since an empty value cannot be proved. */
export class KeySet<K> {
  /** The set as a map whose values say nothing: for pages. */
  readonly map: StoreMap<K, true>
  constructor(options: { store: string; prefix: Uint8Array; name: string; key: KeyCodec<K> }) {
    this.map = new StoreMap({ ...options, value: one })
  }
  has(ctx: QueryContext, key: K): boolean {
    return this.map.has(ctx, key)
  }
  add(ctx: Context, key: K): void {
    this.map.set(ctx, key, true)
  }
  delete(ctx: Context, key: K): void {
    this.map.delete(ctx, key)
  }
  *walk(ctx: QueryContext, walk: Walk = {}): IterableIterator<K> {
    for (const [key] of this.map.walk(ctx, walk)) yield key
  }
}

import {
  fixedSize,
  type KeyCodec,
  pairKey,
  bytesKey,
  u64Key,
} from '../../chain/collections/keys.js'
import { u64Value } from '../../chain/collections/item.js'
import { StoreMap } from '../../chain/collections/map.js'
import type { Context } from '../../chain/types/context.js'
import { type Due, isDue } from './state.js'

/** What a clock ends; numbers are parts of keys. */
export const CLOCK = {
  answer: 1,
  review: 2,
  demand: 3,
  receipt: 4,
  assertion: 5,
  conflict: 6,
  key: 7,
  draw: 8,
} as const
/** A kind of clock. */
export type ClockKind = (typeof CLOCK)[keyof typeof CLOCK]

const u8Key: KeyCodec<number> = {
  encode: (n) => Uint8Array.of(n),
  decode: (bytes) => bytes[0] as number,
}

/**
 * What waits for a time and a height, in order of time; each kind by itself, so that none waits behind the
 * slower blocks of another.
 */
export class Clocks {
  /** kind | due ms | what -> due height */
  readonly map: StoreMap<readonly [number, readonly [bigint, Uint8Array]], bigint>

  constructor(store: string, prefix: Uint8Array) {
    this.map = new StoreMap({
      store,
      prefix,
      name: 'clocks',
      key: pairKey(u8Key, pairKey(u64Key, bytesKey, fixedSize(8)), fixedSize(1)),
      value: u64Value,
    })
  }

  start(ctx: Context, kind: ClockKind, due: Due, what: Uint8Array): void {
    this.map.set(ctx, [kind, [due.ms, what]], due.height)
  }

  stop(ctx: Context, kind: ClockKind, due: Due, what: Uint8Array): void {
    this.map.delete(ctx, [kind, [due.ms, what]])
  }

  /** Takes out what is due of one kind, oldest first, `max` at most. */
  take(ctx: Context, kind: ClockKind, max: number): Uint8Array[] {
    const due: (readonly [Due, Uint8Array])[] = []
    for (const [[, [ms, what]], height] of this.map.walk(ctx, { prefix: u8Key.encode(kind) })) {
      // Times and heights of one kind grow together: the first that waits ends the walk.
      if (due.length >= max || !isDue({ ms, height }, ctx.timeMs, ctx.height)) break
      due.push([{ ms, height }, what])
    }
    for (const [at, what] of due) this.stop(ctx, kind, at, what)
    return due.map(([, what]) => what)
  }
}

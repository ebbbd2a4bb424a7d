import type { Context } from '../../chain/types/context.js'
import { toSafeNumber } from '../../chain/types/arith.js'
import { eventServerStale } from './events.js'
import { uptimeAfter, uptimeClassOf } from './health.js'
import type { RouterKeeper } from './keeper.js'
import type { Server } from './state.js'

/** A sign of life: the time to live begins again, and a stale server is matched again. */
export function hear(
  keeper: RouterKeeper,
  ctx: Context,
  { id }: Pick<Server, 'id'>,
  said: { readonly connected?: number; readonly queued?: number } = {},
): void {
  const { serverTtlMs } = keeper.paramsOrDefault(ctx)
  const before = keeper.health.get(ctx, id)
  const uptimePpm = before.heardMs === 0 ? 0 : uptimeAfter(before, ctx.timeMs, serverTtlMs)
  const heardMs = toSafeNumber(ctx.timeMs)
  const after = keeper.health.change(ctx, id, { ...said, heardMs, uptimePpm, isWatched: true })
  if (!before.isWatched) keeper.watch.add(ctx, [ctx.timeMs + serverTtlMs, id])
  if (!before.isWatched || uptimeClassOf(before) !== uptimeClassOf(after)) keeper.moved.add(ctx, id)
}

/** Servers that were not heard of for a time to live are matched no more, a bounded number a block. */
export function endWatches(keeper: RouterKeeper, ctx: Context): void {
  const { serverTtlMs, endingsPerBlock } = keeper.paramsOrDefault(ctx)
  const due: (readonly [bigint, bigint])[] = []
  for (const key of keeper.watch.walk(ctx)) {
    if (key[0] > ctx.timeMs || due.length >= endingsPerBlock) break
    due.push(key)
  }
  for (const [dueMs, id] of due) {
    keeper.watch.delete(ctx, [dueMs, id])
    if (!keeper.servers.has(ctx, id)) continue
    const { heardMs } = keeper.health.get(ctx, id)
    const endMs = BigInt(heardMs) + serverTtlMs
    if (endMs > ctx.timeMs) {
      keeper.watch.add(ctx, [endMs, id])
      continue
    }
    keeper.health.change(ctx, id, { isWatched: false })
    keeper.moved.add(ctx, id)
    ctx.events.push(eventServerStale(id, BigInt(heardMs)))
  }
}

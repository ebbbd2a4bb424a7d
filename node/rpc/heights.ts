/** Heights and pages as CometBFT reads them, with its texts. */
import type { Engine } from '../engine/types.js'
import type { RpcLimits } from './limits.js'
import { refuseParam } from './params.js'
import { internalError, invalidParams } from './rpcError.js'

/**
 * The height asked for, or the latest that is executed, too. `ahead`: how far above the last block something is known.
 * @throws RpcError when it is not kept.
 */
export function heightIn(engine: Engine, asked: bigint | undefined, ahead = 0n): bigint {
  const latest = engine.status().latestHeight
  const { base } = engine.blocks
  if (asked === undefined) return latest + ahead
  if (asked <= 0n) throw invalidParams(`height: must be greater than 0, but got ${asked}`)
  if (asked > latest + ahead) {
    throw internalError(
      `height ${asked} must be less than or equal to the current blockchain height ${latest}`,
    )
  }
  if (asked < base) {
    throw internalError(`height ${asked} is not available, lowest height is ${base}`)
  }
  return asked
}

/** A page of a list. */
export interface Paging {
  readonly page: number
  readonly perPage: number
}

/** Page from 1 and its length, clipped. */
export function pagingOf(
  params: { page: bigint | undefined; per_page: bigint | undefined },
  limits: RpcLimits,
): Paging {
  const { page = 1n, per_page: asked = BigInt(limits.defaultPerPage) } = params
  if (page < 1n || page > 1_000_000_000n) refuseParam('page', page.toString(), 'a number from 1')
  const perPage =
    asked < 1n
      ? limits.defaultPerPage
      : asked > BigInt(limits.maxPerPage)
        ? limits.maxPerPage
        : Number(asked)
  return { page: Number(page), perPage }
}

/** @throws RpcError when the page lies behind the last one. */
export function checkPage({ page, perPage }: Paging, total: number): void {
  const pages = Math.max(1, Math.ceil(total / perPage))
  if (page > pages) {
    throw internalError(`page should be within [1, ${pages}] range, given ${page}`)
  }
}

/** Sort order; `fallback` when it is not given. */
export function orderOf(asked: string | undefined, fallback: 'asc' | 'desc'): 'asc' | 'desc' {
  if (asked === undefined || asked === '') return fallback
  if (asked === 'asc' || asked === 'desc') return asked
  return refuseParam('order_by', asked, '"asc" or "desc"')
}

/** What CometBFT answers for a range of headers: non-negative, clipped, at most `limit` up to the end. */
export function blockRange(
  engine: Engine,
  asked: { min: bigint | undefined; max: bigint | undefined },
  limit: number,
): { low: bigint; high: bigint } {
  const { min = 0n, max = 0n } = asked
  if (min < 0n || max < 0n) throw invalidParams('heights must be non-negative')
  const { latestHeight: latest } = engine.status()
  const { base } = engine.blocks
  const high = max === 0n || max > latest ? latest : max
  let low = min < base ? base : min
  const clipped = high - BigInt(limit) + 1n
  if (low < clipped) low = clipped
  if (low > high) {
    throw internalError(`min height ${low} can't be greater than max height ${high}`)
  }
  return { low, high }
}

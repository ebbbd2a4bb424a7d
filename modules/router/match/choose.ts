import type { Draws } from './draws.js'
import { IDLE, NEWCOMER, PROVEN } from './pools.js'
import { compareMerits, type Merits, type Weights } from './score.js'

/** Draws in a lane before the list is walked. */
export const MAX_DRAWS = 8
/** Places that the list visits at most. */
export const LIST_LIMIT = 64
/** Basis points of matches that look for a newcomer first. */
export const EXPLORATION_BPS = 200

/** Why a server is not for a request. Numbers are consensus: append only. */
export const NO_SERVER = 1
export const TOO_DEAR = 2
export const TOO_SLOW = 3
export const UPTIME_TOO_LOW = 4
export const FULL = 5
export const NOT_SERVING = 6
/** Its operator's bond does not cover one prepaid unit more. */
export const NO_BOND = 7
/** No agreement leads to it now. */
export const NO_PATH = 8
/** It was tried for this request before. */
export const TRIED = 9
/** The request waited too long. */
export const EXPIRED = 10
/** It is outside of the regions of the request. */
export const OTHER_REGION = 11
/** Highest reason that a server can have. */
const LAST_REASON = TRIED

/** How a server was found. Numbers are consensus: append only. */
export const BY_NAME = 1
export const BY_EXPLORATION = 2
export const BY_IDLE_SLOT = 3
export const BY_TWO_CHOICES = 4
export const BY_LIST = 5

/** A server that may be chosen. */
export interface Candidate extends Merits {
  readonly id: bigint
  readonly uptimeClass: number
  /** Open leases, and how many there may be: declared slots times the queue factor. */
  readonly leases: number
  readonly maxLeases: number
  /** Active, heard of lately, bonded, not expired. */
  readonly isServing: boolean
}

/** What a client asks for; hard limits are never relaxed. */
export interface Wish {
  readonly maxPrice: bigint
  readonly maxLatencyUs: number
  readonly minUptimeClass: number
  readonly weights: Weights
}

/** A last look at a server that fits otherwise: what costs more to ask than a candidate shows. */
export type LastLook<C> = (candidate: C) => number | undefined

/** A server that the client names. */
export interface Named<C extends Candidate> {
  readonly candidate: C | undefined
  /** This one or none. */
  readonly isInsisted: boolean
}

/** Where candidates come from, by the lanes of pools.ts; what it holds fits place, region and class. */
export interface Source<C extends Candidate> {
  total(lane: number): number
  /** @param x below the total; `next` is the first draw after this candidate */
  draw(lane: number, x: number): { readonly candidate: C; readonly next: number }
  /** Why there is nobody at all; asked only then. */
  emptyReason(): number
}

export type Choice<C> =
  | { readonly found: true; readonly candidate: C; readonly how: number }
  | { readonly found: false; readonly reason: number }

/** The first limit that a candidate misses; undefined if it may serve the request. */
export function exclusion(candidate: Candidate, wish: Wish): number | undefined {
  if (!candidate.isServing || candidate.provenMilli === 0) return NOT_SERVING
  if (candidate.price > wish.maxPrice) return TOO_DEAR
  if (candidate.latencyUs > wish.maxLatencyUs) return TOO_SLOW
  if (candidate.uptimeClass < wish.minUptimeClass) return UPTIME_TOO_LOW
  if (candidate.leases >= candidate.maxLeases) return FULL
  return undefined
}

/** The better of two; at a tie the lower number, so that order never matters. */
export function better<C extends Candidate>(weights: Weights, a: C, b: C): C {
  const order = compareMerits(weights, a, b)
  if (order !== 0) return order < 0 ? a : b
  return a.id <= b.id ? a : b
}

/** Who was looked at, each server once, and what most of them missed. */
class Exclusions<C extends Candidate> {
  readonly #wish: Wish
  readonly #lastLook: LastLook<C> | undefined
  /** PERF: few are looked at, so that a walk through them is faster than a Map. */
  readonly #ids: bigint[] = []
  /** Of each of them; 0 = it fits. */
  readonly #reasons: number[] = []

  constructor(wish: Wish, lastLook: LastLook<C> | undefined) {
    this.#wish = wish
    this.#lastLook = lastLook
  }

  fits(candidate: C): boolean {
    const { id } = candidate
    const known = this.#ids.indexOf(id)
    if (known !== -1) return this.#reasons[known] === 0
    const reason = exclusion(candidate, this.#wish) ?? this.#lastLook?.(candidate) ?? 0
    this.#ids.push(id)
    this.#reasons.push(reason)
    return reason === 0
  }

  /** The reason that excluded most, the lower number at a tie; undefined if none was looked at. */
  most(): number | undefined {
    const counts = new Array<number>(LAST_REASON + 1).fill(0)
    for (const reason of this.#reasons)
      if (reason !== 0) counts[reason] = (counts[reason] as number) + 1
    const most = Math.max(...counts)
    return most === 0 ? undefined : counts.indexOf(most)
  }
}

/** Up to `want` candidates that fit, of at most MAX_DRAWS draws in proportion to weight. */
function drawn<C extends Candidate>(
  source: Source<C>,
  lane: number,
  draws: Draws,
  seen: Exclusions<C>,
  want: number,
): readonly C[] {
  const total = source.total(lane)
  const found: C[] = []
  for (let i = 0; total > 0 && i < MAX_DRAWS && found.length < want; i++) {
    const { candidate } = source.draw(lane, draws.below(total))
    if (seen.fits(candidate)) found.push(candidate)
  }
  return found
}

/** Every place once, from a drawn one on, at most LIST_LIMIT: the best that fits. */
function listed<C extends Candidate>(
  source: Source<C>,
  draws: Draws,
  seen: Exclusions<C>,
  weights: Weights,
): C | undefined {
  const total = source.total(PROVEN)
  if (total === 0) return undefined
  const start = draws.below(total)
  let best: C | undefined
  let x = start
  let wrapped = false
  for (let i = 0; i < LIST_LIMIT; i++) {
    const { candidate, next } = source.draw(PROVEN, x)
    if (seen.fits(candidate))
      best = best === undefined ? candidate : better(weights, best, candidate)
    x = next
    if (x === total) [x, wrapped] = [0, true]
    if (wrapped && x >= start) break
  }
  return best
}

/**
 * Who serves a request: the server that the client names; else now and then a newcomer; else one with an
 * idle slot, in proportion to idle slots; else the better of two drawn by proven capacity; else the best of
 * a list. Nobody if none fits: limits are the client's and are never relaxed.
 */
export function choose<C extends Candidate>(
  source: Source<C>,
  wish: Wish,
  draws: Draws,
  named?: Named<C>,
  lastLook?: LastLook<C>,
): Choice<C> {
  const seen = new Exclusions<C>(wish, lastLook)
  if (named !== undefined) {
    const { candidate, isInsisted } = named
    if (candidate !== undefined && seen.fits(candidate))
      return { found: true, candidate, how: BY_NAME }
    if (isInsisted) return { found: false, reason: seen.most() ?? NO_SERVER }
  }
  if (draws.below(10_000) < EXPLORATION_BPS) {
    const [candidate] = drawn(source, NEWCOMER, draws, seen, 1)
    if (candidate !== undefined) return { found: true, candidate, how: BY_EXPLORATION }
  }
  const [idle] = drawn(source, IDLE, draws, seen, 1)
  if (idle !== undefined) return { found: true, candidate: idle, how: BY_IDLE_SLOT }
  const [a, b] = drawn(source, PROVEN, draws, seen, 2)
  if (a !== undefined) {
    const candidate = b === undefined ? a : better(wish.weights, a, b)
    return { found: true, candidate, how: BY_TWO_CHOICES }
  }
  const last = listed(source, draws, seen, wish.weights)
  if (last !== undefined) return { found: true, candidate: last, how: BY_LIST }
  return { found: false, reason: seen.most() ?? source.emptyReason() }
}

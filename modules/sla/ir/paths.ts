import { SlaIrError } from './errors.js'
import { METHOD_ALL } from './values.js'

/** The path that is for everything that no other names. */
export const DEFAULT_PATH = 'default'

/** A part of a segment: a text, after at least `gap` characters of any kind; undefined gap: at once. */
interface Piece {
  readonly gap: number | undefined
  readonly text: string
}

/** A path of a plan, ready to be compared with paths of requests. */
export interface Pattern {
  readonly path: string
  /** True: for every path (`default`). */
  readonly isDefault: boolean
  /** True: no `*` in it. */
  readonly isExact: boolean
  /** True: no `*` and no `{name}`: it is its own only match. */
  readonly isLiteral: boolean
  /** True: the last segment is `*`, for one or more segments. */
  readonly isOpen: boolean
  readonly segments: readonly (readonly Piece[])[]
  /** Each segment with its wildcards filled by FRESH: the most general text that it matches. */
  readonly filled: readonly string[]
  readonly literalSegments: number
  /** UTF-16 code units before the first wildcard. */
  readonly literalPrefix: number
}

/** A text that no document names; what matches it matches any. */
export const FRESH = '~'

const WILDCARD = /\*+|\{[^{}]*\}/g
const MAX_SEGMENTS = 64

/** Segments of a path; one slash at its beginning is not counted. */
export function segmentTexts(path: string): string[] {
  return (path.startsWith('/') ? path.slice(1) : path).split('/')
}

/** @throws SlaIrError for a path that no request can have. */
export function checkPath(place: string, path: string): void {
  if (path === '' || /[\u0000-\u001f\u007f\\]/.test(path))
    throw new SlaIrError(place, 'a path is "default" or a text without control characters')
  const count = segmentTexts(path).length
  if (count > MAX_SEGMENTS)
    throw new SlaIrError(place, `a path of ${count} segments, the most is ${MAX_SEGMENTS}`)
}

function piecesOf(segment: string): Piece[] {
  const pieces: Piece[] = []
  let gap: number | undefined
  let at = 0
  for (const found of segment.matchAll(WILDCARD)) {
    const text = segment.slice(at, found.index)
    if (text !== '' || pieces.length === 0) pieces.push({ gap, text })
    // `a*` is also for `a`; a segment that is a wildcard alone, and a {name}, are for one character or more.
    const least = found[0].startsWith('{') || found[0].length === segment.length ? 1 : 0
    gap = text === '' && gap !== undefined ? Math.max(gap, least) : least
    at = found.index + found[0].length
  }
  pieces.push({ gap, text: segment.slice(at) })
  return pieces
}

/** Takes a path of a plan apart. */
export function patternOf(path: string): Pattern {
  const isDefault = path === DEFAULT_PATH
  const texts = isDefault ? [] : segmentTexts(path)
  const first = path.search(/\*|\{[^{}]*\}/)
  return {
    path,
    isDefault,
    isExact: !isDefault && !path.includes('*'),
    isLiteral: !isDefault && first < 0,
    isOpen: /^\*+$/.test(texts[texts.length - 1] ?? ''),
    segments: texts.map(piecesOf),
    filled: texts.map((text) => text.replace(WILDCARD, FRESH)),
    literalSegments: isDefault ? -1 : texts.filter((text) => !/\*|\{[^{}]*\}/.test(text)).length,
    literalPrefix: isDefault ? -1 : first < 0 ? path.length : first,
  }
}

/** Leftmost places do: what is after the last gap ends where the segment ends. */
export function matchesSegment(pieces: readonly Piece[], segment: string): boolean {
  let at = 0
  for (let i = 0; i < pieces.length; i++) {
    const { gap, text } = pieces[i] as Piece
    const isLast = i === pieces.length - 1
    if (gap === undefined) {
      if (!segment.startsWith(text)) return false
      at = text.length
    } else if (isLast) {
      const from = segment.length - text.length
      if (from < at + gap || !segment.endsWith(text)) return false
      at = segment.length
    } else {
      const found = segment.indexOf(text, at + gap)
      if (found < 0) return false
      at = found + text.length
    }
  }
  return at === segment.length
}

/** Whether a plan's path is for a path of a request, which is given with its segments too. */
export function matchesPath(
  pattern: Pattern,
  path: string,
  segments: readonly string[] = segmentTexts(path),
): boolean {
  if (pattern.isDefault || pattern.path === path) return true
  if (pattern.isLiteral) return false
  const wanted = pattern.segments.length
  if (pattern.isOpen ? segments.length < wanted : segments.length !== wanted) return false
  return pattern.segments.every((pieces, i) => matchesSegment(pieces, segments[i] as string))
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * Which of two rules comes first: exact paths, then more literal segments, then the longer literal prefix, then
 * a method that is named, then the lower text. A total order, so that there is one winner.
 */
export function compareRules(
  a: { readonly pattern: Pattern; readonly method: number },
  b: { readonly pattern: Pattern; readonly method: number },
): number {
  const [p, q] = [a.pattern, b.pattern]
  return (
    Number(q.isExact) - Number(p.isExact) ||
    q.literalSegments - p.literalSegments ||
    q.literalPrefix - p.literalPrefix ||
    Number(a.method === METHOD_ALL) - Number(b.method === METHOD_ALL) ||
    order(p.path, q.path) ||
    a.method - b.method
  )
}

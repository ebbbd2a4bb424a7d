import { normalDecimal } from './decimal.js'
import { describe, isAbsent, shorten, within } from './tree.js'
import type { MapNode, Place, Tree } from './tree.js'
import type { Report } from './problem.js'

/** A node with its place. */
export interface Spot {
  readonly place: Place
  readonly node: Tree
}

/** A map with its place. */
export interface MapSpot {
  readonly place: Place
  readonly node: MapNode
}

/** The child of a map, unless it is absent or nothing. */
export function child(map: MapSpot, key: string): Spot | undefined {
  const node = map.node.entries.get(key)
  return isAbsent(node) ? undefined : { place: within(map.place, key), node: node as Tree }
}

/** Children of a map that hold something. */
export function children(map: MapSpot): [string, Spot][] {
  return [...map.node.entries.keys()].flatMap((key) => {
    const spot = child(map, key)
    return spot === undefined ? [] : [[key, spot] as [string, Spot]]
  })
}

/** Refuses what is no map. */
export function asMap(report: Report, spot: Spot): MapSpot | undefined {
  const { node, place } = spot
  if (node.kind === 'map') return { node, place }
  return report.refuse(
    place,
    node,
    'shape',
    `${describe(node)} where a map is wanted`,
    'key: value',
  )
}

/** The child map of a map; undefined when it is absent or refused. */
export function childMap(report: Report, map: MapSpot, key: string): MapSpot | undefined {
  const spot = child(map, key)
  return spot === undefined ? undefined : asMap(report, spot)
}

/** Longest text that goes into the normal form, in characters. */
export const TEXT_MAX = 512
/** Controls, and characters that change how a text is shown. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}]/u

/** Refuses what is no text, or one that is not seen as it is. */
export function asText(report: Report, { place, node }: Spot): string | undefined {
  if (node.kind !== 'text')
    return report.refuse(place, node, 'shape', `${describe(node)} where a text is wanted`, '')
  const { text } = node
  if (text.length > TEXT_MAX) {
    const why = `a text of ${text.length} characters, at most ${TEXT_MAX}`
    return report.refuse(place, node, 'text-control', why, 'shorten it')
  }
  if (/^[\x20-\x7e]*$/.test(text)) return text.trim()
  if (UNSEEN.test(text)) {
    const why = `'${shorten(text)}' holds characters that are not seen`
    return report.refuse(place, node, 'text-control', why, 'leave out controls and direction marks')
  }
  return text.trim()
}

/** The text of a child; undefined when it is absent or refused. */
export function childText(report: Report, map: MapSpot, key: string): string | undefined {
  const spot = child(map, key)
  return spot === undefined ? undefined : asText(report, spot)
}

/** A normal decimal, or a refusal. */
export function asDecimal(report: Report, spot: Spot): string | undefined {
  const { place, node } = spot
  if (node.kind !== 'text')
    return report.refuse(place, node, 'shape', `${describe(node)} where a number is wanted`, '')
  const result = normalDecimal(node.text)
  if (result.ok) return result.value
  return report.refuse(place, node, result.rule, result.reason, result.hint)
}

/** A decimal that is not negative and, where asked, not zero. */
export function asAmount(report: Report, spot: Spot, above: 'zero' | 'any'): string | undefined {
  const value = asDecimal(report, spot)
  if (value === undefined) return undefined
  if (!value.startsWith('-') && !(above === 'zero' && value === '0')) return value
  const want = above === 'zero' ? 'above 0' : '0 or more'
  return report.refuse(spot.place, spot.node, 'number-range', `${value} is not ${want}`, want)
}

/** true or false as a text. */
export function asFlag(report: Report, { place, node }: Spot): boolean | undefined {
  const text = node.kind === 'text' ? node.text.toLowerCase() : ''
  if (text === 'true' || text === 'false') return text === 'true'
  return report.refuse(place, node, 'shape', `${describe(node)} is not true or false`, '')
}

/** Two words that differ in at most two letters. */
function isNear(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 2 || Math.min(a.length, b.length) < 4) return false
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(swap, (row[j] as number) + 1, (next[j - 1] as number) + 1))
    }
    row = next
  }
  return (row[b.length] as number) <= 2
}

/** Field names of a map: those that are read, and those that are known to say nothing here. */
export interface FieldNames {
  readonly read: readonly string[]
  readonly idle?: readonly string[]
  /** Refuse what is not known: a field here may bear a price. */
  readonly strict?: boolean
}

/** Remarks on fields that are not read; refuses them where they may bear a price. */
export function checkFields(report: Report, map: MapSpot, names: FieldNames): void {
  const { read, idle = [], strict = false } = names
  for (const [key, node] of map.node.entries) {
    if (read.includes(key) || key === 'description' || idle.includes(key)) continue
    if (key.startsWith('x-')) continue
    const place = within(map.place, key)
    const near = read.find((name) => isNear(name, key.toLowerCase()))
    const shown = `the field ${shorten(key)}`
    if (near !== undefined && !idle.includes(key))
      report.refuse(place, node, 'unknown-field', `${shown} is not known`, `meant is ${near}?`)
    else if (strict)
      report.refuse(
        place,
        node,
        'unknown-field',
        `${shown} is not known`,
        `one of ${read.join(', ')}`,
      )
    else report.warn(place, node, 'unknown-field', `${shown} is not known and left out`)
  }
}

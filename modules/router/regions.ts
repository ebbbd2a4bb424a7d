import { compareBytes, utf8 } from '../../chain/types/bytes.js'
import { areaOf, MAX_CELL, zoneOf } from './match/pools.js'
import type { RouterParams } from './params.js'

/** Words of a-z and 0-9 joined by hyphens. */
export const REGION = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
export const MAX_REGION = 32
/** Regions of the directory at most, and pairs with a time of their own. */
export const MAX_REGIONS = 225
export const MAX_LINKS = 4096

/** The area of a region: its first word. */
export const areaName = (region: string): string => region.split('-')[0] as string

/** The directory of regions, ready for look-ups. */
export interface Directory {
  cellOf(region: string): number | undefined
  /**
   * Cells that a boundary means: a region, or every region whose name begins with it and a hyphen, such as a whole
   * area. Undefined = there is none.
   */
  cellsWithin(boundary: string): readonly number[] | undefined
  /** Round trip in us between a client's region or area, '' = unknown, and a server's cell. */
  rttUs(from: string, cell: number): number
}

const built = new WeakMap<RouterParams, Directory>()

/** PERF: made once for parameters that are decoded once. */
export function directoryOf(params: RouterParams): Directory {
  const known = built.get(params)
  if (known !== undefined) return known
  const made = build(params)
  built.set(params, made)
  return made
}

function build({ regions, links, defaultRttUs }: RouterParams): Directory {
  const cells = new Map(regions.map(({ name, cell }) => [name, cell]))
  const names = new Map(regions.map(({ name, cell }) => [cell, name]))
  const times = new Map<string, number>()
  for (const { from, to, rttUs } of links) {
    times.set(`${from} ${to}`, rttUs)
    times.set(`${to} ${from}`, rttUs)
  }
  return {
    cellOf: (region) => cells.get(region),
    cellsWithin(boundary) {
      const found = regions
        .filter(({ name }) => name === boundary || name.startsWith(`${boundary}-`))
        .map(({ cell }) => cell)
      return found.length === 0 ? undefined : found
    },
    rttUs(from, cell) {
      if (from === '') return 0
      const to = names.get(cell) ?? ''
      return (
        times.get(`${from} ${to}`) ??
        times.get(`${areaName(from)} ${to}`) ??
        times.get(`${from} ${areaName(to)}`) ??
        times.get(`${areaName(from)} ${areaName(to)}`) ??
        defaultRttUs
      )
    },
  }
}

const before = (a: string, b: string): boolean => compareBytes(utf8(a), utf8(b)) < 0

function isName(name: string): boolean {
  return name.length <= MAX_REGION && REGION.test(name)
}

/** Why a directory is refused, as a sentence that names the field; undefined = good. */
export function directoryProblem({ regions, links }: RouterParams): string | undefined {
  if (regions.length > MAX_REGIONS)
    return `regions has ${regions.length} entries, want at most ${MAX_REGIONS}`
  const names = new Set<string>()
  const areas = new Map<string, number>()
  let last = 0
  for (const [i, { name, cell }] of regions.entries()) {
    const at = `regions[${i}]`
    if (!isName(name)) return `${at}.name is "${name.slice(0, 40)}", want words joined by hyphens`
    if (names.has(name)) return `${at}.name is "${name}", which is there already`
    names.add(name)
    if (cell <= last || cell > MAX_CELL || zoneOf(cell) === 0 || areaOf(cell) === 0)
      return `${at}.cell is ${cell}, want area * 16 + zone, both 1 to 15, above the one before`
    last = cell
    const area = areaName(name)
    if ((areas.get(area) ?? areaOf(cell)) !== areaOf(cell))
      return `${at}.cell is ${cell}, but other regions of "${area}" are in area ${areas.get(area)}`
    areas.set(area, areaOf(cell))
  }
  if (new Set(areas.values()).size !== areas.size)
    return 'regions: two areas of different names share a number'
  return linksProblem(links)
}

function linksProblem(links: RouterParams['links']): string | undefined {
  if (links.length > MAX_LINKS)
    return `links has ${links.length} entries, want at most ${MAX_LINKS}`
  for (const [i, { from, to }] of links.entries()) {
    if (!isName(from) || !isName(to)) return `links[${i}] wants names of regions or areas`
    if (before(to, from)) return `links[${i}].from is "${from}", want it not above to ("${to}")`
    const last = links[i - 1]
    if (last !== undefined && !before(`${last.from} ${last.to}`, `${from} ${to}`))
      return `links[${i}] is not above the one before it`
  }
  return undefined
}

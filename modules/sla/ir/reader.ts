import { toSafeNumber } from '../../../chain/types/arith.js'
import type { Caps } from './caps.js'
import type { DocMetric, DocPeriod } from './documentTypes.js'
import { SCALE, parseDecimal } from './decimal.js'
import { shown, SlaIrError, step } from './errors.js'
import type { JsonNode, JsonObject } from './json.js'
import { PERIOD_UNITS } from './values.js'

const MAX_PERIOD = 1_000_000n

/** What the document has used of its caps, and the metrics that its plans refer to. */
export interface Reading {
  readonly caps: Caps
  readonly metricIds: ReadonlyMap<string, number>
  readonly metrics: readonly DocMetric[]
  readonly paths: Set<string>
  bindings: number
}

/** One object of a document, its members by name. */
export class Fields {
  readonly path: string
  readonly #object: JsonObject

  constructor(path: string, node: JsonNode) {
    if (typeof node !== 'object' || !('members' in node))
      throw new SlaIrError(path, 'this is not an object')
    this.path = path
    this.#object = node
  }

  get(name: string): JsonNode | undefined {
    return this.#object.members.find(([key]) => key === name)?.[1]
  }

  need(name: string): JsonNode {
    const value = this.get(name)
    if (value === undefined) throw new SlaIrError(step(this.path, name), 'this is absent')
    return value
  }

  at(name: string): string {
    return step(this.path, name)
  }

  text(name: string): string {
    return textAt(this.at(name), this.need(name))
  }

  /** '' when absent. */
  optionalText(name: string): string {
    const value = this.get(name)
    return value === undefined ? '' : textAt(this.at(name), value)
  }

  /** Index of a word in a list of words; `absent` when there is none. */
  word(name: string, words: readonly string[], absent?: number): number {
    const value = absent === undefined ? this.need(name) : this.get(name)
    return value === undefined ? (absent as number) : wordAt(this.at(name), value, words)
  }

  /** Whether a member that may have one word only is there. */
  flag(name: string, word: string): boolean {
    const value = this.get(name)
    if (value !== undefined) wordAt(this.at(name), value, [word])
    return value !== undefined
  }

  /** 10^-6 units. */
  decimal(name: string): bigint {
    return decimalAt(this.at(name), this.need(name))
  }

  /** A whole number within bounds. */
  whole(name: string, least: bigint, most: bigint): bigint {
    return wholeAt(this.at(name), this.need(name), least, most)
  }

  /** @throws SlaIrError when there is a member of another name. */
  end(known: readonly string[]): void {
    const odd = this.#object.members.find(([key]) => !known.includes(key))
    if (odd !== undefined)
      throw new SlaIrError(this.at(odd[0]), `a member that is not known, want ${known.join(', ')}`)
  }
}

export function textAt(path: string, node: JsonNode): string {
  if (typeof node !== 'string') throw new SlaIrError(path, 'this is not a string')
  if (node === '') throw new SlaIrError(path, 'an empty text: leave it out')
  return node
}

export function wordAt(path: string, node: JsonNode, words: readonly string[]): number {
  const index = words.indexOf(textAt(path, node))
  if (index < 0)
    throw new SlaIrError(
      path,
      `"${shown(node as string)}", want ${words.filter((word) => word !== '').join(', ')}`,
    )
  return index
}

export function decimalAt(path: string, node: JsonNode): bigint {
  const text = textAt(path, node)
  const value = parseDecimal(text)
  if (value === undefined)
    throw new SlaIrError(
      path,
      `"${shown(text)}" is not a decimal of at most 18 digits before the point and 6 after, in its shortest form`,
    )
  return value
}

export function wholeAt(path: string, node: JsonNode, least: bigint, most: bigint): bigint {
  const scaled = decimalAt(path, node)
  if (scaled % SCALE !== 0n || scaled < least * SCALE || scaled > most * SCALE)
    throw new SlaIrError(
      path,
      `"${shown(node as string)}", want a whole number, ${least} to ${most}`,
    )
  return BigInt(node as string)
}

export function listAt(path: string, node: JsonNode): readonly JsonNode[] {
  if (typeof node !== 'object' || 'members' in node)
    throw new SlaIrError(path, 'this is not a list')
  return node
}

export function membersAt(path: string, node: JsonNode): JsonObject['members'] {
  if (typeof node !== 'object' || !('members' in node))
    throw new SlaIrError(path, 'this is not an object')
  return node.members
}

/** A period; undefined when there is none. */
export function readPeriod(f: Fields, name: string): DocPeriod | undefined {
  const node = f.get(name)
  if (node === undefined) return undefined
  const period = new Fields(f.at(name), node)
  const found = {
    unit: period.word('unit', PERIOD_UNITS),
    amount: toSafeNumber(period.whole('amount', 1n, MAX_PERIOD)),
  }
  period.end(['unit', 'amount'])
  return found
}

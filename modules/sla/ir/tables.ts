import { assert } from '../../../chain/types/assert.js'

/** Numbers in lexicographic order; the shorter first. */
export function compareNumbers(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const d = (a[i] as number) - (b[i] as number)
    if (d !== 0) return d
  }
  return a.length - b.length
}

/** Texts by UTF-16 code unit. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/**
 * Values written once. They are collected first; when all are there, `finish` sorts them and gives each its
 * index, so that an index is a function of what is in the table and not of the order of arrival.
 */
export class Interner<T> {
  readonly #values = new Map<string, T>()
  readonly #compare: (a: T, b: T) => number
  #ids = new Map<string, number>()

  constructor(compare: (a: T, b: T) => number) {
    this.#compare = compare
  }

  get size(): number {
    return this.#values.size
  }

  /** `key` is a text that equal values share and no others. */
  add(key: string, value: T): void {
    if (!this.#values.has(key)) this.#values.set(key, value)
  }

  finish(): T[] {
    const rows = [...this.#values].sort(([, a], [, b]) => this.#compare(a, b))
    this.#ids = new Map(rows.map(([key], i) => [key, i]))
    return rows.map(([, value]) => value)
  }

  id(key: string): number {
    const id = this.#ids.get(key)
    assert(id !== undefined, 'a value of the table')
    return id
  }
}

/** Lists of numbers, interned. */
export class ListInterner {
  readonly #table = new Interner<readonly number[]>(compareNumbers)

  add(list: readonly number[]): void {
    this.#table.add(list.join(','), list)
  }

  finish(): (readonly number[])[] {
    return this.#table.finish()
  }

  id(list: readonly number[]): number {
    return this.#table.id(list.join(','))
  }
}

/** Different numbers, ascending. */
export function sortedIds(ids: readonly number[]): number[] {
  return [...new Set(ids)].sort((a, b) => a - b)
}

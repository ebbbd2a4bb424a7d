/** The rows that one block writes into the index; pruning deletes the same keys. */
import type { TxResult } from '../../chain/types/abci.js'
import type { Event } from '../../chain/types/event.js'
import { type Space, rowKey, tableKey } from './keys.js'
import { IMPLIED_TAGS } from './match.js'
import {
  type Places,
  encodeTagRow,
  encodeTypeRow,
  encodeValueRow,
  encodeValueTable,
} from './rows.js'

interface ValueRow {
  /** Its number in the block's table. */
  readonly number: number
  readonly tags: [string, Places][]
}

function addPlace<K>(group: Map<K, Places>, key: K, index: number, event: number): void {
  const places = group.get(key)
  if (places === undefined) {
    group.set(key, [index, event])
    return
  }
  // One event may hold the same pair twice.
  const n = places.length
  if (places[n - 2] !== index || places[n - 1] !== event) places.push(index, event)
}

/** Places by tag and value, and by type, of one block. */
class Collector {
  readonly tags = new Map<string, Map<string, Places>>()
  readonly types = new Map<string, Places>()
  /** Tag by event type and key, because the same few are joined for every transaction. */
  readonly #names = new Map<string, Map<string, string>>()

  add(events: readonly Event[], index: number): void {
    for (let i = 0; i < events.length; i++) {
      const { type, attributes } = events[i] as Event
      addPlace(this.types, type, index, i)
      for (const attribute of attributes) {
        if (!attribute.index) continue
        const tag = this.#tag(type, attribute.key)
        if (IMPLIED_TAGS.has(tag)) continue
        let values = this.tags.get(tag)
        if (values === undefined) this.tags.set(tag, (values = new Map()))
        addPlace(values, attribute.value, index, i)
      }
    }
  }

  #tag(type: string, key: string): string {
    let ofType = this.#names.get(type)
    if (ofType === undefined) this.#names.set(type, (ofType = new Map()))
    let tag = ofType.get(key)
    if (tag === undefined) ofType.set(key, (tag = `${type}.${key}`))
    return tag
  }

  /** The same places by value and tag. */
  values(): Map<string, ValueRow> {
    const out = new Map<string, ValueRow>()
    for (const [tag, values] of this.tags) {
      for (const [value, places] of values) {
        const row = out.get(value)
        if (row === undefined) out.set(value, { number: out.size, tags: [[tag, places]] })
        else row.tags.push([tag, places])
      }
    }
    return out
  }
}

/** One row of the index. */
export interface Entry {
  readonly key: Buffer
  /** Encodes the value; not called when the row is deleted. */
  readonly value: () => Buffer
}

function* numbered(
  values: Map<string, Places>,
  table: Map<string, ValueRow>,
): Generator<[number, Places]> {
  for (const [value, places] of values) yield [(table.get(value) as ValueRow).number, places]
}

function* rowsOf(space: Space, height: bigint, collector: Collector): Generator<Entry> {
  for (const [type, places] of collector.types) {
    yield { key: rowKey(space, 'type', type, height), value: () => encodeTypeRow(places) }
  }
  const table = collector.values()
  if (table.size === 0) return
  yield { key: tableKey(space, height), value: () => encodeValueTable(table.keys()) }
  for (const [tag, values] of collector.tags) {
    const value = (): Buffer => encodeTagRow(numbered(values, table))
    yield { key: rowKey(space, 'tag', tag, height), value }
  }
  for (const [text, { tags }] of table) {
    yield { key: rowKey(space, 'value', text, height), value: () => encodeValueRow(tags) }
  }
}

/** The rows of a block's own events and of its transactions' events. */
export function* blockEntries(
  height: bigint,
  blockEvents: readonly Event[],
  results: readonly Pick<TxResult, 'events'>[],
): Generator<Entry> {
  const ofBlock = new Collector()
  ofBlock.add(blockEvents, 0)
  yield* rowsOf('blocks', height, ofBlock)
  const ofTxs = new Collector()
  for (let i = 0; i < results.length; i++) ofTxs.add((results[i] as TxResult).events, i)
  yield* rowsOf('txs', height, ofTxs)
}

/** The rows that one block writes into the index; pruning deletes the same keys. */
import type { TxResult } from '../../chain/types/abci.js'
import type { Event } from '../../chain/types/event.js'
import { type Row, type Space, rowKey } from './keys.js'
import { IMPLIED_TAGS } from './match.js'
import { type Places, encodeGroups } from './records.js'

type Groups = Map<string, Map<string, Places>>
/** Rows to be: places by text, under the text of the key. */
type RowGroups = Map<string, Iterable<readonly [string, Places]>>

function groupOf(groups: Groups, name: string): Map<string, Places> {
  let group = groups.get(name)
  if (group === undefined) groups.set(name, (group = new Map()))
  return group
}

function addPlace(group: Map<string, Places>, text: string, index: number, event: number): void {
  const places = group.get(text)
  if (places === undefined) {
    group.set(text, [index, event])
    return
  }
  // One event may hold the same pair twice.
  const n = places.length
  if (places[n - 2] !== index || places[n - 1] !== event) places.push(index, event)
}

/** Places by tag and value, and by type, of one block. */
class Collector {
  readonly tags: Groups = new Map()
  readonly types: Groups = new Map()
  /** Tag by event type and key, because the same few are joined for every transaction. */
  readonly #names = new Map<string, Map<string, string>>()

  add(events: readonly Event[], index: number): void {
    for (let i = 0; i < events.length; i++) {
      const { type, attributes } = events[i] as Event
      addPlace(groupOf(this.types, type), '', index, i)
      for (const attribute of attributes) {
        if (!attribute.index) continue
        const tag = this.#tag(type, attribute.key)
        if (!IMPLIED_TAGS.has(tag)) addPlace(groupOf(this.tags, tag), attribute.value, index, i)
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
  values(): RowGroups {
    const out = new Map<string, [string, Places][]>()
    for (const [tag, values] of this.tags) {
      for (const [value, places] of values) {
        const group = out.get(value)
        if (group === undefined) out.set(value, [[tag, places]])
        else group.push([tag, places])
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

function rows(space: Space, row: Row, height: bigint, groups: RowGroups, out: Entry[]): void {
  for (const [text, group] of groups) {
    out.push({ key: rowKey(space, row, text, height), value: () => encodeGroups(group) })
  }
}

function allRows(space: Space, height: bigint, collector: Collector, out: Entry[]): void {
  rows(space, 'type', height, collector.types, out)
  rows(space, 'tag', height, collector.tags, out)
  rows(space, 'value', height, collector.values(), out)
}

/** The rows of a block's own events and of its transactions' events. */
export function blockEntries(
  height: bigint,
  blockEvents: readonly Event[],
  results: readonly Pick<TxResult, 'events'>[],
): Entry[] {
  const out: Entry[] = []
  const ofBlock = new Collector()
  ofBlock.add(blockEvents, 0)
  allRows('blocks', height, ofBlock, out)
  const ofTxs = new Collector()
  for (let i = 0; i < results.length; i++) ofTxs.add((results[i] as TxResult).events, i)
  allRows('txs', height, ofTxs, out)
  return out
}

/** Where two runs of a block part: the first difference, named for people. */
import type { TxResult } from '../../chain/types/abci.js'
import { compareBytes, equalBytes, toHex } from '../../chain/types/bytes.js'
import type { ChangeSet, StoreChange } from '../../chain/types/kv.js'

/** The first difference of a replay. */
export interface Mismatch {
  readonly height: string
  /** What differs: app_hash, results_hash, tx_result or state. */
  readonly what: 'app_hash' | 'results_hash' | 'tx_result' | 'state' | 'block'
  readonly expected: string
  readonly got: string
  /** Position and hash of the transaction, if one result differs. */
  readonly tx_index?: number
  readonly tx_hash?: string
  readonly field?: string
  /** Store and key (hex), if the written state differs. */
  readonly store?: string
  readonly key?: string
}

/** The four fields that LastResultsHash covers, then the rest, which must be equal all the same. */
const FIELDS = ['code', 'codespace', 'gasWanted', 'gasUsed', 'log', 'info'] as const

/** Field, expected and got of the first difference of two results; undefined = equal. */
export function resultDifference(
  want: TxResult,
  got: TxResult,
): { field: string; expected: string; got: string } | undefined {
  for (const field of FIELDS)
    if (want[field] !== got[field])
      return { field, expected: String(want[field]), got: String(got[field]) }
  if (!equalBytes(want.data, got.data))
    return { field: 'data', expected: toHex(want.data), got: toHex(got.data) }
  const events = [want, got].map(({ events: list }) =>
    list.map((e) => `${e.type}{${e.attributes.map((a) => `${a.key}=${a.value}`).join(',')}}`),
  ) as [string[], string[]]
  const at = events[0].findIndex((text, i) => text !== events[1][i])
  if (at >= 0 || events[0].length !== events[1].length) {
    const i = at >= 0 ? at : events[0].length
    return {
      field: `events[${i}]`,
      expected: events[0][i] ?? 'no event',
      got: events[1][i] ?? 'no event',
    }
  }
  return undefined
}

const shown = (change: StoreChange | undefined): string =>
  change === undefined ? 'unchanged' : change.value === undefined ? 'deleted' : toHex(change.value)

/** The first key, stores by name and keys in byte order, that two change sets treat unlike. */
export function changeDifference(
  want: ChangeSet,
  got: ChangeSet,
): { store: string; key: string; expected: string; got: string } | undefined {
  const names = [...new Set([...want.stores, ...got.stores].map((s) => s.name))].sort((a, b) =>
    a < b ? -1 : 1,
  )
  for (const store of names) {
    const a = want.stores.find((s) => s.name === store)?.changes ?? []
    const b = got.stores.find((s) => s.name === store)?.changes ?? []
    let i = 0
    let j = 0
    while (i < a.length || j < b.length) {
      const x = a[i]
      const y = b[j]
      const order = x === undefined ? 1 : y === undefined ? -1 : compareBytes(x.key, y.key)
      const left = order <= 0 ? x : undefined
      const right = order >= 0 ? y : undefined
      if (shown(left) !== shown(right)) {
        const key = toHex((left ?? right)?.key ?? new Uint8Array())
        return { store, key, expected: shown(left), got: shown(right) }
      }
      if (order <= 0) i += 1
      if (order >= 0) j += 1
    }
  }
  return undefined
}

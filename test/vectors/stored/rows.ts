import type { StoreMap } from '../../../chain/collections/map.js'
import { fromLatin1, toHex } from '../../../chain/types/bytes.js'
import type { MemStores } from '../../support/memStore.js'
import { plainOf } from '../../support/plainOf.js'

/** One key of a state, in hex, and what it decodes to. */
export interface StoredRow {
  readonly store: string
  /** The collection it belongs to. */
  readonly collection: string
  readonly key: string
  readonly value: string
  readonly decodedKey: unknown
  readonly decodedValue: unknown
}

/** A collection of whatever keys and values. */
export type AnyMap = StoreMap<never, unknown>

/** A state, and every collection that its keys belong to. */
export interface StoredState {
  readonly stores: MemStores
  readonly maps: readonly AnyMap[]
}

/** 'payment params': names of collections are unique within their store alone. */
export const collectionName = (row: { readonly store: string; readonly collection: string }) =>
  `${row.store} ${row.collection}`

/** The names of all collections of a state; tests count them. */
export function collectionNames({ maps }: StoredState): readonly string[] {
  return maps.map(({ options }) => collectionName({ ...options, collection: options.name }))
}

/** All keys of a state, decoded by the collections they belong to. */
export function storedRows({ stores, maps }: StoredState): readonly StoredRow[] {
  return stores.dump().map(([store, key, value]) => {
    const [keyBytes, valueBytes] = [fromLatin1(key), fromLatin1(value)]
    const map = maps.find(
      ({ options }) => options.store === store && toHex(keyBytes).startsWith(toHex(options.prefix)),
    )
    if (map === undefined) throw new Error(`${store} ${toHex(keyBytes)} is in no collection`)
    const { options } = map
    return {
      store,
      collection: options.name,
      key: toHex(keyBytes),
      value: toHex(valueBytes),
      decodedKey: plainOf(options.key.decode(keyBytes.subarray(options.prefix.length)) ?? ''),
      decodedValue: plainOf(options.value.decode(valueBytes)),
    }
  })
}

/** Decodes and encodes every key and value again; the names of those that come out otherwise. */
export function changedByRoundTrip(state: StoredState): readonly string[] {
  return storedRows(state).flatMap((row) => {
    const options = state.maps.find(
      ({ options: o }) => o.store === row.store && o.name === row.collection,
    )?.options
    if (options === undefined) return [collectionName(row)]
    const bytes = Buffer.from(row.value, 'hex')
    const again = toHex(options.value.encode(options.value.decode(bytes)))
    const key = Buffer.from(row.key, 'hex').subarray(options.prefix.length)
    const keyAgain = toHex(options.key.encode(options.key.decode(key)))
    const isSame = again === row.value && keyAgain === toHex(key)
    return isSame ? [] : [`${collectionName(row)} ${row.key}`]
  })
}

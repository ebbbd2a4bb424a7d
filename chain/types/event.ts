/** One ABCI event: attributes are plain strings in a fixed order. */
export interface EventAttribute {
  readonly key: string
  readonly value: string
  /** False keeps the attribute out of the search index. */
  readonly index: boolean
}

export interface Event {
  readonly type: string
  readonly attributes: readonly EventAttribute[]
}

/** One indexed attribute. */
export function attribute(key: string, value: string): EventAttribute {
  return { key, value, index: true }
}

/** Builds an event from [key, value] rows, all indexed. */
export function event(type: string, rows: readonly (readonly [string, string])[]): Event {
  return { type, attributes: rows.map(([key, value]) => attribute(key, value)) }
}

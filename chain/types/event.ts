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

/** Builds an event from [key, value] rows, all indexed. */
export function event(type: string, rows: readonly (readonly [string, string])[]): Event {
  return { type, attributes: rows.map(([key, value]) => ({ key, value, index: true })) }
}

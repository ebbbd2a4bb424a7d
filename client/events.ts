/** Reading what the chain announced. */
import type { Event } from '@cosmjs/stargate'

/** The attributes of one event; a key that occurs twice keeps its last value. */
export type EventAttributes = Readonly<Record<string, string>>

/** All events of one type, in order. */
export function eventsOf(
  result: { readonly events: readonly Event[] },
  type: string,
): EventAttributes[] {
  return result.events
    .filter((event) => event.type === type)
    .map((event) => Object.fromEntries(event.attributes.map((a) => [a.key, a.value])))
}

/**
 * One attribute of the first event of a type.
 * @throws Error that names event and attribute if there is none.
 */
export function attributeOf(
  result: { readonly events: readonly Event[] },
  type: string,
  key: string,
): string {
  const value = eventsOf(result, type)[0]?.[key]
  if (value === undefined) throw new Error(`the result has no event ${type} with attribute ${key}`)
  return value
}

import type { PlainTypes } from '../../proto/gen/plain.js'

/** (none) --announce--> waiting --time and height have passed--> applied or failed, or --cancel--> (none) */
export type Announcement = PlainTypes['infonex.gov.v1.Announcement']
export type Any = PlainTypes['google.protobuf.Any']

/** UTF-16 units of a reason at most. */
export const MAX_REASON = 500

/** The query that shows what a MsgUpdateParams changes: of the same package. */
export function paramsQueryOf(typeUrl: string): string {
  return typeUrl.replace(/\.MsgUpdateParams$/, '.Query/Params')
}

/** Whether both clocks of an announcement have passed (rules.md C16). */
export function isDue(a: Announcement, nowMs: bigint, height: bigint): boolean {
  return nowMs >= a.forceMs && height >= a.forceHeight
}

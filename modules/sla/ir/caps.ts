/** The most that a document may hold; a document beyond one of them is refused before more work is done on it. */
export interface Caps {
  /** Bytes of canonical JSON. */
  readonly bytes: number
  /** Objects and lists around a value. */
  readonly depth: number
  readonly metrics: number
  /** Different paths of all plans. */
  readonly paths: number
  /** Different limits of all plans. */
  readonly limits: number
  /** Lists of limits: one a plan, kind, path, method and metric. */
  readonly bindings: number
  readonly plans: number
  /** UTF-16 code units of one text. */
  readonly textLength: number
}

/** What the chain takes; `bytes` is a parameter there. */
export const CHAIN_CAPS: Caps = {
  bytes: 65_536,
  depth: 8,
  metrics: 64,
  paths: 256,
  limits: 512,
  bindings: 4_096,
  plans: 32,
  textLength: 512,
}

/** What tools take: every real document that was seen, and some room. */
export const LIBRARY_CAPS: Caps = {
  bytes: 4_194_304,
  depth: 8,
  metrics: 256,
  paths: 4_096,
  limits: 4_096,
  bindings: 65_536,
  plans: 256,
  textLength: 4_096,
}

/** [field, name in JSON, kind (u s 64-bit, t text, b bytes, o bool, n number, m message), repeated, kept when empty, nested]. */
export type AminoField = readonly [string, string, string, number, number, string]
export const AMINO_FIELDS: Readonly<Record<string, readonly AminoField[]>> = {}
/** Own messages -> amino type. */
export const AMINO_NAMES: Readonly<Record<string, string>> = {}

/** Places of the SDK's LegacyDec. */
const PLACES = 18

/** Atomics as stored ("334000000000000000") to the decimal that JSON shows ("0.334000000000000000"). */
export function decimalText(atomics: string): string {
  const m = /^(-?)(\d+)$/.exec(atomics)
  if (m === null) return atomics
  const digits = (m[2] as string).padStart(PLACES + 1, '0')
  return `${m[1]}${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`
}

/** The way back; undefined when the text is no decimal of at most 18 places. */
export function decimalAtomics(text: string): string | undefined {
  const m = /^(-?)(\d+)(?:\.(\d{1,18}))?$/.exec(text)
  if (m === null) return undefined
  const atomics = BigInt((m[2] as string) + (m[3] ?? '').padEnd(PLACES, '0'))
  return `${atomics === 0n ? '' : m[1]}${atomics}`
}

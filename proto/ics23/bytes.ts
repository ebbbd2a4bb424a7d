/** A proof is refused; the text says why. */
export class ProofError extends Error {
  override readonly name = 'ProofError'
}

/** Lexicographic order of unsigned bytes; shorter first. */
export function compare(a: Uint8Array, b: Uint8Array): number {
  const n = Math.min(a.length, b.length)
  for (let i = 0; i < n; i++) {
    const d = (a[i] as number) - (b[i] as number)
    if (d !== 0) return d
  }
  return a.length - b.length
}

export function equal(a: Uint8Array, b: Uint8Array): boolean {
  return compare(a, b) === 0
}

export function startsWith(bytes: Uint8Array, prefix: Uint8Array): boolean {
  return bytes.length >= prefix.length && equal(bytes.subarray(0, prefix.length), prefix)
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

/** Unsigned varint of a length. */
export function varint(value: number): Uint8Array {
  const out: number[] = []
  let v = value
  while (v > 127) {
    out.push((v & 127) | 128)
    v >>>= 7
  }
  out.push(v)
  return Uint8Array.from(out)
}

/**
 * Bech32 (BIP-173) for addresses. PERF: each transfer turns some four addresses from text to bytes or back;
 * the library's general radix conversion takes 2 to 5 us each, this 0.3. A property compares the two.
 */
const CHARSET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
/** BIP-173 allows no longer text. */
const MAX_CHARS = 90
const CHECKSUM_CHARS = 6
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3]

/** Character code -> 5-bit value; 255 = no bech32 character. */
const VALUES = new Uint8Array(128).fill(255)
for (let i = 0; i < CHARSET.length; i++) VALUES[CHARSET.charCodeAt(i)] = i

/** What the five bits that leave the checksum at the top mix back into it. */
const MIX = new Int32Array(32)
for (let top = 0; top < 32; top++)
  GENERATOR.forEach((word, i) => {
    if (((top >>> i) & 1) !== 0) MIX[top] = (MIX[top] as number) ^ word
  })

function step(checksum: number, value: number): number {
  return ((checksum & 0x1ffffff) << 5) ^ value ^ (MIX[checksum >>> 25] as number)
}

/** The checksum state after the human-readable part. */
function start(prefix: string): number {
  let checksum = 1
  for (let i = 0; i < prefix.length; i++) checksum = step(checksum, prefix.charCodeAt(i) >>> 5)
  checksum = step(checksum, 0)
  for (let i = 0; i < prefix.length; i++) checksum = step(checksum, prefix.charCodeAt(i) & 31)
  return checksum
}

/** Where text is put together: adding characters one by one would leave a rope of strings behind. */
const scratch = Buffer.allocUnsafe(256)
/** Character codes of the values. */
const CODES = Uint8Array.from(CHARSET, (c) => c.charCodeAt(0))

/** Lower-case bech32 text. @throws RangeError when prefix and bytes do not fit 256 characters. */
export function bech32Encode(prefix: string, bytes: Uint8Array): string {
  let checksum = start(prefix)
  let size = prefix.length + 1 + Math.ceil((bytes.length * 8) / 5) + CHECKSUM_CHARS
  if (size > scratch.length) throw new RangeError('too long for bech32')
  size = scratch.write(prefix, 0, 'latin1')
  scratch[size++] = 0x31
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff
    bits += 8
    while (bits >= 5) {
      bits -= 5
      const value = (held >>> bits) & 31
      checksum = step(checksum, value)
      scratch[size++] = CODES[value] as number
    }
  }
  if (bits > 0) {
    const value = (held << (5 - bits)) & 31
    checksum = step(checksum, value)
    scratch[size++] = CODES[value] as number
  }
  for (let i = 0; i < CHECKSUM_CHARS; i++) checksum = step(checksum, 0)
  checksum ^= 1
  for (let shift = 5 * (CHECKSUM_CHARS - 1); shift >= 0; shift -= 5)
    scratch[size++] = CODES[(checksum >>> shift) & 31] as number
  return scratch.toString('latin1', 0, size)
}

/**
 * Prefix and bytes of lower-case bech32 text; undefined for anything that is not canonical: mixed or upper
 * case, a wrong checksum, padding that is not zero, more than 90 characters.
 */
export function bech32Decode(text: string): { prefix: string; bytes: Uint8Array } | undefined {
  const at = text.lastIndexOf('1')
  const size = text.length - at - 1 - CHECKSUM_CHARS
  if (at < 1 || size < 0 || text.length > MAX_CHARS) return undefined
  for (let i = 0; i < at; i++) {
    const code = text.charCodeAt(i)
    // Printable ASCII without upper-case letters.
    if (code < 33 || code > 126 || (code >= 65 && code <= 90)) return undefined
  }
  const prefix = text.slice(0, at)
  let checksum = start(prefix)
  const bytes = new Uint8Array((size * 5) >>> 3)
  let held = 0
  let bits = 0
  let out = 0
  for (let i = 0; i < size + CHECKSUM_CHARS; i++) {
    const code = text.charCodeAt(at + 1 + i)
    const value = code < 128 ? (VALUES[code] as number) : 255
    if (value === 255) return undefined
    checksum = step(checksum, value)
    if (i >= size) continue
    held = ((held << 5) | value) & 0xfff
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes[out++] = (held >>> bits) & 255
  }
  if (checksum !== 1 || bits >= 5 || (held & ((1 << bits) - 1)) !== 0) return undefined
  return { prefix, bytes }
}

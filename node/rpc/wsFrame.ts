/** The header of an unmasked text frame of RFC 6455 that is a whole message. */
export function frameHeader(payloadBytes: number): Buffer {
  if (payloadBytes < 126) return Buffer.of(0x81, payloadBytes)
  if (payloadBytes < 65536) {
    return Buffer.of(0x81, 126, payloadBytes >>> 8, payloadBytes & 255)
  }
  const out = Buffer.alloc(10)
  out[0] = 0x81
  out[1] = 127
  out.writeUInt32BE(payloadBytes, 6)
  return out
}

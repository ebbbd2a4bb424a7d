/** What vouchers and channels are hashed and signed over. Pure: the chain, suppliers and browsers share it. */

const encoder = new TextEncoder()

/** Domain of a signed voucher. */
export const VOUCHER_DOMAIN = 'infonex/voucher/1'
/** Domain of a channel's id. */
export const CHANNEL_DOMAIN = 'infonex/channel/1'

function join(...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

/** The signed bytes of a voucher: domain, length of the chain id, chain id, canonical protobuf. */
export function voucherSignBytes(chainId: string, canonicalVoucher: Uint8Array): Uint8Array {
  const chain = encoder.encode(chainId)
  return join(encoder.encode(VOUCHER_DOMAIN), Uint8Array.of(chain.length), chain, canonicalVoucher)
}

/** Hashed, this is a channel's id. The descriptor names the chain itself. */
export function channelIdBytes(canonicalDescriptor: Uint8Array): Uint8Array {
  return join(encoder.encode(CHANNEL_DOMAIN), canonicalDescriptor)
}

/**
 * The ADR-036 document over `dataBase64` as wallets sign it: canonical amino JSON. A bech32 address and
 * base64 hold nothing that JSON would escape.
 */
export function adr036Bytes(signer: string, dataBase64: string): Uint8Array {
  return encoder.encode(
    '{"account_number":"0","chain_id":"","fee":{"amount":[],"gas":"0"},"memo":"",' +
      `"msgs":[{"type":"sign/MsgSignData","value":{"data":"${dataBase64}","signer":"${signer}"}}],` +
      '"sequence":"0"}',
  )
}

/** What vouchers and channels are hashed and signed over. Pure: the chain, suppliers and browsers share it. */
import { concat } from '../ics23/bytes.js'
import { signedBytes } from '../signedBytes.js'

const encoder = new TextEncoder()

/** Domain of a signed voucher. */
export const VOUCHER_DOMAIN = 'infonex/voucher/1'
/** Domain of a channel's id. */
export const CHANNEL_DOMAIN = 'infonex/channel/1'

/** The signed bytes of a voucher: domain, length of the chain id, chain id, canonical protobuf. */
export function voucherSignBytes(chainId: string, canonicalVoucher: Uint8Array): Uint8Array {
  return signedBytes(VOUCHER_DOMAIN, chainId, canonicalVoucher)
}

/** Hashed, this is a channel's id. The descriptor names the chain itself. */
export function channelIdBytes(canonicalDescriptor: Uint8Array): Uint8Array {
  return concat(encoder.encode(CHANNEL_DOMAIN), canonicalDescriptor)
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

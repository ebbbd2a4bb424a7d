import { sha256 } from '../../../chain/codec/hash.js'
import type { Signer } from '../../../node/inference/signers.js'
import {
  channelId,
  type ChannelDescriptor,
  encodeMessage,
  inputDigest,
  type Request,
  requestBytes,
  type SignedRequest,
  type SignedVoucher,
  type Voucher,
  voucherBytes,
} from '../../../proto/inference/objects.js'
import { JSON_LENGTH_HEADER, writeBody } from '../../../proto/inference/openInference.js'
import type { Tensor } from '../../../proto/inference/tensorJson.js'
import { CHAIN, modelId, type World } from './support.js'

/** A request as a program without our client would write it. */
export interface RawRequest {
  readonly descriptor: ChannelDescriptor
  readonly signer: Signer
  readonly tensors: readonly Tensor[]
  readonly change?: Partial<Request>
  readonly voucher?: SignedVoucher
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array
  readonly model?: string
}

/** Status and body of an answer. */
export interface RawAnswer {
  readonly status: number
  readonly code: string
  readonly json: Readonly<Record<string, unknown>>
  readonly headers: Headers
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

/** A voucher of a channel. */
export function voucher(
  descriptor: ChannelDescriptor,
  signer: Signer,
  cumulative: string,
  change: Partial<Voucher> = {},
): SignedVoucher {
  const value = {
    channelId: channelId(sha256, descriptor),
    cumulative,
    receiptHead: new Uint8Array(0),
    validUntilMs: 0n,
    ...change,
  }
  return {
    voucher: value,
    signature: signer.sign(voucherBytes(CHAIN, value)),
    form: 0,
    descriptor: null,
    checkpoint: null,
  }
}

/** A first request of a channel, changed as asked. */
export function rawParts(raw: RawRequest): { request: SignedRequest } {
  const salt = new Uint8Array(32).fill(5)
  const request: Request = {
    chainId: CHAIN,
    channelId: channelId(sha256, raw.descriptor),
    sequence: 1n,
    modelId,
    inputDigest: inputDigest(sha256, salt, raw.tensors),
    cumulativeBefore: '0',
    priceMax: '100',
    expiryMs: BigInt(Date.now() + 30_000),
    acknowledgement: null,
    ...raw.change,
  }
  return { request: { request, signature: raw.signer.sign(requestBytes(request)), salt } }
}

/** Its headers and body. */
export function rawRequest(raw: RawRequest): { headers: Record<string, string>; body: Uint8Array } {
  const { request } = rawParts(raw)
  const body = writeBody({}, 'inputs', raw.tensors, true)
  return {
    body: raw.body ?? body.bytes,
    headers: {
      'content-type': 'application/octet-stream',
      [JSON_LENGTH_HEADER]: String(body.jsonLength),
      'infonex-request': base64(encodeMessage('infonex.inference.v1.SignedRequest', request)),
      'infonex-channel': base64(
        encodeMessage('infonex.payment.v1.ChannelDescriptor', raw.descriptor),
      ),
      ...(raw.voucher === undefined
        ? {}
        : {
            'infonex-voucher': base64(
              encodeMessage('infonex.payment.v1.SignedVoucher', raw.voucher),
            ),
          }),
      ...raw.headers,
    },
  }
}

/** Sends it. */
export async function sendRaw(world: World, raw: RawRequest): Promise<RawAnswer> {
  const { headers, body } = rawRequest(raw)
  const response = await fetch(`${world.supplier.url}/v2/models/${raw.model ?? 'digits'}/infer`, {
    method: 'POST',
    headers,
    body: Buffer.from(body),
  })
  const type = response.headers.get('content-type') ?? ''
  const json = type.includes('json') ? ((await response.json()) as Record<string, unknown>) : {}
  if (!type.includes('json')) await response.arrayBuffer()
  return {
    status: response.status,
    code: typeof json['code'] === 'string' ? json['code'] : '',
    json,
    headers: response.headers,
  }
}

/** A request as a client writes and sends it. */
import { randomBytes } from 'node:crypto'
import { sha256 } from '../../chain/codec/hash.js'
import { toHex } from '../../chain/types/bytes.js'
import {
  type ChannelDescriptor,
  encodeMessage,
  inputDigest,
  type Request,
  requestBytes,
  type SignedRequest,
  type SignedVoucher,
} from '../../proto/inference/objects.js'
import { JSON_LENGTH_HEADER, readBody, writeBody } from '../../proto/inference/openInference.js'
import { canonicalBytes, type Tensor } from '../../proto/inference/tensorJson.js'
import type { PendingRequest } from '../metering/clientBook.js'
import {
  base64,
  channelHeader,
  PaidClientError,
  refusalOf,
  voucherHeader,
} from './paidClientWire.js'
import type { Signer } from './signers.js'

/** A request that is sent until it has an answer. */
export interface Sent extends PendingRequest {
  /** What is signed, */
  readonly signed: Request
  readonly salt: Uint8Array
  readonly inputs: readonly Tensor[]
  readonly headers: Readonly<Record<string, string>>
  readonly priceMax: bigint
}

/** Life of a request, in ms. */
const REQUEST_LIFE_MS = 60_000

/** Refusals which say that the request sent is not the one last answered. */
const NOT_SERVED: ReadonlySet<string> = new Set([
  'expired',
  'out_of_sequence',
  'bad_acknowledgement',
  'declined',
  'price_too_high',
  'bad_voucher',
  'unpaid',
  'cap_exhausted',
])

/** What a request asks, and where its channel stands. */
export interface Question {
  readonly descriptor: ChannelDescriptor
  readonly signer: Signer
  readonly place: Pick<
    Request,
    'channelId' | 'sequence' | 'modelId' | 'cumulativeBefore' | 'acknowledgement'
  >
  readonly inputs: readonly Tensor[]
  readonly priceMax: bigint
  readonly voucher: SignedVoucher | undefined
  readonly binary: boolean
  readonly nowMs: number
}

/** A request that is signed with a salt of its own. */
export function writeRequest(question: Question): PendingRequest {
  const { descriptor, signer, place, priceMax, voucher, binary, nowMs } = question
  const salt = Uint8Array.from(randomBytes(32))
  const inputs = question.inputs.map((t) => ({ ...t, bytes: canonicalBytes(t.dtype, t.bytes) }))
  const request: Request = {
    chainId: descriptor.chainId,
    ...place,
    inputDigest: inputDigest(sha256, salt, inputs),
    priceMax: priceMax.toString(),
    expiryMs: BigInt(nowMs + REQUEST_LIFE_MS),
  }
  const signed = { request, signature: signer.sign(requestBytes(request)), salt }
  const head = binary ? { parameters: { binary_data_output: true } } : {}
  const { bytes: body, jsonLength } = writeBody(head, 'inputs', inputs, binary)
  return { request: signed, voucher, body, jsonLength }
}

/** How a request is sent; undefined where it is none. */
export function sentOf(descriptor: ChannelDescriptor, pending: PendingRequest): Sent | undefined {
  const { request, voucher, body, jsonLength } = pending
  const { request: signed, salt } = request
  if (signed === null) return undefined
  return {
    ...pending,
    ...{ signed, salt, priceMax: BigInt(signed.priceMax) },
    inputs: readBody(body, jsonLength, 'inputs').tensors,
    headers: {
      'content-type': jsonLength === undefined ? 'application/json' : 'application/octet-stream',
      'infonex-request': base64(encodeMessage('infonex.inference.v1.SignedRequest', request)),
      ...channelHeader(descriptor),
      ...(voucher === undefined ? {} : voucherHeader(voucher)),
      ...(jsonLength === undefined ? {} : { [JSON_LENGTH_HEADER]: String(jsonLength) }),
    },
  }
}

/** How a request goes out. */
export interface Sending {
  readonly url: string
  readonly fetch: typeof fetch
  readonly attempts: number
  /** Whether an attempt before may have been answered. */
  readonly lost: boolean
  /** Called when the server has said that there is and will be no answer. */
  forget(refusal: SignedRequest): Promise<void>
}

/** Sends a request until it has an answer. @throws PaidClientError */
export async function sendRequest(
  sent: Sent,
  { url: base, fetch: send, attempts: most, lost: before, forget }: Sending,
): Promise<{ response: Response; attempts: number }> {
  const url = `${base}/v2/models/${toHex(sent.signed.modelId)}/infer`
  let lost = before
  for (let attempt = 1; ; attempt++) {
    let response: Response | undefined
    let failure: unknown
    try {
      const body = Buffer.from(sent.body)
      response = await send(url, { method: 'POST', headers: sent.headers, body })
    } catch (error) {
      failure = error
      lost = true
    }
    if (response?.ok === true) return { response, attempts: attempt }
    const busy = response !== undefined && (response.status === 429 || response.status === 503)
    if (response !== undefined && !(busy && attempt < most)) {
      const refusal = await refusalOf(response)
      // An attempt without an answer may have been served: forget it only when the server says otherwise.
      if (!lost || NOT_SERVED.has(refusal.code)) await forget(sent.request)
      throw refusal
    }
    if (attempt >= most)
      throw new PaidClientError('unreachable', `no answer: ${(failure as Error).message}`)
    const seconds = Number(response?.headers.get('retry-after') ?? Number.NaN)
    await response?.body?.cancel()
    const waitMs = Number.isFinite(seconds) ? Math.min(seconds, 30) * 1000 : 50 * 2 ** attempt
    await new Promise((done) => setTimeout(done, waitMs))
  }
}

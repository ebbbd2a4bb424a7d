/** What a client and a supplier's server say to each other beside the tensors. */
import { equalBytes } from '../../chain/types/bytes.js'
import {
  type ChannelDescriptor,
  type Counter,
  encodeMessage,
  type Receipt,
  type SignedVoucher,
} from '../../proto/inference/objects.js'
import type { SignedMeasurement } from '../metering/managerApi.js'
import type { Metered } from '../metering/serviceContract.js'

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

/** A refusal of the server, or an answer that proves nothing. */
export class PaidClientError extends Error {
  override readonly name = 'PaidClientError'
  readonly code: string
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>

  constructor(
    code: string,
    message: string,
    status = 0,
    body: Readonly<Record<string, unknown>> = {},
  ) {
    super(message)
    this.code = code
    this.status = status
    this.body = body
  }
}

export function sameUsage(
  receipt: Receipt,
  counters: Counter[],
  metered: Metered | undefined,
): boolean {
  const name = 'infonex.inference.v1.Receipt'
  const { retailMeter = null, wholesaleMeter = null } = metered ?? {}
  const want = { ...receipt, counters, retailMeter, wholesaleMeter }
  return equalBytes(encodeMessage(name, receipt), encodeMessage(name, want))
}

export function computeOf({ counters }: Pick<Receipt, 'counters'>): bigint {
  return counters.reduce((n, c) => (c.metric === 'compute_ms' ? n + c.total : n), 0n)
}

export function measurementHeader(measurement: SignedMeasurement): Record<string, string> {
  const bytes = encodeMessage('infonex.inference.v1.SignedMeasurement', measurement)
  return { 'infonex-measurement': base64(bytes) }
}

export function channelHeader(descriptor: ChannelDescriptor): Record<string, string> {
  const bytes = encodeMessage('infonex.payment.v1.ChannelDescriptor', descriptor)
  return { 'infonex-channel': base64(bytes) }
}

export function voucherHeader(voucher: SignedVoucher): Record<string, string> {
  return { 'infonex-voucher': base64(encodeMessage('infonex.payment.v1.SignedVoucher', voucher)) }
}

export async function refusalOf(response: Response): Promise<PaidClientError> {
  const body = (await response.json().catch(() => ({}))) as Record<string, unknown>
  const code = typeof body['code'] === 'string' ? body['code'] : 'refused'
  return new PaidClientError(
    code,
    `${response.status}: ${String(body['error'])}`,
    response.status,
    body,
  )
}

/** What an SLA Manager and its clients say to each other over HTTP. README.md of node/manager describes it. */
import { sha256 } from '../../chain/codec/hash.js'
import { fromHex, toHex, utf8 } from '../../chain/types/bytes.js'
import type { SignatureVerifier } from '../../chain/types/verifier.js'
import {
  type Checkpoint,
  type ChannelDescriptor,
  decodeMessage,
  DOMAINS,
  encodeMessage,
  type SignedReceipt,
  type SignedRequest,
  type SignedVoucher,
  type SignerKey,
} from '../../proto/inference/objects.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { signedBytes } from '../../proto/signedBytes.js'
import { ALGORITHM, type Signer, verifySigned } from '../inference/signers.js'

/** A measurement as it travels. */
export type SignedMeasurement = PlainTypes['infonex.inference.v1.SignedMeasurement']

/** Measures of one batch at most. */
export const BATCH_MAX = 256
/** How old, or how far ahead, a signed call may be, in ms. */
export const CALL_SKEW_MS = 60_000

/** Evidence of one answer: what either side has signed of it. At least one of the three. */
export interface Measure {
  readonly descriptor: ChannelDescriptor
  readonly receipt?: SignedReceipt
  /** The client's word, */
  readonly measurement?: SignedMeasurement
  /** or the one in its next request; the salt is left out. */
  readonly request?: SignedRequest
}

/** A measure as JSON; messages are base64 of their canonical bytes. */
export interface WireMeasure {
  readonly channel: string
  readonly receipt?: string
  readonly measurement?: string
  readonly request?: string
}

/** Body of POST /metrics. */
export interface WireBatch {
  /** Base64 of ChannelDescriptor, once a channel. */
  readonly channels: readonly string[]
  readonly measures: readonly WireMeasure[]
}

/** What became of one measure. */
export interface WireResult {
  readonly status: 'booked' | 'known' | 'old' | 'conflict' | 'refused'
  readonly channel: string
  readonly code?: string
  readonly error?: string
}

/** What an SLA Manager says of a channel. */
export interface WireReport {
  /** Hex. */
  readonly channel: string
  /** waiting: one side is ahead. disputed: somebody signed two things, or both sides differ. */
  readonly state: 'agreed' | 'waiting' | 'disputed'
  /** Newest sequence that both sides have signed; "0" = none. */
  readonly sequence: string
  /** Its price with all before it, in units of the channel's denomination. */
  readonly amount: string
  /** Hex id of its receipt; null = none. */
  readonly receipt: string | null
  /** Amount of the newest voucher. */
  readonly paid: string
  /** Base64 of SignedVoucher. */
  readonly voucher: string | null
  /** Base64 of the Checkpoint of `sequence`. */
  readonly checkpoint: string | null
  /** Why the voucher is below the amount. */
  readonly reason?: { readonly code: string; readonly text: string }
}

/** Body of an answer to POST /metrics. */
export interface WireAnswer {
  readonly results: readonly WireResult[]
  readonly channels: readonly WireReport[]
}

/** Canonical bytes of a message in base64. */
export function toWire<N extends Parameters<typeof encodeMessage>[0]>(
  name: N,
  value: Parameters<typeof encodeMessage<N>>[1],
): string {
  return Buffer.from(encodeMessage(name, value)).toString('base64')
}

/** A message of base64. @throws Error unless it is canonical */
export function fromWire<N extends Parameters<typeof decodeMessage>[0]>(
  name: N,
  text: string,
): ReturnType<typeof decodeMessage<N>> {
  return decodeMessage(name, Uint8Array.from(Buffer.from(text, 'base64')))
}

/** The voucher and the checkpoint of a report. */
export function paymentOf(report: WireReport): {
  voucher: SignedVoucher | undefined
  checkpoint: Checkpoint | undefined
} {
  return {
    voucher:
      report.voucher === null
        ? undefined
        : fromWire('infonex.payment.v1.SignedVoucher', report.voucher),
    checkpoint:
      report.checkpoint === null
        ? undefined
        : fromWire('infonex.inference.v1.Checkpoint', report.checkpoint),
  }
}

/** What a signed call is about. */
export interface Call {
  readonly chainId: string
  readonly method: string
  /** Path with query. */
  readonly url: string
  readonly timeMs: number
  readonly body: Uint8Array
}

/** Bytes under the signature of a call: who reads is known, without a password that travels. */
export function callBytes(call: Call): Uint8Array {
  const { chainId, method, url, timeMs, body } = call
  const text = `${method}\n${url}\n${timeMs}\n${toHex(sha256(body))}`
  return signedBytes(DOMAINS.managerCall, chainId, utf8(text))
}

/** Headers of a signed call. */
export function callHeaders(signer: Signer, call: Call): Record<string, string> {
  const { algorithm, key } = signer.key
  return {
    'infonex-key': `${algorithm}:${toHex(key)}`,
    'infonex-time': String(call.timeMs),
    'infonex-signature': Buffer.from(signer.sign(callBytes(call))).toString('base64'),
  }
}

/** Who signed a call; undefined when nobody did, or not now, or wrongly. */
export function callerOf(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  call: Omit<Call, 'timeMs'>,
  tools: { readonly verifier: SignatureVerifier; readonly nowMs: number },
): SignerKey | undefined {
  const [key, time, signature] = ['infonex-key', 'infonex-time', 'infonex-signature'].map(
    (name) => headers[name],
  )
  if (typeof key !== 'string' || typeof time !== 'string' || typeof signature !== 'string')
    return undefined
  const parts = /^([12]):((?:[0-9a-f]{2}){32,33})$/.exec(key)
  const timeMs = Number(time)
  if (parts === null || !Number.isSafeInteger(timeMs)) return undefined
  if (Math.abs(tools.nowMs - timeMs) > CALL_SKEW_MS) return undefined
  const signer = { algorithm: Number(parts[1]), key: fromHex(parts[2] as string) }
  const length = signer.algorithm === ALGORITHM.ed25519 ? 32 : 33
  if (signer.key.length !== length) return undefined
  const bytes = callBytes({ ...call, timeMs })
  const given = Uint8Array.from(Buffer.from(signature, 'base64'))
  return verifySigned(tools.verifier, signer, bytes, given) ? signer : undefined
}

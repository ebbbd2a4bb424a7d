/** Canonical bytes and digests of what client and supplier sign; pure, for Node and browsers. */
import { GUARANTEE_DOMAIN } from '../sla/guarantee.js'
import * as gen from '#gen/infonex.js'
import { checkInts } from '../checkInts.js'
import type { PlainTypes } from '../gen/plain.js'
import { PAYWORD_DOMAIN, PAYWORD_ID_DOMAIN } from '../payment/payword.js'
import {
  CHANNEL_DOMAIN,
  channelIdBytes,
  VOUCHER_DOMAIN,
  voucherSignBytes,
} from '../payment/voucher.js'
import { concat } from '../ics23/bytes.js'
import { signedBytes } from '../signedBytes.js'
import type { Tensor } from './tensorJson.js'
import { DTYPES, type Hash, listRoot, tensorRoot } from './tree.js'

/** A request for one inference. */
export type Request = PlainTypes['infonex.inference.v1.Request']
/** A request as it travels. */
export type SignedRequest = PlainTypes['infonex.inference.v1.SignedRequest']
/** What a server says of itself. */
export type Handshake = PlainTypes['infonex.inference.v1.Handshake']
/** One answered request. */
export type Receipt = PlainTypes['infonex.inference.v1.Receipt']
/** A receipt as it travels. */
export type SignedReceipt = PlainTypes['infonex.inference.v1.SignedReceipt']
/** Running total of one measure over a channel. */
export type Counter = PlainTypes['infonex.inference.v1.Counter']
/** What the output digest of a receipt opens to. */
export type OutputCommitment = PlainTypes['infonex.inference.v1.OutputCommitment']
/** The client's word on the answer before. */
export type Acknowledgement = PlainTypes['infonex.inference.v1.Acknowledgement']
/** The client's word on an answer, by itself. */
export type Measurement = PlainTypes['infonex.inference.v1.Measurement']
/** What both sides have signed of a channel's usage. */
export type Checkpoint = PlainTypes['infonex.inference.v1.Checkpoint']
/** What a channel is. */
export type ChannelDescriptor = PlainTypes['infonex.payment.v1.ChannelDescriptor']
/** The signed promise of a cumulative amount. */
export type Voucher = PlainTypes['infonex.payment.v1.Voucher']
/** A voucher as it travels. */
export type SignedVoucher = PlainTypes['infonex.payment.v1.SignedVoucher']
/** What a server says of its load. */
export type LoadReport = PlainTypes['infonex.router.v1.LoadReport']
/** A public key with its algorithm. */
export type SignerKey = PlainTypes['infonex.payment.v1.SignerKey']

/** Domains of signed messages outside the chain; each message has one, and none is a prefix of another. */
export const DOMAINS = {
  request: 'infonex/request/1',
  receipt: 'infonex/receipt/1',
  measurement: 'infonex/measurement/1',
  managerCall: 'infonex/manager-call/1',
  handshake: 'infonex/handshake/1',
  voucher: VOUCHER_DOMAIN,
  channel: CHANNEL_DOMAIN,
  payWord: PAYWORD_DOMAIN,
  payWordId: PAYWORD_ID_DOMAIN,
  guarantee: GUARANTEE_DOMAIN,
  loadReport: 'infonex/load/1',
} as const

/** Receipt statuses. */
export const STATUS = { ok: 1, nonFinite: 2 } as const

const INPUT = 4
const OUTPUT = 5

type Name = keyof PlainTypes & string

function staticType(name: string): gen.StaticType {
  let at: unknown = gen
  for (const part of name.split('.')) at = (at as Record<string, unknown>)[part]
  return at as gen.StaticType
}

/** Canonical bytes of a message. @throws RangeError or TypeError on an integer out of range. */
export function encodeMessage<N extends Name>(name: N, value: PlainTypes[N]): Uint8Array {
  checkInts(name, value)
  const type = staticType(name)
  return type.encode(type.fromObject(value as unknown as { [k: string]: unknown })).finish()
}

/** Reads a message. @throws Error unless the bytes are canonical. */
export function decodeMessage<N extends Name>(name: N, bytes: Uint8Array): PlainTypes[N] {
  const type = staticType(name)
  const value = type.toObject(type.decode(bytes), {
    longs: BigInt,
    defaults: true,
    arrays: true,
  }) as unknown as PlainTypes[N]
  const again = encodeMessage(name, value)
  if (again.length !== bytes.length || again.some((byte, i) => byte !== bytes[i]))
    throw new Error(`${name}: the encoding is not canonical`)
  return value
}

/** Bytes that a request's signature covers; their SHA-256 is the request digest. */
export function requestBytes(request: Request): Uint8Array {
  const message = encodeMessage('infonex.inference.v1.Request', request)
  return signedBytes(DOMAINS.request, request.chainId, message)
}

/** Bytes that a receipt's signature covers; their SHA-256 is the receipt id. */
export function receiptBytes(receipt: Receipt): Uint8Array {
  const message = encodeMessage('infonex.inference.v1.Receipt', receipt)
  return signedBytes(DOMAINS.receipt, receipt.chainId, message)
}

/** Bytes that a measurement's signature covers. */
export function measurementBytes(measurement: Measurement): Uint8Array {
  const message = encodeMessage('infonex.inference.v1.Measurement', measurement)
  return signedBytes(DOMAINS.measurement, measurement.chainId, message)
}

/** Bytes that a load report's signature covers: domain | canonical report, which names its chain. */
export function loadReportBytes(report: LoadReport): Uint8Array {
  const domain = new TextEncoder().encode(DOMAINS.loadReport)
  return concat(domain, encodeMessage('infonex.router.v1.LoadReport', report))
}

/** Bytes that a handshake's signature covers. */
export function handshakeBytes(handshake: Handshake): Uint8Array {
  const message = encodeMessage('infonex.inference.v1.Handshake', handshake)
  return signedBytes(DOMAINS.handshake, handshake.chainId, message)
}

/** Bytes that a voucher's signature covers. */
export function voucherBytes(chainId: string, voucher: Voucher): Uint8Array {
  const message = encodeMessage('infonex.payment.v1.Voucher', voucher)
  return voucherSignBytes(chainId, message)
}

/** Id of a channel: SHA-256(infonex/channel/1 | canonical descriptor). */
export function channelId(hash: Hash, descriptor: ChannelDescriptor): Uint8Array {
  const message = encodeMessage('infonex.payment.v1.ChannelDescriptor', descriptor)
  return hash(channelIdBytes(message))
}

function roots(hash: Hash, tensors: readonly Tensor[]): Uint8Array[] {
  return tensors.map((t) => tensorRoot(hash, t.dtype, t.shape, t.bytes))
}

function salted(hash: Hash, tag: number, salt: Uint8Array, root: Uint8Array): Uint8Array {
  if (salt.length !== 32) throw new RangeError(`salt of ${salt.length} bytes, want 32`)
  return hash(concat(Uint8Array.of(tag), salt, root))
}

/**
 * Digest of the inputs, in the order of the model: of their little-endian bytes, never of JSON or HTTP
 * bytes. The salt hides inputs that could be guessed (rules.md H15).
 */
export function inputDigest(hash: Hash, salt: Uint8Array, inputs: readonly Tensor[]): Uint8Array {
  return salted(hash, INPUT, salt, listRoot(hash, roots(hash, inputs)))
}

/** What the outputs, in the order of the model, are committed to. */
export function outputCommitment(
  hash: Hash,
  salt: Uint8Array,
  outputs: readonly Tensor[],
): OutputCommitment {
  const each = roots(hash, outputs)
  return {
    salt,
    tensors: outputs.map((tensor, i) => ({
      dtype: DTYPES[tensor.dtype].code,
      shape: tensor.shape.map(BigInt),
      root: each[i] as Uint8Array,
    })),
  }
}

/** Digest of the outputs, as receipts carry it. */
export function outputDigest(hash: Hash, commitment: OutputCommitment): Uint8Array {
  const root = listRoot(
    hash,
    commitment.tensors.map((tensor) => tensor.root),
  )
  return salted(hash, OUTPUT, commitment.salt, root)
}

function compareCounters(a: Counter, b: Counter): number {
  for (let i = 0; i < 32; i++) {
    const d = (a.modelId[i] as number) - (b.modelId[i] as number)
    if (d !== 0) return d
  }
  if (a.verb !== b.verb) return a.verb < b.verb ? -1 : 1
  return a.metric < b.metric ? -1 : a.metric > b.metric ? 1 : 0
}

/** Totals after one more answer of a model; sorted, as receipts carry them. `more` = further metrics. */
export function addCounters(
  counters: readonly Counter[],
  modelId: Uint8Array,
  inputBytes: number,
  outputBytes: number,
  more: readonly (readonly [metric: string, units: bigint])[] = [],
): Counter[] {
  const out = new Map(
    counters.map((counter) => [keyOf(counter.modelId, counter.verb, counter.metric), counter]),
  )
  const add = (metric: string, value: bigint) => {
    const key = keyOf(modelId, 'infer', metric)
    const total = (out.get(key)?.total ?? 0n) + value
    out.set(key, { modelId, verb: 'infer', metric, total })
  }
  add('requests', 1n)
  add('input_bytes', BigInt(inputBytes))
  add('output_bytes', BigInt(outputBytes))
  for (const [metric, units] of more) add(metric, units)
  return [...out.values()].sort(compareCounters)
}

function keyOf(modelId: Uint8Array, verb: string, metric: string): string {
  return `${Array.from(modelId).join()}|${verb}|${metric}`
}

import { isSignedBy } from '../../chain/codec/signedBy.js'
import { codec } from '../../chain/codec/proto.js'
import { parseU128, U128_MAX } from '../../chain/types/arith.js'
import type { Context } from '../../chain/types/context.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { guaranteeSignBytes } from '../../proto/sla/guarantee.js'
import type { ContractTerms } from './contract.js'
import { SlaError } from './errors.js'
import { eventGuaranteeReported } from './events.js'
import type { ChannelReport, GuaranteeWindow, WindowId } from './guaranteeBook.js'
import { promised } from './guaranteeWindow.js'
import type { SlaKeeper } from './keeper.js'
import type { SignerKey } from './state.js'

export type SignedReport = PlainTypes['infonex.sla.v1.SignedGuaranteeReport']
type Report = PlainTypes['infonex.sla.v1.GuaranteeReport']
type Counters = PlainTypes['infonex.sla.v1.GuaranteeCounters']

const reportCodec = codec('infonex.sla.v1.GuaranteeReport')
/** Channels that may report of one window: what settling it has to clear away. */
export const MAX_CHANNELS = 64
const NO_COUNTERS: Counters = { total: 0n, over: 0n, sum: 0n }
/** Gas of one signature: the SDK's price of a secp256k1 signature. */
const SIGNATURE_GAS = 1000n

function refuse(text: string): never {
  throw SlaError.invalidReport(text)
}

/** A report whose parts are all there. */
export type WholeReport = Report & { readonly counters: Counters }

/** Shape of a report; no state, no signature. @throws TxError sla 30 */
export function checkReport({
  report,
  supplierSignature,
  clientSignature,
}: SignedReport): WholeReport {
  if (report === null) refuse('report is absent')
  const { counters, channelId, value } = report
  if (channelId.length !== 32) refuse(`channel_id has ${channelId.length} bytes, want 32`)
  if (counters === null) refuse('counters are absent')
  if (counters.over > counters.total)
    refuse(`counters.over is ${counters.over}, want at most total (${counters.total})`)
  if (parseU128(value) === undefined)
    refuse(`value is "${value.slice(0, 60)}", want a whole number`)
  for (const [name, signature] of [
    ['supplier_signature', supplierSignature],
    ['client_signature', clientSignature],
  ] as const)
    if (signature.length !== 64) refuse(`${name} has ${signature.length} bytes, want 64`)
  return { ...report, counters }
}

function isSigned(
  keeper: SlaKeeper,
  ctx: Context,
  key: SignerKey | null,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (key === null) return false
  ctx.gas.consume(SIGNATURE_GAS, 'report signature')
  return isSignedBy(keeper.verifier, key, message, signature)
}

function checkSignatures(
  keeper: SlaKeeper,
  ctx: Context,
  terms: ContractTerms,
  signed: SignedReport,
  report: WholeReport,
): void {
  const message = guaranteeSignBytes(ctx.block.chainId, reportCodec.encode(report))
  const sides = [
    ['supplier', terms.wholesale.providerKey, signed.supplierSignature],
    ['client', terms.retail.customerKey, signed.clientSignature],
  ] as const
  for (const [name, key, signature] of sides)
    if (!isSigned(keeper, ctx, key, message, signature))
      throw SlaError.invalidSignature(`${name}_signature`)
}

const minus = (a: Counters, b: Counters): Counters => ({
  total: a.total - b.total,
  over: a.over - b.over,
  sum: a.sum - b.sum,
})

/** The window with one channel's report in place of the one before. @throws TxError sla 30 */
function merged(
  window: GuaranteeWindow,
  before: ChannelReport | undefined,
  report: WholeReport,
): GuaranteeWindow {
  const old = before?.counters ?? NO_COUNTERS
  const rest = minus(window.counters ?? NO_COUNTERS, old)
  const { counters } = report
  const sum = {
    total: rest.total + counters.total,
    over: rest.over + counters.over,
    sum: rest.sum + counters.sum,
  }
  if (sum.total >> 64n > 0n || sum.sum >> 64n > 0n) refuse('counters exceed 2^64 - 1 together')
  const value = BigInt(window.value) - BigInt(before?.value ?? '0') + BigInt(report.value)
  if (value > U128_MAX) refuse('values exceed 2^128 - 1 together')
  const channels = window.channels + (before === undefined ? 1 : 0)
  if (channels > MAX_CHANNELS)
    refuse(`${MAX_CHANNELS} channels have reported, there may be no more`)
  return { ...window, counters: sum, value: value.toString(), channels }
}

/** A window of which nothing is known. */
export function emptyWindow(id: WindowId): GuaranteeWindow {
  return {
    ...{ id, counters: NO_COUNTERS, value: '0', channels: 0, settleHeight: 0n },
    ...{ verdict: null, missed: 0n },
  }
}

/** Whether a window takes no report any more. */
export function isClosed(window: GuaranteeWindow, height: bigint): boolean {
  return window.verdict !== null || (window.settleHeight > 0n && height >= window.settleHeight)
}

/**
 * Takes what client and supplier both signed of one window of one channel; one with more samples takes the place of
 * the one before, so that it may be brought again as it grows.
 * @throws TxError sla 30, 28, 32, or 31
 */
export function report(keeper: SlaKeeper, ctx: Context, signed: SignedReport): void {
  const whole = checkReport(signed)
  if (whole.chainId !== ctx.block.chainId)
    refuse(`chain_id is "${whole.chainId.slice(0, 60)}", want ${ctx.block.chainId}`)
  const { retailId, wholesaleId, guarantee, windowStartMs: startMs, channelId } = whole
  const id: WindowId = { retailId, wholesaleId, guarantee, startMs }
  const { terms } = promised(keeper, ctx, id)
  if (startMs > ctx.timeMs) refuse(`window_start_ms is ${startMs}, now is ${ctx.timeMs}`)
  const { guarantees } = keeper
  const window = guarantees.windows.get(ctx, id) ?? emptyWindow(id)
  if (isClosed(window, ctx.height)) throw SlaError.windowSettled()
  const before = guarantees.reports.get(ctx, [id, channelId])
  const had = before?.counters?.total ?? -1n
  if (whole.counters.total <= had)
    refuse(`counters.total is ${whole.counters.total}, want above the ${had} that are known`)
  checkSignatures(keeper, ctx, terms, signed, whole)
  const after = merged(window, before, whole)
  guarantees.windows.set(ctx, id, after)
  const { counters, value } = whole
  guarantees.reports.set(ctx, [id, channelId], { window: id, channelId, counters, value })
  ctx.events.push(eventGuaranteeReported(after))
}

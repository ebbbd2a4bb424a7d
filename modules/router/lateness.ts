import { isSignedBy } from '../../chain/codec/signedBy.js'
import { equalBytes, toHex } from '../../chain/types/bytes.js'
import type { Context } from '../../chain/types/context.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { receiptBytes } from '../../proto/inference/objects.js'
import { RouterError } from './errors.js'
import { eventLate } from './events.js'
import type { RouterKeeper } from './keeper.js'
import { mustMatch, standingAt } from './leases.js'
import { LEASED, type Match, type MatchTerms } from './matches.js'
import { countBreach } from './record.js'

type Msg = PlainTypes['infonex.router.v1.MsgReportLate']
type SignedReceipt = PlainTypes['infonex.inference.v1.SignedReceipt']
export type Receipt = PlainTypes['infonex.inference.v1.Receipt']

const SIGNATURE_GAS = 1000n

/** A receipt that was signed by a server, or by its operator's metering key. @throws TxError router 21 or 20 */
export function signedReceipt(
  keeper: RouterKeeper,
  ctx: Context,
  signed: SignedReceipt | null,
  keys: readonly (PlainTypes['infonex.payment.v1.SignerKey'] | null | undefined)[],
): Receipt {
  const receipt = signed?.receipt ?? null
  if (signed === null || receipt === null) throw RouterError.invalidEvidence('a receipt is absent')
  if (receipt.chainId !== ctx.block.chainId)
    throw RouterError.invalidEvidence(`chain_id is "${receipt.chainId.slice(0, 60)}"`)
  if (receipt.endMs < receipt.startMs)
    throw RouterError.invalidEvidence(
      `it ends at ${receipt.endMs} ms, before its beginning at ${receipt.startMs} ms`,
    )
  ctx.gas.consume(SIGNATURE_GAS * BigInt(keys.length), 'signature of a receipt')
  const bytes = receiptBytes(receipt)
  const isSigned = keys.some((key) =>
    isSignedBy(keeper.verifier, key ?? null, bytes, signed.signature),
  )
  if (!isSigned) throw RouterError.wrongSignature(`receipt of sequence ${receipt.sequence}`)
  return receipt
}

/** An answer under a lease that took longer than the client's bound. */
export interface Late {
  readonly match: Match
  readonly receipt: Receipt
}

/** @throws TxError router 14, 16, 15, 20, 21 or 22 */
export function lateness(keeper: RouterKeeper, ctx: Context, msg: Msg): Late {
  const match = mustMatch(keeper, ctx, msg.matchId, [LEASED])
  if (match.client !== msg.sender)
    throw RouterError.notParty(`${msg.sender}; the client is ${match.client}`)
  const { modelId, maxLatencyUs } = match.terms as MatchTerms
  if (maxLatencyUs === 0) throw RouterError.invalidEvidence('the request names no max_latency_us')
  const wholesale = keeper.sla.agreement(ctx, match.anticipation?.wholesaleId ?? 0n)
  const server = keeper.mustGet(ctx, match.serverId)
  const keys = [wholesale?.providerKey, server.receiptKey]
  const receipt = signedReceipt(keeper, ctx, msg.receipt, keys)
  const channel = match.anticipation?.channelId ?? new Uint8Array(0)
  if (!equalBytes(receipt.channelId, channel))
    throw RouterError.invalidEvidence(
      `its channel is ${toHex(receipt.channelId.subarray(0, 32))}, the lease has ${toHex(channel)}`,
    )
  if (!equalBytes(receipt.modelId, modelId))
    throw RouterError.invalidEvidence('it is of another model than the lease')
  if (receipt.sequence <= match.lateSequence)
    throw RouterError.alreadyCounted(`sequence ${receipt.sequence}`)
  const tookUs = (receipt.endMs - receipt.startMs) * 1000n
  if (tookUs <= BigInt(maxLatencyUs))
    throw RouterError.invalidEvidence(`it took ${tookUs} us, max_latency_us is ${maxLatencyUs}`)
  return { match, receipt }
}

/** A late answer cuts what the server has proven, once a window. */
export function countLate(keeper: RouterKeeper, ctx: Context, { match, receipt }: Late): void {
  const { sequence, startMs, endMs } = receipt
  const after = { ...match, late: match.late + 1n, lateSequence: sequence }
  keeper.matches.put(ctx, after)
  countBreach(keeper, ctx, standingAt(keeper, ctx, match))
  ctx.events.push(eventLate(after, sequence, endMs - startMs))
}

import { compareBytes, equalBytes } from '../../../chain/types/bytes.js'
import { maxBig, minBig } from '../../../chain/types/arith.js'
import type { Context } from '../../../chain/types/context.js'
import { amountOf } from '../amount.js'
import { PaymentError } from '../errors.js'
import type { Agreement } from '../expectedKeepers.js'
import type { PaymentKeeper } from '../keeper.js'
import type { ChannelDescriptor } from '../state.js'
import { newContract } from './state.js'

type SignerKey = NonNullable<ChannelDescriptor['signer']>

const same = (a: SignerKey | null | undefined, b: SignerKey | null | undefined): boolean =>
  a != null && b != null && a.algorithm === b.algorithm && equalBytes(a.key, b.key)

function refuse(text: string): never {
  throw PaymentError.invalidDescriptor(text)
}

/** Limits of the manager of an agreement, where the channel's signer is its key. */
function checkManager(descriptor: ChannelDescriptor, retail: Agreement, cap: bigint): void {
  const { manager } = retail
  if (manager === null || !same(descriptor.signer, manager.key)) return
  const maxCap = amountOf('max_cap', manager.maxCap)
  if (cap > maxCap) refuse(`cap is ${cap}, the manager of agreement ${retail.id} may ${maxCap}`)
  if (descriptor.ratePerS > manager.maxRatePerS)
    refuse(
      `rate_per_s is ${descriptor.ratePerS}, the manager of agreement ${retail.id} may ${manager.maxRatePerS}`,
    )
}

/**
 * Whether a channel fits the two agreements that it names. The supplier is its one payee; the aggregator
 * lives on the difference of the two plans. Keys that sign money are none that sign measurements (H21).
 * @returns who is paid, in byte order: supplier and aggregator
 * @throws TxError payment 6 or sla
 */
export function checkContract(
  keeper: PaymentKeeper,
  ctx: Context,
  descriptor: ChannelDescriptor,
  cap: bigint,
): readonly Uint8Array[] {
  const { retailId, wholesaleId } = descriptor
  const { retail, wholesale, denom } = keeper.sla.contractTerms(ctx, retailId, wholesaleId)
  if (descriptor.escrowOwner !== retail.customer)
    refuse(
      `payer is ${descriptor.escrowOwner}, the client of agreement ${retailId} is ${retail.customer}`,
    )
  if (descriptor.payees.length !== 1 || descriptor.payees[0]?.address !== wholesale.provider)
    refuse(`payees want ${wholesale.provider} alone, the supplier of agreement ${wholesaleId}`)
  if (descriptor.denom !== denom)
    refuse(`denom is ${descriptor.denom}, the plans are settled in ${denom}`)
  for (const [name, key] of [
    ["client's metering key", retail.customerKey],
    ["supplier's metering key", wholesale.providerKey],
  ] as const)
    if (same(descriptor.signer, key)) refuse(`signer is the ${name}, want a key of its own`)
  const allow = amountOf('prepay_allow', descriptor.prepayAllow)
  const most = amountOf('max_prepay', retail.maxPrepay)
  if (allow > most) refuse(`prepay_allow is ${allow}, agreement ${retailId} allows ${most}`)
  checkManager(descriptor, retail, cap)
  return [retail.provider, wholesale.provider]
    .map((address) => keeper.addresses.toBytes(address))
    .sort(compareBytes)
    .filter((address, i, all) => i === 0 || compareBytes(address, all[i - 1] as Uint8Array) !== 0)
}

/** Books a channel that has just opened under its agreements. @throws TxError sla */
export function beginContract(
  keeper: PaymentKeeper,
  ctx: Context,
  id: Uint8Array,
  { retailId, wholesaleId }: ChannelDescriptor,
): void {
  keeper.under.contracts.set(ctx, id, newContract(retailId, wholesaleId))
  for (const agreementId of [retailId, wholesaleId])
    keeper.sla.channelOpened(ctx, keeper.sla.mustAgreement(ctx, agreementId), id)
}

/** What a cooperative close may not go below: what is settled, and the last measurement within the cap. */
export function closeFloor(
  { settled, cap }: { readonly settled: bigint; readonly cap: bigint },
  retail: bigint,
): bigint {
  return maxBig(settled, minBig(retail, cap))
}

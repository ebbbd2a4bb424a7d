import { sha256 } from '../../chain/codec/hash.js'
import { toHex } from '../../chain/types/bytes.js'
import { channelId } from '../../proto/inference/objects.js'
import type { AdmissionContext } from './admission.js'
import type { Ledger } from './ledger.js'
import type { Load } from './load.js'
import { acceptVoucher } from './payment.js'
import { Refusal } from './refusal.js'

const POLICY_DUAL = 3

/** Channels under agreements that have answers. */
function served(ledger: Ledger) {
  return ledger.accounts().filter(({ descriptor }) => descriptor.receiptPolicy === POLICY_DUAL)
}

/** Tells the SLA Manager the last answer of every channel: what it missed while one of both was away. */
export function tellAll({ manager, ledger }: Pick<AdmissionContext, 'manager' | 'ledger'>): void {
  for (const { descriptor, lastReceipt } of served(ledger))
    if (lastReceipt !== undefined) manager?.answered?.(descriptor, lastReceipt)
}

/**
 * Fetches vouchers for answers that clients have measured at the SLA Manager and have not paid here, as before
 * a claim. A channel that is at work is passed over: its next request brings the voucher.
 */
export async function collect(ctx: AdmissionContext, load: Load): Promise<void> {
  const { manager, ledger, chain } = ctx
  if (manager?.latest === undefined) return
  for (const { descriptor, paid, charged } of served(ledger)) {
    if (paid >= charged) continue
    const id = channelId(sha256, descriptor)
    try {
      const free = load.takeChannel(toHex(id))
      try {
        const [voucher, channel] = await Promise.all([manager.latest(id), chain.channel(id)])
        if (voucher === undefined || channel === undefined) continue
        const { closeMs } = await chain.graces()
        const account = ledger.account(descriptor)
        await acceptVoucher(ctx, voucher, descriptor, account, channel, closeMs)
      } finally {
        free()
      }
    } catch (error) {
      // Busy, or for an older answer: what is kept already stands.
      if (!(error instanceof Refusal)) throw error
    }
  }
}

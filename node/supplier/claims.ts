import { toHex } from '../../chain/types/bytes.js'
import { sha256 } from '../../chain/codec/hash.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { channelId, type SignedVoucher } from '../../proto/inference/objects.js'
import type { ChainView } from './chainView.js'
import type { Ledger } from './ledger.js'

/** A message for the chain with its type URL. */
export interface ClaimMessage {
  readonly typeUrl: '/infonex.payment.v1.MsgClaim'
  readonly value: PlainTypes['infonex.payment.v1.MsgClaim']
}

/** What a claim would bring. */
export interface Claimable {
  readonly channelId: string
  readonly voucher: SignedVoucher
  /** Beyond what the chain has paid already, in units of the channel's denomination. */
  readonly amount: bigint
}

/** Channels whose highest voucher is worth more than the chain has paid. */
export async function claimable(ledger: Ledger, chain: ChainView): Promise<Claimable[]> {
  const out: Claimable[] = []
  for (const { descriptor, voucher, paid, checkpoint } of ledger.accounts()) {
    if (voucher === undefined) continue
    const id = channelId(sha256, descriptor)
    const channel = await chain.channel(id)
    if (channel === undefined) continue
    const amount = paid - BigInt(channel.settled)
    // The chain keeps a channel's hash only: whoever claims brings the descriptor.
    if (amount > 0n) {
      const claim = { ...voucher, descriptor, checkpoint: checkpoint ?? null }
      out.push({ channelId: toHex(id), voucher: claim, amount })
    }
  }
  return out
}

/** One MsgClaim a channel. @param sender bech32 address that pays the gas. */
export function claimMessages(claims: readonly Claimable[], sender: string): ClaimMessage[] {
  return claims.map(({ voucher }) => ({
    typeUrl: '/infonex.payment.v1.MsgClaim',
    value: { sender, claim: voucher },
  }))
}

/** Claims in one transaction: one that the chain refuses takes no more than these with it. */
const CLAIMS_PER_TX = 16

/** Puts claims on the chain in one transaction of the supplier's; rejects unless it is in a block. */
export type SubmitClaims = (messages: readonly ClaimMessage[]) => Promise<unknown>

/**
 * Claims all that can be claimed; gives what was. @throws AggregateError after all were tried, when some
 * failed: those can be claimed again, as the book keeps them.
 */
export async function claimAll(
  claims: readonly Claimable[],
  sender: string,
  submit: SubmitClaims,
): Promise<Claimable[]> {
  const done: Claimable[] = []
  const errors: Error[] = []
  for (let at = 0; at < claims.length; at += CLAIMS_PER_TX) {
    const some = claims.slice(at, at + CLAIMS_PER_TX)
    try {
      await submit(claimMessages(some, sender))
      done.push(...some)
    } catch (error) {
      errors.push(error as Error)
    }
  }
  if (errors.length > 0)
    throw new AggregateError(
      errors,
      `${claims.length - done.length} of ${claims.length} claims failed: ${errors[0]?.message}`,
    )
  return done
}

import { codec } from '../../chain/codec/proto.js'
import { u64Value } from '../../chain/collections/item.js'
import { bytesKey, fixedSize, pairKey, u64Key } from '../../chain/collections/keys.js'
import { StoreMap } from '../../chain/collections/map.js'
import { be64, equalBytes, toHex } from '../../chain/types/bytes.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { SlaError } from './errors.js'
import { allot, checkAllotments } from './ir/allot.js'
import type { SlaIr } from './ir/compile.js'
import { fromDecimal } from './ir/decimal.js'
import { SlaIrError } from './ir/errors.js'
import type { Allotment } from './ir/terms.js'
import { SLA_STORE } from './ledger.js'

export type ChannelAllotment = PlainTypes['infonex.sla.v1.ChannelAllotment']

/** Channels that may be open at a time under an agreement with terms that do not add up. */
export const MAX_ALLOTTED = 64

/** All of a plan. */
const WHOLE: Allotment = { carriesBase: true, slices: [] }

const store = SLA_STORE

/** A plan whose price of a sum is not the sum of prices: it has a base price, or quotas. */
function nothingOf(ir: SlaIr, plan: number): Allotment | undefined {
  const [, nothing] = allot(ir, plan, [1n, 0n])
  const cost = fromDecimal(ir.plans[plan]?.pricing?.cost ?? null)
  return nothing !== undefined && (nothing.slices.length > 0 || cost > 0n) ? nothing : undefined
}

/**
 * What open channels have of the terms of their agreements that do not add up (rules.md C6): the first channel
 * of an agreement has all, whatever it is called later; each other one has nothing until both sides divide.
 * So one usage costs the same however it is spread over channels, within what they have.
 */
export class AllotmentBook {
  readonly allotments = new StoreMap<readonly [bigint, Uint8Array], ChannelAllotment>({
    store,
    prefix: Uint8Array.of(40),
    name: 'allotments',
    key: pairKey(u64Key, bytesKey, fixedSize(8)),
    value: codec('infonex.sla.v1.ChannelAllotment'),
  })
  readonly opened = new StoreMap<bigint, bigint>({
    store,
    prefix: Uint8Array.of(41),
    name: 'channels opened',
    key: u64Key,
    value: u64Value,
  })

  /** Allotments of the open channels of an agreement, in order of the channel ids. */
  of(ctx: QueryContext, agreementId: bigint): ChannelAllotment[] {
    const prefix = be64(agreementId)
    return [...this.allotments.walk(ctx, { prefix })].map(([, found]) => found)
  }

  /** What a channel has; undefined = all. */
  get(ctx: QueryContext, agreementId: bigint, channelId: Uint8Array): Allotment | undefined {
    return this.allotments.get(ctx, [agreementId, channelId])?.allotment ?? undefined
  }

  /** @throws TxError sla 40 when too many are open */
  open(
    ctx: Context,
    agreementId: bigint,
    { ir, index }: { readonly ir: SlaIr; readonly index: number },
    channelId: Uint8Array,
  ): void {
    const nothing = nothingOf(ir, index)
    if (nothing === undefined) return
    const before = this.opened.get(ctx, agreementId) ?? 0n
    if (before > 0n && this.of(ctx, agreementId).length >= MAX_ALLOTTED)
      throw SlaError.invalidAllotment(
        `agreement ${agreementId} has ${MAX_ALLOTTED} open channels, want fewer`,
      )
    const allotment = before === 0n ? null : nothing
    this.opened.set(ctx, agreementId, before + 1n)
    this.allotments.set(ctx, [agreementId, channelId], { agreementId, channelId, allotment })
  }

  close(ctx: Context, agreementId: bigint, channelId: Uint8Array): void {
    if (this.allotments.has(ctx, [agreementId, channelId]))
      this.allotments.delete(ctx, [agreementId, channelId])
  }

  /** Replaces some of an agreement's allotments. @throws TxError sla 40 */
  divide(
    ctx: Context,
    agreementId: bigint,
    { ir, index }: { readonly ir: SlaIr; readonly index: number },
    changes: readonly ChannelAllotment[],
  ): void {
    for (const { channelId } of changes)
      if (!this.allotments.has(ctx, [agreementId, channelId]))
        throw SlaError.invalidAllotment(
          `channel ${toHex(channelId.subarray(0, 32))} is no open channel of agreement ${agreementId} with terms to divide`,
        )
    const after = this.of(ctx, agreementId).map(
      (old) => changes.find(({ channelId }) => equalBytes(channelId, old.channelId)) ?? old,
    )
    try {
      checkAllotments(
        ir,
        index,
        after.map(({ allotment }) => allotment ?? WHOLE),
      )
    } catch (error) {
      if (!(error instanceof SlaIrError)) throw error
      throw SlaError.invalidAllotment(error.message)
    }
    for (const one of changes) this.allotments.set(ctx, [agreementId, one.channelId], one)
  }
}

import { codec } from '../../chain/codec/proto.js'
import {
  bytesKey,
  fixedSize,
  type KeyCodec,
  pairKey,
  u64Key,
} from '../../chain/collections/keys.js'
import { StoreMap } from '../../chain/collections/map.js'
import { be32, concatBytes } from '../../chain/types/bytes.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { u128Codec } from './codec.js'
import { SLA_STORE } from './ledger.js'

export type GuaranteeWindow = PlainTypes['infonex.sla.v1.GuaranteeWindow']
export type WindowId = PlainTypes['infonex.sla.v1.GuaranteeWindowId']
export type ChannelReport = PlainTypes['infonex.sla.v1.ChannelReport']

const store = SLA_STORE
const prefix = (n: number): Uint8Array => Uint8Array.of(n)
const fromBe32 = (b: Uint8Array, at: number): number =>
  new DataView(b.buffer, b.byteOffset + at).getUint32(0)

/** be64 retail | be64 wholesale */
const contractKey: KeyCodec<readonly [bigint, bigint]> = pairKey(u64Key, u64Key, fixedSize(8))

/** be64 retail | be64 wholesale | be32 guarantee | be64 start: 28 bytes */
export const windowKey: KeyCodec<WindowId> = {
  encode: (w) =>
    concatBytes(
      u64Key.encode(w.retailId),
      u64Key.encode(w.wholesaleId),
      be32(w.guarantee),
      u64Key.encode(w.startMs),
    ),
  decode: (b) => ({
    retailId: u64Key.decode(b.subarray(0, 8)),
    wholesaleId: u64Key.decode(b.subarray(8, 16)),
    guarantee: fromBe32(b, 16),
    startMs: u64Key.decode(b.subarray(20, 28)),
  }),
}

const guaranteeKey: KeyCodec<Omit<WindowId, 'startMs'>> = {
  encode: (w) => windowKey.encode({ ...w, startMs: 0n }).subarray(0, 20),
  decode: (b) => {
    const { retailId, wholesaleId } = windowKey.decode(concatBytes(b, new Uint8Array(8)))
    return { retailId, wholesaleId, guarantee: fromBe32(b, 16) }
  },
}

/** What was reported of guarantees, what was settled, and what was paid under each pair of agreements. */
export class GuaranteeBook {
  readonly windows = new StoreMap<WindowId, GuaranteeWindow>({
    store,
    prefix: prefix(24),
    name: 'guarantee windows',
    key: windowKey,
    value: codec('infonex.sla.v1.GuaranteeWindow'),
  })
  /** window | channel: gone when the window is settled. */
  readonly reports = new StoreMap<readonly [WindowId, Uint8Array], ChannelReport>({
    store,
    prefix: prefix(25),
    name: 'guarantee reports',
    key: pairKey(windowKey, bytesKey, fixedSize(28)),
    value: codec('infonex.sla.v1.ChannelReport'),
  })
  readonly served = new StoreMap<readonly [bigint, bigint], bigint>({
    store,
    prefix: prefix(26),
    name: 'served value',
    key: contractKey,
    value: u128Codec,
  })
  readonly compensated = new StoreMap<readonly [bigint, bigint], bigint>({
    store,
    prefix: prefix(27),
    name: 'compensated value',
    key: contractKey,
    value: u128Codec,
  })
  /** guarantee -> value of its settled windows */
  readonly used = new StoreMap<Omit<WindowId, 'startMs'>, bigint>({
    store,
    prefix: prefix(28),
    name: 'settled value',
    key: guaranteeKey,
    value: u128Codec,
  })

  reportsOf(ctx: QueryContext, window: WindowId): readonly ChannelReport[] {
    const walk = this.reports.walk(ctx, { prefix: windowKey.encode(window) })
    return [...walk].map(([, report]) => report)
  }

  /** Drops what channels said of a window that is settled. */
  dropReports(ctx: Context, window: WindowId): void {
    for (const { channelId } of this.reportsOf(ctx, window))
      this.reports.delete(ctx, [window, channelId])
  }

  /** What two agreements still have to give back at most: never more than was paid. */
  leftOf(ctx: QueryContext, { retailId, wholesaleId, guarantee }: WindowId) {
    const contract = [retailId, wholesaleId] as const
    const served = this.served.get(ctx, contract) ?? 0n
    return {
      value: served - (this.used.get(ctx, { retailId, wholesaleId, guarantee }) ?? 0n),
      compensation: served - (this.compensated.get(ctx, contract) ?? 0n),
    }
  }

  /** Adds what the chain paid for service under two agreements. */
  addServed(ctx: Context, retailId: bigint, wholesaleId: bigint, amount: bigint): void {
    const contract = [retailId, wholesaleId] as const
    if (amount > 0n) this.served.set(ctx, contract, (this.served.get(ctx, contract) ?? 0n) + amount)
  }

  /** Adds the value of a window that was settled, and what was given back for it. */
  settled(ctx: Context, id: WindowId, value: bigint, paid: bigint): void {
    const { retailId, wholesaleId, guarantee } = id
    const key = { retailId, wholesaleId, guarantee }
    if (value > 0n) this.used.set(ctx, key, (this.used.get(ctx, key) ?? 0n) + value)
    const contract = [retailId, wholesaleId] as const
    const before = this.compensated.get(ctx, contract) ?? 0n
    if (paid > 0n) this.compensated.set(ctx, contract, before + paid)
  }
}

import { codec } from '../../../chain/codec/proto.js'
import { KeySet } from '../../../chain/collections/item.js'
import { bytesKey, fixedSize, pairKey, u64Key } from '../../../chain/collections/keys.js'
import { StoreMap } from '../../../chain/collections/map.js'
import type { Context } from '../../../chain/types/context.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { PAYMENT_STORE } from '../storeName.js'

export type ServiceDispute = PlainTypes['infonex.payment.v1.ServiceDispute']

const store = PAYMENT_STORE

/** Open service disputes by channel, and the queue of their deadlines. */
export class DisputeStore {
  readonly open = new StoreMap<Uint8Array, ServiceDispute>({
    store,
    prefix: Uint8Array.of(0x24),
    name: 'service disputes',
    key: bytesKey,
    value: codec('infonex.payment.v1.ServiceDispute'),
  })
  /** be64 deadline_ms | channel id */
  readonly queue = new KeySet<readonly [bigint, Uint8Array]>({
    store,
    prefix: Uint8Array.of(0x25),
    name: 'service disputes by deadline',
    key: pairKey(u64Key, bytesKey, fixedSize(8)),
  })

  put(ctx: Context, dispute: ServiceDispute): void {
    this.open.set(ctx, dispute.channelId, dispute)
    this.queue.add(ctx, [dispute.deadlineMs, dispute.channelId])
  }

  remove(ctx: Context, dispute: ServiceDispute): void {
    this.open.delete(ctx, dispute.channelId)
    this.queue.delete(ctx, [dispute.deadlineMs, dispute.channelId])
  }
}

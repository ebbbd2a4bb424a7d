import { codec } from '../../chain/codec/proto.js'
import { KeySet } from '../../chain/collections/item.js'
import {
  bytesKey,
  type KeyCodec,
  lengthPrefixedBytes,
  lengthPrefixedSize,
  pairKey,
} from '../../chain/collections/keys.js'
import { StoreMap, type ValueCodec } from '../../chain/collections/map.js'
import { concatBytes } from '../../chain/types/bytes.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { u128Codec } from './codec.js'
import { PAYMENT_STORE } from './storeName.js'

export type ManagerLimits = PlainTypes['infonex.payment.v1.ManagerLimits']
export type ManagerGrant = PlainTypes['infonex.payment.v1.ManagerGrant']

/** By whose grant a channel was opened, and by what cap it counts there. */
export interface GrantLink {
  readonly manager: Uint8Array
  readonly cap: bigint
}

/** cap u128 | manager's address. */
const linkCodec: ValueCodec<GrantLink> = {
  encode: ({ cap, manager }) => concatBytes(u128Codec.encode(cap), manager),
  decode: (b) => ({ cap: u128Codec.decode(b), manager: b.slice(16) }),
}

const addressPair: KeyCodec<readonly [Uint8Array, Uint8Array]> = pairKey(
  lengthPrefixedBytes,
  bytesKey,
  lengthPrefixedSize,
)
const store = PAYMENT_STORE
const prefix = (n: number): Uint8Array => Uint8Array.of(n)

/** What managers may do, and which channels they have opened. */
export class GrantStore {
  /** payer | manager */
  readonly grants = new StoreMap<readonly [Uint8Array, Uint8Array], ManagerGrant>({
    store,
    prefix: prefix(0x30),
    name: 'grants',
    key: addressPair,
    value: codec('infonex.payment.v1.ManagerGrant'),
  })
  /** manager | payer */
  readonly byManager = new KeySet<readonly [Uint8Array, Uint8Array]>({
    store,
    prefix: prefix(0x31),
    name: 'grants by manager',
    key: addressPair,
  })
  /** channel id -> by whose grant it was opened; none for those that payers open. */
  readonly links = new StoreMap<Uint8Array, GrantLink>({
    store,
    prefix: prefix(0x32),
    name: 'grants of channels',
    key: bytesKey,
    value: linkCodec,
  })
}

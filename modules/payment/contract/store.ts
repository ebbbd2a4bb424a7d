import { codec } from '../../../chain/codec/proto.js'
import { KeySet } from '../../../chain/collections/item.js'
import {
  bytesKey,
  fixedSize,
  type KeyCodec,
  lengthPrefixedBytes,
  pairKey,
  u64Key,
} from '../../../chain/collections/keys.js'
import { StoreMap } from '../../../chain/collections/map.js'
import { remembered } from '../../../chain/collections/remembered.js'
import { be64, concatBytes, fromBe64, fromUtf8, utf8 } from '../../../chain/types/bytes.js'
import { PAYMENT_STORE } from '../storeName.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { type Contract, contractCodec } from './state.js'

export type Maturing = PlainTypes['infonex.payment.v1.Maturing']

const store = PAYMENT_STORE

/** What identifies an income that matures; those of one minute are one. */
export interface MaturingKey {
  readonly owner: Uint8Array
  readonly maturesMs: bigint
  /** MaturingKind. */
  readonly kind: number
  readonly wholesaleId: bigint
  readonly denom: string
}

/** len | owner | kind | be64 wholesale id | be64 matures_ms | denom: what one claim may take lies together. */
const maturingKey: KeyCodec<MaturingKey> = {
  encode: (k) =>
    concatBytes(
      lengthPrefixedBytes.encode(k.owner),
      Uint8Array.of(k.kind),
      be64(k.wholesaleId),
      be64(k.maturesMs),
      utf8(k.denom),
    ),
  decode(bytes) {
    const at = 1 + (bytes[0] as number)
    return {
      owner: lengthPrefixedBytes.decode(bytes),
      kind: bytes[at] as number,
      wholesaleId: fromBe64(bytes, at + 1),
      maturesMs: fromBe64(bytes, at + 9),
      denom: fromUtf8(bytes.subarray(at + 17)),
    }
  },
}

/** Contracts of channels and incomes that mature. */
export class ContractStore {
  readonly contracts = new StoreMap<Uint8Array, Contract>({
    store,
    prefix: Uint8Array.of(0x20),
    name: 'contracts',
    key: bytesKey,
    value: remembered(contractCodec),
  })
  readonly maturing = new StoreMap<MaturingKey, Maturing>({
    store,
    prefix: Uint8Array.of(0x21),
    name: 'maturing',
    key: maturingKey,
    value: remembered(codec('infonex.payment.v1.Maturing')),
  })
  /** be64 matures_ms | key of `maturing` */
  readonly queue = new KeySet<readonly [bigint, MaturingKey]>({
    store,
    prefix: Uint8Array.of(0x22),
    name: 'maturing by time',
    key: pairKey(u64Key, maturingKey, fixedSize(8)),
  })
}

import { codec } from '../../chain/codec/proto.js'
import { bytesValue, KeySet, Sequence, StoreItem, u64Value } from '../../chain/collections/item.js'
import {
  bytesKey,
  fixedSize,
  type KeyCodec,
  lengthPrefixedBytes,
  lengthPrefixedSize,
  pairKey,
  u64Key,
} from '../../chain/collections/keys.js'
import { StoreMap } from '../../chain/collections/map.js'
import { remembered } from '../../chain/collections/remembered.js'
import { Clocks } from './clocks.js'
import type { VerificationParams } from './params.js'
import type {
  Assertion,
  Attester,
  Conflict,
  Demand,
  Faults,
  ReceiptKey,
  ReceiptRecord,
} from './state.js'

export const VERIFICATION_STORE = 'verification'
/** Its module account holds the deposits of demands that are not over. */
export const VERIFICATION_MODULE = 'verification'

const store = VERIFICATION_STORE
const prefix = (n: number): Uint8Array => Uint8Array.of(n)
/** channel id | be64 */
export const channelNumber: KeyCodec<readonly [Uint8Array, bigint]> = pairKey(
  bytesKey,
  u64Key,
  fixedSize(32),
)
const ownerNumber: KeyCodec<readonly [Uint8Array, bigint]> = pairKey(
  lengthPrefixedBytes,
  u64Key,
  lengthPrefixedSize,
)

/** All that verification keeps, by its keys. */
export class VerificationStores {
  readonly params = new StoreItem<VerificationParams>({
    store,
    prefix: prefix(0),
    name: 'params',
    value: remembered(codec('infonex.verification.v1.Params')),
  })
  readonly assertions = new StoreMap<bigint, Assertion>({
    store,
    prefix: prefix(1),
    name: 'assertions',
    key: u64Key,
    value: codec('infonex.verification.v1.Assertion'),
  })
  readonly nextAssertion = new Sequence({
    store,
    prefix: prefix(2),
    name: 'next assertion',
    start: 1n,
  })
  /** supplier | assertion */
  readonly assertionsBySupplier = new KeySet<readonly [Uint8Array, bigint]>({
    store,
    prefix: prefix(3),
    name: 'assertions by supplier',
    key: ownerNumber,
  })
  readonly receipts = new StoreMap<Uint8Array, ReceiptRecord>({
    store,
    prefix: prefix(4),
    name: 'receipts',
    key: bytesKey,
    value: codec('infonex.verification.v1.ReceiptRecord'),
  })
  /** channel | sequence | receipt */
  readonly receiptsByRequest = new KeySet<readonly [readonly [Uint8Array, bigint], Uint8Array]>({
    store,
    prefix: prefix(5),
    name: 'receipts by request',
    key: pairKey(channelNumber, bytesKey, fixedSize(40)),
  })
  readonly demands = new StoreMap<bigint, Demand>({
    store,
    prefix: prefix(6),
    name: 'demands',
    key: u64Key,
    value: codec('infonex.verification.v1.Demand'),
  })
  readonly nextDemand = new Sequence({ store, prefix: prefix(7), name: 'next demand', start: 1n })
  /** channel | sequence | digest of the request -> demand: a client may sign several requests of one number */
  readonly demandIds = new StoreMap<readonly [readonly [Uint8Array, bigint], Uint8Array], bigint>({
    store,
    prefix: prefix(8),
    name: 'demand ids',
    key: pairKey(channelNumber, bytesKey, fixedSize(40)),
    value: u64Value,
  })
  /** supplier | demand, of those that are not over */
  readonly openBySupplier = new KeySet<readonly [Uint8Array, bigint]>({
    store,
    prefix: prefix(9),
    name: 'open demands by supplier',
    key: ownerNumber,
  })
  /** channel | demand, of those that are not over */
  readonly openByChannel = new KeySet<readonly [Uint8Array, bigint]>({
    store,
    prefix: prefix(10),
    name: 'open demands by channel',
    key: channelNumber,
  })
  /** demand -> ciphertext, while it may be proven wrong */
  readonly answers = new StoreMap<bigint, Uint8Array>({
    store,
    prefix: prefix(11),
    name: 'answers',
    key: u64Key,
    value: bytesValue,
  })
  /** party | channel | sequence */
  readonly conflicts = new StoreMap<readonly [Uint8Array, readonly [Uint8Array, bigint]], Conflict>(
    {
      store,
      prefix: prefix(12),
      name: 'conflicts',
      key: pairKey(lengthPrefixedBytes, channelNumber, lengthPrefixedSize),
      value: codec('infonex.verification.v1.Conflict'),
    },
  )
  readonly faults = new StoreMap<Uint8Array, Faults>({
    store,
    prefix: prefix(13),
    name: 'faults',
    key: bytesKey,
    value: codec('infonex.verification.v1.Faults'),
  })
  /** server | receipt key */
  readonly keys = new StoreMap<readonly [bigint, Uint8Array], ReceiptKey>({
    store,
    prefix: prefix(14),
    name: 'receipt keys',
    key: pairKey(u64Key, bytesKey, fixedSize(8)),
    value: codec('infonex.verification.v1.ReceiptKey'),
  })
  readonly clocks = new Clocks(store, prefix(15))
  readonly attesters = new StoreMap<Uint8Array, Attester>({
    store,
    prefix: prefix(16),
    name: 'attesters',
    key: bytesKey,
    value: codec('infonex.verification.v1.Attester'),
  })
  /** Places from 0 without gaps, from which committees are drawn -> address */
  readonly seats = new StoreMap<bigint, Uint8Array>({
    store,
    prefix: prefix(17),
    name: 'seats',
    key: u64Key,
    value: bytesValue,
  })
  readonly seatCount = new Sequence({ store, prefix: prefix(18), name: 'seat count' })
}

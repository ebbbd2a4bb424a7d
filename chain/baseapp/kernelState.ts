import { StoreItem, stringValue, u64Value } from '../collections/item.js'
import { stringKey } from '../collections/keys.js'
import { StoreMap } from '../collections/map.js'

/** The store of what the kernel itself must find again after a restart. */
export const KERNEL_STORE = 'kernel'

/** The chain id that InitChain gave. */
export const chainId = new StoreItem<string>({
  store: KERNEL_STORE,
  prefix: Uint8Array.of(0x01),
  name: 'chain id',
  value: stringValue,
})

/** The human-readable part of account addresses, set by genesis. */
export const bech32Prefix = new StoreItem<string>({
  store: KERNEL_STORE,
  prefix: Uint8Array.of(0x02),
  name: 'bech32 prefix',
  value: stringValue,
})

/** Header time of the block that wrote this state, ns since 1970: what queries see as the time. */
export const blockTimeNs = new StoreItem<bigint>({
  store: KERNEL_STORE,
  prefix: Uint8Array.of(0x03),
  name: 'block time',
  value: u64Value,
})

/** Layout version of each module's state. */
export const moduleVersions = new StoreMap<string, bigint>({
  store: KERNEL_STORE,
  prefix: Uint8Array.of(0x04),
  name: 'module versions',
  key: stringKey,
  value: u64Value,
})

/** Version of the layout of the state as a whole. */
export const stateVersion = new StoreItem<bigint>({
  store: KERNEL_STORE,
  prefix: Uint8Array.of(0x05),
  name: 'state version',
  value: u64Value,
})

/** What this program writes into `stateVersion`. */
export const STATE_VERSION = 1n

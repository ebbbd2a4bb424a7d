import { utf8 } from '../../chain/types/bytes.js'

/** Name of the store, as the SDK names it. */
export const AUTH_STORE = 'acc'
/** 0x00 -> Params */
export const PARAMS_PREFIX = Uint8Array.of(0x00)
/** 0x01 | address -> Any of the account */
export const ACCOUNTS_PREFIX = Uint8Array.of(0x01)
/** 0x02 -> u64 big-endian, the next account number */
export const NEXT_NUMBER_PREFIX = Uint8Array.of(0x02)
/** "accountNumber" | u64 big-endian -> address */
export const NUMBERS_PREFIX = utf8('accountNumber')

/** Name of the store. */
export const BANK_STORE = 'bank'
/** 0x00 | denom -> amount, decimal text */
export const SUPPLY_PREFIX = Uint8Array.of(0x00)
/** 0x01 | denom -> Metadata */
export const METADATA_PREFIX = Uint8Array.of(0x01)
/** 0x02 | size of address | address | denom -> amount, decimal text */
export const BALANCES_PREFIX = Uint8Array.of(0x02)
/** 0x03 | denom | 0x00 | size of address | address -> 0x01 */
export const OWNERS_PREFIX = Uint8Array.of(0x03)
/** 0x04 | denom -> 0x00 or 0x01 */
export const SEND_ENABLED_PREFIX = Uint8Array.of(0x04)
/** 0x05 -> Params */
export const PARAMS_PREFIX = Uint8Array.of(0x05)

export const PAYMENT_STORE = 'payment'
/** Its module account holds all escrows, credits and incomes that mature. */
export const PAYMENT_MODULE = 'payment'

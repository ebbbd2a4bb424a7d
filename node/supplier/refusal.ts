/** Every way in which a supplier refuses a request: HTTP status and a code that programs can rely on. */
export const REFUSALS = {
  paymentRequired: [402, 'payment_required'],
  unpaid: [402, 'unpaid'],
  priceTooHigh: [402, 'price_too_high'],
  capExhausted: [402, 'cap_exhausted'],
  noLease: [403, 'no_lease'],
  malformed: [400, 'malformed'],
  wrongChain: [400, 'wrong_chain'],
  wrongChannel: [400, 'wrong_channel'],
  wrongModel: [400, 'wrong_model'],
  badTerms: [400, 'bad_terms'],
  badSignature: [401, 'bad_signature'],
  expired: [400, 'expired'],
  badTensor: [400, 'bad_tensor'],
  wrongDigest: [400, 'wrong_digest'],
  badVoucher: [400, 'bad_voucher'],
  outOfSequence: [409, 'out_of_sequence'],
  declined: [409, 'declined'],
  badAcknowledgement: [409, 'bad_acknowledgement'],
  channelClosed: [409, 'channel_closed'],
  unknownModel: [404, 'unknown_model'],
  lengthRequired: [411, 'length_required'],
  tooLarge: [413, 'too_large'],
  channelBusy: [429, 'channel_busy'],
  overloaded: [503, 'overloaded'],
  draining: [503, 'draining'],
  staleChain: [503, 'stale_chain'],
  modelFailed: [500, 'model_failed'],
} as const satisfies Readonly<Record<string, readonly [status: number, code: string]>>

/** Name of a refusal. */
export type RefusalName = keyof typeof REFUSALS

/** A refusal on its way to the client. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly kind: RefusalName
  /** Further members of the JSON body. */
  readonly details: Readonly<Record<string, unknown>>
  readonly retryAfterSeconds: number | undefined

  constructor(
    kind: RefusalName,
    message: string,
    details: Readonly<Record<string, unknown>> = {},
    retryAfterSeconds?: number,
  ) {
    super(message)
    this.kind = kind
    this.details = details
    this.retryAfterSeconds = retryAfterSeconds
  }
}

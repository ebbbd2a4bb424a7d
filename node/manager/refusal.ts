/** Every way in which an SLA Manager refuses: HTTP status and a code that programs can rely on. */
export const REFUSALS = {
  malformed: 400,
  too_large: 413,
  batch_too_large: 413,
  unsigned: 401,
  forbidden: 403,
  bad_signature: 401,
  unknown_tenant: 403,
  unknown_channel: 404,
  unknown_server: 404,
  stale_report: 409,
  no_channel: 404,
  wrong_chain: 400,
  wrong_channel: 400,
  bad_terms: 400,
  no_agreement: 404,
  no_plan: 404,
  wrong_plan: 409,
  no_settlement: 409,
  not_contract: 409,
  not_in_force: 409,
  wrong_model: 409,
  no_meter: 400,
  wrong_meter: 400,
  wrong_price: 409,
  wrong_time: 409,
  no_acknowledgement: 400,
  stale_chain: 503,
  overloaded: 503,
  too_many_channels: 503,
  storage_failed: 503,
  no_route: 404,
} as const satisfies Readonly<Record<string, number>>

/** A code of a refusal. */
export type RefusalCode = keyof typeof REFUSALS

/** A refusal on its way out. */
export class ManagerRefusal extends Error {
  override readonly name = 'ManagerRefusal'
  readonly code: RefusalCode

  constructor(code: RefusalCode, message: string) {
    super(message)
    this.code = code
  }

  get status(): number {
    return REFUSALS[this.code]
  }
}

import { minBig, parseU128 } from '../../chain/types/arith.js'
import { compareBytes, equalBytes } from '../../chain/types/bytes.js'
import { hash160, sha256 } from '../../chain/codec/hash.js'
import type { AddressCodec } from '../../chain/types/address.js'
import { SlaError } from './errors.js'
import { checkKeyShape, ED25519 } from './signerKey.js'
import {
  type Agreement,
  ENDED,
  ENDING,
  IN_FORCE,
  type ManagerLimits,
  PROPOSED,
  RETAIL,
  type SignerKey,
  SUSPENDED,
  WHOLESALE,
} from './state.js'

export const MAX_MODELS = 64
/** A year: a longer notice would bind for ever. */
const MAX_NOTICE_MS = 366n * 86_400_000n
const ADDRESS_BYTES = 20

/** The aggregator of an agreement, which the fee and the margins are about. */
export function aggregatorOf({ kind, provider, customer }: Agreement): string {
  return kind === RETAIL ? provider : customer
}

/**
 * Until when it serves, in ms since 1970: what is announced, or its end, whichever is first; undefined = no end.
 * Claims for what was served, and guarantees, run to it (rules.md H23).
 */
export function servesUntil(agreement: Agreement): bigint | undefined {
  const { status, effectiveMs, untilMs } = agreement
  if (status === PROPOSED) return 0n
  if (status === ENDED) return effectiveMs
  const announced = status === SUSPENDED || status === ENDING ? effectiveMs : undefined
  if (untilMs === 0n) return announced
  return announced === undefined ? untilMs : minBig(announced, untilMs)
}

/** Whether service is rendered under it at a time: accepted, begun, not past a notice or its end. */
export function isInForce(agreement: Agreement, nowMs: bigint): boolean {
  const { status, fromMs } = agreement
  if (status !== IN_FORCE && status !== SUSPENDED && status !== ENDING) return false
  const until = servesUntil(agreement)
  return nowMs >= fromMs && (until === undefined || nowMs < until)
}

/** When the end blocker has to see to it; 0 = never. */
export function dueMs({ status, effectiveMs, untilMs }: Agreement): bigint {
  if (status === ENDED) return 0n
  return status === PROPOSED || status === ENDING ? effectiveMs : untilMs
}

/** Refuses what comes after the agreement's own end, which the end blocker has yet to see. @throws TxError sla 24 */
export function checkNotOver({ untilMs }: Agreement, nowMs: bigint): void {
  if (untilMs !== 0n && nowMs >= untilMs)
    throw SlaError.wrongStatus(`it ended at ${untilMs}, now is ${nowMs}`)
}

/**
 * When an agreement that is terminated now ends: after its notice, or with its suspension, whose notice was given;
 * never after its own end, and never so that a suspended one would serve again.
 */
export function endOf(
  { status, effectiveMs, untilMs, noticeMs }: Agreement,
  nowMs: bigint,
): bigint {
  const end = status === SUSPENDED ? effectiveMs : nowMs + noticeMs
  return untilMs === 0n ? end : minBig(end, untilMs)
}

function refuse(text: string): never {
  throw SlaError.invalidAgreement(text)
}

/** Shape of what a manager may do. @throws TxError sla 23, 14 or sdk 7 */
export function checkManager(addresses: AddressCodec, limits: ManagerLimits): void {
  addresses.toBytes(limits.manager)
  if (limits.key === null) refuse('manager.key is absent')
  checkKeyShape('manager.key', limits.key)
  const cap = parseU128(limits.maxCap)
  if (cap === undefined || cap === 0n)
    refuse(`manager.max_cap is "${limits.maxCap.slice(0, 60)}", want a positive whole number`)
}

/** What one side says of an agreement that is to be. */
export type Terms = Pick<
  Agreement,
  | 'kind'
  | 'provider'
  | 'customer'
  | 'plan'
  | 'manager'
  | 'models'
  | 'fromMs'
  | 'untilMs'
  | 'noticeMs'
  | 'holdbackBps'
  | 'maxPrepay'
>

function checkModels(models: readonly Uint8Array[]): void {
  if (models.length > MAX_MODELS)
    refuse(`models has ${models.length} entries, want at most ${MAX_MODELS}`)
  models.forEach((model, i) => {
    if (model.length !== 32) refuse(`models[${i}] has ${model.length} bytes, want 32`)
    const before = models[i - 1]
    if (before !== undefined && compareBytes(before, model) >= 0)
      refuse(`models[${i}] is not above the one before it in byte order`)
  })
}

/** Everything of the terms that no state is needed for. @throws TxError sla 23, 14 or sdk 7 */
export function checkTerms(addresses: AddressCodec, terms: Terms): void {
  const { kind, provider, customer, plan, manager } = terms
  addresses.toBytes(provider)
  addresses.toBytes(customer)
  if (kind !== RETAIL && kind !== WHOLESALE)
    refuse(`kind is ${kind}, want 1 (retail) or 2 (wholesale)`)
  if (provider === customer) refuse('provider and customer are the same, want two parties')
  if (plan === null) refuse('plan is absent')
  if (plan.version === 0) refuse('plan.version is 0, want the one that is meant')
  if (plan.canonSha256.length !== 32)
    refuse(`plan.canon_sha256 has ${plan.canonSha256.length} bytes, want 32`)
  if (manager !== null) checkManager(addresses, manager)
  checkModels(terms.models)
  if (terms.untilMs !== 0n && terms.untilMs <= terms.fromMs)
    refuse(`until_ms is ${terms.untilMs}, want above from_ms (${terms.fromMs})`)
  if (terms.noticeMs > MAX_NOTICE_MS)
    refuse(`notice_ms is ${terms.noticeMs}, want at most ${MAX_NOTICE_MS}`)
  if (terms.holdbackBps > 10_000) refuse(`holdback_bps is ${terms.holdbackBps}, want at most 10000`)
  const prepay = parseU128(terms.maxPrepay)
  if (prepay === undefined || prepay === 0n)
    refuse(`max_prepay is "${terms.maxPrepay.slice(0, 60)}", want a positive whole number`)
}

/** Address of the account that a key signs for. */
function accountOf({ algorithm, key }: SignerKey): Uint8Array {
  return algorithm === ED25519 ? sha256(key).subarray(0, ADDRESS_BYTES) : hash160(key)
}

/** A key, or an address, and whose it is. */
export interface Role {
  readonly name: string
  readonly key?: SignerKey | null
  readonly address?: Uint8Array
}

function meets(a: Role, b: Role): boolean {
  const [x, y] = [a.key ?? undefined, b.key ?? undefined]
  if (x !== undefined && y !== undefined && equalBytes(x.key, y.key)) return true
  const left = a.address ?? (x === undefined ? undefined : accountOf(x))
  const right = b.address ?? (y === undefined ? undefined : accountOf(y))
  return left !== undefined && right !== undefined && equalBytes(left, right)
}

/** No two roles may be held by one key, or by the account of a key (rules.md H21). @throws TxError sla 25 */
export function checkRoles(roles: readonly Role[]): void {
  roles.forEach((role, i) => {
    for (const other of roles.slice(0, i))
      if (meets(role, other)) throw SlaError.sharedKey(`${role.name} is ${other.name}`)
  })
}

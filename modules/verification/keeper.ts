import { u64Key } from '../../chain/collections/keys.js'
import type { AddressCodec } from '../../chain/types/address.js'
import { be64, toHex } from '../../chain/types/bytes.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import type { SignatureVerifier } from '../../chain/types/verifier.js'
import { CLOCK } from './clocks.js'
import { VerificationError } from './errors.js'
import type {
  AgreementKeeper,
  BankKeeper,
  BeaconKeeper,
  ChannelKeeper,
  DemandOutcomeHook,
  ModelKeeper,
  SlaKeeper,
} from './expectedKeepers.js'
import { DEFAULT_PARAMS, type VerificationParams } from './params.js'
import { type ReadReceipt, standBy } from './receipts.js'
import {
  type Assertion,
  type Conflict,
  DEMAND,
  type Demand,
  type DemandState,
  type Due,
  type Faults,
  OUTCOME,
  type ReceiptKey,
  type ReceiptRecord,
  type SignerKey,
} from './state.js'
import { channelNumber, VerificationStores } from './stores.js'

/** The neighbours of verification, filled in by chain/app. */
export interface VerificationDeps {
  readonly addresses: AddressCodec
  readonly bank: BankKeeper
  readonly sla: SlaKeeper
  readonly agreements: AgreementKeeper
  readonly channels: ChannelKeeper
  readonly models: ModelKeeper
  readonly beacon: BeaconKeeper
  readonly verifier: SignatureVerifier
  /** 20 bytes: where the deposits lie. */
  readonly account: Uint8Array
  /** Bech32 address of the gov module's account. */
  readonly authority: () => string
}

/** Owns assertions, receipts, demands and what was proven against whom. */
export class VerificationKeeper extends VerificationStores {
  readonly deps: VerificationDeps
  readonly addresses: AddressCodec
  #hook: DemandOutcomeHook | undefined

  constructor(deps: VerificationDeps) {
    super()
    this.deps = deps
    this.addresses = deps.addresses
  }

  /** Names who is told of demands; chain/app does it once, before the first block. */
  setHook(hook: DemandOutcomeHook): void {
    this.#hook = hook
  }

  /** Who is told of demands. */
  get hook(): DemandOutcomeHook | undefined {
    return this.#hook
  }

  paramsOrDefault(ctx: QueryContext): VerificationParams {
    return this.params.get(ctx) ?? DEFAULT_PARAMS
  }

  /** @throws TxError verification 34 */
  checkAuthority(address: string): void {
    const want = this.deps.authority()
    if (address !== want)
      throw VerificationError.wrongAuthority(`authority is ${address}, want ${want}`)
  }

  /** When the window W that begins now is over. */
  windowEnd(ctx: Context): Due {
    const { windowMs, windowBlocks } = this.paramsOrDefault(ctx)
    return { ms: ctx.timeMs + windowMs, height: ctx.height + windowBlocks }
  }

  /** @throws TxError verification 10 */
  mustAssertion(ctx: QueryContext, id: bigint): Assertion {
    const assertion = this.assertions.get(ctx, id)
    if (assertion === undefined) throw VerificationError.noAssertion(`assertion ${id}`)
    return assertion
  }

  /** @throws TxError verification 19 */
  mustDemand(ctx: QueryContext, id: bigint): Demand {
    const demand = this.demands.get(ctx, id)
    if (demand === undefined) throw VerificationError.noDemand(`demand ${id}`)
    return demand
  }

  /** Demands for requests of one number, over or not, the oldest first; kept for the window W after their ends. */
  demandsFor(ctx: QueryContext, channelId: Uint8Array, sequence: bigint): Demand[] {
    const walk = { prefix: channelNumber.encode([channelId, sequence]) }
    const found = [...this.demandIds.walk(ctx, walk)].map(([, id]) => this.mustDemand(ctx, id))
    return found.sort((a, b) => (a.id < b.id ? -1 : 1))
  }

  /** The newest of them. */
  demandFor(ctx: QueryContext, channelId: Uint8Array, sequence: bigint): Demand | undefined {
    return this.demandsFor(ctx, channelId, sequence).pop()
  }

  /** What became of the demand for one request, for those who decide about its money. */
  demandOf(
    ctx: QueryContext,
    channelId: Uint8Array,
    sequence: bigint,
    digest: Uint8Array,
  ): DemandState | undefined {
    const id = this.demandIds.get(ctx, [[channelId, sequence], digest])
    const demand = id === undefined ? undefined : this.demands.get(ctx, id)
    if (demand === undefined) return undefined
    const { status, outcome, dueMs, dueHeight, demander, requestDigest } = demand
    return {
      isFinal: status === DEMAND.ended,
      isAnswered: outcome === OUTCOME.answered,
      isDeclined: outcome === OUTCOME.declined,
      requestDigest,
      deadlineMs: dueMs,
      deadlineHeight: dueHeight,
      demander,
    }
  }

  /** A claim was paid for this receipt, whose signature was checked: its supplier stands by it. @throws TxError verification 3 */
  standBy(ctx: Context, read: ReadReceipt): void {
    standBy(this, ctx, read)
  }

  /** Receipts of one request number that are on chain. */
  receiptsFor(ctx: QueryContext, channelId: Uint8Array, sequence: bigint): ReceiptRecord[] {
    const walk = { prefix: channelNumber.encode([channelId, sequence]) }
    return [...this.receiptsByRequest.walk(ctx, walk)].map(
      ([, id]) => this.receipts.get(ctx, id) as ReceiptRecord,
    )
  }

  putAssertion(ctx: Context, assertion: Assertion): void {
    const { id, supplier, untilMs: ms, untilHeight: height } = assertion
    this.assertions.set(ctx, id, assertion)
    this.assertionsBySupplier.add(ctx, [this.addresses.toBytes(supplier), id])
    this.clocks.start(ctx, CLOCK.assertion, { ms, height }, be64(id))
  }

  forgetAssertion(ctx: Context, id: bigint): void {
    const { supplier } = this.mustAssertion(ctx, id)
    this.assertions.delete(ctx, id)
    this.assertionsBySupplier.delete(ctx, [this.addresses.toBytes(supplier), id])
  }

  putReceipt(ctx: Context, receipt: ReceiptRecord): void {
    const { id, channelId, sequence, untilMs: ms, untilHeight: height } = receipt
    this.receipts.set(ctx, id, receipt)
    this.receiptsByRequest.add(ctx, [[channelId, sequence], id])
    this.clocks.start(ctx, CLOCK.receipt, { ms, height }, id)
  }

  forgetReceipt(ctx: Context, id: Uint8Array): void {
    const { channelId, sequence } = this.receipts.get(ctx, id) as ReceiptRecord
    this.receipts.delete(ctx, id)
    this.receiptsByRequest.delete(ctx, [[channelId, sequence], id])
  }

  /** Changes where a receipt stands; a contradiction outweighs the rest, and what is forgotten stays so. */
  setStanding(ctx: Context, id: Uint8Array, standing: number, over = false): void {
    const receipt = id.length === 32 ? this.receipts.get(ctx, id) : undefined
    if (receipt === undefined || (receipt.standing !== 1 && !over)) return
    this.receipts.set(ctx, id, { ...receipt, standing })
  }

  faultsOf(ctx: QueryContext, party: string): Faults {
    const none = { party, undelivered: 0n, wrong: 0n, declined: 0n, conflicts: 0n }
    return this.faults.get(ctx, this.addresses.toBytes(party)) ?? none
  }

  addFault(
    ctx: Context,
    party: string,
    kind: 'undelivered' | 'wrong' | 'declined' | 'conflicts',
  ): void {
    const faults = this.faultsOf(ctx, party)
    const after = { ...faults, [kind]: faults[kind] + 1n }
    this.faults.set(ctx, this.addresses.toBytes(party), after)
  }

  putConflict(ctx: Context, conflict: Conflict): void {
    const { party, channelId, sequence, untilMs: ms, untilHeight: height } = conflict
    const at = [this.addresses.toBytes(party), [channelId, sequence]] as const
    this.conflicts.set(ctx, at, conflict)
    const what = this.conflicts.options.key.encode(at)
    this.clocks.start(ctx, CLOCK.conflict, { ms, height }, what)
  }

  putKey(ctx: Context, key: ReceiptKey): void {
    const { serverId, untilMs: ms, untilHeight: height } = key
    const at = [serverId, key.key?.key ?? new Uint8Array()] as const
    this.keys.set(ctx, at, key)
    if (ms > 0n) this.clocks.start(ctx, CLOCK.key, { ms, height }, this.keys.options.key.encode(at))
  }

  /**
   * Told by router when a server comes, changes or goes: keys that are not in use any more stand for what they
   * signed until the window W is over, so that nobody leaves its word behind by changing keys (rules.md H6).
   * @param key undefined: the server has gone
   */
  receiptKeyChanged(
    ctx: Context,
    serverId: bigint,
    operator: string,
    before: SignerKey | undefined,
    key: SignerKey | undefined,
  ): void {
    if (before !== undefined) {
      const used = this.keys.get(ctx, [serverId, before.key])
      const { ms: untilMs, height: untilHeight } = this.windowEnd(ctx)
      if (used !== undefined && used.untilMs === 0n)
        this.putKey(ctx, { ...used, untilMs, untilHeight })
    }
    if (key === undefined) return
    const again = this.keys.get(ctx, [serverId, key.key])
    if (again !== undefined && again.untilMs > 0n) {
      const due = { ms: again.untilMs, height: again.untilHeight }
      this.clocks.stop(ctx, CLOCK.key, due, this.keys.options.key.encode([serverId, key.key]))
    }
    this.putKey(ctx, { serverId, key, operator, untilMs: 0n, untilHeight: 0n })
  }

  /** Forgets what has been kept for its window, oldest first, a bounded number a block (rules.md C16). */
  forgetDue(ctx: Context): void {
    const { endsPerBlock: max } = this.paramsOrDefault(ctx)
    for (const id of this.clocks.take(ctx, CLOCK.receipt, max)) this.forgetReceipt(ctx, id)
    for (const id of this.clocks.take(ctx, CLOCK.assertion, max))
      this.forgetAssertion(ctx, u64Key.decode(id))
    for (const at of this.clocks.take(ctx, CLOCK.conflict, max))
      this.conflicts.delete(ctx, this.conflicts.options.key.decode(at))
    for (const at of this.clocks.take(ctx, CLOCK.key, max))
      this.keys.delete(ctx, this.keys.options.key.decode(at))
    for (const id of this.clocks.take(ctx, CLOCK.demand, max)) {
      const over = this.mustDemand(ctx, u64Key.decode(id))
      this.demands.delete(ctx, over.id)
      this.demandIds.delete(ctx, [[over.channelId, over.sequence], over.requestDigest])
    }
  }
}

/** What a demand is called in the bond ledger and in clocks. */
export function referenceOf(demandId: bigint): Uint8Array {
  return be64(demandId)
}

/** For people. */
export function nameOf(channelId: Uint8Array, sequence: bigint): string {
  return `request ${sequence} of channel ${toHex(channelId.subarray(0, 32))}`
}

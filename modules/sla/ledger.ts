import { KeySet, Sequence } from '../../chain/collections/item.js'
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
import type { AddressCodec } from '../../chain/types/address.js'
import { minBig, U128_MAX } from '../../chain/types/arith.js'
import { assert } from '../../chain/types/assert.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import { bondCodec, u8Key, u128Codec, unbondingCodec } from './codec.js'
import { SlaError } from './errors.js'
import { eventBond, eventBondLock, eventSlashed } from './events.js'
import type { BankKeeper } from './expectedKeepers.js'
import type { SlaParams } from './params.js'
import {
  type BondState,
  freeOf,
  MAX_REFERENCE,
  NO_BOND,
  PURPOSE,
  type Purpose,
  type UnbondingState,
} from './state.js'

export const SLA_STORE = 'sla'
/** Its module account holds all bonds. */
export const SLA_MODULE = 'sla'

const store = SLA_STORE
const prefix = (n: number): Uint8Array => Uint8Array.of(n)
const NOTHING = new Uint8Array()

const lockKey: KeyCodec<readonly [Uint8Array, readonly [number, Uint8Array]]> = pairKey(
  lengthPrefixedBytes,
  pairKey(u8Key, bytesKey, fixedSize(1)),
  lengthPrefixedSize,
)

/** Where what a slash takes goes. */
export type SlashTo = { readonly address: Uint8Array } | 'burn'

/** The one bond ledger: who has how much at stake, what of it is promised to whom, what is leaving (H6). */
export class BondLedger {
  readonly #addresses: AddressCodec
  readonly #bank: BankKeeper
  readonly #account: Uint8Array
  readonly #params: (ctx: QueryContext) => SlaParams

  readonly bonds = new StoreMap<Uint8Array, BondState>({
    store,
    prefix: prefix(4),
    name: 'bonds',
    key: bytesKey,
    value: bondCodec,
  })
  /** owner | purpose | reference */
  readonly locks = new StoreMap<readonly [Uint8Array, readonly [number, Uint8Array]], bigint>({
    store,
    prefix: prefix(5),
    name: 'bond locks',
    key: lockKey,
    value: u128Codec,
  })
  /** owner | unbonding */
  readonly unbondings = new StoreMap<readonly [Uint8Array, bigint], UnbondingState>({
    store,
    prefix: prefix(6),
    name: 'unbondings',
    key: pairKey(lengthPrefixedBytes, u64Key, lengthPrefixedSize),
    value: unbondingCodec,
  })
  /** complete ms | unbonding | owner */
  readonly leaving = new KeySet<readonly [bigint, readonly [bigint, Uint8Array]]>({
    store,
    prefix: prefix(7),
    name: 'unbondings by time',
    key: pairKey(u64Key, pairKey(u64Key, bytesKey, fixedSize(8)), fixedSize(8)),
  })
  readonly nextUnbonding = new Sequence({
    store,
    prefix: prefix(8),
    name: 'next unbonding',
    start: 1n,
  })

  constructor(deps: {
    addresses: AddressCodec
    bank: BankKeeper
    account: Uint8Array
    params: (ctx: QueryContext) => SlaParams
  }) {
    this.#addresses = deps.addresses
    this.#bank = deps.bank
    this.#account = deps.account
    this.#params = deps.params
  }

  bondOf(ctx: QueryContext, owner: Uint8Array): BondState {
    return this.bonds.get(ctx, owner) ?? NO_BOND
  }

  #put(ctx: Context, owner: Uint8Array, bond: BondState): void {
    assert(freeOf(bond) >= 0n && bond.locked >= 0n && bond.unbonding >= 0n, 'a bond adds up')
    if (bond.amount === 0n) this.bonds.delete(ctx, owner)
    else this.bonds.set(ctx, owner, bond)
  }

  /** Takes coins of the bond denomination from the owner's account. @throws TxError sla 2, sdk 5 */
  add(ctx: Context, owner: Uint8Array, amount: bigint): void {
    const { bondDenom: denom } = this.#params(ctx)
    // What the account holds bounds every bond, and bonds have 128 bits.
    if (this.#bank.getBalance(ctx, this.#account, denom) + amount > U128_MAX)
      throw SlaError.invalidAmount(`amount is ${amount}, beyond 128 bits with the rest`)
    this.#bank.sendCoinsFromAccountToModule(ctx, owner, SLA_MODULE, [{ denom, amount }])
    const bond = this.bondOf(ctx, owner)
    this.#put(ctx, owner, { ...bond, amount: bond.amount + amount })
    ctx.events.push(eventBond('bonded', this.#addresses.toText(owner), amount, denom))
  }

  /** Begins to take out what is free; a slash takes it until it has left. @throws TxError sla 4 or 5 */
  unbond(ctx: Context, owner: Uint8Array, amount: bigint): UnbondingState & { id: bigint } {
    const params = this.#params(ctx)
    const bond = this.bondOf(ctx, owner)
    if (amount > freeOf(bond))
      throw SlaError.insufficientFree(`free ${freeOf(bond)}, wanted ${amount}`)
    const waiting = [...this.unbondings.walk(ctx, { prefix: lengthPrefixedBytes.encode(owner) })]
    if (waiting.length >= params.maxUnbondings)
      throw SlaError.tooManyUnbondings(
        `${waiting.length} wait, at most ${params.maxUnbondings} may`,
      )
    const id = this.nextUnbonding.next(ctx)
    const state = {
      amount,
      completeMs: ctx.timeMs + params.unbondingMs,
      completeHeight: ctx.height + params.unbondingBlocks,
    }
    this.unbondings.set(ctx, [owner, id], state)
    this.leaving.add(ctx, [state.completeMs, [id, owner]])
    this.#put(ctx, owner, { ...bond, unbonding: bond.unbonding + amount })
    ctx.events.push(eventBond('unbonding', this.#addresses.toText(owner), amount, params.bondDenom))
    return { id, ...state }
  }

  /** Pays out what has waited for its time and its blocks, oldest first, a bounded number a block (C16). */
  payDue(ctx: Context): void {
    const { bondDenom: denom, endsPerBlock } = this.#params(ctx)
    const due: (readonly [Uint8Array, bigint, UnbondingState])[] = []
    for (const [completeMs, [id, owner]] of this.leaving.walk(ctx)) {
      if (ctx.timeMs < completeMs || due.length >= endsPerBlock) break
      const state = this.unbondings.get(ctx, [owner, id]) as UnbondingState
      // Times and heights grow together, so that the first that waits for its height ends the walk.
      if (ctx.height < state.completeHeight) break
      due.push([owner, id, state])
    }
    for (const [owner, id, { amount, completeMs }] of due) {
      this.unbondings.delete(ctx, [owner, id])
      this.leaving.delete(ctx, [completeMs, [id, owner]])
      const bond = this.bondOf(ctx, owner)
      const unbonding = bond.unbonding - amount
      this.#put(ctx, owner, { ...bond, amount: bond.amount - amount, unbonding })
      this.#bank.sendCoins(ctx, this.#account, owner, [{ denom, amount }])
      ctx.events.push(eventBond('unbonded', this.#addresses.toText(owner), amount, denom))
    }
  }

  lockedFor(
    ctx: QueryContext,
    owner: Uint8Array,
    purpose: Purpose,
    reference: Uint8Array = NOTHING,
  ): bigint {
    return this.locks.get(ctx, [owner, [purpose, reference]]) ?? 0n
  }

  #setLock(ctx: Context, owner: Uint8Array, key: readonly [number, Uint8Array], to: bigint): void {
    if (to === 0n) this.locks.delete(ctx, [owner, key])
    else this.locks.set(ctx, [owner, key], to)
  }

  /** Promises a part of what is free; adds to what this claim has. @throws TxError sla 4 */
  lock(
    ctx: Context,
    owner: Uint8Array,
    purpose: Purpose,
    reference: Uint8Array,
    amount: bigint,
  ): void {
    assert(amount >= 0n && reference.length <= MAX_REFERENCE, 'a lock of a good size')
    if (amount === 0n) return
    const bond = this.bondOf(ctx, owner)
    if (amount > freeOf(bond))
      throw SlaError.insufficientFree(
        `${this.#addresses.toText(owner)}: free ${freeOf(bond)}, to be locked ${amount}`,
      )
    const held = this.lockedFor(ctx, owner, purpose, reference)
    this.#setLock(ctx, owner, [purpose, reference], held + amount)
    this.#put(ctx, owner, { ...bond, locked: bond.locked + amount })
    ctx.events.push(
      eventBondLock('locked', this.#addresses.toText(owner), purpose, reference, amount),
    )
  }

  /** Frees a part of a lock, or all that a slash has left of it. @returns what was freed */
  unlock(
    ctx: Context,
    owner: Uint8Array,
    purpose: Purpose,
    reference: Uint8Array,
    amount: bigint,
  ): bigint {
    assert(amount >= 0n, 'an amount is not negative')
    const held = this.lockedFor(ctx, owner, purpose, reference)
    const freed = minBig(held, amount)
    if (freed === 0n) return 0n
    const bond = this.bondOf(ctx, owner)
    this.#setLock(ctx, owner, [purpose, reference], held - freed)
    this.#put(ctx, owner, { ...bond, locked: bond.locked - freed })
    ctx.events.push(
      eventBondLock('unlocked', this.#addresses.toText(owner), purpose, reference, freed),
    )
    return freed
  }

  /**
   * Takes from a bond: the claim's own lock, then what is on its way out (the soonest to leave first), then
   * what is free, then the lock of the registration. What is promised to other claims stays whole, so that
   * no claim can empty what another counts on; what leaves is taken before what stays, so that as much as
   * can be is still there for the next.
   * @returns what was taken; never more than there is for this claim
   */
  slash(
    ctx: Context,
    owner: Uint8Array,
    amount: bigint,
    to: SlashTo,
    purpose: Purpose,
    reference: Uint8Array,
  ): bigint {
    assert(amount >= 0n, 'an amount is not negative')
    const before = this.bondOf(ctx, owner)
    const own = this.#takeLock(ctx, owner, [purpose, reference], amount)
    const leaving = this.#takeLeaving(ctx, owner, amount - own)
    const free = minBig(freeOf(before), amount - own - leaving)
    const rest = amount - own - leaving - free
    const registered = this.#takeLock(ctx, owner, [PURPOSE.registration, NOTHING], rest)
    const taken = own + leaving + free + registered
    if (taken === 0n) return 0n
    this.#put(ctx, owner, {
      amount: before.amount - taken,
      locked: before.locked - own - registered,
      unbonding: before.unbonding - leaving,
    })
    const { bondDenom: denom } = this.#params(ctx)
    const coins = [{ denom, amount: taken }]
    if (to === 'burn') this.#bank.burnCoins(ctx, SLA_MODULE, coins)
    else this.#bank.sendCoins(ctx, this.#account, to.address, coins)
    const recipient = to === 'burn' ? 'burn' : this.#addresses.toText(to.address)
    const text = this.#addresses.toText(owner)
    ctx.events.push(eventSlashed(text, purpose, reference, recipient, taken, denom))
    return taken
  }

  #takeLock(
    ctx: Context,
    owner: Uint8Array,
    key: readonly [number, Uint8Array],
    wanted: bigint,
  ): bigint {
    const held = this.locks.get(ctx, [owner, key]) ?? 0n
    const taken = minBig(held, wanted)
    if (taken > 0n) this.#setLock(ctx, owner, key, held - taken)
    return taken
  }

  #takeLeaving(ctx: Context, owner: Uint8Array, wanted: bigint): bigint {
    if (wanted === 0n) return 0n
    let left = wanted
    for (const [[, id], state] of [
      ...this.unbondings.walk(ctx, { prefix: lengthPrefixedBytes.encode(owner) }),
    ]) {
      const taken = minBig(state.amount, left)
      left -= taken
      if (taken < state.amount) {
        this.unbondings.set(ctx, [owner, id], { ...state, amount: state.amount - taken })
        break
      }
      this.unbondings.delete(ctx, [owner, id])
      this.leaving.delete(ctx, [state.completeMs, [id, owner]])
    }
    return wanted - left
  }
}

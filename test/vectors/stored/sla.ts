import type { Context } from '../../../chain/types/context.js'
import type { SlaKeeper } from '../../../modules/sla/keeper.js'
import { DEFAULT_PARAMS } from '../../../modules/sla/params.js'
import { ACTIVE, MEMBER, PENDING, PURPOSE, RETIRED } from '../../../modules/sla/state.js'
import { address, addressBytes } from '../../support/memoryContext.js'
import type { AnyMap } from './rows.js'

const bytes = (n: number, length = 32): Uint8Array => new Uint8Array(length).fill(n)
const NOW_MS = 1_767_225_600_000n
const U128_MAX = (1n << 128n) - 1n

function putBonds({ ledger }: SlaKeeper, ctx: Context): void {
  const [one, two] = [addressBytes(1), addressBytes(2)]
  ledger.bonds.set(ctx, one, { amount: U128_MAX, locked: 1_000_300n, unbonding: 70n })
  ledger.bonds.set(ctx, two, { amount: 5n, locked: 0n, unbonding: 0n })
  ledger.locks.set(ctx, [one, [PURPOSE.verification, bytes(1)]], 300n)
  ledger.locks.set(ctx, [one, [PURPOSE.registration, bytes(0, 0)]], 1_000_000n)
  const state = { amount: 70n, completeMs: NOW_MS, completeHeight: 300n }
  ledger.unbondings.set(ctx, [one, 258n], state)
  ledger.leaving.add(ctx, [NOW_MS, [258n, one]])
  ledger.nextUnbonding.set(ctx, 259n)
}

function putAggregators({ registry }: SlaKeeper, ctx: Context): void {
  const key = { algorithm: 1, key: bytes(2) }
  const aggregator = {
    address: address(1),
    label: 'north',
    managerUrl: 'https://manager.example:8443/sla',
    managerKey: key,
    status: ACTIVE,
    registeredHeight: 7n,
  }
  registry.put(ctx, aggregator)
  const plain = { managerUrl: '', managerKey: null, status: RETIRED }
  registry.put(ctx, { ...aggregator, ...plain, address: address(2) })
  const member = { aggregator: address(1), sinceHeight: 8n }
  registry.putMember(ctx, { ...member, supplier: address(3), status: PENDING })
  registry.putMember(ctx, { ...member, supplier: address(4), status: MEMBER })
}

/** Something of everything that the module stores. */
export function putSla(keeper: SlaKeeper, ctx: Context): void {
  keeper.params.set(ctx, DEFAULT_PARAMS)
  putBonds(keeper, ctx)
  putAggregators(keeper, ctx)
}

/** The keeper and what it is made of: where its collections are. */
export function slaParts(keeper: SlaKeeper): readonly object[] {
  return [keeper, keeper.ledger, keeper.registry]
}

export function slaCollections({ params, ledger, registry }: SlaKeeper): AnyMap[] {
  return [
    params.map,
    registry.aggregators,
    registry.members,
    registry.bySupplier.map,
    ledger.bonds,
    ledger.locks,
    ledger.unbondings,
    ledger.leaving.map,
    ledger.nextUnbonding.item.map,
  ] as unknown as AnyMap[]
}

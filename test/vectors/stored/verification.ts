import type { Context } from '../../../chain/types/context.js'
import { enter } from '../../../modules/verification/outcomes.js'
import type { VerificationKeeper } from '../../../modules/verification/keeper.js'
import { DEFAULT_PARAMS } from '../../../modules/verification/params.js'
import { address, addressBytes } from '../../support/memoryContext.js'
import type { AnyMap } from './rows.js'

const bytes = (n: number, length = 32): Uint8Array => new Uint8Array(length).fill(n)
const NONE = bytes(0, 0)
const NOW_MS = 1_767_225_600_000n
const U128_MAX = `${(1n << 128n) - 1n}`
const until = { untilMs: NOW_MS, untilHeight: 1300n }

function putReceipts(keeper: VerificationKeeper, ctx: Context): void {
  keeper.nextAssertion.set(ctx, 301n)
  keeper.putAssertion(ctx, {
    ...{ id: 300n, supplier: address(2), root: bytes(1), count: 1_048_576 },
    ...{ feeTotal: U128_MAX, denom: 'uinx', assertedMs: 5n, assertedHeight: 300n, ...until },
  })
  keeper.putReceipt(ctx, {
    ...{ id: bytes(2), channelId: bytes(3), sequence: 258n, supplier: address(2) },
    ...{ requestDigest: bytes(4), outputDigest: bytes(5), modelId: bytes(6), price: U128_MAX },
    ...{ cumulative: '10', denom: 'uinx', assertionId: 300n, standing: 2, ...until },
  })
}

function putDemands(keeper: VerificationKeeper, ctx: Context): void {
  keeper.nextDemand.set(ctx, 304n)
  const demand = {
    ...{
      id: 300n,
      channelId: bytes(3),
      sequence: 258n,
      demander: address(1),
      supplier: address(2),
    },
    ...{ supplierKey: { algorithm: 1, key: bytes(7) }, requestDigest: bytes(4) },
    ...{ receiptId: bytes(2), outputDigest: bytes(5), modelId: bytes(6), inputDigest: bytes(8) },
    ...{ priceMax: '', denom: 'uinx', key: bytes(9), deposit: '75536', depositDenom: 'uinx' },
    ...{ fee: '10036', status: 2, outcome: 0, dueMs: NOW_MS, dueHeight: 320n },
    ...{ answerKey: bytes(10), ciphertextHash: bytes(11), ciphertextBytes: 36, maxBytes: 65_536 },
    ...{ quorum: 0, drawHeight: 0n, committee: [], attested: [], attestFee: '0' },
    ...{ retailId: 300n, wholesaleId: 301n, openedMs: 5n },
  }
  enter(keeper, ctx, demand)
  keeper.answers.set(ctx, 300n, bytes(12, 36))
  const open = { receiptId: NONE, outputDigest: NONE, priceMax: '5', fee: '', answerKey: NONE }
  const fresh = { ...demand, ...open, id: 301n, sequence: 259n, status: 1, ciphertextHash: NONE }
  enter(keeper, ctx, fresh)
  const committee = [address(3), address(4)]
  const large = { quorum: 2, committee, attested: [address(4)], attestFee: '20000' }
  enter(keeper, ctx, { ...demand, ...large, id: 302n, sequence: 260n, status: 3, outcome: 1 })
  const drawn = { ...fresh, ...large, committee: [], attested: [], drawHeight: 333n }
  enter(keeper, ctx, { ...drawn, id: 303n, sequence: 261n })
}

/** Something of everything that verification stores. */
export function putVerification(keeper: VerificationKeeper, ctx: Context): void {
  keeper.params.set(ctx, DEFAULT_PARAMS)
  putReceipts(keeper, ctx)
  putDemands(keeper, ctx)
  const party = address(2)
  keeper.putConflict(ctx, { party, channelId: bytes(3), sequence: 258n, kind: 1, ...until })
  const counts = { undelivered: 1n, wrong: 2n, declined: 3n, conflicts: 300n }
  keeper.faults.set(ctx, addressBytes(2), { party, ...counts })
  const attester = { address: address(3), url: 'https://attester.example/store', sinceHeight: 300n }
  const duty = { seat: 258, duties: 2, attested: 300n, missed: 1n }
  keeper.attesters.set(ctx, addressBytes(3), { ...attester, ...duty })
  keeper.seats.set(ctx, 258n, addressBytes(3))
  keeper.seatCount.set(ctx, 259n)
  const key = { operator: party, key: { algorithm: 2, key: bytes(2, 33) } }
  keeper.putKey(ctx, { ...key, serverId: 300n, untilMs: 0n, untilHeight: 0n })
  keeper.putKey(ctx, { ...key, serverId: 301n, ...until })
}

/** All collections of verification. */
export function verificationCollections(keeper: VerificationKeeper): AnyMap[] {
  return [
    keeper.params.map,
    keeper.assertions,
    keeper.nextAssertion.item.map,
    keeper.assertionsBySupplier.map,
    keeper.receipts,
    keeper.receiptsByRequest.map,
    keeper.demands,
    keeper.nextDemand.item.map,
    keeper.demandIds,
    keeper.openBySupplier.map,
    keeper.openByChannel.map,
    keeper.answers,
    keeper.conflicts,
    keeper.faults,
    keeper.keys,
    keeper.clocks.map,
    keeper.attesters,
    keeper.seats,
    keeper.seatCount.item.map,
  ] as unknown as AnyMap[]
}

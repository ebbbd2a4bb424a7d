import { compose } from '../../../chain/app/app.js'
import { KeySet, Sequence, StoreItem } from '../../../chain/collections/item.js'
import { StoreMap } from '../../../chain/collections/map.js'
import { PackedMap } from '../../../chain/collections/packedMap.js'
import type { Context } from '../../../chain/types/context.js'
import { utf8 } from '../../../chain/types/bytes.js'
import { DEFAULT_PARAMS as BEACON } from '../../../modules/beacon/state.js'
import { paramsItem as consensusParams } from '../../../modules/consensus/keeper.js'
import { DEFAULT_PARAMS as GOV } from '../../../modules/gov/params.js'
import { DEFAULT_PARAMS as MODEL } from '../../../modules/model/params.js'
import { type Model, registered, RETIRED } from '../../../modules/model/state.js'
import { DEFAULT_PARAMS as PAYMENT } from '../../../modules/payment/params.js'
import { contractCollections, putContracts } from './contracts.js'
import { putSla, slaCollections, slaParts } from './sla.js'
import {
  ACTIVE,
  DRAINING,
  flatOffer,
  LOOPBACK,
  TLS_ED25519,
} from '../../../modules/router/state.js'
import { pack } from '../../modules/setup.js'
import {
  address,
  addressBytes,
  addresses,
  memoryContext,
  testConsensusParams,
} from '../../support/memoryContext.js'
import { MemStores } from '../../support/memStore.js'
import { putVerification, verificationCollections } from './verification.js'
import type { AnyMap, StoredState } from './rows.js'
import { putRouter, routerCollections, routerParts } from './router.js'

const bytes = (n: number, length = 32): Uint8Array => new Uint8Array(length).fill(n)
const NOW_MS = 1_767_225_600_000n
const U64_MAX = (1n << 64n) - 1n
const U128_MAX = (1n << 128n) - 1n

type Parts = ReturnType<typeof compose>

function putModels({ model }: Parts, ctx: Context): Model {
  model.params.set(ctx, MODEL)
  const image = { name: 'image', dtype: 1, shape: [1n, 1n, 16n, 16n] }
  const answer = { name: 'probabilities', dtype: 1, shape: [1n, 10n] }
  const registration = {
    owner: address(1),
    label: 'digits',
    fileHash: bytes(1),
    fileBytes: 1n << 40n,
    graphRoot: bytes(2),
    graphBytes: 1500,
    weightRoots: [bytes(3), bytes(4)],
    mode: 1,
    profile: 1,
    canonicalVersion: 1,
    inputs: [image],
    outputs: [answer],
    operators: [
      { op: 'Conv', count: 2 },
      { op: 'Relu', count: 1 },
    ],
    licence: 'MIT',
    licenceHash: bytes(5),
    locations: ['https://models.example/digits.onnx', 'ipfs://x'],
  }
  const first = registered(registration, 7n)
  model.insert(ctx, first)
  const retired = { ...registration, owner: address(2), weightRoots: [], licenceHash: bytes(0, 0) }
  model.insert(ctx, { ...registered(retired, 8n), status: RETIRED, graphPosted: 1500 })
  model.chunks.set(ctx, [first.id, 0], bytes(6, 5))
  model.chunks.set(ctx, [first.id, 258], bytes(7, 3))
  return first
}

function putServers({ servers }: Parts, ctx: Context, { id: modelId }: Model): void {
  const terms = {
    operator: address(1),
    region: 'eu-west',
    priceDenom: 'uinx',
    receiptKey: { algorithm: 1, key: bytes(8) },
    height: 9n,
    ...{ aggregators: [], hardware: null, subscribedMs: 1_700_000_000_000n, pastOffers: [] },
  }
  const offers = [flatOffer(modelId, 4, `${U128_MAX}`)]
  const https = { endpoint: 'https://supplier.example', transport: TLS_ED25519 }
  servers.put(ctx, { ...terms, ...https, id: 1n, transportKey: bytes(9), offers, status: ACTIVE })
  servers.put(ctx, {
    ...terms,
    id: 300n,
    endpoint: 'http://127.0.0.1:8080/infer',
    transport: LOOPBACK,
    transportKey: bytes(0, 0),
    receiptKey: { algorithm: 2, key: bytes(2, 33) },
    offers: [...offers, flatOffer(bytes(255), 1, '0')],
    status: DRAINING,
    pastOffers: [{ modelId, slots: 9, untilMs: 1_700_000_000_005n }],
  })
  servers.nextServer.set(ctx, 301n)
}

function putGov({ gov }: Parts, ctx: Context): void {
  gov.params.set(ctx, GOV)
  gov.authority.set(ctx, address(3))
  gov.nextId.set(ctx, 301n)
  const authority = addresses.toText(gov.account)
  gov.announcements.set(ctx, 300n, {
    id: 300n,
    message: pack('infonex.gov.v1.MsgUpdateParams', { authority, params: GOV }),
    oldParams: bytes(10, 4),
    announcedHeight: 5n,
    forceMs: NOW_MS,
    forceHeight: 105n,
    reason: 'as every year',
  })
}

function putPayments({ payment }: Parts, ctx: Context): void {
  payment.params.set(ctx, PAYMENT)
  payment.nextEscrow.set(ctx, 301n)
  const escrow = { id: 300n, owner: address(1), denom: 'uinx', channelSequence: 2n }
  payment.escrows.set(ctx, 300n, { ...escrow, balance: U128_MAX, reserved: 1000n })
  payment.escrowIds.set(ctx, [addressBytes(1), 'uinx'], 300n)
  const channel = {
    escrowId: 300n,
    settled: 500n,
    cap: 1000n,
    startMs: NOW_MS,
    expiryMs: NOW_MS + 86_400_000n,
    closeAtMs: 0n,
    closeAtHeight: 0n,
    frozenAtMs: 0n,
    ratePerS: 0n,
    burst: U64_MAX,
    dust: 1n,
  }
  payment.insertChannel(ctx, bytes(11), channel, [addressBytes(2), addressBytes(3)])
  const closing = { ...channel, closeAtMs: NOW_MS + 5n, closeAtHeight: 77n, frozenAtMs: NOW_MS }
  payment.insertChannel(ctx, bytes(12), closing, [addressBytes(2)])
  payment.credits.set(ctx, [addressBytes(2), 'ibc/27394FB0'], U128_MAX)
  const limits = {
    ...{ denom: 'uinx', maxCapPerChannel: '1000', maxTotalOpen: '5000', perPeriod: '3000' },
    ...{ maxRatePerS: 7n, maxBurst: U64_MAX, periodMs: 3_600_000n, uses: 9, minReceiptPolicy: 3 },
    ...{ allowedPayees: [address(2)], allowedAggregators: [address(3)], allowedModels: [bytes(1)] },
    expiryMs: NOW_MS + 86_400_000n,
  }
  const used = { open: '1000', periodStartMs: NOW_MS, spentInPeriod: '1000', usesLeft: 8 }
  const grant = { payer: address(1), manager: address(5), limits, ...used, revokedAtMs: NOW_MS }
  payment.granted.grants.set(ctx, [addressBytes(1), addressBytes(5)], grant)
  payment.granted.byManager.add(ctx, [addressBytes(5), addressBytes(1)])
  payment.granted.links.set(ctx, bytes(11), { manager: addressBytes(5), cap: 1000n })
}

function putBeacon({ beacon }: Parts, ctx: Context): void {
  beacon.params.set(ctx, BEACON)
  const onion = {
    validatorAddress: bytes(13, 20),
    operator: address(4),
    tip: bytes(14),
    remaining: 1_048_576n,
    epoch: 2n,
    next: null,
    nextActiveHeight: 0n,
  }
  beacon.onions.set(ctx, onion.validatorAddress, onion)
  const next = { root: bytes(15), length: 1000n }
  const other = { ...onion, validatorAddress: bytes(16, 20), next, nextActiveHeight: 300n }
  beacon.onions.set(ctx, other.validatorAddress, other)
  beacon.seeds.set(ctx, 300n, bytes(17))
}

function collections(parts: Parts): AnyMap[] {
  const { model, servers, gov, payment, beacon } = parts
  return [
    model.params.map,
    model.models,
    model.chunks,
    model.byOwner.map,
    ...routerCollections(servers),
    gov.params.map,
    gov.authority.map,
    gov.nextId.item.map,
    gov.announcements,
    payment.params.map,
    payment.escrows,
    payment.escrowIds,
    payment.nextEscrow.item.map,
    payment.channels,
    payment.byEscrow,
    payment.expiries.map,
    payment.closings.map,
    payment.byPayee.map,
    payment.credits,
    payment.granted.grants,
    payment.granted.byManager.map,
    payment.granted.links,
    ...contractCollections(payment),
    beacon.params.map,
    beacon.onions,
    beacon.seeds,
    consensusParams.map,
    ...slaCollections(parts.sla),
    ...verificationCollections(parts.verification),
  ] as unknown as AnyMap[]
}

/** A state in which every stored type of the market's modules, beacon, gov and consensus is there. */
export function marketState(): StoredState {
  const stores = new MemStores()
  const ctx = memoryContext({ stores })
  const parts = compose()
  putServers(parts, ctx, putModels(parts, ctx))
  putRouter(parts.servers, ctx)
  putGov(parts, ctx)
  putPayments(parts, ctx)
  putContracts(parts.payment, ctx)
  putBeacon(parts, ctx)
  putSla(parts.sla, ctx)
  putVerification(parts.verification, ctx)
  const maxAgeDurationNs = 172_800_000_000_005n
  const evidence = { ...testConsensusParams.evidence, maxAgeDurationNs }
  parts.consensus.set(ctx, { ...testConsensusParams, evidence, version: { app: 3n } })
  return { stores, maps: collections(parts) }
}

/** Every property of a keeper that is a collection: what `collections` must name. */
export function collectionsOfKeepers(): number {
  const { model, servers, gov, payment, beacon, sla, verification } = compose()
  const isCollection = (value: unknown): boolean =>
    [StoreMap, StoreItem, Sequence, KeySet, PackedMap].some((kind) => value instanceof kind)
  const own = [verification, verification.clocks]
  const money = [payment, payment.granted, payment.under, payment.disputes, ...slaParts(sla)]
  const keepers = [model, ...routerParts(servers), gov, beacon, ...money, ...own]
  const counted = keepers.flatMap((keeper) => Object.values(keeper as object).filter(isCollection))
  // The consensus keeper's one collection is of its module, not of the keeper.
  return counted.length + 1
}

/** Where the keys of the market begin, for those who read stores without this code. */
export const CONSENSUS_KEY = utf8('Consensus')

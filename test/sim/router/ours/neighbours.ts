import { sha256 } from '../../../../chain/codec/hash.js'
import { AddressCodec } from '../../../../chain/types/address.js'
import { be32, be64, concatBytes, toHex, utf8 } from '../../../../chain/types/bytes.js'
import {
  type Agreement,
  type ChannelDescriptor,
  type ChannelView,
  KIND,
  type PaymentKeeper,
  type SlaKeeper,
} from '../../../../modules/router/expectedKeepers.js'
import { type RouterDeps, RouterKeeper } from '../../../../modules/router/keeper.js'
import type { ProvenRules } from '../../../../modules/router/match/proven.js'

/** What everything is paid and bonded in. */
export const DENOM = 'uinx'
/** The one model of a simulated market. */
export const MODEL_ID = sha256(utf8('infonex/sim/model'))
export const addresses = new AddressCodec('infonex')

/** Numbers of wholesale agreements begin above those of all clients. */
const WHOLESALE_FROM = 1_000_000_000n
const FOREVER_MS = 1n << 60n
const AMPLE = 1n << 100n

const CLIENT = 1
const SUPPLIER = 2
const OTHER = 3

/** Addresses of parties by kind and number. */
const party = (kind: number, n: number): Uint8Array =>
  concatBytes(new Uint8Array(15).fill(0x51), Uint8Array.of(kind), be32(n))
const numberOf = (address: Uint8Array): number =>
  new DataView(address.buffer, address.byteOffset).getUint32(16)

export const clientAddress = (n: number): string => addresses.toText(party(CLIENT, n))
export const supplierAddress = (n: number): string => addresses.toText(party(SUPPLIER, n))
export const AGGREGATOR = addresses.toText(party(OTHER, 1))
const MANAGER = addresses.toText(party(OTHER, 2))
const AUTHORITY = addresses.toText(party(OTHER, 3))
const KEY = { algorithm: 1, key: sha256(utf8('infonex/sim/key')) }

function agreement(id: bigint, kind: number, provider: string, customer: string): Agreement {
  return {
    ...{ id, kind, provider, customer },
    ...{ plan: null, status: 2, providerKey: KEY, customerKey: KEY },
    manager: { manager: MANAGER, key: KEY, maxRatePerS: 1_000_000_000n } as Agreement['manager'],
    ...{ models: [], fromMs: 0n, untilMs: 0n, noticeMs: 0n, feeBps: 100, holdbackBps: 1000 },
    ...{ effectiveMs: 0n, actor: customer, height: 1n, maxPrepay: '0' },
  }
}

/** Agreements of all with one aggregator, always in force; bonds that never end. */
class AmpleSla implements SlaKeeper {
  readonly #agreements = new Map<bigint, Agreement>()

  agreement(_ctx: unknown, id: bigint): Agreement {
    let known = this.#agreements.get(id)
    if (known === undefined) {
      const isWholesale = id >= WHOLESALE_FROM
      known = isWholesale
        ? agreement(id, KIND.wholesale, supplierAddress(Number(id - WHOLESALE_FROM)), AGGREGATOR)
        : agreement(id, KIND.retail, AGGREGATOR, clientAddress(Number(id - 1n)))
      this.#agreements.set(id, known)
    }
    return known
  }
  *runningOf(ctx: unknown, kind: number, address: Uint8Array): IterableIterator<Agreement> {
    const n = BigInt(numberOf(address))
    yield this.agreement(ctx, kind === KIND.retail ? n + 1n : WHOLESALE_FROM + n)
  }
  isInForce = (): boolean => true
  servesUntil = (): undefined => undefined
  isMember = (): boolean => true
  denomOf = (): string => DENOM
  quote = (): bigint => 1n
  bondDenom = (): string => DENOM
  freeBond = (): bigint => AMPLE
  lockedFor = (): bigint => AMPLE
  lock(): void {}
  unlock: SlaKeeper['unlock'] = (_ctx, _owner, _purpose, _reference, amount) => amount
  slash: SlaKeeper['slash'] = (_ctx, _owner, amount) => amount
}

/** A channel for each pair of agreements that asks for one, under grants that never run dry. */
class AmplePayment implements PaymentKeeper {
  readonly #channels = new Map<string, ChannelView>()

  channelIdOf = ({ retailId, wholesaleId }: ChannelDescriptor): Uint8Array =>
    channelId(retailId, wholesaleId)

  viewChannel(_ctx: unknown, id: Uint8Array): ChannelView | undefined {
    return this.#channels.get(toHex(id))
  }
  viewGrant: PaymentKeeper['viewGrant'] = () => ({
    ...{ available: AMPLE, denom: DENOM, maxRatePerS: 1_000_000_000n, maxBurst: AMPLE },
    expiryMs: FOREVER_MS,
  })
  openUnderGrant: PaymentKeeper['openUnderGrant'] = (_ctx, wanted) => {
    const { payer, retailId, wholesaleId, ratePerS, expiryMs } = wanted
    const id = channelId(retailId, wholesaleId)
    const view = { payer, retailId, wholesaleId, denom: DENOM, ratePerS, expiryMs }
    this.#channels.set(toHex(id), { ...view, left: AMPLE, isOpen: true })
    return id
  }
  extendUnderGrant(): void {}
  /** Channels of servers that did not come are opened anew when they are wanted again. */
  beginClose: PaymentKeeper['beginClose'] = (_ctx, id) => void this.#channels.delete(toHex(id))
}

/** 32 bytes: be64 retail | be64 wholesale | zeros. */
const channelId = (retailId: bigint, wholesaleId: bigint): Uint8Array =>
  concatBytes(be64(retailId), be64(wholesaleId), new Uint8Array(16))

/** The channel between a client and the supplier of a server. */
export const channelOf = (client: number, supplier: number): Uint8Array =>
  channelId(BigInt(client) + 1n, WHOLESALE_FROM + BigInt(supplier))

/** A router whose neighbours say yes to everything: what it decides is then its own. */
export function routerAlone(seed: number, rules: ProvenRules): RouterKeeper {
  const seedOf = (height: bigint): Uint8Array =>
    sha256(concatBytes(utf8('infonex/sim/seed'), be64(BigInt(seed)), be64(height)))
  const deps: RouterDeps = {
    addresses,
    models: { isOffered: () => true },
    sla: new AmpleSla(),
    payment: new AmplePayment(),
    beacon: {
      seed: (_ctx, height) => seedOf(height),
      accumulated: (_ctx, _from, to) => seedOf(to),
    },
    bank: {
      getBalance: () => AMPLE,
      sendCoinsFromAccountToModule: () => undefined,
      sendCoinsFromModuleToAccount: () => undefined,
    },
    verifier: {
      name: 'none',
      secp256k1: () => true,
      ed25519: () => true,
      isEd25519Key: () => true,
    },
    account: party(OTHER, 4),
    authority: () => AUTHORITY,
    rules,
  }
  return new RouterKeeper(deps)
}

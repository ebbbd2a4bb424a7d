/** A chain in memory that assigns matches by the test's word, and does what operators answer. */
import type { FollowedBlock } from '../../../client/follow.js'
import { DEFAULT_PARAMS } from '../../../modules/router/params.js'
import type { MatchChain, MatchState } from '../../../node/supplier/chainView.js'
import type { OutMessage } from '../../../node/supplier/outbox.js'
import { DualChain, keys } from '../metering/dualWorld.js'
import { modelId } from './support.js'

/** MatchStatus. */
export const ASSIGNED = 2
export const LEASED = 3

/** A match of the digits model with server 1. */
export function match(id: bigint, change: Partial<MatchState> = {}): MatchState {
  return {
    ...{ id, client: 'infonex1client', status: ASSIGNED, height: 1n, tried: [], serverId: 1n },
    ...{ aggregator: 'infonex1aggregator', foundBy: 3, dueMs: BigInt(Date.now() + 60_000) },
    ...{ dueHeight: 0n, reason: 0, quote: '3', expectedLatencyUs: 0 },
    ...{ answered: 0n, late: 0n, lateSequence: 0n },
    terms: terms(modelId),
    anticipation: null,
    ...change,
  }
}

export function terms(model: Uint8Array): NonNullable<MatchState['terms']> {
  return {
    ...{ modelId: model, regions: [], clientRegion: '', maxPrice: '10', maxLatencyUs: 0 },
    ...{ minUptimeClass: 0, weights: null, serverId: 0n, insist: false, shape: null },
    ...{ retailIds: [], leaseMs: 60_000n, maxAmount: '1000', signer: null },
  }
}

/** The payment that a lease leads to through a channel. */
export function paidBy(channelId: Uint8Array): NonNullable<MatchState['anticipation']> {
  return {
    ...{ retailId: 1n, wholesaleId: 2n, channelId, denom: 'uinx', expected: '3', maximum: '1000' },
    ...{ ratePerS: 0n, expiryMs: 0n, bond: '0' },
  }
}

/** A block that says something of a server. */
export function blockAbout(serverId: bigint): FollowedBlock {
  const attributes = [{ key: 'server_id', value: serverId.toString() }]
  return {
    ...{ height: 11, hash: new Uint8Array(32), time: new Date(), txs: [] },
    events: [{ type: 'infonex.router.v1.EventMatched', attributes }],
  }
}

/** The chain with its router. */
export class MarketChain extends DualChain implements MatchChain {
  readonly matches = new Map<bigint, MatchState>()
  readonly sent: OutMessage[][] = []
  /** Transactions with such messages fail. */
  refuse: (message: OutMessage) => boolean = () => false
  looks = 0
  heard = Date.now()

  async matchesOf(serverId: bigint) {
    this.looks += 1
    return [...this.matches.values()]
      .filter((one) => one.serverId === serverId)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
  }
  async routerParams() {
    return { ...DEFAULT_PARAMS, queueFactorBps: 10_000, serverTtlMs: 3_000n }
  }
  async heardMs() {
    return this.heard
  }
  async newestSeed() {
    return { height: 10n, seed: new Uint8Array(32).fill(7) }
  }

  /** As an operator's transaction. */
  readonly submit = async (messages: readonly OutMessage[]): Promise<void> => {
    await new Promise((done) => setTimeout(done, 1))
    this.sent.push([...messages])
    if (messages.some(this.refuse)) throw new Error('the chain refuses it')
    for (const { typeUrl, value } of messages) {
      const { matchId } = value as { matchId: bigint }
      const known = this.matches.get(matchId)
      if (known === undefined) continue
      if (typeUrl.endsWith('ConfirmMatch')) this.matches.set(matchId, { ...known, status: LEASED })
      if (typeUrl.endsWith('RejectMatch')) this.matches.delete(matchId)
    }
  }

  /** Subscribes server 1 under an aggregator. */
  route(): void {
    const server = this.servers.get(1n)
    if (server !== undefined)
      this.servers.set(1n, {
        ...server,
        receiptKey: keys.supplier.key,
        aggregators: ['infonex1aggregator'],
      })
  }
}

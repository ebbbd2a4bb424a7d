import type { PlainTypes } from '../../proto/gen/plain.js'
import type { Agreement, AgreementSource } from '../metering/serviceContract.js'

/** An open channel as the chain shows it. */
export type ChannelState = PlainTypes['infonex.payment.v1.Channel']
/** A subscribed server as the chain shows it. */
export type ServerState = PlainTypes['infonex.router.v1.Server']

/** A request for a server, or the lease it has become, as the chain shows it. */
export type MatchState = PlainTypes['infonex.router.v1.Match']
/** Clocks and limits of the router. */
export type RouterParams = PlainTypes['infonex.router.v1.Params']

/** Channel statuses. */
export const CHANNEL_OPEN = 1

/** The newest header that the supplier has seen. */
export interface HeaderView {
  readonly height: number
  readonly timeMs: number
}

/** What a supplier asks of the chain; answers may be as old as `header` says. */
export interface ChainView {
  readonly chainId: string
  /** Undefined before the first header came. */
  header(): HeaderView | undefined
  /** Undefined when there is no such open channel. */
  channel(id: Uint8Array): Promise<ChannelState | undefined>
  server(id: bigint): Promise<ServerState | undefined>
  /** Requests at work for each declared slot at most, in basis points: more of them signed is a fault (rules.md H18). */
  queueFactorBps(): Promise<number>
  /** Graces of the payment module, in ms. */
  graces(): Promise<{ readonly closeMs: number; readonly revokeMs: number }>
}

/** A chain that also knows agreements and plans. */
export interface ContractChain extends ChainView, AgreementSource {
  /** Agreements of one party, newest last; a bounded number. */
  agreementsOf(party: string): Promise<readonly Agreement[]>
}

/** A chain that assigns clients to servers. */
export interface MatchChain {
  /** Requests and leases that a server is assigned to, in order of number; a bounded number. */
  matchesOf(serverId: bigint): Promise<readonly MatchState[]>
  routerParams(): Promise<RouterParams>
  /** When a server was last heard of, ms since 1970; 0 = never. */
  heardMs(serverId: bigint): Promise<number>
  /** The newest block with its seed: what a load report names. */
  newestSeed(): Promise<{ readonly height: bigint; readonly seed: Uint8Array }>
}

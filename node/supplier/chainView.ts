import type { PlainTypes } from '../../proto/gen/plain.js'
import type { Agreement, AgreementSource } from '../metering/serviceContract.js'

/** An open channel as the chain shows it. */
export type ChannelState = PlainTypes['infonex.payment.v1.Channel']
/** A subscribed server as the chain shows it. */
export type ServerState = PlainTypes['infonex.router.v1.Server']

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

/** A server's part in the market: it answers its matches, admits by leases, and tells of its load. */
import { compareBytes, toHex } from '../../chain/types/bytes.js'
import type { FollowedBlock } from '../../client/follow.js'
import type { Signer } from '../inference/signers.js'
import type { ServedModel } from './admission.js'
import type { ChainView, MatchChain, ServerState } from './chainView.js'
import type { Load } from './load.js'
import { type LoadRelay, LoadReporter } from './loadReports.js'
import { MatchDesk } from './matches.js'
import type { SubmitMessages } from './outbox.js'

/** What a server that is subscribed under aggregators needs. */
export interface RoutingOptions {
  readonly chain: MatchChain
  /** The operator's transactions; an Outbox keeps them in order. */
  readonly submit: SubmitMessages
  /** New blocks, such as `followBlocks` of the client; without it the chain is asked by queries alone. */
  readonly follow?: (signal: AbortSignal) => AsyncIterable<FollowedBlock>
  /** How often matches are asked for at least, in ms. Default 2,000. */
  readonly pollMs?: number
  /** Leases of all models at most. Default: as many as the router gives for the slots of each. */
  readonly leases?: number
  /** Load reports go there, to be batched; default: by the operator's own transactions. */
  readonly relay?: LoadRelay
}

/** What else of the server routing works with. */
export interface RoutedServer {
  readonly chain: ChainView
  readonly server: ServerState
  readonly models: readonly ServedModel[]
  readonly receiptSigner: Signer
  readonly load: Load
  readonly log: (text: string) => void
  readonly nowMs: () => number
}

/** The parts of one server's routing. */
export interface Routing {
  readonly desk: MatchDesk
  /** Begins to answer and to tell. */
  start(): Promise<void>
  stop(): Promise<void>
}

/** One object for what the chain says; methods keep their own `this`. */
function joined(view: ChainView, matches: MatchChain): ChainView & MatchChain {
  return {
    chainId: view.chainId,
    header: () => view.header(),
    channel: (id) => view.channel(id),
    server: (id) => view.server(id),
    graces: () => view.graces(),
    queueFactorBps: () => view.queueFactorBps(),
    matchesOf: (id) => matches.matchesOf(id),
    routerParams: () => matches.routerParams(),
    heardMs: (id) => matches.heardMs(id),
    newestSeed: () => matches.newestSeed(),
  }
}

/** Sets up the routing of a server; nothing runs before `start`. */
export function routingOf(options: RoutingOptions, of: RoutedServer): Routing {
  const { submit, follow, pollMs, leases, relay } = options
  const { server, load, log, nowMs, receiptSigner } = of
  const chain = joined(of.chain, options.chain)
  const common = { chain, serverId: server.id, operator: server.operator, submit, log, nowMs }
  const models = [...of.models]
    .sort((a, b) => compareBytes(a.id, b.id))
    .map(({ id }) => ({
      model: toHex(id),
      slots: server.offers.find(({ modelId }) => toHex(modelId) === toHex(id))?.slots ?? 0,
    }))
  const desk = new MatchDesk({
    ...common,
    ...{ follow, pollMs, leases },
    models: new Set(models.map(({ model }) => model)),
    isDraining: () => load.draining,
  })
  const reporter = new LoadReporter({
    ...common,
    isRouted: () => desk.isRouted,
    busy: () => models.map((one) => ({ ...one, busy: load.busyWith(one.model) })),
    connected: () => desk.leased.length,
    ...{ signer: receiptSigner, relay },
  })
  return {
    desk,
    start: async () => {
      await desk.start()
      reporter.start()
    },
    stop: async () => {
      await reporter.stop()
      await desk.stop()
    },
  }
}

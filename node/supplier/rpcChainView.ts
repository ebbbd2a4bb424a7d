import { equalBytes, toHex } from '../../chain/types/bytes.js'
import type { InfonexClient } from '../../client/infonexClient.js'
import type { SigningInfonexClient } from '../../client/signingInfonexClient.js'
import type { Allotment } from '../../modules/sla/ir/terms.js'
import type { Agreement } from '../metering/serviceContract.js'
import type { Demand, ServiceDispute } from './demands.js'
import type {
  ChannelState,
  ContractChain,
  HeaderView,
  MatchChain,
  MatchState,
  RouterParams,
  ServerState,
} from './chainView.js'

/** Agreements of one party that are read at most. */
const AGREEMENTS_MAX = 100n
/** Matches of one server that are read at most, and so many at once. */
const MATCHES_MAX = 10_000
const MATCHES_PAGE = 100n
/** How long parameters of the router are taken for new, in ms. */
const PARAMS_MS = 30_000
/** How often the newest header is asked for, in ms. */
const POLL_MS = 500

/** The chain through a node's RPC. Headers are polled, so that a view that falls behind is seen to be old. */
export class RpcChainView implements ContractChain, MatchChain {
  readonly chainId: string
  readonly #client: InfonexClient | SigningInfonexClient
  #header: HeaderView | undefined
  #timer: NodeJS.Timeout | undefined
  #params: { readonly atMs: number; readonly params: RouterParams } | undefined

  private constructor(client: InfonexClient | SigningInfonexClient, chainId: string) {
    this.#client = client
    this.chainId = chainId
  }

  /** Resolves when the first header is there. */
  static async open(client: InfonexClient | SigningInfonexClient): Promise<RpcChainView> {
    const view = new RpcChainView(client, await client.getChainId())
    await view.#poll()
    return view
  }

  header(): HeaderView | undefined {
    return this.#header
  }

  async channel(id: Uint8Array): Promise<ChannelState | undefined> {
    const request = { id: toHex(id) }
    const found = this.#client.query.infonex.query('/infonex.payment.v1.Query/Channel', request)
    return (await found.catch(absent))?.channel ?? undefined
  }

  async server(id: bigint): Promise<ServerState | undefined> {
    const found = this.#client.query.infonex.query('/infonex.router.v1.Query/Server', { id })
    return (await found.catch(absent))?.server ?? undefined
  }

  async queueFactorBps(): Promise<number> {
    const { params } = await this.#client.query.infonex.query('/infonex.router.v1.Query/Params', {})
    if (params === null) throw new Error('the chain has no parameters of matching')
    return params.queueFactorBps
  }

  async graces(): Promise<{ readonly closeMs: number; readonly revokeMs: number }> {
    const { params } = await this.#client.query.infonex.query(
      '/infonex.payment.v1.Query/Params',
      {},
    )
    if (params === null) throw new Error('the chain has no payment parameters')
    return { closeMs: Number(params.closeGraceMs), revokeMs: Number(params.revokeGraceMs) }
  }

  async agreement(id: bigint): Promise<Agreement | undefined> {
    const path = '/infonex.sla.v1.Query/Agreement'
    const found = this.#client.query.infonex.query(path, { agreementId: id })
    return (await found.catch(absent))?.agreement ?? undefined
  }

  async planDocument(id: bigint, version: number): Promise<Uint8Array | undefined> {
    const path = '/infonex.sla.v1.Query/Plan'
    const found = this.#client.query.infonex.query(path, { planId: id, version })
    return (await found.catch(absent))?.document
  }

  async allotment(agreementId: bigint, channelId: Uint8Array): Promise<Allotment | undefined> {
    const { allotments } = await this.#client.query.infonex.query(
      '/infonex.sla.v1.Query/Allotments',
      { agreementId },
    )
    return allotments.find((one) => equalBytes(one.channelId, channelId))?.allotment ?? undefined
  }

  async agreementsOf(party: string): Promise<readonly Agreement[]> {
    const pagination = {
      key: new Uint8Array(0),
      offset: 0n,
      limit: AGREEMENTS_MAX,
      countTotal: false,
      reverse: true,
    }
    const { agreements } = await this.#client.query.infonex.query(
      '/infonex.sla.v1.Query/Agreements',
      { party, pagination },
    )
    return [...agreements].reverse()
  }

  /** Demands to one supplier that are not over; a bounded number. */
  async openDemands(supplier: string): Promise<readonly Demand[]> {
    const { demands } = await this.#client.query.infonex.query(
      '/infonex.verification.v1.Query/OpenDemands',
      { supplier },
    )
    return demands
  }

  /** The open service dispute of a channel, by its id in hex. */
  async disputeOf(id: string): Promise<ServiceDispute | undefined> {
    const path = '/infonex.payment.v1.Query/ServiceDispute'
    return (
      (await this.#client.query.infonex.query(path, { id }).catch(absent))?.dispute ?? undefined
    )
  }

  async matchesOf(serverId: bigint): Promise<readonly MatchState[]> {
    const found: MatchState[] = []
    let key = new Uint8Array(0)
    do {
      const page = await this.#client.query.infonex.query('/infonex.router.v1.Query/Matches', {
        serverId,
        pagination: { key, offset: 0n, limit: MATCHES_PAGE, countTotal: false, reverse: false },
      })
      found.push(...page.matches)
      key = new Uint8Array(page.pagination?.nextKey ?? [])
    } while (key.length > 0 && found.length < MATCHES_MAX)
    return found
  }

  async routerParams(): Promise<RouterParams> {
    const known = this.#params
    if (known !== undefined && performance.now() - known.atMs < PARAMS_MS) return known.params
    const { params } = await this.#client.query.infonex.query('/infonex.router.v1.Query/Params', {})
    if (params === null) throw new Error('the chain has no router parameters')
    this.#params = { atMs: performance.now(), params }
    return params
  }

  async heardMs(id: bigint): Promise<number> {
    const path = '/infonex.router.v1.Query/ServerState'
    const { health } = await this.#client.query.infonex.query(path, { id })
    return Number(health?.heardMs ?? 0n)
  }

  async newestSeed(): Promise<{ readonly height: bigint; readonly seed: Uint8Array }> {
    const { seed } = await this.#client.query.infonex.query('/infonex.beacon.v1.Query/Seed', {})
    if (seed === null) throw new Error('the chain has no seed')
    return { height: seed.height, seed: seed.seed }
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  async #poll(): Promise<void> {
    try {
      const { header } = await this.#client.getBlock()
      this.#header = { height: header.height, timeMs: Date.parse(header.time) }
    } catch (error) {
      // A node that does not answer leaves the old header, whose age the supplier judges.
      if (this.#header === undefined) throw error
    }
    this.#timer = setTimeout(() => void this.#poll(), POLL_MS)
    this.#timer.unref()
  }
}

/** NotFound is an answer; everything else is not. */
function absent(error: unknown): undefined {
  if (error instanceof Error && /code = NotFound|not found/i.test(error.message)) return undefined
  throw error
}

import { codec } from '../../../../chain/codec/proto.js'
import { assert } from '../../../../chain/types/assert.js'
import { Context } from '../../../../chain/types/context.js'
import { GasMeter } from '../../../../chain/types/gas.js'
import type { AppModule } from '../../../../chain/types/module.js'
import { channelPaid } from '../../../../modules/router/followers.js'
import type { RouterKeeper } from '../../../../modules/router/keeper.js'
import { countLate } from '../../../../modules/router/lateness.js'
import { type ProvenRules, RULES } from '../../../../modules/router/match/proven.js'
import { ASSIGNED, NO_MATCH } from '../../../../modules/router/matches.js'
import { routerModule } from '../../../../modules/router/module.js'
import { DEFAULT_PARAMS, type RouterParams } from '../../../../modules/router/params.js'
import { ACTIVE, DRAINING, flatOffer, TLS_ED25519 } from '../../../../modules/router/state.js'
import { testConsensusParams } from '../../../support/memoryContext.js'
import type { Asked, Declared, Desk, Finish, MakePolicy, Policy } from '../policy.js'
import {
  AGGREGATOR,
  channelOf,
  clientAddress,
  DENOM,
  MODEL_ID,
  routerAlone,
  supplierAddress,
} from './neighbours.js'
import { OrderedStores } from './orderedStores.js'

/** Header time when a run begins, ms since 1970. */
const START_MS = 1_767_225_600_000
const LEASE_MS = 3_600_000n
/** Of a late answer only its number and its times count. */
const RECEIPT = codec('infonex.inference.v1.Receipt').decode(new Uint8Array())

/** A request, and the match that it is on chain. */
interface Wanted {
  readonly job: Asked
  readonly matchId: bigint
  /** Server of the assignment that the desk was told of; 0 = none. */
  told: number
  /** Of the request. */
  readonly height: bigint
}

/** Parameters and rules of the chain that a run asks for, over the defaults. */
export interface Knobs {
  readonly params?: Partial<Omit<RouterParams, 'probes'>>
  readonly rules?: Partial<ProvenRules>
}

/**
 * The router module of the chain as a policy: its own messages and its own end of block, over stores in memory. A
 * message is executed in the first block after it was sent; signatures and gas are what the simulation leaves out.
 */
class RouterPolicy implements Policy {
  readonly name = 'ours'
  readonly blockMs: number
  readonly rematches = true
  readonly #desk: Desk
  readonly #keeper: RouterKeeper
  readonly #module: AppModule
  readonly #stores = new OrderedStores()
  #ctx: Context
  #height = 1n
  #mempool: ((ctx: Context) => void)[] = []
  /** By job. */
  readonly #wanted = new Map<number, Wanted>()
  /** Matches that may be assigned, or taken from a server that does not confirm, by job. */
  readonly #open = new Set<Wanted>()
  readonly #declared = new Map<number, Declared>()
  readonly #sequences = new Map<string, bigint>()

  constructor(desk: Desk, seed: number, blockMs: number, knobs: Knobs) {
    this.#desk = desk
    this.blockMs = blockMs
    this.#keeper = routerAlone(seed, { ...RULES, ...knobs.rules })
    this.#module = routerModule(this.#keeper)
    this.#ctx = this.#begin(0)
    this.#keeper.params.set(this.#ctx, { ...DEFAULT_PARAMS, ...knobs.params })
    this.#height += 1n
  }

  #begin(nowMs: number): Context {
    return new Context({
      block: {
        chainId: 'infonex-sim-1',
        height: this.#height,
        timeNs: BigInt(START_MS + nowMs) * 1_000_000n,
        proposerAddress: new Uint8Array(20),
        headerHash: new Uint8Array(32),
        lastCommitVotes: [],
        consensusParams: testConsensusParams,
      },
      mode: 'deliver',
      stores: this.#stores,
      gas: new GasMeter(undefined),
      events: [],
      diffs: [],
      validatorUpdates: [],
      txBytes: new Uint8Array(),
      minGasPrices: [],
    })
  }

  block(nowMs: number): void {
    this.#ctx = this.#begin(nowMs)
    const mempool = this.#mempool
    this.#mempool = []
    for (const run of mempool) run(this.#ctx)
    this.#module.endBlock?.(this.#ctx)
    this.#tell(nowMs)
    this.#height += 1n
  }

  /** What became of requests of earlier blocks in this one. */
  #tell(nowMs: number): void {
    for (const wanted of [...this.#open]) {
      const { job, matchId, told, height } = wanted
      if (height === this.#height) continue
      const match = this.#keeper.matches.get(this.#ctx, matchId)
      assert(match !== undefined, 'a match stays while its client wants it')
      const server = Number(match.serverId)
      if (match.status === ASSIGNED && server !== told) {
        wanted.told = server
        this.#desk.assigned(job.id, server, nowMs)
      } else if (match.status === NO_MATCH) {
        this.#open.delete(wanted)
        this.#wanted.delete(job.id)
        this.#release(job.client, matchId)
        this.#desk.refused(job.id, nowMs)
      } else if (match.status !== ASSIGNED) wanted.told = 0
    }
  }

  #send(name: string, msg: unknown): void {
    this.#mempool.push((ctx) => void this.#execute(ctx, name, msg))
  }

  #execute(ctx: Context, name: string, msg: unknown): unknown {
    const handler = handlers(this.#module).get(`/infonex.router.v1.${name}`)
    assert(handler !== undefined, `the module has ${name}`)
    handler.validateBasic(msg)
    return handler.execute(ctx, msg)
  }

  #terms({ id, slots, speed, price }: Declared) {
    return {
      operator: supplierAddress(id),
      endpoint: `https://server-${id}.example/infer`,
      transport: TLS_ED25519,
      transportKey: MODEL_ID,
      receiptKey: { algorithm: 1, key: MODEL_ID },
      region: 'eu-west',
      priceDenom: DENOM,
      offers: [
        {
          ...flatOffer(MODEL_ID, slots, String(price)),
          latencyUs: Math.round((DEFAULT_PARAMS.meanJobMs * 1000) / speed),
        },
      ],
      aggregators: [AGGREGATOR],
      hardware: null,
    }
  }

  joined(declared: Declared): void {
    this.#declared.set(declared.id, declared)
    this.#mempool.push((ctx) => {
      const response = this.#execute(ctx, 'MsgSubscribeServer', this.#terms(declared))
      const { serverId } = response as { serverId: bigint }
      assert(serverId === BigInt(declared.id), 'servers have the numbers of their order')
    })
  }

  left(server: number): void {
    this.#update(server, DRAINING)
  }

  priced(server: number, price: number): void {
    const declared = this.#declared.get(server)
    assert(declared !== undefined, 'a server joined before it changes its price')
    this.#declared.set(server, { ...declared, price })
    this.#update(server, ACTIVE)
  }

  #update(server: number, status: number): void {
    const terms = this.#terms(this.#declared.get(server) as Declared)
    this.#send('MsgUpdateServer', { ...terms, serverId: BigInt(server), status })
  }

  request(job: Asked): void {
    const terms = {
      ...{ modelId: MODEL_ID, regions: [], clientRegion: '', maxPrice: '1000000000' },
      ...{ maxLatencyUs: 0, minUptimeClass: 0, weights: null, serverId: 0n, insist: false },
      shape: { requests: 1, inputBytes: 0n, outputBytes: 0n },
      ...{ retailIds: [], leaseMs: LEASE_MS, maxAmount: '1000000', signer: null },
    }
    const client = clientAddress(job.client)
    this.#mempool.push((ctx) => {
      const response = this.#execute(ctx, 'MsgRequestMatch', { client, terms })
      const { matchId } = response as { matchId: bigint }
      const wanted = { job, matchId, told: 0, height: ctx.height }
      this.#wanted.set(job.id, wanted)
      this.#open.add(wanted)
    })
  }

  accepted(job: Asked, server: number): void {
    const wanted = this.#match(job)
    const msg = { operator: supplierAddress(server), matchId: wanted.matchId }
    this.#mempool.push((ctx) => {
      this.#execute(ctx, 'MsgConfirmMatch', msg)
      this.#open.delete(wanted)
    })
  }

  #match(job: Asked): Wanted {
    const wanted = this.#wanted.get(job.id)
    assert(wanted !== undefined, 'a job that was assigned was requested')
    return wanted
  }

  #release(client: number, matchId: bigint): void {
    this.#send('MsgReleaseLease', { sender: clientAddress(client), matchId })
  }

  /** Late or not, the answer is paid for; a late one is shown first, then the lease ends. */
  finished(job: Asked, server: number, { isOnTime, latencyMs }: Finish, nowMs: number): void {
    const { matchId } = this.#match(job)
    const channel = channelOf(job.client, server)
    const key = `${job.client}|${server}`
    const sequence = (this.#sequences.get(key) ?? 0n) + 1n
    this.#sequences.set(key, sequence)
    const endMs = BigInt(Math.floor(START_MS + nowMs))
    this.#mempool.push((ctx) => {
      if (!isOnTime) {
        const match = this.#keeper.matches.get(ctx, matchId)
        assert(match !== undefined, 'a lease is open until its client ends it')
        const startMs = endMs - BigInt(Math.ceil(latencyMs))
        countLate(this.#keeper, ctx, { match, receipt: { ...RECEIPT, sequence, startMs, endMs } })
      }
      // Every answer has cost one unit of protocol fee.
      channelPaid(this.#keeper, ctx, channel, { sequence, feeBefore: sequence - 1n, fee: sequence })
    })
    this.#release(job.client, matchId)
    this.#mempool.push(() => void this.#wanted.delete(job.id))
  }

  failed(job: Asked): void {
    const wanted = this.#match(job)
    this.#mempool.push((ctx) => {
      this.#execute(ctx, 'MsgReportNoShow', {
        client: clientAddress(job.client),
        matchId: wanted.matchId,
      })
      wanted.told = 0
      this.#open.add(wanted)
    })
  }

  report(server: number, busy: number): void {
    this.#send('MsgReportLoad', {
      operator: supplierAddress(server),
      serverId: BigInt(server),
      loads: [{ modelId: MODEL_ID, busyMilli: BigInt(busy) * 1000n }],
      ...{ connected: busy, queued: 0 },
    })
  }

  proven(server: number): number {
    const model = this.#keeper.numbers.modelOf(this.#ctx, MODEL_ID)
    if (model === undefined) return 0
    return this.#keeper.roster.standing(this.#ctx, [BigInt(server), model]).proven.milli / 1000
  }
}

type Handler = AppModule['msgs'][number]
const known = new WeakMap<AppModule, ReadonlyMap<string, Handler>>()

function handlers(module: AppModule): ReadonlyMap<string, Handler> {
  let all = known.get(module)
  if (all === undefined) {
    all = new Map(module.msgs.map((handler) => [handler.typeUrl, handler]))
    known.set(module, all)
  }
  return all
}

/** Our router, with other parameters of the chain where a sweep asks for them. */
export const routerPolicy =
  (knobs: Knobs = {}): MakePolicy =>
  ({ desk, seed, ttlMs, meanMs, blockMs }) =>
    new RouterPolicy(desk, seed, blockMs, {
      ...knobs,
      params: {
        ...{ serverTtlMs: BigInt(ttlMs), meanJobMs: meanMs },
        // Bounds against floods, which a simulated market with few clients would meet.
        ...{ matchesPerBlock: 100_000, endingsPerBlock: 10_000, maxMatchesPerClient: 10_000 },
        ...knobs.params,
      },
    })

/** Random streams of commands by clients, suppliers, aggregators and time over all real modules. */
import assert from 'node:assert/strict'
import { minBig } from '../../../chain/types/arith.js'
import { explain } from '../../../modules/router/explain.js'
import { mostLeases } from '../../../modules/router/match/proven.js'
import { ASSIGNED, type Match, type MatchTerms, NO_MATCH } from '../../../modules/router/matches.js'
import { clocksOf } from '../../../modules/router/scope.js'
import { address, addressBytes } from '../../support/memoryContext.js'
import {
  AGGREGATORS,
  clientAt,
  MANAGER,
  Market,
  MODEL,
  PREPAY,
  supplierAt,
  uinx,
} from './market.js'
import { offer } from './servers.js'

const SUPPLIERS = 3
const CLIENTS = 3
const REGIONS = ['eu-west', 'eu-north', 'na-east']

/** Commands, those that come often more than once. */
export const COMMANDS = [
  ...['request', 'request', 'request', 'confirm', 'confirm', 'reject', 'no show', 'release'],
  ...['beat', 'load', 'update', 'suspend', 'resume', 'leave', 'join', 'close'],
  ...['grant', 'revoke', 'withdraw', 'unbond', 'tick', 'tick', 'wait', 'hour', 'unsubscribe'],
] as const
/** A command, and two numbers of 0 to 7 that say of whom and how. */
export type Row = readonly [name: string, a: number, b: number]

/** A market with two aggregators; suppliers differ in price, place and size, the last one has no bond to spare. */
export class Stream extends Market {
  readonly servers: bigint[] = []
  readonly ids: bigint[] = []
  readonly supply: bigint

  constructor() {
    super({ serverTtlMs: 30_000n, maxMatchesPerClient: 6, confirmMs: 3000n, outcomeMs: 5000n })
    for (const n of AGGREGATORS) this.aggregator(n)
    for (let i = 0; i < SUPPLIERS; i++) {
      const last = i === SUPPLIERS - 1
      this.supplier(supplierAt(i), AGGREGATORS[0], last ? PREPAY * 2n : undefined)
      if (i === 0) this.join(supplierAt(0), AGGREGATORS[1])
      const under = i === 0 ? [...AGGREGATORS] : [AGGREGATORS[0]]
      const price = `${5 + 40 * i}`
      this.servers.push(
        this.server(supplierAt(i), {
          aggregators: under.map(address),
          region: REGIONS[i],
          offers: [{ ...offer(0, price), slots: 1 + i, latencyUs: 50_000 * (i + 1) }],
        }),
      )
    }
    for (let i = 0; i < CLIENTS; i++) {
      this.client(clientAt(i), AGGREGATORS[i === 2 ? 1 : 0])
      if (i === 0) this.client(clientAt(0), AGGREGATORS[1], 0n)
      this.grant(clientAt(i))
    }
    this.next()
    this.supply = this.parts.bank.getSupply(this.ctx, 'uinx')
  }

  /** One of the matches, for what a server answers one that waits for its answer. */
  #pick(n: number, isAssigned: boolean): Match | undefined {
    const all = this.ids.map((id) => this.match(id)).filter((one) => one !== undefined)
    const open = isAssigned ? all.filter(({ status }) => status === ASSIGNED) : all
    return open[n % Math.max(1, open.length)]
  }

  #server(n: number): bigint {
    return this.servers[n % this.servers.length] as bigint
  }

  #wanted(a: number, b: number): Partial<MatchTerms> {
    return {
      maxPrice: ['1000', '50', '10', '1'][b % 4] as string,
      regions: [[], ['eu'], ['na-east'], ['eu', 'na']][a % 4] as string[],
      maxLatencyUs: b === 5 ? 120_000 : 0,
      clientRegion: b % 2 === 0 ? '' : 'eu-west',
      minUptimeClass: a === 7 && b === 7 ? 3 : 0,
      serverId: a === 6 ? this.#server(b) : 0n,
      insist: a === 6 && b > 3,
      leaseMs: b === 3 ? 2000n : 60_000n,
      maxAmount: a === 5 ? '60000' : '1000',
    }
  }

  step([name, a, b]: Row): void {
    const { keeper } = this
    const client = clientAt(a % CLIENTS)
    const supplier = supplierAt(a % SUPPLIERS)
    const match = this.#pick(a + 8 * b, name === 'confirm' || name === 'reject')
    const router = (msg: string, body: object) => this.refusal('router', msg, body)
    const operator = (id: bigint): string =>
      keeper.servers.get(this.ctx, id)?.operator ?? address(1)
    const aggregator = AGGREGATORS[b % 2] as number
    const agreement = (): bigint =>
      (b % 2 === 0
        ? this.wholesaleIds.get(`${supplier} ${AGGREGATORS[0]}`)
        : this.retailIds.get(`${client} ${AGGREGATORS[a % 2]}`)) ?? 1n
    const party = b % 2 === 0 ? address(supplier) : address(client)
    if (name === 'request') {
      const msg = { client: address(client), terms: this.terms(this.#wanted(a, b)) }
      if (router('MsgRequestMatch', msg) === undefined)
        this.ids.push(keeper.matches.next.peek(this.ctx) - 1n)
    } else if (name === 'tick') this.checkedNext(1000)
    else if (name === 'wait') this.checkedNext(9000 * (a + 1))
    else if (name === 'hour') this.checkedNext(1_900_000)
    else if (name === 'beat')
      for (const id of this.servers)
        router('MsgHeartbeat', { operator: operator(id), serverId: id })
    else if (name === 'load')
      router('MsgReportLoad', {
        ...{ operator: operator(this.#server(a)), serverId: this.#server(a), connected: b },
        ...{ queued: a, loads: [{ modelId: MODEL, busyMilli: BigInt(b * 700) }] },
      })
    else if (name === 'update') {
      const id = this.#server(a)
      const known = keeper.servers.get(this.ctx, id)
      if (known === undefined) return
      const { height: _h, subscribedMs: _s, pastOffers: _p, id: _i, ...terms } = known
      router('MsgUpdateServer', {
        ...{ ...terms, serverId: id, status: b === 7 ? 2 : 1 },
        offers: [{ ...offer(0, `${3 + b * 9}`), slots: 1 + (b % 4) }],
      })
    } else if (name === 'suspend')
      this.refusal('sla', 'MsgSuspendAgreement', { sender: party, agreementId: agreement() })
    else if (name === 'resume')
      this.refusal('sla', 'MsgResumeAgreement', { sender: party, agreementId: agreement() })
    else if (name === 'leave')
      this.refusal('sla', 'MsgLeaveAggregator', {
        ...{ sender: address(supplier), supplier: address(supplier) },
        aggregator: address(aggregator),
      })
    else if (name === 'join') {
      const pair = { supplier: address(supplier), aggregator: address(aggregator) }
      this.refusal('sla', 'MsgJoinAggregator', pair)
      this.refusal('sla', 'MsgAcceptMember', pair)
    } else if (name === 'grant')
      this.grant(client, { maxTotalOpen: `${1500 * (b + 1)}`, perPeriod: `${2500 * (b + 1)}` })
    else if (name === 'revoke')
      this.refusal('payment', 'MsgRevokeManagerGrant', {
        ...{ payer: address(client), manager: address(MANAGER), revokeSigners: b % 2 === 0 },
      })
    else if (name === 'withdraw')
      this.refusal('payment', 'MsgWithdrawFree', {
        ...{ owner: address(client), amount: uinx(300_000n) },
      })
    else if (name === 'unbond')
      this.refusal('sla', 'MsgUnbond', { owner: address(supplier), amount: uinx(PREPAY) })
    else if (name === 'unsubscribe' && b === 0)
      router('MsgUnsubscribeServer', {
        operator: operator(this.#server(a)),
        serverId: this.#server(a),
      })
    else if (match !== undefined) this.#onMatch(name, match)
  }

  #onMatch(name: string, match: Match): void {
    const { id: matchId, client } = match
    const { keeper } = this
    const router = (msg: string, body: object) => this.refusal('router', msg, body)
    const by = keeper.servers.get(this.ctx, match.serverId)?.operator ?? address(1)
    const channelId = match.anticipation?.channelId ?? new Uint8Array(0)
    if (name === 'confirm') router('MsgConfirmMatch', { operator: by, matchId })
    else if (name === 'reject') router('MsgRejectMatch', { operator: by, matchId })
    else if (name === 'no show') router('MsgReportNoShow', { client, matchId })
    else if (name === 'release') router('MsgReleaseLease', { sender: client, matchId })
    else if (name === 'close')
      this.refusal('payment', 'MsgRequestClose', { payer: client, channelId })
  }

  /** What a grant still allows in one block: over all channels together. */
  #allowed(n: number): bigint {
    const { payment } = this.parts
    const key = [addressBytes(n), addressBytes(MANAGER)] as const
    const grant = payment.granted.grants.get(this.ctx, key)
    const nowMs = this.ctx.timeMs
    if (grant === undefined || grant.limits === null || grant.revokedAtMs !== 0n) return 0n
    const { limits, open, periodStartMs, spentInPeriod } = grant
    const isNew = nowMs >= periodStartMs + limits.periodMs
    const spent = isNew ? 0n : BigInt(spentInPeriod)
    const left = (limit: string, used: bigint): bigint =>
      BigInt(limit) > used ? BigInt(limit) - used : 0n
    return minBig(left(limits.maxTotalOpen, BigInt(open)), left(limits.perPeriod, spent))
  }

  #reserved(n: number): bigint {
    return this.parts.payment.escrowOf(this.ctx, addressBytes(n), 'uinx')?.reserved ?? 0n
  }

  /** The end of a block, and what it must not do. */
  checkedNext(ms: number): void {
    const clients = Array.from({ length: CLIENTS }, (_, i) => clientAt(i))
    const before = clients.map((n) => ({ allowed: this.#allowed(n), reserved: this.#reserved(n) }))
    const known = new Map(this.ids.map((id) => [id, this.match(id)?.status]))
    const endHeight = this.ctx.height
    for (const module of this.parts.modules) module.endBlock?.(this.ctx)
    clients.forEach((n, i) => {
      const { allowed, reserved } = before[i] as { allowed: bigint; reserved: bigint }
      const rise = this.#reserved(n) - reserved
      assert.ok(rise <= allowed, `a hook set ${rise} aside, the grant allowed ${allowed}`)
    })
    for (const id of this.ids) {
      const match = this.match(id)
      if (match?.status === ASSIGNED && known.get(id) !== ASSIGNED) this.#checkAssigned(match)
      if (match?.status === NO_MATCH && known.get(id) !== NO_MATCH)
        this.#checkNoMatch(match, endHeight)
    }
    assert.deepEqual(this.broken, [])
    assert.equal(this.parts.bank.getSupply(this.ctx, 'uinx'), this.supply, 'coins are conserved')
    this.beginNext(ms)
  }

  /** R3, R5, H17: every limit is met at the moment of the assignment. */
  #checkAssigned(match: Match): void {
    const { keeper, ctx } = this
    const { terms, serverId, tried, anticipation } = match as Match & { terms: MatchTerms }
    const server = keeper.mustGet(ctx, serverId)
    assert.ok(!tried.includes(serverId), 'a server is tried once')
    assert.equal(server.status, 1)
    assert.ok(BigInt(keeper.health.get(ctx, serverId).heardMs) + 30_000n > ctx.timeMs, 'heard of')
    assert.ok(BigInt(match.quote) <= BigInt(terms.maxPrice))
    assert.ok(terms.maxLatencyUs === 0 || match.expectedLatencyUs <= terms.maxLatencyUs)
    if (terms.regions.length > 0)
      assert.ok(terms.regions.some((r) => server.region === r || server.region.startsWith(`${r}-`)))
    if (terms.insist) assert.equal(serverId, terms.serverId)
    for (const id of [anticipation?.retailId, anticipation?.wholesaleId]) {
      const agreement = keeper.sla.agreement(ctx, id ?? 0n)
      assert.ok(agreement !== undefined && keeper.sla.isInForce(agreement, ctx.timeMs))
    }
    const supplier = keeper.addresses.toBytes(server.operator)
    assert.ok(keeper.sla.isMember(ctx, keeper.addresses.toBytes(match.aggregator), supplier))
    const model = keeper.numbers.modelOf(ctx, terms.modelId) as number
    const { load, declared, proven } = keeper.roster.standing(ctx, [serverId, model])
    const clocks = clocksOf(keeper, ctx, keeper.paramsOrDefault(ctx), terms)
    assert.ok(
      load.leases <= mostLeases(proven, declared, clocks),
      'within declared and proven slots',
    )
  }

  /** R3 against brute force: whoever fits after the block did so before, since assignments only take. */
  #checkNoMatch(match: Match, height: bigint): void {
    const { keeper, ctx } = this
    const terms = match.terms as MatchTerms
    if (match.tried.length > 0 || height > match.height + 20n) return
    const { candidates } = explain(keeper, ctx, keeper.addresses.toBytes(match.client), terms, 100)
    const fit = candidates.filter(
      ({ exclusion, serverId }) =>
        exclusion === 0 && (!terms.insist || serverId === terms.serverId),
    )
    assert.deepEqual(fit, [], `no match (reason ${match.reason}), but these fit`)
  }
}

/** A market over all real modules: aggregators, suppliers with servers, clients with agreements, blocks. */
import { sign } from 'node:crypto'
import { compose } from '../../../chain/app/app.js'
import { sha256 } from '../../../chain/codec/hash.js'
import type { Context } from '../../../chain/types/context.js'
import { TxError } from '../../../chain/types/errors.js'
import type { Match, MatchTerms } from '../../../modules/router/matches.js'
import { DEFAULT_PARAMS, type RouterParams } from '../../../modules/router/params.js'
import { COMPLETE } from '../../../modules/model/state.js'
import { LOOPBACK } from '../../../modules/router/state.js'
import { Verifier } from '../../../node/crypto/verifier.js'
import { type Receipt, receiptBytes } from '../../../proto/inference/objects.js'
import { address, addressBytes, at, memoryContext, run } from '../../support/memoryContext.js'
import { edKey } from '../payment/market.js'
import { planDocument } from '../payment/standInSla.js'
import { broken, fund, handlerOf } from '../setup.js'
import { MODELS, offer, registration } from './servers.js'

/** Numbers of test addresses. */
export const AGGREGATORS = [30, 31] as const
export const supplierAt = (i: number): number => 40 + i
export const clientAt = (i: number): number => 70 + i
export const MANAGER = 99
/** Numbers of keys: metering keys of aggregators, suppliers and clients, and the manager's key. */
export const keyOf = (who: number): number => 1000 + who
export const ed = (n: number) => ({ algorithm: 1, key: edKey(n).key })
export const uinx = (amount: bigint) => ({ denom: 'uinx', amount: amount.toString() })
export const RETAIL = 10n
export const WHOLESALE = 7n
export const PREPAY = 100n
export const BOND = 10_000_000n
export const MODEL = MODELS[0] as Uint8Array

const verifier = new Verifier({ workers: 0 })

/** One block: messages run in `ctx`, then `end` closes it and gives the next. */
export class Market {
  readonly parts = compose(verifier)
  ctx: Context
  readonly retailIds = new Map<string, bigint>()
  readonly wholesaleIds = new Map<string, bigint>()

  constructor(change: Partial<RouterParams> = {}) {
    this.ctx = memoryContext()
    const { modules, model, servers } = this.parts
    for (const module of modules) module.initGenesis(this.ctx, module.defaultGenesis())
    servers.params.set(this.ctx, { ...DEFAULT_PARAMS, ...change })
    for (let n = 0; n < 4; n++) model.insert(this.ctx, { ...registration(n), status: COMPLETE })
  }

  get keeper() {
    return this.parts.servers
  }

  run<R>(module: string, name: string, msg: unknown): R {
    return run(handlerOf(this.parts.modules, `/infonex.${module}.v1.${name}`), this.ctx, msg) as R
  }

  /** 'router 13: text', or undefined; whatever is no refusal is thrown on. */
  refusal(module: string, name: string, msg: unknown): string | undefined {
    try {
      this.run(module, name, msg)
      return undefined
    } catch (error) {
      if (error instanceof TxError) return `${error.codespace} ${error.code}: ${error.message}`
      throw error
    }
  }

  /** Ends the block, and begins the next one `ms` later. */
  next(ms = 1000, blocks = 1): void {
    for (let i = 0; i < blocks; i++) {
      for (const module of this.parts.modules) module.endBlock?.(this.ctx)
      this.beginNext(ms)
    }
  }

  /** Begins the next block, after the end of this one. */
  beginNext(ms: number): void {
    const { height, timeNs } = this.ctx
    this.ctx = at(this.ctx, { height: height + 1n, timeNs: timeNs + BigInt(ms) * 1_000_000n })
    for (const module of this.parts.modules) module.beginBlock?.(this.ctx)
  }

  get broken(): string[] {
    return broken(
      this.parts.modules.filter(({ name }) => name !== 'model'),
      this.ctx,
    )
  }

  /** An aggregator that may make agreements. */
  aggregator(n: number = AGGREGATORS[0]): void {
    fund(this.parts, this.ctx, n, '100000000uinx')
    this.run('sla', 'MsgBond', { owner: address(n), amount: uinx(BOND) })
    const more = { label: `aggregator ${n}`, managerUrl: '', managerKey: null }
    this.run('sla', 'MsgRegisterAggregator', { address: address(n), ...more })
  }

  #agree(owner: number, other: number, kind: 1 | 2, price: bigint, change: object = {}): bigint {
    const document = planDocument({ perRequest: price })
    const { plan } = this.run<{ plan: { id: bigint } }>('sla', 'MsgRegisterPlan', {
      ...{ owner: address(owner), document },
    })
    const ref = { planId: plan.id, version: 1, name: 'standard', canonSha256: sha256(document) }
    const { agreementId } = this.run<{ agreementId: bigint }>('sla', 'MsgProposeAgreement', {
      ...{ sender: address(owner), provider: address(owner), customer: address(other), kind },
      ...{ plan: ref, key: ed(keyOf(owner)), models: [], fromMs: 0n, untilMs: 0n },
      ...{ noticeMs: 3_600_000n, manager: null, holdbackBps: 1000, maxPrepay: PREPAY.toString() },
    })
    this.run('sla', 'MsgAcceptAgreement', {
      ...{ sender: address(other), agreementId, key: ed(keyOf(other)), manager: null },
      ...change,
    })
    return agreementId
  }

  /** A bonded member with a wholesale agreement. */
  supplier(n: number, aggregator: number = AGGREGATORS[0], bond = BOND): bigint {
    fund(this.parts, this.ctx, n, '100000000uinx')
    if (bond > 0n) this.run('sla', 'MsgBond', { owner: address(n), amount: uinx(bond) })
    return this.join(n, aggregator)
  }

  /** A membership and a wholesale agreement with one more aggregator. */
  join(n: number, aggregator: number): bigint {
    const pair = { supplier: address(n), aggregator: address(aggregator) }
    this.run('sla', 'MsgJoinAggregator', pair)
    this.run('sla', 'MsgAcceptMember', pair)
    const id = this.#agree(n, aggregator, 2, WHOLESALE)
    this.wholesaleIds.set(`${n} ${aggregator}`, id)
    return id
  }

  /** A client with an escrow and a retail agreement whose manager may spend. */
  client(n: number, aggregator: number = AGGREGATORS[0], deposit = 1_000_000n): bigint {
    fund(this.parts, this.ctx, n, '100000000uinx')
    if (deposit > 0n)
      this.run('payment', 'MsgDeposit', { owner: address(n), amount: uinx(deposit) })
    const manager = {
      ...{ manager: address(MANAGER), key: ed(keyOf(MANAGER)) },
      ...{ maxCap: '1000000', maxRatePerS: 1_000_000n },
    }
    const id = this.#agree(aggregator, n, 1, RETAIL, { manager })
    this.retailIds.set(`${n} ${aggregator}`, id)
    return id
  }

  /** Lets a manager, or the router itself, open channels for a client. */
  grant(n: number, change: object = {}, grantee = address(MANAGER)): void {
    const { ctx } = this
    this.run('payment', 'MsgGrantManager', {
      ...{ payer: address(n), manager: grantee },
      limits: {
        ...{ denom: 'uinx', maxCapPerChannel: '100000', maxTotalOpen: '500000' },
        ...{ maxRatePerS: 1_000_000n, maxBurst: 1_000_000n, perPeriod: '500000' },
        ...{ periodMs: 86_400_000n, allowedPayees: [], allowedAggregators: [] },
        ...{ allowedModels: [], expiryMs: ctx.timeMs + 864_000_000n, uses: 1000 },
        ...{ minReceiptPolicy: 0 },
        ...change,
      },
    })
  }

  /** A server of a supplier; gives its number. */
  server(n: number, change: object = {}): bigint {
    const { serverId } = this.run<{ serverId: bigint }>('router', 'MsgSubscribeServer', {
      ...{ operator: address(n), endpoint: 'http://127.0.0.1:8080', transport: LOOPBACK },
      ...{ transportKey: new Uint8Array(), receiptKey: ed(keyOf(n)), region: 'eu-west' },
      ...{ priceDenom: 'uinx', offers: [offer(0)], hardware: null },
      aggregators: [address(AGGREGATORS[0])],
      ...change,
    })
    return serverId
  }

  /** Terms of a request that every server meets. */
  terms(change: Partial<MatchTerms> = {}): MatchTerms {
    return {
      ...{ modelId: MODEL, regions: [], clientRegion: '', maxPrice: '1000000' },
      ...{ maxLatencyUs: 0, minUptimeClass: 0, weights: null, serverId: 0n, insist: false },
      shape: { requests: 10, inputBytes: 1000n, outputBytes: 1000n },
      ...{ retailIds: [], leaseMs: 60_000n, maxAmount: '1000', signer: null },
      ...change,
    }
  }

  request(n: number, change: Partial<MatchTerms> = {}): bigint {
    const terms = this.terms(change)
    return this.run<{ matchId: bigint }>('router', 'MsgRequestMatch', {
      ...{ client: address(n), terms },
    }).matchId
  }

  match(id: bigint): Match | undefined {
    return this.keeper.matches.get(this.ctx, id)
  }

  /** The operator's number of the server that a match has. */
  operatorOf(match: Match): string {
    return this.keeper.mustGet(this.ctx, match.serverId).operator
  }

  confirm(id: bigint): void {
    const match = this.match(id) as Match
    this.run('router', 'MsgConfirmMatch', { operator: this.operatorOf(match), matchId: id })
  }

  /** A receipt of a supplier, signed by its key. */
  receipt(n: number, change: Partial<Receipt>, key = keyOf(n)) {
    const digest = sha256(Buffer.from(`${n} ${change.sequence ?? 1n} ${change.startMs ?? 0n}`))
    const receipt: Receipt = {
      ...{ chainId: this.ctx.block.chainId, channelId: digest, sequence: 1n },
      ...{ requestDigest: digest, modelId: MODEL, inputDigest: digest, outputDigest: digest },
      ...{ counters: [], price: '0', cumulative: '0', startMs: this.ctx.timeMs },
      ...{ endMs: this.ctx.timeMs, runtime: digest, status: 1, previous: new Uint8Array(0) },
      ...{ retailMeter: null, wholesaleMeter: null },
      ...change,
    }
    const signature = new Uint8Array(sign(null, receiptBytes(receipt), edKey(key).secret))
    return { receipt, signature }
  }

  balance(n: number): bigint {
    return this.parts.bank.getBalance(this.ctx, addressBytes(n), 'uinx')
  }
}

/** One aggregator, `suppliers` suppliers with a server each, `clients` clients with grants. */
export function market(
  suppliers = 1,
  clients = 1,
  change: Partial<RouterParams> = {},
  serverOf: (i: number) => object = () => ({}),
): Market {
  const m = new Market(change)
  m.aggregator()
  for (let i = 0; i < suppliers; i++) {
    m.supplier(supplierAt(i))
    m.server(supplierAt(i), serverOf(i))
  }
  for (let i = 0; i < clients; i++) {
    m.client(clientAt(i))
    m.grant(clientAt(i))
  }
  m.next()
  return m
}

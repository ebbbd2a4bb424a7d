/** A market in processes of its own: a chain, an SLA Manager, two suppliers in two regions; a client here. */
import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Comet38Client } from '@cosmjs/tendermint-rpc'
import { toHex } from '../../../chain/types/bytes.js'
import { Market, type Wish } from '../../../client/market.js'
import { message, responseOf } from '../../../client/message.js'
import { Verifier } from '../../../node/crypto/verifier.js'
import { DENOM, Party, registerModel } from '../../../node/demo/market.js'
import { digitsDemo, type DemoModel } from '../../../node/demo/pictures.js'
import { type DevAccount, type DevRole, devAccounts } from '../../../node/genesis/development.js'
import { homeFiles, initHome } from '../../../node/genesis/home.js'
import { PaidClient } from '../../../node/inference/paidClient.js'
import { ed25519Signer, secp256k1Signer } from '../../../node/inference/signers.js'
import { Contracts } from '../../../node/metering/serviceContract.js'
import { RpcChainView } from '../../../node/supplier/rpcChainView.js'
import type { ChannelDescriptor, SignerKey } from '../../../proto/inference/objects.js'
import { planDocument } from '../../node/metering/contracts.js'
import { type NodeProcess, spawnNode } from '../../support/nodeProcess.js'
import { startManager, SupplierChild } from '../flows/processes.js'

const SLA = 'infonex.sla.v1'
const OFFER = '5'
const coin = (amount: bigint) => ({ denom: DENOM, amount: amount.toString() })

/** Clocks that a test can wait for. */
const ROUTER = { server_ttl_ms: '3000', confirm_ms: '2000', confirm_blocks: '2' }

function shortClocks(home: string): void {
  const { genesis } = homeFiles(home)
  const doc = JSON.parse(readFileSync(genesis, 'utf8')) as {
    app_state: { router: { params: Record<string, unknown> } }
  }
  Object.assign(doc.app_state.router.params, ROUTER)
  writeFileSync(genesis, JSON.stringify(doc))
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

async function must(party: Party, ...messages: readonly ReturnType<typeof message>[]) {
  const result = await party.send(...messages)
  if (result.code !== 0) throw new Error(result.rawLog)
  return result
}

/** A supplier's server with all that belongs to it. */
export interface Seller {
  readonly role: DevRole
  readonly party: Party
  readonly region: string
  /** Seed of the metering key, hex. */
  readonly seed: string
  readonly port: number
  wholesaleId: bigint
  serverId: bigint
  process?: SupplierChild
}

type PlanRef = { readonly id: bigint; readonly canonSha256: Uint8Array } | null

interface ManagerParts {
  readonly child: ChildProcess
  readonly url: string
  /** Bech32 address that channels are opened by. */
  readonly address: string
  /** Signs vouchers. */
  readonly key: SignerKey
}

/** All of it, set up by transactions. */
export class MarketWorld {
  readonly node: NodeProcess
  readonly model: DemoModel
  readonly client: Party
  readonly aggregator: Party
  readonly sellers: readonly [Seller, Seller]
  readonly market: Market
  readonly comet: Comet38Client
  readonly metering = ed25519Signer(randomBytes(32))
  readonly verifier = new Verifier({ workers: 0 })
  readonly #manager: ManagerParts
  readonly #chain: RpcChainView
  readonly #dir: string
  retailId = 0n

  private constructor(parts: {
    readonly dir: string
    readonly node: NodeProcess
    readonly manager: ManagerParts
    readonly chain: RpcChainView
    readonly comet: Comet38Client
    readonly model: DemoModel
    readonly client: Party
    readonly aggregator: Party
    readonly sellers: readonly [Seller, Seller]
  }) {
    this.node = parts.node
    this.model = parts.model
    this.client = parts.client
    this.aggregator = parts.aggregator
    this.sellers = parts.sellers
    this.comet = parts.comet
    this.#manager = parts.manager
    this.#chain = parts.chain
    this.#dir = parts.dir
    const { client, address } = parts.client
    this.market = new Market({ client, address, rpcUrl: parts.node.urls.rpc })
  }

  static async start(): Promise<MarketWorld> {
    const dir = mkdtempSync(path.join(tmpdir(), 'infonex-routing-'))
    const home = path.join(dir, 'node')
    await initHome(home, { development: true, nowNs: BigInt(Date.now()) * 1_000_000n })
    shortClocks(home)
    const node = await spawnNode({
      ...{ home, rpcAddress: 'tcp://127.0.0.1:0', apiAddress: false, grpcAddress: false },
      idleMs: 300,
    })
    const { rpc } = node.urls
    const running = await startManager(path.join(dir, 'manager'), rpc, ['--batch-loads', '300ms'])
    const accounts = await devAccounts('infonex')
    const of = (role: DevRole) => accounts.find((one) => one.role === role) as DevAccount
    const seller = async (role: DevRole, region: string): Promise<Seller> => ({
      ...{ role, region, party: await Party.open(rpc, of(role)), port: await freePort() },
      ...{ seed: randomBytes(32).toString('hex'), wholesaleId: 0n, serverId: 0n },
    })
    const client = await Party.open(rpc, of('client'))
    const world = new MarketWorld({
      ...{ dir, node, client },
      manager: {
        ...running,
        address: of('gateway').address,
        key: secp256k1Signer(of('manager').privateKey).key,
      },
      chain: await RpcChainView.open(client.client),
      comet: await Comet38Client.connect(rpc),
      model: await digitsDemo(2),
      aggregator: await Party.open(rpc, of('aggregator')),
      sellers: [await seller('supplier', 'eu-west'), await seller('spare', 'na-east')],
    })
    try {
      await world.#agree()
      for (const one of world.sellers) await world.#subscribe(one)
    } catch (error) {
      await world.stop()
      throw error
    }
    return world
  }

  async #plan(owner: Party, each: Readonly<Record<string, string>>): Promise<PlanRef> {
    const document = planDocument({ each })
    const result = await must(
      owner,
      message(`${SLA}.MsgBond`, { owner: owner.address, amount: coin(10_000_000n) }),
      message(`${SLA}.MsgRegisterPlan`, { owner: owner.address, document }),
    )
    return responseOf(result, `${SLA}.MsgRegisterPlanResponse`, 1).plan
  }

  /** Bonds, plans, agreements, and the client's standing grant to its manager. */
  async #agree(): Promise<void> {
    const { client, aggregator, sellers, metering } = this
    const sold = await this.#plan(aggregator, { requests: '90', input_bytes: '0.01' })
    await must(
      aggregator,
      message(`${SLA}.MsgRegisterAggregator`, {
        ...{ address: aggregator.address, label: 'aggregator', managerUrl: this.#manager.url },
      }),
    )
    const terms = { noticeMs: 3_600_000n, holdbackBps: 1000, maxPrepay: '1000' }
    const ref = (found: PlanRef) => ({
      ...{ planId: found?.id ?? 0n, version: 1, name: 'standard' },
      canonSha256: found?.canonSha256 ?? new Uint8Array(),
    })
    const accept = (agreementId: bigint) =>
      message(`${SLA}.MsgAcceptAgreement`, {
        ...{ sender: aggregator.address, agreementId },
        key: ed25519Signer(randomBytes(32)).key,
      })
    for (const one of sellers) {
      const both = { aggregator: aggregator.address, supplier: one.party.address }
      const bought = await this.#plan(one.party, { requests: '60' })
      await must(one.party, message(`${SLA}.MsgJoinAggregator`, both))
      await must(aggregator, message(`${SLA}.MsgAcceptMember`, both))
      const result = await must(
        one.party,
        message(`${SLA}.MsgProposeAgreement`, {
          ...{ sender: one.party.address, kind: 2, provider: one.party.address },
          ...{ customer: aggregator.address, plan: ref(bought), ...terms },
          key: ed25519Signer(Buffer.from(one.seed, 'hex')).key,
        }),
      )
      const name = `${SLA}.MsgProposeAgreementResponse` as const
      one.wholesaleId = responseOf(result, name).agreementId
      await must(aggregator, accept(one.wholesaleId))
    }
    // The manager's account, to which the grant is, and its key that signs vouchers are two (rules.md H21).
    const { key, address: opener } = this.#manager
    const result = await must(
      client,
      message('infonex.payment.v1.MsgDeposit', { owner: client.address, amount: coin(1_000_000n) }),
      message('infonex.payment.v1.MsgGrantManager', {
        ...{ payer: client.address, manager: opener },
        limits: {
          ...{ denom: DENOM, maxCapPerChannel: '100000', maxTotalOpen: '300000' },
          ...{ maxRatePerS: 100_000n, maxBurst: 100_000n, perPeriod: '300000' },
          ...{ periodMs: 3_600_000n, allowedPayees: [], allowedAggregators: [] },
          ...{ allowedModels: [], expiryMs: BigInt(Date.now() + 7_200_000), uses: 10 },
          minReceiptPolicy: 3,
        },
      }),
      message(`${SLA}.MsgProposeAgreement`, {
        ...{ sender: client.address, kind: 1, provider: aggregator.address },
        ...{ customer: client.address, plan: ref(sold), key: metering.key, ...terms },
        manager: {
          ...{ manager: opener, key },
          ...{ maxCap: '100000', maxRatePerS: 100_000n },
        },
      }),
    )
    this.retailId = responseOf(result, `${SLA}.MsgProposeAgreementResponse`, 2).agreementId
    await must(aggregator, accept(this.retailId))
  }

  async #subscribe(one: Seller): Promise<void> {
    if (one === this.sellers[0]) await registerModel(one.party, this.model)
    const result = await must(
      one.party,
      message('infonex.router.v1.MsgSubscribeServer', {
        ...{ operator: one.party.address, endpoint: `http://127.0.0.1:${one.port}` },
        ...{ transport: 3, region: one.region, priceDenom: DENOM },
        receiptKey: ed25519Signer(Buffer.from(one.seed, 'hex')).key,
        offers: [
          {
            ...{ modelId: this.modelId, slots: 2, price: OFFER },
            ...{ pricePerInputKib: 0n, pricePerOutputKib: 0n, latencyUs: 20_000 },
          },
        ],
        aggregators: [this.aggregator.address],
      }),
    )
    one.serverId = responseOf(result, 'infonex.router.v1.MsgSubscribeServerResponse').serverId
    one.process = await SupplierChild.start(
      {
        ...{ rpc: this.node.urls.rpc, manager: this.#manager.url, port: one.port },
        ...{ ledgerFile: path.join(this.#dir, `${one.role}.log`), seed: one.seed },
        ...{ serverId: one.serverId.toString(), role: one.role, isRouted: true, price: OFFER },
        isRelayed: one === this.sellers[1],
      },
      () => undefined,
    )
  }

  get modelId(): Uint8Array {
    return this.model.prepared.commitments.modelId
  }

  /** What the client asks for; from Europe, for the first server if it is there. */
  wish(change: Partial<Wish> = {}): Wish {
    return {
      ...{ modelId: this.modelId, clientRegion: 'eu', maxPrice: '10', maxAmount: '20000' },
      ...{ leaseMs: 60_000n, serverId: this.sellers[0].serverId },
      shape: { requests: 10, inputBytes: 1024n, outputBytes: 40n },
      ...change,
    }
  }

  /** A client of one server on one channel. */
  async buyer(one: Seller, descriptor: ChannelDescriptor): Promise<PaidClient> {
    const contract = await new Contracts(this.#chain).of(descriptor)
    return new PaidClient({
      ...{ url: `http://127.0.0.1:${one.port}`, descriptor, verifier: this.verifier, attempts: 4 },
      receiptKey: ed25519Signer(Buffer.from(one.seed, 'hex')).key,
      metering: { contract, signer: this.metering },
    })
  }

  /** A channel under both agreements that the client opens by itself. */
  async open(one: Seller): Promise<ChannelDescriptor> {
    const { address } = this.client
    const result = await must(
      this.client,
      message('infonex.payment.v1.MsgOpenChannel', {
        ...{ payer: address, cap: coin(100_000n), receiptPolicy: 3, minDelta: '0' },
        signer: this.#manager.key,
        payees: [{ address: one.party.address, bps: 10_000 }],
        ...{ retailId: this.retailId, wholesaleId: one.wholesaleId },
        ...{ prepayAllow: '300', burst: 100_000n, expiryMs: BigInt(Date.now() + 3_600_000) },
      }),
    )
    const { descriptor } = responseOf(result, 'infonex.payment.v1.MsgOpenChannelResponse')
    if (descriptor === null) throw new Error('no descriptor')
    return descriptor
  }

  /** Height of the block with an event of the router about a match. */
  async heightOf(event: string, matchId: bigint): Promise<number> {
    const query = `infonex.router.v1.${event}.match_id='${matchId}'`
    const { blocks } = await this.comet.blockSearch({ query })
    const { txs } = await this.comet.txSearch({ query })
    return blocks[0]?.block.header.height ?? txs[0]?.height ?? 0
  }

  /** The channel as the chain has it. */
  async contract(id: Uint8Array) {
    const path = '/infonex.payment.v1.Query/ServiceContract'
    return this.client.client.query.infonex.query(path, { id: toHex(id) })
  }

  /** Waits until the chain does not hear of a server any more. */
  async stale(one: Seller): Promise<void> {
    const path = '/infonex.router.v1.Query/ServerState'
    for (let i = 0; i < 150; i++) {
      const { health } = await this.client.client.query.infonex.query(path, { id: one.serverId })
      if (health?.watched === false) return
      await new Promise((done) => setTimeout(done, 100))
    }
    throw new Error(`server ${one.serverId} is watched for ever`)
  }

  async stop(): Promise<void> {
    for (const { process, party } of this.sellers) {
      await process?.kill()
      party.client.disconnect()
    }
    this.#manager.child.kill('SIGKILL')
    this.#chain.close()
    this.comet.disconnect()
    for (const { client } of [this.client, this.aggregator]) client.disconnect()
    await this.node.kill()
    await this.verifier.close()
    rmSync(this.#dir, { recursive: true, force: true })
  }
}

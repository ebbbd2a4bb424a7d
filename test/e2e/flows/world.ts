/** A chain, an SLA Manager and a supplier in processes of their own; a client here. */
import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { DeliverTxResponse } from '@cosmjs/stargate'
import { sha256 } from '../../../chain/codec/hash.js'
import { message, responseOf } from '../../../client/message.js'
import { Verifier } from '../../../node/crypto/verifier.js'
import { DENOM, Party, registerModel, subscribeServer } from '../../../node/demo/market.js'
import { digitsDemo, type DemoModel } from '../../../node/demo/pictures.js'
import { type DevAccount, type DevRole, devAccounts } from '../../../node/genesis/development.js'
import { homeFiles, initHome } from '../../../node/genesis/home.js'
import { PaidClient, type PaidClientOptions } from '../../../node/inference/paidClient.js'
import { ed25519Signer, secp256k1Signer, type Signer } from '../../../node/inference/signers.js'
import { toWire } from '../../../node/metering/managerApi.js'
import { Contracts } from '../../../node/metering/serviceContract.js'
import { RpcChainView } from '../../../node/supplier/rpcChainView.js'
import type { ChannelDescriptor, SignedRequest } from '../../../proto/inference/objects.js'
import { planDocument } from '../../node/metering/contracts.js'
import { type NodeProcess, spawnNode } from '../../support/nodeProcess.js'
import { startManager, SupplierChild } from './processes.js'
import type { Story } from './story.js'
import type { Start } from './supplierProcess.js'

/** Clocks that a test can wait for. */
const CLOCKS = {
  payment: {
    ...{ close_grace_ms: '6000', close_grace_blocks: '2', revoke_grace_ms: '6000' },
    ...{ dispute_ms: '3000', dispute_blocks: '2' },
  },
  verification: {
    ...{ answer_ms: '3000', answer_blocks: '2', review_ms: '2000', review_blocks: '2' },
  },
}

function shortClocks(home: string): void {
  const { genesis } = homeFiles(home)
  const doc = JSON.parse(readFileSync(genesis, 'utf8')) as {
    app_state: Record<string, { params: Record<string, string> }>
  }
  for (const [module, params] of Object.entries(CLOCKS))
    Object.assign(doc.app_state[module]?.params ?? {}, params)
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

/** Somebody who sends transactions, and tells of them. */
export class Sender {
  readonly party: Party
  readonly #name: string
  readonly #story: () => Story | undefined

  constructor(party: Party, name: string, story: () => Story | undefined) {
    this.party = party
    this.#name = name
    this.#story = story
  }

  get address(): string {
    return this.party.address
  }

  async send(...messages: readonly ReturnType<typeof message>[]): Promise<DeliverTxResponse> {
    const names = messages.map(({ typeUrl }) => typeUrl.split('.').at(-1)).join(', ')
    this.#story()?.add({ from: this.#name, to: 'chain', text: names })
    const result = await this.party.send(...messages)
    this.#story()?.add({ from: 'chain', to: this.#name, text: `code ${result.code}` })
    return result
  }

  async must(...messages: readonly ReturnType<typeof message>[]): Promise<DeliverTxResponse> {
    const result = await this.send(...messages)
    if (result.code !== 0) throw new Error(result.rawLog)
    return result
  }
}

/** DemandOutcome of what was never served. */
const DECLINED = 4
const SLA = 'infonex.sla.v1'
const coin = (amount: bigint) => ({ denom: DENOM, amount: amount.toString() })

/** All of it, set up by transactions. */
export class World {
  story: Story | undefined
  readonly node: NodeProcess
  readonly managerUrl: string
  readonly managerKey: Signer['key']
  readonly manager: ChildProcess
  readonly chain: RpcChainView
  readonly model: DemoModel
  readonly client: Sender
  readonly supplier: Sender
  readonly aggregator: Sender
  readonly metering = {
    client: ed25519Signer(randomBytes(32)),
    seed: randomBytes(32).toString('hex'),
  }
  readonly verifier = new Verifier({ workers: 0 })
  retailId = 0n
  wholesaleId = 0n
  server!: SupplierChild
  readonly #dir: string
  #serverId = 0n
  #port = 0

  private constructor(parts: {
    dir: string
    node: NodeProcess
    manager: { child: ChildProcess; url: string }
    accounts: ReadonlyMap<DevRole, DevAccount>
    chain: RpcChainView
    model: DemoModel
    parties: ReadonlyMap<DevRole, Party>
  }) {
    this.#dir = parts.dir
    this.node = parts.node
    this.manager = parts.manager.child
    this.managerUrl = parts.manager.url
    this.managerKey = secp256k1Signer((parts.accounts.get('manager') as DevAccount).privateKey).key
    this.chain = parts.chain
    this.model = parts.model
    const sender = (role: DevRole) =>
      new Sender(parts.parties.get(role) as Party, role, () => this.story)
    this.client = sender('client')
    this.supplier = sender('supplier')
    this.aggregator = sender('aggregator')
  }

  static async start(): Promise<World> {
    const dir = mkdtempSync(path.join(tmpdir(), 'infonex-flow-'))
    const home = path.join(dir, 'node')
    await initHome(home, { development: true, nowNs: BigInt(Date.now()) * 1_000_000n })
    shortClocks(home)
    const node = await spawnNode({
      ...{ home, rpcAddress: 'tcp://127.0.0.1:0', apiAddress: false, grpcAddress: false },
      idleMs: 300,
    })
    const manager = await startManager(path.join(dir, 'manager'), node.urls.rpc)
    const list = await devAccounts('infonex')
    const accounts = new Map(list.map((one) => [one.role, one] as const))
    const roles = ['client', 'supplier', 'aggregator'] as const
    const parties = new Map<DevRole, Party>()
    for (const role of roles)
      parties.set(role, await Party.open(node.urls.rpc, accounts.get(role) as DevAccount))
    const chain = await RpcChainView.open((parties.get('client') as Party).client)
    const model = await digitsDemo(2)
    const world = new World({ dir, node, manager, accounts, chain, model, parties })
    await world.#agree()
    await world.#serve()
    return world
  }

  /** Bonds, plans and agreements. */
  async #agree(): Promise<void> {
    const { client, supplier, aggregator } = this
    const retail = planDocument({ each: { requests: '90', input_bytes: '0.01' } })
    const wholesale = planDocument({ each: { requests: '60' } })
    const bond = (owner: string) => message(`${SLA}.MsgBond`, { owner, amount: coin(10_000_000n) })
    const plan = (owner: string, document: Uint8Array) =>
      message(`${SLA}.MsgRegisterPlan`, { owner, document })
    await aggregator.must(
      bond(aggregator.address),
      message(`${SLA}.MsgRegisterAggregator`, {
        ...{ address: aggregator.address, label: 'aggregator', managerUrl: this.managerUrl },
      }),
    )
    const sold = responseOf(
      await aggregator.must(plan(aggregator.address, retail)),
      `${SLA}.MsgRegisterPlanResponse`,
    ).plan
    const both = { aggregator: aggregator.address, supplier: supplier.address }
    await supplier.must(bond(supplier.address), message(`${SLA}.MsgJoinAggregator`, both))
    const bought = responseOf(
      await supplier.must(plan(supplier.address, wholesale)),
      `${SLA}.MsgRegisterPlanResponse`,
    ).plan
    await aggregator.must(message(`${SLA}.MsgAcceptMember`, both))
    const ref = (found: typeof sold) => ({
      ...{ planId: found?.id ?? 0n, version: 1, name: 'standard' },
      canonSha256: found?.canonSha256 ?? new Uint8Array(),
    })
    const terms = { noticeMs: 3_600_000n, holdbackBps: 1000, maxPrepay: '1000' }
    const receipts = ed25519Signer(Buffer.from(this.metering.seed, 'hex'))
    this.wholesaleId = responseOf(
      await supplier.must(
        message(`${SLA}.MsgProposeAgreement`, {
          ...{ sender: supplier.address, kind: 2, provider: supplier.address },
          ...{ customer: aggregator.address, plan: ref(bought), key: receipts.key, ...terms },
        }),
      ),
      `${SLA}.MsgProposeAgreementResponse`,
    ).agreementId
    this.retailId = responseOf(
      await client.must(
        message(`${SLA}.MsgProposeAgreement`, {
          ...{ sender: client.address, kind: 1, provider: aggregator.address },
          ...{ customer: client.address, plan: ref(sold), key: this.metering.client.key, ...terms },
        }),
      ),
      `${SLA}.MsgProposeAgreementResponse`,
    ).agreementId
    for (const agreementId of [this.wholesaleId, this.retailId])
      await aggregator.must(
        message(`${SLA}.MsgAcceptAgreement`, {
          ...{ sender: aggregator.address, agreementId },
          key: ed25519Signer(randomBytes(32)).key,
        }),
      )
    await client.must(
      message('infonex.payment.v1.MsgDeposit', { owner: client.address, amount: coin(1_000_000n) }),
    )
  }

  async #serve(): Promise<void> {
    const { model } = this
    await registerModel(this.supplier.party, model)
    this.#port = await freePort()
    const receipts = ed25519Signer(Buffer.from(this.metering.seed, 'hex'))
    const endpoint = `http://127.0.0.1:${this.#port}`
    const offers = [{ model, price: 1n }]
    const { serverId } = await subscribeServer(this.supplier.party, endpoint, receipts, offers)
    this.#serverId = serverId
    await this.startSupplier()
  }

  /** Starts the supplier's process, on the same ledger and port after a kill. */
  async startSupplier(): Promise<void> {
    const options: Start = {
      ...{ rpc: this.node.urls.rpc, manager: this.managerUrl, port: this.#port },
      ledgerFile: path.join(this.#dir, 'ledger.log'),
      ...{ seed: this.metering.seed, serverId: this.#serverId.toString() },
    }
    this.server = await SupplierChild.start(options, () => this.story)
  }

  /** A channel under both agreements; its signer is the manager unless another is named. */
  async open(signer: Signer['key'] = this.managerKey): Promise<ChannelDescriptor> {
    const { header } = await this.client.party.client.getBlock()
    const result = await this.client.must(
      message('infonex.payment.v1.MsgOpenChannel', {
        ...{ payer: this.client.address, cap: coin(100_000n), signer, receiptPolicy: 3 },
        payees: [{ address: this.supplier.address, bps: 10_000 }],
        ...{ retailId: this.retailId, wholesaleId: this.wholesaleId, minDelta: '0' },
        ...{ prepayAllow: '300', burst: 100_000n },
        expiryMs: BigInt(Date.parse(header.time) + 3_600_000),
      }),
    )
    const opened = responseOf(result, 'infonex.payment.v1.MsgOpenChannelResponse')
    if (opened.descriptor === null) throw new Error('no descriptor')
    return opened.descriptor
  }

  /** A client of the supplier on one channel. */
  async buyer(
    descriptor: ChannelDescriptor,
    more: Partial<PaidClientOptions> = {},
  ): Promise<PaidClient> {
    const contract = await new Contracts(this.chain).of(descriptor)
    return new PaidClient({
      ...{ url: this.server.url, descriptor, verifier: this.verifier, attempts: 2 },
      receiptKey: ed25519Signer(Buffer.from(this.metering.seed, 'hex')).key,
      metering: { contract, signer: this.metering.client },
      fetch: this.story?.fetching('client', 'supplier') ?? fetch,
      ...more,
    })
  }

  get modelId(): Uint8Array {
    return this.model.prepared.commitments.modelId
  }

  /** Inputs of a question. */
  inputs(n = 0) {
    return this.model.questions[n]?.input ?? []
  }

  /** What a party may withdraw now. */
  async credit(owner: string): Promise<bigint> {
    const { credit } = await this.client.party.client.query.infonex.query(
      '/infonex.payment.v1.Query/Credit',
      { owner, denom: DENOM },
    )
    return BigInt(credit?.amount ?? '0')
  }

  async contract(descriptor: ChannelDescriptor) {
    const id = Buffer.from(this.idOf(descriptor)).toString('hex')
    return this.client.party.client.query.infonex.query(
      '/infonex.payment.v1.Query/ServiceContract',
      { id },
    )
  }

  idOf(descriptor: ChannelDescriptor): Uint8Array {
    return sha256(
      Buffer.concat([
        Buffer.from('infonex/channel/1'),
        Buffer.from(toWire('infonex.payment.v1.ChannelDescriptor', descriptor), 'base64'),
      ]),
    )
  }

  /** A demand for the output of a request, with the deposit that it takes. */
  async demand(descriptor: ChannelDescriptor, signed: SignedRequest, key: Uint8Array) {
    const { params } = await this.client.party.client.query.infonex.query(
      '/infonex.verification.v1.Query/Params',
      {},
    )
    const { answerFee = '0', bytePrice = '0', maxAnswerBytes = 0 } = params ?? {}
    return message('infonex.verification.v1.MsgDemandOutput', {
      demander: this.client.address,
      attribution: { descriptor, serverId: 0n, receiptKey: new Uint8Array(0) },
      ...{ request: signed.request, requestSignature: signed.signature, key },
      deposit: coin(BigInt(answerFee) + BigInt(bytePrice) * BigInt(maxAnswerBytes)),
    })
  }

  /** Waits until a demand is answered; gives it with the ciphertext. */
  async delivered(descriptor: ChannelDescriptor, sequence: bigint) {
    const { infonex } = this.client.party.client.query
    const channelId = Buffer.from(this.idOf(descriptor)).toString('hex')
    for (let i = 0; i < 100; i++) {
      const path = '/infonex.verification.v1.Query/DemandFor'
      const { demand } = await infonex.query(path, { channelId, sequence })
      if (demand !== null && demand.answerKey.length > 0) {
        const found = await infonex.query('/infonex.verification.v1.Query/Demand', {
          demandId: demand.id,
        })
        return { demand, ciphertext: found.ciphertext }
      }
      await new Promise((done) => setTimeout(done, 100))
    }
    throw new Error('the demand is not answered')
  }

  /** Waits until the newest demand for a request number was declined. */
  async declined(descriptor: ChannelDescriptor, sequence: bigint): Promise<void> {
    const channelId = Buffer.from(this.idOf(descriptor)).toString('hex')
    const path = '/infonex.verification.v1.Query/DemandFor'
    for (let i = 0; i < 100; i++) {
      const { demand } = await this.client.party.client.query.infonex.query(path, {
        ...{ channelId, sequence },
      })
      if (demand?.outcome === DECLINED) return
      await new Promise((done) => setTimeout(done, 100))
    }
    throw new Error('the demand is not declined')
  }

  /** Waits until the chain has no open dispute of a channel. */
  async decided(descriptor: ChannelDescriptor): Promise<void> {
    const id = Buffer.from(this.idOf(descriptor)).toString('hex')
    for (let i = 0; i < 200; i++) {
      const open = await this.client.party.client.query.infonex
        .query('/infonex.payment.v1.Query/ServiceDispute', { id })
        .catch(() => undefined)
      if (open === undefined) return
      await new Promise((done) => setTimeout(done, 100))
    }
    throw new Error('the dispute does not end')
  }

  async stop(): Promise<void> {
    await this.server.kill()
    this.manager.kill('SIGKILL')
    this.chain.close()
    for (const { party } of [this.client, this.supplier, this.aggregator]) party.client.disconnect()
    await this.node.kill()
    await this.verifier.close()
    rmSync(this.#dir, { recursive: true, force: true })
  }
}

import fastify, { type FastifyInstance } from 'fastify'
import { equalBytes, toHex } from '../../chain/types/bytes.js'
import type { SignatureVerifier } from '../../chain/types/verifier.js'
import type { Signer } from '../inference/signers.js'
import type { AgreementSource } from '../metering/serviceContract.js'
import type { AdmissionContext, ManagerLink, ServedModel } from './admission.js'
import { type DemandChain, DemandDesk } from './demands.js'
import { addHandshakeRoute } from './handshake.js'
import { OutputStore } from './outputs.js'
import { SupplierContracts } from './contract.js'
import type { ChainView, ServerState } from './chainView.js'
import { claimable, type Claimable, claimAll, type SubmitClaims } from './claims.js'
import { collect, tellAll } from './collect.js'
import { addInferRoute, bodyLimit, modelNames, sendRefusal } from './inferRoute.js'
import { Ledger } from './ledger.js'
import { type Limits, Load } from './load.js'
import { ModelRunner } from './modelRunner.js'
import { paymentRequirements } from './payment.js'
import { Refusal } from './refusal.js'
import { type RoutingOptions, routingOf } from './routing.js'

/** What a supplier's server needs. */
export interface SupplierOptions {
  readonly host?: string
  /** 0 = any free port. */
  readonly port?: number
  readonly chain: ChainView
  readonly ledgerFile: string
  readonly verifier: SignatureVerifier
  readonly serverId: bigint
  readonly receiptSigner: Signer
  /** With it, channels under agreements are served. */
  readonly agreements?: AgreementSource
  /** With it, outputs under agreements are kept, and demands for them answered. */
  readonly demands?: DemandChain
  /** How the server takes part in the market; one that is subscribed under aggregators needs it. */
  readonly routing?: RoutingOptions
  /** How the SLA Manager of managed channels is reached. */
  readonly manager?: ManagerLink
  readonly models: readonly ServedModel[]
  readonly limits?: Partial<Limits>
  readonly nowMs?: () => number
  /** How claims get on the chain. With it, `close` claims what is left. */
  readonly submitClaims?: SubmitClaims
  /** How long `close` waits for its claims, in ms. Default 15,000. */
  readonly claimTimeoutMs?: number
  /** Told what goes wrong where nobody waits for it. Default: standard error. */
  readonly log?: (text: string) => void
}

/** A running server. */
export interface Supplier {
  readonly url: string
  readonly app: FastifyInstance
  readonly ledger: Ledger
  /** What could be claimed on chain now. */
  claimable(): Promise<Claimable[]>
  /** Claims it; gives what was claimed. @throws Error when some of it failed, or without `submitClaims`. */
  claim(): Promise<Claimable[]>
  /** Finishes what runs, claims where it can, writes the book, ends. */
  close(): Promise<void>
}

const LIMITS: Limits = { queue: 32, bodyBytes: 256 * 2 ** 20 }
const CLAIM_TIMEOUT_MS = 15_000

/** What the chain knows of the server. */
interface Subscription {
  readonly server: ServerState
  /** Requests at work at once at most, by model in hex. */
  readonly most: ReadonlyMap<string, number>
}

/** @throws Error when the chain knows the server otherwise: clients would be misled. */
async function checkSubscription(options: SupplierOptions): Promise<Subscription> {
  const server = await options.chain.server(options.serverId)
  if (server === undefined) throw new Error(`the chain has no server ${options.serverId}`)
  const { key } = options.receiptSigner
  if (server.receiptKey === null || !equalBytes(server.receiptKey.key, key.key))
    throw new Error(`server ${options.serverId} is subscribed with another receipt key`)
  if (server.aggregators.length > 0 && options.routing === undefined)
    throw new Error(
      `server ${options.serverId} is subscribed under aggregators: it serves under leases, which it needs \`routing\` for`,
    )
  for (const model of options.models) {
    const offer = server.offers.find((one) => equalBytes(one.modelId, model.id))
    if (offer === undefined) throw new Error(`model ${toHex(model.id)} is not offered on chain`)
    if (BigInt(offer.price) !== model.price)
      throw new Error(`model ${toHex(model.id)} is offered at ${offer.price}, not ${model.price}`)
    if (!equalBytes(model.prepared.commitments.modelId, model.id))
      throw new Error(`the file of model ${toHex(model.id)} is another model`)
  }
  const factor = await options.chain.queueFactorBps()
  const most = new Map(
    server.offers.map(({ modelId, slots }) => [
      toHex(modelId),
      Math.floor((slots * factor) / 10_000),
    ]),
  )
  return { server, most }
}

/** Starts a server: book read, models loaded and warm, port open. */
export async function startSupplier(options: SupplierOptions): Promise<Supplier> {
  const subscription = await checkSubscription(options)
  const ledger = await Ledger.open(options.ledgerFile)
  const runner = new ModelRunner()
  const end = () => runner.close().finally(() => ledger.close())
  try {
    return await serve(options, subscription, ledger, runner, end)
  } catch (error) {
    // A thread that is left behind would keep the process of a server that did not start.
    await end()
    throw error
  }
}

async function serve(
  options: SupplierOptions,
  { server, most }: Subscription,
  ledger: Ledger,
  runner: ModelRunner,
  end: () => Promise<void>,
): Promise<Supplier> {
  for (const model of options.models) await runner.load(toHex(model.id), model.prepared.file)
  const nowMs = options.nowMs ?? Date.now
  const { operator, priceDenom: denom } = server
  const log = options.log ?? console.error
  const load = new Load({ ...LIMITS, ...options.limits })
  const { chain, models, receiptSigner } = options
  const routing =
    options.routing === undefined
      ? undefined
      : routingOf(options.routing, { chain, server, models, receiptSigner, load, log, nowMs })
  const ctx: AdmissionContext = {
    chain: options.chain,
    ledger,
    verifier: options.verifier,
    serverId: options.serverId,
    operator,
    denom,
    nowMs,
    receiptKey: options.receiptSigner.key,
    manager: options.manager,
    matches: routing?.desk,
    contracts:
      options.agreements === undefined
        ? undefined
        : new SupplierContracts(options.agreements, nowMs),
  }
  const outputs = new OutputStore(`${options.ledgerFile}.outputs`)
  const app = fastify({
    bodyLimit: Math.max(...options.models.map(bodyLimit)),
    requestTimeout: 30_000,
    keepAliveTimeout: 30_000,
    forceCloseConnections: true,
  })
  addModelRoutes(app, ctx, options.models, () => runner.alive && !load.draining)
  addHandshakeRoute(app, { ...ctx, receiptSigner: options.receiptSigner })
  addInferRoute(app, ctx, {
    models: options.models,
    receiptSigner: options.receiptSigner,
    load,
    most,
    runner,
    outputs: options.demands === undefined ? undefined : outputs,
    nowMs,
  })
  try {
    await app.listen({ host: options.host ?? '127.0.0.1', port: options.port ?? 0 })
  } catch (error) {
    await app.close()
    throw error
  }
  tellAll(ctx)
  const desk =
    options.demands === undefined
      ? undefined
      : new DemandDesk({
          ...{ chain: options.demands, operator, ledger, outputs, load },
          log,
        })
  desk?.start()
  await routing?.start()
  const claim = async () => {
    if (options.submitClaims === undefined) throw new Error('this supplier has no submitClaims')
    await collect(ctx, load)
    return claimAll(await claimable(ledger, options.chain), operator, options.submitClaims)
  }
  return {
    url: app.listeningOrigin,
    app,
    ledger,
    claimable: () => claimable(ledger, options.chain),
    claim,
    close: async () => {
      try {
        await desk?.stop()
        // Those that come while it drains are sent on; the time to live ends by silence.
        await load.drain()
        await routing?.stop()
        await app.close()
        if (options.submitClaims !== undefined) await claimLast(claim, options)
      } finally {
        await end()
      }
    },
  }
}

/** Claims before the end. A chain that cannot be reached stops nobody: the book keeps the vouchers. */
async function claimLast(claim: () => Promise<unknown>, options: SupplierOptions): Promise<void> {
  const ms = options.claimTimeoutMs ?? CLAIM_TIMEOUT_MS
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the chain did not answer in ${ms} ms`)), ms)
  })
  try {
    await Promise.race([claim(), late])
  } catch (error) {
    const log = options.log ?? console.error
    log(`claims wait for the next start: ${(error as Error).message}`)
  } finally {
    clearTimeout(timer)
  }
}

function addModelRoutes(
  app: FastifyInstance,
  ctx: AdmissionContext,
  models: readonly ServedModel[],
  ready: () => boolean,
): void {
  const names = modelNames(models)
  app.get('/v2', () => ({
    name: 'infonex supplier',
    version: '1',
    extensions: ['binary_tensor_data', 'infonex_payment'],
    models: models.map((model) => toHex(model.id)),
  }))
  app.get('/v2/health/live', () => ({ live: true }))
  app.get('/v2/health/ready', (_request, reply) =>
    reply.code(ready() ? 200 : 503).send({ ready: ready() }),
  )
  app.get<{ Params: { id: string } }>('/v2/models/:id', (request, reply) => {
    const model = names.get(request.params.id)
    if (model === undefined) {
      sendRefusal(reply, new Refusal('unknownModel', 'no such model here'))
      return reply
    }
    const port = ({
      name,
      dtype,
      shape,
    }: {
      name: string
      dtype: string
      shape: readonly number[]
    }) => ({
      name,
      datatype: dtype,
      shape,
    })
    return {
      name: toHex(model.id),
      label: model.label,
      versions: ['1'],
      platform: 'onnxruntime_onnx',
      inputs: model.prepared.report.inputs.map(port),
      outputs: model.prepared.report.outputs.map(port),
      ...paymentRequirements(ctx, model),
    }
  })
}

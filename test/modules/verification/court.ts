/** A client, a supplier with a bond and a server, and a channel between them, over the real modules. */
import { createHash, sign } from 'node:crypto'
import type { Context } from '../../../chain/types/context.js'
import { AuthKeeper } from '../../../modules/auth/keeper.js'
import { authModule } from '../../../modules/auth/module.js'
import { BankKeeper } from '../../../modules/bank/keeper.js'
import { bankModule } from '../../../modules/bank/module.js'
import { BeaconKeeper } from '../../../modules/beacon/keeper.js'
import { beaconModule } from '../../../modules/beacon/module.js'
import { ModelKeeper } from '../../../modules/model/keeper.js'
import { modelModule } from '../../../modules/model/module.js'
import { COMPLETE, registered } from '../../../modules/model/state.js'
import { PaymentKeeper } from '../../../modules/payment/keeper.js'
import { paymentModule } from '../../../modules/payment/module.js'
import { routedPayment } from '../../../modules/payment/routed.js'
import { RouterKeeper } from '../../../modules/router/keeper.js'
import { routerModule } from '../../../modules/router/module.js'
import { flatOffer, LOOPBACK } from '../../../modules/router/state.js'
import { SlaKeeper } from '../../../modules/sla/keeper.js'
import { slaModule } from '../../../modules/sla/module.js'
import { VerificationKeeper } from '../../../modules/verification/keeper.js'
import { verificationModule } from '../../../modules/verification/module.js'
import { depositOf } from '../../../modules/verification/params.js'
import type { ChannelDescriptor } from '../../../modules/verification/state.js'
import { Verifier } from '../../../node/crypto/verifier.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import {
  outputCommitment,
  outputDigest,
  type Receipt,
  receiptBytes,
  type Request,
  requestBytes,
} from '../../../proto/inference/objects.js'
import type { Tensor } from '../../../proto/inference/tensorJson.js'
import { bundleBytes, publicKeyOf, sealOutput } from '../../../proto/verification/delivery.js'
import { address, addresses, later, memoryContext, run } from '../../support/memoryContext.js'
import { AGGREGATOR, edKey, openMsg, PAYER, SUPPLIER } from '../payment/market.js'
import { ask, broken, fund, handlerOf, refusalOf } from '../setup.js'

export { AGGREGATOR, PAYER, SUPPLIER }
export const STRANGER = 4
/** Numbers of ed25519 keys: the channel's signer, and the server's receipt key. */
export const CLIENT_KEY = 1
export const SERVER_KEY = 20
/** What each account has, and what of it is the supplier's bond, in uinx. */
export const START = 500_000_000n
export const BOND = 200_000_000n

const verifier = new Verifier({ workers: 0 })
type Agreement = PlainTypes['infonex.sla.v1.Agreement']
export type Demand = PlainTypes['infonex.verification.v1.Demand']

export const hash = (bytes: Uint8Array | string): Uint8Array =>
  Uint8Array.from(createHash('sha256').update(bytes).digest())
const NONE = new Uint8Array()

const MODULES = {
  fee_collector: [],
  gov: [],
  payment: [],
  sla: ['burner' as const],
  verification: ['burner' as const],
}

const registration = (name: string, width: bigint) =>
  registered(
    {
      owner: address(9),
      label: name,
      fileHash: hash('file'),
      fileBytes: 1n,
      graphRoot: hash(name),
      graphBytes: 1,
      weightRoots: [],
      mode: 1,
      profile: 1,
      canonicalVersion: 1,
      inputs: [{ name: 'x', dtype: 1, shape: [1n] }],
      outputs: [{ name: 'y', dtype: 1, shape: [1n, width] }],
      operators: [],
      licence: 'MIT',
      licenceHash: NONE,
      locations: [],
    },
    1n,
  )
/** A model with ten floats of output, and one whose output need not be on chain. */
export const MODEL = registration('digits', 10n)
export const LARGE_MODEL = registration('large', 20_000n)
/** One whose output is too large for attesters, too. */
export const HUGE_MODEL = registration('huge', 200_000n)

/** The state before anything was asked. */
export function court() {
  const auth = new AuthKeeper({ addresses, modules: MODULES, authority: 'gov' })
  const bank = new BankKeeper({ addresses, accounts: auth })
  const authorityText = addresses.toText(auth.moduleAddress('gov'))
  const authority = (): string => authorityText
  const accountOf = (name: string): Uint8Array => auth.moduleAddress(name)
  const sla = new SlaKeeper({ addresses, bank, verifier, account: accountOf('sla'), authority })
  const payment = new PaymentKeeper({
    ...{ addresses, bank, sla, verifier, authority },
    account: accountOf('payment'),
    demands: {
      demandOf: (ctx, id, sequence, digest) => keeper.demandOf(ctx, id, sequence, digest),
      standBy: (ctx, read) => keeper.standBy(ctx, read),
    },
  })
  const models = new ModelKeeper({ addresses, authority })
  const beacon = new BeaconKeeper(addresses)
  const agreements = new Map<bigint, Agreement>()
  const keeper: VerificationKeeper = new VerificationKeeper({
    ...{ addresses, bank, sla, verifier, authority },
    agreements: { agreement: (_, id) => agreements.get(id) },
    channels: { isOpen: (ctx, id) => payment.channels.has(ctx, id) },
    models: { outputsOf: (ctx, id) => models.get(ctx, id)?.outputs },
    beacon,
    account: accountOf('verification'),
  })
  const servers = new RouterKeeper({
    ...{ addresses, models, sla, beacon, bank, verifier, authority, keys: keeper },
    account: accountOf('router'),
    payment: routedPayment(payment),
  })
  const module = verificationModule(keeper)
  const modules = [
    authModule(auth),
    bankModule(bank),
    beaconModule(beacon),
    slaModule(sla),
    paymentModule(payment),
    modelModule(models),
    routerModule(servers),
    module,
  ]
  const ctx = memoryContext()
  for (const one of modules) one.initGenesis(ctx, one.defaultGenesis())
  for (const n of [PAYER, SUPPLIER, AGGREGATOR, STRANGER])
    fund({ auth, bank }, ctx, n, `${START}uinx`)
  for (const model of [MODEL, LARGE_MODEL, HUGE_MODEL])
    models.insert(ctx, { ...model, status: COMPLETE })
  const any = <R>(at: Context, url: string, msg: unknown): R =>
    run(handlerOf(modules, url), at, msg) as R
  const url = (name: string): string => `/infonex.verification.v1.${name}`
  const uinx = (amount: bigint) => ({ denom: 'uinx', amount: `${amount}` })
  any(ctx, '/infonex.sla.v1.MsgBond', { owner: address(SUPPLIER), amount: uinx(BOND) })
  any(ctx, '/infonex.payment.v1.MsgDeposit', { owner: address(PAYER), amount: uinx(20_000n) })
  const { channelId, descriptor } = any<{ channelId: Uint8Array; descriptor: ChannelDescriptor }>(
    ctx,
    '/infonex.payment.v1.MsgOpenChannel',
    openMsg(ctx),
  )
  const { serverId } = any<{ serverId: bigint }>(ctx, '/infonex.router.v1.MsgSubscribeServer', {
    operator: address(SUPPLIER),
    endpoint: 'http://127.0.0.1:8080',
    transport: LOOPBACK,
    transportKey: NONE,
    receiptKey: { algorithm: 1, key: edKey(SERVER_KEY).key },
    region: 'eu-west',
    priceDenom: 'uinx',
    offers: [flatOffer(MODEL.id, 1, '5')],
    aggregators: [],
    hardware: null,
  })
  return {
    ...{
      auth,
      bank,
      sla,
      payment,
      beacon,
      models,
      servers,
      keeper,
      module,
      modules,
      agreements,
      ctx,
    },
    ...{ channelId, descriptor, serverId, authority: authorityText },
    attribution: { descriptor, serverId, receiptKey: edKey(SERVER_KEY).key },
    balance: (at: Context, n: number): bigint =>
      bank.getBalance(at, addresses.toBytes(address(n)), 'uinx'),
    /** Runs a message of any module. */
    any,
    /** Runs a message; throws its refusal. */
    run: <R>(at: Context, name: string, msg: unknown): R => any<R>(at, url(name), msg),
    /** 'verification 3: text' or undefined. */
    refusal: (at: Context, name: string, msg: unknown) => refusalOf(modules, at, url(name), msg),
    ask: <R>(at: Context, name: string, request: unknown): R =>
      ask<R>(modules, at, `/infonex.verification.v1.Query/${name}`, request),
    /** Makes so many blocks, one by one. */
    blocks(from: Context, n: number, seconds = 5n): Context {
      let at = from
      for (let i = 0; i < n; i++) {
        for (const one of modules) one.endBlock?.(at)
        at = later(at, 1n, seconds)
      }
      return at
    },
    /** Broken invariants; the models of these tests have no graphs. */
    broken: (at: Context): string[] =>
      broken(
        modules.filter(({ name }) => name !== 'model'),
        at,
      ),
    end: (at: Context): void => {
      for (const one of modules) one.endBlock?.(at)
    },
  }
}
export type Court = ReturnType<typeof court>

export const SALT = hash('salt')
/** The output of request n. */
export function outputsOf(n: bigint | number): Tensor[] {
  const bytes = new Uint8Array(40)
  new DataView(bytes.buffer).setFloat32(0, Number(n) + 0.5, true)
  return [{ name: 'y', dtype: 'FP32', shape: [1, 10], bytes }]
}

export function requestOf(c: Court, sequence: bigint, change: Partial<Request> = {}): Request {
  return {
    chainId: c.ctx.block.chainId,
    channelId: c.channelId,
    sequence,
    modelId: MODEL.id,
    inputDigest: hash(`input ${sequence}`),
    cumulativeBefore: `${(sequence - 1n) * 5n}`,
    priceMax: '5',
    expiryMs: c.ctx.timeMs + 60_000n,
    acknowledgement: null,
    ...change,
  }
}

export const signWith = (key: number, bytes: Uint8Array): Uint8Array =>
  Uint8Array.from(sign(null, bytes, edKey(key).secret))

export function signRequest(request: Request, key = CLIENT_KEY) {
  return { request, signature: signWith(key, requestBytes(request)), salt: NONE }
}

/** The receipt that an honest server gives for an honest request. */
export function receiptOf(c: Court, sequence: bigint, change: Partial<Receipt> = {}): Receipt {
  const request = requestOf(c, sequence)
  return {
    chainId: request.chainId,
    channelId: request.channelId,
    sequence,
    requestDigest: hash(requestBytes(request)),
    modelId: request.modelId,
    inputDigest: request.inputDigest,
    outputDigest: outputDigest(hash, outputCommitment(hash, SALT, outputsOf(sequence))),
    counters: [],
    price: '5',
    cumulative: `${sequence * 5n}`,
    startMs: c.ctx.timeMs,
    endMs: c.ctx.timeMs + 10n,
    runtime: hash('runtime'),
    status: 1,
    previous: NONE,
    retailMeter: null,
    wholesaleMeter: null,
    ...change,
  }
}

export function signReceipt(receipt: Receipt, key = SERVER_KEY) {
  return { receipt, signature: signWith(key, receiptBytes(receipt)) }
}

export const receiptId = (receipt: Receipt): Uint8Array => hash(receiptBytes(receipt))

/** The demander's fresh private key for request n. */
export const secretOf = (n: bigint | number): Uint8Array => hash(`fresh ${n}`)

/** A good MsgDemandOutput, by receipt or by request. */
export function demandMsg(
  c: Court,
  sequence: bigint,
  by: 'receipt' | 'request' = 'receipt',
  change: object = {},
) {
  const { depositDenom: denom, ...params } = c.keeper.paramsOrDefault(c.ctx)
  const amount = depositOf({ ...params, depositDenom: denom }).toString()
  const signed = signRequest(requestOf(c, sequence))
  return {
    demander: address(PAYER),
    attribution: c.attribution,
    receipt: by === 'receipt' ? signReceipt(receiptOf(c, sequence)) : null,
    request: by === 'request' ? signed.request : null,
    requestSignature: by === 'request' ? signed.signature : NONE,
    key: publicKeyOf(secretOf(sequence)),
    deposit: { denom, amount },
    ...change,
  }
}

/** An answer to a demand: with the right output, or with another. */
export function answerMsg(
  c: Court,
  demand: Demand,
  outputs: Tensor[] = outputsOf(demand.sequence),
  change: object = {},
) {
  const { id: demandId, key: demandKey, sequence, receiptId } = demand
  const sealed = sealOutput(
    hash,
    hash(`ephemeral ${demandId}`),
    { demandId, demandKey },
    bundleBytes(SALT, outputs),
  )
  return {
    supplier: demand.supplier,
    demandId,
    ...sealed,
    receipt: receiptId.length > 0 ? null : signReceipt(receiptOf(c, sequence)),
    ...change,
  }
}

/** Opens a demand and gives it. */
export function open(
  c: Court,
  at: Context,
  sequence: bigint,
  by: 'receipt' | 'request' = 'receipt',
): Demand {
  const { demandId } = c.run<{ demandId: bigint }>(
    at,
    'MsgDemandOutput',
    demandMsg(c, sequence, by),
  )
  return c.keeper.mustDemand(at, demandId)
}

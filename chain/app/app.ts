import { BeaconKeeper } from '../../modules/beacon/keeper.js'
import { beaconModule } from '../../modules/beacon/module.js'
import { BeaconSystemTx, type OnionSource } from '../../modules/beacon/systemTx.js'
import { ConsensusKeeper } from '../../modules/consensus/keeper.js'
import { consensusModule } from '../../modules/consensus/module.js'
import { AuthzKeeper } from '../../modules/authz/keeper.js'
import { authzModule } from '../../modules/authz/module.js'
import { FeegrantKeeper } from '../../modules/feegrant/keeper.js'
import { feegrantModule } from '../../modules/feegrant/module.js'
import { GovKeeper } from '../../modules/gov/keeper.js'
import { govModule } from '../../modules/gov/module.js'
import { ModelKeeper } from '../../modules/model/keeper.js'
import { modelModule } from '../../modules/model/module.js'
import {
  agreementChanged,
  channelClosed,
  channelPaid,
  pathChanged,
  windowSettled,
} from '../../modules/router/followers.js'
import { ROUTER_MODULE, RouterKeeper } from '../../modules/router/keeper.js'
import { routerModule } from '../../modules/router/module.js'
import { payHoldback } from '../../modules/payment/contract/maturing.js'
import { PAYMENT_MODULE, PaymentKeeper } from '../../modules/payment/keeper.js'
import { paymentModule } from '../../modules/payment/module.js'
import { routedPayment } from '../../modules/payment/routed.js'
import { countMissed } from '../../modules/sla/guaranteeMissed.js'
import { SlaKeeper } from '../../modules/sla/keeper.js'
import { SLA_MODULE, SLA_STORE } from '../../modules/sla/ledger.js'
import { slaModule } from '../../modules/sla/module.js'
import { VerificationKeeper } from '../../modules/verification/keeper.js'
import { OUTCOME } from '../../modules/verification/state.js'
import { verificationModule } from '../../modules/verification/module.js'
import { VERIFICATION_MODULE, VERIFICATION_STORE } from '../../modules/verification/stores.js'
import { AuthKeeper, type Permission } from '../../modules/auth/keeper.js'
import { authModule } from '../../modules/auth/module.js'
import { vestingModule } from '../../modules/auth/vestingModule.js'
import { BankKeeper } from '../../modules/bank/keeper.js'
import { bankModule } from '../../modules/bank/module.js'
import { Ante } from '../ante/anteHandler.js'
import { FEE_COLLECTOR } from '../ante/anteTx.js'
import { BaseApp } from '../baseapp/baseApp.js'
import { KERNEL_STORE } from '../baseapp/kernelState.js'
import type { BaseAppOptions } from '../baseapp/options.js'
import { Router } from '../baseapp/router.js'
import { AddressCodec } from '../types/address.js'
import type { QueryContext } from '../types/context.js'
import type { AnyQueryHandler, AppModule } from '../types/module.js'
import { assert } from '../types/assert.js'
import type { AheadVerifier, SignatureVerifier } from '../types/verifier.js'
import { withClocks } from './clocks.js'

/** The prefix of account addresses until a genesis or a loaded state says otherwise. */
export const DEFAULT_PREFIX = 'infonex'
/** What `Info` calls the application. */
export const APP_NAME = 'infonex'

/** Modules that have an account, and what each may do beyond receiving and sending coins. */
export const MODULE_ACCOUNTS: Readonly<Record<string, readonly Permission[]>> = {
  [FEE_COLLECTOR]: [],
  gov: [],
  [PAYMENT_MODULE]: [],
  [ROUTER_MODULE]: [],
  [VERIFICATION_MODULE]: ['burner'],
  [SLA_MODULE]: ['burner'],
}

/** The module whose account may change parameters. */
const AUTHORITY = 'gov'

/** What may be announced: parameters of modules, nothing else (ADR-005). */
const ANNOUNCEABLE: readonly string[] = [
  '/cosmos.auth.v1beta1.MsgUpdateParams',
  '/cosmos.bank.v1beta1.MsgUpdateParams',
  '/cosmos.consensus.v1.MsgUpdateParams',
  '/infonex.gov.v1.MsgUpdateParams',
  '/infonex.model.v1.MsgUpdateParams',
  '/infonex.payment.v1.MsgUpdateParams',
  '/infonex.router.v1.MsgUpdateParams',
  '/infonex.sla.v1.MsgUpdateParams',
  '/infonex.verification.v1.MsgUpdateParams',
]

/** All keepers and modules of the chain, wired to each other. */
export interface Composition {
  readonly addresses: AddressCodec
  readonly router: Router
  readonly auth: AuthKeeper
  readonly bank: BankKeeper
  readonly authz: AuthzKeeper
  readonly feegrant: FeegrantKeeper
  readonly consensus: ConsensusKeeper
  readonly beacon: BeaconKeeper
  readonly sla: SlaKeeper
  readonly payment: PaymentKeeper
  readonly model: ModelKeeper
  readonly servers: RouterKeeper
  readonly verification: VerificationKeeper
  readonly gov: GovKeeper
  /** In the order of genesis and of block hooks; the order is consensus. */
  readonly modules: readonly AppModule[]
}

function unreachable(): never {
  assert(false, 'who only reads or makes a genesis verifies no signature')
}

/** For compositions that run no transaction. */
const NO_VERIFIER: SignatureVerifier = {
  name: 'none',
  secp256k1: unreachable,
  ed25519: unreachable,
  isEd25519Key: unreachable,
}

/** Makes the modules of the chain. They hold no state: that is in the multistore alone. */
export function compose(verifier: SignatureVerifier = NO_VERIFIER): Composition {
  const addresses = new AddressCodec(DEFAULT_PREFIX)
  const router = new Router()
  const auth = new AuthKeeper({ addresses, modules: MODULE_ACCOUNTS, authority: AUTHORITY })
  const bank = new BankKeeper({ addresses, accounts: auth })
  const authz = new AuthzKeeper({ addresses, accounts: auth, router })
  const feegrant = new FeegrantKeeper({ addresses, accounts: auth, bank })
  const authority = (): string => addresses.toText(auth.moduleAddress(AUTHORITY))
  const consensus = new ConsensusKeeper(authority)
  const beacon = new BeaconKeeper(addresses)
  const bonds = auth.moduleAddress(SLA_MODULE)
  const sla = new SlaKeeper({
    addresses,
    bank,
    verifier,
    account: bonds,
    // What is held back of suppliers lies with what they are paid.
    holdback: { pay: (ctx, id, client, coin) => payHoldback(payment, ctx, id, client, coin) },
    followers: {
      agreementChanged: (ctx, agreement) => agreementChanged(servers, ctx, agreement),
      membershipChanged: (ctx, { aggregator, supplier }) =>
        pathChanged(servers, ctx, aggregator, supplier),
      windowSettled: (ctx, id, isBreached) => windowSettled(servers, ctx, id, isBreached),
    },
    authority,
  })
  const account = auth.moduleAddress(PAYMENT_MODULE)
  const payment: PaymentKeeper = new PaymentKeeper({
    addresses,
    bank,
    sla,
    // Each asks the other: payment what became of a demand, verification whether a channel is open.
    demands: {
      demandOf: (ctx, id, sequence, digest) => verification.demandOf(ctx, id, sequence, digest),
      standBy: (ctx, read) => verification.standBy(ctx, read),
    },
    routes: {
      channelPaid: (ctx, id, paid) => channelPaid(servers, ctx, id, paid),
      channelClosed: (ctx, id, contract) => channelClosed(servers, ctx, id, contract),
    },
    verifier,
    account,
    authority,
  })
  const model = new ModelKeeper({ addresses, authority })
  const verification: VerificationKeeper = new VerificationKeeper({
    addresses,
    bank,
    sla,
    agreements: sla,
    channels: { isOpen: (ctx, id) => payment.channels.has(ctx, id) },
    models: { outputsOf: (ctx, id) => model.get(ctx, id)?.outputs },
    beacon,
    verifier,
    account: auth.moduleAddress(VERIFICATION_MODULE),
    authority,
  })
  verification.setHook({
    demandOpened: () => undefined,
    // What a client has signed and nobody answered counts against the promises of its contract (rules.md H19).
    demandEnded(ctx, demand) {
      if (demand.outcome === OUTCOME.unanswered && demand.retailId > 0n)
        countMissed(sla, ctx, demand)
    },
  })
  const servers: RouterKeeper = new RouterKeeper({
    addresses,
    models: model,
    sla,
    payment: routedPayment(payment),
    beacon,
    bank,
    verifier,
    account: auth.moduleAddress(ROUTER_MODULE),
    authority,
    keys: verification,
  })
  const queries = new Map<string, AnyQueryHandler>()
  const gov = new GovKeeper({
    addresses,
    account: auth.moduleAddress(AUTHORITY),
    router,
    query: (path) => queries.get(path),
    allowed: ANNOUNCEABLE,
  })
  const clocks = (ctx: QueryContext) => ({
    payment: payment.paramsOrDefault(ctx),
    verification: verification.paramsOrDefault(ctx),
    sla: sla.paramsOrDefault(ctx),
  })
  const modules = [
    authModule(auth),
    bankModule(bank),
    vestingModule({ auth, bank }),
    authzModule(authz),
    feegrantModule(feegrant),
    consensusModule(consensus),
    beaconModule(beacon),
    slaModule(sla),
    paymentModule(payment),
    modelModule(model),
    routerModule(servers),
    verificationModule(verification),
    govModule(gov),
  ].map((module) => withClocks(module, clocks))
  for (const module of modules) {
    for (const handler of module.msgs) router.add(handler)
    for (const handler of module.queries) queries.set(handler.path, handler)
  }
  const accounts = { auth, bank, authz, feegrant, consensus, beacon }
  const market = { sla, payment, model, servers, verification, gov }
  return { addresses, router, ...accounts, ...market, modules }
}

/** Names of all stores that the chain needs, for making its multistore; sorted. */
const STORE_NAMES: readonly string[] = [
  KERNEL_STORE,
  ...compose().modules.flatMap((module) => module.stores),
].sort((a, b) => (a < b ? -1 : 1))

/** The stores of the chain's multistore; those that the first homes did not have join it with their first key. */
export const STORES = {
  names: STORE_NAMES,
  joining: [SLA_STORE, VERIFICATION_STORE],
} as const

/** What a node or a test brings. */
export interface AppOptions
  extends
    Pick<BaseAppOptions, 'version' | 'store' | 'log' | 'reporter'>,
    Partial<
      Pick<
        BaseAppOptions,
        | 'snapshots'
        | 'queries'
        | 'minGasPrices'
        | 'haltOnUnexpected'
        | 'migrate'
        | 'retainHeight'
        | 'onStage'
      >
    > {
  readonly verifier: AheadVerifier
  /** The secret side of this node's beacon onions; absent on a node that proposes no blocks. */
  readonly onions?: OnionSource | undefined
}

/** The InfoNex application, ready for an engine. @throws StateVersionError */
export function createApp(options: AppOptions): { readonly app: BaseApp } & Composition {
  const parts = compose(options.verifier)
  const { addresses, router, auth, bank, feegrant, consensus, beacon, modules } = parts
  const { verifier } = options
  const ante = new Ante({ addresses, accounts: auth, bank, feegrant, verifier })
  const app = new BaseApp({
    ...options,
    name: APP_NAME,
    modules,
    router,
    ante,
    addresses,
    consensusParams: consensus,
    systemTx: new BeaconSystemTx(beacon, options.onions),
  })
  return { app, ...parts }
}

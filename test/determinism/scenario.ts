/**
 * A seeded random life of the whole chain: valid, failing and malformed transactions of every module. What it
 * gives depends on the seed alone; app hashes are compared over Node versions, workers, caches and restarts.
 */
import { createHash } from 'node:crypto'
import { codec, type MessageName } from '../../chain/codec/proto.js'
import { modelId } from '../../chain/codec/merkle.js'
import { toHex } from '../../chain/types/bytes.js'
import type { FinalizeBlockResponse } from '../../chain/types/abci.js'
import type { AheadVerifier } from '../../chain/types/verifier.js'
import { Verifier } from '../../node/crypto/verifier.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import type { ChannelDescriptor } from '../../modules/payment/state.js'
import { channelId } from '../../modules/payment/descriptor.js'
import { commitWords, edKey, signVoucher } from '../modules/payment/market.js'
import { agreementOps, planOps } from './agreements.js'
import { prng } from '../sim/prng.js'
import { signTx, TestChain, type TestChainOptions } from '../support/testChain.js'

/** A packed message. */
export type Msg = { typeUrl: string; value: Uint8Array }
type Random = (below: number) => number

const ACCOUNTS = 8

/** Packs a message. */
export function msg<N extends MessageName>(name: N, value: PlainTypes[N]): Msg {
  return { typeUrl: `/${name}`, value: codec(name).encode(value) }
}

const coin = (amount: number | bigint, denom = 'uinx') => ({ denom, amount: `${amount}` })
const seconds = (height: bigint, more: number) => ({
  seconds: 1_767_225_600n + height * 5n + BigInt(more),
  nanos: 0,
})

/** What operations may look at. */
export interface World {
  readonly chain: TestChain
  readonly random: Random
  readonly channels: ChannelDescriptor[]
  readonly models: Uint8Array[]
  address(n: number): string
}

type Operation = (w: World, who: number) => Msg[]

const bytes = (random: Random, size: number): Uint8Array =>
  Uint8Array.from({ length: size }, () => random(256))

const send: Operation = (w, who) => [
  msg('cosmos.bank.v1beta1.MsgSend', {
    fromAddress: w.address(who),
    toAddress: w.address(w.random(ACCOUNTS + 3)),
    // Now and then more than anybody has.
    amount: [coin(w.random(20) === 0 ? 10n ** 15n : w.random(1_000_000))],
  }),
]

const multiSend: Operation = (w, who) => [
  msg('cosmos.bank.v1beta1.MsgMultiSend', {
    inputs: [{ address: w.address(who), coins: [coin(30)] }],
    outputs: [10, w.random(2) === 0 ? 20 : 21].map((n) => ({
      address: w.address(w.random(ACCOUNTS)),
      coins: [coin(n)],
    })),
  }),
]

const grant: Operation = (w, who) => {
  const limited = w.random(2) === 0
  const name = limited
    ? 'cosmos.bank.v1beta1.SendAuthorization'
    : 'cosmos.authz.v1beta1.GenericAuthorization'
  const value = limited
    ? codec('cosmos.bank.v1beta1.SendAuthorization').encode({
        spendLimit: [coin(w.random(500))],
        allowList: [],
      })
    : codec('cosmos.authz.v1beta1.GenericAuthorization').encode({
        msg: '/cosmos.bank.v1beta1.MsgSend',
      })
  return [
    msg('cosmos.authz.v1beta1.MsgGrant', {
      granter: w.address(who),
      grantee: w.address((who + 1) % ACCOUNTS),
      grant: {
        authorization: { type_url: `/${name}`, value },
        expiration: seconds(w.chain.height, w.random(60) - 5),
      },
    }),
  ]
}

const exec: Operation = (w, who) => {
  const granter = (who + ACCOUNTS - 1) % ACCOUNTS
  const { typeUrl, value } = send(w, granter)[0] as Msg
  return [
    msg('cosmos.authz.v1beta1.MsgExec', {
      grantee: w.address(who),
      msgs: [{ type_url: typeUrl, value }],
    }),
  ]
}

const allow: Operation = (w, who) => [
  msg('cosmos.feegrant.v1beta1.MsgGrantAllowance', {
    granter: w.address(who),
    grantee: w.address((who + 2) % ACCOUNTS),
    allowance: {
      type_url: '/cosmos.feegrant.v1beta1.BasicAllowance',
      value: codec('cosmos.feegrant.v1beta1.BasicAllowance').encode({
        spendLimit: [coin(w.random(3000))],
        expiration: w.random(2) === 0 ? null : seconds(w.chain.height, 30),
      }),
    },
  }),
]

const vest: Operation = (w, who) => [
  msg('cosmos.vesting.v1beta1.MsgCreateVestingAccount', {
    fromAddress: w.address(who),
    toAddress: w.address(100 + w.random(50)),
    amount: [coin(1 + w.random(1000))],
    endTime: seconds(w.chain.height, w.random(100)).seconds,
    delayed: w.random(2) === 0,
  }),
]

const deposit: Operation = (w, who) => [
  msg('infonex.payment.v1.MsgDeposit', {
    owner: w.address(who),
    amount: coin(w.random(100_000)),
  }),
]

const open: Operation = (w, who) => [
  msg('infonex.payment.v1.MsgOpenChannel', {
    payer: w.address(who),
    cap: coin(w.random(5000)),
    payees: [{ address: w.address((who + 3) % ACCOUNTS), bps: 10_000 }],
    signer: { algorithm: 1, key: edKey(who).key },
    retailId: 0n,
    wholesaleId: 0n,
    receiptPolicy: 1,
    minDelta: '0',
    expiryMs: seconds(w.chain.height, 40 + w.random(200)).seconds * 1000n,
    prepayAllow: '1',
    ratePerS: BigInt(w.random(50)),
    burst: BigInt(w.random(3000)),
  }),
]

/** Claims, requests and finalisations of some channel that was opened, or of none. */
const channel: Operation = (w, who) => {
  const descriptor = w.channels[w.random(w.channels.length + 1)]
  const sender = w.address(who)
  const id = descriptor === undefined ? bytes(w.random, 32) : channelId(descriptor)
  const kind = w.random(4)
  if (kind === 0)
    return [msg('infonex.payment.v1.MsgRequestClose', { payer: sender, channelId: id })]
  if (kind === 1) return [msg('infonex.payment.v1.MsgFinalizeClose', { sender, channelId: id })]
  if (descriptor === undefined) return deposit(w, who)
  const owner = Array.from({ length: ACCOUNTS }, (_, n) => n).find(
    (n) => w.address(n) === descriptor.escrowOwner,
  )
  const key = w.random(10) === 0 ? 99 : (owner ?? 0)
  if (w.random(3) === 0) {
    const words = commitWords(descriptor, id, { key, unitAmount: '50' })
    const word = words.claim(w.random(4), 1 + w.random(8))
    return [msg('infonex.payment.v1.MsgClaimPayWord', { sender, claim: word })]
  }
  const claim = signVoucher(descriptor, id, BigInt(w.random(4000)), { key })
  return [msg('infonex.payment.v1.MsgClaim', { sender, claim })]
}

/** Managers are granted, open channels for others, and are revoked. */
const manage: Operation = (w, who) => {
  const other = w.address((who + 1) % ACCOUNTS)
  const kind = w.random(5)
  if (kind === 0)
    return [
      msg('infonex.payment.v1.MsgRevokeManagerGrant', {
        ...{ payer: w.address(who), manager: other, revokeSigners: w.random(2) === 0 },
      }),
    ]
  const expiryMs = seconds(w.chain.height, 100).seconds * 1000n
  if (kind < 3)
    return [
      msg('infonex.payment.v1.MsgGrantManager', {
        ...{ payer: w.address(who), manager: other },
        limits: {
          ...{ denom: 'uinx', maxCapPerChannel: '3000', maxTotalOpen: '5000', perPeriod: '4000' },
          ...{ maxRatePerS: 40n, maxBurst: 2000n, periodMs: 60_000n, expiryMs, uses: 4 },
          ...{ allowedPayees: [], allowedAggregators: [], allowedModels: [], minReceiptPolicy: 1 },
        },
      }),
    ]
  return [
    msg('infonex.payment.v1.MsgOpenChannelByGrant', {
      ...{ payer: w.address((who + ACCOUNTS - 1) % ACCOUNTS), manager: w.address(who) },
      ...{ cap: coin(w.random(4000)), payees: [{ address: other, bps: 10_000 }] },
      signer: { algorithm: 1, key: edKey(who).key },
      ...{ retailId: 0n, wholesaleId: 0n, receiptPolicy: 1, minDelta: '0', prepayAllow: '1' },
      ...{ expiryMs, ratePerS: BigInt(w.random(50)), burst: BigInt(w.random(2500)) },
    }),
  ]
}

const withdraw: Operation = (w, who) => [
  w.random(2) === 0
    ? msg('infonex.payment.v1.MsgWithdrawCredit', { owner: w.address(who), denom: 'uinx' })
    : msg('infonex.payment.v1.MsgWithdrawFree', {
        owner: w.address(who),
        amount: coin(w.random(2000)),
      }),
]

const register: Operation = (w, who) => {
  const graphRoot = bytes(w.random, 32)
  const weightRoots = [bytes(w.random, 32)]
  w.models.push(modelId({ graphRoot, weightRoots, mode: 1, profile: 1, version: 1 }))
  return [
    msg('infonex.model.v1.MsgRegisterModel', {
      owner: w.address(who),
      label: `model ${w.models.length}`,
      fileHash: bytes(w.random, 32),
      fileBytes: 1000n,
      graphRoot,
      graphBytes: 2000,
      weightRoots,
      mode: 1,
      profile: 1,
      canonicalVersion: 1,
      inputs: [{ name: 'x', dtype: 1, shape: [1n, 4n] }],
      outputs: [{ name: 'y', dtype: 1, shape: [1n, 2n] }],
      operators: [{ op: 'Relu', count: 1 }],
      licence: 'Apache-2.0',
      licenceHash: new Uint8Array(),
      locations: [],
    }),
  ]
}

const postGraph: Operation = (w, who) => [
  msg('infonex.model.v1.MsgPostGraph', {
    owner: w.address(who),
    modelId: w.models[w.random(w.models.length + 1)] ?? bytes(w.random, 32),
    index: w.random(2),
    data: bytes(w.random, 1024),
  }),
]

const subscribe: Operation = (w, who) => [
  msg('infonex.router.v1.MsgSubscribeServer', {
    operator: w.address(who),
    endpoint: 'http://127.0.0.1:8000',
    transport: 3,
    transportKey: new Uint8Array(),
    receiptKey: { algorithm: 1, key: edKey(who).key },
    region: 'eu-west',
    priceDenom: 'uinx',
    offers: w.models.slice(0, 1).map((id) => ({ modelId: id, slots: 2, price: '10' })),
  }),
]

const announce: Operation = (w, who) => [
  msg('infonex.gov.v1.MsgAnnounceParams', {
    authority: w.address(who),
    message: { type_url: '/infonex.payment.v1.MsgUpdateParams', value: new Uint8Array() },
    reason: 'random',
  }),
]

const bondOps: Operation = (w, who) => {
  const owner = w.address(who)
  const kind = w.random(4)
  if (kind < 2) return [msg('infonex.sla.v1.MsgBond', { owner, amount: coin(w.random(6_000_000)) })]
  if (kind === 2)
    return [msg('infonex.sla.v1.MsgUnbond', { owner, amount: coin(w.random(900_000)) })]
  const managerKey = { algorithm: 1, key: edKey(who).key }
  const terms = { address: owner, label: 'north', managerUrl: '', managerKey }
  return [msg('infonex.sla.v1.MsgRegisterAggregator', terms)]
}

const memberOps: Operation = (w, who) => {
  const supplier = w.address(who)
  const aggregator = w.address(w.random(ACCOUNTS))
  const kind = w.random(4)
  if (kind < 2) return [msg('infonex.sla.v1.MsgJoinAggregator', { supplier, aggregator })]
  const back = { supplier: aggregator, aggregator: supplier }
  if (kind === 2) return [msg('infonex.sla.v1.MsgAcceptMember', back)]
  return [msg('infonex.sla.v1.MsgLeaveAggregator', { sender: supplier, supplier, aggregator })]
}

const OPERATIONS: readonly Operation[] = [
  ...[send, send, send, send, multiSend, grant, exec, allow, vest, deposit, deposit, open, open],
  ...[
    channel,
    channel,
    channel,
    manage,
    manage,
    withdraw,
    register,
    postGraph,
    subscribe,
    announce,
  ],
  ...[bondOps, bondOps, memberOps, planOps, agreementOps, agreementOps],
]

export interface ScenarioOptions {
  readonly seed: number
  readonly blocks: number
  readonly txsPerBlock?: number
  readonly verifier?: AheadVerifier
  /** Makes a new application on the same store and log before these heights. */
  readonly restartBefore?: ReadonlySet<number>
  /** Runs CheckTx of everything before its block, so that caches are warm. */
  readonly warm?: boolean
  readonly chainOptions?: TestChainOptions
  /** Told after each block. */
  readonly onBlock?: (chain: TestChain, response: FinalizeBlockResponse) => void
}

export interface ScenarioResult {
  readonly appHashes: readonly string[]
  /** SHA-256 over every app hash, code, codespace, data, gas, log and event. */
  readonly digest: string
  /** How often each code was met, by codespace. */
  readonly codes: ReadonlyMap<string, number>
  readonly chain: TestChain
}

function digestOf(hash: ReturnType<typeof createHash>, response: FinalizeBlockResponse): void {
  hash.update(response.appHash)
  const shown = [...response.txResults, { events: response.events }].map((r) =>
    JSON.stringify(r, (_key, value: unknown) =>
      typeof value === 'bigint'
        ? value.toString()
        : value instanceof Uint8Array
          ? toHex(value)
          : value,
    ),
  )
  hash.update(shown.join('\n'))
}

/** One transaction of the coming block: sound, or damaged in one of some ways. */
function makeTx(w: World, ahead: number[]): Uint8Array {
  const who = w.random(ACCOUNTS)
  const many = w.random(8) === 0 ? 2 : 1
  const msgs = Array.from({ length: many }, () =>
    (OPERATIONS[w.random(OPERATIONS.length)] as Operation)(w, who),
  ).flat()
  const signer = w.chain.signer(who, BigInt(ahead[who] ?? 0))
  const wrong = w.random(15)
  ahead[who] = (ahead[who] ?? 0) + (wrong > 2 ? 1 : 0)
  const plan = {
    msgs,
    signers: [wrong === 0 ? { ...signer, sequence: signer.sequence + 7n } : signer],
    fee: BigInt(w.random(900)),
    gas: wrong === 3 ? 60_000n : 400_000n,
    mode: w.random(4) === 0 ? 127 : 1,
    memo: wrong === 1 ? 'm'.repeat(257) : '',
    ...(w.random(12) === 0 ? { granter: w.address((who + ACCOUNTS - 2) % ACCOUNTS) } : {}),
  }
  const tx = signTx(plan, w.chain.parts)
  if (wrong === 2) tx[w.random(tx.length)] = w.random(256)
  return tx
}

/** Descriptors of channels that a block opened. */
function opened(response: FinalizeBlockResponse): ChannelDescriptor[] {
  const decode = codec('infonex.payment.v1.ChannelDescriptor')
  return response.txResults
    .filter((r) => r.code === 0)
    .flatMap((r) => r.events)
    .filter((e) => e.type.endsWith('EventChannelOpened'))
    .flatMap((e) => e.attributes)
    .filter((a) => a.key === 'descriptor')
    .map((a) => decode.decode(Buffer.from(a.value, 'base64')))
}

export function runScenario(options: ScenarioOptions): ScenarioResult {
  const next = prng(options.seed)
  const random: Random = (below) => Math.floor(next() * below)
  const base: TestChainOptions = {
    accounts: ACCOUNTS,
    verifier: options.verifier ?? new Verifier({ workers: 0 }),
    ...options.chainOptions,
  }
  let chain = new TestChain(base)
  const hash = createHash('sha256')
  const appHashes: string[] = []
  const codes = new Map<string, number>()
  const channels: ChannelDescriptor[] = []
  const models: Uint8Array[] = []
  const strangers = new TestChain({ accounts: 200 }).keys
  for (let block = 1; block <= options.blocks; block++) {
    if (block > 1 && options.restartBefore?.has(block) === true)
      chain = new TestChain({ ...base, from: chain })
    const world: World = {
      chain,
      random,
      channels,
      models,
      address: (n) => (strangers[n] as (typeof strangers)[number]).text,
    }
    const ahead: number[] = []
    const txs =
      block === 1
        ? []
        : Array.from({ length: random(options.txsPerBlock ?? 8) }, () => makeTx(world, ahead))
    if (options.warm === true) for (const tx of txs) chain.check(tx)
    chain.app.ahead(txs)
    const response = chain.block(txs)
    for (const { codespace, code } of response.txResults) {
      const key = `${codespace} ${code}`
      codes.set(key, (codes.get(key) ?? 0) + 1)
    }
    channels.push(...opened(response))
    digestOf(hash, response)
    appHashes.push(toHex(response.appHash))
    options.onBlock?.(chain, response)
  }
  return { appHashes, digest: hash.digest('hex'), codes, chain }
}

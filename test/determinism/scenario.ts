/**
 * A seeded random life of the whole chain: valid, failing and malformed transactions of every module. What it
 * gives depends on the seed alone; app hashes are compared over Node versions, workers, caches and restarts.
 */
import { flatOffer } from '../../modules/router/state.js'
import { createHash } from 'node:crypto'
import { codec, type MessageName } from '../../chain/codec/proto.js'
import { modelId } from '../../chain/codec/merkle.js'
import { toHex } from '../../chain/types/bytes.js'
import type { FinalizeBlockResponse } from '../../chain/types/abci.js'
import type { AheadVerifier } from '../../chain/types/verifier.js'
import { Verifier } from '../../node/crypto/verifier.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import type { ChannelDescriptor } from '../../modules/payment/state.js'
import { edKey } from '../modules/payment/market.js'
import { agreementOps, planOps } from './agreements.js'
import { channel, deposit, manage, open, withdraw } from './payments.js'
import { prng } from '../sim/prng.js'
import { signTx, TestChain, type TestChainOptions } from '../support/testChain.js'

/** A packed message. */
export type Msg = { typeUrl: string; value: Uint8Array }
type Random = (below: number) => number

/** Accounts with coins; further ones have none. */
export const ACCOUNTS = 8

/** Packs a message. */
export function msg<N extends MessageName>(name: N, value: PlainTypes[N]): Msg {
  return { typeUrl: `/${name}`, value: codec(name).encode(value) }
}

/** Wire coins. */
export const coin = (amount: number | bigint, denom = 'uinx') => ({ denom, amount: `${amount}` })
/** So many seconds after a block. */
export const seconds = (height: bigint, more: number) => ({
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

/** Messages of one account. */
export type Operation = (w: World, who: number) => Msg[]

/** Random bytes. */
export const bytes = (random: Random, size: number): Uint8Array =>
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
    offers: w.models.slice(0, 1).map((id) => flatOffer(id, 2, '10')),
    aggregators: [],
    hardware: null,
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

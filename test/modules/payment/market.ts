/** A payer, payees and a signer over real auth, bank and payment modules. */
import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import secp256k1 from 'secp256k1/bindings.js'
import { codec } from '../../../chain/codec/proto.js'
import { hash160, sha256 } from '../../../chain/codec/hash.js'
import { toHex } from '../../../chain/types/bytes.js'
import type { Context } from '../../../chain/types/context.js'
import { AuthKeeper } from '../../../modules/auth/keeper.js'
import { authModule } from '../../../modules/auth/module.js'
import { BankKeeper } from '../../../modules/bank/keeper.js'
import { bankModule } from '../../../modules/bank/module.js'
import type { DemandState } from '../../../modules/payment/expectedKeepers.js'
import { PaymentKeeper } from '../../../modules/payment/keeper.js'
import { paymentModule } from '../../../modules/payment/module.js'
import type { ChannelDescriptor } from '../../../modules/payment/state.js'
import {
  type PayWordClaim,
  type PayWordCommit,
  payWordId,
} from '../../../modules/payment/payword.js'
import type { SignedVoucher } from '../../../modules/payment/voucher.js'
import { Verifier } from '../../../node/crypto/verifier.js'
import {
  payWordSeed,
  payWordSignBytes,
  WordChains,
  type WordShape,
} from '../../../proto/payment/payword.js'
import { adr036Bytes, voucherSignBytes } from '../../../proto/payment/voucher.js'
import { address, addresses, memoryContext } from '../../support/memoryContext.js'
import { StandInSla } from './standInSla.js'
import { fund, handlerOf, refusalOf, wire } from '../setup.js'
import { run } from '../../support/memoryContext.js'

const verifier = new Verifier({ workers: 0 })
const voucherCodec = codec('infonex.payment.v1.Voucher')
const commitCodec = codec('infonex.payment.v1.PayWordCommit')
export const PAYER = 1
export const SUPPLIER = 2
export const AGGREGATOR = 3
export const MANAGER = 20
export const DAY_MS = 86_400_000n

/** An ed25519 key that depends on its number alone. */
export function edKey(n: number): { key: Uint8Array; secret: KeyObject } {
  const prefix = Buffer.from('302e020100300506032b657004220420', 'hex')
  const der = Buffer.concat([prefix, sha256(Buffer.from(`ed ${n}`))])
  const secret = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(secret).export({ format: 'der', type: 'spki' })
  return { key: spki.subarray(spki.length - 32), secret }
}

export const SECP_SECRET = sha256(Buffer.from('voucher key'))
export const SECP_KEY = secp256k1.publicKeyCreate(SECP_SECRET, true)

export function market() {
  const modules = { fee_collector: [], gov: [], payment: [] }
  const auth = new AuthKeeper({ addresses, modules, authority: 'gov' })
  const bank = new BankKeeper({ addresses, accounts: auth })
  const authority = addresses.toText(auth.moduleAddress('gov'))
  const account = auth.moduleAddress('payment')
  const sla = new StandInSla(() => bank)
  const stoodBy = new Set<string>()
  const demands = new Map<string, DemandState>()
  const keeper = new PaymentKeeper({
    addresses,
    bank,
    sla,
    demands: {
      demandOf: (_ctx, id, sequence, digest) =>
        demands.get(toHex(digest)) ?? demands.get(`${toHex(id)} ${sequence}`),
      standBy: (_ctx, { id }) => void stoodBy.add(toHex(id)),
    },
    verifier,
    account,
    authority: () => authority,
  })
  const payment = paymentModule(keeper)
  const all = [authModule(auth), bankModule(bank), payment]
  const ctx = memoryContext()
  for (const module of all) module.initGenesis(ctx, module.defaultGenesis())
  fund({ auth, bank }, ctx, PAYER, '500ubtc,1000000uinx')
  const url = (name: string): string => `/infonex.payment.v1.${name}`
  return {
    auth,
    bank,
    sla,
    /** By digest of the request in hex; else by channel in hex and sequence. */
    demands,
    /** Ids of receipts, in hex. */
    stoodBy,
    keeper,
    modules: all,
    payment,
    ctx,
    authority,
    /** A manager whose key signs vouchers as well. */
    managerKey: SECP_KEY,
    managerAddress: addresses.toText(hash160(SECP_KEY)),
    /** Runs a message; throws its refusal. */
    run: <R>(at: Context, name: string, msg: unknown): R =>
      run(handlerOf(all, url(name)), at, msg) as R,
    /** 'payment 13: text' or undefined. */
    refusal: (at: Context, name: string, msg: unknown) => refusalOf(all, at, url(name), msg),
  }
}

/** A good MsgOpenChannel: 70 % to the supplier, 30 % to the aggregator, all vested at once. */
export function openMsg(ctx: Context, change: object = {}) {
  const payees = [
    { address: address(SUPPLIER), bps: 7000 },
    { address: address(AGGREGATOR), bps: 3000 },
  ].sort((a, b) => Buffer.compare(addresses.toBytes(a.address), addresses.toBytes(b.address)))
  return {
    payer: address(PAYER),
    cap: wire('10000uinx')[0],
    payees,
    signer: { algorithm: 1, key: edKey(1).key },
    retailId: 0n,
    wholesaleId: 0n,
    receiptPolicy: 1,
    minDelta: '0',
    expiryMs: ctx.timeMs + DAY_MS,
    prepayAllow: '100',
    ratePerS: 0n,
    burst: 10_000n,
    ...change,
  }
}

/** Good limits: ten channels of 1,000 uinx in an hour. */
export function limitsMsg(ctx: Context, change: object = {}) {
  return {
    ...{ denom: 'uinx', maxCapPerChannel: '1000', maxTotalOpen: '10000', perPeriod: '10000' },
    ...{ maxRatePerS: 1000n, maxBurst: 1000n, periodMs: 3_600_000n, uses: 100 },
    ...{ allowedPayees: [], allowedAggregators: [], allowedModels: [], minReceiptPolicy: 1 },
    expiryMs: ctx.timeMs + 30n * DAY_MS,
    ...change,
  }
}

export function signVoucher(
  descriptor: ChannelDescriptor,
  channelId: Uint8Array,
  cumulative: bigint | string,
  change: {
    chainId?: string
    key?: number
    secp?: 'raw' | 'adr036'
    validUntilMs?: bigint
    receiptHead?: Uint8Array
  } = {},
): SignedVoucher {
  const voucher = {
    channelId,
    cumulative: cumulative.toString(),
    receiptHead: change.receiptHead ?? new Uint8Array(),
    validUntilMs: change.validUntilMs ?? 0n,
  }
  const message = voucherSignBytes(
    change.chainId ?? descriptor.chainId,
    voucherCodec.encode(voucher),
  )
  return { voucher, descriptor, ...signBytes(message, change), checkpoint: null }
}

/** A signature over `message` as the channel's signer makes it. */
function signBytes(
  message: Uint8Array,
  change: { key?: number; secp?: 'raw' | 'adr036' },
): { signature: Uint8Array; form: number } {
  if (change.secp === undefined)
    return { signature: sign(null, message, edKey(change.key ?? 1).secret), form: 0 }
  const adr = change.secp === 'adr036'
  const signer = addresses.toText(hash160(SECP_KEY))
  const bytes = adr ? adr036Bytes(signer, Buffer.from(message).toString('base64')) : message
  const { signature } = secp256k1.ecdsaSign(sha256(bytes), SECP_SECRET)
  return { signature, form: adr ? 1 : 0 }
}

/** A signed commit and the claims that its words are. */
export function commitWords(
  descriptor: ChannelDescriptor,
  channelId: Uint8Array,
  change: Partial<PayWordCommit> & {
    chainId?: string
    key?: number
    secp?: 'raw' | 'adr036'
  } = {},
): {
  readonly shape: WordShape
  readonly chains: WordChains
  readonly claim: (block: number, index: number) => PayWordClaim
} {
  const { chainId = descriptor.chainId, key, secp, ...terms } = change
  const open = {
    ...{ channelId, epoch: 0n, baseCumulative: '0', unitAmount: '10', log2Blocks: 2, log2Len: 3 },
    ...{ root: new Uint8Array(), notAfterMs: 0n },
    ...terms,
  }
  const { log2Blocks, log2Len } = open
  const shape = { id: payWordId(chainId, open), log2Blocks, log2Len }
  const seed = payWordSeed(sha256, new Uint8Array(32).fill(5), channelId, open.epoch)
  const chains = new WordChains(sha256, seed, shape)
  const commit = { ...open, root: chains.root }
  const message = payWordSignBytes(chainId, commitCodec.encode(commit))
  const how = { ...(key === undefined ? {} : { key }), ...(secp === undefined ? {} : { secp }) }
  const signed = { commit, descriptor, ...signBytes(message, how) }
  return {
    shape,
    chains,
    claim: (block, index) => ({
      commit: signed,
      checkpoint: null,
      reveal: {
        commitId: shape.id,
        block,
        index,
        word: chains.word(block, index),
        proof: chains.proof(block),
      },
    }),
  }
}

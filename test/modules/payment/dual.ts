/** A channel under two agreements, and what its parties sign. */
import { sign } from 'node:crypto'
import { sha256 } from '../../../chain/codec/hash.js'
import type { Context } from '../../../chain/types/context.js'
import type { Agreement } from '../../../modules/payment/expectedKeepers.js'
import type { Checkpoint } from '../../../modules/payment/instrument.js'
import type { ChannelDescriptor } from '../../../modules/payment/state.js'
import type { SignedVoucher } from '../../../modules/payment/voucher.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import {
  type Counter,
  measurementBytes,
  type Receipt,
  receiptBytes,
} from '../../../proto/inference/objects.js'
import { address } from '../../support/memoryContext.js'
import { wire } from '../setup.js'
import { AGGREGATOR, edKey, market, openMsg, PAYER, signVoucher, SUPPLIER } from './market.js'
import { compiledPlan, type PlanPrices } from './standInSla.js'

/** Numbers of the keys: the manager signs vouchers, both metering keys measurements. */
export const MANAGER_KEY = 1
export const CLIENT_KEY = 2
export const SUPPLIER_KEY = 3
export const RETAIL_ID = 1n
export const WHOLESALE_ID = 2n
export const MODEL = new Uint8Array(32).fill(7)

const ed = (n: number) => ({ algorithm: 1, key: edKey(n).key })

function agreement(id: bigint, change: Partial<Agreement>): Agreement {
  return {
    ...{ id, kind: Number(id), provider: '', customer: '', plan: null, status: 2 },
    ...{ providerKey: null, customerKey: null, manager: null, models: [], fromMs: 0n },
    ...{ untilMs: 0n, noticeMs: 0n, feeBps: 0, holdbackBps: 0, effectiveMs: 0n, actor: '' },
    ...{ height: 1n, maxPrepay: '1000000' },
    ...change,
  }
}

/** What the two agreements say. */
export interface DualTerms {
  readonly retail: PlanPrices
  readonly wholesale: PlanPrices
  readonly feeBps?: number
  readonly holdbackBps?: number
  /** The supplier's bond, in uinx. */
  readonly bond?: bigint
  readonly retailChange?: Partial<Agreement>
  readonly wholesaleChange?: Partial<Agreement>
}

/** A market in which PAYER has a retail and SUPPLIER a wholesale agreement with AGGREGATOR. */
export function dualMarket(terms: DualTerms) {
  const m = market()
  const { feeBps = 0, holdbackBps = 0 } = terms
  m.sla.agreements.set(RETAIL_ID, {
    ir: compiledPlan(terms.retail),
    agreement: agreement(RETAIL_ID, {
      ...{ provider: address(AGGREGATOR), customer: address(PAYER) },
      ...{ providerKey: ed(9), customerKey: ed(CLIENT_KEY), feeBps },
      ...terms.retailChange,
    }),
  })
  m.sla.agreements.set(WHOLESALE_ID, {
    ir: compiledPlan(terms.wholesale),
    agreement: agreement(WHOLESALE_ID, {
      ...{ provider: address(SUPPLIER), customer: address(AGGREGATOR) },
      ...{ providerKey: ed(SUPPLIER_KEY), customerKey: ed(9), holdbackBps },
      ...terms.wholesaleChange,
    }),
  })
  m.sla.bonds.set(Buffer.from(m.keeper.addresses.toBytes(address(SUPPLIER))).toString('hex'), {
    amount: terms.bond ?? 0n,
    locked: 0n,
  })
  m.run(m.ctx, 'MsgDeposit', { owner: address(PAYER), amount: wire('900000uinx')[0] })
  return m
}

/** A good MsgOpenChannel under the two agreements. */
export function openDual(ctx: Context, change: object = {}) {
  return openMsg(ctx, {
    ...{ retailId: RETAIL_ID, wholesaleId: WHOLESALE_ID, receiptPolicy: 3 },
    ...{ payees: [{ address: address(SUPPLIER), bps: 10_000 }], signer: ed(MANAGER_KEY) },
    ...{ cap: wire('100000uinx')[0], burst: 100_000n },
    ...change,
  })
}

/** Totals after some requests of some bytes each. */
export function countersOf(requests: bigint, inputBytes = 0n): Counter[] {
  const of = (metric: string, total: bigint) => ({ modelId: MODEL, verb: 'infer', metric, total })
  return [of('input_bytes', inputBytes), of('requests', requests)]
}

/** What may be other than in a good checkpoint. */
export interface CheckpointChange {
  readonly receipt?: Partial<Receipt>
  readonly measurement?: Partial<PlainTypes['infonex.inference.v1.Measurement']>
  readonly acknowledged?: readonly Counter[]
  readonly clientKey?: number
  readonly supplierKey?: number
}

/** A receipt over these totals, and the client's word on it. */
export function checkpointOf(
  { id, descriptor }: { readonly id: Uint8Array; readonly descriptor: ChannelDescriptor },
  at: { readonly sequence: bigint; readonly counters: readonly Counter[]; readonly endMs: bigint },
  change: CheckpointChange = {},
): Checkpoint {
  const { sequence, counters, endMs } = at
  const { chainId, startMs } = descriptor
  const meter = { startMs, tMs: endMs, bindings: [] }
  const digest = new Uint8Array(32).fill(1)
  const receipt: Receipt = {
    ...{ chainId, channelId: id, sequence, requestDigest: digest, modelId: MODEL },
    ...{ inputDigest: digest, outputDigest: digest, counters: [...counters], price: '0' },
    ...{ cumulative: '0', startMs: endMs, endMs, runtime: digest, status: 1 },
    ...{ previous: new Uint8Array(0), retailMeter: meter, wholesaleMeter: meter },
    ...change.receipt,
  }
  const covered = receiptBytes(receipt)
  const measurement = {
    ...{ chainId, channelId: id },
    acknowledgement: {
      sequence: receipt.sequence,
      counters: [...(change.acknowledged ?? receipt.counters)],
      receiptHead: sha256(covered),
    },
    ...change.measurement,
  }
  const by = (n: number, bytes: Uint8Array) => new Uint8Array(sign(null, bytes, edKey(n).secret))
  return {
    receipt: { receipt, signature: by(change.supplierKey ?? SUPPLIER_KEY, covered) },
    request: null,
    measurement: {
      measurement,
      signature: by(change.clientKey ?? CLIENT_KEY, measurementBytes(measurement)),
    },
  }
}

/** The manager's voucher, with what was measured. */
export function voucherWith(
  { id, descriptor }: { readonly id: Uint8Array; readonly descriptor: ChannelDescriptor },
  cumulative: bigint,
  checkpoint: Checkpoint | null,
  key = MANAGER_KEY,
): SignedVoucher {
  return { ...signVoucher(descriptor, id, cumulative, { key }), checkpoint }
}

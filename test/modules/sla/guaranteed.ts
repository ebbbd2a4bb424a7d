/** A contract with guarantees, and reports that both sides sign. */
import { sign } from 'node:crypto'
import { codec } from '../../../chain/codec/proto.js'
import type { QueryContext } from '../../../chain/types/context.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { guaranteeSignBytes } from '../../../proto/sla/guarantee.js'
import { address, addressBytes } from '../../support/memoryContext.js'
import { edKey } from '../payment/market.js'
import {
  AGGREGATOR,
  agreedChain,
  CLIENT,
  refTo,
  registerPlan,
  retailMsg,
  SUPPLIER,
  wholesaleMsg,
} from './agreed.js'
import { uinx } from './bonds.js'
import { bytesOf, type Json, METRICS, MODEL_A, period, withPlans } from './documents.js'

const reportCodec = codec('infonex.sla.v1.GuaranteeReport')
type Report = PlainTypes['infonex.sla.v1.GuaranteeReport']
export type WindowId = PlainTypes['infonex.sla.v1.GuaranteeWindowId']
export type GuaranteeWindow = PlainTypes['infonex.sla.v1.GuaranteeWindow']

export const CLIENT_KEY = 13
export const SUPPLIER_KEY = 12
export const DAY_MS = 86_400_000n
/** Whose account the tests' holdback lies in. */
export const POT = 6

/** At least 90 % of answers within 500 ms, by day. */
const latency = (change: object = {}): Json => ({
  path: 'global',
  method: 'global',
  metric: 'e2e_ms',
  op: '<=',
  value: '500',
  period: period('day'),
  quantileBps: '9000',
  credits: [{ creditBps: '1000' }, { below: '5000', creditBps: '10000' }],
  ...change,
})

const document = (each: string, guarantees: Json): Uint8Array =>
  bytesOf(
    withPlans(
      {
        P: {
          pricing: { cost: '0', currency: 'USD' },
          quotas: {
            [MODEL_A]: {
              post: { requests: [{ max: 'unlimited', operation: { volume: '1', cost: each } }] },
            },
          },
          guarantees,
        },
      },
      { metrics: METRICS },
    ),
  )

/** Four promises to the client; of the supplier the first, with smaller credits. */
export const RETAIL = document('0.00002', [
  latency(),
  latency({ path: MODEL_A, method: 'post', value: '900', window: 'dynamic' }),
  latency({ path: MODEL_A, method: 'post', value: '2000' }),
  latency({ path: MODEL_A, method: 'post', value: '3000', period: period('hour') }),
])
export const wholesaleOf = (creditBps: string): Uint8Array =>
  document('0.00001', [latency({ credits: [{ creditBps }] })])

const NO_MS = new Uint8Array()

/** A retail and a wholesale agreement with guarantees, bonds on both sides, and a pot of held income. */
export function guaranteedChain(pot = 0n, creditBps = '500') {
  let held = pot
  const s = agreedChain((bank) => ({
    pay(ctx, _wholesaleId, client, { denom, amount }) {
      const paid = amount < held ? amount : held
      held -= paid
      if (paid > 0n) bank.sendCoins(ctx, addressBytes(POT), client, [{ denom, amount: paid }])
      return paid
    },
  }))
  s.run(s.ctx, 'MsgBond', { owner: address(SUPPLIER), amount: uinx(1000) })
  const retail = registerPlan(s, AGGREGATOR, RETAIL)
  const wholesale = registerPlan(s, SUPPLIER, wholesaleOf(creditBps))
  const retailId = s.propose(s.ctx, retailMsg(retail))
  s.accept(s.ctx, retailId, CLIENT, CLIENT_KEY)
  const wholesaleId = s.propose(s.ctx, wholesaleMsg(wholesale))
  s.accept(s.ctx, wholesaleId, AGGREGATOR, 14)
  const ir = s.keeper.plans.mustRefer(s.ctx, refTo(retail)).ir
  /** Index in the compiled plan of the guarantee with a value. */
  const indexOf = (value: bigint): number =>
    ir.plans[0]?.guarantees.findIndex((g) => g.value?.whole === value) ?? -1
  const id = (change: object = {}): WindowId => ({
    retailId,
    wholesaleId,
    guarantee: indexOf(500n),
    startMs: s.ctx.timeMs,
    ...change,
  })
  return { ...s, retailId, wholesaleId, id, indexOf, held: () => held }
}

export type GuaranteedChain = ReturnType<typeof guaranteedChain>

/** A report of a channel: `over` of `total` answers were late, for a wholesale value. */
export function signedReport(
  ctx: Pick<QueryContext, 'block'>,
  window: WindowId,
  channel: number,
  [total, over, value]: readonly [number, number, bigint],
  change: { keys?: readonly [number, number]; report?: Partial<Report> } = {},
) {
  const report: Report = {
    chainId: ctx.block.chainId,
    channelId: new Uint8Array(32).fill(channel),
    retailId: window.retailId,
    wholesaleId: window.wholesaleId,
    guarantee: window.guarantee,
    windowStartMs: window.startMs,
    counters: { total: BigInt(total), over: BigInt(over), sum: BigInt(total * 400) },
    value: value.toString(),
    ...change.report,
  }
  const message = guaranteeSignBytes(ctx.block.chainId, reportCodec.encode(report))
  const [supplier, client] = change.keys ?? [SUPPLIER_KEY, CLIENT_KEY]
  const by = (n: number): Uint8Array =>
    n === 0 ? NO_MS : new Uint8Array(sign(null, message, edKey(n).secret))
  return { report, supplierSignature: by(supplier), clientSignature: by(client) }
}

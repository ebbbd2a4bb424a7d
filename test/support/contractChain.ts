/** The whole application with an aggregator, a supplier and a client under agreements, set up by transactions. */
import { codec } from '../../chain/codec/proto.js'
import { sha256 } from '../../chain/codec/hash.js'
import type { ChannelDescriptor } from '../../modules/payment/state.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { edKey } from '../modules/payment/market.js'
import { CLIENT_KEY, SUPPLIER_KEY } from '../modules/payment/dual.js'
import { planDocument, type PlanPrices } from '../modules/payment/standInSla.js'
import { signTx, TestChain, type TestKey } from './testChain.js'

type Name = keyof PlainTypes
type Event = ReturnType<TestChain['block']>['txResults'][number]['events'][number]

/** Numbers of the keys in genesis. */
export const CLIENT = 0
export const SUPPLIER = 1
export const AGGREGATOR = 2
export const OTHERS = 3

const SLA = 'infonex.sla.v1'
const PAYMENT = 'infonex.payment.v1'

/** A message as a transaction carries it. */
export function anyMsg<N extends Name>(
  name: N,
  value: PlainTypes[N],
): { typeUrl: string; value: Uint8Array } {
  return { typeUrl: `/${name}`, value: codec(name).encode(value) }
}

/** A chain on which agreements 1 (retail) and 2 (wholesale) are in force. */
export class ContractChain {
  readonly chain: TestChain
  readonly retailId: bigint
  readonly wholesaleId: bigint

  constructor(
    prices: { retail: PlanPrices; wholesale: PlanPrices },
    accounts = OTHERS + 1,
    appState: Readonly<Record<string, unknown>> = {},
  ) {
    this.chain = new TestChain({ accounts, appState })
    this.chain.block()
    const { retail, wholesale } = prices
    const bond = (owner: string) =>
      anyMsg(`${SLA}.MsgBond`, { owner, amount: { denom: 'uinx', amount: '100000000' } })
    const [client, supplier, aggregator] = [CLIENT, SUPPLIER, AGGREGATOR].map((n) => this.text(n))
    if (client === undefined || supplier === undefined || aggregator === undefined)
      throw new Error()
    this.must(AGGREGATOR, [
      bond(aggregator),
      anyMsg(`${SLA}.MsgRegisterAggregator`, {
        ...{ address: aggregator, label: 'aggregator', managerUrl: '', managerKey: null },
      }),
      anyMsg(`${SLA}.MsgRegisterPlan`, { owner: aggregator, document: planDocument(retail) }),
    ])
    this.must(SUPPLIER, [
      bond(supplier),
      anyMsg(`${SLA}.MsgJoinAggregator`, { supplier, aggregator }),
      anyMsg(`${SLA}.MsgRegisterPlan`, { owner: supplier, document: planDocument(wholesale) }),
    ])
    this.must(AGGREGATOR, [anyMsg(`${SLA}.MsgAcceptMember`, { aggregator, supplier })])
    const terms = { models: [], fromMs: 0n, untilMs: 0n, noticeMs: 3_600_000n }
    const rest = { ...terms, manager: null, holdbackBps: 1000, maxPrepay: '1000000' }
    const ref = (planId: bigint, p: PlanPrices) => ({
      ...{ planId, version: 1, name: 'standard', canonSha256: sha256(planDocument(p)) },
    })
    const ed = (n: number) => ({ algorithm: 1, key: edKey(n).key })
    const accept = (sender: string, agreementId: bigint, n: number) =>
      anyMsg(`${SLA}.MsgAcceptAgreement`, { sender, agreementId, key: ed(n), manager: null })
    this.wholesaleId = 1n
    this.retailId = 2n
    this.must(SUPPLIER, [
      anyMsg(`${SLA}.MsgProposeAgreement`, {
        ...{ sender: supplier, kind: 2, provider: supplier, customer: aggregator, ...rest },
        ...{ plan: ref(2n, wholesale), key: ed(SUPPLIER_KEY) },
      }),
    ])
    this.must(AGGREGATOR, [accept(aggregator, this.wholesaleId, 901)])
    this.must(CLIENT, [
      anyMsg(`${SLA}.MsgProposeAgreement`, {
        ...{ sender: client, kind: 1, provider: aggregator, customer: client, ...rest },
        ...{ plan: ref(1n, retail), key: ed(CLIENT_KEY) },
      }),
    ])
    this.must(AGGREGATOR, [accept(aggregator, this.retailId, 902)])
    const amount = { denom: 'uinx', amount: '900000000' }
    this.must(CLIENT, [anyMsg(`${PAYMENT}.MsgDeposit`, { owner: client, amount })])
  }

  /** Address of a key. */
  text(n: number): string {
    return (this.chain.keys[n] as TestKey).text
  }

  /** One block with one transaction, which must succeed; its events. */
  must(who: number, msgs: readonly { typeUrl: string; value: Uint8Array }[]): readonly Event[] {
    const { chain } = this
    const tx = signTx({ msgs, signers: [chain.signer(who)], gas: 1_000_000_000n }, chain.parts)
    const [result] = chain.block([tx]).txResults
    if (result?.code !== 0) throw new Error(`a message of the set-up was refused: ${result?.log}`)
    return result.events
  }

  /** Channels of the client to the supplier, the n-th with a signer of its own. */
  open(count: number, from = 0): ChannelDescriptor[] {
    const out: ChannelDescriptor[] = []
    for (let at = 0; at < count; at += 100) {
      const msgs = Array.from({ length: Math.min(100, count - at) }, (_, i) =>
        anyMsg(`${PAYMENT}.MsgOpenChannel`, {
          ...{ payer: this.text(CLIENT), cap: { denom: 'uinx', amount: '1000000' } },
          payees: [{ address: this.text(SUPPLIER), bps: 10_000 }],
          signer: { algorithm: 1, key: edKey(1000 + from + at + i).key },
          ...{ retailId: this.retailId, wholesaleId: this.wholesaleId, receiptPolicy: 3 },
          ...{ minDelta: '0', prepayAllow: '1000', ratePerS: 0n, burst: 1_000_000n },
          expiryMs: 1_767_225_600_000n + 300n * 86_400_000n,
        }),
      )
      for (const event of this.must(CLIENT, msgs))
        if (event.type.endsWith('EventChannelOpened')) {
          const text = event.attributes.find((a) => a.key === 'descriptor')?.value ?? ''
          out.push(codec(`${PAYMENT}.ChannelDescriptor`).decode(Buffer.from(text, 'base64')))
        }
    }
    return out
  }
}

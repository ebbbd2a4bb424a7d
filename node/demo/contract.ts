/** One answer under two agreements: an aggregator between client and supplier, an SLA Manager that pays. */
import { randomBytes } from 'node:crypto'
import { toHex } from '../../chain/types/bytes.js'
import { message, responseOf } from '../../client/message.js'
import type { ChannelDescriptor } from '../../proto/inference/objects.js'
import type { Verifier } from '../crypto/verifier.js'
import { PaidClient } from '../inference/paidClient.js'
import { ed25519Signer, type Signer } from '../inference/signers.js'
import { Contracts } from '../metering/serviceContract.js'
import { compileSla } from '../sla/compileSla.js'
import { importSla } from '../sla/importSla.js'
import type { RpcChainView } from '../supplier/rpcChainView.js'
import type { Supplier } from '../supplier/server.js'
import { coin, DENOM, inx, type Party, txAt } from './market.js'
import type { DemoModel } from './pictures.js'
import type { Screen } from './screen.js'

const SLA = 'infonex.sla.v1'
const RETAIL_PRICE = 1_500n
const WHOLESALE_PRICE = 1_000n
const BOND = 10_000_000n
const CAP = 20_000n
const DUAL = 3
/** Of the supplier's part, held back for guarantees. */
const HOLDBACK_BPS = 1_000

/** Who and what takes part. */
export interface Market {
  readonly client: Party
  readonly supplier: Party
  readonly aggregator: Party
  readonly chain: RpcChainView
  readonly server: Supplier
  /** Signs the supplier's receipts. */
  readonly receipts: Signer
  readonly model: DemoModel
  readonly verifier: Verifier
  readonly manager: { readonly url: string; readonly key: Signer['key'] }
}

/** An SLA4OAI document with one price. */
function planOf(id: string, price: bigint): { bytes: Uint8Array; size: string } {
  const text = `context: { id: ${id}, version: '1.0', type: plans, provider: ${id} }
x-infonex: { settlement: { denom: ${DENOM}, unitsPerCurrencyUnit: 1 } }
metrics:
  requests: { type: integer }
plans:
  standard:
    pricing: { cost: 0, currency: INX }
    quotas:
      '/v2/models/{id}/infer':
        post:
          requests:
            - { max: unlimited, cost: { operation: { volume: 1, cost: ${price} } } }
`
  const imported = importSla(new TextEncoder().encode(text), {
    file: `${id}.yaml`,
  })
  const compiled = compileSla(imported, `${id}.yaml`)
  if (compiled.chainRefusal !== undefined) throw new Error(compiled.chainRefusal)
  return {
    bytes: imported.bytes,
    size: `SLA4OAI, ${text.length} bytes of YAML, compiled by the chain to ${compiled.encoded.length}`,
  }
}

/** Bonds, plans, membership, two agreements. */
async function agree(
  screen: Screen,
  m: Market,
  metering: Signer,
): Promise<{ retailId: bigint; wholesaleId: bigint }> {
  const { client, supplier, aggregator } = m
  const [retail, wholesale] = [planOf('retail', RETAIL_PRICE), planOf('wholesale', WHOLESALE_PRICE)]
  const bond = (owner: string) => message(`${SLA}.MsgBond`, { owner, amount: coin(BOND) })
  const both = { aggregator: aggregator.address, supplier: supplier.address }
  const sold = await aggregator.send(
    bond(aggregator.address),
    message(`${SLA}.MsgRegisterAggregator`, {
      ...{ address: aggregator.address, label: 'aggregator', managerUrl: m.manager.url },
    }),
    message(`${SLA}.MsgRegisterPlan`, { owner: aggregator.address, document: retail.bytes }),
  )
  const bought = await supplier.send(
    bond(supplier.address),
    message(`${SLA}.MsgJoinAggregator`, both),
    message(`${SLA}.MsgRegisterPlan`, { owner: supplier.address, document: wholesale.bytes }),
  )
  await aggregator.send(message(`${SLA}.MsgAcceptMember`, both))
  const terms = { noticeMs: 3_600_000n, holdbackBps: HOLDBACK_BPS, maxPrepay: `${RETAIL_PRICE}` }
  const propose = async (
    sender: Party,
    from: Awaited<ReturnType<Party['send']>>,
    sides: { kind: number; provider: string; customer: string },
    key: Signer['key'],
  ): Promise<bigint> => {
    const { plan } = responseOf(from, `${SLA}.MsgRegisterPlanResponse`, 2)
    if (plan === null) throw new Error('no plan')
    const ref = { planId: plan.id, version: 1, name: 'standard', canonSha256: plan.canonSha256 }
    const sent = await sender.send(
      message(`${SLA}.MsgProposeAgreement`, {
        ...{ sender: sender.address, plan: ref, key, ...sides, ...terms },
      }),
    )
    const { agreementId } = responseOf(sent, `${SLA}.MsgProposeAgreementResponse`)
    await aggregator.send(
      message(`${SLA}.MsgAcceptAgreement`, {
        ...{ sender: aggregator.address, agreementId },
        key: ed25519Signer(randomBytes(32)).key,
      }),
    )
    return agreementId
  }
  const wholesaleId = await propose(
    supplier,
    bought,
    { kind: 2, provider: supplier.address, customer: aggregator.address },
    m.receipts.key,
  )
  const retailId = await propose(
    client,
    sold,
    { kind: 1, provider: aggregator.address, customer: client.address },
    metering.key,
  )
  screen.step('an aggregator buys from the supplier and sells to the client', [
    ['retail plan', `${inx(RETAIL_PRICE)} an answer; ${retail.size}`],
    ['wholesale plan', `${inx(WHOLESALE_PRICE)} an answer; ${wholesale.size}`],
    ['agreements', `retail ${retailId}, wholesale ${wholesaleId}, pinned to the plans' hashes`],
    ['bonds', `${inx(BOND)} each of supplier and aggregator`],
    ['SLA Manager', `${m.manager.url}: pays what both sides have signed, within its limits`],
  ])
  return { retailId, wholesaleId }
}

async function openUnder(
  screen: Screen,
  { client, supplier, manager }: Market,
  agreements: { retailId: bigint; wholesaleId: bigint },
): Promise<{ channelId: Uint8Array; descriptor: ChannelDescriptor }> {
  const { header } = await client.client.getBlock()
  const result = await client.send(
    message('infonex.payment.v1.MsgDeposit', { owner: client.address, amount: coin(CAP) }),
    message('infonex.payment.v1.MsgOpenChannel', {
      ...{ payer: client.address, cap: coin(CAP), signer: manager.key, receiptPolicy: DUAL },
      payees: [{ address: supplier.address, bps: 10_000 }],
      ...{ ...agreements, minDelta: '0', prepayAllow: `${RETAIL_PRICE}`, burst: CAP },
      expiryMs: BigInt(Date.parse(header.time) + 3_600_000),
    }),
  )
  const { channelId, descriptor } = responseOf(
    result,
    'infonex.payment.v1.MsgOpenChannelResponse',
    1,
  )
  if (descriptor === null) throw new Error('the chain opened a channel without a descriptor')
  screen.step('a channel under both agreements', [
    ['channel', toHex(channelId)],
    ['policy', 'DUAL: what is paid has been measured and signed by client and supplier'],
    ['vouchers signed by', "the SLA Manager's key, which can take no more than that"],
    ['transaction', txAt(result)],
  ])
  return { channelId, descriptor }
}

/** What the chain has for a party: credit, and income that is held back or matures. */
async function incomeOf(party: Party): Promise<bigint> {
  const { infonex } = party.client.query
  const owner = party.address
  const path = '/infonex.payment.v1.Query' as const
  const { credit } = await infonex.query(`${path}/Credit`, { owner, denom: DENOM })
  const { maturing } = await infonex.query(`${path}/Maturing`, { owner })
  // Kind 3 is the lock on a bond for credit that was given at once.
  const held = maturing.filter(({ kind }) => kind !== 3)
  return (
    (await party.balance()) +
    held.reduce((sum, { amount }) => sum + BigInt(amount), BigInt(credit?.amount ?? '0'))
  )
}

/** From two plans to the split of one payment, to the unit. @throws Error when the parts do not add up */
export async function showContract(screen: Screen, m: Market): Promise<void> {
  const metering = ed25519Signer(randomBytes(32))
  const agreements = await agree(screen, m, metering)
  const { channelId, descriptor } = await openUnder(screen, m, agreements)
  const before = [await incomeOf(m.supplier), await incomeOf(m.aggregator)] as const
  const contract = await new Contracts(m.chain).of(descriptor)
  const client = new PaidClient({
    ...{ url: m.server.url, descriptor, verifier: m.verifier, receiptKey: m.receipts.key },
    metering: { contract, signer: metering },
  })
  const [question] = m.model.questions
  if (question === undefined) throw new Error('nothing is asked')
  const { modelId } = m.model.prepared.commitments
  const answer = await client.infer(modelId, question.input, RETAIL_PRICE)
  await client.settle()
  const { paid } = m.server.ledger.account(descriptor)
  if (paid !== client.charged) throw new Error(`${paid} are paid, ${client.charged} are owed`)
  const counters = answer.receipt.counters.map(({ metric, total }) => `${metric} ${total}`)
  screen.step('an answer that both sides measure', [
    ['asked', question.truth],
    ['read', question.read(answer.outputs)],
    ['measured', counters.join(', ')],
    ['price', `${inx(client.charged)}: the client computes it from the public plan itself`],
    ['paid by', `the SLA Manager's voucher, from the words of both`],
  ])
  await m.server.claim()
  const id = toHex(channelId)
  const path = '/infonex.payment.v1.Query/ServiceContract'
  const found = await m.client.client.query.infonex.query(path, { id })
  const { supplier = '0', protocol = '0', aggregator = '0' } = found.contract ?? {}
  const settled = BigInt(found.channel?.settled ?? '0')
  const after = [await incomeOf(m.supplier), await incomeOf(m.aggregator)] as const
  const got = [after[0] - before[0], after[1] - before[1]] as const
  screen.step('the chain divides the payment by both plans', [
    ['settled', inx(settled)],
    ['to the supplier', `${inx(BigInt(supplier))}, a tenth of it held back for guarantees`],
    ['to the protocol', inx(BigInt(protocol))],
    ['to the aggregator', inx(BigInt(aggregator))],
    ['incomes', `supplier +${got[0]}, aggregator +${got[1]}`],
  ])
  const parts = BigInt(supplier) + BigInt(protocol) + BigInt(aggregator)
  const exact =
    settled === client.charged &&
    parts === settled &&
    got[0] === BigInt(supplier) &&
    got[1] === BigInt(aggregator)
  if (!exact) throw new Error('the parts of the payment do not add up')
  screen.say('   Every unit is accounted for.')
}

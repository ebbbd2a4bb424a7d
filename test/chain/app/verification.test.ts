/** A demand for an output over the whole application: signed transactions, blocks, events, queries. */
import t from 'tap'
import { codec, type MessageName } from '../../../chain/codec/proto.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import {
  outputCommitment,
  outputDigest,
  type Receipt,
  receiptBytes,
} from '../../../proto/inference/objects.js'
import { bundleBytes, publicKeyOf, sealOutput } from '../../../proto/verification/delivery.js'
import { edKey } from '../../modules/payment/market.js'
import { hash, signWith } from '../../modules/verification/court.js'
import { CHAIN_ID, signTx, TestChain, type TestKey, testKey } from '../../support/testChain.js'

const [payer, supplier] = [testKey(0), testKey(1)]
const NONE = new Uint8Array()
const SERVER = {
  ...{ id: '1', operator: supplier.text, endpoint: 'http://127.0.0.1:8080', transport: 3 },
  ...{ transport_key: '', region: 'eu-west', price_denom: 'uinx', status: 1, height: '1' },
  receipt_key: { algorithm: 1, key: Buffer.from(edKey(20).key).toString('base64') },
  offers: [{ model_id: Buffer.from(hash('model')).toString('base64'), slots: 1, price: '5' }],
}
const uinx = (amount: number) => ({ denom: 'uinx', amount: `${amount}` })

class Chain {
  readonly chain = new TestChain({
    appState: { router: { next_id: '2', servers: [SERVER] } },
  })
  readonly #sequences = new Map<string, bigint>()

  /** Runs one message in a block of its own; throws its refusal. */
  send<N extends MessageName, R extends MessageName>(
    key: TestKey,
    name: N,
    msg: PlainTypes[N],
    response: R,
  ) {
    const sequence = this.#sequences.get(key.text) ?? 0n
    const number = key === payer ? 0n : 1n
    const tx = signTx(
      {
        msgs: [{ typeUrl: `/${name}`, value: codec(name).encode(msg) }],
        signers: [{ key, number, sequence }],
        gas: 20_000_000n,
      },
      this.chain.parts,
    )
    const [result] = this.chain.block([tx]).txResults
    this.#sequences.set(key.text, sequence + 1n)
    if (result === undefined || result.code !== 0) throw new Error(result?.log)
    const data = codec('cosmos.base.abci.v1beta1.TxMsgData').decode(result.data)
    const [first] = data.msgResponses
    const value = codec(response).decode(first?.value ?? NONE)
    return { value, events: result.events, gas: result.gasUsed }
  }
}

const P = 'infonex.verification.v1'
const V = 'infonex.payment.v1'

await t.test('a wrong answer is demanded, given and proven wrong, with events and queries', (t) => {
  const c = new Chain()
  c.send(
    supplier,
    'infonex.sla.v1.MsgBond',
    { owner: supplier.text, amount: uinx(5_000_000) },
    'infonex.sla.v1.MsgBondResponse',
  )
  const deposit = { owner: payer.text, amount: uinx(10_000) }
  c.send(payer, `${V}.MsgDeposit`, deposit, `${V}.MsgDepositResponse`)
  const { channelId, descriptor } = c.send(
    payer,
    `${V}.MsgOpenChannel`,
    {
      ...{
        payer: payer.text,
        cap: uinx(10_000),
        payees: [{ address: supplier.text, bps: 10_000 }],
      },
      ...{ signer: { algorithm: 1, key: edKey(1).key }, retailId: 0n, wholesaleId: 0n },
      ...{ receiptPolicy: 1, minDelta: '0', expiryMs: 1_767_300_000_000n, prepayAllow: '100' },
      ...{ ratePerS: 0n, burst: 10_000n, customer: '' },
    } as PlainTypes['infonex.payment.v1.MsgOpenChannel'],
    `${V}.MsgOpenChannelResponse`,
  ).value
  const salt = hash('salt')
  const tensor = (n: number) => ({
    ...{ dtype: 'UINT8' as const, shape: [60_000], bytes: new Uint8Array(60_000).fill(n) },
    name: 'y',
  })
  const receipt: Receipt = {
    ...{ chainId: CHAIN_ID, channelId, sequence: 1n, requestDigest: hash('r') },
    ...{ modelId: hash('model'), inputDigest: hash('i'), counters: [], price: '5' },
    outputDigest: outputDigest(hash, outputCommitment(hash, salt, [tensor(1)])),
    ...{ cumulative: '5', startMs: 1_767_225_600_000n, endMs: 1_767_225_600_001n },
    ...{ runtime: hash('rt'), status: 1, previous: NONE, retailMeter: null, wholesaleMeter: null },
  }
  const signed = { receipt, signature: signWith(20, receiptBytes(receipt)) }
  const attribution = { descriptor, serverId: 1n, receiptKey: edKey(20).key }
  const secret = hash('fresh')
  const demanded = c.send(
    payer,
    `${P}.MsgDemandOutput`,
    {
      ...{ demander: payer.text, attribution, receipt: signed, request: null },
      ...{ requestSignature: NONE, key: publicKeyOf(secret), deposit: uinx(75_536) },
    },
    `${P}.MsgDemandOutputResponse`,
  )
  const { demandId } = demanded.value
  const sealed = sealOutput(
    hash,
    hash('ephemeral'),
    { demandId, demandKey: publicKeyOf(secret) },
    bundleBytes(salt, [tensor(2)]),
  )
  const answered = c.send(
    supplier,
    `${P}.MsgAnswerDemand`,
    {
      ...{ supplier: supplier.text, demandId, ...sealed, receipt: null },
      ...{ ciphertextHash: NONE, ciphertextBytes: 0 },
    },
    `${P}.MsgAnswerDemandResponse`,
  )
  const request = codec(`${P}.QueryDemandRequest`).encode({ demandId })
  const shown = codec(`${P}.QueryDemandResponse`).decode(
    c.chain.query(`/${P}.Query/Demand`, request).value,
  )
  t.equal(shown.demand?.status, 2)
  t.equal(Buffer.compare(shown.ciphertext, sealed.ciphertext), 0)
  const proven = c.send(
    payer,
    `${P}.MsgProveWrongDelivery`,
    { demander: payer.text, demandId, secretKey: secret, ciphertext: NONE },
    `${P}.MsgProveWrongDeliveryResponse`,
  )
  const ended = proven.events.find(({ type }) => type === `${P}.EventDemandEnded`)
  t.match(
    ended?.attributes.find(({ key }) => key === 'outcome'),
    { value: 'WRONG' },
  )
  t.equal(c.chain.balance(payer.address), 1_000_000_000n - 10_000n, 'the deposit is back')
  t.comment(`gas: demand ${demanded.gas}, answer ${answered.gas}, proof ${proven.gas}`)
  t.ok(answered.gas < 5_000_000n && proven.gas < 1_000_000n)
  for (let i = 0; i < 3; i++) c.chain.block()
  t.same(c.chain.reports, [])
  t.end()
})

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import t from 'tap'
import { sha256 } from '../../../chain/codec/hash.js'
import { toHex } from '../../../chain/types/bytes.js'
import {
  type Demand,
  DemandDesk,
  type DemandMessage,
  type ServiceDispute,
} from '../../../node/supplier/demands.js'
import { OutputStore } from '../../../node/supplier/outputs.js'
import { Ledger } from '../../../node/supplier/ledger.js'
import { Load } from '../../../node/supplier/load.js'
import {
  channelId,
  decodeMessage,
  requestBytes,
  type SignedRequest,
} from '../../../proto/inference/objects.js'
import { publicKeyOf, readBundle, unsealOutput } from '../../../proto/verification/delivery.js'
import { descriptorOf, receiptWith } from '../metering/objects.js'

const SECRET = new Uint8Array(32).fill(3)
const salt = new Uint8Array(32).fill(4)
const outputs = [
  { name: 'y', dtype: 'FP32' as const, shape: [2], bytes: new Uint8Array(8).fill(5) },
]
const CHANNEL = channelId(sha256, descriptorOf(0n))
/** @param input makes another request of the same number */
const requestOf = (sequence: bigint, input = 0): SignedRequest => ({
  request: {
    ...decodeMessage('infonex.inference.v1.Request', new Uint8Array()),
    ...{ channelId: CHANNEL, sequence, inputDigest: new Uint8Array(32).fill(input) },
  },
  signature: new Uint8Array(64),
  salt,
})
const digestOf = (n: number, input = 0) => {
  const { request } = requestOf(BigInt(n), input)
  return sha256(requestBytes(request as NonNullable<typeof request>))
}

async function desk(served: bigint) {
  const dir = await mkdtemp(path.join(tmpdir(), 'infonex-demands-'))
  t.teardown(() => rm(dir, { recursive: true, force: true }))
  const store = new OutputStore(path.join(dir, 'outputs'))
  const descriptor = descriptorOf(0n)
  const receipt = receiptWith(descriptor, { requestDigest: digestOf(1) })
  await store.keep(digestOf(1), salt, receipt, outputs)
  const demands: Demand[] = []
  const sent: DemandMessage[] = []
  const said: string[] = []
  const disputes = new Map<string, ServiceDispute>()
  let failing: (message: DemandMessage) => boolean = () => false
  const file = path.join(dir, 'ledger.log')
  const ledger = await Ledger.open(file)
  t.teardown(() => ledger.close())
  const load = new Load({ queue: 1, bodyBytes: 10 })
  const serve = (sequence: bigint) =>
    ledger.answer(
      descriptor,
      requestOf(sequence),
      receiptWith(descriptor, { sequence, cumulative: `${sequence}` }),
    )
  if (served > 0n) await serve(served)
  const made = new DemandDesk({
    load,
    ledger,
    operator: 'infonex1supplier',
    outputs: store,
    log: (text) => void said.push(text),
    chain: {
      openDemands: async () => demands,
      disputeOf: async (id) => disputes.get(id),
      submit: async (message) => {
        if (failing(message)) throw new Error('the chain does not answer')
        sent.push(message)
      },
    },
  })
  const add = (id: bigint, n: number, more: Partial<Demand> = {}) =>
    demands.push({
      ...{ id, status: 1, sequence: BigInt(n), requestDigest: digestOf(n) },
      ...{ channelId: channelId(sha256, descriptor), receiptId: new Uint8Array(0) },
      ...{ key: publicKeyOf(SECRET), ...more },
    } as Demand)
  const fail = (when: boolean | typeof failing) =>
    (failing = typeof when === 'boolean' ? () => when : when)
  const channel = toHex(CHANNEL)
  const book = { store, ledger, file, load, channel, serve }
  return { desk: made, add, sent, said, receipt, fail, disputes, ...book }
}

await t.test(
  'an output that was kept is delivered, with its receipt where the client has none',
  async (t) => {
    const w = await desk(1n)
    w.add(7n, 1)
    w.add(8n, 1, { receiptId: new Uint8Array(32).fill(1) })
    w.add(9n, 1, { status: 2 })
    await w.desk.look()
    await w.desk.look()
    t.equal(w.sent.length, 2, 'each once, and none that is answered already')
    const [first, second] = w.sent
    if (first?.typeUrl !== '/infonex.verification.v1.MsgAnswerDemand') throw new Error('no answer')
    const { key, ciphertext, receipt } = first.value
    t.same(receipt, w.receipt)
    const plain = unsealOutput(sha256, SECRET, { demandId: 7n, answerKey: key }, ciphertext)
    t.same(readBundle(plain ?? new Uint8Array())?.tensors[0]?.data, outputs[0]?.bytes)
    t.equal((second?.value as { receipt: unknown }).receipt, null)
  },
)

await t.test('what was never served is declined; what is gone is told, not denied', async (t) => {
  const w = await desk(3n)
  w.add(1n, 4)
  w.add(2n, 2)
  w.add(3n, 5, { receiptId: new Uint8Array(32).fill(1) })
  await w.desk.look()
  t.same(
    w.sent.map(({ typeUrl, value }) => [
      typeUrl.split('.').at(-1),
      'demandId' in value && value.demandId,
    ]),
    [['MsgDeclineDemand', 1n]],
  )
  t.equal(w.said.length, 2)
  t.match(w.said[0], /demand 2: the output of request 2 is not here/)
})

await t.test('what is declined stays declined, on disk before the chain is told', async (t) => {
  const w = await desk(3n)
  w.add(1n, 4)
  w.fail(true)
  await t.rejects(w.desk.look(), /does not answer/)
  const again = await Ledger.open(w.file)
  t.teardown(() => again.close())
  t.same([again.isDeclined(digestOf(4)), again.isDeclined(digestOf(5))], [true, false])
  t.equal(again.accounts()[0]?.sequence, 3n)
})

await t.test('a request that is being answered is not declined', async (t) => {
  const w = await desk(3n)
  w.add(1n, 4)
  const free = w.load.takeChannel(w.channel)
  await w.desk.look()
  t.same([w.sent, w.said, w.ledger.isDeclined(digestOf(4))], [[], [], false])
  await w.serve(4n)
  free()
  await w.desk.look()
  t.same(w.sent, [], 'it was served in the meantime')
  t.equal(w.ledger.isDeclined(digestOf(4)), false)
})

await t.test('an output whose receipt was never booked is not handed out', async (t) => {
  const w = await desk(0n)
  w.add(1n, 1)
  await w.desk.look()
  t.match(w.sent, [{ typeUrl: /MsgDeclineDemand/ }])
  t.ok(w.ledger.isDeclined(digestOf(1)))
})

await t.test('a chain that does not answer is asked again', async (t) => {
  const w = await desk(1n)
  w.add(7n, 1)
  w.fail(true)
  await t.rejects(w.desk.look(), /does not answer/)
  w.fail(false)
  await w.desk.look()
  t.equal(w.sent.length, 1)
  w.desk.start()
  await w.desk.stop()
  t.equal(await w.store.find(digestOf(9)), undefined)
})

await t.test(
  'of two requests of one number, the one that was not served is declined, whenever it was signed',
  async (t) => {
    const w = await desk(0n)
    for (const n of [1n, 2n, 3n]) await w.serve(n)
    for (const n of [1, 2, 3]) w.add(BigInt(n), n, { requestDigest: digestOf(n, 7) })
    w.add(4n, 2)
    await w.desk.look()
    t.same(
      w.sent.map(({ typeUrl, value }) => [typeUrl.split('.').at(-1), 'demandId' in value]),
      [1, 2, 3].map(() => ['MsgDeclineDemand', true]),
    )
    t.match(w.said, [/demand 4: the output of request 2 is not here/])
    const again = await Ledger.open(w.file)
    t.teardown(() => again.close())
    t.ok([1, 2, 3].every((n) => again.isDeclined(digestOf(n, 7))))
    t.notOk([1, 2, 3].some((n) => again.isDeclined(digestOf(n))))
    t.same(again.declinedChannels(), [w.channel])
    t.equal(await w.ledger.servedUnder(w.channel, 4n), undefined)
    t.equal(await w.ledger.servedUnder('00', 1n), undefined)
  },
)

await t.test('in a dispute over what was declined, the last answer is shown, once', async (t) => {
  const w = await desk(2n)
  const dispute = (digest: Uint8Array, more: object = {}) =>
    w.disputes.set(w.channel, {
      ...{ kind: 2, channelId: CHANNEL, requestDigest: digest, shownDigest: new Uint8Array(0) },
      ...more,
    } as ServiceDispute)
  dispute(digestOf(2, 7))
  await w.desk.look()
  t.same(w.sent, [], 'nothing was declined')
  w.add(1n, 2, { requestDigest: digestOf(2, 7) })
  dispute(digestOf(2, 7), { kind: 1 })
  await w.desk.look()
  dispute(digestOf(2, 7), { shownDigest: digestOf(2) })
  await w.desk.look()
  dispute(digestOf(2))
  await w.desk.look()
  t.equal(w.sent.length, 1, 'the decline')
  dispute(digestOf(2, 7))
  await w.desk.look()
  const shown = w.sent[1]
  if (shown?.typeUrl !== '/infonex.payment.v1.MsgShowServed') throw new Error('nothing shown')
  t.same(shown.value.request?.request, requestOf(2n).request)
  t.equal(shown.value.request?.salt.length, 0, 'the salt stays')
  t.equal(shown.value.receipt?.receipt?.sequence, 2n)
  w.fail(true)
  for (let i = 0; i < 4; i++) await t.rejects(w.desk.look(), /does not answer/)
  await w.desk.look()
  t.equal(w.sent.length, 2, 'and not tried for ever')
})

await t.test('a demand that the chain refuses holds up no other', async (t) => {
  const w = await desk(1n)
  w.add(1n, 2)
  w.add(2n, 1)
  w.fail(({ value }) => 'demandId' in value && value.demandId === 1n)
  await t.rejects(w.desk.look(), /does not answer/)
  t.match(w.sent, [{ typeUrl: /MsgAnswerDemand/, value: { demandId: 2n } }])
})

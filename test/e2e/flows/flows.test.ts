/**
 * The four flows of the payment layer with real processes: node, SLA Manager, supplier. What they say to each other
 * is printed; with WRITE_FLOWS=1 it becomes docs/flows.md.
 */
import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import t from 'tap'
import { sha256 } from '../../../chain/codec/hash.js'
import { message } from '../../../client/message.js'
import { PaidClientError } from '../../../node/inference/paidClient.js'
import { ed25519Signer } from '../../../node/inference/signers.js'
import { fromWire, toWire } from '../../../node/metering/managerApi.js'
import { SlaClient } from '../../../node/metering/slaClient.js'
import {
  type ChannelDescriptor,
  measurementBytes,
  requestBytes,
} from '../../../proto/inference/objects.js'
import {
  digestOfBundle,
  publicKeyOf,
  readBundle,
  unsealOutput,
} from '../../../proto/verification/delivery.js'
import { Story } from './story.js'
import { World } from './world.js'

const PRICE_MAX = 150n
const stories: Story[] = []
const w = await World.start()
t.teardown(() => w.stop())

async function tell(title: string, run: (story: Story) => Promise<void>): Promise<void> {
  const story = new Story(title)
  stories.push(story)
  w.story = story
  await run(story)
  // What the supplier's process said last is on its way.
  await new Promise((done) => setTimeout(done, 50))
  w.story = undefined
  story.print()
}

/** The evidence that the supplier's own book has of the last answer of a channel. */
async function evidence(descriptor: ChannelDescriptor) {
  const of = toWire('infonex.payment.v1.ChannelDescriptor', descriptor)
  const got = await w.server.ask<{ receipt: string; request: string; charged: string }>(
    { evidence: of },
    'evidence',
  )
  return {
    receipt: fromWire('infonex.inference.v1.SignedReceipt', got.receipt),
    request: fromWire('infonex.inference.v1.SignedRequest', got.request),
    charged: BigInt(got.charged),
  }
}

await t.test(
  'ideal path: measured by both, paid by the SLA Manager, claimed, divided',
  async (t) => {
    await tell('Ideal path', async (story) => {
      const descriptor = await w.open()
      const client = await w.buyer(descriptor)
      for (const n of [0, 1, 0]) await client.infer(w.modelId, w.inputs(n), PRICE_MAX)
      await client.settle()
      const before = await w.credit(w.supplier.address)
      const [claimed] = await w.server.ask<string[]>({ claim: true }, 'claimed')
      const { contract } = await w.contract(descriptor)
      t.equal(
        contract?.retail,
        client.charged.toString(),
        'the chain measures what the client does',
      )
      t.equal(claimed, client.charged.toString())
      t.equal(contract?.wholesale, '180')
      t.equal(contract?.supplier, '180')
      const protocol = client.charged / 100n
      t.equal(contract?.protocol, protocol.toString())
      t.equal(contract?.aggregator, (client.charged - 180n - protocol).toString())
      t.equal((await w.credit(w.supplier.address)) - before, 162n, 'a tenth is held back')
      story.note('chain', 'supplier, protocol and aggregator have their parts')
    })
  },
)

await t.test('service dispute: paid, not served: refund and compensation', async (t) => {
  await tell('Service dispute: paid, not served', async (story) => {
    const own = ed25519Signer(randomBytes(32))
    const descriptor = await w.open(own.key)
    const client = await w.buyer(descriptor, { signer: own })
    await client.infer(w.modelId, w.inputs(), PRICE_MAX)
    await w.server.kill()
    story.note('supplier', 'is gone')
    const lost = await client.infer(w.modelId, w.inputs(1), PRICE_MAX).then(
      () => undefined,
      (error: unknown) => error,
    )
    t.ok(lost instanceof PaidClientError, 'no answer')
    const request = client.pendingRequest
    if (request?.request == null) throw new Error('no request is pending')
    // It pays ahead for the request, as the channel allows.
    const ahead = BigInt(request.request.cumulativeBefore) + PRICE_MAX
    const voucher = client.promise(ahead)
    const secret = new Uint8Array(randomBytes(32))
    const before = await w.credit(w.client.address)
    await w.client.must(
      await w.demand(descriptor, request, publicKeyOf(secret)),
      message('infonex.payment.v1.MsgOpenServiceDispute', {
        ...{ opener: w.client.address, kind: 2, descriptor, voucher },
        request: { ...request, salt: new Uint8Array(0) },
      }),
    )
    await w.decided(descriptor)
    story.add({ from: 'chain', to: 'client', text: 'EventServiceDispute: refunded' })
    const got = (await w.credit(w.client.address)) - before
    t.equal(got, 2n * PRICE_MAX, 'what was paid, and as much again')
    await w.startSupplier()
  })
})

await t.test(
  'resolution: measurements disagree, the last co-signed checkpoint stands',
  async (t) => {
    await tell('Resolution: measurements disagree', async (story) => {
      const descriptor = await w.open()
      const client = await w.buyer(descriptor)
      await client.infer(w.modelId, w.inputs(), PRICE_MAX)
      await client.infer(w.modelId, w.inputs(1), PRICE_MAX)
      const agreed = client.charged / 2n
      const good = client.measurement()?.measurement
      if (good?.acknowledgement == null) throw new Error('nothing to acknowledge')
      // The client says that it got one answer less.
      const counters = good.acknowledgement.counters.map((c) => ({ ...c, total: c.total / 2n }))
      const lie = { ...good, acknowledgement: { ...good.acknowledgement, counters } }
      const sla = new SlaClient({ url: w.managerUrl, fetch: story.fetching('client', 'manager') })
      const measurement = {
        measurement: lie,
        signature: w.metering.client.sign(measurementBytes(lie)),
      }
      const { receipt } = await evidence(descriptor)
      const report = await sla.forward({ descriptor, receipt, measurement })
      sla.close()
      t.equal(report.state, 'disputed')
      t.equal(report.amount, agreed.toString(), 'the first answer, which both have signed')
      story.note('manager', 'disputed: the last co-signed checkpoint stands')
      await w.server.ask<string[]>({ claim: true }, 'claimed')
      const { contract } = await w.contract(descriptor)
      t.equal(contract?.retail, agreed.toString())
      t.ok(
        client.charged - agreed <= BigInt(descriptor.prepayAllow),
        'one prepaid unit is at stake',
      )
      await w.client.must(
        message('infonex.payment.v1.MsgRequestClose', {
          ...{ payer: w.client.address, channelId: w.idOf(descriptor) },
        }),
      )
    })
  },
)

await t.test(
  'resolution through micropayment: served, not paid, and nobody says a word',
  async (t) => {
    await tell('Resolution through micropayment: served, not paid', async (story) => {
      const descriptor = await w.open()
      const client = await w.buyer(descriptor)
      await client.infer(w.modelId, w.inputs(), PRICE_MAX)
      story.note('client', 'does not acknowledge, does not pay')
      const { request, receipt, charged } = await evidence(descriptor)
      await w.supplier.must(
        message('infonex.payment.v1.MsgOpenServiceDispute', {
          ...{ opener: w.supplier.address, kind: 1, descriptor, request, receipt },
        }),
      )
      await w.decided(descriptor)
      story.add({ from: 'chain', to: 'supplier', text: 'EventServiceDispute: paid' })
      const { channel } = await w.contract(descriptor)
      t.equal(channel?.settled, charged.toString(), 'the chain made the micropayment')
    })
  },
)

await t.test(
  'an output that is demanded is delivered on chain, for the demander alone',
  async (t) => {
    await tell('Output demanded and delivered', async (story) => {
      const own = ed25519Signer(randomBytes(32))
      const descriptor = await w.open(own.key)
      const client = await w.buyer(descriptor, { signer: own })
      const answer = await client.infer(w.modelId, w.inputs(), PRICE_MAX)
      story.note('client', 'says that it has lost the answer')
      const { request } = await evidence(descriptor)
      const secret = new Uint8Array(randomBytes(32))
      await w.client.must(await w.demand(descriptor, request, publicKeyOf(secret)))
      const { demand, ciphertext } = await w.delivered(descriptor, answer.receipt.sequence)
      const delivery = { demandId: demand.id, answerKey: demand.answerKey }
      const bundle = readBundle(unsealOutput(sha256, secret, delivery, ciphertext) as Uint8Array)
      if (bundle === undefined) throw new Error('not readable')
      t.same(digestOfBundle(sha256, bundle), answer.receipt.outputDigest)
      t.same(bundle.tensors[0]?.data, answer.outputs[0]?.bytes, 'the same output, bit by bit')
      t.notOk(Buffer.from(ciphertext).includes(Buffer.from(bundle.tensors[0]?.data ?? [])))
      // The supplier's own confirmation comes first, whoever sees the block first.
      await new Promise((done) => setTimeout(done, 700))
      story.note('client', 'reads the output')
    })
  },
)

await t.test(
  'two requests of one number: what was paid for the one that was served is not given back for the other',
  async (t) => {
    await tell('Two requests of one number', async (story) => {
      const own = ed25519Signer(randomBytes(32))
      const descriptor = await w.open(own.key)
      const client = await w.buyer(descriptor, { signer: own })
      await client.infer(w.modelId, w.inputs(), PRICE_MAX)
      const { request, charged } = await evidence(descriptor)
      if (request.request === null) throw new Error('no request')
      const second = { ...request.request, inputDigest: new Uint8Array(randomBytes(32)) }
      const signature = w.metering.client.sign(requestBytes(second))
      const lie = { request: second, signature, salt: new Uint8Array(0) }
      story.note('client', 'signs another request of the same number')
      const before = [await w.credit(w.client.address), await w.credit(w.supplier.address)]
      await w.client.must(await w.demand(descriptor, lie, publicKeyOf(randomBytes(32))))
      await w.declined(descriptor, second.sequence)
      await new Promise((done) => setTimeout(done, 700))
      await w.client.must(
        message('infonex.payment.v1.MsgOpenServiceDispute', {
          ...{ opener: w.client.address, kind: 2, descriptor, voucher: client.promise(charged) },
          request: lie,
        }),
      )
      await w.decided(descriptor)
      story.add({ from: 'chain', to: 'client', text: 'EventServiceDispute: refunded (0)' })
      t.equal(await w.credit(w.client.address), before[0], 'nothing is given back')
      t.ok((await w.credit(w.supplier.address)) > (before[1] as bigint), 'and the answer is paid')
    })
  },
)

await t.test('docs/flows.md shows what these processes said', (t) => {
  const head =
    '# Flows of the payment layer\n\nWritten by test/e2e/flows/flows.test.ts from what real processes said to each other (WRITE_FLOWS=1 writes it anew). Messages in brackets travel in headers.\n\n'
  const text = head + stories.map((story) => story.markdown()).join('\n')
  if (process.env['WRITE_FLOWS'] === '1') writeFileSync('docs/flows.md', text)
  t.equal(readFileSync('docs/flows.md', 'utf8'), text)
  t.end()
})

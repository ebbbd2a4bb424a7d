import { request as httpRequest } from 'node:http'
import t, { type Test } from 'tap'
import { sha256 } from '../../../chain/codec/hash.js'
import { toHex } from '../../../chain/types/bytes.js'
import type { Admitted, ServedModel } from '../../../node/supplier/admission.js'
import { infer } from '../../../node/supplier/inference.js'
import { Load } from '../../../node/supplier/load.js'
import { MatchDesk } from '../../../node/supplier/matches.js'
import { ModelRunner } from '../../../node/supplier/modelRunner.js'
import { Refusal, type RefusalName, REFUSALS } from '../../../node/supplier/refusal.js'
import {
  channelId,
  type Receipt,
  type Request,
  requestBytes,
} from '../../../proto/inference/objects.js'
import { MarketChain } from './market.js'
import { drawDigits, HELD_OUT } from './pictures.js'
import { type RawRequest, rawParts, rawRequest, sendRaw, voucher } from './raw.js'
import { freshSigner, image, modelId, PRICE, world, type World } from './support.js'

const pixels = drawDigits(2, HELD_OUT).images
const tensors = image(pixels[0] as Float32Array)
const met = new Set<string>()

/** Sends a first request of a fresh channel, changed as asked, and expects one refusal. */
async function refused(
  t: Test,
  w: World,
  kind: RefusalName,
  text: RegExp,
  raw: Partial<RawRequest> & { readonly cap?: string; readonly terms?: object } = {},
) {
  const signer = raw.signer ?? freshSigner()
  const descriptor = raw.descriptor ?? w.chain.open(signer, raw.terms ?? {}, raw.cap)
  const got = await sendRaw(w, { tensors, ...raw, signer, descriptor })
  const [status, code] = REFUSALS[kind]
  t.strictSame([got.status, got.code], [status, code], `${code}: ${String(got.json['error'])}`)
  t.match(got.json['error'], text)
  t.equal(w.supplier.ledger.account(descriptor).charged, 0n, 'nothing is charged')
  met.add(kind)
  return got
}

await t.test('unpaid: 402 says in full what to do', async (t) => {
  const w = await world(t)
  const response = await fetch(`${w.supplier.url}/v2/models/digits/infer`, {
    method: 'POST',
    body: '{}',
  })
  t.equal(response.status, 402)
  const json = (await response.json()) as Record<string, unknown>
  t.match(json, {
    code: 'payment_required',
    accepts: [{ scheme: 'infonex-channel', price: '100', asset: 'uinx', server_id: '1' }],
  })
  met.add('paymentRequired')
})

await t.test('what is signed has to fit: chain, channel, model, signer, time, price', async (t) => {
  const w = await world(t)
  const other = new Uint8Array(32).fill(9)
  const past = BigInt(Date.now() - 10_000)
  await refused(t, w, 'wrongChain', /request for elsewhere-1/, {
    change: { chainId: 'elsewhere-1' },
  })
  await refused(t, w, 'wrongChannel', /descriptor is not that/, { change: { channelId: other } })
  await refused(t, w, 'wrongModel', /signed for model 0909/, { change: { modelId: other } })
  await refused(t, w, 'expired', /expired at/, { change: { expiryMs: past } })
  await refused(t, w, 'expired', /1 h ahead/, { change: { expiryMs: past + 7_200_000n } })
  await refused(t, w, 'priceTooHigh', /price is 100uinx/, { change: { priceMax: '99' } })
  await refused(t, w, 'malformed', /no amount/, { change: { priceMax: '0100' } })
  await refused(t, w, 'outOfSequence', /request 2 of the channel, want 1/, {
    change: { sequence: 2n },
  })
  await refused(t, w, 'outOfSequence', /cumulative before is 5/, {
    change: { cumulativeBefore: '5' },
  })
  const ack = { sequence: 0n, counters: [], receiptHead: other }
  await refused(t, w, 'badAcknowledgement', /acknowledgement/, { change: { acknowledgement: ack } })
  const stranger = freshSigner()
  await refused(t, w, 'badSignature', /not the channel signer/, {
    descriptor: w.chain.open(freshSigner()),
    signer: stranger,
  })
  await refused(t, w, 'malformed', /header infonex-request/, {
    headers: { 'infonex-request': 'AAAA' },
  })
  await refused(t, w, 'malformed', /too long/, { headers: { 'infonex-request': 'A'.repeat(9000) } })
  await refused(t, w, 'unknownModel', /no such model/, { model: 'llm' })
})

await t.test(
  'the channel has to be good: terms, state on chain, headers that are fresh',
  async (t) => {
    const w = await world(t)
    const payees = [{ address: 'infonex1other', bps: 10_000 }]
    const soon = BigInt(Date.now() + 5_000)
    await refused(t, w, 'badTerms', /pay infonex1supplier alone/, { terms: { payees } })
    await refused(t, w, 'badTerms', /pays in uatom/, { terms: { denom: 'uatom' } })
    await refused(t, w, 'badTerms', /receipt policy 3/, { terms: { receiptPolicy: 3 } })
    await refused(t, w, 'badTerms', /too soon/, { terms: { expiryMs: soon } })
    await refused(t, w, 'badTerms', /without a signer/, { terms: { signer: null } })
    await refused(t, w, 'unpaid', /credit is 50/, { terms: { prepayAllow: '50' } })
    await refused(t, w, 'capExhausted', /channel holds 99uinx/, { cap: '99' })
    const signer = freshSigner()
    const descriptor = w.chain.open(signer)
    const closing = { signer, descriptor }
    w.chain.change(descriptor, { status: 2, closeAtMs: 5n })
    await refused(t, w, 'channelClosed', /closing at 5 ms/, closing)
    w.chain.change(descriptor, { status: 1, frozenAtMs: 7n })
    await refused(t, w, 'channelClosed', /revoked the signer at 7 ms/, closing)
    w.chain.channels.clear()
    await refused(t, w, 'wrongChannel', /no such channel/, closing)
    w.chain.timeMs = Date.now() - 31_000
    const stale = await refused(t, w, 'staleChain', /newest header/, {
      terms: { expiryMs: soon + 600_000n },
    })
    t.equal(stale.headers.get('retry-after'), '5')
  },
)

await t.test('tensors have to be those of the model and those that were signed', async (t) => {
  const w = await world(t)
  const [one] = tensors as [(typeof tensors)[number]]
  const wide = { ...one, shape: [1, 1, 8, 32] }
  const bytes = { ...one, dtype: 'UINT8' as const, shape: [1024] }
  await refused(t, w, 'badTensor', /\[1,1,8,32\], want \[1,1,16,16\]/, { tensors: [wide] })
  await refused(t, w, 'badTensor', /UINT8, want FP32/, { tensors: [bytes] })
  await refused(t, w, 'badTensor', /no input "y"/, { tensors: [{ ...one, name: 'y' }] })
  await refused(t, w, 'badTensor', /"image" is missing/, { tensors: [] })
  await refused(t, w, 'badTensor', /given twice/, { tensors: [one, one] })
  await refused(t, w, 'badTensor', /no JSON/, { body: new Uint8Array(2000) })
  const signer = freshSigner()
  const descriptor = w.chain.open(signer)
  const swapped = rawRequest({ tensors: image(pixels[1] as Float32Array), signer, descriptor })
  await refused(t, w, 'wrongDigest', /not that of the tensors/, { body: swapped.body })
  await refused(t, w, 'tooLarge', /want at most/, { body: new Uint8Array(200_000) })
})

await t.test(
  'replays: an old request, an old voucher, a second request without payment',
  async (t) => {
    const w = await world(t)
    const signer = freshSigner()
    const descriptor = w.chain.open(signer)
    const first = { tensors, signer, descriptor, change: { expiryMs: BigInt(Date.now() + 30_000) } }
    t.equal((await sendRaw(w, first)).status, 200)
    t.equal((await sendRaw(w, first)).status, 200, 'the same request again: the same answer')
    t.equal(w.supplier.ledger.account(descriptor).charged, PRICE, 'charged once')
    const { counters, head } = w.supplier.ledger.account(descriptor)
    const acknowledgement = { sequence: 1n, counters: [...counters], receiptHead: head }
    const second = { sequence: 2n, cumulativeBefore: '100', acknowledgement }
    const send = (change: object, pay?: string, bend: object = {}) =>
      sendRaw(w, {
        tensors,
        signer,
        descriptor,
        change,
        ...(pay === undefined ? {} : { voucher: voucher(descriptor, signer, pay, bend) }),
      })
    const unpaid = await send(second)
    t.strictSame([unpaid.status, unpaid.code], [402, 'unpaid'])
    t.match(unpaid.json, {
      accepts: [{ channel: { charged: '100', paid: '0', next_sequence: '2' } }],
    })
    met.add('unpaid')
    for (const [pay, bend, text] of [
      ['100', { channelId: new Uint8Array(32) }, /another channel/],
      ['100', { receiptHead: new Uint8Array(32).fill(1) }, /another receipt/],
      ['100', { validUntilMs: BigInt(Date.now() + 60_000) }, /valid until/],
      ['1001', {}, /channel holds 1000/],
    ] as const) {
      const bad = await send(second, pay, bend)
      t.strictSame([bad.status, bad.code], [400, 'bad_voucher'])
      t.match(bad.json['error'], text)
    }
    const forged = voucher(descriptor, freshSigner(), '100')
    const stolen = await sendRaw(w, {
      tensors,
      signer,
      descriptor,
      change: second,
      voucher: forged,
    })
    t.match(stolen.json, { code: 'bad_voucher', error: /not the channel signer/ })
    t.equal((await send(second, '100')).status, 200)
    const third = {
      sequence: 3n,
      cumulativeBefore: '200',
      acknowledgement: {
        sequence: 2n,
        counters: [...w.supplier.ledger.account(descriptor).counters],
        receiptHead: w.supplier.ledger.account(descriptor).head,
      },
    }
    t.equal((await send(third, '100')).code, 'unpaid', 'a replayed voucher pays nothing')
    t.match((await send(third, '50')).json, { code: 'bad_voucher', error: /100 were paid before/ })
    const old = await sendRaw(w, first)
    t.strictSame([old.status, old.code], [409, 'out_of_sequence'], 'a replayed request')
    t.match(old.json, { expected: { sequence: '3', cumulative_before: '200', paid: '100' } })
    met.add('badVoucher')
    const slow = w.chain.open(signer, { burst: 50n })
    const early = await sendRaw(w, {
      tensors,
      signer,
      descriptor: slow,
      voucher: voucher(slow, signer, '60'),
    })
    t.match(early.json, { code: 'bad_voucher', error: /50 can be claimed now/ })
  },
)

await t.test('too much at once is refused with a time to come back', async (t) => {
  const busy = await world(t, { limits: { queue: 0 } })
  const full = await refused(t, busy, 'overloaded', /requests wait/)
  t.ok(Number(full.headers.get('retry-after')) >= 1)
  const small = await world(t, { limits: { bodyBytes: 500 } })
  await refused(t, small, 'overloaded', /bodies in memory/)
  const w = await world(t)
  const signer = freshSigner()
  const descriptor = w.chain.open(signer)
  const both = await Promise.all([1, 2].map(() => sendRaw(w, { tensors, signer, descriptor })))
  t.strictSame(
    both.map((b) => b.status).sort((a, b) => a - b),
    [200, 429],
  )
  met.add('channelBusy')
  const chunked = await new Promise<number>((done, failed) => {
    const { headers } = rawRequest({ tensors, signer, descriptor })
    const request = httpRequest(
      `${w.supplier.url}/v2/models/digits/infer`,
      { method: 'POST', headers: { ...headers, 'transfer-encoding': 'chunked' } },
      (response) => {
        response.resume()
        done(response.statusCode ?? 0)
      },
    )
    request.on('error', failed)
    request.end('x')
  })
  t.equal(chunked, 411)
  met.add('lengthRequired')
})

await t.test('a request that the chain was told was never served is not served', async (t) => {
  const w = await world(t)
  const signer = freshSigner()
  const descriptor = w.chain.open(signer)
  const change = { expiryMs: BigInt(Date.now() + 30_000) }
  const { request } = rawParts({ tensors, signer, descriptor, change }).request
  await w.supplier.ledger.decline(
    sha256(requestBytes(request as Request)),
    channelId(sha256, descriptor),
  )
  await refused(t, w, 'declined', /sign another request/, { signer, descriptor, change })
  const other = { expiryMs: change.expiryMs + 1n }
  t.equal((await sendRaw(w, { tensors, signer, descriptor, change: other })).status, 200)
})

await t.test('a server that ends finishes what it has and takes nothing new', async (t) => {
  const load = new Load({ queue: 1, bodyBytes: 10 })
  const free = load.takeSlot()
  let drained = false
  const draining = load.drain().then(() => {
    drained = true
  })
  t.throws(
    () => load.takeBody(1),
    new Refusal('draining', 'this server finishes and takes nothing new', {}, 30),
  )
  met.add('draining')
  await new Promise((done) => setTimeout(done, 5))
  t.notOk(drained, 'waits for what runs')
  free()
  await draining
  const w = await world(t)
  const signer = freshSigner()
  const client = w.client(signer, w.chain.open(signer), { attempts: 1 })
  const running = client.infer(modelId, tensors, PRICE)
  await new Promise((done) => setTimeout(done, 20))
  await w.supplier.close()
  await Promise.allSettled([running])
  await t.rejects(fetch(`${w.supplier.url}/v2/health/live`), 'the port is closed')
})

await t.test('without a lease: the refusal says which messages lead to one', async (t) => {
  const chain = new MarketChain(Date.now())
  const desk = new MatchDesk({
    ...{ chain, serverId: 1n, operator: 'infonex1supplier', submit: chain.submit },
    ...{ models: new Set<string>(), isDraining: () => false, log: () => undefined },
    nowMs: Date.now,
  })
  await t.rejects(desk.mustLease(new Uint8Array(32), modelId), {
    ...{ kind: 'noLease', message: /server 1 names channel 0{64}.*MsgRequestMatch/ },
  })
  met.add('noLease')
})

await t.test('a model that fails takes no money', async (t) => {
  const w = await world(t)
  const signer = freshSigner()
  const descriptor = w.chain.open(signer)
  const [model] = w.options.models as [ServedModel]
  const { request: signed } = rawParts({ tensors, signer, descriptor })
  const runner = new ModelRunner()
  t.teardown(() => runner.close())
  const admitted: Admitted = {
    signed,
    request: signed.request as Request,
    digest: new Uint8Array(32),
    descriptor,
    account: w.supplier.ledger.account(descriptor),
    contract: undefined,
    ceiling: PRICE,
    answered: undefined,
  }
  const tools = { runner, signer: w.receipts, runtime: new Uint8Array(32) }
  const clock = { startMs: 1, nowMs: () => 2 }
  await t.rejects(infer(model, admitted, tensors, tools, clock), {
    kind: 'modelFailed',
    message: /not loaded/,
  })
  await runner.load(toHex(modelId), model.prepared.file)
  const { receipt } = await infer(model, admitted, tensors, tools, clock)
  const other = { ...receipt, receipt: { ...(receipt.receipt as Receipt), outputDigest: modelId } }
  await t.rejects(infer(model, { ...admitted, answered: other }, tensors, tools, clock), {
    kind: 'modelFailed',
    message: /could not be repeated/,
  })
  met.add('modelFailed')
})

await t.test('every refusal was met', async (t) => {
  t.strictSame(
    Object.keys(REFUSALS).filter((kind) => !met.has(kind)),
    [],
  )
})

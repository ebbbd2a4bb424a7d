import { appendFile, readFile, writeFile } from 'node:fs/promises'
import * as ort from 'onnxruntime-node'
import t from 'tap'
import { equalBytes, toHex } from '../../../chain/types/bytes.js'
import { PaidClientError } from '../../../node/inference/paidClient.js'
import { drawDigits, HELD_OUT } from './pictures.js'
import { digits, freshSigner, image, modelId, PRICE, sameBits, world } from './support.js'
import { claimMessages } from '../../../node/supplier/claims.js'
import { REPLAY_OPTIONS } from '../../../node/onnx/runtime.js'

const { images } = drawDigits(8, HELD_OUT)

await t.test(
  'answers are those of plain onnxruntime bit for bit, each paid before the next',
  async (t) => {
    const session = await ort.InferenceSession.create(digits.file, REPLAY_OPTIONS)
    for (const kind of ['secp256k1', 'ed25519'] as const) {
      const w = await world(t)
      const signer = freshSigner(kind)
      const descriptor = w.chain.open(signer)
      const client = w.client(signer, descriptor)
      let before: Uint8Array = new Uint8Array(0)
      for (const [i, pixels] of images.entries()) {
        const answer = await client.infer(modelId, image(pixels), PRICE, i % 2 === 0)
        const plain = await session.run({
          image: new ort.Tensor('float32', pixels, [1, 1, 16, 16]),
        })
        const data = plain['probabilities']?.data as Float32Array
        const want = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
        t.ok(sameBits(answer.outputs[0] as never, { bytes: want }), `${kind} ${i}`)
        t.ok(equalBytes(answer.receipt.previous, before), 'receipts are a chain')
        before = answer.receiptId
        const account = w.supplier.ledger.account(descriptor)
        t.ok(account.charged - account.paid <= PRICE, 'one unpaid answer at most')
        t.equal(account.charged, PRICE * BigInt(i + 1))
        t.equal(account.paid, PRICE * BigInt(i))
      }
      t.equal((await w.supplier.claimable())[0]?.amount, 700n)
      await client.settle()
      const claims = await w.supplier.claimable()
      t.equal(claims[0]?.amount, 800n)
      const [message] = claimMessages(claims, 'infonex1sender')
      t.equal(message?.value.claim?.voucher?.cumulative, '800')
      t.ok(message?.value.claim?.descriptor, 'the claim brings the descriptor')
      w.chain.change(descriptor, { settled: '800' })
      t.strictSame(await w.supplier.claimable(), [], 'nothing twice')
    }
    await session.release()
  },
)

await t.test('an answer that is lost on the way comes again and is charged once', async (t) => {
  const w = await world(t)
  const signer = freshSigner()
  let lose = 2
  const lossy: typeof fetch = async (...args) => {
    const response = await fetch(...args)
    if (response.ok && lose-- > 0) throw new TypeError('connection reset')
    return response
  }
  const descriptor = w.chain.open(signer)
  const client = w.client(signer, descriptor, { fetch: lossy })
  const answer = await client.infer(modelId, image(images[0] as Float32Array), PRICE)
  t.equal(answer.attempts, 3)
  t.equal(w.supplier.ledger.account(descriptor).charged, PRICE)
  lose = 99
  await t.rejects(client.infer(modelId, image(images[1] as Float32Array), PRICE), {
    code: 'unreachable',
  })
  await t.rejects(client.infer(modelId, image(images[1] as Float32Array), PRICE), {
    code: 'pending',
  })
  lose = 0
  t.equal((await client.resume()).receipt.sequence, 2n)
  t.equal(w.supplier.ledger.account(descriptor).charged, 2n * PRICE)
})

await t.test(
  'the book survives: restart, torn last record, and an answer repeated after it',
  async (t) => {
    let w = await world(t)
    const signer = freshSigner()
    const descriptor = w.chain.open(signer)
    let broken = false
    const client = w.client(signer, descriptor, {
      attempts: 1,
      fetch: async (url, init) => {
        const path = String(url).replace(/^http:\/\/[^/]+/, '')
        const response = await fetch(w.supplier.url + path, init)
        if (broken) throw new TypeError('connection reset')
        return response
      },
    })
    await client.infer(modelId, image(images[0] as Float32Array), PRICE)
    broken = true
    await t.rejects(client.infer(modelId, image(images[1] as Float32Array), PRICE), PaidClientError)
    w = await w.restart()
    await appendFile(w.options.ledgerFile, Uint8Array.of(40, 0, 0, 0, 1, 2))
    w = await w.restart()
    broken = false
    const again = await client.resume()
    t.equal(again.receipt.sequence, 2n)
    t.equal(w.supplier.ledger.account(descriptor).charged, 2n * PRICE)
    t.equal(w.supplier.ledger.account(descriptor).paid, PRICE)
    await client.infer(modelId, image(images[2] as Float32Array), PRICE)
    const bytes = await readFile(w.options.ledgerFile)
    bytes[20] = (bytes[20] as number) ^ 1
    const damaged = `${w.options.ledgerFile}.damaged`
    await writeFile(damaged, bytes)
    await t.rejects(w.restart({ ledgerFile: damaged }), { name: 'LogDamaged', message: /byte 0/ })
  },
)

await t.test('outputs that are not finite are receipted as such and paid', async (t) => {
  const w = await world(t)
  const signer = freshSigner()
  const client = w.client(signer, w.chain.open(signer))
  const bad = Float32Array.from({ length: 256 }, () => Number.NaN)
  for (const binary of [true, false]) {
    const answer = await client.infer(modelId, image(bad), PRICE, binary)
    t.equal(answer.receipt.status, 2)
  }
})

await t.test('a client pays nothing for a receipt that proves something else', async (t) => {
  const w = await world(t)
  const signer = freshSigner()
  const forge =
    (change: (response: Response, bytes: Uint8Array) => Promise<Response>): typeof fetch =>
    async (...args) => {
      const response = await fetch(...args)
      return response.ok ? change(response, new Uint8Array(await response.arrayBuffer())) : response
    }
  const pixels = image(images[3] as Float32Array)
  const garbage = forge(async (response, bytes) => {
    const at = bytes.length - 1
    bytes[at] = (bytes[at] as number) ^ 1
    return new Response(Buffer.from(bytes), { headers: response.headers })
  })
  const silent = forge(async (_response, bytes) => new Response(Buffer.from(bytes)))
  const foreign = forge(async (response, bytes) => {
    const headers = new Headers(response.headers)
    headers.set('infonex-receipt', first)
    return new Response(Buffer.from(bytes), { headers })
  })
  let first = ''
  const honest = w.client(signer, w.chain.open(signer), {
    fetch: forge(async (response, bytes) => {
      first = response.headers.get('infonex-receipt') ?? ''
      return new Response(Buffer.from(bytes), { headers: response.headers })
    }),
  })
  await honest.infer(modelId, pixels, PRICE)
  for (const [liar, code, text] of [
    [garbage, 'bad_receipt', /another output/],
    [silent, 'no_receipt', /without a receipt/],
    [foreign, 'bad_receipt', /another channel, request, input, output/],
  ] as const) {
    const client = w.client(signer, w.chain.open(signer), { fetch: liar })
    await t.rejects(client.infer(modelId, pixels, PRICE), { code, message: text })
    t.equal(client.charged, 0n)
    t.equal(await client.settle(), undefined)
  }
  const other = w.client(signer, w.chain.open(signer), { receiptKey: freshSigner().key })
  await t.rejects(other.infer(modelId, pixels, PRICE), {
    code: 'bad_receipt',
    message: /not signed/,
  })
})

await t.test('what the server says of itself: health, model, price', async (t) => {
  const w = await world(t)
  const get = async (path: string) => {
    const response = await fetch(w.supplier.url + path)
    return { status: response.status, json: (await response.json()) as Record<string, unknown> }
  }
  t.strictSame(await get('/v2/health/live'), { status: 200, json: { live: true } })
  t.strictSame(await get('/v2/health/ready'), { status: 200, json: { ready: true } })
  const model = await get(`/v2/models/${toHex(modelId)}`)
  t.match(model.json, {
    name: toHex(modelId),
    inputs: [{ name: 'image', datatype: 'FP32', shape: [1, 1, 16, 16] }],
    accepts: [{ scheme: 'infonex-channel', price: '100', asset: 'uinx' }],
  })
  t.equal((await get('/v2/models/digits')).status, 200)
  t.equal((await get('/v2/models/none')).status, 404)
})

await t.test('a server does not start unless the chain knows it as it is', async (t) => {
  const w = await world(t)
  const models = w.options.models.map((model) => ({ ...model, price: 99n }))
  await t.rejects(w.restart({ models }), /offered at 100, not 99/)
  await t.rejects(w.restart({ serverId: 2n }), /no server 2/)
  await t.rejects(w.restart({ receiptSigner: freshSigner() }), /another receipt key/)
})

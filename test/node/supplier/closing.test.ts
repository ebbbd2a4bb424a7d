import t from 'tap'
import { toHex } from '../../../chain/types/bytes.js'
import type { SubmitClaims } from '../../../node/supplier/claims.js'
import { startSupplier } from '../../../node/supplier/server.js'
import { drawDigits, HELD_OUT } from './pictures.js'
import { freshSigner, image, modelId, OPERATOR, PRICE, type World, world } from './support.js'

const { images } = drawDigits(1, HELD_OUT)
const pixels = images[0] as Float32Array

/** Settles claims as the chain would: a channel's highest amount. */
function settling(chain: World['chain'], sent: string[]): SubmitClaims {
  return async (messages) => {
    for (const { value } of messages) {
      const { channelId, cumulative } = value.claim?.voucher ?? {}
      const key = toHex(channelId ?? new Uint8Array(0))
      const channel = chain.channels.get(key)
      if (channel === undefined || cumulative === undefined) throw new Error('no such channel')
      chain.channels.set(key, { ...channel, settled: cumulative })
      sent.push(`${value.sender} ${cumulative}`)
    }
  }
}

/** One paid answer through a channel of its own. */
async function buy(w: World): Promise<void> {
  const signer = freshSigner()
  const client = w.client(signer, w.chain.open(signer))
  await client.infer(modelId, image(pixels), PRICE)
  await client.settle()
}

await t.test('a supplier that is closed has its vouchers claimed, none twice', async (t) => {
  const sent: string[] = []
  let submit: SubmitClaims = async () => {}
  let w = await world(t, { submitClaims: (messages) => submit(messages) })
  submit = settling(w.chain, sent)
  await buy(w)
  await buy(w)
  w = await w.restart()
  t.strictSame(sent, [`${OPERATOR} 100`, `${OPERATOR} 100`], 'claimed by the close')
  t.strictSame(await w.supplier.claimable(), [])
  await w.restart()
  t.equal(sent.length, 2, 'the second close had nothing to claim')
})

await t.test('a supplier without its chain closes all the same, and claims later', async (t) => {
  const lines: string[] = []
  const log = (text: string) => void lines.push(text)
  const refused: SubmitClaims = () => Promise.reject(new Error('connect ECONNREFUSED'))
  let w = await world(t, { submitClaims: refused, log })
  await buy(w)
  w = await w.restart({ submitClaims: () => new Promise(() => {}), claimTimeoutMs: 20, log })
  t.match(lines, [/next start: 1 of 1 claims failed: connect ECONNREFUSED/])
  t.equal((await w.supplier.claimable())[0]?.amount, PRICE, 'the book kept the voucher')
  const sent: string[] = []
  w = await w.restart({ submitClaims: settling(w.chain, sent), log })
  t.match(lines[1], /did not answer in 20 ms/)
  const ask = w.chain.channel.bind(w.chain)
  w.chain.channel = () => Promise.reject(new Error('no route to the node'))
  w = await w.restart()
  t.match(lines[2], /no route to the node/)
  t.equal(lines.length, 3)
  w.chain.channel = ask
  t.equal((await w.supplier.claim())[0]?.amount, PRICE)
  t.strictSame(sent, [`${OPERATOR} 100`])
})

await t.test('one transaction of claims that fails does not stop the others', async (t) => {
  const lines: string[] = []
  const sent: string[] = []
  let submit: SubmitClaims = async () => {}
  const w = await world(t, {
    submitClaims: (messages) => submit(messages),
    log: (text) => void lines.push(text),
  })
  for (let i = 0; i < 17; i++) await buy(w)
  const settle = settling(w.chain, sent)
  submit = (messages) =>
    messages.length === 16 ? Promise.reject(new Error('stale')) : settle(messages)
  await t.rejects(w.supplier.claim(), /16 of 17 claims failed: stale/)
  t.equal(sent.length, 1)
  t.equal((await w.supplier.claimable()).length, 16)
  submit = settle
  t.equal((await w.supplier.claim()).length, 16)
})

await t.test('claims need a way to the chain', async (t) => {
  const w = await world(t)
  await t.rejects(w.supplier.claim(), /no submitClaims/)
})

await t.test('a server that does not start leaves nothing that keeps its process', async (t) => {
  const w = await world(t)
  const held = () =>
    process.getActiveResourcesInfo().filter((what) => /^(MessagePort|TCPServerWrap)$/.test(what))
  t.strictSame(held(), ['MessagePort', 'TCPServerWrap'], 'the thread and the port of the first')
  const port = Number(new URL(w.supplier.url).port)
  const ledgerFile = `${w.options.ledgerFile}.other`
  await t.rejects(startSupplier({ ...w.options, ledgerFile, port }), { code: 'EADDRINUSE' })
  const [model] = w.options.models
  if (model === undefined) throw new Error('no model')
  const models = [{ ...model, prepared: { ...model.prepared, file: new Uint8Array(9) } }]
  await t.rejects(startSupplier({ ...w.options, ledgerFile, models }), /protobuf|model/i)
  t.strictSame(held(), ['MessagePort', 'TCPServerWrap'])
})

/** H24 played: who answers at an endpoint has to hold the receipt key of the subscription. */
import { createServer } from 'node:http'
import t from 'tap'
import { meetServer, type Subscription } from '../../../node/inference/meetServer.js'
import type { PaidClientError } from '../../../node/inference/paidClient.js'
import type { ServerState } from '../../../node/supplier/chainView.js'
import { drawDigits, HELD_OUT } from './pictures.js'
import { CHAIN, freshSigner, image, modelId, PRICE, world, type World } from './support.js'

const { images } = drawDigits(1, HELD_OUT)
const picture = image(images[0] as Float32Array)

/** The subscription of a server that runs, at the URL where it really is. */
function subscribed(w: World, change: Partial<Subscription> = {}): Subscription {
  const found = w.chain.servers.get(1n)
  if (found === undefined) throw new Error('no server')
  const server = { ...found, endpoint: w.supplier.url }
  w.chain.servers.set(1n, server)
  return { ...server, ...change }
}
const meet = (w: World, server: Subscription, more: object = {}) =>
  meetServer({ chainId: CHAIN, server, verifier: w.verifier, ...more }).then(
    () => undefined,
    (error: PaidClientError) => `${error.code}: ${error.message}`,
  )

await t.test(
  "H24: a server that subscribes a competitor's URL is found out before it is told anything",
  async (t) => {
    const [honest, thief] = [await world(t), await world(t)]
    const server = subscribed(honest)
    t.equal(await meet(honest, server), undefined)
    // The thief's subscription names the honest server's URL, with its own receipt key.
    const stolen = { ...subscribed(thief), endpoint: server.endpoint }
    t.match(await meet(thief, stolen), /^wrong_server: .*not signed by the receipt key of server 1/)
    t.match(await meet(thief, { ...stolen, id: 2n }), /^wrong_server: .*is that of server 1/)
    const signer = freshSigner()
    const descriptor = thief.chain.open(signer)
    const buyer = thief.client(signer, descriptor, { url: server.endpoint, server: stolen })
    await t.rejects(buyer.infer(modelId, picture, PRICE), { code: 'wrong_server' })
    t.equal(honest.supplier.ledger.accounts().length, 0, 'nothing was sent')
    const good = honest.chain.open(signer)
    const client = honest.client(signer, good, { server })
    t.equal((await client.infer(modelId, picture, PRICE)).receipt.sequence, 1n)
    t.equal((await client.infer(modelId, picture, PRICE)).receipt.sequence, 2n, 'it has met it')
    const moved = honest.client(signer, good, {
      server: { ...server, endpoint: 'http://127.0.0.1:1' },
    })
    await t.rejects(moved.infer(modelId, picture, PRICE), { code: 'bad_endpoint' })
  },
)

await t.test(
  'H24: plain text goes to the machine itself alone; else a key is pinned',
  async (t) => {
    const w = await world(t)
    const server = subscribed(w)
    const away = { ...server, endpoint: 'http://supplier.example' }
    t.match(await meet(w, away), /^bad_endpoint: supplier.example is reached in plain text/)
    t.match(
      await meet(w, { ...server, endpoint: 'http://127.1' }),
      /^bad_endpoint: "http:\/\/127.1"/,
    )
    const transportKey = new Uint8Array(32).fill(7)
    for (const transport of [1, 2])
      t.match(
        await meet(w, { ...server, transport, transportKey }),
        /^not_pinned: server 1 pins the key 0707/,
      )
    const pinned = { ...server, transport: 2, transportKey }
    w.chain.servers.set(1n, { ...(w.chain.servers.get(1n) as ServerState), ...pinned })
    t.equal(await meet(w, pinned, { pinned: true }), undefined)
    const other = { ...pinned, transportKey: new Uint8Array(32).fill(8) }
    t.match(
      await meet(w, other, { pinned: true }),
      /^wrong_server/,
      'another key than the server has',
    )
  },
)

await t.test('answers that are no handshake', async (t) => {
  const w = await world(t)
  const server = subscribed(w)
  let say: (challenge: string) => [number, string] = () => [404, '{}']
  const impostor = createServer(({ url = '' }, response) => {
    const [status, text] = say(url.split('/').at(-1) ?? '')
    response.writeHead(status).end(text)
  })
  await new Promise<void>((done) => impostor.listen(0, '127.0.0.1', done))
  t.teardown(() => impostor.close())
  const { port } = impostor.address() as { port: number }
  const at = { ...server, endpoint: `http://127.0.0.1:${port}` }
  const text = (bytes: Uint8Array) =>
    JSON.stringify({ handshake: Buffer.from(bytes).toString('base64') })
  const ask = async (challenge: string) =>
    (await (await fetch(`${w.supplier.url}/v2/handshake/${challenge}`)).json()) as {
      handshake: string
    }
  const old = await ask('ab'.repeat(32))
  const rows: readonly (readonly [() => [number, string], RegExp])[] = [
    [() => [404, '{}'], /^no_handshake: .*status 404/],
    [() => [200, 'x'], /^no_handshake: /],
    [() => [200, '{}'], /^no_handshake: .*it shows no handshake/],
    [() => [200, ' '.repeat(5_000)], /^no_handshake: /],
    [() => [200, text(Uint8Array.of(9))], /^wrong_server: .*cannot be read/],
    [() => [200, text(new Uint8Array())], /^wrong_server: .*is empty/],
    [() => [200, JSON.stringify(old)], /^wrong_server: .*or of another time/],
  ]
  for (const [answer, want] of rows) {
    say = answer
    t.match(await meet(w, at), want)
  }
  t.match(await meet(w, { ...server, endpoint: 'http://127.0.0.1:1' }), /^no_handshake: /)
  t.match(await meet(w, server, { chainId: 'other-1' }), /^wrong_server: /)
  for (const challenge of ['', 'ab', 'AB'.repeat(32), 'g'.repeat(64)]) {
    const { status } = await fetch(`${w.supplier.url}/v2/handshake/${challenge}`)
    t.ok(status === 400 || status === 404, challenge)
  }
  const gone = await world(t)
  gone.chain.servers.delete(1n)
  const { status } = await fetch(`${gone.supplier.url}/v2/handshake/${'ab'.repeat(32)}`)
  t.equal(status, 400, 'it is not subscribed any more')
})

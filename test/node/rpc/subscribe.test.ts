import { Comet38Client, type comet38 } from '@cosmjs/tendermint-rpc'
import type { Stream } from 'xstream'
import { once } from 'node:events'
import { connect } from 'node:net'
import t from 'tap'
import { WebSocket } from 'ws'
import '../../support/letCosmjsEnd.js'
import { event } from '../../../chain/types/event.js'
import { frameHeader } from '../../../node/rpc/wsFrame.js'
import type { RpcServer } from '../../../node/rpc/server.js'
import type { MemoryEngine } from './memoryEngine.js'
import { withNode } from './withNode.js'

const wsUrl = (rpc: RpcServer): string => `${rpc.url.replace('http', 'ws')}/websocket`
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const tx = (text: string) => new Uint8Array(Buffer.from(text))

async function until(what: () => boolean): Promise<void> {
  for (let i = 0; i < 500 && !what(); i++) await pause(10)
  if (!what()) throw new Error('it did not come about')
}

/** A bare client that keeps all messages. */
async function open(rpc: RpcServer) {
  const socket = new WebSocket(wsUrl(rpc))
  const messages: any[] = []
  socket.on('message', (data: Buffer) => messages.push(JSON.parse(data.toString())))
  await once(socket, 'open')
  let id = 0
  const ask = async (method: string, params: unknown = {}, own?: unknown): Promise<any> => {
    const used = own ?? ++id
    const before = messages.filter((m) => m.id === used).length
    socket.send(JSON.stringify({ jsonrpc: '2.0', id: used, method, params }))
    await until(() => messages.filter((m) => m.id === used).length > before)
    return messages.filter((m) => m.id === used)[before]
  }
  return { socket, messages, ask }
}

function collect<T>(stream: Stream<T>) {
  const seen: T[] = []
  const subscription = stream.subscribe({ next: (value) => seen.push(value), error: t.fail })
  return { seen, stop: () => subscription.unsubscribe() }
}

const settled = async (rpc: RpcServer, count: number): Promise<void> =>
  until(() => rpc.stats.subscriptions === count)

await t.test('unmodified CosmJS subscribes to blocks, headers and transactions', async (t) => {
  await withNode(async ({ engine, rpc }) => {
    const client = await Comet38Client.connect(rpc.url.replace('http', 'ws'))
    const blocks = collect(client.subscribeNewBlock() as Stream<comet38.NewBlockEvent>)
    const headers = collect(client.subscribeNewBlockHeader() as Stream<comet38.NewBlockHeaderEvent>)
    const txs = collect(client.subscribeTx() as Stream<comet38.TxEvent>)
    const some = collect(
      client.subscribeTx(
        "app.key = 'b' AND app.creator CONTAINS 'Netowoko'",
      ) as Stream<comet38.TxEvent>,
    )
    await settled(rpc, 4)
    for (const text of ['a=1', 'b=2']) await client.broadcastTxSync({ tx: tx(text) })
    await engine.makeBlock()
    await engine.makeBlock()
    await until(
      () => blocks.seen.length === 2 && headers.seen.length === 2 && txs.seen.length === 2,
    )
    t.same(
      blocks.seen.map((b) => b.header.height),
      [4, 5],
    )
    t.same(blocks.seen[0]?.txs, [tx('a=1'), tx('b=2')])
    t.equal(headers.seen[1]?.height, 5)
    t.same(
      txs.seen.map((one) => Buffer.from(one.tx).toString()),
      ['a=1', 'b=2'],
    )
    t.same((await client.tx({ hash: txs.seen[0]?.hash as Uint8Array })).result, txs.seen[0]?.result)
    t.equal(some.seen.length, 1)
    some.stop()
    await settled(rpc, 3)
    const again = collect(
      client.subscribeTx(
        "app.key = 'b' AND app.creator CONTAINS 'Netowoko'",
      ) as Stream<comet38.TxEvent>,
    )
    await settled(rpc, 4)
    await client.broadcastTxSync({ tx: tx('b=3') })
    await engine.makeBlock()
    // CosmJS keeps its first listener to the same id, and so may give an event twice.
    await until(() => again.seen.length >= 1)
    t.equal(again.seen[0]?.height, 6)
    client.disconnect()
    await settled(rpc, 0)
  })
})

await t.test(
  'events carry the query, the data and all tags, with the id of the subscription',
  async (t) => {
    await withNode(async ({ engine, rpc }) => {
      engine.blockEvents = [event('epoch', [['number', '7']])]
      const { ask, messages, socket } = await open(rpc)
      const query = "tm.event='Tx' AND app.key='b'"
      t.same(await ask('subscribe', { query }, 'mine'), { jsonrpc: '2.0', id: 'mine', result: {} })
      t.same(await ask('subscribe', ['epoch.number >= 7'], 77), {
        jsonrpc: '2.0',
        id: 77,
        result: {},
      })
      engine.broadcast(tx('b=ü"'))
      await engine.makeBlock()
      await until(() => messages.length === 6)
      const [, , newBlock, header, blockEvents, tx1] = messages
      t.match(newBlock, {
        id: 77,
        result: { query: 'epoch.number >= 7', data: { type: 'tendermint/event/NewBlock' } },
      })
      t.match(newBlock.result.data.value, {
        block: { header: { height: '4' } },
        block_id: { parts: { total: 1 } },
        result_finalize_block: { events: [{ type: 'epoch' }] },
      })
      t.equal(header.result.data.type, 'tendermint/event/NewBlockHeader')
      t.same(blockEvents.result.data.value.num_txs, '1')
      t.same(newBlock.result.events, {
        'tm.event': ['NewBlock'],
        'block.height': ['4'],
        'epoch.number': ['7'],
      })
      t.match(tx1, {
        jsonrpc: '2.0',
        id: 'mine',
        result: {
          query,
          data: { type: 'tendermint/event/Tx', value: { TxResult: { height: '4', index: 0 } } },
        },
      })
      t.same(tx1.result.events['app.creator'], ['Cosmoshi Netowoko', 'Cosmoshi'])
      t.match(tx1.result.events['tx.hash'][0], /^[0-9A-F]{64}$/)
      t.same(await ask('unsubscribe', { query }, 'mine'), {
        jsonrpc: '2.0',
        id: 'mine',
        result: {},
      })
      t.match((await ask('unsubscribe', { query })).error.data, /subscription not found/)
      t.same((await ask('unsubscribe_all')).result, {})
      t.equal(rpc.stats.subscriptions, 0)
      await engine.makeBlock()
      t.equal((await ask('status')).result.sync_info.latest_block_height, '5')
      socket.close()
    })
  },
)

await t.test('subscriptions are limited, and what is refused says why', async (t) => {
  const limits = { maxSubscriptionClients: 2 }
  await withNode(
    async ({ rpc }) => {
      const one = await open(rpc)
      const refused = async (query: unknown, code: number, text: RegExp): Promise<void> => {
        const { error } = await one.ask('subscribe', { query })
        t.equal(error.code, code)
        t.match(error.data, text)
      }
      await refused(undefined, -32602, /query: got nothing/)
      await refused('tx.height >', -32602, /query: at character 12: got the end/)
      await refused(`a.b='${'x'.repeat(600)}'`, -32602, /got 606 characters, wanted at most 512/)
      for (let i = 0; i < 5; i++)
        t.same((await one.ask('subscribe', { query: `a.b = ${i}` })).result, {})
      await refused('a.b = 9', -32603, /max_subscriptions_per_client 5 reached/)
      await one.ask('unsubscribe', { query: 'a.b = 4' })
      await refused('a.b = 3', -32603, /already subscribed/)
      const two = await open(rpc)
      t.same((await two.ask('subscribe', { query: "tm.event='NewBlock'" })).result, {})
      const three = await open(rpc)
      const { error } = await three.ask('subscribe', { query: "tm.event='NewBlock'" })
      t.match(error.data, /max_subscription_clients 2 reached/)
      two.socket.close()
      await settled(rpc, 4)
      t.same((await three.ask('subscribe', { query: "tm.event='NewBlock'" })).result, {})
    },
    { limits },
  )
})

await t.test(
  'bad messages are refused and the WebSocket stays open, but not when it is too large',
  async (t) => {
    await withNode(async ({ rpc }) => {
      const { socket, messages, ask } = await open(rpc)
      for (const bad of ['', '{', '[]', '5', '['.repeat(5000)]) socket.send(bad)
      await until(() => messages.length === 5)
      t.same(
        messages.map((m) => m.error.code),
        [-32700, -32700, -32600, -32600, -32700],
      )
      t.same(await ask('health'), { jsonrpc: '2.0', id: 1, result: {} })
      t.match((await ask('nothing')).error, { code: -32601 })
      socket.send('x'.repeat(1_000_001))
      const [code] = (await once(socket, 'close')) as [number]
      t.equal(code, 1009)
    })
  },
)

await t.test('other paths and too many WebSockets are refused', async (t) => {
  await withNode(
    async ({ rpc }) => {
      const wrong = new WebSocket(wsUrl(rpc).replace('websocket', 'elsewhere'))
      const [error] = (await once(wrong, 'error')) as [Error]
      t.match(error.message, /404/)
      await open(rpc)
      const second = new WebSocket(wsUrl(rpc))
      const [full] = (await once(second, 'error')) as [Error]
      t.match(full.message, /503/)
      t.equal(rpc.stats.refusedClients, 1)
    },
    { limits: { maxWebSockets: 1 } },
  )
})

/** Subscribes by hand and never reads again. */
async function deafClient(rpc: RpcServer) {
  const socket = connect(rpc.port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write(
    'GET /websocket HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n' +
      'sec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
  )
  await once(socket, 'data')
  const body = Buffer.from(
    `{"jsonrpc":"2.0","id":1,"method":"subscribe","params":{"query":"tm.event='Tx'"}}`,
  )
  const header = frameHeader(body.length)
  header[1] = (header[1] as number) | 0x80
  socket.write(Buffer.concat([header, Buffer.alloc(4), body]))
  await until(() => rpc.stats.subscriptions > 0)
  socket.pause()
  return socket
}

async function fill(engine: MemoryEngine): Promise<void> {
  for (let i = 0; i < 20; i++) engine.broadcast(tx(`k${i}=v`))
  await engine.makeBlock()
}

await t.test('a slow client is dropped, and the others hear everything', async (t) => {
  const limits = { maxBacklogBytes: 200_000, maxBacklogPeakBytes: 2_000_000 }
  await withNode(
    async ({ engine, rpc }) => {
      engine.txData = new Uint8Array(20_000)
      const good = await open(rpc)
      await good.ask('subscribe', { query: "tm.event='Tx'" })
      const deaf = await deafClient(rpc)
      await settled(rpc, 2)
      for (let i = 0; i < 100 && rpc.stats.slowClients === 0; i++) {
        const sent = good.messages.length
        await fill(engine)
        await until(() => good.messages.length === sent + 20)
      }
      t.equal(rpc.stats.slowClients, 1)
      t.equal(rpc.stats.subscriptions, 1)
      const sent = good.messages.length
      await fill(engine)
      await until(() => good.messages.length === sent + 20)
      const read: Buffer[] = []
      deaf.on('data', (chunk: Buffer) => read.push(chunk))
      deaf.resume()
      await once(deaf, 'close')
      const last = Buffer.concat(read).subarray(-60).toString()
      t.match(last, /client is not pulling messages fast enough/)
      good.socket.close()
    },
    { limits },
  )
})

await t.test('a client that answers no ping is cut off, one that does is kept', async (t) => {
  await withNode(
    async ({ rpc }) => {
      const deaf = await deafClient(rpc)
      const { socket } = await open(rpc)
      t.equal(rpc.stats.webSockets, 2)
      await until(() => rpc.stats.webSockets === 1)
      t.equal(rpc.stats.subscriptions, 0)
      await pause(200)
      t.equal(socket.readyState, WebSocket.OPEN)
      deaf.destroy()
    },
    { limits: { pingMs: 50 } },
  )
})

await t.test('1,000 idle WebSockets are cheap and do not slow the others', async (t) => {
  await withNode(async ({ engine, rpc }) => {
    const before = process.memoryUsage().rss
    const idle = await Promise.all(Array.from({ length: 1000 }, () => open(rpc)))
    t.equal(rpc.stats.webSockets, 1000)
    const grown = (process.memoryUsage().rss - before) / 1000
    // Both ends of each connection live in this process.
    t.ok(grown < 150_000, `${Math.round(grown)} bytes for both ends of an idle WebSocket`)
    const busy = await open(rpc)
    await busy.ask('subscribe', { query: "tm.event='NewBlockHeader'" })
    const start = performance.now()
    for (let i = 0; i < 20; i++) {
      await engine.makeBlock()
      await until(() => busy.messages.length === i + 2)
    }
    t.ok(performance.now() - start < 2000, 'twenty blocks arrive within two seconds')
    for (const { socket } of idle) socket.terminate()
    await until(() => rpc.stats.webSockets === 1)
  })
})

await t.test('closing tells WebSockets to go away', async (t) => {
  await withNode(async ({ rpc }) => {
    const { socket } = await open(rpc)
    const closed = once(socket, 'close') as Promise<[number, Buffer]>
    await rpc.close()
    const [code, reason] = await closed
    t.equal(code, 1013)
    t.match(reason.toString(), /the node is stopping/)
  })
})

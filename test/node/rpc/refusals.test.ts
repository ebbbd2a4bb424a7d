import { once } from 'node:events'
import net from 'node:net'
import t from 'tap'
import { EngineError } from '../../../node/engine/types.js'
import { call, post, withNode } from './withNode.js'

const refusals: [method: string, params: unknown, code: number, data: RegExp][] = [
  ['nothing', {}, -32601, /^nothing$/],
  ['constructor', {}, -32601, /^constructor$/],
  ['subscribe', { query: "tm.event='Tx'" }, -32601, /^subscribe$/],
  ['block', { height: 'x' }, -32602, /^height: got "x", wanted a whole number/],
  ['block', { height: 1.5 }, -32602, /^height: got 1.5, wanted/],
  ['block', { height: '99999999999999999999' }, -32602, /^height: got/],
  ['block', { height: '9223372036854775808' }, -32602, /^height: got/],
  ['block', { height: '0' }, -32602, /must be greater than 0, but got 0/],
  ['block', { height: '-3' }, -32602, /must be greater than 0, but got -3/],
  [
    'block',
    { height: '4' },
    -32603,
    /height 4 must be less than or equal to the current blockchain height 3/,
  ],
  ['block', 5, -32602, /^params: got 5, wanted an object/],
  ['block', [1, 2], -32602, /^params: got 2 values, wanted at most 1/],
  ['block_by_hash', { hash: 'abcd' }, -32602, /^hash: got "abcd", wanted 32 bytes/],
  ['tx', {}, -32602, /^hash: got nothing, wanted 32 bytes/],
  ['tx', { hash: '00'.repeat(32) }, -32603, /^tx \(0{64}\) not found$/],
  [
    'tx',
    { hash: '00'.repeat(32), prove: 'yes' },
    -32602,
    /^prove: got "yes", wanted true or false/,
  ],
  [
    'tx_search',
    { query: 'tx.height' },
    -32602,
    /^query: at character 10: got the end, wanted one of/,
  ],
  ['tx_search', { query: '' }, -32602, /^query: at character 1: got the end/],
  ['tx_search', { query: 5 }, -32602, /^query: got 5, wanted text/],
  [
    'tx_search',
    { query: 'tx.height>0', page: '0' },
    -32602,
    /^page: got "0", wanted a number from 1/,
  ],
  [
    'tx_search',
    { query: 'tx.height>0', page: '2' },
    -32603,
    /^page should be within \[1, 1\] range, given 2/,
  ],
  [
    'tx_search',
    { query: 'tx.height>0', order_by: 'up' },
    -32602,
    /^order_by: got "up", wanted "asc" or "desc"/,
  ],
  ['block_search', {}, -32602, /^query: got nothing/],
  ['broadcast_tx_sync', { tx: '!!!!' }, -32602, /^tx: got "!!!!", wanted bytes in base64/],
  ['broadcast_tx_sync', { tx: 'abc' }, -32602, /^tx: got "abc"/],
  ['broadcast_tx_commit', {}, -32602, /^tx: got nothing, wanted the bytes of a transaction/],
  ['abci_query', { path: '/key', data: 'xyz' }, -32602, /^data: got "xyz", wanted bytes in hex/],
  ['abci_query', { path: 'p'.repeat(600) }, -32602, /^path: got .* wanted at most 512 characters/],
  ['abci_query', { path: '/key', height: '-1' }, -32602, /^height: got "-1", wanted a height/],
  [
    'blockchain',
    { minHeight: '3', maxHeight: '2' },
    -32603,
    /^min height 3 can't be greater than max height 2/,
  ],
  ['blockchain', { minHeight: '-1' }, -32602, /non-negative/],
  ['genesis_chunked', { chunk: 1 }, -32602, /^chunk: got 1, wanted a number from 0 to 0/],
  ['validators', { page: 2 }, -32603, /^page should be within \[1, 1\] range/],
  ['broadcast_evidence', {}, -32603, /evidence is not taken/],
]

await t.test('refusals name the parameter, what was got and what was wanted', async (t) => {
  await withNode(async ({ engine, rpc }) => {
    for (const [method, params, code, data] of refusals) {
      const { error } = await call(rpc, method, params)
      t.equal(error?.code, code, `${method} ${JSON.stringify(params)}`)
      t.match(error?.data, data)
    }
    engine.refusal = new EngineError(-32603, 'Internal error', 'mempool is full')
    const { error } = await call(rpc, 'broadcast_tx_sync', { tx: 'AAAA' })
    t.match(error, { code: -32603, data: 'mempool is full' })
    const late = await call(rpc, 'broadcast_tx_commit', { tx: 'AAAA' })
    t.match(late.error, { data: 'mempool is full' })
  })
})

await t.test('broadcast_tx_commit gives up after its time, and waiters are bounded', async (t) => {
  const limits = { commitTimeoutMs: 200, maxCommitWaiters: 1 }
  await withNode(
    async ({ rpc }) => {
      const params = { tx: Buffer.from('a=b').toString('base64') }
      const first = call(rpc, 'broadcast_tx_commit', params)
      await new Promise((resolve) => setTimeout(resolve, 50))
      const second = await call(rpc, 'broadcast_tx_commit', params)
      t.match(second.error?.data, /got 1 callers waiting/)
      t.match((await first).error?.data, /timed out waiting for tx to be included in a block/)
    },
    { limits },
  )
})

await t.test('malformed, oversize and deep bodies are refused and the node stays up', async (t) => {
  await withNode(async ({ rpc }) => {
    const bad: [body: string, status: number, code: number, data: RegExp][] = [
      ['', 500, -32700, /./],
      ['{', 500, -32700, /./],
      ['nonsense', 500, -32700, /./],
      ['[[[['.repeat(100000), 500, -32700, /nested deeper than 32/],
      ['{"a":'.repeat(40) + '1' + '}'.repeat(40), 500, -32700, /nested deeper/],
      ['null', 200, -32600, /wanted \{/],
      ['5', 200, -32600, /wanted \{/],
      ['[]', 200, -32600, /empty array/],
      ['{"jsonrpc":"2.0","id":1}', 200, -32600, /method: wanted/],
      ['{"jsonrpc":"1.0","id":1,"method":"health"}', 200, -32600, /jsonrpc: wanted "2.0"/],
      ['{"jsonrpc":"2.0","id":[],"method":"health"}', 200, -32600, /id: wanted/],
      [`{"jsonrpc":"2.0","id":"${'x'.repeat(200)}","method":"health"}`, 200, -32600, /id: wanted/],
      [
        JSON.stringify(Array(101).fill({})),
        200,
        -32600,
        /got 101 requests in one array, wanted at most 100/,
      ],
      [`"${'x'.repeat(1_000_001)}"`, 413, -32600, /larger than 1000000 bytes/],
    ]
    for (const [body, status, code, data] of bad) {
      const got = await post(rpc, body)
      t.equal(got.status, status, body.slice(0, 40))
      const { error } = JSON.parse(got.text)
      t.equal(error.code, code, body.slice(0, 40))
      t.match(error.data, data)
    }
    t.same((await call(rpc, 'health')).result, {})
    t.equal(rpc.stats.errors.get(-32700), 5)
  })
})

await t.test('arrays are answered in order, notifications are not answered', async (t) => {
  await withNode(
    async ({ engine, rpc }) => {
      const one = (id: unknown, method: string, params: unknown = {}) => ({
        jsonrpc: '2.0',
        id,
        method,
        params,
      })
      const batch = [
        one(1, 'health'),
        one('two', 'status'),
        one(null, 'health'),
        one(3, 'nothing'),
        one(4, 'broadcast_tx_commit', { tx: Buffer.from('a=b').toString('base64') }),
        one(5, 'block', { height: '1' }),
      ]
      setTimeout(() => void engine.makeBlock(), 100)
      const { status, text } = await post(rpc, JSON.stringify(batch))
      t.equal(status, 200)
      const answers = JSON.parse(text)
      t.same(
        answers.map((a: { id: unknown }) => a.id),
        [1, 'two', 3, 4, 5],
      )
      t.equal(answers[2].error.code, -32601)
      t.equal(answers[3].result.height, '4')
      const silent = await post(rpc, '{"jsonrpc":"2.0","method":"health"}')
      t.match(silent, { status: 200, text: '' })
      const large = JSON.stringify(
        Array.from({ length: 30 }, (_, i) => one(i, 'block', { height: 1 })),
      )
      const parts = JSON.parse((await post(rpc, large)).text)
      t.equal(parts.length, 30)
      t.match(parts[29].error, { code: -32000, data: /exceed 10000 bytes/ })
    },
    { limits: { maxResponseBytes: 10_000 } },
  )
})

await t.test('a client whose request does not come to an end is told so and hung up on', (t) =>
  withNode(
    async ({ rpc }) => {
      const socket = net.connect(rpc.port, '127.0.0.1')
      t.teardown(() => socket.destroy())
      let answer = ''
      socket.on('data', (bytes) => (answer += bytes.toString('latin1')))
      socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n{')
      const begun = performance.now()
      await once(socket, 'close', { signal: AbortSignal.timeout(10_000) })
      t.match(answer, /^HTTP\/1.1 408 /)
      t.ok(performance.now() - begun >= 300)
      t.equal((await call(rpc, 'health')).error, undefined)
    },
    { limits: { requestTimeoutMs: 300 } },
  ),
)

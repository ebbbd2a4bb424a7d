import { Comet38Client, HttpBatchClient, HttpClient } from '@cosmjs/tendermint-rpc'
import { Registry } from 'prom-client'
import t from 'tap'
import { registerRpcMetrics } from '../../../node/rpc/metrics.js'
import { startRpc } from '../../../node/rpc/server.js'
import { MemoryEngine } from './memoryEngine.js'
import { call, post, tx, withNode } from './withNode.js'

const exact: [method: string, params: unknown, result: unknown][] = [
  ['health', {}, {}],
  ['net_info', {}, { listening: true, listeners: [], n_peers: '0', peers: [] }],
  ['num_unconfirmed_txs', {}, { n_txs: '0', total: '0', total_bytes: '0', txs: null }],
  ['unconfirmed_txs', { limit: '1' }, { n_txs: '0', total: '0', total_bytes: '0', txs: null }],
  [
    'block_results',
    { height: '1' },
    {
      height: '1',
      txs_results: null,
      finalize_block_events: null,
      validator_updates: null,
      consensus_param_updates: null,
    },
  ],
  ['tx_search', { query: 'tx.height=1' }, { txs: [], total_count: '0' }],
  [
    'broadcast_tx_sync',
    { tx: Buffer.from('x').toString('base64') },
    {
      code: 2,
      data: '',
      log: 'invalid tx format',
      codespace: 'kvstore',
      hash: '2D711642B726B04401627CA9FBAC32F5C8530FB1903CC4DB02258717921A4881',
    },
  ],
  [
    'check_tx',
    { tx: Buffer.from('a=b').toString('base64') },
    {
      code: 0,
      data: null,
      log: '',
      info: '',
      gas_wanted: '1',
      gas_used: '0',
      events: [],
      codespace: '',
    },
  ],
  [
    'abci_query',
    { path: '/no', data: '' },
    {
      response: {
        code: 6,
        log: 'unknown query path: unknown request',
        info: '',
        index: '-1',
        key: null,
        value: null,
        proofOps: null,
        height: '3',
        codespace: 'sdk',
      },
    },
  ],
  ['genesis_chunked', {}, { chunk: '0', total: '1' }],
  [
    'consensus_params',
    {},
    { block_height: '4', consensus_params: { block: { max_bytes: '22020096', max_gas: '-1' } } },
  ],
  ['header', { height: 2 }, { header: { height: '2', chain_id: 'memory-1' } }],
  [
    'block_by_hash',
    { hash: Buffer.alloc(32).toString('base64') },
    { block_id: { hash: '', parts: { total: 0, hash: '' } }, block: null },
  ],
  ['header_by_hash', { hash: '00'.repeat(32) }, { header: null }],
  ['consensus_state', {}, { round_state: { 'height/round/step': '4/0/1' } }],
  [
    'dump_consensus_state',
    {},
    { round_state: { height: '4', last_commit: { height: '3' } }, peers: [] },
  ],
  ['blockchain', [1, 1], { last_height: '3' }],
]

await t.test('answers have the shapes of CometBFT', async (t) => {
  await withNode(async ({ rpc }) => {
    for (const [method, params, result] of exact) {
      t.match(await call(rpc, method, params), { jsonrpc: '2.0', id: 1, result }, method)
    }
    const { header } = (await call(rpc, 'header', { height: '1' })).result
    t.same(header.last_block_id, { hash: '', parts: { total: 0, hash: '' } })
    t.match(header.time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d*7Z$/)
    t.match(header.app_hash, /^[0-9A-F]{64}$/)
    const { block } = (await call(rpc, 'block', { height: '1' })).result
    t.same(block.last_commit, {
      height: '0',
      round: 0,
      block_id: { hash: '', parts: { total: 0, hash: '' } },
      signatures: [],
    })
    t.same(block.evidence, { evidence: [] })
    const hash = (await call(rpc, 'block', { height: '2' })).result.block_id.hash
    t.equal((await call(rpc, 'header_by_hash', { hash })).result.header.height, '2')
    const chunk = (await call(rpc, 'genesis_chunked', { chunk: 0 })).result
    t.match(JSON.parse(Buffer.from(chunk.data, 'base64').toString()), { chain_id: 'memory-1' })
  })
})

const uris: [path: string, status: number, match: unknown][] = [
  ['/health', 200, { jsonrpc: '2.0', id: -1, result: {} }],
  ['/block?height=2', 200, { result: { block: { header: { height: '2' } } } }],
  ['/block?height="2"', 200, { result: { block: { header: { height: '2' } } } }],
  ['/block?height=two', 500, { error: { code: -32602, data: /^height: got "two", wanted/ } }],
  [
    '/block?height=1&height=2',
    500,
    { error: { data: /^height: got \["1","2"\], wanted one value/ } },
  ],
  ['/tx_search?query="tx.height=2"&prove=true&per_page=5', 200, { result: { total_count: '0' } }],
  [
    '/tx_search?query=tx.height=2',
    500,
    { error: { data: /^query: got "tx.height=2", wanted text in double quotes/ } },
  ],
  [
    '/tx_search?query="tx.height>1"&prove=maybe',
    500,
    { error: { data: /^prove: got "maybe", wanted true or false/ } },
  ],
  ['/broadcast_tx_sync?tx="a=b"', 200, { result: { code: 0 } }],
  ['/broadcast_tx_sync?tx=0x613d62', 200, { result: { code: 0 } }],
  ['/broadcast_tx_sync?tx=YT1i', 500, { error: { data: /^tx: got "YT1i", wanted bytes as 0x/ } }],
  ['/abci_query?path="/key"&data=0x61', 200, { result: { response: { key: 'YQ==' } } }],
  [
    `/tx?hash=0x${'00'.repeat(32)}`,
    500,
    { error: { code: -32603, message: 'Internal error', data: /not found/ } },
  ],
  ['/tx?hash=0x00', 500, { error: { data: /^hash: got "0x00", wanted 32 bytes/ } }],
  ['/nothing', 404, { error: { code: -32601 } }],
  ['/subscribe?query="tm.event=\'Tx\'"', 404, { error: { code: -32601 } }],
  ['/a/b', 404, { error: { code: -32601 } }],
]

await t.test('every method by URI', async (t) => {
  await withNode(async ({ rpc }) => {
    for (const [path, status, match] of uris) {
      const response = await fetch(rpc.url + path)
      t.equal(response.status, status, path)
      t.match(await response.json(), match, path)
      t.equal(response.headers.get('access-control-allow-origin'), '*')
    }
    const page = await fetch(rpc.url)
    t.match(page.headers.get('content-type'), /text\/html/)
    t.match(await page.text(), /tx_search\?query=_&amp;prove=_/)
  })
})

await t.test('health tells when no blocks are made', async (t) => {
  await withNode(async ({ engine, rpc }) => {
    engine.halted = 'no more blocks after height 3: the disk is full'
    const { error } = await call(rpc, 'health')
    t.match(error, { code: -32603, data: /the disk is full/ })
  })
})

await t.test('browsers may call from anywhere', async (t) => {
  await withNode(async ({ rpc }) => {
    const response = await fetch(rpc.url, {
      method: 'OPTIONS',
      headers: { origin: 'http://x', 'access-control-request-headers': 'content-type' },
    })
    t.equal(response.status, 204)
    t.equal(response.headers.get('access-control-allow-origin'), '*')
    t.match(response.headers.get('access-control-allow-headers'), /Content-Type/)
    const { header } = await post(rpc, '{"jsonrpc":"2.0","id":1,"method":"health"}')
    t.equal(header('access-control-allow-origin'), '*')
    t.match(header('content-type'), /application\/json/)
  })
})

await t.test('a base with a trailing slash and abci_query through other services', async (t) => {
  const query = () =>
    Promise.resolve({
      ...{ code: 0, log: 'service', info: '', index: 0n, codespace: '' },
      key: tx(''),
      value: tx('v'),
      proofOps: undefined,
      height: 1n,
    })
  await withNode(
    async ({ rpc }) => {
      const client = await Comet38Client.create(new HttpClient(`${rpc.url}/`))
      t.equal((await client.abciQuery({ path: '/x', data: tx('') })).log, 'service')
    },
    { query },
  )
})

await t.test('closing answers those who wait', async (t) => {
  await withNode(
    async ({ rpc }) => {
      const status = call(rpc, 'status')
      const commit = call(rpc, 'broadcast_tx_commit', { tx: Buffer.from('a=b').toString('base64') })
      await new Promise((resolve) => setTimeout(resolve, 50))
      await rpc.close()
      t.match((await status).error?.data, /the node is stopping/)
      t.match((await commit).error?.data, /the node is stopping/)
    },
    { blocks: 0 },
  )
})

await t.test('many calls in one CosmJS batch', async (t) => {
  await withNode(async ({ rpc }) => {
    const client = await Comet38Client.create(new HttpBatchClient(rpc.url))
    const heights = [1, 2, 3]
    const blocks = await Promise.all(heights.map((height) => client.block(height)))
    t.same(
      blocks.map((b) => b.block.header.height),
      heights,
    )
    t.equal((await client.status()).syncInfo.latestBlockHeight, 3)
    client.disconnect()
  })
})

await t.test('counts for Prometheus', async (t) => {
  await withNode(async ({ rpc }) => {
    const registry = new Registry()
    registerRpcMetrics(registry, rpc.stats)
    await call(rpc, 'health')
    await call(rpc, 'nothing')
    const text = await registry.metrics()
    t.match(text, /infonex_rpc_calls_total{method="health"} 1/)
    t.match(text, /infonex_rpc_errors_total{code="-32601"} 1/)
    t.match(text, /infonex_rpc_websockets 0/)
    t.equal(await registry.metrics(), text)
  })
})

await t.test('the address is checked', async (t) => {
  const engine = await MemoryEngine.open()
  await t.rejects(startRpc(engine, { laddr: '127.0.0.1' }), /wanted tcp:\/\/HOST:PORT/)
  await t.rejects(startRpc(engine, { laddr: 'tcp://127.0.0.1:70000' }), /wanted tcp/)
  const first = await startRpc(engine, { laddr: 'tcp://127.0.0.1:0' })
  const laddr = `tcp://127.0.0.1:${first.port}`
  await t.rejects(startRpc(engine, { laddr }), /rpc.laddr: tcp:.* is in use by another process/)
  await first.close()
  await engine.close()
})

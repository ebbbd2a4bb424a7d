import { Comet38Client, HttpClient, connectComet } from '@cosmjs/tendermint-rpc'
import t from 'tap'
import '../../support/letCosmjsEnd.js'
import { event } from '../../../chain/types/event.js'
import { sha256 } from '../../../chain/codec/hash.js'
import { EngineError } from '../../../node/engine/types.js'
import { type RpcServer, startRpc } from '../../../node/rpc/server.js'
import { verifyMerkleProof } from '../../../proto/comet/merkle.js'
import { MemoryEngine } from './memoryEngine.js'
import { withNode } from './withNode.js'

const tx = (text: string) => new Uint8Array(Buffer.from(text))
const post = async (rpc: RpcServer, body: string, headers = {}) => {
  const response = await fetch(rpc.url, { method: 'POST', body, headers })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text }
}
const call = async (rpc: RpcServer, method: string, params: unknown = {}) => {
  const { text } = await post(rpc, JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }))
  return JSON.parse(text) as {
    result: any
    error?: { code: number; message: string; data: string }
  }
}

for (const scheme of ['http', 'ws']) {
  await t.test(`unmodified CosmJS decodes everything over ${scheme}`, async (t) => {
    await withNode(async ({ engine, rpc }) => {
      engine.blockEvents = [event('epoch', [['number', '7']])]
      const client = (await connectComet(rpc.url.replace('http', scheme))) as Comet38Client
      t.type(client, Comet38Client)
      const status = await client.status()
      t.equal(status.nodeInfo.version, '0.38.25')
      t.equal(status.nodeInfo.network, 'memory-1')
      t.same(status.nodeInfo.protocolVersion, { p2p: 8, block: 11, app: 1 })
      t.equal(status.nodeInfo.other.get('tx_index'), 'on')
      t.equal(status.nodeInfo.other.size, 2)
      t.equal(status.syncInfo.latestBlockHeight, 3)
      t.equal(status.validatorInfo.votingPower, 10n)
      t.equal((await client.abciInfo()).lastBlockHeight, 3)
      t.equal(await client.health(), null)

      const first = await client.block(1)
      t.equal(first.block.lastCommit, null)
      t.equal(first.block.header.lastBlockId, null)
      const latest = await client.block()
      t.equal(latest.block.header.height, 3)
      t.equal(latest.block.header.lastBlockId?.hash.length, 32)
      t.equal((latest.block.header.time as { nanoseconds?: number }).nanoseconds, 7)
      const chain = await client.blockchain(1, 2)
      t.same(
        chain.blockMetas.map((meta) => meta.header.height),
        [2, 1],
      )
      const commit = await client.commit(2)
      t.equal(commit.canonical, true)
      t.equal(commit.commit.signatures[0]?.signature?.length, 64)
      t.equal((await client.commit()).canonical, false)
      const genesis = await client.genesis()
      t.equal(genesis.chainId, 'memory-1')
      t.equal((genesis.genesisTime as { nanoseconds?: number }).nanoseconds, 1)
      t.same(genesis.appState, { text: 'ü' })
      t.same(genesis.validators[0]?.address, status.validatorInfo.address)
      const validators = await client.validatorsAll()
      t.equal(validators.validators[0]?.proposerPriority, 0)

      const sync = await client.broadcastTxSync({ tx: tx('a=1') })
      t.equal(sync.code, 0)
      t.same(sync.hash, sha256(tx('a=1')))
      await client.broadcastTxAsync({ tx: tx('b=1') })
      const unconfirmed = await client.numUnconfirmedTxs()
      t.same(unconfirmed, { total: 2, totalBytes: 6 })
      const [committed] = await Promise.all([
        client.broadcastTxCommit({ tx: tx('c=3') }),
        new Promise((resolve) => setTimeout(resolve, 50)).then(() => engine.makeBlock()),
      ])
      t.equal(committed.height, 4)
      t.equal(committed.txResult?.events.length, 2)
      const bad = await client.broadcastTxCommit({ tx: tx('nonsense') })
      t.equal(bad.checkTx.code, 2)
      t.equal(bad.height, 0)

      const found = await client.tx({ hash: committed.hash, prove: true })
      t.equal(found.index, 2)
      t.same(found.result, committed.txResult)
      t.ok(found.proof)
      const { proof, rootHash } = found.proof as NonNullable<typeof found.proof>
      const { leafHash, aunts, total, index } = proof
      t.ok(verifyMerkleProof(sha256, rootHash, { leafHash, aunts, total, index }, committed.hash))
      t.same(rootHash, (await client.block(4)).block.header.dataHash)
      t.equal((await client.tx({ hash: committed.hash })).proof, undefined)

      const searched = await client.txSearch({ query: "app.key='c'", order_by: 'desc' })
      t.equal(searched.totalCount, 1)
      t.same(searched.txs[0]?.result, committed.txResult)
      const none = "app.creator='Cosmoshi Netowoko' AND app.key='3'"
      t.same(await client.txSearch({ query: none }), { totalCount: 0, txs: [] })
      const all = await client.txSearchAll({ query: 'tx.height=4', per_page: 2 })
      t.same(
        all.txs.map((one) => one.index),
        [0, 1, 2],
      )
      const blocks = await client.blockSearchAll({
        query: 'block.height >= 1 AND block.height <= 3',
        per_page: 2,
      })
      t.same(
        blocks.blocks.map((b) => b.block.header.height),
        [1, 2, 3],
      )
      t.equal((await client.blockSearch({ query: 'epoch.number > 6' })).totalCount, 1)
      const results = await client.blockResults(4)
      t.equal(results.results.length, 3)
      t.equal(results.finalizeBlockEvents[0]?.type, 'epoch')
      t.same((await client.blockResults(1)).results, [])

      const answer = await client.abciQuery({ path: '/key', data: tx('a'), prove: true })
      t.equal(answer.index, -1)
      t.same(answer.key, tx('a'))
      t.equal(answer.proof?.ops.length, 1)
      const unknown = await client.abciQuery({ path: '/no', data: tx('') })
      t.equal(unknown.code, 6)
      t.equal(unknown.proof, undefined)
      client.disconnect()
    })
  })
}

await t.test('status waits for the first block, and says so when none comes', async (t) => {
  const limits = { firstBlockTimeoutMs: 300 }
  await withNode(
    async ({ engine, rpc }) => {
      t.match((await call(rpc, 'status')).error, { code: -32603, data: 'there is no block yet' })
      const status = call(rpc, 'status')
      setTimeout(() => void engine.makeBlock(), 50)
      t.equal((await status).result.sync_info.latest_block_height, '1')
    },
    { blocks: 0, limits },
  )
})

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

await t.test('browsers may call from anywhere', async (t) => {
  await withNode(async ({ rpc }) => {
    const response = await fetch(rpc.url, {
      method: 'OPTIONS',
      headers: { origin: 'http://x', 'access-control-request-headers': 'content-type' },
    })
    t.equal(response.status, 204)
    t.equal(response.headers.get('access-control-allow-origin'), '*')
    t.match(response.headers.get('access-control-allow-headers'), /Content-Type/)
    const { headers } = await post(rpc, '{"jsonrpc":"2.0","id":1,"method":"health"}')
    t.equal(headers.get('access-control-allow-origin'), '*')
    t.match(headers.get('content-type'), /application\/json/)
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

await t.test('the address is checked', async (t) => {
  const engine = await MemoryEngine.open()
  await t.rejects(startRpc(engine, { laddr: '127.0.0.1' }), /wanted tcp:\/\/HOST:PORT/)
  await t.rejects(startRpc(engine, { laddr: 'tcp://127.0.0.1:70000' }), /wanted tcp/)
  await engine.close()
})

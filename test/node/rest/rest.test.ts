import { connect } from 'node:net'
import t from 'tap'
import type { MessageName } from '../../../chain/codec/proto.js'
import { codec } from '../../../chain/codec/proto.js'
import { sha256Hex } from '../../../chain/codec/hash.js'
import type { QueryRequest, QueryResponse } from '../../../chain/types/abci.js'
import { grpcNotFound } from '../../../chain/types/grpc.js'
import { EngineError } from '../../../node/engine/types.js'
import { messageOf } from '../../../node/protoJson/schema.js'
import { parseTemplate, rpcRoutes } from '../../../node/rest/route.js'
import { restApp, startRest } from '../../../node/rest/server.js'
import { SERVICES } from '../../../proto/gen/services.js'
import { standInDoors } from '../../support/doors.js'
import type { StandIn } from '../../support/standInEngine.js'
import { queryResponse, SAMPLE_TX } from '../../support/standInEngine.js'

const OPTIONS = { host: '127.0.0.1', port: 0, version: '0.1.0' }
const HASH = sha256Hex(SAMPLE_TX)
const routes = rpcRoutes(SERVICES)

/** An application that answers every known query with the defaults of its response. */
function defaults({ path, height }: QueryRequest): QueryResponse {
  const route = routes.find((r) => r.path === path)
  if (route === undefined) return queryResponse({ code: 6, log: 'unknown query path' })
  const value = codec(route.method.response as MessageName).decode(new Uint8Array(0))
  const bytes = codec(route.method.response as MessageName).encode(value as never)
  return queryResponse({ value: bytes, height: height === 0n ? 2n : height })
}

const app = (parts: StandIn) => restApp(standInDoors({ query: defaults, ...parts }), OPTIONS)

/** A value that suits a path parameter by its name. */
function sample(name: string): string {
  if (name === 'height') return '2'
  if (name === 'hash') return HASH
  if (/bytes/.test(name)) return 'AAAA'
  if (/(^|_)id$|index|sequence|epoch/.test(name)) return '1'
  return 'x'
}

await t.test('every route of every service answers with the fields of its response', async (t) => {
  const server = await app({})
  t.teardown(() => server.close())
  t.ok(routes.length > 30)
  for (const route of routes.filter((r) => r.verb === 'GET')) {
    const url = route.template.replace(/\{([a-z0-9_.]+)(=\*\*)?\}/g, (_, n: string) => sample(n))
    const query = route.path.endsWith('GetTxsEvent') ? '?query=tx.height=2' : ''
    const got = await server.inject({ url: url + query })
    t.equal(got.statusCode, 200, `${url} ${got.body.slice(0, 200)}`)
    const fields = messageOf(route.method.response)?.fields ?? []
    const want = fields.filter((f) => f.oneof === undefined).map((f) => f.jsonName)
    const have = Object.keys(got.json<object>())
    if (!/bech32\//.test(route.template)) t.same(new Set(have), new Set(want), route.path)
  }
})

await t.test('parameters of path and query reach the request message', async (t) => {
  let seen: QueryRequest | undefined
  const server = await app({
    query: (request) => {
      seen = request
      return defaults(request)
    },
  })
  t.teardown(() => server.close())
  const got = await server.inject({
    url: '/cosmos/bank/v1beta1/balances/infonex1a%2Fb?pagination.limit=7&pagination.key=AQI%3D&pagination.count_total=true&pagination.reverse=1&_=123',
    headers: { 'x-cosmos-block-height': '41' },
  })
  t.equal(got.statusCode, 200, got.body)
  t.equal(got.headers['x-cosmos-block-height'], '41')
  t.equal(seen?.height, 41n)
  t.match(
    codec('cosmos.bank.v1beta1.QueryAllBalancesRequest').decode(seen?.data ?? new Uint8Array(0)),
    {
      address: 'infonex1a/b',
      pagination: {
        key: Buffer.from([1, 2]),
        ...{ offset: 0n, limit: 7n, countTotal: true, reverse: true },
      },
    },
  )
  await server.inject({ url: '/cosmos/bank/v1beta1/balances/a/by_denom?denom=ibc/AB' })
  t.same(codec('cosmos.bank.v1beta1.QueryBalanceRequest').decode(seen?.data ?? new Uint8Array(0)), {
    address: 'a',
    denom: 'ibc/AB',
  })
})

await t.test('what is wrong with a request is said with gRPC code and HTTP status', async (t) => {
  const server = await app({
    query: ({ path }) => {
      if (path.endsWith('/Params')) throw new Error('a bug')
      const log = /Account$/.test(path) ? grpcNotFound('account x not found').message : ''
      if (log !== '') return queryResponse({ code: 22, codespace: 'sdk', log })
      if (/Supply$/.test(path))
        return queryResponse({ code: 6, codespace: 'sdk', log: 'unknown query path' })
      return queryResponse({ code: 18, codespace: 'sdk', log: 'failed to load state at height 9' })
    },
  })
  t.teardown(() => server.close())
  const balances = '/cosmos/bank/v1beta1/balances/a'
  const rows: readonly (readonly [string, number, number, RegExp])[] = [
    ['/cosmos/auth/v1beta1/accounts/x', 404, 5, /code = NotFound desc = account x not found/],
    [balances, 400, 3, /failed to load state/],
    ['/cosmos/bank/v1beta1/supply', 501, 12, /unknown query path/],
    ['/cosmos/nothing', 501, 12, /no such route: GET \/cosmos\/nothing/],
    [`${balances}?pagination.limit=-1`, 400, 3, /pagination.limit: want uint64 from 0/],
    [`${balances}?pagination.limit=1&pagination.limit=2`, 400, 3, /given twice/],
    [`${balances}?pagination.nope=1`, 400, 3, /has no field nope/],
    [`${balances}?pagination=1`, 400, 3, /name one of its fields/],
    [`${balances}?pagination.reverse=maybe`, 400, 3, /want true or false/],
    [`${balances}?address.x=1`, 400, 3, /address has no fields/],
    [`${balances}?${'a.'.repeat(9)}b=1`, 400, 3, /more than 8 parts/],
    ['/cosmos/auth/v1beta1/params', 500, 13, /internal error/],
    ['/cosmos/tx/v1beta1/txs/abc', 400, 3, /64 hex digits/],
    [`/cosmos/tx/v1beta1/txs/${'0'.repeat(64)}`, 404, 5, /tx not found/],
    ['/cosmos/tx/v1beta1/txs', 400, 3, /query cannot be empty/],
    ['/cosmos/base/tendermint/v1beta1/blocks/3', 400, 3, /bigger then the chain length/],
    ['/cosmos/base/tendermint/v1beta1/blocks/0', 400, 3, /at least 1/],
    ['/cosmos/tx/v1beta1/txs/block/9', 400, 3, /greater than the current height 2/],
    [`/cosmos/bank/v1beta1/balances/${'a'.repeat(600)}`, 400, 3, /max param length/],
    ['/cosmos/bank/v1beta1/balances/%zz', 400, 3, /not a valid url/],
  ]
  for (const [url, status, code, message] of rows) {
    const got = await server.inject({ url })
    t.equal(got.statusCode, status, `${url.slice(0, 80)} ${got.body.slice(0, 200)}`)
    t.match(got.json(), { code, message, details: [] })
  }
  const height = await server.inject({ url: balances, headers: { 'x-cosmos-block-height': '-2' } })
  t.match(height.json(), { code: 3, message: /want a height, got "-2"/ })
})

await t.test('bodies are read as JSON, bounded and strict', async (t) => {
  const server = await app({})
  t.teardown(() => server.close())
  const post = (payload: string) =>
    server.inject({ method: 'POST', url: '/cosmos/tx/v1beta1/txs', payload, headers: {} })
  const tx_bytes = Buffer.from(SAMPLE_TX).toString('base64')
  const sync = await post(JSON.stringify({ tx_bytes, mode: 'BROADCAST_MODE_SYNC' }))
  t.match(sync.json(), { tx_response: { code: 0, txhash: HASH.toUpperCase(), data: '0102' } })
  const async = await post(JSON.stringify({ tx_bytes, mode: 'BROADCAST_MODE_ASYNC' }))
  t.match(async.json(), { tx_response: { code: 0, txhash: HASH.toUpperCase() } })
  const rows: readonly (readonly [string, number, RegExp])[] = [
    ['{', 400, /JSON|Unexpected|Expected/],
    ['', 400, /empty/],
    ['{"tx_bytes":"AA=="}', 400, /unsupported broadcast mode/],
    ['{"mode":2}', 400, /invalid empty tx/],
    ['{"tx":1}', 400, /^tx: unknown field/],
    ['{"__proto__":{}}', 400, /not valid JSON/],
    [`{"tx_bytes":"${'A'.repeat(2 * 1024 * 1024)}"}`, 413, /too large/],
    ['['.repeat(100_000), 400, /./],
  ]
  for (const [payload, status, message] of rows) {
    const got = await post(payload)
    t.equal(got.statusCode, status, `${payload.slice(0, 40)} ${got.body.slice(0, 200)}`)
    t.match(got.json(), { code: 3, message })
  }
})

await t.test('a full mempool is told with the codes of the SDK', async (t) => {
  const rows: readonly (readonly [string, number])[] = [
    ['tx already exists in cache', 19],
    ['mempool is full: number of txs 5000 (max: 5000)', 20],
    ['Tx too large. Max size is 10', 21],
  ]
  for (const [text, code] of rows) {
    const server = await app({
      broadcast: () => {
        throw new EngineError(-32603, 'Internal error', text)
      },
    })
    const got = await server.inject({
      method: 'POST',
      url: '/cosmos/tx/v1beta1/txs',
      payload: { tx_bytes: 'AQ==', mode: 2 },
    })
    t.match(got.json(), { tx_response: { code, codespace: 'sdk' } })
    await server.close()
  }
})

await t.test('transactions and blocks look as the SDK shows them', async (t) => {
  const asked: unknown[] = []
  const server = await app({
    search: (query, options) => {
      asked.push([query, options])
      if (query === 'bad') throw Object.assign(new Error('at 1: no'), { name: 'QueryError' })
      return []
    },
  })
  t.teardown(() => server.close())
  const get = async (url: string) => (await server.inject({ url })).json<object>()
  const tx = await get(`/cosmos/tx/v1beta1/txs/${HASH}`)
  const body = { memo: 'hello', messages: [{ '@type': '/cosmos.bank.v1beta1.MsgSend' }] }
  t.match(tx, {
    tx: { body, signatures: [/^BwcH/] },
    tx_response: {
      height: '2',
      txhash: HASH.toUpperCase(),
      ...{ code: 0, data: '0102', raw_log: '', logs: [], gas_wanted: '100', gas_used: '90' },
      tx: { '@type': '/cosmos.tx.v1beta1.Tx', body },
      timestamp: '2026-01-01T00:00:02Z',
      events: [{ type: 'transfer', attributes: [{ key: 'amount', value: '5uinx', index: true }] }],
    },
  })
  t.match(await get('/cosmos/base/tendermint/v1beta1/blocks/latest'), {
    block_id: { part_set_header: { total: 1 } },
    block: { header: { chain_id: 'test-1', height: '2', time: '2026-01-01T00:00:02Z' } },
    sdk_block: { header: { proposer_address: /^infonexvalcons1/ } },
  })
  t.match(await get('/cosmos/base/tendermint/v1beta1/validatorsets/latest'), {
    block_height: '2',
    validators: [{ address: /^infonexvalcons1/, voting_power: '10' }],
    pagination: { total: '1' },
  })
  t.match(await get('/cosmos/base/tendermint/v1beta1/node_info'), {
    default_node_info: { network: 'test-1', version: '0.38.25', protocol_version: { p2p: '8' } },
    application_version: { app_name: 'infonex' },
  })
  t.match(await get('/cosmos/tx/v1beta1/txs/block/2'), {
    txs: [{ body }],
    pagination: { total: '2' },
  })
  t.match(await get('/cosmos/base/node/v1beta1/config'), { minimum_gas_price: '0uinx' })
  await get(
    "/cosmos/tx/v1beta1/txs?events=a.b='1'&events=c.d='2'&pagination.offset=20&pagination.limit=10&order_by=ORDER_BY_DESC",
  )
  await get("/cosmos/tx/v1beta1/txs?query=a.b='1'&page=2&limit=1000")
  t.same(asked, [
    ["a.b='1' AND c.d='2'", { page: 3, perPage: 10, order: 'desc' }],
    ["a.b='1'", { page: 2, perPage: 100, order: 'asc' }],
  ])
  t.match(await get('/cosmos/tx/v1beta1/txs?query=bad'), { code: 3, message: /at 1: no/ })
})

await t.test('OpenAPI and the page describe every route', async (t) => {
  const server = await app({})
  t.teardown(() => server.close())
  const api = (await server.inject({ url: '/swagger/openapi.json' })).json<{
    paths: Record<string, object>
    components: { schemas: Record<string, object> }
  }>()
  for (const { template } of routes) t.ok(api.paths[template.replace('=**', '')], template)
  const refs = JSON.stringify(api).matchAll(/#\/components\/schemas\/([\w.]+)/g)
  for (const [, name = ''] of refs) if (!api.components.schemas[name]) t.fail(`${name} is missing`)
  t.match((await server.inject({ url: '/swagger/' })).body, /openapi.json/)
  t.equal((await server.inject({ url: '/' })).statusCode, 302)
  const preflight = await server.inject({
    method: 'OPTIONS',
    url: '/cosmos/tx/v1beta1/txs',
    headers: { origin: 'http://a', 'access-control-request-method': 'POST' },
  })
  t.equal(preflight.headers['access-control-allow-origin'], '*')
})

await t.test('templates: one segment, the rest, and none that cannot be served', (t) => {
  t.same(parseTemplate('/a/{b.c}/d'), { url: '/a/:p0/d', params: ['b.c'] })
  t.same(parseTemplate('/a/{b=**}'), { url: '/a/*', params: ['b'] })
  t.throws(() => parseTemplate('/a/{b=**}/c'), /must be the last/)
  t.throws(() => parseTemplate('/a/{b=x/*}'), /cannot serve/)
  t.end()
})

await t.test(
  'a real server listens, answers and stops with a client still connected',
  async (t) => {
    const seen: unknown[] = []
    const server = await startRest(standInDoors({ query: defaults }), {
      ...OPTIONS,
      onRequest: (...args) => seen.push(args),
    })
    const got = await fetch(`${server.url}/cosmos/bank/v1beta1/params`)
    t.equal(got.status, 200)
    t.match(seen, [['/cosmos/bank/v1beta1/params', Number, 200]])
    const idle = connect(Number(new URL(server.url).port), '127.0.0.1')
    await new Promise((resolve) => idle.once('connect', resolve))
    await server.stop()
    idle.destroy()
    await t.rejects(fetch(`${server.url}/swagger/`), 'nothing listens any more')
  },
)

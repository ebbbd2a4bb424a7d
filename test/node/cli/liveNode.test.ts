import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import t from 'tap'
import { codec } from '../../../chain/codec/proto.js'
import { DEV_ROLES } from '../../../node/genesis/development.js'
import { homeFiles } from '../../../node/genesis/home.js'
import { startNode } from '../../../node/start.js'
import type { StartOptions } from '../../../node/startOptions.js'
import { runCli } from '../../support/cliProcess.js'

const SPARE = 'infonex1f84c23zhjlddsfg6n4y94v260v5yd8ktmw98ar'
const ANY = 'tcp://127.0.0.1:0'

const home = await mkdtemp(path.join(tmpdir(), 'infonex-live-'))
t.teardown(() => rm(home, { recursive: true }))
const options: StartOptions = {
  ...{ home, rpcAddress: ANY, apiAddress: ANY, grpcAddress: '127.0.0.1:0', verifyWorkers: 0 },
  ...{ faucetAddress: ANY, metricsAddress: ANY, minimumGasPrices: '0.001uinx' },
  logLevel: 'silent',
}

const node = await startNode(options)
t.teardown(() => node.stop())
const RPC = node.urls.rpc.replace('http:', 'tcp:')
const env = {
  ...{ INFONEX_HOME: home, INFONEX_NODE: node.urls.rpc, INFONEX_KEYRING_BACKEND: 'test' },
}

/** Runs a command that must succeed, and gives its JSON. */
async function cli<T = object>(...args: string[]): Promise<T> {
  const got = await runCli([...args, '--json'], { env })
  if (got.code !== 0) throw new Error(`${args.join(' ')}: ${got.stderr}`)
  return JSON.parse(got.stdout) as T
}

const rest = async (url: string): Promise<object> =>
  (await fetch(`${node.urls.api ?? ''}${url}`)).json() as Promise<object>

async function grpc(method: string, request: Uint8Array): Promise<Buffer> {
  const { Client, credentials } = await import('@grpc/grpc-js')
  const client = new Client(node.urls.grpc ?? '', credentials.createInsecure())
  const same = (bytes: Buffer): Buffer => bytes
  try {
    return await new Promise((resolve, reject) => {
      client.makeUnaryRequest(method, same, same, Buffer.from(request), (error, value?: Buffer) =>
        error === null ? resolve(value ?? Buffer.alloc(0)) : reject(error),
      )
    })
  } finally {
    client.close()
  }
}

await t.test('a payment by the command line is found again through every door', async (t) => {
  t.equal((await cli<object[]>('keys', 'add-dev')).length, DEV_ROLES.length)
  const pay = ['tx', 'bank', 'send', 'client', 'spare', '5uinx', '-y', '--gas-prices', '0.001uinx']
  const cheap = await runCli([...pay.slice(0, -2), '--wait'], { env })
  t.match(cheap.stderr, /^error \(sdk_13\): .*insufficient fee/)
  const sent = await cli<{ txhash: string; height: string }>(...pay, '--wait', '--memo', 'hi')
  t.match(sent, { code: 0, txhash: /^[0-9A-F]{64}$/ })
  const balance = await cli('query', 'bank', 'balances', 'spare')
  t.match(balance, { balances: [{ denom: 'uinx', amount: '1000000000005' }] })
  t.match(await cli('query', 'tx', sent.txhash), { code: 0, tx: { body: { memo: 'hi' } } })
  t.match(await cli('query', 'wait-tx', sent.txhash), { height: sent.height })
  const query = `transfer.recipient='${SPARE}' AND tx.height=${sent.height}`
  t.match(await cli('query', 'txs', '--query', query), { total: '1' })
  const before = String(BigInt(sent.height) - 1n)
  t.match(await cli('query', 'bank', 'balance', 'spare', 'uinx', '--height', before), {
    balance: { amount: '1000000000000' },
  })
  t.match(await rest(`/cosmos/tx/v1beta1/txs/${sent.txhash}`), {
    tx_response: { height: sent.height },
  })
  t.match(await rest(`/cosmos/bank/v1beta1/balances/${SPARE}/by_denom?denom=uinx`), {
    balance: { amount: '1000000000005' },
  })
  t.match(await rest(`/cosmos/tx/v1beta1/txs?query=${encodeURIComponent(query)}`), {
    ...{ total: '1', txs: [{ body: { memo: 'hi' } }] },
    tx_responses: [{ txhash: sent.txhash, height: sent.height }],
  })
  const info = await grpc('/cosmos.base.tendermint.v1beta1.Service/GetNodeInfo', new Uint8Array())
  t.ok(info.includes('infonex-dev-1'))
  const asked = codec('cosmos.tx.v1beta1.GetTxsEventRequest').encode({
    ...{ events: [], pagination: null, orderBy: 0, page: 1n, limit: 10n },
    query,
  })
  const events = codec('cosmos.tx.v1beta1.GetTxsEventResponse').decode(
    await grpc('/cosmos.tx.v1beta1.Service/GetTxsEvent', asked),
  )
  t.match(events, { total: 1n, txResponses: [{ txhash: sent.txhash }] })
  t.match(await cli('status'), { node_info: { network: 'infonex-dev-1' } })
  const wrong = await runCli([...pay, '--chain-id', 'other-1'], { env })
  t.match(
    wrong.stderr,
    /^error \(wrong_chain\): The node at .* is of infonex-dev-1, not of other-1/,
  )
  const poor = await runCli([...pay.slice(0, 5), '9000000000000000uinx', '-y'], { env })
  t.match(poor.stderr, /^error \(simulation_failed\): It would fail: .*insufficient funds\.$/m)
})

await t.test('the names of the SDK for queries of comet', async (t) => {
  t.match(await cli('query', 'comet', 'node-info'), {
    default_node_info: { network: 'infonex-dev-1' },
  })
  t.match(await cli('query', 'comet', 'syncing'), { syncing: false })
  t.match(await cli('query', 'comet', 'block-by-height', '1'), {
    block: { header: { height: '1' } },
  })
  t.match(await cli('query', 'comet', 'validator-set'), { validators: [{ voting_power: '10' }] })
})

await t.test('what the node refuses has a stable code and one sentence, in JSON too', async (t) => {
  const plain = ['tx', 'bank', 'send', 'client', 'spare', '5uinx', '--gas-prices', '0.001uinx']
  const signed = path.join(home, 'signed.json')
  const unsigned = path.join(home, 'unsigned.json')
  await writeFile(unsigned, (await runCli([...plain, '--generate-only'], { env })).stdout)
  await runCli(['tx', 'sign', unsigned, '--from', 'client', '--output-document', signed], { env })
  t.match(await cli('tx', 'broadcast', signed), { code: 0 })
  const empty = path.join(home, 'empty.json')
  await writeFile(empty, '{}')
  const rows: readonly (readonly [string[], string, RegExp])[] = [
    [['tx', 'broadcast', signed], 'sdk_19', /tx already in mempool/],
    [['tx', 'broadcast', empty], 'bad_tx', /lacks its body or its fee/],
    [['query', 'block', '999999'], 'rpc_-32603', /must be less than or equal to/],
    [['query', 'tx', '00'.repeat(32)], 'sdk_22', /^tx not found/],
    [[...plain, '--from', 'spare', '-y'], 'not_a_signer', /"spare".* is not to sign/],
    [plain.slice(0, 5), 'missing_argument', /<amount> is missing/],
    [plain, 'not_confirmed', /add -y to go on/],
    [['genesis', 'export'], 'home_in_use', /in use by process/],
    [['replay'], 'home_in_use', /in use by process/],
    [['start', '--home', `${home}-2`, '--rpc.laddr', RPC], 'address_in_use', /rpc.laddr/],
  ]
  t.teardown(() => rm(`${home}-2`, { recursive: true, force: true }))
  for (const [args, code, message] of rows) {
    const got = await runCli([...args, '--json'], { env })
    t.not(got.code, 0, args.join(' '))
    t.match(JSON.parse(got.stderr), { error: { code, message } }, args.join(' '))
  }
})

await t.test('the faucet pays, and the metrics count what was asked', async (t) => {
  const body = JSON.stringify({ address: SPARE })
  const headers = { 'content-type': 'application/json' }
  const paid = await fetch(node.urls.faucet ?? '', { method: 'POST', body, headers })
  t.match(await paid.json(), { txhash: /^[0-9A-F]{64}$/, amount: [{ amount: '100000000' }] })
  const text = await (await fetch(node.urls.metrics ?? '')).text()
  for (const line of [
    /^cometbft_mempool_failed_txs\{[^}]*code="13"[^}]*\} 1$/m,
    /^infonex_requests_seconds_count\{[^}]*door="rest"[^}]*\} 1$/m,
    /^infonex_requests_seconds_count\{[^}]*door="grpc"[^}]*\} 1$/m,
    /^infonex_store_commit_seconds_count\{[^}]*\} [1-9]/m,
    /^infonex_store_nodes\{[^}]*\} [1-9]/m,
    /^cometbft_consensus_height\{[^}]*\} [1-9]/m,
  ])
    t.match(text, line)
})

await t.test('an export starts a chain that goes on with the same balances', async (t) => {
  const busy = await runCli(['genesis', 'export', '--home', home], { env })
  t.match(busy.stderr, /in use by process/)
  await node.stop()
  const file = path.join(home, 'export.json')
  await runCli(['genesis', 'export', '--output-document', file], { env })
  t.match(await cli('genesis', 'validate', file), { valid: true })
  const next = path.join(home, 'next')
  t.match(await cli('init', '--home', next, '--genesis', file), { chain_id: 'infonex-dev-1' })
  const { validatorKey, validatorState } = homeFiles(next)
  const old = homeFiles(home)
  // The exported chain has the old validator: its key moves, with what it has signed.
  await copyFile(old.validatorKey, validatorKey)
  await copyFile(old.validatorState, validatorState)
  const { faucetAddress: _f, metricsAddress: _m, ...plain } = options
  const again = await startNode({ ...plain, home: next })
  t.teardown(() => again.stop())
  const balance = await runCli(
    ['query', 'bank', 'balance', 'spare', 'uinx', '--json', '--node', again.urls.rpc],
    { env },
  )
  t.match(JSON.parse(balance.stdout), { balance: { amount: '1000100000010' } })
})

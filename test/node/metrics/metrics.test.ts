import t from 'tap'
import type { NewBlockEvent } from '../../../node/engine/types.js'
import { NodeMetrics } from '../../../node/metrics/metrics.js'
import { startMetrics } from '../../../node/metrics/server.js'
import { standInEngine } from '../../support/standInEngine.js'

await t.test('every figure is scraped with what was observed', async (t) => {
  const listeners: ((event: NewBlockEvent) => void)[] = []
  const engine = {
    ...standInEngine(),
    onBlock: (listener: (event: NewBlockEvent) => void) => {
      listeners.push(listener)
      return () => listeners.splice(0)
    },
  }
  const metrics = new NodeMetrics(engine, {
    store: () => ({ nodes: 11, bytes: 22, versions: 33 }),
    websockets: () => ({ connections: 4, subscriptions: 5 }),
  })
  const server = await startMetrics(metrics, { host: '127.0.0.1', port: 0 })
  t.teardown(() => server.stop())
  for (const height of [1n, 2n]) {
    const stored = await engine.blocks.block(height)
    const tx = (code: number) => ({
      ...{ code, data: new Uint8Array(0), log: '', info: '', gasWanted: 10n, gasUsed: 7n },
      ...{ events: [], codespace: '' },
    })
    const results = {
      ...{ events: [], txResults: [tx(0), tx(5)], validatorUpdates: [] },
      ...{ consensusParamUpdates: undefined, appHash: new Uint8Array(32) },
    }
    if (stored !== undefined)
      for (const listener of listeners) listener({ stored, results, txHashes: [] })
  }
  metrics.request('rest', '/a', 0.002, 200)
  metrics.checked({ code: 0, codespace: '' })
  metrics.checked({ code: 5, codespace: 'sdk' })
  metrics.refused('full')
  metrics.committed(0.01)
  const response = await fetch(server.url)
  const text = await response.text()
  t.match(response.headers.get('content-type'), /^text\/plain; version=/)
  const chain = 'chain_id="test-1"'
  for (const line of [
    `cometbft_consensus_height{${chain}} 2`,
    `cometbft_consensus_block_interval_seconds_sum{${chain}} 1`,
    `cometbft_consensus_block_size_bytes{${chain}} 500`,
    `cometbft_consensus_num_txs{${chain}} 2`,
    `cometbft_consensus_total_txs{outcome="ok",${chain}} 2`,
    `cometbft_consensus_total_txs{outcome="failed",${chain}} 2`,
    `infonex_gas_used_total{${chain}} 28`,
    `cometbft_mempool_size{${chain}} 0`,
    `cometbft_mempool_failed_txs{codespace="sdk",code="5",${chain}} 1`,
    `cometbft_mempool_failed_txs{codespace="mempool",code="full",${chain}} 1`,
    `infonex_store_nodes{${chain}} 11`,
    `infonex_store_commit_seconds_count{${chain}} 1`,
    `infonex_websockets{${chain}} 4`,
  ])
    t.ok(text.includes(`${line}\n`), line)
  t.match(text, /^infonex_requests_seconds_count\{[^}]*method="\/a",status="200"[^}]*\} 1$/m)
  t.match(text, /nodejs_eventloop_lag_seconds/)
  t.equal((await fetch(server.url.replace('metrics', 'x'))).status, 404)
  t.equal((await fetch(server.url, { method: 'POST' })).status, 404)
  metrics.close()
  t.equal(listeners.length, 0)
})

await t.test('a stranger cannot grow the registry by inventing methods', async (t) => {
  const metrics = new NodeMetrics(standInEngine())
  for (let i = 0; i < 1000; i++) metrics.request('rpc', `m${i}`, 0.001, 0)
  const text = await metrics.registry.getSingleMetricAsString('infonex_requests_seconds')
  t.ok((text.match(/_count\{/g) ?? []).length <= 301)
  t.match(text, /method="other"/)
  metrics.close()
})

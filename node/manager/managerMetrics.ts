/** Figures of an SLA Manager for Prometheus, on a port of their own: /metrics is a verb of the service. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { SlaManager } from './manager.js'

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]
const CONNECTIONS_MAX = 50

/** All figures of one manager. */
export class ManagerMetrics {
  readonly registry = new Registry()
  readonly #batches: Histogram

  constructor(manager: SlaManager) {
    const registers = [this.registry]
    this.registry.setDefaultLabels({ chain_id: manager.chainId })
    collectDefaultMetrics({ register: this.registry })
    this.#batches = new Histogram({
      name: 'infonex_sla_manager_batch_seconds',
      help: 'Batches of measures answered; the buckets are their latency.',
      ...{ buckets: SECONDS, registers },
    })
    new Gauge({
      name: 'infonex_sla_manager_measures',
      help: 'Measures taken since the start, by what became of them.',
      labelNames: ['outcome'],
      registers,
      collect() {
        const { vouchers: _vouchers, ...outcomes } = manager.stats
        for (const [outcome, count] of Object.entries(outcomes)) this.set({ outcome }, count)
      },
    })
    new Gauge({
      name: 'infonex_sla_manager_vouchers',
      help: 'Vouchers signed since the start.',
      registers,
      collect() {
        this.set(manager.stats.vouchers)
      },
    })
    new Gauge({
      name: 'infonex_sla_manager_channels',
      help: 'Channels by state.',
      labelNames: ['state'],
      registers,
      collect() {
        const count = { agreed: 0, waiting: 0, disputed: 0 }
        for (const { state } of manager.books.values()) count[state] += 1
        for (const [state, n] of Object.entries(count)) this.set({ state }, n)
      },
    })
    new Gauge({
      name: 'infonex_sla_manager_healthy',
      help: '0 once the book could not be written.',
      registers,
      collect() {
        this.set(manager.healthy ? 1 : 0)
      },
    })
  }

  /** Counts a batch that was answered. */
  batch(seconds: number): void {
    this.#batches.observe(seconds)
  }
}

/** Serves the figures at /metrics. */
export async function startManagerMetrics(
  metrics: ManagerMetrics,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url?.split('?')[0] !== '/metrics') {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('see /metrics\n')
      return
    }
    metrics.registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': metrics.registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    )
  })
  server.maxConnections = CONNECTIONS_MAX
  server.requestTimeout = 10_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}/metrics`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { NodeMetrics } from './metrics.js'

export interface MetricsServer {
  /** http://HOST:PORT/metrics */
  readonly url: string
  stop(): Promise<void>
}

/** Scrapes at a time; more wait for none of them. */
const CONNECTIONS_MAX = 50

/** Serves the figures at /metrics, for Prometheus to scrape. */
export async function startMetrics(
  metrics: NodeMetrics,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0]
    if (request.method !== 'GET' || (path !== '/metrics' && path !== '/')) {
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
  const bound = (server.address() as AddressInfo).port
  return {
    url: `http://${host}:${bound}/metrics`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

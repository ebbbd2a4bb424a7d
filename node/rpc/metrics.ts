/** The RPC's counts for Prometheus. */
import { Counter, Gauge, type Registry } from 'prom-client'
import type { RpcStats } from './stats.js'

/** Registers metrics that read the counts whenever they are asked for. */
export function registerRpcMetrics(registry: Registry, stats: RpcStats): void {
  const registers = [registry]
  new Counter({
    name: 'infonex_rpc_calls_total',
    help: 'Calls of RPC methods',
    labelNames: ['method'],
    registers,
    collect() {
      this.reset()
      for (const [method, calls] of stats.calls) this.inc({ method }, calls)
    },
  })
  new Counter({
    name: 'infonex_rpc_errors_total',
    help: 'Error answers of the RPC by JSON-RPC code',
    labelNames: ['code'],
    registers,
    collect() {
      this.reset()
      for (const [code, errors] of stats.errors) this.inc({ code: String(code) }, errors)
    },
  })
  const counter = (name: string, help: string, value: () => number): void => {
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset()
        this.inc(value())
      },
    })
  }
  const gauge = (name: string, help: string, value: () => number): void => {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(value())
      },
    })
  }
  gauge('infonex_rpc_websockets', 'Open WebSockets', () => stats.webSockets)
  gauge('infonex_rpc_subscriptions', 'Subscriptions', () => stats.subscriptions)
  counter('infonex_rpc_events_total', 'Event messages sent', () => stats.eventsSent)
  counter(
    'infonex_rpc_slow_clients_total',
    'Subscribers dropped because they read too slowly',
    () => stats.slowClients,
  )
  counter(
    'infonex_rpc_refused_clients_total',
    'Clients turned away because of a limit',
    () => stats.refusedClients,
  )
}

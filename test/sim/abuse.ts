/** Strangers at the RPC: everything they send is answered with a clear error, and blocks keep their rate. */
import { mkdtemp, rm } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import WebSocket from 'ws'
import { type NodeProcess, spawnNode } from '../support/nodeProcess.js'
import { rpcCall } from '../support/rpcCall.js'

export interface AbuseRow {
  readonly attack: string
  readonly sent: number
  /** What came back: HTTP statuses and JSON-RPC codes with their counts. */
  readonly answers: string
  readonly blocksPerSec: number
  /** Block rate under the attack over the rate before it. */
  readonly ratio: number
}

type Attack = (
  url: string,
  until: number,
) => Promise<{ sent: number; answers: Map<string, number> }>

const count = (answers: Map<string, number>, key: string): void => {
  answers.set(key, (answers.get(key) ?? 0) + 1)
}

/** Posts bodies one after the other over a few lanes until the time is up. */
function posting(body: (i: number) => string, lanes = 4, pauseMs = 5): Attack {
  return async (url, until) => {
    const answers = new Map<string, number>()
    let sent = 0
    const lane = async (): Promise<void> => {
      while (performance.now() < until) {
        sent += 1
        try {
          const response = await fetch(url, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: body(sent),
            signal: AbortSignal.timeout(5000),
          })
          const text = await response.text()
          const code = /"code":(-?\d+)/.exec(text)?.[1] ?? 'none'
          count(answers, `${response.status}/${code}`)
        } catch {
          count(answers, 'closed')
        }
        await sleep(pauseMs)
      }
    }
    await Promise.all(Array.from({ length: lanes }, lane))
    return { sent, answers }
  }
}

const slowClients: Attack = async (url, until) => {
  const { hostname, port } = new URL(url)
  const answers = new Map<string, number>()
  const sockets = Array.from({ length: 200 }, () => {
    const socket = net.connect(Number(port), hostname)
    socket.on('error', () => count(answers, 'reset'))
    socket.on('close', () => count(answers, 'closed'))
    socket.write(
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{',
    )
    return socket
  })
  while (performance.now() < until) {
    for (const socket of sockets) if (!socket.destroyed) socket.write(' ')
    await sleep(500)
  }
  for (const socket of sockets) socket.destroy()
  return { sent: sockets.length, answers }
}

const idleWebSockets: Attack = async (url, until) => {
  const answers = new Map<string, number>()
  const sockets = Array.from({ length: 1000 }, () => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/websocket`)
    socket.on('open', () => count(answers, 'open'))
    socket.on('error', () => count(answers, 'refused'))
    return socket
  })
  await sleep(Math.max(0, until - performance.now()))
  for (const socket of sockets) socket.terminate()
  return { sent: sockets.length, answers }
}

const garbageTx = (i: number): string => Buffer.from(`not a transaction ${i}`).toString('base64')
const call = (method: string, params: object): string =>
  JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })

const ATTACKS: Readonly<Record<string, Attack>> = {
  'malformed JSON': posting(() => '{"jsonrpc":"2.0","id":1,"method":'),
  'oversize body (3 MB)': posting(() => `"${'x'.repeat(3_000_000)}"`, 2, 100),
  'deep nesting': posting(() => '['.repeat(100_000) + ']'.repeat(100_000), 2),
  'unknown method': posting(() => call('no_such_method', {})),
  'bad parameters': posting(() => call('block', { height: 'seven' })),
  'undecodable transactions': posting((i) => call('broadcast_tx_sync', { tx: garbageTx(i) })),
  'batch of 10,000 calls': posting(
    () => `[${Array(10_000).fill(call('health', {})).join(',')}]`,
    2,
    50,
  ),
  'wild searches': posting(() => call('tx_search', { query: 'tx.height > 0 AND a.b EXISTS' })),
  'slow clients (200)': slowClients,
  '1,000 idle WebSockets': idleWebSockets,
}

async function height(url: string): Promise<number> {
  const status = await rpcCall<{ sync_info: { latest_block_height: string } }>(url, 'status')
  return Number(status.sync_info.latest_block_height)
}

/** Blocks a second over `seconds`, read from the chain's own header times. */
async function rate(url: string, seconds: number): Promise<number> {
  const began = performance.now()
  const from = await height(url)
  await sleep(seconds * 1000)
  const to = await height(url)
  return (to - from) / ((performance.now() - began) / 1000)
}

/** Runs every attack against a fresh node; the node must answer afterwards. */
export async function simulateAbuse(options: {
  secondsEach: number
  progress?: (text: string) => void
}): Promise<readonly AbuseRow[]> {
  const home = await mkdtemp(path.join(tmpdir(), 'infonex-abuse-'))
  let node: NodeProcess | undefined
  const rows: AbuseRow[] = []
  try {
    node = await spawnNode({
      home,
      rpcAddress: 'tcp://127.0.0.1:0',
      apiAddress: false,
      grpcAddress: false,
      mode: 'interval',
      blockTimeMs: 100,
      logLevel: 'silent',
    })
    const url = node.urls.rpc
    await rate(url, 1)
    for (const [attack, run] of Object.entries(ATTACKS)) {
      const before = await rate(url, Math.min(3, options.secondsEach))
      const until = performance.now() + options.secondsEach * 1000
      const [blocksPerSec, { sent, answers }] = await Promise.all([
        rate(url, options.secondsEach),
        run(url, until),
      ])
      const shown = [...answers].map(([k, n]) => `${k} x${n}`).join(', ')
      rows.push({ attack, sent, answers: shown, blocksPerSec, ratio: blocksPerSec / before })
      options.progress?.(`${attack}: ${sent} sent, ${shown}`)
    }
    await height(url)
  } finally {
    await node?.kill()
    await rm(home, { recursive: true, force: true })
  }
  return rows
}

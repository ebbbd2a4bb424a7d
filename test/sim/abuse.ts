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
  readonly blocksPerSecBefore: number
  /** Block rate under the attack over the rate before it. */
  readonly ratio: number
  /** How often it was measured: 1, or 3 when the first rate fell. */
  readonly rounds: number
  /** Blocks kept their rate, and no answer but the wanted one came, or none where none is due. */
  readonly ok: boolean
}

type Attack = (
  url: string,
  until: number,
) => Promise<{ sent: number; answers: Map<string, number> }>

interface Case {
  readonly run: Attack
  /** Every answer: HTTP status and code. */
  readonly wanted: RegExp
  /** It needs so long to show what it does. */
  readonly secondsMin?: number
}

/** Blocks may come this much slower under an attack. */
const RATIO_MIN = 0.9

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

/** Requests that never end: the node hangs up on each of them by itself. */
const slowClients: Attack = async (url, until) => {
  const { hostname, port } = new URL(url)
  const answers = new Map<string, number>()
  const sockets = Array.from({ length: 200 }, () => {
    const socket = net.connect(Number(port), hostname)
    let got = 'no answer'
    socket.on('data', (bytes) => {
      got = bytes.toString('latin1').slice(9, 12)
    })
    socket.on('error', () => undefined)
    socket.on('close', () => count(answers, performance.now() < until ? got : 'held to the end'))
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
  // 'close' comes a turn after destroy.
  await sleep(50)
  return { sent: sockets.length, answers }
}

const idleWebSockets: Attack = async (url, until) => {
  const answers = new Map<string, number>()
  const sockets = Array.from({ length: 1000 }, () => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/websocket`)
    socket.on('open', () => count(answers, 'open'))
    socket.on('error', () => count(answers, 'refused'))
    socket.on('close', () => performance.now() < until && count(answers, 'closed'))
    return socket
  })
  await sleep(Math.max(0, until - performance.now()))
  for (const socket of sockets) socket.terminate()
  return { sent: sockets.length, answers }
}

const garbageTx = (i: number): string => Buffer.from(`not a transaction ${i}`).toString('base64')
const call = (method: string, params: object): string =>
  JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })

const ATTACKS: Readonly<Record<string, Case>> = {
  'malformed JSON': {
    run: posting(() => '{"jsonrpc":"2.0","id":1,"method":'),
    wanted: /^500\/-32700$/,
  },
  'oversize body (3 MB)': {
    run: posting(() => `"${'x'.repeat(3_000_000)}"`, 2, 100),
    // A client that still writes when the node hangs up may see the reset before the answer.
    wanted: /^(?:413\/-32600|closed)$/,
  },
  'deep nesting': {
    run: posting(() => '['.repeat(100_000) + ']'.repeat(100_000), 2),
    wanted: /^500\/-32700$/,
  },
  'unknown method': {
    run: posting(() => call('no_such_method', {})),
    wanted: /^200\/-32601$/,
  },
  'bad parameters': {
    run: posting(() => call('block', { height: 'seven' })),
    wanted: /^200\/-32602$/,
  },
  'undecodable transactions': {
    run: posting((i) => call('broadcast_tx_sync', { tx: garbageTx(i) })),
    wanted: /^200\/2$/,
  },
  'batch of 10,000 calls': {
    run: posting(() => `[${Array(10_000).fill(call('health', {})).join(',')}]`, 2, 50),
    wanted: /^200\/-32600$/,
  },
  'wild searches': {
    run: posting(() => call('tx_search', { query: 'tx.height > 0 AND a.b EXISTS' })),
    wanted: /^200\/none$/,
  },
  'slow clients (200)': { run: slowClients, wanted: /^408$/, secondsMin: 14 },
  '1,000 idle WebSockets': { run: idleWebSockets, wanted: /^open$/ },
}

interface Tip {
  readonly height: number
  readonly timeMs: number
}

async function tip(url: string): Promise<Tip> {
  const { sync_info: info } = await rpcCall<{
    sync_info: { latest_block_height: string; latest_block_time: string }
  }>(url, 'status')
  return { height: Number(info.latest_block_height), timeMs: Date.parse(info.latest_block_time) }
}

/** Blocks a second over `seconds`, by the chain's own header times: a slow answer does not count. */
async function rate(url: string, seconds: number): Promise<number> {
  const from = await tip(url)
  await sleep(seconds * 1000)
  const to = await tip(url)
  if (to.height === from.height) return 0
  return (to.height - from.height) / ((to.timeMs - from.timeMs) / 1000)
}

/** The block rate before an attack and under it. */
async function round(url: string, attack: string, one: Case, secondsEach: number) {
  const seconds = Math.max(secondsEach, one.secondsMin ?? 0)
  const before = await rate(url, secondsEach)
  const until = performance.now() + seconds * 1000
  const [blocksPerSec, { sent, answers }] = await Promise.all([
    rate(url, seconds),
    one.run(url, until),
  ])
  const answered = answers.size > 0 && [...answers.keys()].every((key) => one.wanted.test(key))
  return {
    attack,
    sent,
    answers: [...answers].map(([key, n]) => `${key} x${n}`).join(', '),
    blocksPerSecBefore: before,
    blocksPerSec,
    ratio: before > 0 ? blocksPerSec / before : 0,
    answered,
  }
}

/**
 * A rate that fell is measured twice more, and the middle round counts: what else runs on the machine slows
 * one round, an attack that works slows most of them. Answers have to be right in every round.
 */
async function judge(
  url: string,
  attack: string,
  one: Case,
  secondsEach: number,
): Promise<AbuseRow> {
  const rounds = [await round(url, attack, one, secondsEach)]
  if (rounds.some(({ ratio }) => ratio < RATIO_MIN))
    for (let again = 0; again < 2; again++) rounds.push(await round(url, attack, one, secondsEach))
  const bad = rounds.find(({ answered }) => !answered)
  const middle = rounds.sort((a, b) => a.ratio - b.ratio)[rounds.length >> 1]
  const { answered, ...row } = (bad ?? middle) as (typeof rounds)[number]
  return { ...row, rounds: rounds.length, ok: answered && row.ratio >= RATIO_MIN }
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
    await rate(url, 2)
    for (const [attack, one] of Object.entries(ATTACKS)) {
      const row = await judge(url, attack, one, options.secondsEach)
      rows.push(row)
      options.progress?.(
        `${row.ok ? 'ok' : 'FAILED'} ${attack}: ${row.sent} sent, ${row.answers}, ` +
          `ratio ${row.ratio.toFixed(3)} (rounds: ${row.rounds})`,
      )
    }
    if ((await rate(url, 1)) === 0) throw new Error('the node makes no blocks after the attacks')
  } finally {
    await node?.kill()
    await rm(home, { recursive: true, force: true })
  }
  return rows
}

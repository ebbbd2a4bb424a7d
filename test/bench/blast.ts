/** A load generator on raw sockets: keep-alive POSTs, one in flight a connection, bodies made beforehand. */
import net from 'node:net'

export interface BlastResult {
  readonly requests: number
  readonly seconds: number
  /** Requests whose body did not pass `good`. */
  readonly refused: number
  readonly latencyMsP50: number
  readonly latencyMsP99: number
}

interface Target {
  readonly host: string
  readonly port: number
}

function targetOf(url: string): Target {
  const { hostname, port } = new URL(url)
  return { host: hostname, port: Number(port) }
}

/** A complete HTTP request for a JSON body. */
export function postBytes(url: string, body: string): Buffer {
  const { host, port } = targetOf(url)
  return Buffer.from(
    `POST / HTTP/1.1\r\nHost: ${host}:${port}\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}

/** Bytes of the first whole response in `buffer`: [end, body start], or undefined. */
function wholeResponse(buffer: Buffer): [number, number] | undefined {
  const head = buffer.indexOf('\r\n\r\n')
  if (head < 0) return undefined
  const length = /content-length: (\d+)/i.exec(buffer.toString('latin1', 0, head))?.[1]
  if (length === undefined) throw new Error('a response without Content-Length')
  const end = head + 4 + Number(length)
  return buffer.length >= end ? [end, head + 4] : undefined
}

/** Sends all `requests` over `connections` sockets as fast as they are answered. */
export async function blast(
  url: string,
  requests: readonly Buffer[],
  connections: number,
  good: (body: string) => boolean = () => true,
): Promise<BlastResult> {
  const target = targetOf(url)
  const latencies: number[] = []
  let next = 0
  let refused = 0
  const began = performance.now()
  const one = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket = net.connect(target.port, target.host)
      socket.setNoDelay(true)
      let pending: Buffer = Buffer.alloc(0)
      let sentAt = 0
      const send = (): void => {
        const request = requests[next++]
        if (request === undefined) {
          socket.end()
          resolve()
          return
        }
        sentAt = performance.now()
        socket.write(request)
      }
      socket.on('connect', send)
      socket.on('error', reject)
      socket.on('data', (chunk) => {
        pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk])
        const found = wholeResponse(pending)
        if (found === undefined) return
        latencies.push(performance.now() - sentAt)
        if (!good(pending.toString('utf8', found[1], found[0]))) refused += 1
        pending = pending.subarray(found[0])
        send()
      })
    })
  await Promise.all(Array.from({ length: Math.min(connections, requests.length) }, one))
  const seconds = (performance.now() - began) / 1000
  latencies.sort((a, b) => a - b)
  const at = (q: number): number => latencies[Math.floor((latencies.length - 1) * q)] ?? 0
  return {
    requests: requests.length,
    seconds,
    refused,
    latencyMsP50: at(0.5),
    latencyMsP99: at(0.99),
  }
}

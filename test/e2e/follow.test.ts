/** The block follower: none missed, none twice, through restarts, dead sockets and another chain. */
import { createServer, type Socket } from 'node:net'
import { toHex } from '@cosmjs/encoding'
import t from 'tap'
import {
  type FollowedBlock,
  followBlocks,
  type FollowOptions,
  ForkError,
  PrunedError,
} from '../../client/index.js'
import '../support/letCosmjsEnd.js'
import { rpcCall } from '../support/rpcCall.js'
import {
  connectSigner,
  directWallet,
  FEE,
  firstAddress,
  startChain,
  strangerWallet,
  uinx,
} from './chain.js'

const chain = await startChain({ idleMs: 100 })
const { http } = chain
const wallet = await directWallet(0)
const from = await firstAddress(wallet)
const client = await connectSigner(http, wallet)
const to = await firstAddress(await strangerWallet(1))
const send = () => client.sendTokens(from, to, uinx(1), FEE)

/** Follows until `enough`, and gives what was seen. */
async function follow(
  url: string,
  options: FollowOptions,
  enough: (seen: readonly FollowedBlock[]) => boolean,
): Promise<FollowedBlock[]> {
  const ended = new AbortController()
  const seen: FollowedBlock[] = []
  for await (const block of followBlocks(url, { ...options, signal: ended.signal })) {
    seen.push(block)
    if (enough(seen)) ended.abort()
  }
  return seen
}

/** Heights one after the other from the first. */
function isUnbroken(seen: readonly FollowedBlock[]): boolean {
  const first = seen[0]?.height ?? 0
  return seen.every((block, i) => block.height === first + i)
}

const hasTx = (seen: readonly FollowedBlock[], hash: string): boolean =>
  seen.some((block) => block.txs.some((tx) => tx.hash === hash))

await t.test('from the first block, with the transactions and events of each', async (t) => {
  const { transactionHash, height } = await send()
  const seen = await follow(http, { from: 1 }, (blocks) => hasTx(blocks, transactionHash))
  t.equal(seen[0]?.height, 1)
  t.ok(isUnbroken(seen))
  const block = seen.at(-1)
  t.equal(block?.height, height)
  const tx = block?.txs.find((one) => one.hash === transactionHash)
  t.equal(tx?.code, 0)
  t.ok(tx?.events.some((event) => event.type === 'transfer'))
  const stored = await rpcCall<{ block_id: { hash: string } }>(http, 'block', {
    height: `${height}`,
  })
  t.equal(toHex(block?.hash ?? new Uint8Array()).toUpperCase(), stored.block_id.hash)
})

await t.test('a subscription tells at once, polling within its interval', async (t) => {
  for (const subscribe of [true, false]) {
    const hashes: string[] = []
    const sending = new Promise<void>((resolve, reject) => {
      const later = () => send().then((sent) => hashes.push(sent.transactionHash))
      setTimeout(() => void later().then(() => resolve(), reject), 100)
    })
    const began = Date.now()
    const options = { subscribe, pollMs: subscribe ? 5000 : 50 }
    const seen = await follow(http, options, (blocks) => hasTx(blocks, hashes[0] ?? 'none yet'))
    await sending
    t.ok(isUnbroken(seen))
    t.ok(Date.now() - began < 4000, 'not after the polling interval')
  }
})

await t.test('the node restarts: each block is still seen once', async (t) => {
  const retries: Error[] = []
  let last = ''
  const options = { pollMs: 100, onRetry: (error: Error) => void retries.push(error) }
  const seen = follow(http, options, (blocks) => hasTx(blocks, last))
  await new Promise((resolve) => setTimeout(resolve, 300))
  await chain.restart()
  last = (await send()).transactionHash
  const blocks = await seen
  t.ok(isUnbroken(blocks))
  t.ok(blocks.length > 1)
  t.ok(retries.length > 0, 'it was told that the node was away')
})

/** Passes TCP on, and can cut every connection. */
async function proxy(target: string) {
  const sockets = new Set<Socket>()
  const port = Number(new URL(target).port)
  const { connect } = await import('node:net')
  const server = createServer((inward) => {
    const outward = connect(port, '127.0.0.1')
    for (const [a, b] of [
      [inward, outward],
      [outward, inward],
    ] as const) {
      sockets.add(a)
      a.pipe(b)
      a.on('error', () => b.destroy())
      a.on('close', () => void (sockets.delete(a), b.destroy()))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port: own } = server.address() as { port: number }
  return {
    url: `http://127.0.0.1:${own}`,
    cut: () => sockets.forEach((socket) => socket.destroy()),
    close: () => {
      sockets.forEach((socket) => socket.destroy())
      server.close()
    },
  }
}

await t.test('connections cut again and again', async (t) => {
  const between = await proxy(http)
  let last = ''
  const seen = follow(between.url, { pollMs: 50 }, (blocks) => hasTx(blocks, last))
  for (let i = 0; i < 8; i++) {
    await new Promise((resolve) => setTimeout(resolve, 40))
    between.cut()
  }
  last = (await send()).transactionHash
  const blocks = await seen
  between.close()
  t.ok(isUnbroken(blocks))
  t.ok(blocks.length > 1)
})

await t.test('another chain behind the same address is no continuation', async (t) => {
  const other = await startChain({ idleMs: 50 })
  const fork = await proxyOf(() => (switched ? other.http : http))
  let switched = false
  const run = async () => {
    for await (const block of followBlocks(fork.url, { pollMs: 50, subscribe: false }))
      switched = block.height > 0
  }
  await t.rejects(run(), { name: 'ForkError' })
  fork.close()
  t.type(ForkError, 'function')
})

/** An HTTP proxy whose target may change from call to call. */
async function proxyOf(target: () => string) {
  const { createServer: http1 } = await import('node:http')
  const server = http1((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      void fetch(target(), { method: 'POST', body: Buffer.concat(chunks) })
        .then(async (answer) => response.end(await answer.text()))
        .catch(() => response.destroy())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

await t.test('blocks that are gone are said to be gone', async (t) => {
  const pruned = await startChain({ idleMs: 20, minRetainBlocks: 3 })
  let earliest = 1
  for (let i = 0; i < 200 && earliest === 1; i++) {
    await new Promise((resolve) => setTimeout(resolve, 20))
    const { sync_info } = await rpcCall<{ sync_info: { earliest_block_height: string } }>(
      pruned.http,
      'status',
    )
    earliest = Number(sync_info.earliest_block_height)
  }
  t.ok(earliest > 1, `blocks below ${earliest} are pruned`)
  await t.rejects(
    follow(pruned.http, { from: 1 }, () => true),
    { name: 'PrunedError' },
  )
  t.type(PrunedError, 'function')
})

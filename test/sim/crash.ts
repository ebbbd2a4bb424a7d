import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { toBase64 } from '@cosmjs/encoding'
import { replay } from '../../node/replay/replay.js'
import { devKey, type LoadKey, signSend } from '../support/load.js'
import { type NodeProcess, spawnNode } from '../support/nodeProcess.js'
import { rpcCall } from '../support/rpcCall.js'
import { prng } from './prng.js'

export interface CrashResult {
  readonly runs: number
  readonly seed: number
  readonly blocks: number
  readonly txsCommitted: number
  /** Transactions that the node had shown as committed and that were gone after a restart. */
  readonly lost: number
  /** Heights whose block hash or app hash changed over a restart, and 1 if the whole does not replay. */
  readonly mismatches: number
  /** Transactions that the replay of the whole home ran. */
  readonly replayedTxs: number
  readonly restartMsMax: number
}

interface SeenBlock {
  readonly height: number
  readonly blockHash: string
  readonly appHash: string
  readonly txHashes: readonly string[]
}

const CHAIN_ID = 'infonex-dev-1'
const SENDERS = 6

interface BlockJson {
  block_id: { hash: string }
  block: { header: { height: string; app_hash: string }; data: { txs: string[] | null } }
}

/** What anybody who asked the node would have seen. */
async function look(url: string, height: number): Promise<SeenBlock> {
  const { block_id, block } = await rpcCall<BlockJson>(url, 'block', { height: `${height}` })
  const results = await rpcCall<{ txs_results: { code: number }[] | null }>(url, 'block_results', {
    height: `${height}`,
  })
  const txHashes = (block.data.txs ?? [])
    .map((tx) => createHash('sha256').update(Buffer.from(tx, 'base64')).digest('hex').toUpperCase())
    .filter((_, i) => results.txs_results?.[i]?.code === 0)
  return { height, blockHash: block_id.hash, appHash: block.header.app_hash, txHashes }
}

async function latest(url: string): Promise<number> {
  const status = await rpcCall<{ sync_info: { latest_block_height: string } }>(url, 'status')
  return Number(status.sync_info.latest_block_height)
}

/** Transactions of one sender in one POST. */
const BATCH = 10

/** Sends arrays of transactions; true if all were admitted. */
async function post(url: string, txs: readonly Uint8Array[]): Promise<boolean> {
  const calls = txs.map((tx, id) => ({
    ...{ jsonrpc: '2.0', id, method: 'broadcast_tx_sync' },
    params: { tx: toBase64(tx) },
  }))
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(calls),
  })
  const answers = (await response.json()) as { result?: { code: number } }[]
  return answers.every(({ result }) => result?.code === 0)
}

/** Sends for as long as the node lives; sequences are read anew after each start and each refusal. */
async function load(url: string, keys: readonly LoadKey[], alive: () => boolean): Promise<void> {
  const { StargateClient } = await import('@cosmjs/stargate')
  const client = await StargateClient.connect(url)
  await Promise.all(
    keys.map(async (from, i) => {
      const to = (keys[(i + 1) % keys.length] as LoadKey).address
      let { accountNumber, sequence } = await client.getSequence(from.address)
      while (alive()) {
        const txs = Array.from({ length: BATCH }, (_, n) =>
          signSend({
            from,
            to,
            amount: 1n,
            accountNumber: BigInt(accountNumber),
            sequence: BigInt(sequence + n),
            chainId: CHAIN_ID,
          }),
        )
        if (await post(url, txs)) sequence += BATCH
        else {
          await sleep(20)
          ;({ accountNumber, sequence } = await client.getSequence(from.address))
        }
      }
    }),
  )
}

/** Kills a loaded node `runs` times and compares what it had shown before with what it shows after. */
export async function simulateCrashes(options: {
  runs: number
  seed: number
  progress?: (text: string) => void
}): Promise<CrashResult> {
  const random = prng(options.seed)
  const home = await mkdtemp(path.join(tmpdir(), 'infonex-crash-'))
  const keys = await Promise.all(Array.from({ length: SENDERS }, (_, i) => devKey(i)))
  const start = (): Promise<NodeProcess> =>
    spawnNode({
      home,
      chainId: CHAIN_ID,
      rpcAddress: 'tcp://127.0.0.1:0',
      apiAddress: false,
      grpcAddress: false,
      mode: 'interval',
      blockTimeMs: 40,
      logLevel: 'silent',
    })
  const seen = new Map<number, SeenBlock>()
  let lost = 0
  let mismatches = 0
  let restartMsMax = 0
  let replayedTxs = 0
  let txsCommitted = 0
  try {
    for (let run = 0; run <= options.runs; run++) {
      const node = await start()
      restartMsMax = Math.max(restartMsMax, node.readyMs)
      const url = node.urls.rpc
      for (const before of seen.values()) {
        const after = await look(url, before.height).catch(() => undefined)
        if (after?.blockHash !== before.blockHash || after.appHash !== before.appHash)
          mismatches += 1
        for (const hash of before.txHashes)
          if (after === undefined || !after.txHashes.includes(hash)) lost += 1
      }
      const checked = seen.size
      if (run === options.runs) {
        await node.stop()
        const again = await replay({ home })
        replayedTxs = again.txs
        if (again.mismatch !== null) mismatches += 1
        options.progress?.(`all ${checked} blocks seen are still there`)
        break
      }
      // Only what is newer than the last kill has to be compared again next time, plus a sample.
      for (const height of [...seen.keys()].slice(0, -60)) if (random() < 0.5) seen.delete(height)
      let alive = true
      const loading = load(url, keys, () => alive).catch(() => undefined)
      let height = Math.max(1, await latest(url))
      const killAt = performance.now() + 20 + random() * 1200
      const watching = (async () => {
        while (alive) {
          const top = await latest(url)
          for (; height <= top; height++) {
            const block = await look(url, height)
            seen.set(height, block)
            txsCommitted += block.txHashes.length
          }
          await sleep(5)
        }
      })().catch(() => undefined)
      await sleep(Math.max(0, killAt - performance.now()))
      alive = false
      await node.kill()
      await Promise.all([loading, watching])
      if (run % 10 === 9) options.progress?.(`${run + 1} kills, ${seen.size} blocks watched`)
    }
  } finally {
    await rm(home, { recursive: true, force: true })
  }
  const blocks = Math.max(0, ...seen.keys())
  const { runs, seed } = options
  return { runs, seed, blocks, txsCommitted, lost, mismatches, replayedTxs, restartMsMax }
}

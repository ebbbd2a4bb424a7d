/** A real node in its own process, loaded over loopback by raw sockets with transactions signed beforehand. */
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { homeFiles, initHome } from '../../node/genesis/home.js'
import { type LoadKey, numberedKey, signSend } from '../support/load.js'
import { type NodeProcess, spawnNode } from '../support/nodeProcess.js'
import { rpcCall } from '../support/rpcCall.js'
import { blast, postBytes } from './blast.js'

const CHAIN_ID = 'infonex-bench-1'
const BALANCE = 1_000_000_000n
/** Accounts that the development genesis has already. */
const DEV_ACCOUNTS = 10

interface GenesisJson {
  app_state: {
    auth: { accounts: object[] }
    bank: { balances: object[]; supply: { denom: string; amount: string }[] }
  }
}

/** A home whose genesis funds `count` numbered accounts; account numbers follow the ten of development. */
export async function benchHome(count: number): Promise<{ home: string; keys: LoadKey[] }> {
  const home = await mkdtemp(path.join(tmpdir(), 'infonex-bench-'))
  const nowNs = BigInt(Date.now()) * 1_000_000n
  await initHome(home, { development: true, chainId: CHAIN_ID, nowNs })
  const file = homeFiles(home).genesis
  const genesis = JSON.parse(await readFile(file, 'utf8')) as GenesisJson
  const keys = Array.from({ length: count }, (_, i) => numberedKey(i))
  const { auth, bank } = genesis.app_state
  keys.forEach(({ address }, i) => {
    auth.accounts.push({
      '@type': '/cosmos.auth.v1beta1.BaseAccount',
      address,
      pub_key: null,
      account_number: `${auth.accounts.length === 0 ? i : auth.accounts.length}`,
      sequence: '0',
    })
    bank.balances.push({ address, coins: [{ denom: 'uinx', amount: BALANCE.toString() }] })
  })
  for (const coin of bank.supply)
    if (coin.denom === 'uinx')
      coin.amount = (BigInt(coin.amount) + BALANCE * BigInt(count)).toString()
  await writeFile(file, JSON.stringify(genesis))
  return { home, keys }
}

const startAt = (home: string, blockTimeMs: number): Promise<NodeProcess> =>
  spawnNode({
    home,
    rpcAddress: 'tcp://127.0.0.1:0',
    apiAddress: false,
    grpcAddress: false,
    mode: 'interval',
    blockTimeMs,
    logLevel: 'silent',
  })

function sends(keys: readonly LoadKey[], each: number): Uint8Array[][] {
  return keys.map((from, i) =>
    Array.from({ length: each }, (_, sequence) =>
      signSend({
        from,
        to: (keys[(i + 1) % keys.length] as LoadKey).address,
        amount: 1n,
        accountNumber: BigInt(DEV_ACCOUNTS + i),
        sequence: BigInt(sequence),
        chainId: CHAIN_ID,
      }),
    ),
  )
}

const base64 = (tx: Uint8Array): string => Buffer.from(tx).toString('base64')
const call = (method: string, tx: Uint8Array, id: number): string =>
  `{"jsonrpc":"2.0","id":${id},"method":"${method}","params":{"tx":"${base64(tx)}"}}`

export interface CheckFigures {
  readonly checkTxPerSec: number
  readonly checkTxBatch50PerSec: number
  /** Of the first ones after the start, before the code is compiled. */
  readonly checkTxFirstPerSec: number
  readonly checkTxMsP99: number
  readonly rssMb: number
}

/**
 * CheckTx over the RPC, one a POST, then in arrays of 50; every transaction is seen for the first time. Half
 * as many as are timed go before, as they do at a node that has run for a second: the code is compiled then.
 */
export async function checkTxOverRpc(count: number): Promise<CheckFigures> {
  const warmUp = Math.ceil(count / 2)
  const { home, keys } = await benchHome(warmUp + 2 * count)
  const txs = sends(keys, 1).map(([tx]) => tx as Uint8Array)
  const node = await startAt(home, 60_000)
  try {
    const url = node.urls.rpc
    const good = (body: string): boolean => !/"code":[1-9]|"error"/.test(body)
    const singles = txs
      .slice(0, warmUp + count)
      .map((tx, i) => postBytes(url, call('check_tx', tx, i)))
    const warm = await blast(url, singles.slice(0, warmUp), 16, good)
    const one = await blast(url, singles.slice(warmUp), 16, good)
    const rest = txs.slice(warmUp + count)
    const arrays: Buffer[] = []
    for (let i = 0; i < rest.length; i += 50)
      arrays.push(
        postBytes(
          url,
          `[${rest
            .slice(i, i + 50)
            .map((tx, j) => call('check_tx', tx, j))
            .join(',')}]`,
        ),
      )
    const many = await blast(url, arrays, 4, good)
    if (warm.refused + one.refused + many.refused > 0)
      throw new Error('a transaction of the bench was refused')
    const status = await readFile(`/proc/${node.child.pid ?? 0}/status`, 'utf8').catch(() => '')
    return {
      checkTxPerSec: Math.round(count / one.seconds),
      checkTxBatch50PerSec: Math.round(count / many.seconds),
      checkTxFirstPerSec: Math.round(warmUp / warm.seconds),
      checkTxMsP99: one.latencyMsP99,
      rssMb: Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024),
    }
  } finally {
    await node.kill()
    await rm(home, { recursive: true, force: true })
  }
}

export interface EndToEnd {
  readonly endToEndTxPerSec: number
}

/** Submitted over the RPC, in a block, indexed: until the last one is found by its hash. */
export async function endToEnd(senders: number, each: number): Promise<EndToEnd> {
  const { home, keys } = await benchHome(senders)
  const rows = sends(keys, each)
  const node = await startAt(home, 250)
  try {
    const url = node.urls.rpc
    const began = performance.now()
    const LANES = 4
    const perLane = Math.ceil(rows.length / LANES)
    await Promise.all(
      Array.from({ length: LANES }, async (_, lane) => {
        const mine = rows.slice(lane * perLane, (lane + 1) * perLane)
        for (let sequence = 0; sequence < each; sequence++)
          for (let i = 0; i < mine.length; i += 50)
            await submit(
              url,
              mine.slice(i, i + 50).map((row) => row[sequence] as Uint8Array),
            )
      }),
    )
    const last = rows.map((row) => row[each - 1] as Uint8Array)
    for (const tx of [last[0], last[last.length - 1], last[last.length >> 1]])
      await untilFound(url, tx as Uint8Array)
    for (;;) {
      const { total } = await rpcCall<{ total: string }>(url, 'num_unconfirmed_txs')
      if (total === '0') break
      await sleep(5)
    }
    return { endToEndTxPerSec: Math.round((senders * each) / ((performance.now() - began) / 1000)) }
  } finally {
    await node.kill()
    await rm(home, { recursive: true, force: true })
  }
}

/** Sends an array; what a full mempool refused is sent again. */
async function submit(url: string, txs: readonly Uint8Array[]): Promise<void> {
  let waiting = txs
  while (waiting.length > 0) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `[${waiting.map((tx, i) => call('broadcast_tx_sync', tx, i)).join(',')}]`,
    })
    const answers = (await response.json()) as {
      result?: { code: number; log: string }
      error?: { data: string }
    }[]
    const refused = answers.find(({ result }) => result !== undefined && result.code !== 0)
    if (refused !== undefined) throw new Error(`CheckTx refused: ${refused.result?.log ?? ''}`)
    waiting = waiting.filter((_, i) => answers[i]?.error?.data.includes('mempool is full') === true)
    if (waiting.length > 0) await sleep(10)
  }
}

async function untilFound(url: string, tx: Uint8Array): Promise<void> {
  const hash = createHash('sha256').update(tx).digest('base64')
  for (let tries = 0; tries < 2000; tries++) {
    if (
      await rpcCall(url, 'tx', { hash }).then(
        () => true,
        () => false,
      )
    )
      return
    await sleep(20)
  }
  throw new Error('a transaction never came into a block')
}

/** From the start of the process to the first answer: an empty home, then the same home again. */
export async function startTimes(): Promise<{
  startMs: number
  restartMs: number
  processMs: number
}> {
  const home = await mkdtemp(path.join(tmpdir(), 'infonex-bench-'))
  try {
    const began = performance.now()
    const first = await startAt(home, 1000)
    const processMs = performance.now() - began
    await first.stop()
    const second = await startAt(home, 1000)
    await second.stop()
    return {
      startMs: Math.round(first.readyMs),
      restartMs: Math.round(second.readyMs),
      processMs: Math.round(processMs),
    }
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}

/**
 * Following the chain block by block. A subscription alone loses what happens while it is down; here it only
 * says when to look, and every block is fetched by its height: none is missed and none is seen twice,
 * whatever happens to the connection or the node.
 */
import { toHex } from '@cosmjs/encoding'
import { sha256 } from '@cosmjs/crypto'
import { SocketWrapper } from '@cosmjs/socket'
import type { Event } from '@cosmjs/stargate'
import { Comet38Client, HttpClient, type RpcClient } from '@cosmjs/tendermint-rpc'

/** One transaction of a block, with what came of it. */
export interface FollowedTx {
  /** Upper-case hex of the SHA-256 of its bytes. */
  readonly hash: string
  readonly bytes: Uint8Array
  /** 0 = it did what it says. */
  readonly code: number
  readonly events: readonly Event[]
}

/** One block, with its events. */
export interface FollowedBlock {
  readonly height: number
  /** 32 bytes. */
  readonly hash: Uint8Array
  readonly time: Date
  readonly txs: readonly FollowedTx[]
  /** Events of the block that belong to no transaction. */
  readonly events: readonly Event[]
}

export interface FollowOptions {
  /** First height wanted; absent = the block after the latest. */
  readonly from?: number
  /** Ends the iteration. */
  readonly signal?: AbortSignal
  /** How long at most a new block goes unseen when the subscription is down; default 1000 ms. */
  readonly pollMs?: number
  /** False = poll only; default true. */
  readonly subscribe?: boolean
  /** Told what went wrong before it is tried again: a node that is away, a socket that broke. */
  readonly onRetry?: (error: Error) => void
}

/** The node shows another chain than the one that was followed. */
export class ForkError extends Error {
  override readonly name = 'ForkError'
}

/** Blocks that the node no longer has: going on would miss them. */
export class PrunedError extends Error {
  override readonly name = 'PrunedError'
}

const POLL_MS = 1000
const RETRY_MAX_MS = 10_000
const ANSWER_MS = 20_000

/** A bell that may be rung before anybody waits. */
class Bell {
  #rung = false
  #wake: (() => void) | undefined

  readonly ring = (): void => {
    this.#rung = true
    this.#wake?.()
  }

  async wait(ms: number): Promise<void> {
    if (!this.#rung) {
      let timer: ReturnType<typeof setTimeout> | undefined
      await new Promise<void>((resolve) => {
        this.#wake = resolve
        timer = setTimeout(resolve, ms)
      })
      clearTimeout(timer)
    }
    this.#wake = undefined
    this.#rung = false
  }
}

/** Rings when the node announces a block; reconnects by itself until it is closed. */
class Announcements {
  readonly #url: string
  readonly #bell: Bell
  readonly #onRetry: (error: Error) => void
  #socket: SocketWrapper | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #delayMs = 100
  #closed = false

  constructor(url: string, bell: Bell, onRetry: (error: Error) => void) {
    this.#url = `${url.replace(/^http/, 'ws').replace(/\/$/, '')}/websocket`
    this.#bell = bell
    this.#onRetry = onRetry
    this.#connect()
  }

  #connect(): void {
    let over = false
    const retry = (why: string): void => {
      if (over || this.#closed) return
      over = true
      this.#onRetry(new Error(why))
      this.#timer = setTimeout(() => this.#connect(), this.#delayMs)
      this.#delayMs = Math.min(this.#delayMs * 2, RETRY_MAX_MS)
    }
    const socket = new SocketWrapper(
      this.#url,
      () => this.#bell.ring(),
      (event) => retry(`WebSocket: ${event.message ?? 'error'}`),
      () => {
        this.#delayMs = 100
        const params = { query: "tm.event='NewBlockHeader'" }
        const request = { jsonrpc: '2.0', id: 1, method: 'subscribe', params }
        socket.send(JSON.stringify(request)).catch((error: Error) => retry(error.message))
      },
      (event) => retry(`WebSocket closed with ${event.code}`),
    )
    this.#socket = socket
    socket.connected.catch((error: Error) => retry(error.message))
    socket.connect()
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
    // Before it is open, SocketWrapper's disconnect() would let it open and keep the program alive.
    const socket = this.#socket
    void socket?.connected.then(() => socket.disconnect()).catch(() => undefined)
  }
}

/** HTTP that gives up on a node which takes a request and never answers. */
function patientHttp(url: string): RpcClient {
  const http = new HttpClient(url)
  return {
    async execute(request) {
      let timer: ReturnType<typeof setTimeout> | undefined
      const late = new Promise<never>((_, reject) => {
        const why = new Error(`${request.method}: no answer in ${ANSWER_MS} ms`)
        timer = setTimeout(() => reject(why), ANSWER_MS)
      })
      try {
        return await Promise.race([http.execute(request), late])
      } finally {
        clearTimeout(timer)
      }
    },
    disconnect: () => http.disconnect(),
  }
}

const asError = (error: unknown): Error =>
  error instanceof Error ? error : new Error(String(error))

/** What of the chain has been seen so far. */
interface Place {
  readonly chainId: string
  next: number
  lastHash: Uint8Array | undefined
}

/** Fetches one block and checks that it follows the one before. @throws ForkError */
async function fetchBlock(client: Comet38Client, place: Place): Promise<FollowedBlock> {
  const height = place.next
  const [{ block, blockId }, results] = await Promise.all([
    client.block(height),
    client.blockResults(height),
  ])
  const parent = toHex(block.header.lastBlockId?.hash ?? new Uint8Array())
  if (place.lastHash !== undefined && parent !== toHex(place.lastHash))
    throw new ForkError(`block ${height} does not follow the block that was seen before it`)
  return {
    height,
    hash: blockId.hash,
    time: new Date(block.header.time.getTime()),
    txs: block.txs.map((bytes, i) => {
      const result = results.results[i]
      if (result === undefined) throw new Error(`block ${height} has no result ${i}`)
      const hash = toHex(sha256(bytes)).toUpperCase()
      return { hash, bytes, code: result.code, events: result.events }
    }),
    events: results.finalizeBlockEvents,
  }
}

async function* newBlocks(client: Comet38Client, place: Place): AsyncGenerator<FollowedBlock> {
  const { nodeInfo, syncInfo } = await client.status()
  if (nodeInfo.network !== place.chainId)
    throw new ForkError(`the node is of chain ${nodeInfo.network}, not ${place.chainId}`)
  const earliest = syncInfo.earliestBlockHeight ?? 1
  if (place.next < earliest)
    throw new PrunedError(`block ${place.next} is gone, the node's first is ${earliest}`)
  while (place.next <= syncInfo.latestBlockHeight) {
    const found = await fetchBlock(client, place)
    place.next += 1
    place.lastHash = found.hash
    yield found
  }
}

/**
 * Every block from `from` on, in order, each once, until the signal ends it. To go on after a restart of
 * one's own program, pass the height after the last that was dealt with.
 * @param url HTTP address of the RPC, such as http://127.0.0.1:26657
 * @throws ForkError if the node shows another chain than before; PrunedError if blocks are gone.
 */
export async function* followBlocks(
  url: string,
  options: FollowOptions = {},
): AsyncGenerator<FollowedBlock, void> {
  const { signal, pollMs = POLL_MS, onRetry = () => undefined } = options
  const client = Comet38Client.create(patientHttp(url))
  const bell = new Bell()
  const sockets = options.subscribe === false ? undefined : new Announcements(url, bell, onRetry)
  signal?.addEventListener('abort', bell.ring)
  const ended = (): boolean => signal?.aborted === true
  let place: Place | undefined
  try {
    while (!ended()) {
      try {
        place ??= await start(client, options.from)
        for await (const block of newBlocks(client, place)) {
          yield block
          if (ended()) return
        }
      } catch (error) {
        if (error instanceof ForkError || error instanceof PrunedError) throw error
        onRetry(asError(error))
      }
      if (!ended()) await bell.wait(pollMs)
    }
  } finally {
    signal?.removeEventListener('abort', bell.ring)
    sockets?.close()
    client.disconnect()
  }
}

async function start(client: Comet38Client, from: number | undefined): Promise<Place> {
  const { nodeInfo, syncInfo } = await client.status()
  const next = from ?? syncInfo.latestBlockHeight + 1
  return { chainId: nodeInfo.network, next, lastHash: undefined }
}

/** A chain behind a node's JSON-RPC. */
import type { TxResult } from '../../chain/types/abci.js'
import { fromHex, toHex } from '../../chain/types/bytes.js'
import type { ChainAccess, CommittedTx } from './access.js'
import { ChainRefusal } from './access.js'
import { mempoolRefusal } from './mempoolRefusal.js'

/** A node that cannot be reached or does not speak CometBFT's RPC. */
export class RpcError extends Error {
  override readonly name = 'RpcError'
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** How long one request may take. */
const REQUEST_MS = 30_000
const POLL_MS = 150

type Obj = Readonly<Record<string, unknown>>

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const bytes = (value: unknown): Uint8Array => new Uint8Array(Buffer.from(text(value), 'base64'))

/** http(s) form of --node: tcp:// is what CometBFT calls it. */
export function rpcUrl(node: string): string {
  const url = node.replace(/^tcp:\/\//, 'http://')
  const full = /^https?:\/\//.test(url) ? url : `http://${url}`
  if (!URL.canParse(full))
    throw new RpcError('bad_node', `"${node}" is no address such as tcp://127.0.0.1:26657.`)
  return full
}

/** The results of a transaction as CometBFT's JSON has them. */
function txResult(json: Obj): TxResult {
  const events = (json['events'] ?? []) as TxResult['events']
  return {
    code: Number(json['code'] ?? 0),
    data: bytes(json['data']),
    log: text(json['log']),
    info: text(json['info']),
    gasWanted: BigInt(text(json['gas_wanted']) || '0'),
    gasUsed: BigInt(text(json['gas_used']) || '0'),
    events,
    codespace: text(json['codespace']),
  }
}

export class RpcAccess implements ChainAccess {
  readonly url: string
  #nextId = 1

  /** @param node tcp://HOST:PORT or a URL. */
  constructor(node: string) {
    this.url = rpcUrl(node)
  }

  /** One call. @throws RpcError unreachable, bad_node, or rpc_<code> of the answer. */
  async call(method: string, params: object = {}): Promise<Obj> {
    const id = this.#nextId++
    let response: Response
    try {
      response = await fetch(this.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ jsonrpc: '2.0', id, method, params }),
        signal: AbortSignal.timeout(REQUEST_MS),
      })
    } catch (cause) {
      const { name, cause: inner } = cause as Error & {
        cause?: { code?: string; message?: string }
      }
      const code = inner?.code ?? inner?.message ?? name
      throw new RpcError('unreachable', `No node answers at ${this.url} (${code}).`)
    }
    const json = (await response.json().catch(() => undefined)) as
      { result?: Obj; error?: { code: number; message: string; data?: string } } | undefined
    if (json?.error !== undefined) {
      const { code, message, data } = json.error
      throw new RpcError(
        `rpc_${code}`,
        data === undefined || data === '' ? message : `${message}: ${data}`,
      )
    }
    if (json?.result === undefined)
      throw new RpcError(
        'bad_node',
        `${this.url} does not speak CometBFT's RPC (HTTP ${response.status}).`,
      )
    return json.result
  }

  async chainId(): Promise<string> {
    const status = await this.call('status')
    return text((status['node_info'] as Obj | undefined)?.['network'])
  }

  async query(path: string, data: Uint8Array, height = 0n): Promise<Uint8Array> {
    const params = { path, data: toHex(data), height: height.toString(), prove: false }
    const { response } = (await this.call('abci_query', params)) as { response?: Obj }
    const code = Number(response?.['code'] ?? 0)
    if (code !== 0)
      throw new ChainRefusal(text(response?.['codespace']) || 'sdk', code, text(response?.['log']))
    return bytes(response?.['value'])
  }

  async broadcast(tx: Uint8Array, mode: 'sync' | 'async' = 'sync') {
    const params = { tx: Buffer.from(tx).toString('base64') }
    const got = await this.call(`broadcast_tx_${mode}`, params).catch((cause: unknown) => {
      throw (cause instanceof RpcError ? mempoolRefusal(cause.message) : undefined) ?? cause
    })
    return {
      code: Number(got['code'] ?? 0),
      codespace: text(got['codespace']),
      log: text(got['log']),
    }
  }

  /** A committed transaction; undefined if no block has it. */
  async tx(hash: Uint8Array): Promise<(CommittedTx & { tx: Uint8Array }) | undefined> {
    try {
      const got = await this.call('tx', { hash: Buffer.from(hash).toString('base64') })
      const result = txResult((got['tx_result'] ?? {}) as Obj)
      return { height: BigInt(text(got['height'])), result, tx: bytes(got['tx']) }
    } catch (cause) {
      if (cause instanceof RpcError && /not found/i.test(cause.message)) return undefined
      throw cause
    }
  }

  async waitTx(hash: Uint8Array, timeoutMs: number, signal?: AbortSignal) {
    const end = performance.now() + timeoutMs
    for (;;) {
      const found = await this.tx(hash)
      if (found !== undefined) return found
      if (signal?.aborted === true || performance.now() + POLL_MS > end) return undefined
      await new Promise((resolve) => setTimeout(resolve, POLL_MS))
    }
  }
}

/** The 32 bytes of a hash in hex, with or without 0x. Undefined when it is none. */
export function parseHash(hash: string): Uint8Array | undefined {
  const bare = hash.replace(/^0x/i, '')
  return /^[0-9a-fA-F]{64}$/.test(bare) ? fromHex(bare) : undefined
}

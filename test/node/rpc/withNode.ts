import assert from 'node:assert/strict'
import { type RpcOptions, type RpcServer, startRpc } from '../../../node/rpc/server.js'
import { MemoryEngine } from './memoryEngine.js'

interface Node {
  readonly engine: MemoryEngine
  readonly rpc: RpcServer
}

/** Runs a test against a fresh node, and makes sure that nothing in it was a bug. */
export async function withNode(
  use: (node: Node) => Promise<void>,
  options: RpcOptions & { blocks?: number } = {},
): Promise<void> {
  const engine = await MemoryEngine.open()
  for (let i = 0; i < (options.blocks ?? 3); i++) await engine.makeBlock()
  const bugs: unknown[] = []
  const onBug = (bug: unknown): void => void bugs.push(bug)
  const rpc = await startRpc(engine, { laddr: 'tcp://127.0.0.1:0', onBug, ...options })
  try {
    await use({ engine, rpc })
  } finally {
    await rpc.close()
    await engine.close()
  }
  assert.deepEqual(bugs, [])
}

/** Bytes of a text. */
export const tx = (text: string) => new Uint8Array(Buffer.from(text))
/** POST with a body as it is. */
export const post = async (rpc: RpcServer, body: string, headers = {}) => {
  const response = await fetch(rpc.url, { method: 'POST', body, headers })
  const text = await response.text()
  const header = (name: string): string => response.headers.get(name) ?? ''
  return { status: response.status, header, text }
}
/** One JSON-RPC call. */
export const call = async (rpc: RpcServer, method: string, params: unknown = {}) => {
  const { text } = await post(rpc, JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }))
  return JSON.parse(text) as {
    result: any
    error?: { code: number; message: string; data: string }
  }
}

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

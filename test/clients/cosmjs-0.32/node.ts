/** A node process for these tests. It comes in by URL: an import would pull the root's CosmJS in here. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DirectSecp256k1HdWallet, makeCosmoshubPath } from '@cosmjs/proto-signing'
import t from 'tap'

interface NodeProcess {
  readonly urls: { readonly rpc: string }
  kill(): Promise<void>
}
interface NodeProcessModule {
  spawnNode(options: object): Promise<NodeProcess>
}

/** dist/test/support of the project, seen from this folder's dist. */
const support = (file: string) =>
  new URL(`../../../../dist/test/support/${file}`, import.meta.url).href
const MNEMONIC = 'test test test test test test test test test test test junk'

/** Starts a node on an empty home that is gone when the tests are; gives its HTTP address. */
export async function startNode(): Promise<string> {
  const { spawnNode } = (await import(support('nodeProcess.js'))) as NodeProcessModule
  await import(support('letCosmjsEnd.js'))
  const home = mkdtempSync(path.join(tmpdir(), 'infonex-cosmjs32-'))
  const options = { home, rpcAddress: 'tcp://127.0.0.1:0', apiAddress: false, grpcAddress: false }
  const node = await spawnNode({ ...options, idleMs: 300 })
  t.teardown(async () => {
    await node.kill()
    rmSync(home, { recursive: true, force: true })
  })
  return node.urls.rpc
}

/** A development account. */
export async function account(index: number) {
  const wallet = await DirectSecp256k1HdWallet.fromMnemonic(MNEMONIC, {
    prefix: 'infonex',
    hdPaths: [makeCosmoshubPath(index)],
  })
  const [first] = await wallet.getAccounts()
  if (first === undefined) throw new Error('the wallet is empty')
  return { wallet, address: first.address }
}

/** A node in a process of its own, so that it can be killed. Run as a program it IS that process. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { NodeUrls, StartOptions } from '../../node/startOptions.js'

const SELF = fileURLToPath(import.meta.url)

export interface NodeProcess {
  readonly child: ChildProcess
  readonly urls: NodeUrls
  readonly report: readonly string[]
  readonly readyMs: number
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>
}

/** Starts a node and waits for its first answer. @throws Error with its last output if it ends before. */
export async function spawnNode(
  options: StartOptions,
  env: NodeJS.ProcessEnv = {},
  nodeArgs: readonly string[] = [],
): Promise<NodeProcess> {
  const child = spawn(process.execPath, [...nodeArgs, SELF, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
  const gone = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  let last = ''
  child.stderr.on('data', (chunk: Buffer) => {
    last = (last + chunk.toString()).slice(-4000)
  })
  const lines = createInterface({ input: child.stdout })
  const ready = await new Promise<{ urls: NodeUrls; report: string[]; readyMs: number }>(
    (resolve, reject) => {
      lines.on('line', (line) => {
        if (line.startsWith('{"urls"')) resolve(JSON.parse(line) as never)
        else last = (last + line + '\n').slice(-4000)
      })
      void gone.then((code) => reject(new Error(`node ended with ${code}\n${last}`)))
    },
  )
  return {
    child,
    ...ready,
    async kill() {
      child.kill('SIGKILL')
      await gone
    },
    async stop() {
      child.kill('SIGTERM')
      return gone
    },
  }
}

if (process.argv[1] === SELF) {
  const { startNode } = await import('../../node/start.js')
  const node = await startNode(JSON.parse(process.argv[2] ?? '{}') as StartOptions)
  const { urls, report, readyMs } = node
  console.log(JSON.stringify({ urls, report, readyMs }))
  process.once('SIGTERM', () => {
    void node.stop().then(() => process.exit(0))
  })
}

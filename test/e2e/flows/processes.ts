/** The processes of a flow besides the node: SLA Manager and supplier. */
import { type ChildProcess, fork, spawn } from 'node:child_process'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Line, Story } from './story.js'
import type { Ask, Start } from './supplierProcess.js'

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url))
const ROOT = path.resolve(here('.'), '../../../..')

async function cli(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [path.join(ROOT, 'bin/infonex.js'), ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const code = await new Promise((done) => child.once('exit', done))
  if (code !== 0) throw new Error(`infonex ${args.join(' ')} ended with ${String(code)}`)
}

/** `infonex sla-manager start`, as its users start it. */
export async function startManager(
  home: string,
  rpc: string,
  more: readonly string[] = [],
): Promise<{ child: ChildProcess; url: string }> {
  const keys = ['--home', home, '--keyring-backend', 'test']
  await cli(['keys', 'add-dev', ...keys])
  const args = ['sla-manager', 'start', ...keys, '--from', 'manager', '--node', rpc]
  const child = spawn(
    process.execPath,
    [
      path.join(ROOT, 'bin/infonex.js'),
      ...args,
      '--listen',
      'tcp://127.0.0.1:0',
      '--json',
      ...more,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let text = ''
  for await (const line of createInterface({ input: child.stdout })) {
    text += line
    try {
      return { child, url: (JSON.parse(text) as { url: string }).url }
    } catch {
      // The document goes on.
    }
  }
  throw new Error(`the SLA Manager ended: ${text}`)
}

/** A supplier that runs. */
export class SupplierChild {
  readonly url: string
  readonly #child: ChildProcess
  readonly #story: () => Story | undefined

  private constructor(child: ChildProcess, url: string, story: () => Story | undefined) {
    this.#child = child
    this.url = url
    this.#story = story
    child.on('message', (got: { line?: Line }) => {
      if (got.line !== undefined) this.#story()?.add(got.line)
    })
  }

  static async start(options: Start, story: () => Story | undefined): Promise<SupplierChild> {
    const child = fork(here('./supplierProcess.js'), [], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    child.send(options)
    const { url } = await reply<{ url: string }>(child, 'url')
    return new SupplierChild(child, url, story)
  }

  async ask<T>(ask: Ask, key: string): Promise<T> {
    const answer = reply<Record<string, T>>(this.#child, key)
    this.#child.send(ask)
    return (await answer)[key] as T
  }

  /** SIGKILL; resolves when it is gone. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const gone = new Promise((done) => this.#child.once('exit', done))
    this.#child.kill('SIGKILL')
    await gone
  }
}

function reply<T>(child: ChildProcess, key: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const listen = (got: Record<string, unknown>): void => {
      if (!(key in got)) return
      child.off('message', listen)
      child.off('exit', gone)
      resolve(got as T)
    }
    const gone = (code: unknown): void =>
      reject(new Error(`the supplier ended with ${String(code)}`))
    child.on('message', listen)
    child.once('exit', gone)
  })
}

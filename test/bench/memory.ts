/** `npm run bench -- memory`: a million accounts resident, then 20,000 empty blocks that must not grow it. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Bench, Figures } from './main.js'

const PART = fileURLToPath(new URL('./memoryPart.js', import.meta.url))

/** In a process of its own, so that nothing else is in its memory. */
async function part(phase: string, dir: string, count: number): Promise<Figures> {
  const args = ['--expose-gc', PART, phase, dir, `${count}`]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
  const code = await new Promise((resolve) => child.once('close', resolve))
  if (code !== 0) throw new Error(`the memory bench ended with ${String(code)}`)
  return JSON.parse(text.trim().split('\n').at(-1) ?? '{}') as Figures
}

async function measured(accounts: number, blocks: number): Promise<Figures> {
  const dir = mkdtempSync(path.join(tmpdir(), 'infonex-memory-'))
  try {
    await part('make', dir, accounts)
    return { accounts, ...(await part('measure', dir, blocks)) }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

export const bench: Bench = {
  about: 'a million accounts resident; empty blocks do not grow memory',
  run: ({ quick }) => (quick ? measured(100_000, 2_000) : measured(1_000_000, 20_000)),
}

import { spawn } from 'node:child_process'
import path from 'node:path'

/** What a finished command left. */
export interface CliResult {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** bin/infonex.js, from source and from dist alike. */
export const BIN = path.resolve('bin/infonex.js')

/** Runs the real program in a process of its own. */
export function runCli(
  args: readonly string[],
  options: { readonly stdin?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [BIN, ...args], {
      env: { ...process.env, NO_COLOR: '1', ...options.env },
      timeout: 60_000,
    })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? -1, stdout, stderr }))
    child.stdin.end(options.stdin ?? '')
  })
}

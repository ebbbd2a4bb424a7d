/** `npm run bench -- router`: what a match costs among 100,000 and a million servers. */
import { execFile } from 'node:child_process'
import { availableParallelism, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Bench, Figures } from './main.js'

const PART = fileURLToPath(new URL('./part.js', import.meta.url))

async function part(name: string, quick: boolean): Promise<Figures> {
  process.stderr.write(`${name} ...\n`)
  const args = ['--max-old-space-size=6144', PART, name, ...(quick ? ['quick'] : [])]
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1 << 26 })
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as Figures
}

export const bench: Bench = {
  about: 'matches by sum-trees against a scan of all servers; reads and writes of the store',
  async run({ quick }): Promise<Figures> {
    const small = await part('match100k', quick)
    const large = await part('match1M', quick)
    return {
      matchUs100k: small['matchUs'],
      matchUs1M: large['matchUs'],
      matchWallUs100k: small['matchWallUs'],
      matchWallUs1M: large['matchWallUs'],
      kvReadsPerMatch: large['kvReadsPerMatch'],
      kvWritesPerMatch: large['kvWritesPerMatch'],
      fullScanUs: small['fullScanUs'],
      fullScan1MUs: large['fullScanUs'],
      bytesPerServer: small['bytesPerServer'],
      servers100k: small['servers'],
      servers1M: large['servers'],
      at100k: small['rows'],
      at1M: large['rows'],
      cores: availableParallelism(),
      loadAverage: loadavg()[0],
    }
  },
}

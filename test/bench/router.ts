/** `npm run bench -- router`: what a match costs among 100,000 and a million servers, and what reports do. */
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
  about:
    'matches by sum-trees against a scan of all servers; whole blocks of matches and of load reports',
  async run({ quick }): Promise<Figures> {
    const small = await part('match100k', quick)
    const large = await part('match1M', quick)
    const blocks = await part('routerBlocks', quick)
    return {
      matchUs100k: small['matchUs'],
      matchUs1M: large['matchUs'],
      matchWallUs100k: small['matchWallUs'],
      matchWallUs1M: large['matchWallUs'],
      matchCommitUs: blocks['matchCommitUs'],
      matchRequestUs: blocks['matchRequestUs'],
      matchAssignUs: blocks['matchAssignUs'],
      matchStoreUs: blocks['matchStoreUs'],
      readsPerMatch: large['readsPerMatch'],
      writesPerMatch: large['writesPerMatch'],
      reportsPerSec: blocks['reportsPerSec'],
      verifyEd25519PerSec: blocks['verifyEd25519PerSec'],
      bytesPerServer: blocks['bytesPerServer'],
      matchBytesPerServer: small['matchBytesPerServer'],
      subscribeUs: blocks['subscribeUs'],
      fullScanUs: small['fullScanUs'],
      fullScan1MUs: large['fullScanUs'],
      servers100k: small['servers'],
      servers1M: large['servers'],
      serversOfBlocks: blocks['servers'],
      at100k: small['rows'],
      at1M: large['rows'],
      cores: availableParallelism(),
      loadAverage: loadavg()[0],
    }
  },
}

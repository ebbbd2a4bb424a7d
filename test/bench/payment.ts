/** `npm run bench -- payment`: what payments cost payees and the chain, and what a stolen key can take. */
import { execFile } from 'node:child_process'
import { availableParallelism, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Bench, Figures } from './main.js'

const PART = fileURLToPath(new URL('./part.js', import.meta.url))

async function part(name: string, quick: boolean): Promise<Figures> {
  process.stderr.write(`${name} ...\n`)
  const args = [PART, name, ...(quick ? ['quick'] : [])]
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1 << 26 })
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as Figures
}

export const bench: Bench = {
  about: 'PayWord and vouchers at the payee, claims in blocks, bytes a channel, a stolen key',
  async run({ quick }): Promise<Figures> {
    const figures: Figures = {
      ...(await part('paymentRates', quick)),
      ...(await part('claimTimes', quick)),
      ...(await part('dualTimes', quick)),
      ...(await part('channelSizes', quick)),
      ...(await part('managerTheft', quick)),
    }
    return { ...figures, cores: availableParallelism(), loadAverage: loadavg()[0] }
  },
}

/** `npm run bench -- chain`: the targets of performance.md 10, the physical limits beside them. */
import { execFile } from 'node:child_process'
import { availableParallelism, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Bench, Figures } from './main.js'
import type { CheckFigures, EndToEnd } from './rpcChain.js'

const PART = fileURLToPath(new URL('./part.js', import.meta.url))

async function part<T>(name: string, quick: boolean): Promise<T> {
  process.stderr.write(`${name} ...\n`)
  const args = ['--max-old-space-size=6000', PART, name, ...(quick ? ['quick'] : [])]
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1 << 26 })
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as T
}

/** The middle one of three runs by one of its figures: other tenants of a machine disturb a single one. */
async function middle<T>(name: string, quick: boolean, figure: (run: T) => number): Promise<T> {
  const runs: T[] = []
  for (let i = 0; i < (quick ? 1 : 3); i++) runs.push(await part<T>(name, quick))
  return runs.sort((a, b) => figure(a) - figure(b))[runs.length >> 1] as T
}

interface Replay {
  txPerSec: number
  txPerCpuSec: number
  stages: Record<string, number>
  appHash: string
}

const round = (n: number): number => Math.round(n)

export const bench: Bench = {
  about: 'replay, CheckTx, end to end, tree, memory, start',
  async run({ quick, profile }): Promise<Figures> {
    const limits = await part<{ verifyPerSec: number; hashPerSec: number }>('baselines', quick)
    const unsigned = await middle<Replay>('unsigned', quick, (run) => run.txPerSec)
    const signed = await middle<Replay>('signed', quick, (run) => run.txPerSec)
    const check = await middle<CheckFigures>('checkTx', quick, (run) => run.checkTxPerSec)
    const e2e = await middle<EndToEnd>('endToEnd', quick, (run) => run.endToEndTxPerSec)
    const tree = await part<Record<string, number>>('tree', quick)
    const treeMemory = await part<Record<string, number>>('treeMemory', quick)
    const accounts = await part<Record<string, number>>('accounts', quick)
    const start = await part<Record<string, number>>('start', quick)
    if (signed.appHash !== unsigned.appHash)
      throw new Error('with and without signatures the app hashes differ')
    const figures = {
      replayTxPerSec: round(signed.txPerSec),
      replayUnsignedTxPerSec: round(unsigned.txPerSec),
      ...check,
      ...e2e,
      treeUpdatesPerSec1M: tree['updatesPerSec'],
      treeUpdatesPerCpuSec1M: tree['updatesPerCpuSec'],
      ...treeMemory,
      rssMb1MAccounts: accounts['rssMb'],
      ...start,
      limitVerifyPerCpuSec: limits.verifyPerSec,
      limitHashPerCpuSec: limits.hashPerSec,
      replayTxPerCpuSec: round(signed.txPerCpuSec),
      replayUnsignedTxPerCpuSec: round(unsigned.txPerCpuSec),
      replayShareOfVerifyLimit: signed.txPerCpuSec / limits.verifyPerSec,
      cores: availableParallelism(),
      loadAverage: loadavg()[0],
    }
    if (!profile) return figures
    const { stages } = await part<Replay>('stages', quick)
    return { ...figures, usPerTxByStage: stages }
  },
}

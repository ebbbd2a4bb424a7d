/** One measurement in a process of its own, so that memory and warm-up are its own: prints JSON. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { realDisk } from '../../node/storage/disk.js'
import { SegmentLog } from '../../node/storage/commitLog.js'
import { hashesPerSec, verifiesPerSec } from './baselines.js'

const [name = '', quickText = ''] = process.argv.slice(2)
const quick = quickText === 'quick'
const size = (full: number): number => (quick ? Math.ceil(full / 10) : full)

/** A log that syncs every block, as a node's does. */
function withLog<T>(run: (log: SegmentLog) => T): T {
  const dir = mkdtempSync(path.join(tmpdir(), 'infonex-log-'))
  const log = new SegmentLog(realDisk, dir, {}, () => undefined)
  try {
    return run(log)
  } finally {
    log.close()
    rmSync(dir, { recursive: true })
  }
}

const PARTS: Readonly<Record<string, () => Promise<object> | object>> = {
  async tree() {
    const { treeUpdates } = await import('./store.js')
    return treeUpdates(size(1_000_000))
  },
  async treeMemory() {
    const { bytesPerKey1M } = await import('./store.js')
    return { bytesPerKey1M: bytesPerKey1M() }
  },
  async accounts() {
    const { accountsMemory } = await import('./store.js')
    return accountsMemory(size(1_000_000))
  },
  async unsigned() {
    const { replayUnsignedTxPerSec } = await import('./kernel.js')
    return withLog((log) =>
      replayUnsignedTxPerSec({ accounts: size(100_000), blockTxs: size(5000), log }),
    )
  },
  async stages() {
    const { replayUnsignedTxPerSec } = await import('./kernel.js')
    return withLog((log) =>
      replayUnsignedTxPerSec({ accounts: size(100_000), blockTxs: size(5000), log, profile: true }),
    )
  },
  async signed() {
    const { replay } = await import('./kernel.js')
    const { Verifier } = await import('../../node/crypto/verifier.js')
    const verifier = new Verifier()
    try {
      return withLog((log) =>
        replay(verifier, { accounts: size(100_000), blockTxs: size(5000), log }),
      )
    } finally {
      await verifier.close()
    }
  },
  baselines: () => ({
    verifyPerSec: verifiesPerSec(size(20_000)),
    hashPerSec: hashesPerSec(size(1_000_000)),
  }),
  async checkTx() {
    const { checkTxOverRpc } = await import('./rpcChain.js')
    return checkTxOverRpc(size(10_000))
  },
  async endToEnd() {
    const { endToEnd } = await import('./rpcChain.js')
    return endToEnd(size(2000), 10)
  },
  async paymentRates() {
    const { paymentRates } = await import('./paymentRates.js')
    return paymentRates(quick ? 0.1 : 1)
  },
  async claimTimes() {
    const { claimTimes } = await import('./paymentChain.js')
    return claimTimes(quick ? 20 : 100)
  },
  async dualTimes() {
    const { dualTimes } = await import('./paymentChain.js')
    return dualTimes(quick ? 20 : 100)
  },
  async channelSizes() {
    const { channelSizes } = await import('./paymentChain.js')
    return channelSizes(size(5000))
  },
  async managerTheft() {
    const { managerTheft } = await import('./managerTheft.js')
    return managerTheft(size(100))
  },
  async match100k() {
    const { matchTimes } = await import('./routerMatch.js')
    return matchTimes(size(100_000), size(50_000))
  },
  async match1M() {
    const { matchTimes } = await import('./routerMatch.js')
    return matchTimes(size(1_000_000), size(50_000))
  },
  async routerBlocks() {
    const { blockTimes } = await import('./routerBlocks.js')
    return blockTimes(size(32_768))
  },
  async start() {
    const { startTimes } = await import('./rpcChain.js')
    return startTimes()
  },
}

const part = PARTS[name]
if (part === undefined)
  throw new Error(`no part "${name}", want one of ${Object.keys(PARTS).join(', ')}`)
console.log(JSON.stringify(await part()))
process.exit(0)

import { openNode, type Told, lossesOf, work } from './nodeOnDisk.js'
import { SimDisk } from '../support/simDisk.js'
import { prng } from './prng.js'

export interface DiskResult {
  readonly runs: number
  readonly seed: number
  readonly crashes: number
  readonly blocksTold: number
  readonly txsTold: number
  /** Blocks and transactions that were told and gone after the crash. */
  readonly lost: number
  /** Hashes that differ, chains that do not verify, transactions executed twice, broken invariants. */
  readonly mismatches: number
  /** Homes that a node refused to open. */
  readonly refused: number
  /** Seeds of the runs that failed, and why; at most 10. */
  readonly failures: readonly string[]
}

/** Changing operations of the disk in a life of BLOCKS blocks: about 300. */
const CRASH_WITHIN = 320
const BLOCKS = 6
const LIVES = 3

/** One home, some lives long: each ends with a crash at some operation, the last one is looked at. */
async function runOnce(seed: number, ignoreSync: boolean | string) {
  const random = prng(seed)
  const told: Told = { blocks: new Map(), txs: new Set() }
  let disk = new SimDisk(seed)
  let crashes = 0
  const lives = 1 + Math.floor(random() * LIVES)
  const tally = { crashes: 0, lost: 0, mismatches: [] as readonly string[], refused: '' }
  for (let life = 0; life < lives; life++) {
    disk.crashAt = Math.floor(random() * CRASH_WITHIN)
    disk.ignoreSync = ignoreSync
    try {
      const node = await openNode(disk)
      await work(node, told, BLOCKS)
    } catch (error) {
      if (!disk.dead) return { ...tally, told, crashes, refused: String(error) }
    }
    // A life that outlasts its work is cut off all the same: what was not synced is lost then, too.
    crashes++
    disk = disk.reboot(Math.floor(random() * 2 ** 31))
  }
  try {
    const node = await openNode(disk)
    await node.engine.makeBlock()
    return { ...tally, told, crashes, ...(await lossesOf(node, told)) }
  } catch (error) {
    return { ...tally, told, crashes, refused: String(error) }
  }
}

/** Crashes whole nodes on disks that drop, tear and reorder what was not synced. */
export async function simulateDisk(options: {
  readonly runs: number
  readonly seed: number
  /** The disk claims to sync all files, or those whose path holds this text, and does not. */
  readonly ignoreSync?: boolean | string
  readonly progress?: (text: string) => void
}): Promise<DiskResult> {
  const { runs, seed } = options
  const sum = { crashes: 0, blocksTold: 0, txsTold: 0, lost: 0, mismatches: 0, refused: 0 }
  const failures: string[] = []
  for (let run = 0; run < runs; run++) {
    const found = await runOnce(seed + run, options.ignoreSync ?? false)
    sum.crashes += found.crashes
    sum.blocksTold += found.told.blocks.size
    sum.txsTold += found.told.txs.size
    sum.lost += found.lost
    sum.mismatches += found.mismatches.length
    if (found.refused !== '') sum.refused++
    const why = [
      ...(found.lost > 0 ? [`${found.lost} lost`] : []),
      ...found.mismatches,
      ...(found.refused === '' ? [] : [found.refused]),
    ]
    if (why.length > 0 && failures.length < 10)
      failures.push(`seed ${seed + run}: ${why.join('; ')}`)
    if (run % 100 === 99)
      options.progress?.(`${run + 1} homes, ${sum.crashes} crashes, ${failures.length} failures`)
  }
  return { runs, seed, ...sum, failures }
}

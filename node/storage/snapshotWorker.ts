/** Writes one snapshot beside the node: the arrays of the pinned version are shared, not copied. */
import { parentPort, workerData } from 'node:worker_threads'
import type { FrozenVersion } from '../../chain/store/multiStore.js'
import { realDisk } from './disk.js'
import { writeSnapshot } from './snapshotFile.js'

const { dir, frozen, chunkBytes } = workerData as {
  dir: string
  frozen: FrozenVersion
  chunkBytes: number
}
const steps = writeSnapshot(realDisk, dir, frozen, chunkBytes)
let step = steps.next()
while (step.done !== true) step = steps.next()
parentPort?.postMessage(step.value)

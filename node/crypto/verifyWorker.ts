import { parentPort } from 'node:worker_threads'
import { chooseBackend } from './backends.js'
import { Batch } from './batch.js'

/** A thread of the pool: works on each batch it is sent until nothing is left to claim. */
const backend = chooseBackend()

parentPort?.on('message', ({ memory, count }: { memory: SharedArrayBuffer; count: number }) => {
  const batch = new Batch(memory, count)
  while (batch.work(backend));
})

import { workerData } from 'node:worker_threads'
import { chooseBackend } from './backends.js'
import { Ring } from './ring.js'

/** A thread that checks what is in the ring, and sleeps while nothing is; it ends by being terminated. */
const backend = chooseBackend()
const ring = new Ring(workerData as SharedArrayBuffer)

for (;;) if (!ring.work(backend)) ring.sleep()

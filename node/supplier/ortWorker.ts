/** Thread that runs models: one session a model, one request at a time. */
import { parentPort } from 'node:worker_threads'
import * as ort from 'onnxruntime-node'
import { fromOrt, REPLAY_OPTIONS, type RawTensor, toOrt } from '../onnx/runtime.js'

/** What the pool asks of a thread. */
export type WorkerRequest =
  | {
      readonly kind: 'load'
      readonly id: number
      readonly model: string
      readonly file: Uint8Array
    }
  | {
      readonly kind: 'run'
      readonly id: number
      readonly model: string
      readonly inputs: Readonly<Record<string, RawTensor>>
      readonly outputs: readonly string[]
    }

/** What a thread answers. */
export type WorkerAnswer =
  | { readonly id: number; readonly outputs: readonly RawTensor[]; readonly ms: number }
  | { readonly id: number; readonly error: string }

const sessions = new Map<string, ort.InferenceSession>()

async function answer(request: WorkerRequest): Promise<WorkerAnswer> {
  if (request.kind === 'load') {
    sessions.set(request.model, await ort.InferenceSession.create(request.file, REPLAY_OPTIONS))
    return { id: request.id, outputs: [], ms: 0 }
  }
  const session = sessions.get(request.model)
  if (session === undefined) throw new Error(`model ${request.model} is not loaded`)
  const feeds = Object.fromEntries(
    Object.entries(request.inputs).map(([name, tensor]) => [name, toOrt(tensor)]),
  )
  const started = performance.now()
  const got = await session.run(feeds, [...request.outputs])
  const ms = performance.now() - started
  const outputs = request.outputs.map((name): RawTensor => {
    const { dtype, shape, bytes } = fromOrt(got[name] as ort.Tensor)
    return { dtype, shape: [...shape], bytes: Uint8Array.from(bytes) }
  })
  return { id: request.id, outputs, ms }
}

let queue = Promise.resolve()
parentPort?.on('message', (request: WorkerRequest) => {
  queue = queue.then(async () => {
    const got = await answer(request).catch((error: unknown) => ({
      id: request.id,
      error: (error as Error).message,
    }))
    const moved = 'outputs' in got ? got.outputs.map((o) => o.bytes.buffer as ArrayBuffer) : []
    parentPort?.postMessage(got, moved)
  })
})

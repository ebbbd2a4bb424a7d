import { Worker } from 'node:worker_threads'
import type { RawTensor } from '../onnx/runtime.js'
import type { WorkerAnswer, WorkerRequest } from './ortWorker.js'

interface Pending {
  readonly done: (answer: { outputs: readonly RawTensor[]; ms: number }) => void
  readonly failed: (error: Error) => void
}

type Unnumbered<T> = T extends unknown ? Omit<T, 'id'> : never

/** A thread with onnxruntime sessions; requests are run in order, one at a time. */
export class ModelRunner {
  readonly #worker: Worker
  readonly #pending = new Map<number, Pending>()
  #next = 1
  #dead: Error | undefined

  constructor() {
    this.#worker = new Worker(new URL('./ortWorker.js', import.meta.url))
    this.#worker.on('message', (answer: WorkerAnswer) => {
      const pending = this.#pending.get(answer.id)
      this.#pending.delete(answer.id)
      if ('error' in answer) pending?.failed(new Error(answer.error))
      else pending?.done(answer)
    })
    this.#worker.on('error', (error: Error) => {
      this.#fail(error)
    })
    this.#worker.on('exit', (code) => {
      this.#fail(new Error(`the thread that runs models ended with code ${code}`))
    })
  }

  #fail(error: Error): void {
    this.#dead ??= error
    for (const pending of this.#pending.values()) pending.failed(error)
    this.#pending.clear()
  }

  /** False once the thread has died. */
  get alive(): boolean {
    return this.#dead === undefined
  }

  #ask(request: Unnumbered<WorkerRequest>): Promise<{ outputs: readonly RawTensor[]; ms: number }> {
    if (this.#dead !== undefined) return Promise.reject(this.#dead)
    const id = this.#next++
    return new Promise((done, failed) => {
      this.#pending.set(id, { done, failed })
      this.#worker.postMessage({ ...request, id })
    })
  }

  /** Loads a prepared file under a name. */
  async load(model: string, file: Uint8Array): Promise<void> {
    await this.#ask({ kind: 'load', model, file })
  }

  /** Runs a model; `ms` is the time in onnxruntime. */
  run(
    model: string,
    inputs: Readonly<Record<string, RawTensor>>,
    outputs: readonly string[],
  ): Promise<{ outputs: readonly RawTensor[]; ms: number }> {
    return this.#ask({ kind: 'run', model, inputs, outputs })
  }

  async close(): Promise<void> {
    this.#dead ??= new Error('closed')
    await this.#worker.terminate()
  }
}

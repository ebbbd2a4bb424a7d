import { grpcUnknown } from '../../chain/types/grpc.js'
import type { Engine } from '../engine/types.js'
import { cometService } from './cometService.js'
import { operatorService } from './operatorService.js'
import type { ServiceHandler, ServiceSettings } from './serviceHandler.js'
import { txService } from './txService.js'

/** Every rpc that the node answers itself, by path; REST, gRPC and abci_query ask it first. */
export class NodeServices {
  readonly #handlers: ReadonlyMap<string, ServiceHandler>

  constructor(engine: Engine, settings: ServiceSettings) {
    const all = [
      ...txService(engine),
      ...cometService(engine, settings),
      ...operatorService(engine, settings),
    ]
    this.#handlers = new Map(all.map((h) => [h.path, h]))
  }

  get paths(): readonly string[] {
    return [...this.#handlers.keys()]
  }

  has(path: string): boolean {
    return this.#handlers.has(path)
  }

  /** @throws TxError (the gRPC status is in its text) on a refusal. */
  run(path: string, bytes: Uint8Array): Promise<Uint8Array> {
    const found = this.#handlers.get(path)
    if (found === undefined) return Promise.reject(grpcUnknown(`unknown query path: ${path}`))
    return found.run(bytes)
  }
}

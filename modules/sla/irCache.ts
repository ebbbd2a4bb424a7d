import { codec } from '../../chain/codec/proto.js'
import { toLatin1 } from '../../chain/types/bytes.js'
import type { SlaIr } from './ir/compile.js'

const MAX_KEPT = 256
const irCodec = codec('infonex.sla.v1.SlaIr')

/** The stored form of a compiled document. */
export function encodeIr(ir: SlaIr): Uint8Array {
  return irCodec.encode(ir)
}

/**
 * Compiled documents that were decoded, by the hash of the document. What the chain compiled from a document
 * depends on the document alone, so that a cached one is the one in the store; it is read there all the same,
 * and costs the same gas, warm or cold.
 */
export class IrCache {
  readonly #known = new Map<string, SlaIr>()

  /** @param compiled as the store has it */
  get(canonSha256: Uint8Array, compiled: Uint8Array): SlaIr {
    const key = toLatin1(canonSha256)
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const ir = irCodec.decode(compiled)
    if (this.#known.size >= MAX_KEPT) this.#known.clear()
    this.#known.set(key, ir)
    return ir
  }
}

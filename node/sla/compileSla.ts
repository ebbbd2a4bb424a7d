import { codec } from '../../chain/codec/proto.js'
import { sha256Hex } from '../../chain/codec/hash.js'
import { CHAIN_CAPS, LIBRARY_CAPS } from '../../modules/sla/ir/caps.js'
import type { Caps } from '../../modules/sla/ir/caps.js'
import { compile } from '../../modules/sla/ir/compile.js'
import type { SlaIr } from '../../modules/sla/ir/compile.js'
import { parsePlanDocument } from '../../modules/sla/ir/document.js'
import { SlaIrError } from '../../modules/sla/ir/errors.js'
import type { ImportedSla } from './importSla.js'
import { SlaImportError } from './problem.js'

/** A document as the chain keeps it. */
export interface CompiledSla {
  readonly ir: SlaIr
  /** Bytes of the compiled form. */
  readonly encoded: Uint8Array
  /** SHA-256 of the canonical bytes: what agreements are pinned to. */
  readonly sha256: string
  /** Why the chain's caps refuse the document; undefined when they take it. */
  readonly chainRefusal: string | undefined
}

function compileWith(bytes: Uint8Array, caps: Caps): SlaIr {
  return compile(parsePlanDocument(bytes, caps), caps)
}

/** Compiles with the caps of tools, and says whether those of the chain allow it. */
export function compileSla(imported: ImportedSla, file: string): CompiledSla {
  const { bytes } = imported
  const refusedAt = (caps: Caps): SlaIrError | undefined => {
    try {
      compileWith(bytes, caps)
      return undefined
    } catch (error) {
      if (error instanceof SlaIrError) return error
      throw error
    }
  }
  try {
    const ir = compileWith(bytes, LIBRARY_CAPS)
    const encoded = codec('infonex.sla.v1.SlaIr').encode(ir)
    const chainRefusal = refusedAt(CHAIN_CAPS)?.message
    return { ir, encoded, sha256: sha256Hex(bytes), chainRefusal }
  } catch (error) {
    if (!(error instanceof SlaIrError)) throw error
    const { path, reason } = error
    const hint = 'the place is that of the normal form'
    const problem = { file, path: path === '' ? '$' : path, line: 0, column: 0, reason, hint }
    throw new SlaImportError([{ ...problem, rule: 'compiler' }])
  }
}

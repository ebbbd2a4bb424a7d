/** What a supplier keeps of its answers, to give it again when it is demanded (rules.md H4, H5). */
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { toHex } from '../../chain/types/bytes.js'
import { decodeMessage, encodeMessage, type SignedReceipt } from '../../proto/inference/objects.js'
import type { Tensor } from '../../proto/inference/tensorJson.js'
import { bundleBytes } from '../../proto/verification/delivery.js'

/** How long outputs are kept: the window in which receipts are challenged, and a day. */
const KEEP_MS = 8 * 86_400_000
/** From one clearing to the next, in ms. */
const CLEAR_MS = 3_600_000

/** An answer as it was given. */
export interface KeptOutput {
  readonly receipt: SignedReceipt
  /** What the receipt's output digest opens to, with the salt. */
  readonly bundle: Uint8Array
}

/**
 * Outputs of answers under agreements, one file each, by the digest of the request. They outlive a kill; after a
 * power cut the last ones may be missing, as they are not synced.
 */
export class OutputStore {
  readonly #dir: string
  #clearedMs = 0

  constructor(dir: string) {
    this.#dir = dir
  }

  async keep(
    digest: Uint8Array,
    salt: Uint8Array,
    receipt: SignedReceipt,
    outputs: readonly Tensor[],
  ): Promise<void> {
    const file = this.#fileOf(digest)
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
    const signed = encodeMessage('infonex.inference.v1.SignedReceipt', receipt)
    const head = Buffer.alloc(4)
    head.writeUInt32BE(signed.length)
    const bytes = Buffer.concat([head, signed, bundleBytes(salt, outputs)])
    await writeFile(`${file}.new`, bytes, { mode: 0o600 })
    await rename(`${file}.new`, file)
    if (Date.now() - this.#clearedMs > CLEAR_MS) await this.#clear()
  }

  /** The answer to a request; undefined when it is not here. */
  async find(digest: Uint8Array): Promise<KeptOutput | undefined> {
    const bytes = await readFile(this.#fileOf(digest)).catch(() => undefined)
    if (bytes === undefined) return undefined
    const found = Uint8Array.from(bytes)
    const end = 4 + bytes.readUInt32BE(0)
    const name = 'infonex.inference.v1.SignedReceipt'
    return { receipt: decodeMessage(name, found.subarray(4, end)), bundle: found.subarray(end) }
  }

  /** Removes what nobody can demand any more. */
  async #clear(): Promise<void> {
    this.#clearedMs = Date.now()
    for (const name of await readdir(this.#dir)) {
      const folder = path.join(this.#dir, name)
      for (const file of await readdir(folder)) {
        const full = path.join(folder, file)
        const { mtimeMs } = await stat(full)
        if (Date.now() - mtimeMs > KEEP_MS) await rm(full, { force: true })
      }
    }
  }

  #fileOf(digest: Uint8Array): string {
    const hex = toHex(digest)
    return path.join(this.#dir, hex.slice(0, 2), `${hex}.bin`)
  }
}

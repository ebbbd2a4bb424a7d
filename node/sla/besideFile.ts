import { readFileSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import { SOURCE_CAPS } from './readSource.js'
import type { ReadBeside } from './refs.js'

/** Bytes of a file; of one above the cap, as many as refuse it. Undefined without a file to read. */
export function readCapped(file: string): Uint8Array | undefined {
  try {
    const stat = statSync(file)
    if (!stat.isFile()) return undefined
    if (stat.size > SOURCE_CAPS.bytes) return new Uint8Array(SOURCE_CAPS.bytes + 1)
    return readFileSync(file)
  } catch {
    return undefined
  }
}

/** Reads files beside a document: what a link leads to must lie below its directory too. */
export function besideFile(document: string): ReadBeside {
  return (name) => {
    try {
      const folder = realpathSync(path.dirname(path.resolve(document)))
      const file = realpathSync(path.resolve(folder, name))
      if (!file.startsWith(folder + path.sep) || !statSync(file).isFile()) return undefined
      return readCapped(file)
    } catch {
      return undefined
    }
  }
}

import path from 'node:path'
import type { Disk } from './disk.js'

/**
 * Replaces a file so that after a crash at any instant it has the old or the new content, durably the new
 * one when this returns.
 */
export function writeAtomic(disk: Disk, file: string, content: Uint8Array): void {
  const temporary = `${file}.tmp`
  const out = disk.open(temporary, 'create')
  try {
    out.append(content)
    out.sync()
  } finally {
    out.close()
  }
  disk.rename(temporary, file)
  disk.syncDir(path.dirname(file))
}

/** The whole content; undefined if there is no such file. */
export function readFile(disk: Disk, file: string): Buffer | undefined {
  if (!disk.exists(file)) return undefined
  const input = disk.open(file, 'read')
  try {
    const content = Buffer.alloc(input.size)
    return content.subarray(0, input.read(content, 0))
  } finally {
    input.close()
  }
}

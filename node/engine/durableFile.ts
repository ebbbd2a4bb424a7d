import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'

function writeAll(fd: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at)
}

/** Makes the entries of a folder durable. */
export function syncFolder(folder: string): void {
  const fd = openSync(folder, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

/**
 * Replaces a file so that a crash leaves the old content or the new, and the new once this returns.
 * @throws Error of the file system; the old file then stands.
 */
export function writeFileDurable(file: string, bytes: Uint8Array, mode = 0o600): void {
  const folder = path.dirname(file)
  mkdirSync(folder, { recursive: true })
  const temporary = `${file}.tmp`
  if (existsSync(temporary)) rmSync(temporary)
  const fd = openSync(temporary, 'wx', mode)
  try {
    writeAll(fd, bytes)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
  renameSync(temporary, file)
  syncFolder(folder)
}

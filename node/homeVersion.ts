/** Which layout of files a home has: a newer binary migrates it, an older one refuses it. */
import path from 'node:path'
import { writeAtomic } from './storage/atomicFile.js'
import { realDisk } from './storage/disk.js'
import { readFile } from './storage/atomicFile.js'
import { homeFiles } from './genesis/home.js'

/** Raised whenever a file of the home changes its meaning. */
export const HOME_VERSION = 1

/** A home of another layout. */
export class HomeVersionError extends Error {
  override readonly name = 'HomeVersionError'
}

/**
 * Writes the version into a new home, compares it in an old one.
 * @throws HomeVersionError with what to do.
 */
export function checkHomeVersion(home: string, program: string): void {
  const file = path.join(homeFiles(home).data, 'version.json')
  const bytes = readFile(realDisk, file)
  if (bytes === undefined) {
    realDisk.mkdir(path.dirname(file))
    const text = JSON.stringify({ home_version: HOME_VERSION, written_by: `infonex ${program}` })
    writeAtomic(realDisk, file, Buffer.from(`${text}\n`))
    return
  }
  let found: unknown
  try {
    found = (JSON.parse(bytes.toString('utf8')) as { home_version?: unknown }).home_version
  } catch {
    found = undefined
  }
  if (found === HOME_VERSION) return
  throw new HomeVersionError(
    typeof found === 'number' && found > HOME_VERSION
      ? `${home} has home version ${found}, written by a newer infonex; this one knows version ${HOME_VERSION}: run the newer one, or \`infonex export\` there and \`infonex init --genesis FILE\` here`
      : `${file} does not say a home version (want {"home_version": ${HOME_VERSION}}): restore the file, or choose another --home`,
  )
}

import { linkSync, mkdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { errorCode } from './disk.js'

/** Another process works in this home. */
export class HomeInUseError extends Error {
  override readonly name = 'HomeInUseError'
  readonly pid: number

  constructor(home: string, pid: number) {
    super(
      `the home ${home} is in use by process ${pid}; stop that process or choose another --home`,
    )
    this.pid = pid
  }
}

/** When a process began, so that a reused process id is not taken for it; empty where there is no /proc. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The name in parentheses may hold spaces; the start time is field 22.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}

function isAlive(pid: number, start: string): boolean {
  // kill(0) and kill(-1) address groups of processes.
  if (!Number.isSafeInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (errorCode(error) !== 'EPERM') return false
  }
  return start === '' || startOf(pid) === start
}

/**
 * Takes the one lock of a home; a lock whose process is gone (kill -9, power cut) is taken over. Returns the
 * function that gives it back.
 * @throws HomeInUseError
 */
export function lockHome(home: string): () => void {
  mkdirSync(home, { recursive: true, mode: 0o700 })
  const lock = path.join(home, 'LOCK')
  const own = `${lock}.${process.pid}.${randomBytes(6).toString('hex')}`
  writeFileSync(own, `${process.pid} ${startOf(process.pid)}\n`, { mode: 0o600 })
  try {
    for (;;) {
      try {
        // A link appears whole or not at all, and never replaces another.
        linkSync(own, lock)
        break
      } catch (error) {
        if (errorCode(error) !== 'EEXIST') throw error
      }
      takeAway(home, lock, own)
    }
  } finally {
    unlinkSync(own)
  }
  let held = true
  return () => {
    if (held) unlinkSync(lock)
    held = false
  }
}

/** Removes a lock that nobody holds. */
function takeAway(home: string, lock: string, own: string): void {
  const read = (file: string): string => {
    try {
      return readFileSync(file, 'latin1')
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return ''
      throw error
    }
  }
  const seen = read(lock)
  const [pid = '', start = ''] = seen.trim().split(' ')
  if (isAlive(Number(pid), start)) throw new HomeInUseError(home, Number(pid))
  const aside = `${own}.stale`
  try {
    renameSync(lock, aside)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return
    throw error
  }
  // Another starter may have put its own lock there since it was read: it gets it back.
  if (read(aside) !== seen) linkSync(aside, lock)
  unlinkSync(aside)
}

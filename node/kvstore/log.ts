/** The kvstore's file: one line per commit, each with a checksum; a torn last line is cut off. */
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs'
import { sha256Hex } from '../../chain/codec/hash.js'
import { utf8 } from '../../chain/types/bytes.js'
import { writeFileDurable } from '../engine/durableFile.js'

/** What one commit changed. */
export interface Commit {
  readonly height: string
  readonly appHash: string
  readonly count: number
  readonly pairs: readonly (readonly [string, string])[]
}

const CHECK_CHARS = 16

function line(commit: Commit): string {
  const text = JSON.stringify(commit)
  return `${sha256Hex(utf8(text)).slice(0, CHECK_CHARS)} ${text}\n`
}

function parse(text: string): Commit | undefined {
  const body = text.slice(CHECK_CHARS + 1)
  if (sha256Hex(utf8(body)).slice(0, CHECK_CHARS) !== text.slice(0, CHECK_CHARS)) return undefined
  return JSON.parse(body) as Commit
}

/** Appends commits durably; read back in order by `open`. */
export class CommitLog {
  private readonly file: string
  private fd: number | undefined

  private constructor(file: string) {
    this.file = file
  }

  /**
   * The log and what it holds; it is rewritten as one commit, so that it does not grow for ever.
   * @throws Error when a line before the last one is damaged.
   */
  static open(file: string): { log: CommitLog; commit: Commit | undefined } {
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
    const pairs = new Map<string, string>()
    let last: Commit | undefined
    for (const [i, text] of lines.entries()) {
      if (text === '') continue
      const commit = parse(text)
      if (commit === undefined) {
        // Without its newline the last line was torn by a crash; its commit was never acknowledged.
        if (i === lines.length - 1) break
        throw new Error(`${file}: line ${i + 1} of ${lines.length} is damaged`)
      }
      for (const [key, value] of commit.pairs) pairs.set(key, value)
      last = commit
    }
    const whole = last === undefined ? undefined : { ...last, pairs: [...pairs] }
    writeFileDurable(file, utf8(whole === undefined ? '' : line(whole)))
    return { log: new CommitLog(file), commit: whole }
  }

  append(commit: Commit): void {
    const fd = (this.fd ??= openSync(this.file, 'a'))
    const { size } = fstatSync(fd)
    const bytes = utf8(line(commit))
    try {
      for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at)
      fsyncSync(fd)
    } catch (error) {
      // Half a line before the next one would read as damage.
      ftruncateSync(fd, size)
      throw error
    }
  }

  close(): void {
    if (this.fd !== undefined) closeSync(this.fd)
    this.fd = undefined
  }
}

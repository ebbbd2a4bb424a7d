/** The kvstore's file: one line per commit, each with a checksum; a torn last line is cut off. */
import path from 'node:path'
import { sha256Hex } from '../../chain/codec/hash.js'
import { utf8 } from '../../chain/types/bytes.js'
import { readFile, writeAtomic } from '../storage/atomicFile.js'
import { realDisk, type Disk, type DiskFile } from '../storage/disk.js'

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
  private readonly out: DiskFile

  private constructor(out: DiskFile) {
    this.out = out
  }

  /**
   * The log and what it holds; it is rewritten as one commit, so that it does not grow for ever.
   * @throws Error when a line before the last one is damaged.
   */
  static open(file: string, disk: Disk = realDisk): { log: CommitLog; commit: Commit | undefined } {
    disk.mkdir(path.dirname(file))
    const commit = readCommits(file, readFile(disk, file)?.toString('utf8') ?? '')
    writeAtomic(disk, file, utf8(commit === undefined ? '' : line(commit)))
    return { log: new CommitLog(disk.open(file, 'append')), commit }
  }

  append(commit: Commit): void {
    const { size } = this.out
    try {
      this.out.append(utf8(line(commit)))
      this.out.sync()
    } catch (error) {
      // Half a line before the next one would read as damage.
      this.out.truncate(size)
      throw error
    }
  }

  close(): void {
    this.out.close()
  }
}

/** All commits of a log as one. */
function readCommits(file: string, text: string): Commit | undefined {
  const lines = text.split('\n')
  const pairs = new Map<string, string>()
  let last: Commit | undefined
  for (const [i, one] of lines.entries()) {
    if (one === '') continue
    const commit = parse(one)
    if (commit === undefined) {
      // The last line may be torn by a crash: its commit was never acknowledged.
      if (lines.slice(i + 1).every((rest) => rest === '')) break
      throw new Error(`${file}: line ${i + 1} of ${lines.length} is damaged`)
    }
    for (const [key, value] of commit.pairs) pairs.set(key, value)
    last = commit
  }
  return last === undefined ? undefined : { ...last, pairs: [...pairs] }
}

import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import t from 'tap'
import { realDisk } from '../../../node/storage/disk.js'

await t.test('a new folder and those above it are durable: each parent is synced', (t) => {
  const root = fs.mkdtempSync(path.join(tmpdir(), 'infonex-disk-'))
  const { openSync, fsyncSync } = fs
  t.teardown(() => {
    Object.assign(fs, { openSync, fsyncSync })
    syncBuiltinESMExports()
    fs.rmSync(root, { recursive: true })
  })
  const opened = new Map<number, string>()
  const synced: string[] = []
  fs.openSync = (file, flags, mode) => {
    const fd = openSync(file, flags, mode)
    opened.set(fd, path.relative(root, String(file)))
    return fd
  }
  fs.fsyncSync = (fd) => {
    synced.push(opened.get(fd) ?? 'another file')
    fsyncSync(fd)
  }
  syncBuiltinESMExports()
  realDisk.mkdir(path.join(root, 'a', 'b', 'c'))
  t.strictSame(synced, ['a/b', 'a', ''])
  t.ok(fs.statSync(path.join(root, 'a', 'b', 'c')).isDirectory())
  realDisk.mkdir(path.join(root, 'a', 'b', 'd'))
  t.strictSame(synced.splice(3), ['a/b'])
  realDisk.mkdir(path.join(root, 'a', 'b', 'd'))
  t.equal(synced.length, 3, 'what is there needs no sync')
  t.end()
})

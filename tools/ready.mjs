// Installs and builds, only when needed. Node core only: it runs before anything is installed.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'

const STAMP = 'node_modules/.infonex-stamp'
const run = (cmd, args) => {
  const r = spawnSync(cmd, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' },
  })
  if (r.status !== 0) process.exit(r.status ?? 1)
}

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 20)) {
  console.error(`InfoNex needs Node >= 20.20.0; this is ${process.versions.node}.`)
  process.exit(1)
}
const want = createHash('sha256')
  .update(readFileSync('package-lock.json'))
  .update(process.versions.modules + process.platform + process.arch)
  .digest('hex')
if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== want) {
  console.log('installing packages (once, under a minute)')
  run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'])
  writeFileSync(STAMP, want)
}
run(process.execPath, ['node_modules/typescript/bin/tsc', '-b'])

// tsc keeps the output of deleted sources: a deleted test would go on passing in dist/.
for (const [out, src] of [
  ['dist', '.'],
  ['test/clients/cosmjs-0.32/dist', 'test/clients/cosmjs-0.32'],
]) {
  if (!existsSync(out)) continue
  for (const file of readdirSync(out, { recursive: true, encoding: 'utf8' })) {
    const stem = /^(.*)\.(js|d\.ts|js\.map)$/.exec(file)?.[1]
    if (stem !== undefined && !existsSync(`${src}/${stem}.ts`)) rmSync(`${out}/${file}`)
  }
}

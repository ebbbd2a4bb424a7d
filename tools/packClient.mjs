// Lays @infonex/client out as a package and packs it: `node tools/packClient.mjs [DIR]` prints the tarball's path.
import { execFileSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const out = path.resolve(process.argv[2] ?? 'dist-pack')
const root = JSON.parse(readFileSync('package.json', 'utf8'))
const stage = mkdtempSync(path.join(tmpdir(), 'infonex-client-'))

/** Copies the compiled modules of a room; the client reaches down to proto only. */
const copyRoom = (room) => {
  for (const file of readdirSync(`dist/${room}`, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(js|d\.ts)$/.test(file)) continue
    const target = path.join(stage, room, file)
    mkdirSync(path.dirname(target), { recursive: true })
    cpSync(`dist/${room}/${file}`, target)
  }
}
copyRoom('client')
copyRoom('proto')
for (const file of ['infonex.js', 'infonex.d.ts'])
  cpSync(`proto/gen/${file}`, path.join(stage, 'proto/gen', file))
cpSync('LICENSE', path.join(stage, 'LICENSE'))
cpSync('client/package/README.md', path.join(stage, 'README.md'))

const NEEDS = [
  'amino',
  'crypto',
  'encoding',
  'proto-signing',
  'socket',
  'stargate',
  'tendermint-rpc',
].map((name) => `@cosmjs/${name}`)
const dependencies = Object.fromEntries(
  [...NEEDS, '@noble/curves', '@noble/hashes', 'long', 'protobufjs'].map((name) => [
    name,
    root.dependencies[name],
  ]),
)
// @cosmjs/encoding takes any @scure/base 2, and 2.3.0 broke its bech32: a direct pin decides for it.
dependencies['@scure/base'] = root.overrides['@scure/base']
const manifest = {
  name: '@infonex/client',
  version: root.version,
  description: 'Reads and signs for an InfoNex chain',
  license: root.license,
  type: 'module',
  sideEffects: false,
  engines: root.engines,
  exports: { '.': { types: './client/index.d.ts', default: './client/index.js' } },
  imports: { '#gen/*': './proto/gen/*' },
  dependencies,
}
writeFileSync(path.join(stage, 'package.json'), JSON.stringify(manifest, null, 2))
mkdirSync(out, { recursive: true })
const [{ filename }] = JSON.parse(
  execFileSync('npm', ['pack', '--json', '--pack-destination', out], {
    cwd: stage,
    encoding: 'utf8',
  }),
)
rmSync(stage, { recursive: true })
console.log(path.join(out, filename))

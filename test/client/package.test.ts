/** The client as others meet it: packed, installed in an empty project, type-checked, bundled, run. */
import { execFile, execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import vm from 'node:vm'
import { build } from 'esbuild'
import t from 'tap'

const run = promisify(execFile)
const dir = mkdtempSync(path.join(tmpdir(), 'infonex-pack-'))
t.teardown(() => rmSync(dir, { recursive: true, force: true }))

const PROGRAM = `
import { DirectSecp256k1HdWallet } from '@cosmjs/proto-signing'
import { encodeMessage, infonexRegistry, keplrChainInfo, verifyAdr036 } from '@infonex/client'
const wallet = await DirectSecp256k1HdWallet.fromMnemonic(
  'test test test test test test test test test test test junk', { prefix: 'infonex' })
const [account] = await wallet.getAccounts()
const bytes = encodeMessage('cosmos.auth.v1beta1.BaseAccount', { sequence: 2n ** 64n - 1n })
let refused = ''
try { encodeMessage('cosmos.auth.v1beta1.BaseAccount', { sequence: 2n ** 64n }) } catch (e) { refused = e.name }
const info = keplrChainInfo({ chainId: 'c', rpc: 'r', rest: 's' })
globalThis.answer = JSON.stringify({
  address: account.address, size: bytes.length, refused, coin: info.bip44.coinType,
  types: infonexRegistry().lookupType('/cosmos.bank.v1beta1.MsgSend') !== undefined,
  verify: typeof verifyAdr036,
})
`
const WANT = {
  address: 'infonex15yk64u7zc9g9k2yr2wmzeva5qgwxps6yuwhahn',
  size: 11,
  refused: 'RangeError',
  coin: 118,
  types: true,
  verify: 'function',
}

await t.test('npm pack installs in an empty project, exports and types are right', async (t) => {
  const tarball = execFileSync(process.execPath, ['tools/packClient.mjs', dir], {
    encoding: 'utf8',
  })
  writeFileSync(path.join(dir, 'package.json'), '{"type":"module","private":true}')
  await run(
    'npm',
    ['install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', tarball.trim()],
    { cwd: dir, shell: process.platform === 'win32' },
  )
  writeFileSync(path.join(dir, 'main.mjs'), `${PROGRAM}\nconsole.log(globalThis.answer)`)
  const { stdout } = await run(process.execPath, ['main.mjs'], { cwd: dir })
  t.match(JSON.parse(stdout), WANT)

  writeFileSync(
    path.join(dir, 'types.ts'),
    `import { SigningInfonexClient, encodeMessage } from '@infonex/client'
export const height = (client: SigningInfonexClient): Promise<number> => client.getHeight()
export const b: Uint8Array = encodeMessage('cosmos.auth.v1beta1.BaseAccount', { sequence: 1n })
// @ts-expect-error a number is no u64
encodeMessage('cosmos.auth.v1beta1.BaseAccount', { sequence: 1 })
`,
  )
  const tsc = path.resolve('node_modules/typescript/bin/tsc')
  const flags = [
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2023',
    '--skipLibCheck',
  ]
  const checked = await run(process.execPath, [tsc, ...flags, 'types.ts'], { cwd: dir }).catch(
    (error: { stdout: string }) => error,
  )
  t.equal(checked.stdout, '', 'its types check in a strict project')
})

await t.test('the browser bundle runs with nothing of Node', async (t) => {
  const entry = path.join(dir, 'browser.mjs')
  const imports = (PROGRAM.match(/^import .*$/gm) ?? []).join('\n')
  writeFileSync(
    entry,
    `${imports}\n(async () => {${PROGRAM.replace(/^import .*$/gm, '')}\nglobalThis.done(globalThis.answer)\n})().catch((e) => globalThis.done(String(e)))`,
  )
  const bundle = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    absWorkingDir: dir,
    write: false,
  })
  const code = bundle.outputFiles[0]?.text ?? ''
  t.comment(`bundle: ${Math.round(code.length / 1024)} KiB minified`)
  t.ok(code.length < 4 * 1024 * 1024, 'under 4 MiB')
  const answer = await new Promise<string>((resolve) => {
    const globals: Record<string, unknown> = {
      ...{ crypto: globalThis.crypto, TextEncoder, TextDecoder, URL, WebSocket: class {}, fetch },
      ...{ setTimeout, clearTimeout, atob, btoa, console, done: resolve, queueMicrotask },
    }
    globals['globalThis'] = globals
    globals['self'] = globals
    globals['window'] = globals
    vm.runInNewContext(code, globals)
  })
  t.match(JSON.parse(answer), WANT)

  const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((p) => existsSync(p))
  if (chromium === undefined) {
    t.comment('no chromium on this machine: the bundle ran in a bare context only')
    return
  }
  const page = path.join(dir, 'page.html')
  writeFileSync(
    page,
    `<!doctype html><meta charset="utf-8"><body>waiting<script>globalThis.done = (x) => { document.body.textContent = x }</script><script>${code.replaceAll('</script', '<\\/script')}</script>`,
  )
  const { stdout } = await run(
    chromium,
    [
      ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
      ...[`--user-data-dir=${path.join(dir, 'profile')}`, '--virtual-time-budget=20000'],
      ...['--dump-dom', `file://${page}`],
    ],
    { timeout: 60_000, maxBuffer: 64 * 1024 * 1024 },
  )
  const shown = /<body>(\{.*?\})/.exec(stdout.replaceAll('&quot;', '"'))?.[1] ?? '{}'
  t.match(JSON.parse(shown), WANT, 'and in headless Chromium')
})

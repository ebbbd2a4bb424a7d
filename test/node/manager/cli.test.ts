/** `infonex sla-manager start` against a real node. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import t from 'tap'
import { BIN, runCli } from '../../support/cliProcess.js'
import { spawnNode } from '../../support/nodeProcess.js'

const PASSPHRASE = 'correct horse battery'

await t.test(
  'a manager starts with an encrypted key and a config file, and ends when told',
  async (t) => {
    const dir = await mkdtemp(path.join(tmpdir(), 'infonex-manager-cli-'))
    t.teardown(() => rm(dir, { recursive: true, force: true }))
    const node = await spawnNode({
      ...{ home: path.join(dir, 'node'), rpcAddress: 'tcp://127.0.0.1:0' },
      ...{ apiAddress: false, grpcAddress: false },
    })
    t.teardown(() => node.kill())
    const home = path.join(dir, 'home')
    const secret = path.join(dir, 'passphrase')
    await writeFile(secret, `${PASSPHRASE}\n`)
    const keyring = ['--home', home, '--keyring-passphrase-file', secret]
    t.equal((await runCli(['keys', 'add', 'manager', ...keyring, '--json'])).code, 0)
    const config = path.join(dir, 'manager.yaml')
    const settings = [
      ...['from: manager', 'listen: tcp://127.0.0.1:0', 'metrics-address: 127.0.0.1:0'],
      ...['max-per-period: "1000000"', 'period: 3600s', `node: ${node.urls.rpc}`],
    ]
    await writeFile(config, settings.join('\n'))
    const args = ['sla-manager', 'start', '--config', config, ...keyring, '--json']
    const child = spawn(process.execPath, [BIN, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
    t.teardown(() => void child.kill('SIGKILL'))
    const [line] = (await once(child.stdout, 'data')) as [Buffer]
    const told = JSON.parse(String(line)) as Record<string, string>
    t.match(told, { url: /^http:/, metrics: /\/metrics$/, chain_id: 'infonex-dev-1', channels: 0 })
    t.match(told['key'], /^2:0[23]/)
    t.match(await (await fetch(`${told['url']}/health`)).json(), { healthy: true })
    t.equal((await fetch(String(told['metrics']))).status, 200)
    const second = await runCli(args)
    t.match(second.stderr, /home_in_use/)
    const gone = once(child, 'exit')
    child.kill('SIGTERM')
    t.strictSame(await gone, [0, null])
    const wrong = path.join(dir, 'wrong')
    await writeFile(wrong, 'incorrect horse')
    const refused = await runCli([...args, '--keyring-passphrase-file', wrong])
    t.match(refused.stderr, /wrong_passphrase/)
  },
)

await t.test('settings that are wrong are told', async (t) => {
  const dir = await mkdtemp(path.join(tmpdir(), 'infonex-manager-cli-'))
  t.teardown(() => rm(dir, { recursive: true, force: true }))
  const file = path.join(dir, 'c.yaml')
  const run = async (text: string, ...more: string[]) => {
    await writeFile(file, text)
    const base = [
      'sla-manager',
      'start',
      '--home',
      dir,
      '--keyring-backend',
      'test',
      '--config',
      file,
    ]
    return (await runCli([...base, ...more])).stderr
  }
  const rows: readonly (readonly [string, RegExp, ...string[]])[] = [
    ['form: x', /bad_config.*no setting "form"/],
    ['config: x', /bad_config.*no setting "config"/],
    ['- 1', /bad_config.*want settings/],
    ['from: [a]', /bad_config.*from wants a text/],
    ['a: b: c', /bad_config/],
    ['period: never', /bad_config.*period: Want a time/],
    ['output: xml', /bad_config.*want text or json/],
    ['# nothing', /missing_flag.*--from/],
    ['max-per-period: "-1"\nfrom: nobody', /bad_argument.*max-per-period/],
    ['from: nobody', /key_not_found/],
    ['from: somebody', /bad_argument: listen|bad_argument\): listen/, '--listen', 'x'],
    ['from: somebody', /key_not_found.*nobody/, '--from', 'nobody'],
  ]
  for (const [text, want, ...more] of rows) t.match(await run(text, ...more), want, text)
  const none = await runCli(['sla-manager', 'start', '--config', path.join(dir, 'none.yaml')])
  t.match(none.stderr, /no_config/)
})

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import t from 'tap'
import { describeError } from '../../../node/cli/cliError.js'
import { main } from '../../../node/cli/main.js'
import { table, textLines } from '../../../node/cli/output.js'
import { kebab, rpcModules } from '../../../node/cli/rpcTable.js'
import { milliseconds } from '../../../node/cli/commands/start.js'
import { TxError } from '../../../chain/types/errors.js'
import { runCli } from '../../support/cliProcess.js'

const MNEMONIC = 'test test test test test test test test test test test junk'
const CLIENT = 'infonex15yk64u7zc9g9k2yr2wmzeva5qgwxps6yuwhahn'
const SPARE = 'infonex1f84c23zhjlddsfg6n4y94v260v5yd8ktmw98ar'

async function folder(t: { teardown(fn: () => Promise<void>): void }): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), 'infonex-cli-'))
  t.teardown(() => rm(dir, { recursive: true }))
  return dir
}

await t.test('help names every command, and is there at once', async (t) => {
  const start = performance.now()
  const help = await runCli(['--help'])
  const ms = performance.now() - start
  t.equal(help.code, 0)
  t.equal(help.stderr, '')
  const commands = [...help.stdout.matchAll(/^ {2}([a-z-]+) /gm)].map(([, name]) => name)
  t.same(commands, [
    ...['start', 'init', 'keys', 'tx', 'query', 'genesis', 'status', 'replay', 'sla'],
    ...['sla-manager', 'demo', 'version', 'completion', 'help'],
  ])
  t.ok(ms < 3000, `${Math.round(ms)} ms, process and all`)
  t.equal((await runCli([])).stdout, help.stdout, 'no words: the same help')
  const version = await runCli(['version', '--json'])
  t.match(JSON.parse(version.stdout), { infonex: /^\d+\.\d+\.\d+/, node: process.version })
})

await t.test('a wrong command line is told in one sentence, with a code', async (t) => {
  const rows: readonly (readonly [string[], number, RegExp])[] = [
    [['strat'], 2, /^error \(unknown_command\): unknown command 'strat' \(Did you mean start\?\)/],
    [['keys', 'shwo'], 2, /^error \(unknown_command\): .*Did you mean show/],
    [['keys', 'show'], 2, /^error \(missing_argument\): .*'name'/],
    [['status', '--nod', 'x'], 2, /^error \(unknown_flag\): unknown option '--nod'/],
    [['start', '--app', 'x'], 2, /^error \(bad_argument\): .*Allowed choices are infonex, kvstore/],
    [['start', '--block-time', '5m'], 1, /^error \(bad_argument\): Want a time such as 500ms/],
    [['status', '--node', '127.0.0.1:1'], 1, /^error \(unreachable\): No node answers at http/],
    [['status', '--node', 'tcp://a b'], 1, /^error \(bad_node\)/],
    [['status', '--node', 'tcp://127.0.0.1:1'], 1, /^error \(unreachable\): .*\(bad port\)/],
    [['tx', 'bank', 'snd'], 2, /unknown command 'snd' .*See infonex tx bank --help\.$/m],
    [['start', '--app', 'x'], 2, /kvstore\. See infonex start --help\.$/m],
    [['start', '--rpc.laddr', 'x'], 1, /^error \(bad_argument\): rpc.laddr: got x/],
    [['query', 'bank', 'balances'], 1, /^error \(missing_argument\): <address> is missing.*--addr/],
    [['query', 'bank', 'balances', 'infonex1bad'], 1, /^error \(bad_address\): --address: want/],
    [
      ['query', 'bank', 'balances', 'nobody'],
      1,
      /^error \(key_not_found\): --address: want.*"nobo/,
    ],
    [['genesis', 'add-account', 'a/b', '5uinx'], 1, /^error \(bad_address\): <account>: want/],
    [['tx', 'decode', 'AAAA'], 1, /^error \(bad_tx\): These bytes are no transaction/],
    [['query', 'tx', 'abc'], 1, /^error \(bad_hash\): .*64 hex digits; got "abc"/],
    [['query', 'bank', 'balances', '--limit', '-1'], 2, /^error \(bad_argument\): .*2\^64-1/],
    [['tx', 'bank', 'send', '--fees', '5'], 1, /^error \(missing_flag\): Say who signs/],
    [['genesis', 'validate', '/none'], 1, /^error \(genesis_not_found\): There is no file \/none/],
  ]
  const home = await folder(t)
  const results = await Promise.all(
    rows.map(([args]) => runCli(args, { env: { INFONEX_HOME: home } })),
  )
  for (const [i, [args, code, error]] of rows.entries()) {
    const got = results[i]
    t.equal(got?.code, code, args.join(' '))
    t.match(got?.stderr, error, args.join(' '))
    t.equal(got?.stderr.trim().split('\n').length, 1, 'one line')
  }
  const json = await runCli(['keys', 'show', 'x', '--home', home, '--json'])
  t.match(JSON.parse(json.stderr), { error: { code: 'key_not_found', message: /no key "x"/ } })
})

await t.test('keys: made, shown, exported and taken in again', async (t) => {
  const home = await folder(t)
  const keys = (args: string[], stdin?: string, env: NodeJS.ProcessEnv = {}) =>
    runCli(['keys', ...args, '--home', home], { ...(stdin === undefined ? {} : { stdin }), env })
  const test = ['--keyring-backend', 'test', '--json']
  const fresh = JSON.parse((await keys(['add', 'fresh', ...test])).stdout) as { mnemonic: string }
  t.equal(fresh.mnemonic.split(' ').length, 24)
  const client = await keys(['add', 'client', '--recover', ...test], `${MNEMONIC}\n`)
  t.match(JSON.parse(client.stdout), { name: 'client', type: 'local', address: CLIENT })
  const list = JSON.parse((await keys(['list', ...test])).stdout) as object[]
  t.same(
    list.map((k) => Object.keys(k)),
    [
      ['name', 'type', 'address', 'pubkey'],
      ['name', 'type', 'address', 'pubkey'],
    ],
  )
  t.equal((await keys(['show', 'client', '-a', '--keyring-backend', 'test'])).stdout, `${CLIENT}\n`)
  t.match((await keys(['delete', 'fresh', '--keyring-backend', 'test'])).stderr, /not_confirmed/)
  t.equal((await keys(['delete', 'fresh', '-y', '--keyring-backend', 'test'])).code, 0)
  t.match(
    (await keys(['export', 'client', '--unarmored-hex', ...test.slice(0, 2)])).stderr,
    /unsafe/,
  )

  const secret = path.join(home, 'secret.txt')
  await writeFile(secret, 'a long passphrase\n')
  const exported = await keys([
    ...['export', 'client', '--keyring-backend', 'test', '--export-passphrase-file', secret],
  ])
  const file = path.join(home, 'client.key')
  await writeFile(file, exported.stdout)
  const taken = await keys([
    ...['import', 'again', file, '--export-passphrase-file', secret],
    ...['--keyring-passphrase-file', secret, '--json'],
  ])
  t.match(JSON.parse(taken.stdout), { name: 'again', address: CLIENT })
  const wrong = { INFONEX_KEYRING_PASSPHRASE: 'another passphrase' }
  const refused = await keys(
    ['export', 'again', '--export-passphrase-file', secret],
    undefined,
    wrong,
  )
  t.match(refused, { code: 1, stderr: /^error \(wrong_passphrase\)/ })
  const other = await keys(['add', 'other', '--keyring-backend', 'file'], 'another passphrase\n')
  t.match(other, { code: 1, stderr: /^error \(wrong_passphrase\)/ }, 'a keyring has one')
  const file2 = ['--keyring-backend', 'file', '--json']
  const hex = await keys(
    ['export', 'again', '--unarmored-hex', '--unsafe', ...file2],
    'a long passphrase\n',
  )
  t.match(JSON.parse(hex.stdout), { name: 'again', private_key: /^[0-9a-f]{64}$/ })
  const kept = await keys(['delete', 'again', ...file2], 'n\n')
  t.match(JSON.parse(kept.stdout), [{ name: 'again', deleted: false }])
  const gone = await keys(['delete', 'again', ...file2], 'y\n')
  t.match(JSON.parse(gone.stdout), [{ name: 'again', deleted: true }])
  t.match(await keys(['add', 'x', '--words', '13', ...test]), { code: 2, stderr: /bad_argument/ })
  const words = await runCli(['keys', 'mnemonic', '--words', '12', '--json'])
  const { mnemonic } = JSON.parse(words.stdout) as { mnemonic: string }
  t.equal(mnemonic.split(' ').length, 12)
  const multi = await keys(['add', 'both', '--multisig', 'client', ...test])
  t.match(JSON.parse(multi.stdout), { type: 'multi', address: /^infonex1/ })
  const parsed = await keys(['parse', CLIENT])
  t.match(parsed.stderr, /unknown_flag/, 'parse touches no home')
  t.match((await runCli(['keys', 'parse', CLIENT])).stdout, /human: infonex/)
})

await t.test('init, genesis add-account and validate work on one home', async (t) => {
  const home = await folder(t)
  const at = ['--home', home, '--json']
  const made = await runCli(['init', 'node0', '--chain-id', 'x-1', ...at])
  t.match(JSON.parse(made.stdout), { chain_id: 'x-1', moniker: 'node0', node_id: /^[0-9a-f]{40}$/ })
  const added = await runCli(['genesis', 'add-account', CLIENT, '7uinx,5uatom', ...at])
  t.match(JSON.parse(added.stdout), { address: CLIENT, coins: '7uinx,5uatom' })
  t.match((await runCli(['genesis', 'add-account', CLIENT, '7uinx', ...at])).stderr, /already/)
  t.match((await runCli(['genesis', 'add-account', SPARE, '7', ...at])).stderr, /bad_argument/)
  t.match(JSON.parse((await runCli(['genesis', 'validate', ...at])).stdout), { valid: true })
  const file = path.join(home, 'config', 'genesis.json')
  await writeFile(file, (await readFile(file, 'utf8')).replace('"amount": "7"', '"amount": "8"'))
  t.match((await runCli(['genesis', 'validate', ...at])).stderr, /app_state.bank/)
  t.match((await runCli(['genesis', 'export', ...at])).stderr, /no_home/)
})

await t.test('completion: a script for each shell, and words for a beginning', async (t) => {
  for (const shell of ['bash', 'zsh', 'fish', 'powershell'])
    t.match((await runCli(['completion', shell])).stdout, /infonex/, shell)
  t.match((await runCli(['complete', '--', 'keys', 'ex'])).stdout, /^export\t/m)
  t.match((await runCli(['complete', '--', 'tx', 'bank', 'se'])).stdout, /^send\t/m)
})

await t.test('text is aligned, tables too, and errors have stable codes', async (t) => {
  t.same(textLines({ a: '1', bcd: null, e: { f: [1, 2] } }), [
    ...['a:   1', 'bcd: -', 'e:', '  f:', '    - 1', '    - 2'],
  ])
  t.same(
    table([
      { name: 'x', n: '10' },
      { name: 'long', n: '5' },
    ]),
    ['name   n', 'x     10', 'long   5'],
  )
  t.equal(kebab('GetTxsEvent'), 'get-txs-event')
  t.equal(kebab('ABCIQuery'), 'abci-query')
  t.equal(milliseconds('1.5s'), 1500)
  t.same(describeError(new TxError('sdk', 5, 'no funds')), { code: 'sdk_5', message: 'no funds' })
  t.match(describeError(Object.assign(new Error('x'), { code: 'EADDRINUSE' })), {
    code: 'address_in_use',
  })
  t.match(describeError('odd'), { code: 'unexpected', message: 'odd' })
  for (const kind of ['query', 'msg'] as const)
    for (const [module, commands] of rpcModules(kind)) {
      const names = commands.flatMap((c) => [c.name, ...c.aliases])
      t.equal(new Set(names).size, names.length, `${kind} ${module} has each name once`)
    }
  t.equal(await main(['version']), 0)
})

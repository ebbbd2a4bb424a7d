import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { encodeSecp256k1Pubkey, Secp256k1HdWallet } from '@cosmjs/amino'
import { DirectSecp256k1HdWallet } from '@cosmjs/proto-signing'
import {
  coins,
  makeMultisignedTx,
  makeCosmoshubPath,
  SigningStargateClient,
} from '@cosmjs/stargate'
import { createMultisigThresholdPubkey, pubkeyToAddress } from '@cosmjs/amino'
import t from 'tap'
import { codec } from '../../../chain/codec/proto.js'
import { DEV_MNEMONIC } from '../../../node/genesis/development.js'
import { runCli } from '../../support/cliProcess.js'

const home = await mkdtemp(path.join(tmpdir(), 'infonex-tx-'))
t.teardown(() => rm(home, { recursive: true }))
const AT = ['--home', home, '--keyring-backend', 'test']
const OFFLINE = ['--offline', '--chain-id', 'x-1', '-a', '4', '-s', '9']
await runCli(['keys', 'add-dev', ...AT])

const file = (name: string): string => path.join(home, name)

/** Writes what a command printed and gives the file's name. */
async function keep(name: string, args: string[]): Promise<string> {
  const got = await runCli(args)
  if (got.code !== 0) throw new Error(`${args.join(' ')}: ${got.stderr}`)
  await writeFile(file(name), got.stdout)
  return file(name)
}

const unsigned = (from: string, name: string): Promise<string> =>
  keep(name, [
    ...['tx', 'bank', 'send', from, 'spare', '5uinx', '--gas', '80000', '--fees', '7uinx'],
    ...['--memo', 'a<b', '--generate-only', ...AT],
  ])

const encode = async (name: string): Promise<Uint8Array> =>
  Buffer.from((await runCli(['tx', 'encode', name])).stdout, 'base64')

const raw = codec('cosmos.tx.v1beta1.TxRaw')
const options = { prefix: 'infonex', hdPaths: [makeCosmoshubPath(0)] }
const fee = { amount: coins(7, 'uinx'), gas: '80000' }
const signerData = { accountNumber: 4n, sequence: 9, chainId: 'x-1' }

async function sendMessage() {
  const all = { prefix: 'infonex', hdPaths: [0, 9].map(makeCosmoshubPath) }
  const accounts = await (
    await DirectSecp256k1HdWallet.fromMnemonic(DEV_MNEMONIC, all)
  ).getAccounts()
  const [fromAddress = '', toAddress = ''] = accounts.map((a) => a.address)
  return {
    typeUrl: '/cosmos.bank.v1beta1.MsgSend',
    value: { fromAddress, toAddress, amount: coins(5, 'uinx') },
  }
}

await t.test('a signature made here is the one that CosmJS makes, in both modes', async (t) => {
  const plain = await unsigned('client', 'unsigned.json')
  const message = await sendMessage()
  const rows = [
    ['direct', await DirectSecp256k1HdWallet.fromMnemonic(DEV_MNEMONIC, options)],
    ['amino-json', await Secp256k1HdWallet.fromMnemonic(DEV_MNEMONIC, options)],
  ] as const
  for (const [mode, wallet] of rows) {
    const client = await SigningStargateClient.offline(wallet)
    const theirs = await client.sign(message.value.fromAddress, [message], fee, 'a<b', signerData)
    const signed = await keep(`${mode}.json`, [
      ...['tx', 'sign', plain, '--from', 'client', '--sign-mode', mode, ...OFFLINE, ...AT],
    ])
    const ours = raw.decode(await encode(signed))
    t.same(Buffer.from(ours.bodyBytes), Buffer.from(theirs.bodyBytes), `${mode} body`)
    t.same(Buffer.from(ours.authInfoBytes), Buffer.from(theirs.authInfoBytes), `${mode} auth info`)
    t.same(
      ours.signatures.map(Buffer.from),
      theirs.signatures.map(Buffer.from),
      `${mode} signature`,
    )
  }
})

await t.test('two of three members sign, and multisign joins them as CosmJS does', async (t) => {
  const members = ['client', 'supplier', 'gateway']
  await runCli([
    'keys',
    'add',
    'club',
    '--multisig',
    members.join(),
    '--multisig-threshold',
    '2',
    ...AT,
  ])
  const plain = await unsigned('club', 'club.json')
  const wallets = await Promise.all(
    [0, 1, 4].map((i) =>
      Secp256k1HdWallet.fromMnemonic(DEV_MNEMONIC, { ...options, hdPaths: [makeCosmoshubPath(i)] }),
    ),
  )
  const accounts = await Promise.all(wallets.map(async (w) => (await w.getAccounts())[0]))
  const keys = accounts.map((a) => encodeSecp256k1Pubkey(a?.pubkey ?? new Uint8Array()))
  const threshold = createMultisigThresholdPubkey(keys, 2)
  const address = pubkeyToAddress(threshold, 'infonex')
  const send = await sendMessage()
  const message = { ...send, value: { ...send.value, fromAddress: address } }
  const signatures = new Map<string, Uint8Array>()
  let bodyBytes = new Uint8Array()
  for (const [i, wallet] of wallets.slice(0, 2).entries()) {
    const client = await SigningStargateClient.offline(wallet)
    const signer = accounts[i]?.address ?? ''
    const signed = await client.sign(signer, [message], fee, 'a<b', signerData)
    signatures.set(signer, signed.signatures[0] ?? new Uint8Array())
    bodyBytes = new Uint8Array(signed.bodyBytes)
  }
  const theirs = makeMultisignedTx(threshold, 9, fee, bodyBytes, signatures)
  const parts = await Promise.all(
    ['client', 'supplier'].map((name) =>
      keep(`${name}.sig`, [
        'tx',
        'sign',
        plain,
        '--from',
        name,
        '--multisig',
        'club',
        ...OFFLINE,
        ...AT,
      ]),
    ),
  )
  const joined = await keep('joined.json', [
    'tx',
    'multisign',
    plain,
    'club',
    ...parts,
    ...OFFLINE,
    ...AT,
  ])
  const ours = raw.decode(await encode(joined))
  t.same(Buffer.from(ours.authInfoBytes), Buffer.from(theirs.authInfoBytes))
  t.same(ours.signatures.map(Buffer.from), theirs.signatures.map(Buffer.from))
  const multisign = (signed: string[]) =>
    runCli(['tx', 'multisign', plain, 'club', ...signed, ...OFFLINE, ...AT])
  const [first = ''] = parts
  t.match((await multisign([first])).stderr, /2 signatures are needed, 1 are given/)
  t.match((await multisign([first, first])).stderr, /has signed twice/)
})

await t.test('every message can be given by flags or as JSON, and decode shows it', async (t) => {
  const send = await unsigned('client', 'send.json')
  const same = ['bank', 'send', 'client', 'spare', '5uinx', '--gas', '80000', '--fees', '7uinx']
  const written = await runCli([
    ...[
      'tx',
      ...same,
      '--memo',
      'a<b',
      '--generate-only',
      '--output-document',
      file('written'),
      ...AT,
    ],
  ])
  t.equal(written.stdout, '')
  t.equal(await readFile(file('written'), 'utf8'), await readFile(send, 'utf8'))
  const base64 = (await runCli(['tx', 'encode', send])).stdout.trim()
  t.same(JSON.parse((await runCli(['tx', 'encode', send, '--json'])).stdout), { tx: base64 })
  const decoded = JSON.parse((await runCli(['tx', 'decode', base64, '--json'])).stdout) as object
  t.match(decoded, {
    body: { messages: [{ '@type': '/cosmos.bank.v1beta1.MsgSend', amount: [{ amount: '5' }] }] },
    auth_info: { fee: { gas_limit: '80000', amount: [{ denom: 'uinx', amount: '7' }] } },
  })
  const json = '{"@type":"/cosmos.bank.v1beta1.MsgSend","from_address":"a","to_address":"b"}'
  const make = ['--from', 'client', '--gas', '1', '--generate-only', ...AT]
  const two = await runCli(['tx', 'messages', '--message', json, '--message', json, ...make])
  t.equal((JSON.parse(two.stdout) as { body: { messages: object[] } }).body.messages.length, 2)
  const grant = await runCli([
    ...['tx', 'feegrant', 'grant', 'client', 'spare', ...make, '--allowance'],
    '{"@type":"/cosmos.feegrant.v1beta1.BasicAllowance","spend_limit":[{"denom":"uinx","amount":"9"}]}',
  ])
  t.match(JSON.parse(grant.stdout), {
    body: { messages: [{ granter: /^infonex15yk/, grantee: /^infonex1f84/, allowance: {} }] },
  })
  const rows: readonly (readonly [string[], RegExp])[] = [
    [['bank', 'send', 'client', 'spare', '5'], /bad_argument.*--amount: want coins such as 5uinx/],
    [['bank', 'send', 'client', 'spare', '5uinx', '--gas', 'x'], /--gas: want auto or a number/],
    [['feegrant', 'grant', 'client', 'spare', '{'], /--allowance: want JSON/],
    [
      ['feegrant', 'grant', 'client', 'spare', 'AAAA'],
      /--allowance: want .*Any as JSON, @file or b/,
    ],
    [['bank', 'send', 'nobody', 'spare', '5uinx'], /key_not_found/],
    [['messages', '--from', 'client', '--message', '{"@type":"/x"}'], /bad_json.*unknown type \/x/],
    [['broadcast', '/none'], /no_file/],
    [['decode', '!!'], /Want the transaction in base64/],
  ]
  for (const [args, error] of rows) {
    const at = /^(broadcast|decode)$/.test(args[0] ?? '') ? [] : [...AT, ...OFFLINE]
    t.match((await runCli(['tx', ...args, ...at])).stderr, error, args.join(' '))
  }
  t.match(
    (await runCli(['tx', 'sign', send, ...AT, '--from', 'client', '--offline'])).stderr,
    /Offline/,
  )
})

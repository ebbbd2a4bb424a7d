import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import t from 'tap'
import { startNode } from '../../../node/start.js'
import { runCli } from '../../support/cliProcess.js'

const CLIENT = 'infonex15yk64u7zc9g9k2yr2wmzeva5qgwxps6yuwhahn'
const SUPPLIER = 'infonex1erxf3sa9q2j4vgseu7jq4a258ckmk7cy4zzef0'
const ANY = 'tcp://127.0.0.1:0'

const home = await mkdtemp(path.join(tmpdir(), 'infonex-several-'))
const node = await startNode({
  ...{ home, rpcAddress: ANY, apiAddress: false, grpcAddress: false, verifyWorkers: 0 },
  logLevel: 'silent',
})
t.teardown(async () => {
  await node.stop()
  await rm(home, { recursive: true })
})
const env = { INFONEX_HOME: home, INFONEX_NODE: node.urls.rpc, INFONEX_KEYRING_BACKEND: 'test' }
await runCli(['keys', 'add-dev'], { env })

/** What a command that must succeed printed. */
async function cli(...args: string[]): Promise<string> {
  const got = await runCli(args, { env })
  if (got.code !== 0) throw new Error(`${args.join(' ')}: ${got.stderr}`)
  return got.stdout
}

const json = async <T>(...args: string[]): Promise<T> =>
  JSON.parse(await cli(...args, '--json')) as T
const refusal = async (...args: string[]): Promise<string> => (await runCli(args, { env })).stderr

async function keep(name: string, ...args: string[]): Promise<string> {
  const file = path.join(home, name)
  await writeFile(file, await cli(...args))
  return file
}

interface Sent {
  readonly code: number
  readonly txhash: string
}
interface Found {
  readonly events: readonly {
    readonly type: string
    readonly attributes: readonly { readonly key: string; readonly value: string }[]
  }[]
}

await t.test('payer and payee close their channel: each signs, one sends', async (t) => {
  const go = ['-y', '--wait']
  await json('tx', 'payment', 'deposit', '--from', 'client', '--amount', '20000uinx', ...go)
  const { pubkey } = await json<{ pubkey: string }>('keys', 'show', 'client')
  const { key } = JSON.parse(pubkey) as { key: string }
  const opened = await json<Sent>(
    ...['tx', 'payment', 'open-channel', '--from', 'client', '--cap', '10000uinx', ...go],
    ...['--payees', JSON.stringify({ address: SUPPLIER, bps: 10000 })],
    ...['--signer', JSON.stringify({ algorithm: 'KEY_ALGORITHM_SECP256K1', key })],
    ...['--receipt-policy', 'none', '--expiry-ms', String(Date.now() + 3_600_000)],
    ...['--rate-per-s', '0', '--burst', '10000', '--min-delta', '0', '--prepay-allow', '0'],
  )
  const { events } = await json<Found>('query', 'tx', opened.txhash)
  const event = events.find(({ type }) => type.endsWith('EventChannelOpened'))
  const attribute = (name: string): string =>
    event?.attributes.find((a) => a.key === name)?.value ?? ''
  const descriptor = attribute('descriptor')
  const close = [
    ...['tx', 'payment', 'close-cooperative', '--parties', `${CLIENT},${SUPPLIER}`],
    ...['--channel-id', `0x${attribute('channel_id')}`],
    ...['--final-cumulative', '4000', '--descriptor', descriptor],
  ]
  t.match(
    await refusal(...close, '--from', 'client', '-y'),
    /^error \(several_signers\): .*infonex1.*, infonex1.*tx sign for each/,
  )
  t.match(await refusal(...close, '--from', 'spare', '-y'), /^error \(not_a_signer\): "spare"/)
  // --gas auto simulates with both signers.
  const plain = await keep('plain', ...close, '--from', 'client', '--generate-only')
  const one = await keep('one', 'tx', 'sign', plain, '--from', 'supplier')
  t.match(await refusal('tx', 'broadcast', one), /^error \(sdk_\d+\): .*signer/)
  const both = await keep('both', 'tx', 'sign', one, '--from', 'client')
  t.match(await json('tx', 'broadcast', both, '--wait'), { code: 0 })
  const credit = await json('query', 'payment', 'credit', SUPPLIER, '--denom', 'uinx')
  t.match(credit, { credit: { amount: '4000' } }, 'the payee has the final amount')
})

await t.test(
  'two senders and a fee payer: any order of signing, the last may be direct',
  async (t) => {
    const send = (from: string, to: string): string =>
      JSON.stringify({
        '@type': '/cosmos.bank.v1beta1.MsgSend',
        ...{ from_address: from, to_address: to, amount: [{ denom: 'uinx', amount: '7' }] },
      })
    const spare = (await cli('keys', 'show', 'spare', '-a')).trim()
    const plain = await keep(
      'swap',
      ...[
        'tx',
        'messages',
        '--message',
        send(CLIENT, SUPPLIER),
        '--message',
        send(SUPPLIER, CLIENT),
      ],
      ...['--from', 'client', '--generate-only', '--gas', '300000', '--fee-payer', spare],
    )
    const sign = (file: string, from: string, ...more: string[]): string[] => [
      ...['tx', 'sign', file, '--from', from, ...more],
    ]
    const early = await refusal(...sign(plain, 'client', '--sign-mode', 'direct'))
    t.match(early, /^error \(signed_too_early\): A signature in direct mode is the last/)
    t.match(await refusal(...sign(plain, 'gateway')), /^error \(not_a_signer\): "gateway"/)
    const first = await keep('first', ...sign(plain, 'spare'))
    const again = await keep('again', ...sign(first, 'spare'))
    const second = await keep('second', ...sign(again, 'client'))
    const last = await keep('last', ...sign(second, 'supplier', '--sign-mode', 'direct'))
    t.match(
      await refusal(...sign(last, 'client')),
      /^error \(signed_too_early\): .*has signed in direct mode, which one more signature spoils/,
    )
    t.match(await json('tx', 'broadcast', last, '--wait'), { code: 0 })
  },
)

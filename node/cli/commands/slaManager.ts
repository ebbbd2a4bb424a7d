import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { Command } from 'commander'
import { load as loadYaml } from 'js-yaml'
import { CliError } from '../cliError.js'
import {
  type KeyringFlags,
  keyringFlags,
  type NodeFlags,
  nodeFlags,
  type OutputFlags,
  outputFlags,
  wholeNumber,
} from '../flags.js'
import type { ManagerOptions } from '../../manager/start.js'
import type { RpcChainView } from '../../supplier/rpcChainView.js'
import { openKeyring } from '../keyStore.js'
import { print, remark, wantsJson } from '../output.js'
import { milliseconds } from './start.js'

interface ManagerFlags extends KeyringFlags, NodeFlags, OutputFlags {
  readonly config?: string
  readonly from?: string
  readonly listen: string
  readonly metricsAddress?: string
  readonly maxPerPeriod?: string
  readonly period: number
  readonly maxChannels: number
  readonly verifyWorkers: number
  readonly batchLoads?: number
  readonly aggregator?: string
  readonly gasPrices: string
}

const CONFIG_BYTES_MAX = 64 * 1024

/** Settings of a file, by the names of the flags. @throws CliError */
export async function readConfig(file: string): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(file, 'utf8').catch((cause: Error) => {
    throw new CliError('no_config', `Cannot read ${file}: ${cause.message}`)
  })
  if (text.length > CONFIG_BYTES_MAX)
    throw new CliError('bad_config', `${file} has more than ${CONFIG_BYTES_MAX} bytes.`)
  if (text.split('\n').every((line) => /^\s*(?:#.*)?$/.test(line))) return new Map()
  let value: unknown
  try {
    value = loadYaml(text)
  } catch (error) {
    throw new CliError('bad_config', `${file}: ${(error as Error).message.split('\n')[0]}`)
  }
  if (value === undefined || value === null) return new Map()
  if (typeof value !== 'object' || Array.isArray(value))
    throw new CliError('bad_config', `${file}: want settings, one a line, such as "from: manager".`)
  return new Map(
    Object.entries(value).map(([name, one]) => {
      if (typeof one !== 'string' && typeof one !== 'number')
        throw new CliError('bad_config', `${file}: ${name} wants a text or a number.`)
      return [name, String(one)] as const
    }),
  )
}

/** Takes settings of a file where the command line has none. @throws CliError for a name that is no flag */
function applyConfig(command: Command, file: string, settings: ReadonlyMap<string, string>): void {
  for (const [name, text] of settings) {
    const option = command.options.find((one) => one.long === `--${name}`)
    if (option === undefined || name === 'config')
      throw new CliError('bad_config', `${file}: there is no setting "${name.slice(0, 60)}".`)
    const key = option.attributeName()
    const source = command.getOptionValueSource(key)
    if (source === 'cli' || source === 'env') continue
    if (option.argChoices !== undefined && !option.argChoices.includes(text))
      throw new CliError(
        'bad_config',
        `${file}: ${name} is "${text}", want ${option.argChoices.join(' or ')}.`,
      )
    let value: unknown = text
    if (option.parseArg !== undefined && option.argChoices === undefined)
      try {
        value = option.parseArg(text, undefined as never)
      } catch (error) {
        throw new CliError('bad_config', `${file}: ${name}: ${(error as Error).message}`)
      }
    command.setOptionValueWithSource(key, value, 'config')
  }
}

function limitOf(flags: ManagerFlags): { amount: bigint; periodMs: number } | undefined {
  if (flags.maxPerPeriod === undefined) return undefined
  if (!/^[1-9]\d{0,38}$/.test(flags.maxPerPeriod))
    throw new CliError(
      'bad_argument',
      `--max-per-period is "${flags.maxPerPeriod}", want an amount.`,
    )
  return { amount: BigInt(flags.maxPerPeriod), periodMs: flags.period }
}

/** Resolves at SIGINT, SIGTERM, or when the book cannot be written. */
function ended(): { readonly wait: Promise<Error | undefined>; fail(error: Error): void } {
  let fail: (error: Error) => void = () => undefined
  const wait = new Promise<Error | undefined>((resolve) => {
    fail = resolve
    let count = 0
    for (const name of ['SIGINT', 'SIGTERM'] as const)
      process.on(name, () => {
        count += 1
        if (count > 1) process.exit(130)
        resolve(undefined)
      })
  })
  return { wait, fail }
}

/** How load reports get to the chain: by transactions of the manager's own account. */
async function loadsOf(
  { batchLoads, aggregator, gasPrices, node, addressPrefix }: ManagerFlags,
  privateKey: Uint8Array,
  chain: RpcChainView,
): Promise<ManagerOptions['loads']> {
  if (batchLoads === undefined) return undefined
  const { DirectSecp256k1Wallet } = await import('@cosmjs/proto-signing')
  const { GasPrice } = await import('@cosmjs/stargate')
  const { SigningInfonexClient } = await import('../../../client/signingInfonexClient.js')
  const { rpcUrl } = await import('../../tx/rpcAccess.js')
  const { Outbox } = await import('../../supplier/outbox.js')
  const wallet = await DirectSecp256k1Wallet.fromKey(privateKey, addressPrefix)
  const [account] = await wallet.getAccounts()
  const sender = account?.address ?? ''
  const client = await SigningInfonexClient.connectWithSigner(rpcUrl(node), wallet, {
    ...{ gasPrice: GasPrice.fromString(gasPrices), broadcastPollIntervalMs: 250 },
  })
  const { submit } = new Outbox({ send: (messages) => client.execute(sender, messages) })
  return { chain, sender, submit, intervalMs: batchLoads, aggregator }
}

async function start(_flags: unknown, command: Command): Promise<void> {
  const { config } = command.opts<ManagerFlags>()
  if (config !== undefined) applyConfig(command, config, await readConfig(config))
  const flags = command.opts<ManagerFlags>()
  if (flags.from === undefined)
    throw new CliError('missing_flag', 'Say whose key signs vouchers: --from KEY.')
  const { hostPort } = await import('../../hostPort.js')
  const at = hostPort('listen', flags.listen)
  const scraped =
    flags.metricsAddress === undefined
      ? undefined
      : hostPort('metrics-address', flags.metricsAddress)
  const limit = limitOf(flags)
  const ring = openKeyring(flags)
  const { name } = await ring.find(flags.from, flags.addressPrefix)
  const { secp256k1Signer } = await import('../../inference/signers.js')
  const privateKey = await ring.privateKey(name)
  const signer = secp256k1Signer(privateKey)
  const { rpcUrl } = await import('../../tx/rpcAccess.js')
  const { InfonexClient } = await import('../../../client/infonexClient.js')
  const { RpcChainView } = await import('../../supplier/rpcChainView.js')
  const { Verifier } = await import('../../crypto/verifier.js')
  const { openManager } = await import('../../manager/start.js')
  const chain = await RpcChainView.open(await InfonexClient.connect(rpcUrl(flags.node)))
  if (flags.chainId !== undefined && flags.chainId !== chain.chainId)
    throw new CliError('wrong_chain', `The node is of ${chain.chainId}, not ${flags.chainId}.`)
  const loads = await loadsOf(flags, privateKey, chain)
  const { wait, fail } = ended()
  const running = await openManager({
    dir: path.join(flags.home, 'sla-manager'),
    ...{ chain, signer, ...at, channelsMax: flags.maxChannels, onFailure: fail },
    verifier: new Verifier({ workers: flags.verifyWorkers }),
    ...(scraped === undefined ? {} : { metrics: scraped }),
    ...(limit === undefined ? {} : { limit }),
    ...(loads === undefined ? {} : { loads }),
  })
  print(
    {
      url: running.url,
      metrics: running.metricsUrl ?? null,
      chain_id: chain.chainId,
      key: `${signer.key.algorithm}:${Buffer.from(signer.key.key).toString('hex')}`,
      channels: running.manager.books.size,
    },
    flags,
  )
  const failure = await wait
  chain.close()
  if (!wantsJson(flags)) remark('stopping')
  await running.stop()
  if (failure === undefined) return
  throw new CliError('storage_failed', `The book cannot be written: ${failure.message}`)
}

/** `infonex sla-manager`. */
export function command(): Command {
  const begin = keyringFlags(nodeFlags(outputFlags(new Command('start'))))
    .description('serve: reconcile what both sides sign, pay what they agree on')
    .option('--config <file>', 'YAML or JSON with flags by their names; the command line wins')
    .option('--from <key>', 'key that signs vouchers')
    .option('--listen <address>', 'HTTP; port 0 takes any', 'tcp://127.0.0.1:8650')
    .option(
      '--metrics-address <address>',
      'Prometheus, such as tcp://127.0.0.1:8651; off if absent',
    )
    .option('--max-per-period <amount>', 'most to sign for one retail agreement in a period')
    .option('--period <time>', 'length of a period: 500ms, 60s', milliseconds, 86_400_000)
    .option('--max-channels <n>', 'channels kept', wholeNumber(1, 10_000_000), 100_000)
    .option(
      '--batch-loads <time>',
      'take load reports of servers and send them together, so often; off if absent',
      milliseconds,
    )
    .option('--aggregator <address>', 'take load reports of servers under it alone')
    .option('--gas-prices <coin>', 'for transactions with load reports', '0uinx')
    .option('--verify-workers <n>', 'threads that check signatures', wholeNumber(0, 64), 0)
    .action(start)
  return new Command('sla-manager').addCommand(begin)
}

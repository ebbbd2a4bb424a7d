import { Command, Option } from 'commander'
import type { RunningNode, StartOptions } from '../../startOptions.js'
import { CliError } from '../cliError.js'
import type { HomeFlags, OutputFlags } from '../flags.js'
import { homeFlags, outputFlags, wholeNumber } from '../flags.js'
import { bold, print, remark, wantsJson } from '../output.js'

interface StartFlags extends HomeFlags, OutputFlags {
  readonly app: 'infonex' | 'kvstore'
  readonly chainId?: string
  readonly 'rpc.laddr': string
  readonly 'api.address': string
  readonly 'api.enable': string
  readonly 'grpc.address': string
  readonly 'grpc.enable': string
  readonly faucetAddress?: string
  readonly metricsAddress?: string
  readonly minimumGasPrices: string
  readonly pruning: 'default' | 'nothing' | 'everything' | 'custom'
  readonly pruningKeepRecent?: number
  readonly minRetainBlocks: number
  readonly blockTime?: number
  readonly instant?: boolean
  readonly idleTime: number
  readonly verifyWorkers: number
  readonly migrate?: boolean
  readonly moniker?: string
  readonly log_level: StartOptions['logLevel']
  readonly cometVersion?: string
}

/** 500ms, 1s, 1.5s, or bare milliseconds. */
export function milliseconds(text: string): number {
  const m = /^(\d{1,9})(?:\.(\d{1,3}))?(ms|s)?$/.exec(text)
  const unit = m?.[3] === 's' ? 1000 : 1
  const value = m === null ? NaN : Number(`${m[1]}.${m[2] ?? 0}`) * unit
  if (Number.isInteger(value) && value > 0 && value <= 86_400_000) return value
  throw new CliError('bad_argument', `Want a time such as 500ms or 1s, got "${text}".`)
}

function onOff(text: string): string {
  if (/^(?:true|false|1|0)$/.test(text)) return text
  throw new CliError('bad_argument', `Want true or false, got "${text}".`)
}

const isOff = (text: string): boolean => text === 'false' || text === '0'

/** The options of a node out of the flags. */
export function startOptions(flags: StartFlags): StartOptions {
  const interval = flags.blockTime !== undefined && flags.instant !== true
  const optional = {
    chainId: flags.chainId,
    moniker: flags.moniker,
    cometVersion: flags.cometVersion,
    pruningKeepRecent: flags.pruningKeepRecent,
    faucetAddress: flags.faucetAddress,
    metricsAddress: flags.metricsAddress,
    blockTimeMs: flags.blockTime,
    logLevel: flags.log_level,
  }
  const given = Object.fromEntries(Object.entries(optional).filter(([, v]) => v !== undefined))
  return {
    ...(given as Partial<StartOptions>),
    home: flags.home,
    app: flags.app,
    rpcAddress: flags['rpc.laddr'],
    apiAddress: isOff(flags['api.enable']) ? false : flags['api.address'],
    grpcAddress: isOff(flags['grpc.enable']) ? false : flags['grpc.address'],
    mode: interval ? 'interval' : 'instant',
    idleMs: flags.idleTime,
    minimumGasPrices: flags.minimumGasPrices,
    pruning: flags.pruning,
    minRetainBlocks: flags.minRetainBlocks,
    verifyWorkers: flags.verifyWorkers,
    migrate: flags.migrate === true,
  }
}

async function announce(node: RunningNode, flags: StartFlags): Promise<void> {
  const { urls, chainId, readyMs } = node
  if (wantsJson(flags))
    return print({ ...urls, chain_id: chainId, ready_ms: readyMs }, { json: true })
  for (const line of node.report) remark(line)
  const { DEV_CHAIN_ID, DEV_MNEMONIC, devAccounts } = await import('../../genesis/development.js')
  process.stdout.write(`${bold(chainId)} ready in ${Math.round(readyMs)} ms\n\n`)
  print({ ...urls }, flags)
  if (chainId === DEV_CHAIN_ID && flags.app === 'infonex') {
    const accounts = await devAccounts('infonex')
    process.stdout.write(
      `\n${bold('development accounts')} (published: never use them elsewhere)\n`,
    )
    process.stdout.write(`mnemonic: ${DEV_MNEMONIC}\n\n`)
    print(
      accounts.map(({ index, role, address, uinx }) => ({
        ...{ index, role, address },
        inx: (uinx / 1_000_000n).toString(),
      })),
      flags,
    )
  }
  process.stdout.write('\nCtrl-C stops the node.\n')
}

/** Resolves at the first of SIGINT, SIGTERM; a second one ends the process at once. */
function signalled(): Promise<void> {
  return new Promise((resolve) => {
    let count = 0
    for (const name of ['SIGINT', 'SIGTERM'] as const)
      process.on(name, () => {
        count += 1
        if (count > 1) process.exit(130)
        resolve()
      })
  })
}

async function start(flags: StartFlags): Promise<void> {
  const { startNode } = await import('../../start.js')
  const stop = signalled()
  const node = await startNode(startOptions(flags))
  await announce(node, flags)
  await stop
  if (!wantsJson(flags)) remark('stopping')
  await node.stop()
}

/** `infonex start`. */
export function command(): Command {
  return homeFlags(outputFlags(new Command('start')))
    .addOption(
      new Option('--app <name>', 'application behind the engine')
        .choices(['infonex', 'kvstore'])
        .default('infonex'),
    )
    .option('--chain-id <id>', 'name of the chain that an empty home becomes')
    .option('--rpc.laddr <url>', 'RPC; port 0 takes any', 'tcp://127.0.0.1:26657')
    .option('--api.address <url>', 'REST', 'tcp://127.0.0.1:1317')
    .option('--api.enable <bool>', 'serve REST', onOff, 'true')
    .option('--grpc.address <address>', 'gRPC', '127.0.0.1:9090')
    .option('--grpc.enable <bool>', 'serve gRPC', onOff, 'true')
    .option('--faucet-address <url>', 'HTTP faucet, such as tcp://127.0.0.1:4500; off if absent')
    .option('--metrics-address <url>', 'Prometheus, such as tcp://127.0.0.1:26660; off if absent')
    .option('--minimum-gas-prices <prices>', 'lowest price this node takes', '0uinx')
    .addOption(
      new Option('--pruning <kind>', 'heights that stay provable')
        .choices(['default', 'nothing', 'everything', 'custom'])
        .default('default'),
    )
    .option('--pruning-keep-recent <n>', 'with custom: how many', wholeNumber(2))
    .option('--min-retain-blocks <n>', 'blocks kept; 0 keeps all', wholeNumber(0), 0)
    .option('--block-time <time>', 'a block every so often: 500ms, 1s', milliseconds)
    .option('--instant', 'a block when a transaction arrives (the default)')
    .option('--idle-time <time>', 'instant: an empty block at the latest after', milliseconds, 5000)
    .option('--verify-workers <n>', 'threads that check signatures', wholeNumber(0, 64), 1)
    .option(
      '--migrate',
      'let the first block migrate the state of an older program; copy the home first',
    )
    .option('--moniker <name>', 'name of the node')
    .addOption(
      new Option('--log_level <level>', 'how much to log')
        .choices(['silent', 'error', 'warn', 'info', 'debug'])
        .default('warn'),
    )
    .option('--comet-version <version>', 'CometBFT version that the RPC reports')
    .action(start)
}

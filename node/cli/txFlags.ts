/** Flags of transactions: what is sent, who signs, what it may cost. */
import type { Command } from 'commander'
import { Option } from 'commander'
import { CliError } from './cliError.js'
import type { KeyringFlags, NodeFlags, OutputFlags } from './flags.js'
import { bigNumber, keyringFlags, nodeFlags, outputFlags } from './flags.js'

export type SignMode = 'direct' | 'amino-json'

/** Flags of every command that makes a transaction; named as the SDK names them. */
export interface TxFlags extends KeyringFlags, NodeFlags, OutputFlags {
  readonly from?: string
  readonly gas: string
  readonly gasAdjustment: number
  readonly fees?: string
  readonly gasPrices?: string
  readonly feeGranter?: string
  readonly feePayer?: string
  readonly memo: string
  readonly timeoutHeight?: bigint
  readonly signMode?: SignMode
  readonly generateOnly?: boolean
  readonly dryRun?: boolean
  readonly offline?: boolean
  readonly accountNumber?: bigint
  readonly sequence?: bigint
  readonly broadcastMode: 'sync' | 'async'
  readonly wait?: boolean
  readonly yes?: boolean
  readonly outputDocument?: string
}

function adjustment(text: string): number {
  const value = Number(text)
  if (value >= 1 && value <= 100) return value
  throw new CliError(
    'bad_argument',
    `--gas-adjustment: want a number from 1 to 100, got "${text}".`,
  )
}

/** Flags that say who signs and with which numbers. */
export function signFlags(command: Command): Command {
  return nodeFlags(keyringFlags(outputFlags(command)))
    .option('--from <key>', 'name or address of the key that signs')
    .addOption(
      new Option(
        '--sign-mode <mode>',
        'direct if there is one signer, amino-json if there are several',
      ).choices(['direct', 'amino-json']),
    )
    .option('--offline', 'ask no node: needs --chain-id, -a and -s')
    .option('-a, --account-number <n>', 'account number (offline)', bigNumber)
    .option('-s, --sequence <n>', 'sequence (offline)', bigNumber)
    .option('--output-document <file>', 'write an unsigned or signed transaction there')
}

/** All flags of a command that makes a transaction. */
export function txFlags(command: Command): Command {
  return signFlags(command)
    .option('--gas <limit>', 'gas limit, or auto to simulate', 'auto')
    .option('--gas-adjustment <factor>', 'room above the simulated gas', adjustment, 1.4)
    .option('--fees <coins>', 'fee in all, such as 500uinx')
    .option('--gas-prices <prices>', 'fee for each unit of gas, such as 0.025uinx')
    .option('--fee-granter <address>', 'account that grants the fee')
    .option('--fee-payer <address>', 'account that pays the fee, and signs too')
    .option('--note, --memo <text>', 'memo', '')
    .option('--timeout-height <n>', 'not valid after this height', bigNumber)
    .option('--generate-only', 'print the unsigned transaction')
    .option('--dry-run', 'simulate only')
    .addOption(
      new Option('-b, --broadcast-mode <mode>', 'sync waits for CheckTx, async for nothing')
        .choices(['sync', 'async'])
        .default('sync'),
    )
    .option('--wait', 'wait until it is in a block')
    .option('-y, --yes', 'do not ask')
}

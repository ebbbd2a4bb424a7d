/** Flags that several commands share, named as the SDK and CometBFT name them. */
import { homedir } from 'node:os'
import path from 'node:path'
import type { Command } from 'commander'
import { InvalidArgumentError, Option } from 'commander'

export const DEFAULT_NODE = 'tcp://127.0.0.1:26657'
export const DEFAULT_PREFIX = 'infonex'

/** Where keys, settings and state live unless --home says otherwise. */
export function defaultHome(): string {
  return process.env['INFONEX_HOME'] ?? path.join(homedir(), '.infonex')
}

export interface OutputFlags {
  readonly json?: boolean
  readonly output?: string
}
export interface HomeFlags {
  readonly home: string
}
export interface NodeFlags {
  readonly node: string
  readonly chainId?: string
}
export interface KeyringFlags extends HomeFlags {
  readonly keyringBackend: 'file' | 'test'
  readonly keyringDir?: string
  readonly keyringPassphraseFile?: string
  readonly addressPrefix: string
}

/** Reads a whole number within bounds. */
export function wholeNumber(min: number, max = Number.MAX_SAFE_INTEGER) {
  return (text: string): number => {
    const value = Number(text)
    if (/^-?\d+$/.test(text) && value >= min && value <= max) return value
    throw new InvalidArgumentError(`want a whole number from ${min} to ${max}`)
  }
}

/** Reads a u64. */
export function bigNumber(text: string): bigint {
  if (/^\d{1,20}$/.test(text) && BigInt(text) < 2n ** 64n) return BigInt(text)
  throw new InvalidArgumentError('want a whole number from 0 to 2^64-1')
}

export function outputFlags(command: Command): Command {
  return command
    .option('--json', 'print one JSON document')
    .addOption(new Option('-o, --output <format>', 'text or json').choices(['text', 'json']))
}

export function homeFlags(command: Command): Command {
  return command.addOption(
    new Option('--home <dir>', 'folder of keys, settings and state')
      .env('INFONEX_HOME')
      .default(defaultHome(), '~/.infonex'),
  )
}

export function nodeFlags(command: Command): Command {
  return command
    .addOption(
      new Option('--node <url>', 'RPC of the node to ask')
        .env('INFONEX_NODE')
        .default(DEFAULT_NODE),
    )
    .addOption(
      new Option('--chain-id <id>', 'refuse a node of another chain').env('INFONEX_CHAIN_ID'),
    )
}

export function prefixFlag(command: Command): Command {
  return command.addOption(
    new Option('--address-prefix <text>', 'first part of account addresses')
      .env('INFONEX_ADDRESS_PREFIX')
      .default(DEFAULT_PREFIX),
  )
}

export function keyringFlags(command: Command): Command {
  prefixFlag(homeFlags(command))
  return command
    .addOption(
      new Option('--keyring-backend <kind>', 'file (encrypted) or test (plain, for development)')
        .choices(['file', 'test'])
        .env('INFONEX_KEYRING_BACKEND')
        .default('file'),
    )
    .option('--keyring-dir <dir>', 'folder of the keyring; the home if absent')
    .addOption(
      new Option('--keyring-passphrase-file <file>', 'file with the passphrase').env(
        'INFONEX_KEYRING_PASSPHRASE_FILE',
      ),
    )
}

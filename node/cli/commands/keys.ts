import { readFile } from 'node:fs/promises'
import { fromBech32, toBech32 } from '@cosmjs/encoding'
import { Command, Option } from 'commander'
import { fromHex, toHex } from '../../../chain/types/bytes.js'
import { DEV_MNEMONIC, DEV_ROLES } from '../../genesis/development.js'
import { armor, unarmor } from '../../keyring/armor.js'
import { hdPath, newMnemonic, privateKeyOf, publicKeyOf } from '../../keyring/derive.js'
import type { Keyring } from '../../keyring/keyring.js'
import type { KeyRecord } from '../../keyring/record.js'
import { checkName, keyOutput, multisigKey, parsePublicKeyJson } from '../../keyring/record.js'
import { CliError } from '../cliError.js'
import type { KeyringFlags, OutputFlags } from '../flags.js'
import { keyringFlags, outputFlags, prefixFlag, wholeNumber } from '../flags.js'
import { openKeyring } from '../keyStore.js'
import { print, remark, wantsJson } from '../output.js'
import { ask, confirm, passphraseSource } from '../prompt.js'

type Flags = KeyringFlags & OutputFlags

interface AddFlags extends Flags {
  readonly recover?: boolean
  readonly source?: string
  readonly account: number
  readonly index: number
  readonly hdPath?: string
  readonly words: '12' | '24'
  readonly pubkey?: string
  readonly multisig?: string
  readonly multisigThreshold: number
  readonly sort: boolean
  readonly backup: boolean
  readonly dryRun?: boolean
}

function show(record: KeyRecord, flags: Flags, extra: Record<string, string> = {}): void {
  print({ ...keyOutput(record, flags.addressPrefix), ...extra }, flags)
}

async function multisigOf(ring: Keyring, flags: AddFlags) {
  const names = (flags.multisig ?? '').split(',')
  const records = await Promise.all(
    names.map((name) => ring.find(name.trim(), flags.addressPrefix)),
  )
  const keys = records.map((record) => {
    if (record.publicKey.kind !== 'secp256k1')
      throw new CliError('bad_key', `The key "${record.name}" is itself a multisig.`)
    return record.publicKey.key
  })
  return multisigKey(flags.multisigThreshold, keys, flags.sort)
}

async function mnemonicFor(flags: AddFlags): Promise<string> {
  if (flags.source !== undefined)
    return readFile(flags.source, 'utf8').catch((cause: Error) => {
      throw new CliError('no_source', `Cannot read ${flags.source ?? ''}: ${cause.message}`)
    })
  return flags.recover === true
    ? ask('Mnemonic', true)
    : newMnemonic(flags.words === '12' ? 12 : 24)
}

async function add(name: string, flags: AddFlags): Promise<void> {
  const ring = openKeyring(flags)
  if (flags.multisig !== undefined)
    return show(await ring.addPublicKey(name, await multisigOf(ring, flags)), flags)
  if (flags.pubkey !== undefined) {
    let json: unknown
    try {
      json = JSON.parse(flags.pubkey)
    } catch {
      throw new CliError('bad_key', 'The value of --pubkey is not JSON.')
    }
    return show(await ring.addPublicKey(name, parsePublicKeyJson(json)), flags)
  }
  const fresh = flags.recover !== true && flags.source === undefined
  const mnemonic = await mnemonicFor(flags)
  const key = await privateKeyOf(mnemonic, flags.hdPath ?? hdPath(flags.account, flags.index))
  if (flags.dryRun === true) {
    const publicKey = { kind: 'secp256k1', key: publicKeyOf(key) } as const
    return show({ name: checkName(name), type: 'local', publicKey }, flags)
  }
  const record = await ring.addPrivateKey(name, key)
  if (!fresh || !flags.backup) return show(record, flags)
  if (wantsJson(flags)) return show(record, flags, { mnemonic })
  show(record, flags)
  remark('\nWrite these words down and keep them safe: nothing else brings the key back.\n')
  remark(mnemonic)
}

const wordsOption = (): Option =>
  new Option('--words <n>', 'words of a new mnemonic').choices(['12', '24']).default('24')

function addCommand(): Command {
  return keyringFlags(outputFlags(new Command('add')))
    .description('make a new key, or bring one back from its mnemonic')
    .argument('<name>', 'name of the key')
    .option('--recover', 'ask for the mnemonic')
    .option('--source <file>', 'read the mnemonic from a file')
    .option('--account <n>', 'account number of the HD path', wholeNumber(0, 2147483647), 0)
    .option('--index <n>', 'address index of the HD path', wholeNumber(0, 2147483647), 0)
    .option('--hd-path <path>', "the whole path instead, such as m/44'/118'/0'/0/0")
    .addOption(wordsOption())
    .option('--pubkey <json>', 'add a public key that is kept elsewhere')
    .option('--multisig <names>', 'add a multisig of these keys, separated by commas')
    .option('--multisig-threshold <k>', 'how many of them must sign', wholeNumber(1, 7), 1)
    .option('--no-sort', 'keep the order of the keys of a multisig')
    .option('--no-backup', 'do not show the mnemonic')
    .option('--dry-run', 'show the key without keeping it')
    .action(add)
}

function listCommand(): Command {
  return keyringFlags(outputFlags(new Command('list')))
    .description('list all keys')
    .option('-n, --list-names', 'names only')
    .action(async (flags: Flags & { listNames?: boolean }) => {
      const records = await openKeyring(flags).list()
      if (flags.listNames === true)
        return print(
          records.map((r) => r.name),
          flags,
        )
      print(
        records.map((r) => ({ ...keyOutput(r, flags.addressPrefix) })),
        flags,
      )
    })
}

function showCommand(): Command {
  return keyringFlags(outputFlags(new Command('show')))
    .description('show one key')
    .argument('<name>', 'name or address of the key')
    .option('-a, --address', 'its address only')
    .option('-p, --pubkey', 'its public key only')
    .action(async (name: string, flags: Flags & { address?: boolean; pubkey?: boolean }) => {
      const record = await openKeyring(flags).find(name, flags.addressPrefix)
      const { address, pubkey } = keyOutput(record, flags.addressPrefix)
      if (flags.address === true) return print(address, flags)
      if (flags.pubkey === true) return print(pubkey, flags)
      show(record, flags)
    })
}

function deleteCommand(): Command {
  return keyringFlags(outputFlags(new Command('delete')))
    .description('delete keys for ever')
    .argument('<names...>', 'names of the keys')
    .option('-y, --yes', 'do not ask')
    .action(async (names: string[], flags: Flags & { yes?: boolean }) => {
      const ring = openKeyring(flags)
      const done: { name: string; deleted: boolean }[] = []
      for (const name of names) {
        await ring.get(name)
        const go = flags.yes === true || (await confirm(`Delete the key "${name}" for ever?`))
        if (go) await ring.delete(name)
        done.push({ name, deleted: go })
        if (!wantsJson(flags)) remark(go ? `deleted ${name}` : `kept ${name}`)
      }
      if (wantsJson(flags)) print(done, flags)
    })
}

function renameCommand(): Command {
  return keyringFlags(outputFlags(new Command('rename')))
    .description('give a key another name')
    .argument('<old>', 'name now')
    .argument('<new>', 'name to be')
    .option('-y, --yes', 'accepted for scripts written for the SDK')
    .action(async (from: string, to: string, flags: Flags) =>
      show(await openKeyring(flags).rename(from, to), flags),
    )
}

function exportCommand(): Command {
  return keyringFlags(outputFlags(new Command('export')))
    .description('print a private key, encrypted under a passphrase')
    .argument('<name>', 'name of the key')
    .option('--unarmored-hex', 'print it bare, in hex')
    .option('--unsafe', 'say that you mean it')
    .option('--export-passphrase-file <file>', 'file with the passphrase of the export')
    .action(
      async (
        name: string,
        flags: Flags & {
          unarmoredHex?: boolean
          unsafe?: boolean
          exportPassphraseFile?: string
        },
      ) => {
        if (flags.unarmoredHex === true && flags.unsafe !== true)
          throw new CliError('unsafe', 'A bare private key is printed with --unsafe only.')
        const key = await openKeyring(flags).privateKey(name)
        if (flags.unarmoredHex === true) {
          const hex = toHex(key)
          return print(wantsJson(flags) ? { name, private_key: hex } : hex, flags)
        }
        const source = passphraseSource(flags.exportPassphraseFile)
        const text = await armor(key, await source('the export', true))
        print(wantsJson(flags) ? { name, armor: text } : text.trimEnd(), flags)
      },
    )
}

function importCommand(): Command {
  return keyringFlags(outputFlags(new Command('import')))
    .description('take in what export printed')
    .argument('<name>', 'name to be')
    .argument('<file>', 'exported key')
    .option('--export-passphrase-file <file>', 'file with the passphrase of the export')
    .action(
      async (name: string, file: string, flags: Flags & { exportPassphraseFile?: string }) => {
        const text = await readFile(file, 'utf8').catch((cause: Error) => {
          throw new CliError('no_source', `Cannot read ${file}: ${cause.message}`)
        })
        const source = passphraseSource(flags.exportPassphraseFile)
        const key = await unarmor(text, await source('the export', false))
        show(await openKeyring(flags).addPrivateKey(name, key), flags)
      },
    )
}

function importHexCommand(): Command {
  return keyringFlags(outputFlags(new Command('import-hex')))
    .description('take in a bare private key')
    .argument('<name>', 'name to be')
    .argument('[hex]', '64 hex digits; asked for if absent')
    .action(async (name: string, hex: string | undefined, flags: Flags) => {
      const text = (hex ?? (await ask('Private key in hex', true))).trim().replace(/^0x/i, '')
      if (!/^[0-9a-fA-F]{64}$/.test(text))
        throw new CliError('bad_key', 'A private key is 64 hex digits.')
      show(await openKeyring(flags).addPrivateKey(name, fromHex(text)), flags)
    })
}

function devCommand(): Command {
  return keyringFlags(outputFlags(new Command('add-dev')))
    .description('add the ten published development accounts')
    .action(async (flags: Flags) => {
      const ring = openKeyring(flags)
      const have = new Set((await ring.list()).map((r) => r.name))
      for (const [index, role] of DEV_ROLES.entries())
        if (!have.has(role))
          await ring.addPrivateKey(role, await privateKeyOf(DEV_MNEMONIC, hdPath(0, index)))
      const records = await Promise.all(DEV_ROLES.map((role) => ring.get(role)))
      print(
        records.map((r) => ({ ...keyOutput(r, flags.addressPrefix) })),
        flags,
      )
    })
}

function parseCommand(): Command {
  return prefixFlag(outputFlags(new Command('parse')))
    .description('turn an address from bech32 to hex and back')
    .argument('<address>', 'bech32 or hex')
    .action((address: string, flags: OutputFlags & { addressPrefix: string }) => {
      if (/^(?:[0-9a-fA-F]{2})+$/.test(address))
        return print({ bech32: toBech32(flags.addressPrefix, fromHex(address)) }, flags)
      try {
        const { prefix, data } = fromBech32(address)
        print({ human: prefix, bytes: toHex(data).toUpperCase() }, flags)
      } catch {
        throw new CliError('bad_address', `"${address.slice(0, 90)}" is neither bech32 nor hex.`)
      }
    })
}

function mnemonicCommand(): Command {
  return outputFlags(new Command('mnemonic'))
    .description('print a new mnemonic and keep nothing')
    .addOption(wordsOption())
    .action((flags: OutputFlags & { words: '12' | '24' }) => {
      const mnemonic = newMnemonic(flags.words === '12' ? 12 : 24)
      print(wantsJson(flags) ? { mnemonic } : mnemonic, flags)
    })
}

/** `infonex keys`. */
export function command(): Command {
  const keys = new Command('keys')
  const commands = [
    ...[addCommand(), devCommand(), listCommand(), showCommand(), renameCommand()],
    ...[deleteCommand(), exportCommand(), importCommand(), importHexCommand()],
    ...[mnemonicCommand(), parseCommand()],
  ]
  for (const one of commands) keys.addCommand(one)
  return keys
}

import { Command } from 'commander'
import type { HomeFlags, KeyringFlags, OutputFlags } from '../flags.js'
import { bigNumber, homeFlags, keyringFlags, outputFlags } from '../flags.js'
import { CliError } from '../cliError.js'
import { openKeyring } from '../keyStore.js'
import { print, remark } from '../output.js'
import { addressResolver } from '../resolveAddress.js'
import { parseCoinList } from '../../tx/gas.js'

async function addAccount(
  nameOrAddress: string,
  coins: string,
  flags: KeyringFlags & OutputFlags,
): Promise<void> {
  const { homeFiles } = await import('../../genesis/home.js')
  const { readGenesisFile } = await import('../../genesis/genesisFile.js')
  const { addAccounts } = await import('../../genesis/accounts.js')
  const { writeAtomic } = await import('../../storage/atomicFile.js')
  const { realDisk } = await import('../../storage/disk.js')
  const { AddressCodec } = await import('../../../chain/types/address.js')
  const list = parseCoinList(coins)
  if (list === undefined)
    throw new CliError(
      'bad_argument',
      `Want coins such as 5uinx,3uatom, got "${coins.slice(0, 80)}".`,
    )
  const resolve = addressResolver(openKeyring(flags), flags.addressPrefix)
  const address = await resolve(nameOrAddress, '<account>')
  new AddressCodec(flags.addressPrefix).toBytes(address)
  const path = homeFiles(flags.home).genesis
  const file = await readGenesisFile(path)
  const state = addAccounts(file.appState, [{ address, coins: list.filter((c) => c.amount > 0n) }])
  const doc = { ...file.doc, app_state: state }
  writeAtomic(realDisk, path, Buffer.from(`${JSON.stringify(doc, undefined, 2)}\n`))
  print({ address, coins, genesis_file: path }, flags)
}

async function validate(given: string | undefined, flags: HomeFlags & OutputFlags): Promise<void> {
  const { homeFiles } = await import('../../genesis/home.js')
  const { GenesisFileError, readGenesisFile, unknownModules } =
    await import('../../genesis/genesisFile.js')
  const { genesisFileProblems } = await import('../../genesis/validate.js')
  const { compose } = await import('../../../chain/app/app.js')
  const path = given ?? homeFiles(flags.home).genesis
  const file = await readGenesisFile(path)
  const { modules, addresses } = compose()
  const unknown = unknownModules(file, modules)
  const problems = [
    ...genesisFileProblems(file, modules, addresses),
    ...unknown.map(
      (name) => `app_state.${name}: this chain has no such module (init --skip-modules)`,
    ),
  ]
  if (problems.length > 0) throw new GenesisFileError('genesis_invalid', problems)
  print({ valid: true, genesis_file: path, layout: file.layout }, flags)
}

async function exportState(
  flags: HomeFlags & OutputFlags & { height?: bigint; outputDocument?: string },
): Promise<void> {
  const { exportHome } = await import('../../genesis/exportHome.js')
  const { json, report } = await exportHome(flags.home, flags.height)
  for (const line of report) remark(line)
  const text = `${JSON.stringify(json, undefined, 2)}\n`
  if (flags.outputDocument === undefined) {
    process.stdout.write(text)
    return
  }
  const { writeAtomic } = await import('../../storage/atomicFile.js')
  const { realDisk } = await import('../../storage/disk.js')
  writeAtomic(realDisk, flags.outputDocument, Buffer.from(text))
  remark(`wrote ${flags.outputDocument}`)
}

/** `infonex genesis`. */
export function command(): Command {
  const genesis = new Command('genesis')
  genesis.addCommand(
    keyringFlags(outputFlags(new Command('add-account')))
      .alias('add-genesis-account')
      .description('give an account coins at genesis')
      .argument('<account>', 'address or key name')
      .argument('<coins>', 'such as 1000000uinx')
      .action(addAccount),
  )
  genesis.addCommand(
    homeFlags(outputFlags(new Command('validate')))
      .description('tell every problem of a genesis')
      .argument('[file]', "the home's if absent")
      .action(validate),
  )
  genesis.addCommand(
    homeFlags(outputFlags(new Command('export')))
      .description('print the state of a stopped node as a genesis')
      .option('--height <n>', 'as of this height; the latest if absent', bigNumber)
      .option('--output-document <file>', 'write there instead')
      .action(exportState),
  )
  return genesis
}

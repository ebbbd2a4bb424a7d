import { Command } from 'commander'
import type { HomeFlags, OutputFlags } from '../flags.js'
import { homeFlags, outputFlags, prefixFlag } from '../flags.js'
import { print, remark } from '../output.js'

interface InitFlags extends HomeFlags, OutputFlags {
  readonly chainId?: string
  readonly addressPrefix: string
  readonly dev?: boolean
  readonly genesis?: string
  readonly skipModules?: string
  readonly operator?: string
  readonly authority?: string
  readonly overwrite?: boolean
}

/** `infonex init`. */
export function command(): Command {
  return prefixFlag(homeFlags(outputFlags(new Command('init'))))
    .argument('[moniker]', 'name of the node', 'validator')
    .option('--chain-id <id>', 'name of the chain')
    .option('--dev', 'fund the ten published development accounts')
    .option('--genesis <file>', 'take over this genesis of the SDK or of CometBFT')
    .option(
      '--skip-modules <names>',
      'its modules to leave out, by comma, or all unknown ones: all',
    )
    .option('--operator <address>', "account that renews the validator's beacon onion")
    .option('--authority <address>', 'account that announces parameter changes; nobody if absent')
    .option('--overwrite', 'replace a genesis that is there; keys are kept')
    .action(async (moniker: string, flags: InitFlags) => {
      const { initHome } = await import('../../genesis/home.js')
      const { chainId, genesis, operator, authority, skipModules: skip } = flags
      const result = await initHome(flags.home, {
        ...{ moniker, addressPrefix: flags.addressPrefix },
        ...{ development: flags.dev === true, overwrite: flags.overwrite === true },
        ...(chainId === undefined ? {} : { chainId }),
        ...(genesis === undefined ? {} : { genesis }),
        ...(operator === undefined ? {} : { operator }),
        ...(authority === undefined ? {} : { authority }),
        ...(skip === undefined ? {} : { skipModules: skip === 'all' ? skip : skip.split(',') }),
        nowNs: BigInt(Date.now()) * 1_000_000n,
      })
      for (const line of result.report) remark(line)
      print(
        {
          chain_id: result.chainId,
          moniker,
          node_id: result.nodeId,
          validator_address: result.validatorAddress,
          genesis_file: result.genesisFile,
        },
        flags,
      )
    })
}

import { Command } from 'commander'
import type { HomeFlags, OutputFlags } from '../flags.js'
import { bigNumber, homeFlags, outputFlags } from '../flags.js'
import { print } from '../output.js'
import { progressBar } from '../progress.js'

type ReplayFlags = HomeFlags & OutputFlags & { readonly from?: bigint; readonly to?: bigint }

/** `infonex replay`. */
export function command(): Command {
  return homeFlags(outputFlags(new Command('replay')))
    .option('--from <height>', 'first height; genesis or the nearest snapshot below', bigNumber)
    .option('--to <height>', 'last height; the latest if absent', bigNumber)
    .action(async ({ home, from, to, ...flags }: ReplayFlags) => {
      const { replay } = await import('../../replay/replay.js')
      const bar = progressBar('replay', flags)
      try {
        const range = {
          ...(from === undefined ? {} : { from }),
          ...(to === undefined ? {} : { to }),
        }
        const result = await replay({ home, ...range, progress: bar.update })
        bar.stop()
        print(
          { ...result, mismatch: result.mismatch === null ? null : { ...result.mismatch } },
          flags,
        )
        if (result.mismatch !== null) process.exitCode = 1
      } finally {
        bar.stop()
      }
    })
}

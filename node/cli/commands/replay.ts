import { Command } from 'commander'
import type { Json } from '../../../chain/types/module.js'
import type { HomeFlags, OutputFlags } from '../flags.js'
import { bigNumber, homeFlags, outputFlags } from '../flags.js'
import { print } from '../output.js'
import { progressBar } from '../progress.js'

type ReplayFlags = HomeFlags & OutputFlags & { readonly from?: bigint; readonly to?: bigint }

interface ReplayModule {
  replay(options: {
    home: string
    from?: bigint
    to?: bigint
    progress: (done: number, total: number) => void
  }): Promise<Json>
}

/** `infonex replay`. */
export function command(): Command {
  return homeFlags(outputFlags(new Command('replay')))
    .option('--from <height>', 'first height; genesis or the nearest snapshot below', bigNumber)
    .option('--to <height>', 'last height; the latest if absent', bigNumber)
    .action(async ({ home, from, to, ...flags }: ReplayFlags) => {
      const { replay } = (await import('../../replay/replay.js' as string)) as ReplayModule
      const bar = progressBar('replay', flags)
      try {
        const range = {
          ...(from === undefined ? {} : { from }),
          ...(to === undefined ? {} : { to }),
        }
        print(await replay({ home, ...range, progress: bar.update }), flags)
      } finally {
        bar.stop()
      }
    })
}

import { Command } from 'commander'
import { outputFlags } from '../flags.js'
import type { OutputFlags } from '../flags.js'

type DemoFlags = OutputFlags & { readonly once?: boolean }

/** `infonex demo`: what `npm start` shows. */
export function command(): Command {
  return outputFlags(new Command('demo'))
    .option('--once', 'end when all is shown; else chain and supplier go on until Ctrl-C')
    .action(async (flags: DemoFlags) => {
      const { runDemo } = await import('../../demo/demo.js')
      await runDemo({ json: flags.json === true, once: flags.once === true })
    })
}

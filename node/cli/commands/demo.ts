import { Command } from 'commander'
import { outputFlags } from '../flags.js'
import type { OutputFlags } from '../flags.js'

interface DemoModule {
  runDemo(options: { json: boolean }): Promise<void>
}

/** `infonex demo`: what `npm start` shows. */
export function command(): Command {
  return outputFlags(new Command('demo')).action(async (flags: OutputFlags) => {
    const { runDemo } = (await import('../../demo/demo.js' as string)) as DemoModule
    await runDemo({ json: flags.json === true })
  })
}

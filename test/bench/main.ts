/** `npm run bench -- NAME [--json]`: figures of this machine, ratios against a baseline of the same run. */
import { Command } from 'commander'

/** A bench: progress goes to stderr, the figures come back. */
export interface Bench {
  readonly about: string
  run(options: { readonly quick: boolean; readonly profile: boolean }): Promise<Figures>
}

/** Numbers and small tables by name. */
export type Figures = Readonly<Record<string, unknown>>

const BENCHES: Readonly<Record<string, () => Promise<{ bench: Bench }>>> = {
  chain: () => import('./chain.js'),
  memory: () => import('./memory.js'),
  inference: () => import('./inference.js'),
  payment: () => import('./payment.js'),
  router: () => import('./router.js'),
  verification: () => import('./verification.js'),
}

const program = new Command('bench').description('measured speed')
for (const [name, load] of Object.entries(BENCHES)) {
  program
    .command(name)
    .option('--json', 'the figures as one JSON object on the last line')
    .option('--quick', 'a tenth of the work: to see that it runs')
    .option('--profile', 'microseconds per stage')
    .action(async (options: { json?: boolean; quick?: boolean; profile?: boolean }) => {
      const { bench } = await load()
      const figures = await bench.run({
        quick: options.quick === true,
        profile: options.profile === true,
      })
      if (options.json === true) console.log(JSON.stringify(figures))
      else
        for (const [key, value] of Object.entries(figures))
          if (typeof value === 'object') {
            console.log(key)
            console.table(value)
          } else console.log(`${key.padEnd(28)} ${String(value)}`)
    })
}
await program.parseAsync()

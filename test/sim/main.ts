/** `npm run sim -- NAME [--runs N] [--seed S] [--json]`: long randomised runs, each replayable by its seed. */
import { Command } from 'commander'
import type { RouterFlags } from './router/command.js'

interface DiskFlags {
  readonly runs: string
  readonly seed: string
  readonly ignoreSync?: boolean | string
  readonly json?: boolean
}

interface FloodFlags {
  readonly servers: string
  readonly maxGas: string
  readonly blockMs: string
  readonly json?: boolean
}

const program = new Command('sim').description('randomised simulations')

program
  .command('crash')
  .description('kill -9 a loaded node at random instants: nothing committed may be lost')
  .option('--runs <n>', 'how often to kill', '20')
  .option('--seed <n>', 'seed of the random choices', '1')
  .option('--json', 'one JSON object on the last line')
  .action(async (options: { runs: string; seed: string; json?: boolean }) => {
    const { simulateCrashes } = await import('./crash.js')
    const result = await simulateCrashes({
      runs: Number(options.runs),
      seed: Number(options.seed),
      progress: (text) => console.error(text),
    })
    if (options.json === true) console.log(JSON.stringify(result))
    else console.table(result)
    process.exitCode = result.lost + result.mismatches > 0 ? 1 : 0
  })

program
  .command('disk')
  .description('crash whole nodes on a disk that drops, tears and reorders what was not synced')
  .option('--runs <n>', 'how many homes', '300')
  .option('--seed <n>', 'seed of the first home; the next has the next', '1')
  .option(
    '--ignore-sync [path]',
    'a disk that lies about syncs (of paths with this text): losses are found',
  )
  .option('--json', 'one JSON object on the last line')
  .action(async (options: DiskFlags) => {
    const { simulateDisk } = await import('./disk.js')
    const result = await simulateDisk({
      runs: Number(options.runs),
      seed: Number(options.seed),
      ignoreSync: options.ignoreSync ?? false,
      progress: (text) => console.error(text),
    })
    if (options.json === true) console.log(JSON.stringify(result))
    else {
      const { failures, ...figures } = result
      console.table(figures)
      for (const failure of failures) console.log(failure)
    }
    process.exitCode = result.failures.length > 0 ? 1 : 0
  })

program
  .command('abuse')
  .description('strangers at the RPC: clear errors, and blocks keep their rate within 10 %')
  .option('--seconds <n>', 'length of each attack', '5')
  .option('--json', 'one JSON object on the last line')
  .action(async (options: { seconds: string; json?: boolean }) => {
    const { simulateAbuse } = await import('./abuse.js')
    const rows = await simulateAbuse({
      secondsEach: Number(options.seconds),
      progress: (text) => console.error(text),
    })
    if (options.json === true) console.log(JSON.stringify(rows))
    else console.table(rows)
    process.exitCode = rows.every((row) => row.ok) ? 0 : 1
  })

program
  .command('router-flood')
  .description('floods of subscriptions and match requests: block time within 10 % of idle')
  .option('--servers <n>', 'in the market', '8192')
  .option('--max-gas <n>', 'of a block', '100000000')
  .option('--block-ms <n>', 'interval of blocks', '1000')
  .option('--json', 'one JSON object on the last line')
  .action(async (options: FloodFlags) => {
    const { simulateRouterFlood } = await import('./routerFlood.js')
    const rows = simulateRouterFlood({
      servers: Number(options.servers),
      maxGas: Number(options.maxGas),
      txGas: 50_000,
      blockMs: Number(options.blockMs),
      progress: (text) => console.error(text),
    })
    if (options.json === true) console.log(JSON.stringify(rows))
    else console.table(rows)
    process.exitCode = rows.every((row) => row.ok) ? 0 : 1
  })

program
  .command('router')
  .description('markets in virtual time: the router itself against plain policies')
  .requiredOption('--scenario <file>', 'YAML or JSON; test/sim/router/scenarios has some')
  .option('--seed <n>', 'the first seed; the next run has the next', '1')
  .option('--seeds <n>', 'how many seeds', '5')
  .option('--jobs <n>', 'jobs that are measured, instead of what the scenario says')
  .option('--servers <n>', 'servers at the start, instead of what the scenario says')
  .option('--policy <names...>', 'only these')
  .option('--frontier [settings...]', 'sweep the knobs of the router instead (all, or those named)')
  .option('--out <dir>', 'result.json and report.html, or frontier.json and frontier.html')
  .option('--json', 'one JSON object on the last line')
  .action(async (options: RouterFlags) => {
    const { routerCommand } = await import('./router/command.js')
    routerCommand(options)
  })

await program.parseAsync()

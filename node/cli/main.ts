import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Command, CommanderError } from 'commander'
import { describeError } from './cliError.js'

/** One top-level command; its code is loaded when it is named. */
interface Entry {
  readonly name: string
  readonly description: string
  load(): Promise<{ command(words: readonly string[]): Command | Promise<Command> }>
}

const ENTRIES: readonly Entry[] = [
  {
    name: 'start',
    description: 'run a node; on an empty home, a development chain',
    load: () => import('./commands/start.js'),
  },
  {
    name: 'init',
    description: 'make the keys and the genesis of a new chain, or take a given genesis',
    load: () => import('./commands/init.js'),
  },
  {
    name: 'keys',
    description: 'add, list, show, export and delete keys',
    load: () => import('./commands/keys.js'),
  },
  {
    name: 'tx',
    description: 'build, sign and send transactions',
    load: () => import('./commands/tx.js'),
  },
  {
    name: 'query',
    description: 'ask the chain',
    load: () => import('./commands/query.js'),
  },
  {
    name: 'genesis',
    description: 'add accounts to a genesis, validate it, export one',
    load: () => import('./commands/genesis.js'),
  },
  {
    name: 'status',
    description: 'show where a node is',
    load: () => import('./commands/status.js'),
  },
  {
    name: 'replay',
    description: 'run the stored blocks again and compare every hash',
    load: () => import('./commands/replay.js'),
  },
  {
    name: 'sla',
    description: 'read SLA4OAI documents: check, compile, price',
    load: () => import('./commands/sla.js'),
  },
  {
    name: 'sla-manager',
    description: 'serve an SLA Manager: reconcile measurements, pay by vouchers',
    load: () => import('./commands/slaManager.js'),
  },
  {
    name: 'demo',
    description: 'a chain, a supplier and one paid inference, on this machine',
    load: () => import('./commands/demo.js'),
  },
]

const SHELLS = ['bash', 'zsh', 'fish', 'powershell']

/** Version in package.json, from source and from dist alike. */
export function programVersion(): string {
  for (let at = import.meta.dirname; at !== path.dirname(at); at = path.dirname(at)) {
    try {
      const json = JSON.parse(readFileSync(path.join(at, 'package.json'), 'utf8')) as {
        name?: string
        version?: string
      }
      if (json.name === 'infonex') return json.version ?? '0.0.0'
    } catch {
      // Not here: look one folder up.
    }
  }
  return '0.0.0'
}

function addVersion(program: Command): void {
  program
    .command('version')
    .description('show versions')
    .option('--json', 'print one JSON document')
    .action(async (flags: { json?: boolean }) => {
      const { print } = await import('./output.js')
      const { version, platform, arch } = process
      print({ infonex: programVersion(), node: version, platform: `${platform}-${arch}` }, flags)
    })
}

/** The words before the first flag: they name the command. */
function leadingWords(args: readonly string[]): readonly string[] {
  const end = args.findIndex((a) => a.startsWith('-'))
  return end < 0 ? args : args.slice(0, end)
}

/** The words that name a command, down to the first that does not. */
function knownWords(program: Command, words: readonly string[]): readonly string[] {
  let at: Command = program
  const unknown = words.findIndex((word) => {
    const next = at.commands.find((c) => c.name() === word || c.aliases().includes(word))
    if (next !== undefined) at = next
    return next === undefined
  })
  return unknown < 0 ? words : words.slice(0, unknown)
}

/**
 * The program with the named command loaded and the rest as one-line stubs; 'all' loads everything,
 * which shell completion needs.
 */
export async function buildProgram(words: readonly string[] | 'all'): Promise<Command> {
  const program = new Command('infonex')
    .description('InfoNex: an open marketplace for AI inference')
    .version(programVersion(), '-V, --version')
    .exitOverride()
    .showHelpAfterError('(add --help for what there is)')
    .configureHelp({ showGlobalOptions: false })
  for (const entry of ENTRIES) {
    if (words !== 'all' && words[0] !== entry.name) {
      program.addCommand(new Command(entry.name).description(entry.description))
      continue
    }
    const module = await entry.load()
    const command = await module.command(words === 'all' ? ['all'] : words.slice(1))
    inherit(program, command.description(entry.description))
    program.addCommand(command)
  }
  addVersion(program)
  if (words === 'all') {
    const { default: tab } = await import('@bomb.sh/tab/commander')
    tab(program, { completionCommandName: 'completion' })
  } else
    program
      .command('completion')
      .description('print the completion script of a shell')
      .argument('<shell>', SHELLS.join(', '))
  return program
}

/** Lets every subcommand throw rather than exit. */
function inherit(program: Command, command: Command): void {
  command.copyInheritedSettings(program)
  for (const child of command.commands) inherit(program, child)
}

/** Words that commander itself writes before its errors. */
const COMMANDER_CODES: Readonly<Record<string, string>> = {
  'commander.unknownCommand': 'unknown_command',
  'commander.unknownOption': 'unknown_flag',
  'commander.missingArgument': 'missing_argument',
  'commander.optionMissingArgument': 'missing_argument',
  'commander.missingMandatoryOptionValue': 'missing_flag',
  'commander.invalidArgument': 'bad_argument',
  'commander.excessArguments': 'too_many_arguments',
}

function report(args: readonly string[], code: string, message: string): void {
  const at = args.findIndex((a) => a === '--output' || a === '-o')
  const json = args.includes('--json') || args.includes('--output=json') || args[at + 1] === 'json'
  const text = json ? JSON.stringify({ error: { code, message } }) : `error (${code}): ${message}`
  process.stderr.write(`${text}\n`)
}

/** Runs one command line; gives the exit code: 0, 1 for a refusal, 2 for a wrong command line. */
export async function main(args: readonly string[]): Promise<number> {
  const words = leadingWords(args)
  let known: readonly string[] = []
  try {
    const all = words[0] === 'completion' || words[0] === 'complete'
    const program = await buildProgram(all ? 'all' : words)
    quiet(program)
    known = knownWords(program, words)
    if (args.length === 0) {
      program.outputHelp()
      return 0
    }
    await program.parseAsync([...args], { from: 'user' })
    return Number(process.exitCode ?? 0)
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0
      if (error.code === 'commander.help') return 2
      const code = COMMANDER_CODES[error.code] ?? 'bad_command'
      const text = error.message
        .replace(/^error: /, '')
        .replace(/\n/g, ' ')
        .replace(/\.$/, '')
      report(args, code, `${text}. See ${['infonex', ...known].join(' ')} --help.`)
      return 2
    }
    const { code, message } = describeError(error)
    report(args, code, message)
    if (process.env['INFONEX_DEBUG'] !== undefined) console.error(error)
    return 1
  }
}

/** Errors are told by `report` alone. */
function quiet(command: Command): void {
  command.configureOutput({ outputError: () => undefined })
  command.showHelpAfterError(false)
  for (const child of command.commands) quiet(child)
}

import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { CliError } from './cliError.js'

/** Lines of a piped stdin, read once and handed out in order. */
let piped: Promise<string[]> | undefined

async function pipedLine(what: string): Promise<string> {
  piped ??= (async () => {
    const chunks: Buffer[] = []
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
    return Buffer.concat(chunks).toString('utf8').split(/\r?\n/)
  })()
  const line = (await piped).shift()
  if (line === undefined || line === '')
    throw new CliError(
      'no_input',
      `${what} was not given: stdin is no terminal and has no more lines.`,
    )
  return line
}

/** Asks for a line on the terminal, or takes one from a piped stdin. `secret` shows nothing typed. */
export async function ask(question: string, secret = false): Promise<string> {
  if (!process.stdin.isTTY) return pipedLine(question)
  const terminal = createInterface({ input: process.stdin, output: process.stderr, terminal: true })
  const quiet = terminal as unknown as { _writeToOutput?: (text: string) => void }
  return new Promise((resolve, reject) => {
    terminal.on('SIGINT', () => {
      terminal.close()
      reject(new CliError('cancelled', 'Cancelled.'))
    })
    terminal.question(`${question}: `, (answer) => {
      terminal.close()
      if (secret) process.stderr.write('\n')
      resolve(answer)
    })
    if (secret) quiet._writeToOutput = () => undefined
  })
}

/** Yes or no, no by default; a piped stdin may answer. @throws CliError when nobody can. */
export async function confirm(question: string): Promise<boolean> {
  const answer = await ask(`${question} [y/N]`).catch((cause: unknown) => {
    if (!(cause instanceof CliError) || cause.code !== 'no_input') throw cause
    throw new CliError('not_confirmed', `${question} Nobody can answer: add -y to go on.`)
  })
  return /^y(es)?$/i.test(answer.trim())
}

/** Gives the passphrase from file, environment or prompt; a new one is asked for twice on a terminal. */
export function passphraseSource(file: string | undefined) {
  let known: string | undefined
  return async (purpose: string, choose: boolean): Promise<string> => {
    if (known !== undefined) return known
    const fromEnv = process.env['INFONEX_KEYRING_PASSPHRASE']
    if (file !== undefined) {
      const text = await readFile(file, 'utf8').catch((cause: Error) => {
        throw new CliError('no_passphrase_file', `Cannot read ${file}: ${cause.message}`)
      })
      known = text.replace(/\r?\n$/, '')
    } else if (fromEnv !== undefined) known = fromEnv
    else {
      const first = await ask(`${choose ? 'New passphrase' : 'Passphrase'} for ${purpose}`, true)
      if (choose && process.stdin.isTTY && (await ask('Once more', true)) !== first)
        throw new CliError('passphrases_differ', 'The two passphrases differ.')
      known = first
    }
    return known
  }
}

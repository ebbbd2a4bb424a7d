/** A refusal of a command: one sentence and a code that scripts may test for. */
export class CliError extends Error {
  override readonly name = 'CliError'
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

interface Coded {
  readonly name?: unknown
  readonly code?: unknown
  readonly codespace?: unknown
  readonly message?: unknown
  readonly cause?: unknown
}

/** Codes of refused connections, by the names that Node gives them. */
const NETWORK = /^(?:ECONNREFUSED|ECONNRESET|ENOTFOUND|EHOSTUNREACH|ETIMEDOUT|UND_ERR_\w+)$/

/** Codes of errors that have a name of their own and no code. */
const NAMED: Readonly<Record<string, string>> = {
  ProtoJsonError: 'bad_json',
  HomeInUseError: 'home_in_use',
  HandshakeError: 'state_mismatch',
  StateError: 'state_refused',
  StateVersionError: 'migration_needed',
  ReplayError: 'replay_refused',
  LogCorruptError: 'log_corrupt',
}

/** The code and the sentence of any error. Stack traces are for --debug only. */
export function describeError(error: unknown): { code: string; message: string } {
  const e = (typeof error === 'object' && error !== null ? error : {}) as Coded
  const text = typeof e.message === 'string' && e.message !== '' ? e.message : String(error)
  // What gRPC writes before every refusal says nothing to who typed a command.
  const message = text.replace(/^rpc error: code = \w+ desc = /, '')
  if (typeof e.codespace === 'string' && typeof e.code === 'number')
    return { code: `${e.codespace}_${e.code}`, message }
  const cause = e.cause as Coded | undefined
  if (typeof cause?.code === 'string' && NETWORK.test(cause.code))
    return { code: 'unreachable', message: `${message}: ${cause.code}` }
  if (typeof e.code === 'string' && /^[a-z][a-z0-9_-]*$/.test(e.code))
    return { code: e.code, message }
  if (e.code === 'EADDRINUSE') return { code: 'address_in_use', message }
  if (e.code === 'EACCES' || e.code === 'EPERM') return { code: 'no_permission', message }
  if (e.code === 'ENOSPC') return { code: 'disk_full', message }
  const code = typeof e.name === 'string' ? NAMED[e.name] : undefined
  return { code: code ?? 'unexpected', message }
}

/** Reads the parameters of a call: JSON values of POST and WebSocket, texts of a URI. */
import { invalidParams } from './rpcError.js'

/** bytes: base64 in JSON. hex: hex in JSON. hash: 32 bytes in either. All are 0x-hex or quoted in a URI. */
export type ParamKind = 'text' | 'bool' | 'int' | 'bytes' | 'hex' | 'hash'

/** Parameters by name, in the order in which an array gives them. */
export type ParamSpec = Readonly<Record<string, ParamKind>>

type Value<K extends ParamKind> = K extends 'text'
  ? string
  : K extends 'bool'
    ? boolean
    : K extends 'int'
      ? bigint
      : Uint8Array

/** The parameters of a method by name; undefined = not given. */
export type Params<S extends ParamSpec> = { readonly [N in keyof S]: Value<S[N]> | undefined }

const WANTED: Record<ParamKind, string> = {
  text: 'text',
  bool: 'true or false',
  int: 'a whole number of at most 64 bits, as 5 or "5"',
  bytes: 'bytes in base64',
  hex: 'bytes in hex',
  hash: '32 bytes in base64 or hex',
}

function show(value: unknown): string {
  const shown = JSON.stringify(value) ?? 'nothing'
  return shown.length > 60 ? `${shown.slice(0, 60)}... (${shown.length} characters)` : shown
}

/** Refuses a parameter: its name, what was got, what was wanted. */
export function refuseParam(name: string, got: unknown, wanted: string): never {
  throw invalidParams(`${name}: got ${show(got)}, wanted ${wanted}`)
}

/** The value, or a refusal that it is missing. */
export function required<T>(value: T | undefined, name: string, wanted: string): T {
  if (value === undefined) refuseParam(name, undefined, wanted)
  return value
}

function plain(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length)
}

function fromBase64(value: string): Uint8Array | undefined {
  if (value.length % 4 !== 0) return undefined
  const padding = value.endsWith('==') ? 2 : value.endsWith('=') ? 1 : 0
  const bytes = Buffer.from(value, 'base64')
  // The decoder skips what is no base64, so that bytes are missing then.
  return bytes.length === (value.length / 4) * 3 - padding ? plain(bytes) : undefined
}

function fromHex(value: string): Uint8Array | undefined {
  const digits = /^0x/i.test(value) ? value.slice(2) : value
  if (digits.length % 2 !== 0) return undefined
  const bytes = Buffer.from(digits, 'hex')
  return bytes.length === digits.length / 2 ? plain(bytes) : undefined
}

function toInt(value: unknown): bigint | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : undefined
  if (typeof value !== 'string' || !/^-?[0-9]{1,19}$/.test(value)) return undefined
  const int = BigInt(value)
  return BigInt.asIntN(64, int) === int ? int : undefined
}

function toHash(value: string): Uint8Array | undefined {
  const bytes = value.length === 64 || value.length === 66 ? fromHex(value) : fromBase64(value)
  return bytes?.length === 32 ? bytes : undefined
}

function read(kind: ParamKind, value: unknown): string | boolean | bigint | Uint8Array | undefined {
  if (kind === 'int') return toInt(value)
  if (kind === 'bool') return typeof value === 'boolean' ? value : undefined
  if (typeof value !== 'string') return undefined
  switch (kind) {
    case 'text':
      return value
    case 'bytes':
      return fromBase64(value)
    case 'hex':
      return fromHex(value)
    case 'hash':
      return toHash(value)
  }
}

type Read = Record<string, string | boolean | bigint | Uint8Array | undefined>

/** Reads named or positional JSON parameters; unknown names are passed over, as CometBFT does. */
export function readJsonParams(spec: ParamSpec, given: unknown): Read {
  const out: Read = {}
  if (given === undefined || given === null) return out
  if (typeof given !== 'object') throw invalidParams(`params: got ${show(given)}, wanted an object`)
  const names = Object.keys(spec)
  if (Array.isArray(given) && given.length > names.length) {
    throw invalidParams(`params: got ${given.length} values, wanted at most ${names.length}`)
  }
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string
    const value: unknown = Array.isArray(given)
      ? given[i]
      : Object.hasOwn(given, name)
        ? (given as Record<string, unknown>)[name]
        : undefined
    if (value === undefined || value === null) continue
    const kind = spec[name] as ParamKind
    const parsed = read(kind, value)
    if (parsed === undefined) refuseParam(name, value, WANTED[kind])
    out[name] = parsed
  }
  return out
}

const URI_WANTED: Record<ParamKind, string> = {
  text: 'text in double quotes',
  bool: 'true or false',
  int: WANTED.int,
  bytes: 'bytes as 0x and hex, or text in double quotes',
  hex: 'bytes as 0x and hex, or text in double quotes',
  hash: '32 bytes as 0x and hex',
}

function quoted(value: string): string | undefined {
  if (!/^".*"$/s.test(value)) return undefined
  try {
    const parsed: unknown = JSON.parse(value)
    return typeof parsed === 'string' ? parsed : undefined
  } catch {
    return undefined
  }
}

function readUri(kind: ParamKind, value: string): ReturnType<typeof read> {
  if (kind === 'bool') return value === 'true' ? true : value === 'false' ? false : undefined
  const inner = quoted(value)
  if (kind === 'int') return toInt(inner ?? value)
  if (kind === 'text') return inner
  const bytes = /^0x/i.test(value)
    ? fromHex(value)
    : inner === undefined
      ? undefined
      : plain(Buffer.from(inner))
  if (kind === 'hash') return bytes?.length === 32 ? bytes : toHash(inner ?? value)
  return bytes
}

/** Reads the parameters of a URI: numbers, booleans, "quoted" text, 0x-hex. */
export function readUriParams(
  spec: ParamSpec,
  given: Readonly<Record<string, string | string[] | undefined>>,
): Read {
  const out: Read = {}
  for (const [name, kind] of Object.entries(spec)) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined
    if (value === undefined || value === '') continue
    if (typeof value !== 'string') refuseParam(name, value, 'one value')
    const parsed = readUri(kind, value)
    if (parsed === undefined) refuseParam(name, value, URI_WANTED[kind])
    out[name] = parsed
  }
  return out
}

/** Turns the fields of a message into flags and arguments, and what was typed into its JSON. */
import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { Option } from 'commander'
import type { Json } from '../../chain/types/module.js'
import type { EnumSchema, FieldSchema, MessageSchema } from '../protoJson/schema.js'
import { enumOf, messageOf } from '../protoJson/schema.js'
import { bytesToJson } from '../protoJson/write.js'
import { parseCoinList } from '../tx/gas.js'
import { CliError } from './cliError.js'
import { kebab } from './rpcTable.js'

const COIN = 'cosmos.base.v1beta1.Coin'
const PAGE = 'cosmos.base.query.v1beta1.PageRequest'
const TEXTUAL = /^google\.protobuf\.(?:Timestamp|Duration)$/

/** Fields that hold an account's address, by option or by name. */
const ADDRESS_NAMES =
  /address$|^(?:client|granter|grantee|authority|owner|operator|creator|sender|recipient|payer|payee)$/

function isAddress(field: FieldSchema): boolean {
  return field.scalar === 'cosmos.AddressString' || ADDRESS_NAMES.test(field.jsonName)
}

/** What an account may be called beside its address: a key of the keyring. */
export type ResolveAddress = (text: string, where: string) => Promise<string>

function hint(field: FieldSchema): string {
  const many = field.repeated ? '; repeat the flag for more' : ''
  switch (field.kind) {
    case 'message':
      if (field.type === COIN) return field.repeated ? 'coins: 5uinx,3uatom' : 'a coin: 5uinx'
      if (field.type.endsWith('.Timestamp')) return `a time: 2026-01-31T12:00:00Z${many}`
      if (field.type.endsWith('.Duration')) return `a duration: 3.5s${many}`
      return `${field.type} as JSON, @file or base64${many}`
    case 'enum':
      return `one of ${[...enumOf(field.type).byName.keys()].slice(0, 8).join(', ')}${many}`
    case 'bytes':
      return `bytes: base64, 0x hex or @file${many}`
    case 'string':
      return isAddress(field) ? `an address or a key name${many}` : `text${many}`
    case 'bool':
      return 'true or false'
    case 'dec':
      return `a decimal${many}`
    case 'int32':
    case 'uint32':
    case 'int64':
    case 'uint64':
    case 'float':
      return `a number${many}`
  }
}

/** Whether a request asks for pages. */
export function isPaged(name: string): boolean {
  return messageOf(name)?.fields.some((f) => f.type === PAGE) ?? false
}

/** One field, at its place in the message. */
interface Flag {
  readonly path: readonly string[]
  readonly field: FieldSchema
  readonly option: Option
}

/** A message's fields as options of one command. */
export class MessageFlags {
  readonly #command: Command
  readonly #flat: readonly string[]
  readonly #flags: Flag[] = []
  readonly #args: readonly FieldSchema[]

  /**
   * Adds arguments and options to `command`; a flag that it has already gets the prefix `msg-`.
   * @param flat fields whose own fields become options, too, such as `terms` and `terms.shape`
   */
  constructor(
    command: Command,
    name: string,
    args: readonly string[],
    flat: readonly string[] = [],
  ) {
    const schema = messageOf(name)
    if (schema === undefined) throw new CliError('unknown_message', `There is no message ${name}.`)
    this.#command = command
    this.#flat = flat
    this.#args = args.flatMap((arg) => schema.fields.find((f) => f.jsonName === arg) ?? [])
    for (const field of this.#args) {
      const last = field === this.#args.at(-1)
      const many = last && field.repeated && field.type !== COIN ? '...' : ''
      command.argument(`[${kebab(field.jsonName)}${many}]`, hint(field))
    }
    this.#add(schema, [])
  }

  #add(schema: MessageSchema, at: readonly string[]): void {
    for (const field of schema.fields) {
      if (field.type === PAGE) continue
      const command = this.#command
      const plain = `--${kebab(field.jsonName)}`
      const taken = command.options.some((o) => o.long === plain) || plain === '--help'
      const long = taken ? `--msg-${kebab(field.jsonName)}` : plain
      const value = field.kind === 'bool' && !field.repeated ? '[bool]' : '<value>'
      const option = new Option(`${long} ${value}`, hint(field))
      if (field.repeated)
        option.argParser((text: string, before: string[] | undefined) => [...(before ?? []), text])
      const path = [...at, field.jsonName]
      this.#flags.push({ path, field, option })
      command.addOption(option)
      const inner = this.#flat.includes(path.join('.')) ? messageOf(field.type) : undefined
      if (inner !== undefined) this.#add(inner, path)
    }
  }

  /** What was typed, as the message's JSON; a flag goes before what the JSON around it says. @throws CliError naming the flag. */
  async json(
    args: readonly unknown[],
    opts: Readonly<Record<string, unknown>>,
    resolve: ResolveAddress,
  ): Promise<{ [k: string]: Json }> {
    const out: { [k: string]: Json } = {}
    for (const { path, field, option } of this.#flags) {
      const given = opts[option.attributeName()]
      const at = path.length === 1 ? this.#args.indexOf(field) : -1
      const value = given ?? (at < 0 ? undefined : args[at])
      if (value === undefined || (Array.isArray(value) && value.length === 0)) continue
      const texts = (Array.isArray(value) ? value : [value]) as (string | true)[]
      const where = option.long ?? field.jsonName
      place(out, path, await fieldJson(field, texts.map(String), where, resolve))
    }
    return out
  }

  /** @throws CliError missing_argument when one was given neither in its place nor by its flag. */
  mustHave(json: { readonly [k: string]: Json }, optional: readonly string[] = []): void {
    for (const field of this.#args) {
      if (json[field.jsonName] !== undefined || optional.includes(field.jsonName)) continue
      const flag = this.#flags.find((one) => one.field === field)?.option.long ?? ''
      throw new CliError(
        'missing_argument',
        `<${kebab(field.jsonName)}> is missing: give it in its place or by ${flag} (${hint(field)}).`,
      )
    }
  }
}

/** Puts a value into JSON, through the objects on the way to it. */
function place(out: { [k: string]: Json }, path: readonly string[], value: Json): void {
  const [name = '', ...rest] = path
  if (rest.length === 0) {
    out[name] = value
    return
  }
  const known = out[name]
  const isObject = typeof known === 'object' && known !== null && !Array.isArray(known)
  const inner = isObject ? { ...(known as { [k: string]: Json }) } : {}
  out[name] = inner
  place(inner, rest, value)
}

function bad(where: string, wanted: string, got: string): CliError {
  return new CliError('bad_argument', `${where}: want ${wanted}, got "${got.slice(0, 80)}".`)
}

function parseJson(text: string, where: string): Json {
  const source = text.startsWith('@') ? readText(text.slice(1), where) : text
  try {
    return JSON.parse(source) as Json
  } catch {
    throw bad(where, 'JSON', text)
  }
}

/** JSON or @file, or the message's encoding in base64, as the attributes of events have it. */
function messageJson(name: string, text: string, where: string): Json {
  if (!/^[A-Za-z0-9+/]{4,}={0,2}$/.test(text)) return parseJson(text, where)
  try {
    return bytesToJson(name, new Uint8Array(Buffer.from(text, 'base64')))
  } catch {
    throw bad(where, `${name} as JSON, @file or base64`, text)
  }
}

function readText(file: string, where: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new CliError('no_file', `${where}: cannot read ${file}: ${(cause as Error).message}.`)
  }
}

function bytesText(text: string, where: string): string {
  if (text.startsWith('@')) {
    try {
      return readFileSync(text.slice(1)).toString('base64')
    } catch (cause) {
      throw new CliError(
        'no_file',
        `${where}: cannot read ${text.slice(1)}: ${(cause as Error).message}.`,
      )
    }
  }
  if (!/^0x/i.test(text)) return text
  if (!/^0x(?:[0-9a-f]{2})*$/i.test(text)) throw bad(where, 'hex after 0x', text)
  return Buffer.from(text.slice(2), 'hex').toString('base64')
}

/** A name of the enum, whole or its end in any case: sync for BROADCAST_MODE_SYNC. */
function enumName(schema: EnumSchema, text: string, where: string): Json {
  if (/^\d+$/.test(text)) return Number(text)
  const want = text.toUpperCase().replaceAll('-', '_')
  const names = [...schema.byName.keys()]
  const found = names.find((n) => n === want) ?? names.find((n) => n.endsWith(`_${want}`))
  if (found === undefined) throw bad(where, `one of ${names.join(', ')}`, text)
  return found
}

async function one(
  field: FieldSchema,
  text: string,
  where: string,
  resolve: ResolveAddress,
): Promise<Json> {
  switch (field.kind) {
    case 'message': {
      if (TEXTUAL.test(field.type)) return text
      if (field.type !== COIN || /^[@{]/.test(text)) return messageJson(field.type, text, where)
      const [coin, more] = parseCoinList(text) ?? []
      if (coin === undefined || more !== undefined) throw bad(where, 'a coin such as 5uinx', text)
      return { denom: coin.denom, amount: coin.amount.toString() }
    }
    case 'enum':
      return enumName(enumOf(field.type), text, where)
    case 'bool':
      if (text !== 'true' && text !== 'false') throw bad(where, 'true or false', text)
      return text === 'true'
    case 'bytes':
      return bytesText(text, where)
    case 'string':
      return isAddress(field) ? resolve(text, where) : text
    case 'float':
      return Number(text)
    case 'dec':
    case 'int32':
    case 'uint32':
    case 'int64':
    case 'uint64':
      return text
  }
}

async function fieldJson(
  field: FieldSchema,
  texts: readonly string[],
  where: string,
  resolve: ResolveAddress,
): Promise<Json> {
  if (!field.repeated) {
    const [text = ''] = texts
    return one(field, text, where, resolve)
  }
  if (field.type === COIN && !/^[@{[]/.test(texts[0] ?? '')) {
    const coins = parseCoinList(texts.join(','))
    if (coins === undefined) throw bad(where, 'coins such as 5uinx,3uatom', texts.join(','))
    return coins.map(({ denom, amount }) => ({ denom, amount: amount.toString() }))
  }
  const whole = texts.length === 1 && /^[@[]/.test(texts[0] ?? '') && field.kind === 'message'
  const list = whole ? parseJson(texts[0] ?? '', where) : undefined
  if (Array.isArray(list)) return list as Json
  const parts = field.kind === 'message' ? texts : texts.flatMap((t) => t.split(','))
  return Promise.all(parts.map((text) => one(field, text, where, resolve)))
}

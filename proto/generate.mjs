// Writes proto/gen: infonex.js + infonex.d.ts (protobufjs static code), int64.ts (which fields are 64-bit),
// plain.ts (plain data types), fields.ts (what the strict decoder knows), services.ts (every rpc with its REST path), descriptor.json (reflection).
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import protobuf from 'protobufjs'

const ROOTS = ['proto', 'node_modules/@protobufs']
const COSMOS = [
  'cosmos/auth/v1beta1/{auth,query,genesis}',
  'cosmos/authz/v1beta1/{authz,tx,query,genesis,event}',
  'cosmos/bank/v1beta1/{bank,tx,query,genesis,authz}',
  'cosmos/base/abci/v1beta1/abci',
  'cosmos/base/query/v1beta1/pagination',
  'cosmos/base/store/v1beta1/commit_info',
  'cosmos/base/v1beta1/coin',
  'cosmos/crypto/ed25519/keys',
  'cosmos/crypto/multisig/keys',
  'cosmos/crypto/multisig/v1beta1/multisig',
  'cosmos/crypto/secp256k1/keys',
  'cosmos/feegrant/v1beta1/{feegrant,tx,query,genesis}',
  'cosmos/tx/signing/v1beta1/signing',
  'cosmos/tx/v1beta1/tx',
  'cosmos/vesting/v1beta1/{vesting,tx}',
  'tendermint/crypto/{keys,proof}',
  'tendermint/types/{block,evidence,params,types,validator}',
  'tendermint/version/types',
].flatMap((entry) => {
  const [, dir, names] = /^(.*)\/\{?([^{}]+)\}?$/.exec(entry)
  return names.split(',').map((name) => path.join(ROOTS[1], dir, `${name}.proto`))
})
const OWN = readdirSync('proto', { recursive: true, encoding: 'utf8' })
  .filter((f) => f.endsWith('.proto'))
  .sort()
  .map((f) => path.join('proto', f))
// An own file stands before the published one of the same path.
const OWNED = new Set(OWN.map((f) => path.join(ROOTS[1], path.relative(ROOTS[0], f))))
const FILES = [...OWN, ...COSMOS.filter((f) => !OWNED.has(f))]

mkdirSync('proto/gen', { recursive: true })
execFileSync(
  process.execPath,
  [
    'node_modules/protobufjs-cli/bin/pbjs',
    ...['-t', 'static-module', '-w', 'esm', '--root', 'infonex', '--sparse'],
    ...['--force-long', '--no-create', '--no-verify', '--no-delimited'],
    ...['--no-typeurl', '--no-service', '--no-comments'],
    ...ROOTS.flatMap((r) => ['-p', r]),
    ...['-o', 'proto/gen/infonex.js'],
    ...FILES,
  ],
  { stdio: 'inherit' },
)

// Messages nest six deep: at four blanks a level, indentation was a third of the file.
writeFileSync(
  'proto/gen/infonex.js',
  readFileSync('proto/gen/infonex.js', 'utf8')
    .replace(/^(?: {4})+/gm, (blanks) => ' '.repeat(blanks.length / 4))
    .replace(/\n{3,}/g, '\n\n'),
)

const root = new protobuf.Root()
root.resolvePath = (_from, to) => {
  for (const r of ROOTS) if (existsSync(path.join(r, to))) return path.join(r, to)
  return to
}
root.loadSync(FILES)
root.resolveAll()

const types = new Map()
const services = []
const walk = (ns) => {
  for (const n of ns.nestedArray ?? []) {
    if (n instanceof protobuf.Type) types.set(n.fullName.slice(1), n)
    if (n instanceof protobuf.Service) services.push(n)
    walk(n)
  }
}
walk(root)
const names = [...types.keys()].sort()

const KIND64 = { uint64: 'u', fixed64: 'u', int64: 's', sint64: 's', sfixed64: 's' }
const deep = (t, seen = new Set()) => {
  if (seen.has(t)) return false
  seen.add(t)
  return t.fieldsArray.some(
    (f) =>
      KIND64[f.type] !== undefined ||
      (f.resolvedType instanceof protobuf.Type && deep(f.resolvedType, seen)),
  )
}
const int64 = {}
for (const name of names) {
  const type = types.get(name)
  if (type.fieldsArray.some((f) => f.map) && name.startsWith('infonex.'))
    throw new Error(`${name}: map<> fields are not canonical`)
  const row = {}
  for (const f of type.fieldsArray)
    if (KIND64[f.type] !== undefined) row[f.name] = KIND64[f.type]
    else if (f.resolvedType instanceof protobuf.Type && deep(f.resolvedType))
      row[f.name] = f.resolvedType.fullName.slice(1)
  if (Object.keys(row).length > 0) int64[name] = row
}

const WIRE = {
  double: 1,
  float: 5,
  fixed32: 5,
  sfixed32: 5,
  fixed64: 1,
  sfixed64: 1,
  string: 2,
  bytes: 2,
}
/** One row a field: number, wire type, 1 if repeated scalar (may be packed) or 2 if text, nested type or ''. */
const fields = {}
for (const name of names) {
  fields[name] = types.get(name).fieldsArray.map((f) => {
    const nested = f.resolvedType instanceof protobuf.Type ? f.resolvedType.fullName.slice(1) : ''
    const wire = nested !== '' || f.map ? 2 : (WIRE[f.type] ?? 0)
    return [f.id, wire, f.type === 'string' ? 2 : f.repeated && wire !== 2 ? 1 : 0, nested]
  })
}

const httpOf = (method) => {
  const found = []
  const visit = (o) => {
    if (o === null || typeof o !== 'object') return
    for (const verb of ['get', 'post', 'put', 'delete'])
      if (typeof o[verb] === 'string') found.push([verb.toUpperCase(), o[verb]])
    if (o.additional_bindings ?? o.additionalBindings)
      [o.additional_bindings ?? o.additionalBindings].flat().forEach(visit)
  }
  for (const [key, value] of Object.entries(method.options ?? {})) {
    const simple = /^\(google\.api\.http\)\.(get|post|put|delete)$/.exec(key)
    if (simple) found.push([simple[1].toUpperCase(), value])
    else if (key === '(google.api.http)') visit(value)
  }
  for (const option of method.parsedOptions ?? [])
    if (option['(google.api.http)'] !== undefined) visit(option['(google.api.http)'])
  return [...new Map(found.map((f) => [f.join(' '), f])).values()]
}
const rpcs = services
  .map((s) => ({
    service: s.fullName.slice(1),
    methods: s.methodsArray.map((m) => ({
      name: m.name,
      request: m.resolvedRequestType.fullName.slice(1),
      response: m.resolvedResponseType.fullName.slice(1),
      http: httpOf(m),
    })),
  }))
  .sort((a, b) => (a.service < b.service ? -1 : 1))

/** Every message by its place; its data is described by plain.ts. */
const tree = (ns) => {
  const inner = (ns.nestedArray ?? [])
    .filter((n) => n instanceof protobuf.Namespace && !(n instanceof protobuf.Service))
    .map((n) => [n.name, tree(n)])
    .filter(([, text]) => text !== '')
    .map(([name, text]) => `${name}: ${text}`)
  const nested = inner.length > 0 ? `{ ${inner.join('; ')} }` : ''
  if (!(ns instanceof protobuf.Type)) return nested
  return nested === '' ? 'StaticType' : `StaticType & ${nested}`
}
writeFileSync(
  'proto/gen/infonex.d.ts',
  `import type { Reader, Writer } from 'protobufjs'
/** What protobufjs' static generator gives for one message. */
export interface StaticType {
  readonly prototype: object
  fromObject(object: { [k: string]: unknown }): object
  toObject(message: object, options: object): { [k: string]: unknown }
  encode(message: object, writer?: Writer): Writer
  decode(reader: Reader | Uint8Array, length?: number): object
}
${root.nestedArray
  .map((n) => [n.name, tree(n)])
  .filter(([, text]) => text !== '')
  .map(([name, text]) => `export const ${name}: ${text}\n`)
  .join('')}`,
)

/** Which field of a message signs it: option (cosmos.msg.v1.signer). */
const signers = {}
for (const name of names) {
  const type = types.get(name)
  const found = (type.parsedOptions ?? [])
    .map((o) => o['(cosmos.msg.v1.signer)'])
    .filter((v) => v !== undefined)
    .flat()
  const list = found.length > 0 ? found : [type.options?.['(cosmos.msg.v1.signer)']].flat()
  const fieldsOf = list.filter((v) => v !== undefined)
  if (fieldsOf.length > 0) signers[name] = fieldsOf
}

/** Plain data of every message: bigint for 64-bit fields, null for an absent message. */
const SCALAR = { string: 'string', bytes: 'Uint8Array', bool: 'boolean' }
const plainType = (f) => {
  const one =
    f.resolvedType instanceof protobuf.Type
      ? `PlainTypes['${f.resolvedType.fullName.slice(1)}']`
      : f.resolvedType !== null
        ? 'number'
        : KIND64[f.type] !== undefined
          ? 'bigint'
          : (SCALAR[f.type] ?? 'number')
  if (f.map) return `{ [key: string]: ${one} }`
  if (f.repeated) return `${one}[]`
  return f.resolvedType instanceof protobuf.Type && !f.partOf ? `${one} | null` : one
}
const plain = [
  '// Written by proto/generate.mjs: what toObject gives for each message.',
  'export interface PlainTypes {',
  ...names.map((name) => `  '${name}': ${name}`),
  '}',
]
for (const name of names) {
  const type = types.get(name)
  plain.push(
    `export declare namespace ${type.parent.fullName.slice(1)} {`,
    `  interface ${type.name} {`,
    ...type.fieldsArray
      .filter((f) => !f.name.startsWith('.'))
      .map((f) => `    ${f.name}${f.partOf ? '?' : ''}: ${plainType(f)}`),
    '  }',
    '}',
  )
}
plain.push(
  '/** Every rpc by its path, with its plain request and response. */',
  'export interface RpcTypes {',
  ...services.flatMap((service) =>
    service.methodsArray.map(
      (m) =>
        `  '/${service.fullName.slice(1)}/${m.name}': { request: PlainTypes['${m.resolvedRequestType.fullName.slice(1)}']; response: PlainTypes['${m.resolvedResponseType.fullName.slice(1)}'] }`,
    ),
  ),
  '}',
)
writeFileSync('proto/gen/plain.ts', `${plain.join('\n')}\n`)

/** Own messages and what they hold, for amino JSON: field name, name in JSON, kind, nested type. */
const aminoKind = (f) => {
  if (f.resolvedType instanceof protobuf.Type) return 'm'
  if (KIND64[f.type] !== undefined) return KIND64[f.type]
  return { string: 't', bytes: 'b', bool: 'o' }[f.type] ?? 'n'
}
const amino = {}
const addAmino = (type) => {
  const name = type.fullName.slice(1)
  if (amino[name] !== undefined) return
  amino[name] = type.fieldsArray.map((f) => [
    f.name,
    f.name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`),
    aminoKind(f),
    f.repeated ? 1 : 0,
    f.options?.['(amino.dont_omitempty)'] === true ? 1 : 0,
    f.resolvedType instanceof protobuf.Type ? f.resolvedType.fullName.slice(1) : '',
  ])
  for (const f of type.fieldsArray)
    if (f.resolvedType instanceof protobuf.Type) addAmino(f.resolvedType)
}
const aminoNames = {}
for (const service of services) {
  const own = service.fullName.startsWith('.infonex.') && service.name === 'Msg'
  if (!own) continue
  for (const m of service.methodsArray) {
    const type = m.resolvedRequestType
    addAmino(type)
    aminoNames[type.fullName.slice(1)] = type.options?.['(amino.name)'] ?? `infonex/${type.name}`
  }
}

// Genesis sections of own modules are written the same way (chain/codec/ownGenesis.ts).
for (const [name, type] of types)
  if (name.startsWith('infonex.') && name.endsWith('.GenesisState')) addAmino(type)

const ts = (name, type, value) =>
  `export const ${name}: ${type} = ${JSON.stringify(value, null, 1)}\n`
writeFileSync(
  'proto/gen/int64.ts',
  ts('INT64', 'Readonly<Record<string, Readonly<Record<string, string>>>>', int64),
)
writeFileSync(
  'proto/gen/fields.ts',
  '/** Message -> [field number, wire type, 1 if it may be packed or 2 if it is text, nested message or empty]. */\n' +
    `export type FieldRow = readonly [number, number, number, string]\n` +
    ts('FIELDS', 'Readonly<Record<string, readonly FieldRow[]>>', fields).replace(
      /\n\s+(?=\d|"|\])/g,
      ' ',
    ),
)
writeFileSync(
  'proto/gen/services.ts',
  'export interface RpcMethod {\n  readonly name: string\n  readonly request: string\n  readonly response: string\n' +
    '  readonly http: readonly (readonly [string, string])[]\n}\n' +
    'export interface RpcService {\n  readonly service: string\n  readonly methods: readonly RpcMethod[]\n}\n' +
    ts('SERVICES', 'readonly RpcService[]', rpcs) +
    '/** Message -> the fields that name its signers. */\n' +
    ts('SIGNERS', 'Readonly<Record<string, readonly string[]>>', signers),
)
writeFileSync(
  'proto/gen/amino.ts',
  '/** [field, name in JSON, kind (u s 64-bit, t text, b bytes, o bool, n number, m message), repeated, kept when empty, nested]. */\n' +
    'export type AminoField = readonly [string, string, string, number, number, string]\n' +
    ts('AMINO_FIELDS', 'Readonly<Record<string, readonly AminoField[]>>', amino) +
    '/** Own messages -> amino type. */\n' +
    ts('AMINO_NAMES', 'Readonly<Record<string, string>>', aminoNames),
)
writeFileSync('proto/gen/descriptor.json', JSON.stringify(root.toJSON()))

/** An OpenAPI 3 document and a page of the routes, from the same table that serves them. */
import { schemas } from '../protoJson/schema.js'
import type { FieldSchema } from '../protoJson/schema.js'
import type { RpcRoute } from './route.js'

type Schema = Readonly<Record<string, unknown>>

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })

function scalarSchema(field: FieldSchema): Schema {
  switch (field.kind) {
    case 'string':
      return { type: 'string' }
    case 'dec':
      return { type: 'string', format: 'decimal' }
    case 'bytes':
      return { type: 'string', format: 'byte', nullable: true }
    case 'bool':
      return { type: 'boolean' }
    case 'int64':
    case 'uint64':
      return { type: 'string', format: field.kind }
    case 'int32':
    case 'uint32':
      return { type: 'integer', format: field.kind }
    case 'float':
      return { type: 'number' }
    case 'enum':
    case 'message':
      return ref(field.type)
  }
}

function fieldSchema(field: FieldSchema): Schema {
  const one = scalarSchema(field)
  return field.repeated ? { type: 'array', items: one } : one
}

const SPECIAL: Readonly<Record<string, Schema>> = {
  'google.protobuf.Timestamp': { type: 'string', format: 'date-time' },
  'google.protobuf.Duration': { type: 'string', example: '3.500s' },
  'google.protobuf.Any': {
    type: 'object',
    properties: { '@type': { type: 'string', example: '/cosmos.bank.v1beta1.MsgSend' } },
    required: ['@type'],
    additionalProperties: true,
  },
}

function messageSchema(name: string): Schema {
  const { messages, enums } = schemas()
  const special = SPECIAL[name]
  if (special !== undefined) return special
  const names = enums.get(name)
  if (names !== undefined) return { type: 'string', enum: [...names.byName.keys()] }
  const fields = messages.get(name)?.fields ?? []
  const properties = Object.fromEntries(fields.map((f) => [f.jsonName, fieldSchema(f)]))
  return { type: 'object', properties }
}

/** Names of all messages and enums that `roots` reach. */
function reachable(roots: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  const pending = [...roots]
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (seen.has(name)) continue
    seen.add(name)
    if (SPECIAL[name] !== undefined) continue
    for (const field of schemas().messages.get(name)?.fields ?? [])
      if (field.type !== '') pending.push(field.type)
  }
  return [...seen].sort((a, b) => (a < b ? -1 : 1))
}

/** Leaf fields of a request as query parameters; two levels reach pagination.limit. */
function queryParameters(name: string, taken: readonly string[], prefix = ''): Schema[] {
  return (schemas().messages.get(name)?.fields ?? []).flatMap((field) => {
    const key = prefix + field.jsonName
    if (taken.includes(key)) return []
    if (field.kind === 'message' && SPECIAL[field.type] === undefined)
      return prefix === '' && !field.repeated ? queryParameters(field.type, taken, `${key}.`) : []
    return [{ name: key, in: 'query', required: false, schema: fieldSchema(field) }]
  })
}

function operation(route: RpcRoute): Schema {
  const json = (schema: Schema): Schema => ({ 'application/json': { schema } })
  const params = route.params.map((name) => ({
    ...{ name, in: 'path', required: true },
    schema: { type: 'string' },
  }))
  const height = {
    ...{ name: 'x-cosmos-block-height', in: 'header', required: false },
    schema: { type: 'string', format: 'uint64' },
    description: 'Answer as of this height; absent = the latest.',
  }
  const get = route.verb === 'GET'
  return {
    operationId: route.path.slice(1).replace('/', '.'),
    tags: [route.service],
    parameters: [
      ...params,
      ...(get ? queryParameters(route.method.request, route.params) : []),
      height,
    ],
    ...(get ? {} : { requestBody: { required: true, content: json(ref(route.method.request)) } }),
    responses: {
      200: { description: 'The answer.', content: json(ref(route.method.response)) },
      default: { description: 'A refusal.', content: json(ref('Error')) },
    },
  }
}

/** The OpenAPI 3 document of these routes. */
export function openApi(routes: readonly RpcRoute[], version: string): Schema {
  const paths: Record<string, Record<string, Schema>> = {}
  for (const route of routes) {
    const at = (paths[route.template.replace('=**', '')] ??= {})
    at[route.verb.toLowerCase()] ??= operation(route)
  }
  const roots = routes.flatMap((r) => [r.method.request, r.method.response])
  return {
    openapi: '3.0.3',
    info: {
      title: 'InfoNex REST',
      version,
      description: '64-bit integers are decimal strings, bytes are base64, times are RFC 3339.',
    },
    paths,
    components: {
      schemas: {
        ...Object.fromEntries(reachable(roots).map((name) => [name, messageSchema(name)])),
        Error: {
          type: 'object',
          properties: {
            code: { type: 'integer', description: 'gRPC status code.' },
            message: { type: 'string' },
            details: { type: 'array', items: { type: 'object' } },
          },
        },
      },
    },
  }
}

const STYLE =
  'body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}' +
  'code{font-size:14px}li{margin:.2rem 0}b{display:inline-block;width:3.2rem}' +
  '@media(prefers-color-scheme:dark){body{background:#111;color:#ddd}a{color:#8cf}}'

/** A page that lists the routes; those without parameters are links. It loads nothing else. */
export function routesPage(routes: readonly RpcRoute[]): string {
  const services = [...new Set(routes.map((r) => r.service))]
  const item = (r: RpcRoute): string => {
    const text = `<code>${r.template}</code>`
    const link = r.verb === 'GET' && r.params.length === 0
    return `<li><b>${r.verb}</b>${link ? `<a href="${r.template}">${text}</a>` : text}</li>`
  }
  const sections = services.map((service) => {
    const items = routes.filter((r) => r.service === service).map(item)
    return `<h2>${service}</h2><ul>${items.join('')}</ul>`
  })
  return (
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>InfoNex REST</title>` +
    `<meta name="viewport" content="width=device-width"><style>${STYLE}</style>` +
    `<h1>InfoNex REST</h1><p><a href="/swagger/openapi.json">openapi.json</a> describes these ` +
    `routes for tools. Header <code>x-cosmos-block-height</code> asks for an older state.</p>` +
    `${sections.join('')}</html>\n`
  )
}

import { asText, checkFields, child, childMap, childText } from './fields.js'
import type { MapSpot, Spot } from './fields.js'
import { EXTENSION } from './extension.js'
import type { Dialect } from './dialect.js'
import { SHAPES } from './dialect.js'
import type { PlanContext } from './normalForm.js'
import type { Report } from './problem.js'
import { shorten } from './tree.js'

const FIELDS = ['id', 'type', 'provider', 'customer', 'consumer', 'api', EXTENSION]
/** Who is not named: a label, since the chain knows the parties by their signatures. */
const UNNAMED = 'unnamed'
const IDLE = ['sla', 'version', 'name', 'title']

function readType(report: Report, context: MapSpot, root: MapSpot): PlanContext['type'] {
  const spot = child(context, 'type')
  const byShape = root.node.entries.has('plans') ? 'plans' : 'agreement'
  if (spot === undefined) {
    const why = `no type: read as ${byShape}`
    report.warn(context.place, context.node, 'context-default', why, 'type: plans')
    return byShape
  }
  const text = asText(report, spot)
  if (text === 'plans') return 'plans'
  if (text === 'agreement' || text === 'instance') return 'agreement'
  if (text !== undefined) {
    const why = `the type '${shorten(text)}'`
    report.refuse(spot.place, spot.node, 'context-type', why, 'plans or agreement')
  }
  return byShape
}

/** The address of the API's description: a text or `{ $ref }`; it is kept, never read. */
function readApi(report: Report, context: MapSpot): string | undefined {
  const spot = child(context, 'api')
  if (spot === undefined) return undefined
  const inner: Spot | undefined =
    spot.node.kind === 'map' ? child({ place: spot.place, node: spot.node }, '$ref') : spot
  return inner === undefined ? undefined : asText(report, inner)
}

function required(
  report: Report,
  map: MapSpot,
  key: string,
  otherwise: string | undefined,
): string | undefined {
  const spot = child(map, key)
  if (spot !== undefined) return asText(report, spot)
  if (otherwise === undefined)
    return report.refuse(map.place, map.node, 'missing-field', `no ${key}`, `${key}: a name`)
  const why = `no ${key}: read as ${shorten(otherwise)}`
  report.warn(map.place, map.node, 'context-default', why, `${key}: a name`)
  return otherwise
}

function remarkOnDropped(report: Report, context: MapSpot): void {
  const keys = child(context, 'apikeys')
  if (keys !== undefined)
    report.warn(keys.place, keys.node, 'field-dropped', 'keys are no part of a plan: left out')
  const validity = child(context, 'validity')
  if (validity !== undefined) {
    const why = 'the agreement on chain says from when to when: left out'
    report.warn(validity.place, validity.node, 'field-dropped', why)
  }
}

function customerOf(
  report: Report,
  context: MapSpot,
  type: PlanContext['type'],
): string | undefined {
  const key = context.node.entries.has('customer') ? 'customer' : 'consumer'
  const spot = child(context, key)
  if (type === 'agreement') return required(report, context, key, UNNAMED)
  if (spot !== undefined)
    report.warn(spot.place, spot.node, 'field-dropped', 'plans have no customer: left out')
  return undefined
}

/** A file's name without folder and ending, as a last resort for an id. */
function stem(file: string): string {
  const name = file.replace(/^.*[/\\]/, '').replace(/\.[A-Za-z0-9]+$/, '')
  return name.replace(/[^\x21-\x7e]/g, '_').slice(0, 64) || 'plans'
}

/** Reads `context`; early research documents have the provider at the root. */
export function readContext(
  report: Report,
  dialect: Dialect,
  root: MapSpot,
): PlanContext | undefined {
  const { file } = root.node.source
  const context = childMap(report, root, 'context')
  if (context === undefined) {
    if (child(root, 'context') !== undefined) return undefined
    if (!SHAPES[dialect].contextOptional)
      return report.refuse(root.place, root.node, 'missing-field', 'no context', 'context: { id }')
    const provider = childText(report, root, 'provider') ?? UNNAMED
    const type = root.node.entries.has('plans') ? 'plans' : 'agreement'
    const why = `no context: ${shorten(stem(file))} of ${shorten(provider)}`
    report.warn(root.place, root.node, 'context-default', why, 'context: { id, type, provider }')
    return { id: stem(file), provider, type, ...(type === 'plans' ? {} : { customer: UNNAMED }) }
  }
  checkFields(report, context, { read: FIELDS, idle: [...IDLE, 'apikeys', 'validity'] })
  remarkOnDropped(report, context)
  const type = readType(report, context, root)
  const id = required(report, context, 'id', undefined)
  const provider = required(report, context, 'provider', UNNAMED)
  const customer = customerOf(report, context, type)
  const api = readApi(report, context)
  if (id === undefined || provider === undefined) return undefined
  return {
    id,
    provider,
    type,
    ...(customer === undefined ? {} : { customer }),
    ...(api === undefined ? {} : { api }),
  }
}

import { modelId } from '../../chain/codec/merkle.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { ModelError } from './errors.js'
import { GRAPH_VERSION } from './graph.js'
import { tensorProblem } from './tensorInfo.js'

/**
 *   (none) --register--> REGISTERED --last piece of the graph--> COMPLETE --retire--> RETIRED
 *      ^---- retire, or another registration after completion_blocks ----/ (of REGISTERED)
 */
export type Model = PlainTypes['infonex.model.v1.Model']
/** What a registration brings. */
export type Registration = PlainTypes['infonex.model.v1.MsgRegisterModel']

export const REGISTERED = 1
export const COMPLETE = 2
export const RETIRED = 3

const MODES = [1, 2, 3]
const PROFILES = [1, 2, 3, 4]
/** Limits of what is for people, in UTF-16 units. */
export const MAX_LABEL = 100
export const MAX_LOCATIONS = 8
export const MAX_LOCATION = 300
const MAX_PORTS = 64
const MAX_PORT_NAME = 128
const MAX_OPERATORS = 256
const MAX_OPERATOR_NAME = 64

function refuse(text: string): never {
  throw ModelError.invalidModel(text)
}

function checkBytes(field: string, bytes: Uint8Array, optional = false): void {
  if (bytes.length === 32 || (optional && bytes.length === 0)) return
  refuse(`${field} has ${bytes.length} bytes, want ${optional ? '0 or ' : ''}32`)
}

/** Label and locations. @throws TxError model 2 */
export function checkLabels(label: string, locations: readonly string[]): void {
  if (label.length < 1 || label.length > MAX_LABEL)
    refuse(`label has ${label.length} characters, want 1 to ${MAX_LABEL}`)
  if (locations.length > MAX_LOCATIONS)
    refuse(`locations has ${locations.length} entries, want at most ${MAX_LOCATIONS}`)
  locations.forEach((location, i) => {
    if (location.length > MAX_LOCATION)
      refuse(`locations[${i}] has ${location.length} characters, want at most ${MAX_LOCATION}`)
    if (!/^[a-z][a-z0-9+.-]*:[\x21-\x7e]+$/.test(location))
      refuse(`locations[${i}] is no URI of printable ASCII`)
  })
}

function checkPorts(field: string, ports: Registration['inputs']): void {
  if (ports.length < 1 || ports.length > MAX_PORTS)
    refuse(`${field} has ${ports.length} entries, want 1 to ${MAX_PORTS}`)
  ports.forEach(({ name, dtype, shape }, i) => {
    if (name.length < 1 || name.length > MAX_PORT_NAME)
      refuse(`${field}[${i}].name has ${name.length} characters, want 1 to ${MAX_PORT_NAME}`)
    const why = tensorProblem(dtype, shape)
    if (why !== undefined) refuse(`${field}[${i}]: ${why}`)
  })
}

function checkOperators(operators: Registration['operators']): void {
  if (operators.length > MAX_OPERATORS)
    refuse(`operators has ${operators.length} entries, want at most ${MAX_OPERATORS}`)
  operators.forEach(({ op, count }, i) => {
    if (op.length < 1 || op.length > MAX_OPERATOR_NAME)
      refuse(`operators[${i}].op has ${op.length} characters, want 1 to ${MAX_OPERATOR_NAME}`)
    if (count === 0) refuse(`operators[${i}].count is 0, want 1 or more`)
    const before = operators[i - 1]
    if (before !== undefined && before.op >= op)
      refuse(`operators[${i}] is not above the one before it in ASCII order`)
  })
}

/** Everything of a registration that no state is needed for. @throws TxError model 2 */
export function checkRegistration(msg: Registration): void {
  checkLabels(msg.label, msg.locations)
  checkBytes('file_hash', msg.fileHash)
  if (msg.fileBytes === 0n) refuse('file_bytes is 0, want 1 or more')
  checkBytes('graph_root', msg.graphRoot)
  if (msg.graphBytes === 0) refuse('graph_bytes is 0, want 1 or more')
  msg.weightRoots.forEach((root, i) => {
    checkBytes(`weight_roots[${i}]`, root)
  })
  if (!MODES.includes(msg.mode)) refuse(`mode is ${msg.mode}, want one of ${MODES.join(', ')}`)
  if (!PROFILES.includes(msg.profile))
    refuse(`profile is ${msg.profile}, want one of ${PROFILES.join(', ')}`)
  if (msg.canonicalVersion !== GRAPH_VERSION)
    refuse(`canonical_version is ${msg.canonicalVersion}, want ${GRAPH_VERSION}`)
  checkPorts('inputs', msg.inputs)
  checkPorts('outputs', msg.outputs)
  checkOperators(msg.operators)
  if (msg.licence.length < 1 || msg.licence.length > MAX_LABEL)
    refuse(`licence has ${msg.licence.length} characters, want 1 to ${MAX_LABEL}`)
  checkBytes('licence_hash', msg.licenceHash, true)
}

/** The model that a registration makes; its id binds all that is judged (rules.md H14). */
export function registered(msg: Registration, height: bigint): Model {
  const { graphRoot, weightRoots, mode, profile, canonicalVersion: version } = msg
  const id = modelId({ graphRoot, weightRoots, mode, profile, version })
  return { ...msg, id, status: REGISTERED, graphPosted: 0, height }
}

import { readAll } from '../../chain/codec/genesisJson.js'
import { ownJson, readOwn } from '../../chain/codec/ownGenesis.js'
import { modelId } from '../../chain/codec/merkle.js'
import { concatBytes, equalBytes, toHex } from '../../chain/types/bytes.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import { TxError } from '../../chain/types/errors.js'
import type { Json } from '../../chain/types/module.js'
import { isAddress } from '../../chain/types/readAddress.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { checkGraph } from './graph.js'
import type { ModelKeeper } from './keeper.js'
import { DEFAULT_PARAMS, paramsProblem } from './params.js'
import { checkRegistration, COMPLETE, type Model, REGISTERED, RETIRED } from './state.js'

type Chunk = PlainTypes['infonex.model.v1.GraphChunk']

const GENESIS = 'infonex.model.v1.GenesisState'
const read = readOwn(GENESIS)

export function defaultGenesis(): Json {
  return ownJson(GENESIS, { params: DEFAULT_PARAMS, models: [], chunks: [] })
}

/** What a check throws, as a sentence; undefined when it passes. */
function reason(check: () => void): string | undefined {
  try {
    check()
    return undefined
  } catch (error) {
    if (error instanceof TxError) return error.message
    throw error
  }
}

function modelProblems(model: Model, chunks: readonly Chunk[]): string[] {
  const { graphRoot, weightRoots, mode, profile, canonicalVersion: version } = model
  const problem = reason(() => {
    checkRegistration(model)
  })
  if (problem !== undefined) return [problem]
  if (!equalBytes(modelId({ graphRoot, weightRoots, mode, profile, version }), model.id))
    return ['id is not the hash of its commitments']
  if (![REGISTERED, COMPLETE, RETIRED].includes(model.status))
    return [`status is ${model.status}, want 1 to 3`]
  const own = chunks.filter((chunk) => equalBytes(chunk.modelId, model.id))
  if (own.some((chunk, i) => chunk.index !== i || chunk.data.length === 0))
    return ['the pieces of its graph are not in order']
  const graph = concatBytes(...own.map((chunk) => chunk.data))
  if (graph.length !== model.graphPosted)
    return [`graph_posted is ${model.graphPosted}, the pieces have ${graph.length} bytes`]
  const size = model.graphBytes
  if (model.status === REGISTERED)
    return graph.length < size
      ? []
      : [`graph_bytes is ${size}, want above the ${graph.length} posted of an unfinished graph`]
  if (graph.length !== size)
    return [`graph_bytes is ${size}, the pieces have ${graph.length} bytes`]
  const why = reason(() => {
    checkGraph(model, graph)
  })
  return why === undefined ? [] : [why]
}

/** Every problem of the section, as sentences. */
export function validateGenesis(keeper: ModelKeeper, genesis: Json): readonly string[] {
  const problems: string[] = []
  const { params, models, chunks } = read(genesis, 'model', problems)
  const problem = params === null ? 'is absent' : paramsProblem(params)
  if (problem !== undefined) problems.push(`model.params.${problem}`)
  const ids = new Set<string>()
  models.forEach((model, i) => {
    const at = `model.models[${i}]`
    const id = toHex(model.id)
    if (ids.has(id)) problems.push(`${at} is there twice`)
    ids.add(id)
    if (!isAddress(keeper.addresses, model.owner))
      problems.push(`${at}.owner is "${model.owner.slice(0, 80)}", want an address of this chain`)
    problems.push(...modelProblems(model, chunks).map((text) => `${at}: ${text}`))
  })
  chunks.forEach((chunk, i) => {
    if (!ids.has(toHex(chunk.modelId))) problems.push(`model.chunks[${i}] is of no model`)
  })
  return problems
}

export function initGenesis(keeper: ModelKeeper, ctx: Context, genesis: Json): void {
  const { params, models, chunks } = readAll(read, genesis, 'model')
  keeper.params.set(ctx, params ?? DEFAULT_PARAMS)
  for (const model of models) keeper.insert(ctx, model)
  for (const { modelId, index, data } of chunks) keeper.chunks.set(ctx, [modelId, index], data)
}

export function exportGenesis(keeper: ModelKeeper, ctx: QueryContext): Json {
  return ownJson(GENESIS, {
    params: keeper.paramsOrDefault(ctx),
    models: [...keeper.models.walk(ctx)].map(([, model]) => model),
    chunks: [...keeper.chunks.walk(ctx)].map(([[modelId, index], data]) => ({
      modelId,
      index,
      data,
    })),
  })
}

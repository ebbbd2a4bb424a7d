/** Blocks, headers, commits, results, validators, parameters. */
import {
  NO_BLOCK_ID_JSON,
  blockMetaJson,
  commitJson,
  consensusParamsJson,
  headerJson,
  storedBlockJson,
  validatorJson,
} from './blockJson.js'
import { blockResultsJson } from './abciJson.js'
import type { StoredBlock } from '../engine/types.js'
import { blockRange, checkPage, heightIn, orderOf, pagingOf } from './heights.js'
import { list, listOrNull } from './json.js'
import { type Methods, type RpcContext, method } from './method.js'
import { required } from './params.js'
import { internalError } from './rpcError.js'
import { search } from './search.js'

const NO_BLOCK_JSON = `{"block_id":${NO_BLOCK_ID_JSON},"block":null}`

/** Blocks read at a time, so that a page of large ones does not fill the memory at once. */
async function each(
  context: RpcContext,
  heights: readonly bigint[],
  write: (stored: StoredBlock) => string,
): Promise<string[]> {
  const out: string[] = []
  let size = 0
  for (const height of heights) {
    const stored = await context.engine.blocks.block(height)
    if (stored === undefined) continue
    const json = write(stored)
    size += json.length
    if (size > context.limits.maxResponseBytes) {
      throw internalError('the answer is too large; ask for fewer blocks a page')
    }
    out.push(json)
  }
  return out
}

async function blockAt(context: RpcContext, asked: bigint | undefined): Promise<StoredBlock> {
  const { engine } = context
  const height = heightIn(engine, asked)
  const stored = await engine.blocks.block(height)
  if (stored === undefined) throw internalError(`block ${height} is not available`)
  return stored
}

async function blockOfHash(
  context: RpcContext,
  hash: Uint8Array | undefined,
): Promise<StoredBlock | undefined> {
  const { blocks } = context.engine
  const height = await blocks.heightOf(required(hash, 'hash', '32 bytes'))
  return height === undefined ? undefined : blocks.block(height)
}

/** block, header, blockchain, commit and their like. */
export function blockMethods(context: RpcContext): Methods {
  const { engine, limits } = context
  const { blocks, index } = engine
  return {
    block: method({ height: 'int' }, async ({ height }) =>
      storedBlockJson(await blockAt(context, height)),
    ),
    block_by_hash: method({ hash: 'hash' }, async ({ hash }) => {
      const stored = await blockOfHash(context, hash)
      return stored === undefined ? NO_BLOCK_JSON : storedBlockJson(stored)
    }),
    header: method(
      { height: 'int' },
      async ({ height }) =>
        `{"header":${headerJson((await blockAt(context, height)).block.header)}}`,
    ),
    header_by_hash: method({ hash: 'hash' }, async ({ hash }) => {
      const stored = await blockOfHash(context, hash)
      return `{"header":${stored === undefined ? 'null' : headerJson(stored.block.header)}}`
    }),
    blockchain: method({ minHeight: 'int', maxHeight: 'int' }, async (params) => {
      const asked = { min: params.minHeight, max: params.maxHeight }
      const { low, high } = blockRange(engine, asked, limits.maxBlockMetas)
      const heights: bigint[] = []
      for (let height = high; height >= low; height--) heights.push(height)
      const metas = await each(context, heights, blockMetaJson)
      return `{"last_height":"${engine.status().latestHeight}","block_metas":${list(metas)}}`
    }),
    block_results: method({ height: 'int' }, async (params) => {
      const height = heightIn(engine, params.height)
      const results = await blocks.results(height)
      if (results === undefined) throw internalError(`could not find results for height #${height}`)
      return blockResultsJson(height, results)
    }),
    commit: method({ height: 'int' }, async (params) => {
      const height = heightIn(engine, params.height)
      const [stored, found] = await Promise.all([blocks.block(height), blocks.commit(height)])
      if (stored === undefined || found === undefined) {
        throw internalError(`could not find a commit for height #${height}`)
      }
      const header = headerJson(stored.block.header)
      const signed = `{"header":${header},"commit":${commitJson(found.commit)}}`
      return `{"signed_header":${signed},"canonical":${found.canonical}}`
    }),
    block_search: method(
      { query: 'text', page: 'int', per_page: 'int', order_by: 'text' },
      async (params) => {
        const paging = pagingOf(params, limits)
        const order = orderOf(params.order_by, 'desc')
        const { items, totalCount } = await search(params.query, (query) =>
          index.searchBlocks(query, { ...paging, order }),
        )
        checkPage(paging, totalCount)
        const found = await each(context, items, storedBlockJson)
        return `{"blocks":${list(found)},"total_count":"${totalCount}"}`
      },
    ),
    validators: method({ height: 'int', page: 'int', per_page: 'int' }, async (params) => {
      const height = heightIn(engine, params.height, 1n)
      const all = await blocks.validators(height)
      if (all === undefined) throw internalError(`could not find validators for height #${height}`)
      const paging = pagingOf(params, limits)
      checkPage(paging, all.length)
      const start = (paging.page - 1) * paging.perPage
      const page = all.slice(start, start + paging.perPage)
      const found = listOrNull(page.map(validatorJson))
      const counts = `"count":"${page.length}","total":"${all.length}"`
      return `{"block_height":"${height}","validators":${found},${counts}}`
    }),
    consensus_params: method({ height: 'int' }, async (params) => {
      const height = heightIn(engine, params.height, 1n)
      const found = await blocks.consensusParams(height)
      if (found === undefined) {
        throw internalError(`could not find consensus params for height #${height}`)
      }
      const json = consensusParamsJson(found)
      return `{"block_height":"${height}","consensus_params":${json}}`
    }),
  }
}

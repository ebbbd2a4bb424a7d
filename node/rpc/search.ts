import { QueryError } from '../indexer/queryError.js'
import { required } from './params.js'
import { invalidParams } from './rpcError.js'

/** Runs a search and turns what is wrong with the query into a refusal of that parameter. */
export async function search<T>(
  query: string | undefined,
  run: (query: string) => Promise<T>,
): Promise<T> {
  const given = required(query, 'query', 'conditions such as tx.height > 5')
  try {
    return await run(given)
  } catch (error) {
    if (error instanceof QueryError) throw invalidParams(`query: ${error.message}`)
    throw error
  }
}

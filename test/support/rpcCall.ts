/** One JSON-RPC call; the result, or an Error with the node's text. */
export async function rpcCall<T>(url: string, method: string, params: object = {}): Promise<T> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    signal: AbortSignal.timeout(20_000),
  })
  const body = (await response.json()) as {
    result?: T
    error?: { code: number; message: string; data?: string }
  }
  if (body.error !== undefined)
    throw new Error(`${method}: ${body.error.message} ${body.error.data ?? ''}`)
  return body.result as T
}

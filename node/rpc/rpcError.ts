/** A refusal with its JSON-RPC code; `data` carries the detail, as CometBFT has it. */
export class RpcError extends Error {
  override readonly name = 'RpcError'
  readonly code: number
  readonly data: string

  constructor(code: number, message: string, data: string) {
    super(message)
    this.code = code
    this.data = data
  }
}

/** The codes of JSON-RPC 2.0. */
export const PARSE_ERROR = -32700
export const INVALID_REQUEST = -32600
export const METHOD_NOT_FOUND = -32601
export const INVALID_PARAMS = -32602
export const INTERNAL_ERROR = -32603
export const SERVER_ERROR = -32000

/** The body is no JSON. */
export function parseError(detail: string): RpcError {
  return new RpcError(PARSE_ERROR, 'Parse error. Invalid JSON', detail)
}

/** JSON, but no request. */
export function invalidRequest(detail: string): RpcError {
  return new RpcError(INVALID_REQUEST, 'Invalid Request', detail)
}

/** There is no such method here. */
export function methodNotFound(method: string): RpcError {
  const shown = method.length > 60 ? `${method.slice(0, 60)}...` : method
  return new RpcError(METHOD_NOT_FOUND, 'Method not found', shown)
}

/** A parameter is missing, of the wrong form or out of its range. */
export function invalidParams(detail: string): RpcError {
  return new RpcError(INVALID_PARAMS, 'Invalid params', detail)
}

/** What CometBFT answers when a call fails; the reason stands in `data`. */
export function internalError(detail: string): RpcError {
  return new RpcError(INTERNAL_ERROR, 'Internal error', detail)
}

/** The request asks for more than the server gives. */
export function serverError(detail: string): RpcError {
  return new RpcError(SERVER_ERROR, 'Server error', detail)
}

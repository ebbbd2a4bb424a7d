import type { QueryResponse } from '../../chain/types/abci.js'

/** The codes of gRPC (google.rpc.Code) with the HTTP status that grpc-gateway gives each. */
const CODES: readonly (readonly [name: string, http: number])[] = [
  ['OK', 200],
  ['Canceled', 408],
  ['Unknown', 500],
  ['InvalidArgument', 400],
  ['DeadlineExceeded', 504],
  ['NotFound', 404],
  ['AlreadyExists', 409],
  ['PermissionDenied', 403],
  ['ResourceExhausted', 429],
  ['FailedPrecondition', 400],
  ['Aborted', 409],
  ['OutOfRange', 400],
  ['Unimplemented', 501],
  ['Internal', 500],
  ['Unavailable', 503],
  ['DataLoss', 500],
  ['Unauthenticated', 401],
]

export const GRPC_UNKNOWN = 2
export const GRPC_INVALID_ARGUMENT = 3
export const GRPC_NOT_FOUND = 5
export const GRPC_UNIMPLEMENTED = 12
export const GRPC_INTERNAL = 13
const GRPC_UNAUTHENTICATED = 16

/** HTTP status of a gRPC code. */
export function httpStatus(code: number): number {
  return CODES[code]?.[1] ?? 500
}

/** SDK codes (codespace sdk) that stand for a gRPC status when the text names none. */
const BY_SDK_CODE: Readonly<Record<number, number>> = {
  4: GRPC_UNAUTHENTICATED,
  7: GRPC_INVALID_ARGUMENT,
  18: GRPC_INVALID_ARGUMENT,
  22: GRPC_NOT_FOUND,
  26: GRPC_INVALID_ARGUMENT,
  38: GRPC_NOT_FOUND,
}

/** The gRPC code of a refused query: from "rpc error: code = X desc = ..." if it is there. */
export function grpcCodeOf(response: Pick<QueryResponse, 'code' | 'codespace' | 'log'>): number {
  if (response.code === 0) return 0
  const name = /^rpc error: code = (\w+) desc = /.exec(response.log)?.[1]
  const named = CODES.findIndex(([n]) => n === name)
  if (named > 0) return named
  if (/^unknown query path|^no such|unknown service|unknown method/i.test(response.log))
    return GRPC_UNIMPLEMENTED
  if (response.codespace !== 'sdk') return GRPC_UNKNOWN
  return BY_SDK_CODE[response.code] ?? GRPC_UNKNOWN
}

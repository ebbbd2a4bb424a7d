import { SdkError, type TxError } from './errors.js'

/**
 * How a query answers with a gRPC status: ABCI carries it as an SDK code whose text begins with the
 * status, as baseapp's gRPCErrorToSDKError of the SDK writes it (rpc.md 3).
 */
function status(code: string, text: string): string {
  return `rpc error: code = ${code} desc = ${text}`
}

/** NotFound: sdk 22, "...: key not found". */
export function grpcNotFound(text: string): TxError {
  return SdkError.keyNotFound(status('NotFound', text))
}

/** InvalidArgument: sdk 18, "...: invalid request". */
export function grpcInvalidArgument(text: string): TxError {
  return SdkError.invalidRequest(status('InvalidArgument', text))
}

/** Internal: sdk 6, "...: unknown request". */
export function grpcInternal(text: string): TxError {
  return SdkError.unknownRequest(status('Internal', text))
}

/** Unknown: sdk 6, "...: unknown request". */
export function grpcUnknown(text: string): TxError {
  return SdkError.unknownRequest(status('Unknown', text))
}

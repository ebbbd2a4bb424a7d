/**
 * A refusal. Consensus sees codespace and code (cosmos-sdk types/errors); text and meta are for people.
 * Text MUST be deterministic all the same: it goes into the log of a transaction result.
 */
export class TxError extends Error {
  override readonly name = 'TxError'
  readonly codespace: string
  readonly code: number

  constructor(codespace: string, code: number, message: string) {
    super(message)
    this.codespace = codespace
    this.code = code
  }
}

/** Makes one refusal; `detail` comes first, the registered text last, as `errorsmod.Wrap` prints it. */
export type ErrorMaker = (detail?: string) => TxError

const registry = new Map<string, Map<number, string>>()

/** All registered refusals, for the count test and the documentation. */
export function registeredErrors(): ReadonlyMap<string, ReadonlyMap<number, string>> {
  return registry
}

/**
 * Registers the refusals of one codespace. Codes are consensus: append only, never renumbered, never
 * reused. Code 1 is the kernel's (an unexpected error).
 * @throws Error if a code is taken or below 2.
 */
export function registerErrors<T extends Record<string, readonly [code: number, text: string]>>(
  codespace: string,
  table: T,
): { readonly [K in keyof T]: ErrorMaker } {
  const known = registry.get(codespace) ?? new Map<number, string>()
  registry.set(codespace, known)
  const makers: Record<string, ErrorMaker> = {}
  for (const [name, [code, text]] of Object.entries(table)) {
    if (code < 2 || known.has(code)) throw new Error(`${codespace} code ${code} is taken`)
    known.set(code, text)
    makers[name] = (detail) =>
      new TxError(codespace, code, detail === undefined ? text : `${detail}: ${text}`)
  }
  return makers as { readonly [K in keyof T]: ErrorMaker }
}

/** The root codespace of the SDK: types/errors/errors.go at v0.50. */
export const SdkError = registerErrors('sdk', {
  txDecode: [2, 'tx parse error'],
  invalidSequence: [3, 'invalid sequence'],
  unauthorized: [4, 'unauthorized'],
  insufficientFunds: [5, 'insufficient funds'],
  unknownRequest: [6, 'unknown request'],
  invalidAddress: [7, 'invalid address'],
  invalidPubKey: [8, 'invalid pubkey'],
  unknownAddress: [9, 'unknown address'],
  invalidCoins: [10, 'invalid coins'],
  outOfGas: [11, 'out of gas'],
  memoTooLarge: [12, 'memo too large'],
  insufficientFee: [13, 'insufficient fee'],
  tooManySignatures: [14, 'maximum number of signatures exceeded'],
  noSignatures: [15, 'no signatures supplied'],
  jsonMarshal: [16, 'failed to marshal JSON bytes'],
  jsonUnmarshal: [17, 'failed to unmarshal JSON bytes'],
  invalidRequest: [18, 'invalid request'],
  txInMempoolCache: [19, 'tx already in mempool'],
  mempoolIsFull: [20, 'mempool is full'],
  txTooLarge: [21, 'tx too large'],
  keyNotFound: [22, 'key not found'],
  wrongPassword: [23, 'invalid account password'],
  invalidSigner: [24, 'tx intended signer does not match the given signer'],
  invalidGasAdjustment: [25, 'invalid gas adjustment'],
  invalidHeight: [26, 'invalid height'],
  invalidVersion: [27, 'invalid version'],
  invalidChainId: [28, 'invalid chain-id'],
  invalidType: [29, 'invalid type'],
  txTimeoutHeight: [30, 'tx timeout height'],
  unknownExtensionOptions: [31, 'unknown extension options'],
  wrongSequence: [32, 'incorrect account sequence'],
  packAny: [33, 'failed packing protobuf message to Any'],
  unpackAny: [34, 'failed unpacking protobuf message from Any'],
  logic: [35, 'internal logic error'],
  conflict: [36, 'conflict'],
  notSupported: [37, 'feature not supported'],
  notFound: [38, 'not found'],
  io: [39, 'Internal IO error'],
  appConfig: [40, 'error in app.toml'],
  invalidGasLimit: [41, 'invalid gas limit'],
})

/** What an unexpected throw inside a transaction becomes (errorsmod.ErrPanic, UndefinedCodespace). */
export const PANIC_CODESPACE = 'sdk'
export const PANIC_CODE = 111222

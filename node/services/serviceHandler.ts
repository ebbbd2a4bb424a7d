import type { MessageName } from '../../chain/codec/proto.js'
import { codec } from '../../chain/codec/proto.js'
import { grpcInvalidArgument } from '../../chain/types/grpc.js'
import type { PlainTypes } from '../../proto/gen/plain.js'

/** One rpc that is answered from blocks and index rather than from the state. */
export interface ServiceHandler {
  /** /cosmos.tx.v1beta1.Service/GetTx */
  readonly path: string
  run(request: Uint8Array): Promise<Uint8Array>
}

/** What the services tell of the node beside what the engine knows. */
export interface ServiceSettings {
  /** Prefix of account addresses, from genesis. */
  readonly addressPrefix: string
  /** Version of this program. */
  readonly version: string
  /** CometBFT version that the node reports, such as 0.38.25. */
  readonly cometVersion: string
  /** Such as 0.0025uinx. */
  readonly minimumGasPrices: string
  /** Heights that stay provable; 0 = all. */
  readonly pruningKeepRecent: number
  /** tcp://127.0.0.1:26657 */
  readonly rpcAddress: string
}

/** A handler over plain data. Malformed requests are refused as InvalidArgument. */
export function handler<Q extends MessageName, R extends MessageName>(
  path: string,
  request: Q,
  response: R,
  run: (request: PlainTypes[Q]) => PlainTypes[R] | Promise<PlainTypes[R]>,
): ServiceHandler {
  const read = codec(request)
  const write = codec(response)
  return {
    path,
    async run(bytes) {
      let plain: PlainTypes[Q]
      try {
        plain = read.decode(bytes)
      } catch (cause) {
        throw grpcInvalidArgument(`the bytes are no ${request}: ${String(cause)}`)
      }
      return write.encode(await run(plain))
    },
  }
}

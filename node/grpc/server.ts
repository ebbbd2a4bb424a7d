import type {
  MethodDefinition,
  sendUnaryData,
  ServerUnaryCall,
  UntypedServiceImplementation,
} from '@grpc/grpc-js'
import { Metadata, Server, ServerCredentials, status } from '@grpc/grpc-js'
import type { RpcService } from '../../proto/gen/services.js'
import { SERVICES } from '../../proto/gen/services.js'
import type { Doors } from '../services/doors.js'
import { GRPC_INTERNAL, grpcCodeOf } from '../services/grpcStatus.js'
import { addReflection } from './reflection.js'

const HEIGHT_KEY = 'x-cosmos-block-height'
/** Longest request: a transaction of 1 MiB and its envelope. */
const RECEIVE_BYTES_MAX = 4 * 1024 * 1024
/** Requests at a time on one connection. */
const STREAMS_MAX = 100
/** How long `stop` waits for calls in flight. */
const STOP_MS = 1000

export interface GrpcOptions {
  readonly host: string
  /** 0 = any free port. */
  readonly port: number
  /** The services to serve, Msg services left out; default all that the chain knows. */
  readonly services?: readonly RpcService[]
  /** Told of each answered call. */
  readonly onCall?: (method: string, seconds: number, code: number) => void
  /** Told of what should not happen. */
  readonly onError?: (error: unknown) => void
}

export interface GrpcServer {
  /** HOST:PORT */
  readonly address: string
  stop(): Promise<void>
}

type Call = ServerUnaryCall<Buffer, Buffer>
type Definition = MethodDefinition<Buffer, Buffer>

/** Bytes in, bytes out: the same door as abci_query, and no second codec. */
const identity = (bytes: Buffer): Buffer => bytes

function definition(path: string): Definition {
  return {
    path,
    requestStream: false,
    responseStream: false,
    requestSerialize: identity,
    requestDeserialize: identity,
    responseSerialize: identity,
    responseDeserialize: identity,
  }
}

function heightOf(call: Call): bigint | undefined {
  const text = call.metadata.get(HEIGHT_KEY)[0]
  if (text === undefined || text === '') return 0n
  return typeof text === 'string' && /^\d{1,18}$/.test(text) ? BigInt(text) : undefined
}

async function answer(
  doors: Doors,
  path: string,
  call: Call,
): Promise<{ code: number; details: string } | { value: Buffer; height: bigint }> {
  const height = heightOf(call)
  if (height === undefined)
    return { code: status.INVALID_ARGUMENT, details: `${HEIGHT_KEY}: want a height` }
  const response = await doors.query(path, call.request, height)
  const code = grpcCodeOf(response)
  if (code !== 0) return { code, details: response.log }
  const { buffer, byteOffset, length } = response.value
  return { value: Buffer.from(buffer, byteOffset, length), height: response.height }
}

function handle(doors: Doors, path: string, options: GrpcOptions) {
  return (call: Call, done: sendUnaryData<Buffer>): void => {
    const start = performance.now()
    const end = (code: number): void =>
      options.onCall?.(path, (performance.now() - start) / 1000, code)
    answer(doors, path, call).then(
      (got) => {
        if ('code' in got) {
          done(got)
          end(got.code)
          return
        }
        const metadata = new Metadata()
        metadata.set(HEIGHT_KEY, got.height.toString())
        call.sendMetadata(metadata)
        done(null, got.value)
        end(0)
      },
      (cause: unknown) => {
        options.onError?.(cause)
        done({ code: GRPC_INTERNAL, details: 'internal error' })
        end(GRPC_INTERNAL)
      },
    )
  }
}

/** Services that answer questions: everything but Msg, whose rpcs are run by transactions. */
export function servedServices(services: readonly RpcService[]): readonly RpcService[] {
  return services.filter(({ service }) => !service.endsWith('.Msg'))
}

function addService(server: Server, doors: Doors, service: RpcService, options: GrpcOptions): void {
  const definitions: Record<string, Definition> = {}
  const handlers: UntypedServiceImplementation = {}
  for (const { name } of service.methods) {
    const path = `/${service.service}/${name}`
    definitions[name] = definition(path)
    handlers[name] = handle(doors, path, options)
  }
  server.addService(definitions, handlers)
}

/** Serves every Query service, and those of the node, with reflection. */
export async function startGrpc(doors: Doors, options: GrpcOptions): Promise<GrpcServer> {
  const server = new Server({
    'grpc.max_receive_message_length': RECEIVE_BYTES_MAX,
    'grpc.max_concurrent_streams': STREAMS_MAX,
  })
  const services = servedServices(options.services ?? SERVICES)
  for (const service of services) addService(server, doors, service, options)
  addReflection(
    server,
    services.map((s) => s.service),
  )
  const port = await new Promise<number>((resolve, reject) => {
    const address = `${options.host}:${options.port}`
    server.bindAsync(address, ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    )
  })
  return { address: `${options.host}:${port}`, stop: () => stop(server) }
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => {
      server.forceShutdown()
      resolve()
    }, STOP_MS)
    server.tryShutdown(() => {
      clearTimeout(force)
      resolve()
    })
  })
}

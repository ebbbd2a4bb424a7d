import { createRequire } from 'node:module'
import type { ClientDuplexStream, ServiceError } from '@grpc/grpc-js'
import { Client, credentials, Metadata } from '@grpc/grpc-js'
import t from 'tap'
import { sha256Hex } from '../../../chain/codec/hash.js'
import { codec } from '../../../chain/codec/proto.js'
import { grpcNotFound } from '../../../chain/types/grpc.js'
import { servedServices, startGrpc } from '../../../node/grpc/server.js'
import { SERVICES } from '../../../proto/gen/services.js'
import { standInDoors } from '../../support/doors.js'
import type { StandIn } from '../../support/standInEngine.js'
import { queryResponse, SAMPLE_TX } from '../../support/standInEngine.js'

const HEIGHT = 'x-cosmos-block-height'

async function open(t: Tap, parts: StandIn, onCall?: (...args: unknown[]) => void) {
  const options = { host: '127.0.0.1', port: 0, ...(onCall && { onCall }) }
  const server = await startGrpc(standInDoors(parts), options)
  const client = new Client(server.address, credentials.createInsecure())
  t.teardown(async () => {
    client.close()
    await server.stop()
  })
  const call = (path: string, data: Uint8Array, height?: string) =>
    new Promise<{ value: Buffer; height: string }>((resolve, reject) => {
      const metadata = new Metadata()
      if (height !== undefined) metadata.set(HEIGHT, height)
      let seen = ''
      client
        .makeUnaryRequest(
          path,
          (bytes: Buffer) => bytes,
          (bytes: Buffer) => bytes,
          Buffer.from(data),
          metadata,
          { deadline: Date.now() + 5000 },
          (error: ServiceError | null, value?: Buffer) =>
            error === null ? resolve({ value: value as Buffer, height: seen }) : reject(error),
        )
        .on('metadata', (got) => {
          seen = String(got.get(HEIGHT)[0])
        })
    })
  return { server, client, call }
}

interface Tap {
  teardown(fn: () => Promise<void>): void
}

await t.test('bytes go through the door of abci_query, with the height both ways', async (t) => {
  const calls: unknown[] = []
  const { call } = await open(
    t,
    {
      query: ({ path, data, height }) =>
        queryResponse({ value: Buffer.concat([Buffer.from(path), data]), height: height + 1n }),
    },
    (...args) => calls.push(args),
  )
  const path = '/cosmos.bank.v1beta1.Query/Balance'
  const got = await call(path, new Uint8Array([1, 2]), '41')
  t.same(got.value, Buffer.concat([Buffer.from(path), Buffer.from([1, 2])]))
  t.equal(got.height, '42')
  t.match(calls, [[path, Number, 0]])
  const tx = codec('cosmos.tx.v1beta1.GetTxResponse').decode(
    (
      await call(
        '/cosmos.tx.v1beta1.Service/GetTx',
        codec('cosmos.tx.v1beta1.GetTxRequest').encode({ hash: sha256Hex(SAMPLE_TX) }),
      )
    ).value,
  )
  t.equal(tx.tx?.body?.memo, 'hello')
})

await t.test('refusals carry the gRPC status', async (t) => {
  const { call } = await open(t, {
    query: ({ path }) => {
      if (path.endsWith('/Params')) throw new Error('a bug')
      if (path.endsWith('/Balance'))
        return queryResponse({ code: 22, codespace: 'sdk', log: grpcNotFound('no').message })
      return queryResponse({ code: 18, codespace: 'sdk', log: 'bad' })
    },
  })
  const data = new Uint8Array(0)
  const bank = '/cosmos.bank.v1beta1.Query'
  await t.rejects(call(`${bank}/Balance`, data), { code: 5, details: /desc = no/ })
  await t.rejects(call(`${bank}/AllBalances`, data), { code: 3, details: 'bad' })
  await t.rejects(call(`${bank}/Params`, data), { code: 13, details: 'internal error' })
  await t.rejects(call(`${bank}/Nothing`, data), { code: 12 })
  await t.rejects(call(`${bank}/AllBalances`, data, 'x'), { code: 3, details: /want a height/ })
  await t.rejects(call('/cosmos.bank.v1beta1.Msg/Send', data), { code: 12 })
})

interface FileDescriptor {
  messageType?: { name: string; field: { name: string }[] }[]
}

interface ReflectionAnswer {
  listServicesResponse?: { service: { name: string }[] }
  fileDescriptorResponse?: { fileDescriptorProto: Buffer[] }
  errorResponse?: { errorMessage: string }
}

await t.test('reflection lists the services and describes their messages', async (t) => {
  const { server } = await open(t, {})
  const require = createRequire(import.meta.url)
  const { loadSync } = await import('@grpc/proto-loader')
  const { loadPackageDefinition } = await import('@grpc/grpc-js')
  const file = require.resolve('@grpc/reflection/build/proto/grpc/reflection/v1/reflection.proto')
  const loaded = loadPackageDefinition(loadSync(file)) as unknown as {
    grpc: { reflection: { v1: { ServerReflection: typeof Client } } }
  }
  const client = new loaded.grpc.reflection.v1.ServerReflection(
    server.address,
    credentials.createInsecure(),
  ) as Client & {
    ServerReflectionInfo(): ClientDuplexStream<object, ReflectionAnswer>
  }
  t.teardown(() => client.close())
  const ask = (request: object) =>
    new Promise<ReflectionAnswer>((resolve, reject) => {
      const stream = client.ServerReflectionInfo()
      stream.on('data', (got: ReflectionAnswer) => {
        stream.end()
        resolve(got)
      })
      stream.on('error', reject)
      stream.write(request)
    })
  const list = await ask({ listServices: '*' })
  const names = new Set(list.listServicesResponse?.service.map((s) => s.name))
  for (const { service } of servedServices(SERVICES)) t.ok(names.has(service), service)
  t.notOk(names.has('cosmos.bank.v1beta1.Msg'))
  for (const { service } of servedServices(SERVICES)) {
    const got = await ask({ fileContainingSymbol: service })
    const files = got.fileDescriptorResponse?.fileDescriptorProto ?? []
    t.ok(files.length > 0, `${service} ${got.errorResponse?.errorMessage ?? ''}`)
  }
  const descriptor = require('protobufjs/ext/descriptor.js') as {
    FileDescriptorProto: { decode(bytes: Buffer): FileDescriptor }
  }
  const bank = await ask({ fileContainingSymbol: 'cosmos.bank.v1beta1.MsgSend' })
  const files = (bank.fileDescriptorResponse?.fileDescriptorProto ?? []).map((bytes) =>
    descriptor.FileDescriptorProto.decode(bytes),
  )
  const message = files.flatMap((f) => f.messageType ?? []).find((m) => m.name === 'MsgSend')
  t.same(
    message?.field.map((f) => f.name),
    ['from_address', 'to_address', 'amount'],
    'fields have their names of the .proto file',
  )
  t.match(await ask({ fileContainingSymbol: 'no.Such' }), { errorResponse: {} })
})

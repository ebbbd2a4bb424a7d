import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Server } from '@grpc/grpc-js'
import { fromJSON } from '@grpc/proto-loader'
import { ReflectionService } from '@grpc/reflection'

interface FieldJson {
  readonly protoName?: string | undefined
  readonly options?: object | undefined
}

interface NodeJson {
  readonly fields?: Readonly<Record<string, FieldJson>>
  readonly oneofs?: Readonly<Record<string, { readonly oneof: readonly string[] }>>
  readonly nested?: Readonly<Record<string, NodeJson>>
}

/**
 * proto-loader brings an older protobufjs, which knows no `protoName`: fields take their original names
 * here, so that other languages see the names of the .proto files. Options are left out: reflection
 * clients need none, and their extensions would have to be described too.
 */
function originalNames(node: NodeJson): NodeJson {
  const names = new Map(
    Object.entries(node.fields ?? {}).map(([name, f]) => [name, f.protoName ?? name]),
  )
  const nameOf = (name: string): string => names.get(name) ?? name
  const { fields, oneofs, nested } = node
  const withoutOptions = { ...node, options: undefined }
  return {
    ...withoutOptions,
    ...(fields && {
      fields: Object.fromEntries(
        Object.entries(fields).map(([name, f]) => [
          nameOf(name),
          { ...f, protoName: undefined, options: undefined },
        ]),
      ),
    }),
    ...(oneofs && {
      oneofs: Object.fromEntries(
        Object.entries(oneofs).map(([name, { oneof }]) => [name, { oneof: oneof.map(nameOf) }]),
      ),
    }),
    ...(nested && {
      nested: Object.fromEntries(
        Object.entries(nested)
          .filter(([, child]) => !('extend' in child))
          .map(([name, child]) => [name, originalNames(child)]),
      ),
    }),
  }
}

/** Adds server reflection for these services, so that grpcurl and the like need no .proto files. */
export function addReflection(server: Server, services: readonly string[]): void {
  const file = createRequire(import.meta.url).resolve('#gen/descriptor.json')
  const json = originalNames(JSON.parse(readFileSync(file, 'utf8')) as NodeJson)
  const definition = fromJSON(json as Parameters<typeof fromJSON>[0], { keepCase: true })
  new ReflectionService(definition, { services: [...services] }).addToServer(server)
}

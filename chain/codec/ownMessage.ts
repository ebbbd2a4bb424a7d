import { aminoName, toAminoJson } from '../../proto/aminoJson.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { assert } from '../types/assert.js'
import type { AminoConverter, Json } from '../types/module.js'
import { type Codec, codec, type MessageName } from './proto.js'

/** The wire side of one of InfoNex' own messages: type URL, codecs, amino form. */
export function ownMessage<N extends MessageName, R extends MessageName>(
  request: N,
  response: R,
): {
  readonly typeUrl: string
  readonly request: Codec<PlainTypes[N]>
  readonly response: Codec<PlainTypes[R]>
  readonly amino: AminoConverter<PlainTypes[N]>
} {
  const name = aminoName(request)
  assert(name !== undefined, `${request} is no own message`)
  return {
    typeUrl: `/${request}`,
    request: codec(request),
    response: codec(response),
    amino: { name, toAmino: (msg) => toAminoJson(request, { ...msg }) as Json },
  }
}

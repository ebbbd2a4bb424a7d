import { type GeneratedType, Registry } from '@cosmjs/proto-signing'
import { defaultRegistryTypes } from '@cosmjs/stargate'
import { SERVICES } from '../proto/gen/services.js'
import { type MessageName, pbjsType } from './pbjsType.js'

/** Type URLs of every message of InfoNex' own modules, requests of Msg services in name order. */
export const infonexTypes: ReadonlyArray<[string, GeneratedType]> = SERVICES.filter(
  ({ service }) => service.endsWith('.Msg') && service.startsWith('infonex.'),
).flatMap(({ methods }) =>
  methods.map(({ request }): [string, GeneratedType] => [
    `/${request}`,
    pbjsType(request as MessageName) as GeneratedType,
  ]),
)

/** CosmJS' default types and InfoNex' own; numbers of 64 bits are bigint and range-checked. */
export function infonexRegistry(): Registry {
  return new Registry([...defaultRegistryTypes, ...infonexTypes])
}

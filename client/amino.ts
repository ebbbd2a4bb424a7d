import type { AminoConverters } from '@cosmjs/stargate'
import { aminoName, type AminoJson, fromAminoJson, toAminoJson } from '../proto/aminoJson.js'
import { infonexTypes } from './registry.js'

/** Amino converters of all of InfoNex' own messages, for hardware wallets and Keplr. */
export function infonexAminoConverters(): AminoConverters {
  return Object.fromEntries(
    infonexTypes.map(([typeUrl]) => {
      const name = typeUrl.slice(1)
      return [
        typeUrl,
        {
          aminoType: aminoName(name) ?? name,
          toAmino: (value: object) => toAminoJson(name, value as Readonly<Record<string, unknown>>),
          fromAmino: (value: { [name: string]: AminoJson }) => fromAminoJson(name, value),
        },
      ]
    }),
  )
}

import {
  type Read,
  readBool,
  readList,
  readRecord,
  readText,
  readU32,
} from '../../chain/codec/genesisJson.js'
import type { Json } from '../../chain/types/module.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import type { Metadata } from './codec.js'

type SendEnabled = PlainTypes['cosmos.bank.v1beta1.SendEnabled']

/** A send-enabled entry in amino JSON, which leaves out what is false. */
export const sendEnabledJson = ({ denom, enabled }: SendEnabled): Json => ({
  denom,
  ...(enabled ? { enabled } : {}),
})

export const readSendEnabled = readList(readRecord({ denom: readText, enabled: readBool }))

const readMetadataFields = readRecord({
  description: readText,
  denom_units: readList(
    readRecord({ denom: readText, exponent: readU32, aliases: readList(readText) }),
  ),
  base: readText,
  display: readText,
  name: readText,
  symbol: readText,
  uri: readText,
  uri_hash: readText,
})

/** Metadata as the SDK's genesis has it. */
export const readMetadata: Read<Metadata> = (json, at, problems) => {
  const {
    denom_units: denomUnits,
    uri_hash: uriHash,
    ...rest
  } = readMetadataFields(json, at, problems)
  return { ...rest, denomUnits, uriHash }
}

export function metadataJson(metadata: Metadata): Json {
  const { denomUnits, uriHash, description, base, display, name, symbol, uri } = metadata
  return {
    description,
    denom_units: denomUnits.map(({ denom, exponent, aliases }) => ({ denom, exponent, aliases })),
    base,
    display,
    name,
    symbol,
    uri,
    uri_hash: uriHash,
  }
}

import { isDenom } from '../../chain/types/coin.js'
import type { Metadata } from './codec.js'

/** Units of one denomination at most, and characters of each text. */
const MAX_UNITS = 32
const MAX_TEXT = 1024

/** Every problem of metadata, as sentences (Metadata.Validate of x/bank). */
export function metadataProblems(metadata: Metadata): string[] {
  const { name, symbol, base, display, denomUnits, description, uri, uriHash } = metadata
  const problems: string[] = []
  if (name.trim() === '') problems.push('name field cannot be blank')
  if (symbol.trim() === '') problems.push('symbol field cannot be blank')
  if (!isDenom(base)) problems.push(`invalid metadata base denom: ${base}`)
  if (!isDenom(display)) problems.push(`invalid metadata display denom: ${display}`)
  for (const text of [name, symbol, description, uri, uriHash])
    if (text.length > MAX_TEXT) problems.push(`a text has more than ${MAX_TEXT} characters`)
  if (denomUnits.length > MAX_UNITS) problems.push(`more than ${MAX_UNITS} denom_units`)
  const seen = new Set<string>()
  denomUnits.slice(0, MAX_UNITS).forEach((unit, i) => {
    const before = denomUnits[i - 1]
    if (!isDenom(unit.denom)) problems.push(`invalid denom unit: ${unit.denom}`)
    if (before === undefined && (unit.denom !== base || unit.exponent !== 0))
      problems.push(`the first denom unit is ${base} with exponent 0`)
    if (before !== undefined && before.exponent >= unit.exponent)
      problems.push('denom units are sorted by exponent, none twice')
    for (const text of [unit.denom, ...unit.aliases]) {
      if (text.trim() === '') problems.push('alias for denom unit cannot be blank')
      if (seen.has(text)) problems.push(`duplicate denomination unit or alias ${text}`)
      seen.add(text)
    }
  })
  if (!denomUnits.some(({ denom }) => denom === display))
    problems.push(`metadata must contain a denomination unit with display denom ${display}`)
  return problems
}

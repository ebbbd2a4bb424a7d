import { compose } from '../../chain/app/app.js'
import { registeredErrors } from '../../chain/types/errors.js'

/** Every refusal of the chain, as 'text' by codespace and code; codes are consensus. */
export function codes(): Record<string, Record<string, string>> {
  compose()
  const spaces = [...registeredErrors()].sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(
    spaces.map(([space, table]) => [
      space,
      Object.fromEntries([...table].map(([code, text]) => [`${code}`, text])),
    ]),
  )
}

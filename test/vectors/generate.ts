// Writes the golden vectors that this project makes itself. Review what changes: stored bytes and codes are consensus.
import { writeFileSync } from 'node:fs'
import { format } from 'prettier'
import { accountsState } from './stored/accounts.js'
import { codes } from './codes.js'
import { kernelState } from './stored/kernel.js'
import { marketState } from './stored/market.js'
import { storedRows } from './stored/rows.js'

const FILES: readonly (readonly [string, () => unknown])[] = [
  ['test/vectors/stored/accounts.json', () => storedRows(accountsState())],
  ['test/vectors/codes.json', codes],
  ['test/vectors/stored/kernel.json', () => storedRows(kernelState())],
  ['test/vectors/stored/market.json', () => storedRows(marketState())],
]
for (const [path, rows] of FILES) {
  writeFileSync(
    path,
    await format(JSON.stringify(rows(), null, 2), { parser: 'json', printWidth: 100 }),
  )
  console.log(`wrote ${path}`)
}

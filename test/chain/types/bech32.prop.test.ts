import { fromBech32, toBech32 } from '@cosmjs/encoding'
import fc from 'fast-check'
import t from 'tap'
import { bech32Decode, bech32Encode } from '../../../chain/types/bech32.js'

const prefix = fc.stringMatching(/^[a-z][a-z0-9]{0,11}$/)
const bytes = fc.uint8Array({ maxLength: 40 })

await t.test('it writes what the library writes, and reads it back', async () => {
  fc.assert(
    fc.property(prefix, bytes, (hrp, data) => {
      const text = bech32Encode(hrp, data)
      const back = bech32Decode(text)
      return (
        text === toBech32(hrp, data) &&
        back !== undefined &&
        back.prefix === hrp &&
        Buffer.compare(back.bytes, data) === 0
      )
    }),
    { numRuns: 500 },
  )
})

/** What the library makes of a text, if it is lower case. */
function library(text: string): string | undefined {
  try {
    if (text !== text.toLowerCase()) return undefined
    const { prefix: hrp, data } = fromBech32(text)
    return `${hrp} ${Buffer.from(data).toString('hex')}`
  } catch {
    return undefined
  }
}

const own = (text: string): string | undefined => {
  const found = bech32Decode(text)
  return found && `${found.prefix} ${Buffer.from(found.bytes).toString('hex')}`
}

await t.test('it refuses what the library refuses: any change of any character', async () => {
  fc.assert(
    fc.property(
      prefix,
      bytes,
      fc.nat(),
      fc.oneof(fc.string({ maxLength: 2 }), fc.constantFrom('1', 'q', 'Q', 'é', '')),
      (hrp, data, where, change) => {
        const good = bech32Encode(hrp, data)
        const at = where % (good.length + 1)
        return [
          good.slice(0, at) + change + good.slice(at),
          good.slice(0, at) + change + good.slice(at + 1),
          good.slice(0, at),
        ].every((text) => own(text) === library(text))
      },
    ),
    { numRuns: 1000 },
  )
})

await t.test('the vectors of BIP-173', async (t) => {
  const good = [
    'a12uel5l',
    '?1ezyfcl',
    'split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w',
  ]
  for (const text of good) t.equal(own(text) !== undefined, library(text) !== undefined, text)
  for (const bad of [
    'pzry9x0s0muk',
    '1pzry9x0s0muk',
    'x1b4n0q5v',
    'li1dgmt3',
    'A1G7SGD8',
    '10a06t8',
    '1qzzfhee',
    '',
  ])
    t.equal(own(bad), undefined, bad)
  t.equal(own(`a1${'q'.repeat(90)}`), undefined, 'too long')
})

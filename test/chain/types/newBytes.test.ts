import fc from 'fast-check'
import t from 'tap'
import { newBytes } from '../../../chain/types/bytes.js'

await t.test('what is written into one array is in no other, and each begins as zeros', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 60 }), (sizes) => {
      const arrays = sizes.map((size, i) => {
        const bytes = newBytes(size)
        const fresh = bytes.length === size && bytes.every((b) => b === 0)
        bytes.fill(1 + (i % 255))
        return fresh ? bytes : undefined
      })
      return arrays.every((bytes, i) => bytes?.every((b) => b === 1 + (i % 255)) === true)
    }),
  )
  return Promise.resolve()
})

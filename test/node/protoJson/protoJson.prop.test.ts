import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import type { MessageName } from '../../../chain/codec/proto.js'
import { codec, isMessageName } from '../../../chain/codec/proto.js'
import type { Json } from '../../../chain/types/module.js'
import { decimalAtomics, decimalText } from '../../../node/protoJson/decimal.js'
import { jsonToBytes } from '../../../node/protoJson/read.js'
import { schemas } from '../../../node/protoJson/schema.js'
import { bytesToJson } from '../../../node/protoJson/write.js'
import { plainMessage } from '../../support/plainMessage.js'

const names = [...schemas().messages.keys()].filter(
  (name) => isMessageName(name) && !name.startsWith('google.'),
) as MessageName[]

await t.test('any message survives JSON: bytes -> JSON -> bytes is the identity', (t) => {
  t.ok(names.length > 100, 'the descriptor knows the messages')
  const anyMessage = fc
    .constantFrom(...names)
    .chain((name) => plainMessage(name).map((value) => ({ name, value })))
  fc.assert(
    fc.property(anyMessage, ({ name, value }) => {
      const bytes = codec(name).encode(value as never)
      const json = JSON.parse(JSON.stringify(bytesToJson(name, bytes))) as Json
      assert.deepEqual(Buffer.from(jsonToBytes(name, json)), Buffer.from(bytes))
    }),
    { numRuns: 300 },
  )
  t.end()
})

await t.test('a decimal survives its atomics', (t) => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), (atomics) => {
      assert.equal(decimalAtomics(decimalText(atomics.toString())), atomics.toString())
    }),
  )
  t.end()
})

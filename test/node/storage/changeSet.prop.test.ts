import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import type { ChangeSet } from '../../../chain/types/kv.js'
import { ByteWriter, readChangeSet, writeChangeSet } from '../../../node/storage/changeSet.js'
import { plain } from './workload.js'

const PLAIN = { noNullPrototype: true }

await t.test('a change set is read back as it was written, and nothing else is', (t) => {
  const bytes = fc.uint8Array({ minLength: 1, maxLength: 200 })
  const change = fc.record({ key: bytes, value: fc.option(bytes, { nil: undefined }) }, PLAIN)
  const store = fc.record({ name: fc.string({ maxLength: 8 }), changes: fc.array(change) }, PLAIN)
  fc.assert(
    fc.property(fc.array(store, { maxLength: 4 }), fc.nat(), (stores, cut) => {
      const out = new ByteWriter()
      const set: ChangeSet = { stores }
      writeChangeSet(out, set)
      const written = Buffer.from(out.view())
      const again = new ByteWriter()
      writeChangeSet(again, readChangeSet(written))
      assert.deepEqual(again.view(), written)
      assert.deepEqual(plain(readChangeSet(written)), plain(set))
      const short = written.subarray(0, cut % written.length)
      assert.throws(() => readChangeSet(short), { name: 'EncodingError' })
      const long = Buffer.concat([written, Buffer.of(0)])
      assert.throws(() => readChangeSet(long), { name: 'EncodingError' })
    }),
  )
  t.throws(() => readChangeSet(Buffer.from('ffffffff7f', 'hex')), { name: 'EncodingError' })
  t.throws(() => readChangeSet(Buffer.from('ffffffffffffff7f', 'hex')), { name: 'EncodingError' })
  t.end()
})

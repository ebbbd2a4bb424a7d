import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { codec } from '../../chain/codec/proto.js'
import type { FinalizeBlockResponse, TxResult } from '../../chain/types/abci.js'
import { toHex } from '../../chain/types/bytes.js'
import { DEFAULT_PARAMS, plainParams } from '../../node/engine/comet/params.js'
import { decodeResults, encodeResults } from '../../node/engine/comet/resultsCodec.js'

const general = codec('infonex.engine.v1.Results')

const text = fc.oneof(
  fc.constant(''),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ minLength: 120, maxLength: 140 }),
)
const bytes = fc.uint8Array({ maxLength: 200 })
const int64 = fc.bigInt({ min: -(1n << 63n), max: (1n << 63n) - 1n })
const event = fc.record({
  type: text,
  attributes: fc.array(fc.record({ key: text, value: text, index: fc.boolean() }), {
    maxLength: 5,
  }),
})
const txResult: fc.Arbitrary<TxResult> = fc.record({
  code: fc.nat(0xffffffff),
  data: bytes,
  log: text,
  info: text,
  gasWanted: int64,
  gasUsed: int64,
  events: fc.array(event, { maxLength: 4 }),
  codespace: text,
})
const response: fc.Arbitrary<FinalizeBlockResponse> = fc.record({
  events: fc.array(event, { maxLength: 3 }),
  txResults: fc.array(txResult, { maxLength: 5 }),
  validatorUpdates: fc.array(
    fc.record({
      pubKeyType: fc.constantFrom('ed25519' as const, 'secp256k1' as const),
      pubKey: bytes,
      power: int64,
    }),
    { maxLength: 3 },
  ),
  consensusParamUpdates: fc.constantFrom(undefined, DEFAULT_PARAMS),
  appHash: bytes,
})

/** With all bytes as hex: a Buffer and a Uint8Array of one content are equal here. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return `hex:${toHex(value)}`
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, plain(v)]))
}

await t.test('results encode as protobuf says, and decode to what they were', async (t) => {
  fc.assert(
    fc.property(response, (value) => {
      const encoded = encodeResults(value)
      const params = value.consensusParamUpdates
      const want = general.encode({
        events: value.events.map((e) => ({ ...e, attributes: [...e.attributes] })),
        txResults: value.txResults.map((r) => ({
          ...r,
          events: r.events.map((e) => ({ ...e, attributes: [...e.attributes] })),
        })),
        validatorUpdates: [...value.validatorUpdates],
        consensusParamUpdates: params === undefined ? null : plainParams(params),
        appHash: value.appHash,
      })
      assert.equal(toHex(encoded), toHex(want))
      assert.deepEqual(plain(decodeResults(encoded)), plain(value))
      return true
    }),
    { numRuns: 200 },
  )
  t.pass('held')
})

await t.test('cut or foreign bytes are refused, never read beyond their end', async (t) => {
  fc.assert(
    fc.property(response, fc.nat(), (value, cut) => {
      const encoded = encodeResults(value)
      const part = encoded.subarray(0, encoded.length === 0 ? 0 : cut % encoded.length)
      try {
        // What is cut between two fields is a shorter list; it still encodes to itself.
        return toHex(encodeResults(decodeResults(part))) === toHex(part)
      } catch (error) {
        return error instanceof Error && !(error instanceof TypeError)
      }
    }),
    { numRuns: 200 },
  )
  for (const bad of [
    [0x7a, 0],
    [0x0a, 5, 1],
    [0x12, 2, 0x28, 0xff],
    [0xff, 0xff],
    [0x1a, 0],
  ])
    t.throws(() => decodeResults(Uint8Array.from(bad)), Error)
})

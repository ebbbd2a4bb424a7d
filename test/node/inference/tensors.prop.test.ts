import fc from 'fast-check'
import t from 'tap'
import { sha256 } from '../../../chain/codec/hash.js'
import { equalBytes } from '../../../chain/types/bytes.js'
import { inputDigest } from '../../../proto/inference/objects.js'
import { readBody, writeBody } from '../../../proto/inference/openInference.js'
import {
  bytesFromJson,
  canonicalBytes,
  isFinite,
  jsonFromBytes,
  type Tensor,
  TensorError,
} from '../../../proto/inference/tensorJson.js'
import { DTYPES, type Dtype } from '../../../proto/inference/tree.js'

const salt = new Uint8Array(32)
const dtypes = (Object.keys(DTYPES) as Dtype[]).filter((name) => name !== 'FP16')

/** Any bit patterns of a type: NaNs with payloads, denormals, -0 and infinities among them. */
const tensor = fc
  .tuple(fc.constantFrom(...dtypes), fc.array(fc.nat(4), { maxLength: 3 }))
  .chain(([dtype, shape]) => {
    const size = shape.reduce<number>((a, b) => a * b, DTYPES[dtype].size)
    const byte = dtype === 'BOOL' ? fc.nat(1) : fc.nat(255)
    const special = fc.constantFrom(0, 0x7f, 0x80, 0xff, 0xc0)
    const one = dtype === 'BOOL' ? byte : fc.oneof(byte, special)
    return fc
      .array(one, { minLength: size, maxLength: size })
      .map((bytes): Tensor => ({ name: 'x', dtype, shape, bytes: Uint8Array.from(bytes) }))
  })

await t.test('JSON and binary form of a tensor give one digest', async () => {
  fc.assert(
    fc.property(fc.array(tensor, { maxLength: 3 }), (tensors) => {
      const named = tensors.map((one, i) => ({
        ...one,
        name: `t${i}`,
        bytes: canonicalBytes(one.dtype, one.bytes),
      }))
      const want = inputDigest(sha256, salt, named)
      return [true, false].every((binary) => {
        const body = writeBody({ id: 'a' }, 'inputs', named, binary)
        const read = readBody(body.bytes, body.jsonLength, 'inputs')
        return read.id === 'a' && equalBytes(inputDigest(sha256, salt, read.tensors), want)
      })
    }),
    { numRuns: 300 },
  )
})

await t.test('a decimal becomes the nearest float, or is refused', async () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
      let got: Uint8Array
      try {
        got = bytesFromJson('FP32', [1], [x])
      } catch (error) {
        return error instanceof TensorError
      }
      return new DataView(got.buffer).getFloat32(0, true) === Math.fround(x)
    }),
    { numRuns: 300 },
  )
})

await t.test('numbers that map to no single bit pattern are refused', async (t) => {
  const refuse = (dtype: Dtype, value: unknown, want: RegExp) =>
    t.throws(() => bytesFromJson(dtype, [1], [value]), { name: 'TensorError', message: want })
  refuse('FP32', 1 + 2 ** -24, /no single FP32/)
  refuse('FP32', -(1 + 2 ** -24), /no single FP32/)
  refuse('FP32', 2 ** -150, /no single FP32/)
  refuse('FP32', 3.5e38, /no single FP32/)
  refuse('FP32', JSON.parse('1e400'), /no single FP32/)
  refuse('FP64', JSON.parse('1e400'), /no single FP64/)
  refuse('INT64', 2 ** 53, /no single INT64; write it as a string/)
  refuse('INT32', 1.5, /no INT32/)
  refuse('INT8', 128, /out of the range of INT8/)
  refuse('UINT8', -1, /out of the range of UINT8/)
  refuse('UINT64', '18446744073709551616', /out of the range/)
  refuse('BOOL', 1, /no BOOL/)
  refuse('FP32', null, /no FP32/)
  refuse('FP32', 'nan', /no FP32/)
  refuse('FP16', 1, /FP16 has no JSON form/)
  t.equal(
    jsonFromBytes('FP32', bytesFromJson('FP32', [3], [-0, 0.1, 'NaN'])),
    '[-0,0.10000000149011612,"NaN"]',
  )
  t.equal(
    jsonFromBytes('INT64', bytesFromJson('INT64', [1], ['9007199254740993'])),
    '["9007199254740993"]',
  )
  t.throws(() => bytesFromJson('FP32', [2], [1]), /1 elements, \[2\] wants 2/)
  t.throws(() => bytesFromJson('FP32', [2], [1, 2, 3]), /more than the 2 elements/)
  t.throws(() => bytesFromJson('FP32', [1], [[[1]]]), /nested deeper/)
  t.throws(() => bytesFromJson('FP32', [1], 1), /no array/)
  t.throws(() => canonicalBytes('BOOL', Uint8Array.of(2)), /neither 0 nor 1/)
  t.notOk(isFinite('FP16', Uint8Array.of(0, 0x7c)))
  t.ok(isFinite('FP16', Uint8Array.of(0xff, 0x7b)))
})

await t.test('bodies: what is wrong is named, and nothing else is thrown', async (t) => {
  const body = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
  const refuse = (value: unknown, want: RegExp) =>
    t.throws(() => readBody(body(value), undefined, 'inputs'), {
      name: 'TensorError',
      message: want,
    })
  refuse({}, /inputs is no array/)
  refuse([], /the body is no object/)
  refuse({ inputs: [{}] }, /inputs\[0\] has no name/)
  refuse({ inputs: [{ name: 'x', datatype: 'FP31', shape: [] }] }, /datatype FP31/)
  refuse({ inputs: [{ name: 'x', datatype: 'FP32', shape: [-1] }] }, /shape/)
  refuse({ inputs: [{ name: 'x', datatype: 'FP32', shape: Array(9).fill(1) }] }, /rank 9/)
  refuse({ inputs: Array(65).fill({}) }, /65 inputs/)
  const binary = { name: 'x', datatype: 'UINT8', shape: [4], parameters: { binary_data_size: 4 } }
  refuse({ inputs: [binary] }, /the body ends inside/)
  refuse({ inputs: [{ ...binary, shape: [5] }] }, /binary_data_size 4, want 5/)
  t.throws(() => readBody(body({ inputs: [] }), 1000, 'inputs'), /inference-header-content-length/)
  t.throws(() => readBody(Uint8Array.of(0xff), undefined, 'inputs'), /no JSON/)
  fc.assert(
    fc.property(fc.json(), fc.option(fc.integer()), (text, length) => {
      try {
        readBody(new TextEncoder().encode(text), length ?? undefined, 'inputs')
      } catch (error) {
        return error instanceof TensorError
      }
      return true
    }),
  )
})

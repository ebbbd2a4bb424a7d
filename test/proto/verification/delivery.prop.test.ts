import { createHash, createPrivateKey, createPublicKey, diffieHellman, hkdfSync } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import { outputCommitment, outputDigest } from '../../../proto/inference/objects.js'
import { type Dtype, tensorBytes } from '../../../proto/inference/tree.js'
import {
  bundleBytes,
  bundleSize,
  digestOfBundle,
  isRightDelivery,
  isUsableKey,
  MAX_TENSORS,
  publicKeyOf,
  readBundle,
  sealOutput,
  unsealOutput,
} from '../../../proto/verification/delivery.js'

const hash = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()
const key = fc.uint8Array({ minLength: 32, maxLength: 32 })
const tensor = fc
  .record({
    dtype: fc.constantFrom<Dtype>('FP32', 'INT64', 'UINT8', 'BOOL'),
    shape: fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 4 }),
    seed: key,
  })
  .map(({ dtype, shape, seed }) => {
    const bytes = new Uint8Array(tensorBytes(dtype, shape))
    bytes.forEach((_, i) => {
      bytes[i] = (seed[i % 32] as number) & (dtype === 'BOOL' ? 1 : 255)
    })
    return { name: 'y', dtype, shape, bytes }
  })
const delivery = fc.record({
  salt: key,
  outputs: fc.array(tensor, { maxLength: 4 }),
  demander: key,
  supplier: key,
  demandId: fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
})
type Given = typeof delivery extends fc.Arbitrary<infer D> ? D : never

function delivered({ salt, outputs, demander, supplier, demandId }: Given) {
  const digest = outputDigest(hash, outputCommitment(hash, salt, outputs))
  const bundle = bundleBytes(salt, outputs)
  const demandKey = publicKeyOf(demander)
  const sealed = sealOutput(hash, supplier, { demandId, demandKey }, bundle)
  return { digest, bundle, ...sealed, opened: { demandId, answerKey: sealed.key } }
}

await t.test('what is sealed opens to the same bundle, and an honest one is never wrong', (t) => {
  fc.assert(
    fc.property(delivery, (given) => {
      const { digest, bundle, ciphertext, opened } = delivered(given)
      const back = unsealOutput(hash, given.demander, opened, ciphertext)
      if (back === undefined || Buffer.compare(back, bundle) !== 0) return false
      const sizes = given.outputs.map(({ dtype, shape }) => ({
        dtype: { FP32: 1, INT64: 7, UINT8: 2, BOOL: 9 }[dtype as 'FP32'],
        shape: shape.map(BigInt),
      }))
      return (
        isRightDelivery(hash, given.demander, opened, ciphertext, digest) &&
        BigInt(bundle.length) <= bundleSize(sizes)
      )
    }),
    { numRuns: 60 },
  )
  t.end()
})

await t.test(
  'every flipped bit of a ciphertext is provably wrong, and so is any other length',
  (t) => {
    fc.assert(
      fc.property(delivery, (given) => {
        const { digest, ciphertext, opened } = delivered(given)
        const small = ciphertext.subarray(0, 400)
        for (let bit = 0; bit < small.length * 8; bit += 1 + (bit % 7)) {
          const bad = Uint8Array.from(ciphertext)
          bad[bit >> 3] = (bad[bit >> 3] as number) ^ (1 << (bit & 7))
          if (isRightDelivery(hash, given.demander, opened, bad, digest)) return false
        }
        const longer = Buffer.concat([ciphertext, Buffer.from([0])])
        return (
          !isRightDelivery(hash, given.demander, opened, ciphertext.subarray(1), digest) &&
          !isRightDelivery(hash, given.demander, opened, ciphertext.subarray(0, -1), digest) &&
          !isRightDelivery(hash, given.demander, opened, longer, digest)
        )
      }),
      { numRuns: 4 },
    )
    t.end()
  },
)

await t.test('all bits of one ciphertext', (t) => {
  const [given] = fc.sample(delivery, { seed: 1, numRuns: 1 })
  const { digest, ciphertext, opened } = delivered({
    ...(given as Given),
    outputs: [{ name: 'y', dtype: 'FP32', shape: [3], bytes: new Uint8Array(12).fill(5) }],
  })
  let wrong = 0
  for (let bit = 0; bit < ciphertext.length * 8; bit++) {
    const bad = Uint8Array.from(ciphertext)
    bad[bit >> 3] = (bad[bit >> 3] as number) ^ (1 << (bit & 7))
    if (!isRightDelivery(hash, (given as Given).demander, opened, bad, digest)) wrong += 1
  }
  t.equal(wrong, ciphertext.length * 8)
  t.end()
})

await t.test('another key, demand, salt or output does not open it', (t) => {
  fc.assert(
    fc.property(delivery, key, (given, other) => {
      const { digest, ciphertext, opened } = delivered(given)
      const right = (secret: Uint8Array, change: object, want: Uint8Array): boolean =>
        isRightDelivery(hash, secret, { ...opened, ...change }, ciphertext, want)
      return (
        !right(other, {}, digest) &&
        !right(given.demander, { demandId: given.demandId ^ 1n }, digest) &&
        !right(given.demander, { answerKey: publicKeyOf(other) }, digest) &&
        !right(given.demander, {}, hash(digest))
      )
    }),
    { numRuns: 40 },
  )
  t.end()
})

const ZERO = new Uint8Array(32)
await t.test('a key that leads to no secret is seen, and an answer under one is wrong', (t) => {
  const one = Uint8Array.from(ZERO)
  one[0] = 1
  const order8 = 'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800'
  for (const bad of [ZERO, one, Buffer.from(order8, 'hex'), new Uint8Array(31)])
    t.notOk(isUsableKey(bad), Buffer.from(bad).toString('hex'))
  t.ok(isUsableKey(publicKeyOf(hash(ZERO))))
  t.equal(unsealOutput(hash, hash(ZERO), { demandId: 1n, answerKey: ZERO }, one), undefined)
  t.notOk(isRightDelivery(hash, hash(ZERO), { demandId: 1n, answerKey: ZERO }, one, ZERO))
  t.throws(() => sealOutput(hash, hash(ZERO), { demandId: 1n, demandKey: ZERO }, one))
  t.end()
})

await t.test('a bundle that is none opens nothing', (t) => {
  const salt = ZERO
  const tensor = { dtype: 1, shape: [1n], data: new Uint8Array(4) }
  t.equal(digestOfBundle(hash, { salt, tensors: [tensor] })?.length, 32)
  const rows: [string, Parameters<typeof digestOfBundle>[1]][] = [
    ['short salt', { salt: salt.subarray(1), tensors: [tensor] }],
    ['unknown type', { salt, tensors: [{ ...tensor, dtype: 99 }] }],
    ['wrong size', { salt, tensors: [{ ...tensor, shape: [2n] }] }],
    ['unsafe dimension', { salt, tensors: [{ ...tensor, shape: [1n << 63n] }] }],
    ['too many', { salt, tensors: Array<typeof tensor>(MAX_TENSORS + 1).fill(tensor) }],
  ]
  for (const [name, bundle] of rows) t.equal(digestOfBundle(hash, bundle), undefined, name)
  t.equal(readBundle(Uint8Array.of(8, 1)), undefined, 'an unknown field')
  t.equal(readBundle(Uint8Array.of(255)), undefined, 'no message')
  t.throws(() => bundleSize([{ dtype: 99, shape: [] }]), /element type 99/)
  t.end()
})

await t.test('X25519, HKDF and the stream are the standard ones: node computes the same', (t) => {
  const der = (secret: Uint8Array) =>
    createPrivateKey({
      key: Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), secret]),
      format: 'der',
      type: 'pkcs8',
    })
  const [demander, supplier] = [hash(Uint8Array.of(1)), hash(Uint8Array.of(2))]
  const publicOf = (secret: Uint8Array) => createPublicKey(der(secret))
  const raw = (secret: Uint8Array) =>
    publicOf(secret).export({ format: 'der', type: 'spki' }).subarray(-32)
  t.same(publicKeyOf(demander), Uint8Array.from(raw(demander)))
  const shared = diffieHellman({ privateKey: der(supplier), publicKey: publicOf(demander) })
  const id = Buffer.from('0000000000000007', 'hex')
  const info = Buffer.concat([id, raw(demander), raw(supplier)])
  const stream = Buffer.from(hkdfSync('sha256', shared, 'infonex/delivery/1', info, 32))
  const first = hash(Buffer.concat([stream, Buffer.from('00000000', 'hex')]))
  const second = hash(Buffer.concat([stream, Buffer.from('00000001', 'hex')]))
  const demandKey = publicKeyOf(demander)
  const { ciphertext } = sealOutput(hash, supplier, { demandId: 7n, demandKey }, new Uint8Array(40))
  const want = Buffer.concat([first, second]).subarray(0, 40)
  t.equal(Buffer.from(ciphertext).toString('hex'), want.toString('hex'))
  t.end()
})

import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import { sha256 } from '../../../chain/codec/hash.js'
import { toHex } from '../../../chain/types/bytes.js'
import { Verifier } from '../../../node/crypto/verifier.js'
import { ed25519Signer, secp256k1Signer, verifySigned } from '../../../node/inference/signers.js'
import {
  decodeMessage,
  DOMAINS,
  encodeMessage,
  inputDigest,
  outputCommitment,
  outputDigest,
  type Receipt,
  receiptBytes,
  type Request,
  requestBytes,
  voucherBytes,
} from '../../../proto/inference/objects.js'
import { signedBytes } from '../../../proto/signedBytes.js'

const verifier = new Verifier({ workers: 0 })
const request: Request = {
  chainId: 'test-1',
  channelId: new Uint8Array(32).fill(1),
  sequence: 7n,
  modelId: new Uint8Array(32).fill(2),
  inputDigest: new Uint8Array(32).fill(3),
  cumulativeBefore: '600',
  priceMax: '100',
  expiryMs: 1_700_000_000_000n,
  acknowledgement: {
    sequence: 6n,
    counters: [
      { modelId: new Uint8Array(32).fill(2), verb: 'infer', metric: 'requests', total: 6n },
    ],
    receiptHead: new Uint8Array(32).fill(4),
  },
}
const receipt: Receipt = {
  chainId: 'test-1',
  channelId: request.channelId,
  sequence: 7n,
  requestDigest: new Uint8Array(32).fill(5),
  modelId: request.modelId,
  inputDigest: request.inputDigest,
  outputDigest: new Uint8Array(32).fill(6),
  counters: [],
  price: '100',
  cumulative: '700',
  startMs: 1n,
  endMs: 2n,
  runtime: new Uint8Array(32).fill(7),
  status: 1,
  previous: new Uint8Array(32).fill(4),
  retailMeter: { startMs: 1n, tMs: 2n, bindings: [] },
  wholesaleMeter: { startMs: 1n, tMs: 2n, bindings: [] },
}

await t.test(
  'both algorithms sign and verify; no other bytes, key or signature pass',
  async (t) => {
    for (const make of [ed25519Signer, secp256k1Signer]) {
      const signer = make(Uint8Array.from(randomBytes(32)))
      const other = make(Uint8Array.from(randomBytes(32)))
      const bytes = requestBytes(request)
      const signature = signer.sign(bytes)
      t.equal(signature.length, 64)
      t.ok(verifySigned(verifier, signer.key, bytes, signature))
      t.notOk(verifySigned(verifier, other.key, bytes, signature))
      t.notOk(verifySigned(verifier, { ...signer.key, algorithm: 3 }, bytes, signature))
      t.notOk(
        verifySigned(verifier, signer.key, requestBytes({ ...request, sequence: 8n }), signature),
      )
      signature[10] = (signature[10] as number) ^ 1
      t.notOk(verifySigned(verifier, signer.key, bytes, signature))
    }
  },
)

await t.test('every field of a request and of a receipt is under the signature', async (t) => {
  const bend = (value: unknown): unknown => {
    if (typeof value === 'bigint') return value + 1n
    if (typeof value === 'number') return value + 1
    if (typeof value === 'string') return `${value}0`
    if (value instanceof Uint8Array) return new Uint8Array([...value.slice(1), 9])
    if (Array.isArray(value))
      return [
        ...(value as unknown[]),
        { modelId: new Uint8Array(32), verb: 'x', metric: 'y', total: 1n },
      ]
    return null
  }
  for (const [key, value] of Object.entries(request))
    t.not(
      toHex(requestBytes({ ...request, [key]: bend(value) })),
      toHex(requestBytes(request)),
      `request.${key}`,
    )
  for (const [key, value] of Object.entries(receipt))
    t.not(
      toHex(receiptBytes({ ...receipt, [key]: bend(value) })),
      toHex(receiptBytes(receipt)),
      `receipt.${key}`,
    )
})

await t.test(
  'no domain is a prefix of another, and no two messages share signed bytes',
  async (t) => {
    const names = Object.values(DOMAINS)
    for (const a of names)
      for (const b of names) if (a !== b) t.notOk(a.startsWith(b), `${a} and ${b}`)
    const voucher = {
      channelId: request.channelId,
      cumulative: '7',
      receiptHead: new Uint8Array(0),
      validUntilMs: 0n,
    }
    const whole = signedBytes(
      DOMAINS.voucher,
      'test-1',
      encodeMessage('infonex.payment.v1.Voucher', voucher),
    )
    t.equal(toHex(voucherBytes('test-1', voucher)), toHex(whole), 'one form for all')
    const all = [requestBytes(request), receiptBytes(receipt), voucherBytes('test-1', voucher)]
    t.equal(new Set(all.map(toHex)).size, 3)
    fc.assert(
      fc.property(
        fc.string({ maxLength: 40 }),
        fc.string({ maxLength: 40 }),
        fc.uint8Array({ maxLength: 50 }),
        fc.uint8Array({ maxLength: 50 }),
        (a, b, x, y) =>
          (a === b && toHex(x) === toHex(y)) ===
          (toHex(signedBytes(DOMAINS.request, a, x)) === toHex(signedBytes(DOMAINS.request, b, y))),
      ),
    )
  },
)

await t.test('bytes that are not canonical are no message', async (t) => {
  const bytes = encodeMessage('infonex.inference.v1.Request', request)
  t.same(decodeMessage('infonex.inference.v1.Request', bytes), request)
  t.throws(() => decodeMessage('infonex.inference.v1.Request', new Uint8Array([...bytes, 0x18, 7])))
  t.throws(() => decodeMessage('infonex.inference.v1.Request', bytes.slice(1)))
  t.throws(
    () => encodeMessage('infonex.inference.v1.Request', { ...request, sequence: -1n }),
    RangeError,
  )
})

await t.test('a digest is salted, and inputs and outputs have different ones', async (t) => {
  const tensor = { name: 'x', dtype: 'FP32', shape: [1], bytes: new Uint8Array(4) } as const
  const salts = [new Uint8Array(32), new Uint8Array(32).fill(1)] as const
  const digests = salts.flatMap((salt) => [
    inputDigest(sha256, salt, [tensor]),
    outputDigest(sha256, outputCommitment(sha256, salt, [tensor])),
  ])
  t.equal(new Set(digests.map(toHex)).size, 4)
  t.throws(() => inputDigest(sha256, new Uint8Array(31), [tensor]), /salt of 31 bytes/)
})

await t.test('a chain id that its length byte cannot count is refused', (t) => {
  const voucher = {
    channelId: request.channelId,
    cumulative: '1',
    receiptHead: new Uint8Array(0),
    validUntilMs: 0n,
  }
  t.equal(voucherBytes('c'.repeat(255), voucher)['infonex/voucher/1'.length], 255)
  const long = 'c'.repeat(256)
  t.throws(() => voucherBytes(long, voucher), { name: 'RangeError', message: /256 bytes/ })
  t.throws(() => requestBytes({ ...request, chainId: long }), RangeError)
  t.throws(() => receiptBytes({ ...receipt, chainId: long }), RangeError)
  t.end()
})

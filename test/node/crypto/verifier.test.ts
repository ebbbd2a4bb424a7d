import { generateKeyPairSync, sign } from 'node:crypto'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import fc from 'fast-check'
import t from 'tap'
import { sha256 } from '../../../chain/codec/hash.js'
import { fromHex } from '../../../chain/types/bytes.js'
import type { SignatureRecord } from '../../../chain/types/verifier.js'
import { nativeBackend, nobleBackend } from '../../../node/crypto/backends.js'
import { verifyEd25519, verifyEd25519Slowly } from '../../../node/crypto/ed25519.js'
import { Verifier } from '../../../node/crypto/verifier.js'

const SECRETS = [1, 2, 3].map((n) => sha256(Uint8Array.of(n)))
const KEYS = SECRETS.map((secret) => secp256k1.getPublicKey(secret, true))

/** A record that is signed rightly, or with one byte changed somewhere. */
const record = fc
  .tuple(fc.nat(2), fc.nat(255), fc.option(fc.tuple(fc.nat(128), fc.integer({ min: 1, max: 255 }))))
  .map(([who, text, flip]): SignatureRecord => {
    const digest = sha256(Uint8Array.of(text))
    const signature = secp256k1.sign(digest, SECRETS[who] as Uint8Array, { prehash: false })
    const all = new Uint8Array(129)
    all.set(signature, 0)
    all.set(digest, 64)
    all.set(KEYS[who] as Uint8Array, 96)
    if (flip !== null) all[flip[0]] = (all[flip[0]] as number) ^ flip[1]
    return {
      signature: all.slice(0, 64),
      digest: all.slice(64, 96),
      publicKey: all.slice(96),
    }
  })

const verdicts = (verifier: Verifier, records: readonly SignatureRecord[]): boolean[] =>
  records.map((r) => verifier.secp256k1(r.publicKey, r.digest, r.signature))

await t.test('verdicts do not depend on cache, threads or backend', async (t) => {
  const cold = new Verifier({ workers: 0, cache: false })
  const others = [
    new Verifier({ workers: 0, cache: false, backend: nobleBackend() }),
    new Verifier({ workers: 0 }),
    new Verifier({ workers: 1 }),
    new Verifier({ workers: 2 }),
  ]
  let good = 0
  fc.assert(
    fc.property(fc.array(record, { maxLength: 20 }), fc.nat(20), (records, some) => {
      const want = verdicts(cold, records)
      good += want.filter((v) => v).length
      return others.every((verifier) => {
        verifier.ahead(records.slice(0, some))
        const got = [...verdicts(verifier, records), ...verdicts(verifier, records)]
        return JSON.stringify(got) === JSON.stringify([...want, ...want])
      })
    }),
    { numRuns: 30 },
  )
  t.ok(good > 0, 'some records were good')
  t.ok((others[3]?.stats.ahead ?? 0) > 0, 'threads were asked')
  await Promise.all(others.map((verifier) => verifier.close()))
})

await t.test('what is asked for the last time is not remembered, and what was is found', (t) => {
  const verifier = new Verifier({ workers: 0 })
  const [r] = fc.sample(record, 1) as [SignatureRecord]
  const ask = (again?: boolean) =>
    verifier.secp256k1(r.publicKey, r.digest, r.signature, ...(again === undefined ? [] : [again]))
  const want = ask(false)
  t.equal(ask(), want)
  t.match(verifier.stats, { checked: 2, remembered: 0 })
  t.equal(ask(false), want)
  t.match(verifier.stats, { checked: 2, remembered: 1 })
  t.end()
})

await t.test('a verifier whose threads are gone still answers', async (t) => {
  const verifier = new Verifier({ workers: 1 })
  await verifier.close()
  const [r] = fc.sample(record, 1) as [SignatureRecord]
  verifier.ahead([r])
  const cold = new Verifier({ workers: 0, cache: false })
  t.same(verdicts(verifier, [r]), verdicts(cold, [r]))
})

await t.test('the native backend is there on this machine, and says so', (t) => {
  const native = nativeBackend()
  if (native === undefined) t.comment('no prebuild of secp256k1 for this machine: fallback only')
  else t.match(new Verifier({ workers: 0 }).name, /libsecp256k1 \(native\)/)
  t.end()
})

await t.test('lengths that cannot be are refused before a backend sees them', (t) => {
  const verifier = new Verifier({ workers: 0 })
  const digest = sha256(Uint8Array.of(1))
  const signature = secp256k1.sign(digest, SECRETS[0] as Uint8Array, { prehash: false })
  const key = KEYS[0] as Uint8Array
  t.ok(verifier.secp256k1(key, digest, signature))
  t.notOk(
    verifier.secp256k1(secp256k1.getPublicKey(SECRETS[0] as Uint8Array, false), digest, signature),
  )
  t.notOk(verifier.secp256k1(key, digest.slice(1), signature))
  t.notOk(verifier.secp256k1(key, digest, signature.slice(1)))
  t.notOk(verifier.secp256k1(key, digest, new Uint8Array(64)))
  t.end()
})

await t.test('the fast and the slow Ed25519 path agree on random and damaged signatures', (t) => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const raw = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32))
  let good = 0
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.option(fc.nat(511)), (message, bit) => {
      const signature = new Uint8Array(sign(null, message, privateKey))
      if (bit !== null) signature[bit >> 3] = (signature[bit >> 3] as number) ^ (1 << (bit & 7))
      const fast = verifyEd25519(raw, message, signature)
      if (fast) good += 1
      return fast === verifyEd25519Slowly(raw, message, signature) && fast === (bit === null)
    }),
    { numRuns: 40 },
  )
  t.ok(good > 0)
  const small = fromHex('ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f')
  t.notOk(verifyEd25519(small, new Uint8Array(), new Uint8Array(64)))
  t.end()
})

import { existsSync, readFileSync } from 'node:fs'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import t, { type Test } from 'tap'
import { sha256 } from '../../../chain/codec/hash.js'
import { fromHex } from '../../../chain/types/bytes.js'
import { nativeBackend, nobleBackend } from '../../../node/crypto/backends.js'
import { verifyEd25519, verifyEd25519Slowly } from '../../../node/crypto/ed25519.js'

const DIR = '../shared/data/crypto'

interface Vector {
  readonly tcId: number
  readonly msg: string
  readonly sig: string
  readonly result: 'valid' | 'invalid' | 'acceptable'
}

interface Group {
  readonly publicKey: { readonly uncompressed?: string; readonly pk?: string }
  readonly tests: readonly Vector[]
}

function load<T>(t: Test, name: string): T | undefined {
  if (existsSync(`${DIR}/${name}`)) return JSON.parse(readFileSync(`${DIR}/${name}`, 'utf8')) as T
  t.comment(`${DIR}/${name} is not there`)
  return undefined
}

function compress(uncompressed: string): Uint8Array {
  return secp256k1.Point.fromBytes(fromHex(uncompressed)).toBytes(true)
}

const HALF = (secp256k1.Point.Fn.ORDER - 1n) / 2n

await t.test('Wycheproof ECDSA: both backends give its verdicts, high S refused', (t) => {
  const native = nativeBackend()
  const noble = nobleBackend()
  const file = load<{ testGroups: Group[] }>(t, 'ecdsa_secp256k1_sha256_p1363_test.json')
  const wrong: number[] = []
  let good = 0
  for (const { publicKey, tests } of file?.testGroups ?? []) {
    const key = compress(publicKey.uncompressed ?? '')
    for (const { tcId, msg, sig, result } of tests) {
      const bytes = fromHex(sig)
      const digest = sha256(fromHex(msg))
      const lowS = bytes.length === 64 && BigInt(`0x${sig.slice(64)}`) <= HALF
      const want = result === 'valid' && lowS
      const backends = native === undefined ? [noble] : [native, noble]
      if (backends.some((b) => b.verify(key, digest, bytes) !== want)) wrong.push(tcId)
      if (want) good += 1
    }
  }
  t.same(wrong, [])
  if (file !== undefined) t.ok(good > 50, `${good} vectors are accepted`)
  t.end()
})

await t.test('Wycheproof Ed25519: fast and slow path give its verdicts', (t) => {
  const file = load<{ testGroups: Group[] }>(t, 'ed25519_test.json')
  const wrong: number[] = []
  let good = 0
  for (const { publicKey, tests } of file?.testGroups ?? []) {
    const key = fromHex(publicKey.pk ?? '')
    for (const { tcId, msg, sig, result } of tests) {
      const args = [key, fromHex(msg), fromHex(sig)] as const
      const want = result === 'valid'
      if (verifyEd25519(...args) !== want || verifyEd25519Slowly(...args) !== want) wrong.push(tcId)
      if (want) good += 1
    }
  }
  t.same(wrong, [])
  if (file !== undefined) t.ok(good > 50, `${good} vectors are accepted`)
  t.end()
})

await t.test('the twelve ambiguous Ed25519 signatures are all refused', (t) => {
  const cases = load<{ message: string; pub_key: string; signature: string }[]>(
    t,
    'ed25519-speccheck-cases.json',
  )
  for (const [i, { message, pub_key, signature }] of (cases ?? []).entries()) {
    const args = [fromHex(pub_key), fromHex(message), fromHex(signature)] as const
    t.notOk(verifyEd25519(...args), `case ${i}`)
    t.notOk(verifyEd25519Slowly(...args), `case ${i}, slow path`)
  }
  t.end()
})

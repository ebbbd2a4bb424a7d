/** Payments at the payee, beside what hashes and signatures alone take in the same process. */
import { createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto'
import secp256k1 from 'secp256k1/bindings.js'
import { sha256 } from '../../chain/codec/hash.js'
import { equalBytes, utf8 } from '../../chain/types/bytes.js'
import { vestedAt } from '../../modules/payment/state.js'
import { channelId } from '../../modules/payment/descriptor.js'
import { voucherOf } from '../../modules/payment/voucher.js'
import { Verifier } from '../../node/crypto/verifier.js'
import { payWordSeed, WordChains, WordHasher, WordReceiver } from '../../proto/payment/payword.js'
import { edKey, SECP_KEY, SECP_SECRET, signVoucher } from '../modules/payment/market.js'
import { address, addresses } from '../support/memoryContext.js'

const CHAIN = 'infonex-bench-1'

/** Runs a second of processor time takes, best of three rounds: other tenants disturb single ones. */
function rate(count: number, run: (i: number) => void): number {
  for (let i = 0; i < Math.min(count, 2000); i++) run(i)
  let best = 0
  for (let round = 0; round < 3; round++) {
    const cpu = process.cpuUsage()
    for (let i = 0; i < count; i++) run(i)
    const { user, system } = process.cpuUsage(cpu)
    best = Math.max(best, count / ((user + system) / 1_000_000))
  }
  return Math.round(best)
}

/** SHA-256 of as many bytes as a step of PayWord hashes, and nothing else. */
function rawHashes(count: number): number {
  const bytes = Buffer.alloc(73, 7)
  return rate(count, (i) => {
    bytes.writeUInt32LE(i, 37)
    hash('sha256', bytes, 'latin1' as 'hex')
  })
}

/** A payer streams all words of commits of 256 blocks of 256, one a payment; the payee checks each. */
function payWords(rounds: number): { perSec: number; setUpMs: number; p99Us: number } {
  const shape = { id: sha256(utf8('bench')), log2Blocks: 8, log2Len: 8 }
  const seed = payWordSeed(sha256, new Uint8Array(32).fill(3), shape.id, 0n)
  const from = performance.now()
  const chains = new WordChains(sha256, seed, shape)
  const setUpMs = performance.now() - from
  const reveals = Array.from({ length: 1 << 16 }, (_, n) => {
    const [block, index] = [n >> 8, (n & 255) + 1]
    const proof = index === 1 ? chains.proof(block) : []
    // As they come off the wire: each in memory of its own.
    return { block, index, word: new Uint8Array(chains.word(block, index)), proof }
  })
  const times = new Float64Array(reveals.length)
  let perSec = 0
  for (let round = 0; round < rounds; round++) {
    const payee = new WordReceiver(new WordHasher(sha256, shape), chains.root)
    const timed = round === rounds - 1
    const cpu = process.cpuUsage()
    for (const [n, { block, index, word, proof }] of reveals.entries()) {
      const begun = timed ? performance.now() : 0
      payee.accept(block, index, word, proof)
      if (timed) times[n] = performance.now() - begun
    }
    const { user, system } = process.cpuUsage(cpu)
    if (!timed) perSec = Math.max(perSec, reveals.length / ((user + system) / 1_000_000))
  }
  const p99Us = (times.sort().at(Math.floor(times.length * 0.99)) ?? 0) * 1000
  return { perSec: Math.round(perSec), setUpMs, p99Us }
}

function descriptorOf(signer: { algorithm: number; key: Uint8Array }) {
  return {
    ...{ chainId: CHAIN, escrowOwner: address(1), nonce: 0n, denom: 'uinx', signer },
    payees: [{ address: address(2), bps: 10_000 }],
    ...{ retailId: 0n, wholesaleId: 0n, receiptPolicy: 1, minDelta: '0', expiryMs: 1n << 40n },
    ...{ prepayAllow: '0', ratePerS: 1000n, burst: 1n << 40n, startMs: 1n },
  }
}

const CAP = 1n << 80n

/** Vouchers as a payee takes them: shape, channel, amount, vesting, canonical bytes, signature. */
function vouchers(kind: 'ed25519' | 'secp256k1', count: number): number {
  const signer =
    kind === 'ed25519'
      ? { algorithm: 1, key: edKey(1).key }
      : { algorithm: 2, key: new Uint8Array(SECP_KEY) }
  const descriptor = descriptorOf(signer)
  const id = channelId(descriptor)
  const verifier = new Verifier({ workers: 0, cache: false })
  const how = kind === 'ed25519' ? {} : ({ secp: 'raw' } as const)
  const signed = Array.from({ length: 500 }, (_, i) =>
    signVoucher(descriptor, id, BigInt(i + 1) * 1000n, how),
  )
  const { startMs, ratePerS, burst } = descriptor
  const channel = { cap: CAP, startMs, frozenAtMs: 0n, ratePerS, burst }
  return rate(count, (i) => {
    const one = voucherOf(signed[i % signed.length] as (typeof signed)[number])
    if (!equalBytes(one.channelId, id) || one.cumulative <= 0n) throw new Error('a stranger')
    if (one.cumulative > vestedAt(channel, 1n << 39n)) throw new Error('beyond what vests')
    one.prove({ verifier, addresses, chainId: CHAIN })
  })
}

/** node:crypto's ed25519 and the node's secp256k1 alone, over messages as long as a voucher's. */
function rawSignatures(count: number): { ed25519: number; secp256k1: number } {
  const { secret } = edKey(1)
  const publicKey: KeyObject = createPublicKey(secret)
  const messages = Array.from({ length: 500 }, (_, i) => Buffer.alloc(80, i))
  const signed = messages.map((m) => sign(null, m, secret))
  const digests = messages.map((m) => sha256(m))
  const ecdsa = digests.map((d) => secp256k1.ecdsaSign(d, SECP_SECRET).signature)
  return {
    ed25519: rate(count, (i) => {
      const n = i % messages.length
      if (!verify(null, messages[n] as Buffer, publicKey, signed[n] as Buffer))
        throw new Error('a good signature was refused')
    }),
    secp256k1: rate(count, (i) => {
      const n = i % messages.length
      if (!secp256k1.ecdsaVerify(ecdsa[n] as Uint8Array, digests[n] as Uint8Array, SECP_KEY))
        throw new Error('a good signature was refused')
    }),
  }
}

/** All rates of one process, of processor time. */
export function paymentRates(scale: number): Record<string, number> {
  const hashes = rawHashes(Math.ceil(500_000 * scale))
  const words = payWords(scale < 1 ? 3 : 8)
  const raw = rawSignatures(Math.ceil(10_000 * scale))
  const ed = vouchers('ed25519', Math.ceil(10_000 * scale))
  const secp = vouchers('secp256k1', Math.ceil(10_000 * scale))
  const ratio = (a: number, b: number): number => Math.round((a / b) * 1000) / 1000
  return {
    paywordVerifyPerSec: words.perSec,
    paywordShareOfHashLimit: ratio(words.perSec, hashes),
    paywordVerifyP99Us: Math.round(words.p99Us * 10) / 10,
    paywordSetUpMs65536: Math.round(words.setUpMs),
    voucherVerifyPerSec: ed,
    voucherShareOfVerifyLimit: ratio(ed, raw.ed25519),
    voucherSecp256k1VerifyPerSec: secp,
    voucherSecp256k1ShareOfVerifyLimit: ratio(secp, raw.secp256k1),
    limitHashPerSec: hashes,
    limitEd25519VerifyPerSec: raw.ed25519,
    limitSecp256k1VerifyPerSec: raw.secp256k1,
  }
}

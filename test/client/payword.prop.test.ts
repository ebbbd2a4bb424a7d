/** PayWord off chain: what a payer gives away and what a payee may take for money. */
import fc from 'fast-check'
import t from 'tap'
import {
  channelIdOf,
  ed25519VoucherSigner,
  payWordFault,
  PayWordPayee,
  PayWordPayer,
  type PayWordReveal,
  secp256k1VoucherSigner,
  type SignedPayWordCommit,
  WordError,
} from '../../client/index.js'

const signer = ed25519VoucherSigner(new Uint8Array(32).fill(1))
const PAYER = 'infonex15yk64u7zc9g9k2yr2wmzeva5qgwxps6yuwhahn'
const paymentKey = new Uint8Array(32).fill(9)
const descriptor = {
  ...{ chainId: 'infonex-dev-1', escrowOwner: PAYER, nonce: 3n, denom: 'uinx' },
  payees: [{ address: PAYER, bps: 10_000 }],
  signer: signer.key,
  ...{ retailId: 0n, wholesaleId: 0n, receiptPolicy: 1, minDelta: '0' },
  ...{ expiryMs: 1_000_000n, prepayAllow: '0', ratePerS: 0n, burst: 5000n, startMs: 1n },
}
const known = {
  ...{ chainId: 'infonex-dev-1', channelId: channelIdOf(descriptor), accepted: 100n },
  ...{ cap: 5000n, closeGraceMs: 600_000n },
}
const terms = { paymentKey, epoch: 0n, base: 100n, unit: 7n, log2Blocks: 3, log2Len: 4 }
const LIMIT = 1n << 100n

/** What accept threw, as text; undefined if it took the word. */
function refusal(payee: PayWordPayee, reveal: PayWordReveal, limit = LIMIT): string | undefined {
  try {
    payee.accept(reveal, limit)
    return undefined
  } catch (error) {
    if (error instanceof WordError) return error.message
    throw error
  }
}

await t.test(
  'any rising amounts, skips and blocks: the payee holds at least what was asked, less than a unit more',
  async () => {
    const payer = await PayWordPayer.open(signer, descriptor, terms)
    const steps = fc.array(fc.bigInt({ min: 1n, max: 300n }), { maxLength: 12 })
    fc.assert(
      fc.property(steps, (list) => {
        const payee = new PayWordPayee(payer.signed, known)
        let asked = known.accepted
        for (const step of list) {
          asked += step
          if (asked > payer.limit) break
          // The payer does not know which of its words have come through.
          const got =
            asked <= payee.accepted ? payee.accepted : payee.accept(payer.pay(asked, true), LIMIT)
          if (got < asked || got - asked >= terms.unit || payee.accepted !== got) return false
        }
        return true
      }),
    )
  },
)

await t.test('nothing but the very word is taken, and a refusal changes nothing', async () => {
  const payer = await PayWordPayer.open(signer, descriptor, terms)
  const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 })
  fc.assert(
    fc.property(
      ...([fc.nat({ max: 7 }), fc.nat({ max: 16 }), bytes, fc.nat({ max: 4 })] as const),
      (block, index, word, kind) => {
        const payee = new PayWordPayee(payer.signed, known)
        payee.accept(payer.pay(100n + 7n * 40n, true), LIMIT)
        const good = payer.pay(100n + 7n * 50n, true)
        const bad = [
          { ...good, word },
          { ...good, block, index, word },
          { ...good, block, index: index + 1 },
          { ...good, commitId: word },
          { ...good, block: 4, index: 1, proof: [word, ...good.proof.slice(1)] },
        ][kind] as PayWordReveal
        // The place may be that of the word.
        fc.pre(kind !== 2 || bad.block !== good.block || bad.index !== good.index)
        return refusal(payee, bad) !== undefined && payee.accepted === 100n + 7n * 40n
      },
    ),
  )
})

await t.test('a payee refuses what costs it more than 256 hashes, or what it has', async (t) => {
  const long = await PayWordPayer.open(signer, descriptor, { ...terms, log2Blocks: 1, log2Len: 10 })
  const payee = new PayWordPayee(long.signed, known)
  t.match(refusal(payee, long.pay(100n + 7n * 257n, true)), /257 words at once, want at most 256/)
  t.equal(refusal(payee, long.pay(100n + 7n * 256n, true)), undefined)
  t.match(refusal(payee, long.pay(100n + 7n * 513n)), /257 words at once/)
  t.equal(refusal(payee, long.pay(100n + 7n * 512n)), undefined)
  t.match(refusal(payee, long.pay(100n + 7n * 512n)), /word 512 of block 0, have 512/)
  t.match(refusal(payee, long.pay(100n + 7n * 511n)), /word 511 of block 0, have 512/)
  t.match(refusal(payee, long.pay(100n + 7n * 520n), 100n + 7n * 519n), /can be claimed/)
  const next = long.pay(100n + 7n * 1030n, true)
  t.equal(refusal(payee, next), undefined)
  t.match(refusal(payee, long.pay(100n + 7n * 600n, true)), /block 0, have 1/)
  t.match(refusal(payee, { ...next, block: 2 }), /block 2 has no word/)
  t.match(refusal(payee, { ...next, index: 0 }), /block 1 has no word 0/)
})

await t.test(
  'H2: a commit that dies before its channel, or begins elsewhere, is not money',
  async (t) => {
    const open = (change: object) =>
      PayWordPayer.open(signer, descriptor, { ...terms, ...change }).then((p) => p.signed)
    const good = await open({})
    const end = descriptor.expiryMs + known.closeGraceMs
    const with2 = (change: object): SignedPayWordCommit => ({
      ...good,
      commit: { ...good.commit, ...change } as never,
    })
    const other = secp256k1VoucherSigner(new Uint8Array(32).fill(2))
    const rows: [SignedPayWordCommit, object, RegExp][] = [
      [await open({ notAfterMs: end - 1n }), {}, /not after .*want 0 or at least 1600000/],
      [await open({ base: 99n }), {}, /base_cumulative is 99, want what is accepted, 100/],
      [await open({ base: 101n }), {}, /base_cumulative is 101/],
      [good, { chainId: 'other-1' }, /of chain infonex-dev-1, want other-1/],
      [good, { channelId: new Uint8Array(32) }, /another channel/],
      [{ ...good, commit: null }, {}, /absent/],
      [{ ...good, descriptor: null }, {}, /absent/],
      [with2({ unitAmount: '0' }), {}, /unit_amount is 0/],
      [with2({ unitAmount: '-1' }), {}, /no whole number/],
      [with2({ unitAmount: '8' }), {}, /signature/],
      [with2({ root: new Uint8Array(31) }), {}, /root has 31/],
      [with2({ log2Len: 11 }), {}, /2\^11 words/],
      [with2({ unitAmount: `${(1n << 128n) - 1n}` }), {}, /128 bits/],
      [{ ...good, signature: new Uint8Array(64) }, {}, /signature/],
      [{ ...good, form: 1 }, {}, /signature/],
    ]
    for (const [signed, change, want] of rows)
      t.match(payWordFault(signed, { ...known, ...change }), want, String(want))
    t.equal(payWordFault(good, known), undefined)
    t.equal(payWordFault(await open({ notAfterMs: end }), known), undefined)
    await t.rejects(PayWordPayer.open(other, descriptor, terms), /another signer/)
    await t.rejects(open({ unit: 0n }), RangeError)
    await t.rejects(open({ base: -1n }), RangeError)
    await t.rejects(open({ log2Len: 11 }), RangeError)
    await t.rejects(open({ paymentKey: new Uint8Array(16) }), RangeError)
    t.throws(() => new PayWordPayee(good, { ...known, accepted: 5n }), WordError)
  },
)

await t.test(
  'H25: a payer that lost its disk goes on from its key and the amount that its payee names',
  async (t) => {
    const payer = await PayWordPayer.open(signer, descriptor, terms)
    const payee = new PayWordPayee(payer.signed, known)
    payee.accept(payer.pay(300n), LIMIT)
    const kept = payee.position
    // The same epoch and terms: the very same words.
    const again = await PayWordPayer.open(signer, descriptor, terms)
    t.same(again.signed, payer.signed)
    payee.accept(again.pay(500n, true), LIMIT)
    // The epoch is forgotten, the amount is not: another base makes other words, so that what was
    // given away under the old commit says nothing of the new one.
    const { accepted } = payee
    const restored = await PayWordPayer.open(signer, descriptor, { ...terms, base: accepted })
    const fresh = new PayWordPayee(restored.signed, { ...known, accepted })
    const stolen = {
      ...payer.pay(payer.limit, true),
      commitId: restored.pay(accepted + 1n).commitId,
    }
    t.match(refusal(fresh, stolen), /does not lead to the root/)
    t.equal(fresh.accept(restored.pay(accepted + 1n, true), LIMIT), accepted + 7n)
    // The payee restarts, too.
    const restarted = new PayWordPayee(payer.signed, known, kept)
    t.equal(restarted.accepted, 100n + 7n * 29n)
    t.equal(restarted.accept(payer.pay(310n), LIMIT), 310n)
    t.same(restarted.claim()?.commit, payer.signed)
    t.throws(
      () => new PayWordPayee(restored.signed, { ...known, accepted }, kept),
      /not one of this commit/,
    )
    const nothing = new PayWordPayee(payer.signed, known)
    t.equal(nothing.claim(), undefined)
    t.equal(nothing.accepted, 100n)
  },
)

await t.test('other channels, epochs and keys give other seeds: no word is shared', async () => {
  const small = { ...terms, log2Blocks: 0, log2Len: 1 }
  const seen = new Map<string, string>()
  const byte = fc.nat({ max: 255 })
  await fc.assert(
    fc.asyncProperty(
      byte,
      fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
      byte,
      async (k, epoch, n) => {
        const of = { ...descriptor, nonce: BigInt(n) }
        const key = new Uint8Array(32).fill(k)
        const payer = await PayWordPayer.open(signer, of, { ...small, epoch, paymentKey: key })
        const word = payer.pay(payer.limit).word.join()
        const name = `${k} ${epoch} ${n}`
        const before = seen.get(word)
        seen.set(word, name)
        return before === undefined || before === name
      },
    ),
    { numRuns: 60 },
  )
})

/** PayWord on chain: words are worth what vouchers of the same amount are, and nothing else (marketplace.md 2.3). */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { codec } from '../../../chain/codec/proto.js'
import type { Context } from '../../../chain/types/context.js'
import { GasMeter } from '../../../chain/types/gas.js'
import type { PayWordClaim } from '../../../modules/payment/payword.js'
import type { SignedVoucher } from '../../../modules/payment/voucher.js'
import { address, addressBytes, at, later } from '../../support/memoryContext.js'
import { broken, wire } from '../setup.js'
import { commitWords, market, openMsg, PAYER, SECP_KEY, signVoucher, SUPPLIER } from './market.js'

interface Opened {
  channelId: Uint8Array
  descriptor: Parameters<typeof signVoucher>[0]
}
type Market = ReturnType<typeof market>
const sender = address(9)

function withChannel(change: object = {}) {
  const m = market()
  m.run(m.ctx, 'MsgDeposit', { owner: address(PAYER), amount: wire('20000uinx')[0] })
  return {
    m,
    ctx: later(m.ctx, 1n),
    ...m.run<Opened>(m.ctx, 'MsgOpenChannel', openMsg(m.ctx, change)),
  }
}

const settledOf = (m: Market, ctx: Context, id: Uint8Array): bigint =>
  m.keeper.mustChannel(ctx, id).settled
const claimWord = (m: Market, ctx: Context, claim: PayWordClaim | null): string | undefined =>
  m.refusal(ctx, 'MsgClaimPayWord', { sender, claim })

const place = fc.record({
  log2Blocks: fc.nat({ max: 3 }),
  log2Len: fc.nat({ max: 4 }),
  base: fc.bigInt({ min: 0n, max: 500n }),
  unit: fc.bigInt({ min: 1n, max: 30n }),
  b: fc.nat(),
  j: fc.nat(),
})

await t.test('a word pays base + unit * (block * length + index), to the unit', async () => {
  fc.assert(
    fc.property(place, ({ log2Blocks, log2Len, base, unit, b, j }) => {
      const c = withChannel()
      const block = b % (1 << log2Blocks)
      const index = 1 + (j % (1 << log2Len))
      const words = commitWords(c.descriptor, c.channelId, {
        ...{ log2Blocks, log2Len, baseCumulative: `${base}`, unitAmount: `${unit}` },
      })
      assert.equal(claimWord(c.m, c.ctx, words.claim(block, index)), undefined)
      assert.deepEqual(broken(c.m.modules, c.ctx), [])
      return (
        settledOf(c.m, c.ctx, c.channelId) === base + unit * BigInt(block * (1 << log2Len) + index)
      )
    }),
    { numRuns: 60 },
  )
})

/** Vouchers and words in any order; `word` counts words over all blocks. */
type Promised = { readonly voucher: bigint } | { readonly word: number; readonly commit: number }
const promised: fc.Arbitrary<Promised> = fc.oneof(
  fc.record({ voucher: fc.bigInt({ min: 0n, max: 900n }) }),
  fc.record({ word: fc.nat({ max: 31 }), commit: fc.nat({ max: 1 }) }),
)
const BASES = [0n, 305n] as const

function instruments(c: Opened, list: readonly Promised[]) {
  const commits = BASES.map((base, i) =>
    commitWords(c.descriptor, c.channelId, { baseCumulative: `${base}`, epoch: BigInt(i) }),
  )
  return list.map((one) => {
    if ('voucher' in one)
      return { amount: one.voucher, claim: signVoucher(c.descriptor, c.channelId, one.voucher) }
    const words = commits[one.commit] as ReturnType<typeof commitWords>
    const amount = (BASES[one.commit] as bigint) + 10n * BigInt(one.word + 1)
    return { amount, words: words.claim(one.word >> 3, (one.word & 7) + 1) }
  })
}

await t.test(
  'any subset and order of vouchers and words settles to the highest amount (P4, P5)',
  async () => {
    fc.assert(
      fc.property(fc.array(promised, { maxLength: 12 }), (list) => {
        const c = withChannel()
        let highest = 0n
        for (const { amount, claim, words } of instruments(c, list)) {
          const why =
            words === undefined
              ? c.m.refusal(c.ctx, 'MsgClaim', { sender, claim })
              : claimWord(c.m, c.ctx, words)
          if (amount > highest) assert.equal(why, undefined)
          else assert.match(why ?? '', /^payment 16/)
          if (amount > highest) highest = amount
          assert.deepEqual(broken(c.m.modules, c.ctx), [])
        }
        return settledOf(c.m, c.ctx, c.channelId) === highest
      }),
      { numRuns: 60 },
    )
  },
)

await t.test('a batch leaves what its claims one by one leave (P14)', async () => {
  fc.assert(
    fc.property(fc.array(promised, { minLength: 1, maxLength: 8 }), fc.nat(), (list, bad) => {
      const [one, all] = [withChannel({ minDelta: '20' }), withChannel({ minDelta: '20' })]
      const made = instruments(one, list)
      const spoilt = made.map((m, i) => {
        if (i !== bad % (2 * made.length)) return m
        if (m.words !== undefined) {
          const word = m.words.reveal?.word.map((byte) => byte ^ 1) as Uint8Array
          return { words: { ...m.words, reveal: { ...m.words.reveal, word } } as PayWordClaim }
        }
        return { claim: { ...m.claim, signature: new Uint8Array(64) } as SignedVoucher }
      })
      const claims = spoilt.flatMap((m) => ('words' in m && m.words !== undefined ? [] : [m.claim]))
      const words = spoilt.flatMap((m) => ('words' in m && m.words !== undefined ? [m.words] : []))
      const codes = [
        ...claims.map((claim) => one.m.refusal(one.ctx, 'MsgClaim', { sender, claim })),
        ...words.map((claim) => claimWord(one.m, one.ctx, claim)),
      ].map((why) => Number(/^payment (\d+)/.exec(why ?? '')?.[1] ?? 0))
      const { outcomes } = all.m.run<{ outcomes: { code: number }[] }>(all.ctx, 'MsgClaimBatch', {
        ...{ sender, claims, words },
      })
      assert.deepEqual(
        outcomes.map((o) => o.code),
        codes,
      )
      assert.deepEqual(all.m.payment.exportGenesis(all.ctx), one.m.payment.exportGenesis(one.ctx))
      return true
    }),
    { numRuns: 60 },
  )
})

const claimCodec = codec('infonex.payment.v1.PayWordClaim')

await t.test('no bit of a claim can be turned without its losing its worth (P8)', async () => {
  const c = withChannel()
  const bytes = claimCodec.encode(commitWords(c.descriptor, c.channelId).claim(2, 5))
  assert.equal(claimWord(c.m, c.ctx, claimCodec.decode(bytes)), undefined)
  fc.assert(
    fc.property(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 7 }), (byte, bit) => {
      const turned = Uint8Array.from(bytes)
      turned[byte] = (turned[byte] as number) ^ (1 << bit)
      const fresh = withChannel()
      let claim: PayWordClaim
      try {
        claim = claimCodec.decode(turned)
      } catch {
        return true
      }
      // A bit of an unknown field is refused by the strict decoder of transactions, not by the module.
      const again = claimCodec.encode(claim)
      if (Buffer.compare(again, bytes) === 0) return true
      return claimWord(fresh.m, fresh.ctx, claim) !== undefined
    }),
    { numRuns: 200 },
  )
})

await t.test(
  'a word of one commit is worthless in any other channel, chain, commit and place (P7)',
  async (t) => {
    const c = withChannel()
    const second = c.m.run<Opened>(c.ctx, 'MsgOpenChannel', openMsg(c.ctx))
    const words = commitWords(c.descriptor, c.channelId)
    const good = words.claim(1, 4)
    const other = commitWords(second.descriptor, second.channelId).claim(1, 4)
    const epoch = commitWords(c.descriptor, c.channelId, { epoch: 1n }).claim(1, 4)
    const rebased = commitWords(c.descriptor, c.channelId, { baseCumulative: '7' })
    const rows: [string, PayWordClaim, RegExp][] = [
      ['its words under the other commit', { ...other, reveal: good.reveal }, /^payment 32/],
      ['its commit for the other', { ...good, reveal: other.reveal }, /^payment 32/],
      ['another epoch', { ...good, reveal: epoch.reveal }, /^payment 32/],
      [
        'another epoch under this id',
        { ...good, reveal: { ...epoch.reveal, commitId: words.shape.id } as never },
        /^payment 32/,
      ],
      [
        'the same epoch with another base: no word is shared (H25)',
        { ...rebased.claim(1, 4), reveal: { ...good.reveal, commitId: rebased.shape.id } as never },
        /^payment 32/,
      ],
      [
        'another place',
        { ...good, reveal: { ...good.reveal, index: 5 } as never },
        /^payment 32: .*root/,
      ],
      [
        'another block',
        { ...good, reveal: { ...good.reveal, block: 2 } as never },
        /^payment 32: .*root/,
      ],
      [
        'another chain',
        commitWords(c.descriptor, c.channelId, { chainId: 'other-1' }).claim(1, 4),
        /^payment 32/,
      ],
    ]
    for (const [name, claim, want] of rows) t.match(claimWord(c.m, c.ctx, claim), want, name)
    t.equal(claimWord(c.m, c.ctx, good), undefined)
    t.equal(claimWord(c.m, c.ctx, other), undefined, 'each in its own channel')
  },
)

await t.test('MsgClaimPayWord, every refusal in order', async (t) => {
  const c = withChannel({ minDelta: '20', burst: 250n })
  const make = (change: Parameters<typeof commitWords>[2], block = 0, index = 5) =>
    commitWords(c.descriptor, c.channelId, change).claim(block, index)
  const good = make({})
  const commit = (change: object): PayWordClaim =>
    ({
      ...good,
      commit: { ...good.commit, commit: { ...good.commit?.commit, ...change } },
    }) as never
  const reveal = (change: object): PayWordClaim =>
    ({ ...good, reveal: { ...good.reveal, ...change } }) as never
  const other = withChannel({ burst: 9999n })
  const short = new Uint8Array(31)
  const rows: [string, PayWordClaim | null, RegExp][] = [
    ['absent', null, /^payment 31: the commit is absent/],
    ['no reveal', { ...good, reveal: null }, /^payment 31: the reveal is absent/],
    ['no commit', { ...good, commit: null }, /^payment 31: the commit is absent/],
    [
      'no descriptor',
      { ...good, commit: { ...good.commit, descriptor: null } as never },
      /^payment 13/,
    ],
    [
      'short signature',
      { ...good, commit: { ...good.commit, signature: short } as never },
      /^payment 13/,
    ],
    [
      'unknown form',
      { ...good, commit: { ...good.commit, form: 9 } as never },
      /^payment 13: form 9/,
    ],
    ['short channel id', commit({ channelId: short }), /^payment 31: channel_id has 31/],
    ['short root', commit({ root: short }), /^payment 31: root has 31/],
    [
      'too many blocks',
      commit({ log2Blocks: 11 }),
      /^payment 31: log2_blocks is 11, want at most 10/,
    ],
    ['2^32 blocks', commit({ log2Blocks: 32 }), /^payment 31: log2_blocks is 32/],
    ['too many words', commit({ log2Len: 11 }), /^payment 31: log2_len is 11, want at most 10/],
    ['base', commit({ baseCumulative: '-1' }), /^payment 2: base_cumulative/],
    ['unit', commit({ unitAmount: '1e3' }), /^payment 2: unit_amount/],
    ['unit 0', commit({ unitAmount: '0' }), /^payment 31: unit_amount is 0/],
    ['beyond 128 bits', commit({ unitAmount: `${(1n << 128n) - 1n}` }), /^payment 31: .*128 bits/],
    ['short commit id', reveal({ commitId: short }), /^payment 31: commit_id has 31/],
    ['short word', reveal({ word: short }), /^payment 31: word has 31/],
    ['the anchor, which is public', reveal({ index: 0 }), /^payment 31: block 0, index 0/],
    ['index beyond', reveal({ index: 9 }), /^payment 31: block 0, index 9.*from 1 to 8/],
    ['block beyond', reveal({ block: 4 }), /^payment 31: block 4.*below 4/],
    ['proof too short', reveal({ proof: [] }), /^payment 31: proof has 0 hashes, want .*2/],
    [
      'proof too long',
      reveal({ proof: Array(3).fill(new Uint8Array(32)) }),
      /^payment 31: proof has 3/,
    ],
    ['short sibling', reveal({ proof: [short, short] }), /^payment 31: proof\[0\] has 31/],
    [
      'another descriptor',
      { ...good, commit: { ...good.commit, descriptor: other.descriptor } as never },
      /^payment 7/,
    ],
    ['unknown channel', commitWords(other.descriptor, other.channelId).claim(0, 5), /^payment 5/],
    ['stale', make({ notAfterMs: c.ctx.timeMs - 1n }), /^payment 15/],
    ['below min_delta', make({}, 0, 1), /^payment 17/],
    ['above the cap', make({ unitAmount: '9999' }), /^payment 18/],
    ['above what vested', make({}, 3, 2), /^payment 19: cumulative 260, vested 250/],
    ['wrong word', reveal({ word: new Uint8Array(32) }), /^payment 32/],
    ['wrong sibling', reveal({ proof: Array(2).fill(new Uint8Array(32)) }), /^payment 32/],
    ['another key', make({ key: 2 }), /^payment 14/],
    ['another root', commit({ root: new Uint8Array(32) }), /^payment 32/],
    [
      'ed25519 as ADR-036',
      { ...good, commit: { ...good.commit, form: 1 } as never },
      /^payment 14/,
    ],
  ]
  for (const [name, claim, want] of rows) t.match(claimWord(c.m, c.ctx, claim), want, name)
  t.equal(claimWord(c.m, c.ctx, good), undefined)
  t.match(claimWord(c.m, c.ctx, good), /^payment 16/, 'again it pays nothing')
})

await t.test('a wallet can sign a commit: secp256k1, raw and as ADR-036', async (t) => {
  const c = withChannel({ signer: { algorithm: 2, key: SECP_KEY } })
  for (const [i, secp] of (['raw', 'adr036'] as const).entries()) {
    const claim = commitWords(c.descriptor, c.channelId, { secp }).claim(i, 3)
    const swapped = { ...claim, commit: { ...claim.commit, form: 1 - i } } as PayWordClaim
    t.match(claimWord(c.m, c.ctx, swapped), /^payment 14/)
    t.equal(claimWord(c.m, c.ctx, claim), undefined, secp)
  }
})

await t.test('the work of a claim is paid before it is done', async (t) => {
  const c = withChannel({ burst: 10_000n })
  const words = commitWords(c.descriptor, c.channelId, {
    ...{ log2Blocks: 0, log2Len: 10, unitAmount: '1' },
  })
  const used = (index: number): bigint => {
    const ctx = at(c.ctx, {})
    const branch = ctx.with({ stores: ctx.stores.branch() })
    assert.equal(claimWord(c.m, branch, words.claim(0, index)), undefined)
    return branch.gas.used
  }
  t.equal(used(1024) - used(24) >= 16_000n, true, '16 gas a hash')
  const poor = c.ctx.with({ gas: new GasMeter(13_000n) })
  t.match(claimWord(c.m, poor, words.claim(0, 1024)), /^sdk 11: .*proof of a claim/)
})

await t.test('a payee closes with its last word, and with voucher and word', async (t) => {
  for (const amount of [undefined, 30n, 90n]) {
    const c = withChannel({ payees: [{ address: address(SUPPLIER), bps: 10_000 }] })
    const claim = amount === undefined ? null : signVoucher(c.descriptor, c.channelId, amount)
    const words = commitWords(c.descriptor, c.channelId).claim(0, 6)
    const close = {
      ...{ payee: address(SUPPLIER), channelId: c.channelId, descriptor: c.descriptor },
      ...{ claim, words },
    }
    const foreign = commitWords(c.descriptor, new Uint8Array(32)).claim(0, 1)
    t.match(c.m.refusal(c.ctx, 'MsgCloseByPayee', { ...close, words: foreign }), /^payment 13/)
    t.equal(c.m.refusal(c.ctx, 'MsgCloseByPayee', close), undefined)
    const credit = c.m.keeper.credits.get(c.ctx, [addressBytes(SUPPLIER), 'uinx'])
    t.equal(credit, amount === 90n ? 90n : 60n)
  }
})

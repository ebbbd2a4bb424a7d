/** Vouchers off chain: what a payee may take for money. */
import { Secp256k1HdWallet } from '@cosmjs/amino'
import fc from 'fast-check'
import t from 'tap'
import {
  type ChannelDescriptor,
  channelIdOf,
  ed25519VoucherSigner,
  secp256k1VoucherSigner,
  type SignedVoucher,
  signVoucher,
  type VoucherContext,
  voucherFault,
  type VoucherSigner,
  walletVoucherSigner,
} from '../../client/index.js'

const PAYER = 'infonex15yk64u7zc9g9k2yr2wmzeva5qgwxps6yuwhahn'
const MNEMONIC = 'test test test test test test test test test test test junk'
const wallet = await Secp256k1HdWallet.fromMnemonic(MNEMONIC, { prefix: 'infonex' })
const signers: readonly VoucherSigner[] = [
  ed25519VoucherSigner(new Uint8Array(32).fill(1)),
  secp256k1VoucherSigner(new Uint8Array(32).fill(2)),
  await walletVoucherSigner(wallet, PAYER),
]

function descriptorOf(signer: VoucherSigner, change: Partial<ChannelDescriptor> = {}) {
  return {
    ...{ chainId: 'infonex-dev-1', escrowOwner: PAYER, nonce: 3n, denom: 'uinx' },
    payees: [{ address: PAYER, bps: 10_000 }],
    signer: signer.key,
    ...{ retailId: 0n, wholesaleId: 0n, receiptPolicy: 1, minDelta: '0' },
    ...{ expiryMs: 1_000_000n, prepayAllow: '0', ratePerS: 0n, burst: 5000n, startMs: 1n },
    ...change,
  }
}

function contextOf(descriptor: ChannelDescriptor, change: Partial<VoucherContext> = {}) {
  return {
    chainId: 'infonex-dev-1',
    channelId: channelIdOf(descriptor),
    accepted: 100n,
    cap: 5000n,
    closeGraceMs: 1000n,
    ...change,
  }
}

await t.test(
  'a voucher above what was accepted and within the cap is money, in every form',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...signers),
        fc.bigInt({ min: 101n, max: 5000n }),
        async (signer, cumulative) => {
          const descriptor = descriptorOf(signer)
          const voucher = await signVoucher(signer, descriptor, { cumulative })
          return voucherFault(voucher, contextOf(descriptor)) === undefined
        },
      ),
      { numRuns: 60 },
    )
  },
)

await t.test('no byte of a signature, amount or channel id may change', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...signers),
      fc.nat(63),
      fc.integer({ min: 1, max: 255 }),
      fc.constantFrom('signature', 'cumulative', 'receiptHead', 'form'),
      async (signer, at, bits, what) => {
        const descriptor = descriptorOf(signer)
        const good = await signVoucher(signer, descriptor, { cumulative: 500n })
        const bad = changed(good, what, at, bits)
        return voucherFault(bad, contextOf(descriptor)) !== undefined
      },
    ),
    { numRuns: 100 },
  )
})

function changed(good: SignedVoucher, what: string, at: number, bits: number): SignedVoucher {
  if (good.voucher === null) throw new Error('no voucher')
  if (what === 'signature')
    return { ...good, signature: good.signature.map((b, i) => (i === at ? b ^ bits : b)) }
  if (what === 'form') return { ...good, form: good.form === 0 ? 1 : 0 }
  if (what === 'cumulative')
    return { ...good, voucher: { ...good.voucher, cumulative: `${500 + bits}` } }
  return { ...good, voucher: { ...good.voucher, receiptHead: new Uint8Array(32).fill(bits) } }
}

await t.test('what a payee refuses, and why', async (t) => {
  const [signer, stranger] = signers as [VoucherSigner, VoucherSigner]
  const descriptor = descriptorOf(signer)
  const make = (cumulative: bigint, validUntilMs = 0n, of = descriptor) =>
    signVoucher(signer, of, { cumulative, validUntilMs })
  const good = await make(500n)
  const context = contextOf(descriptor)
  const other = descriptorOf(signer, { nonce: 4n })
  const rows: [SignedVoucher, VoucherContext, RegExp][] = [
    [await make(100n), context, /cumulative is 100, want more than 100/],
    [await make(5001n), context, /above the cap of 5000/],
    [await make(500n, 1_000_999n), context, /valid until 1000999 ms, want 0 or at least 1001000/],
    [await make(500n, 0n, other), context, /for another channel/],
    [{ ...good, descriptor: other }, context, /the descriptor is of another channel/],
    [{ ...good, voucher: null }, context, /absent/],
    [{ ...good, descriptor: null }, context, /absent/],
    [good, { ...context, chainId: 'other-1' }, /of chain infonex-dev-1, want other-1/],
    [{ ...good, signature: new Uint8Array(63) }, context, /signature/],
    [{ ...good, form: 7 }, context, /signature/],
  ]
  for (const [voucher, known, why] of rows) t.match(voucherFault(voucher, known), why)
  const text = { ...good, voucher: { ...good.voucher, cumulative: '0500' } } as SignedVoucher
  t.match(voucherFault(text, context), /want a whole number/)
  t.equal(voucherFault(await make(500n, 1_001_000n), context), undefined)
  await t.rejects(signVoucher(stranger, descriptor, { cumulative: 1n }), /names another signer/)
  await t.rejects(signVoucher(signer, descriptor, { cumulative: -1n }), /want >= 0/)
  await t.rejects(walletVoucherSigner(wallet, 'infonex1nobody'), /no secp256k1 account/)
})

/** InfoNex' own client against a node: typed messages and queries, vouchers claimed on chain. */
import type { Secp256k1HdWallet } from '@cosmjs/amino'
import { fromBech32, toHex } from '@cosmjs/encoding'
import type { OfflineSigner } from '@cosmjs/proto-signing'
import { GasPrice } from '@cosmjs/stargate'
import t from 'tap'
import {
  attributeOf,
  type ChannelDescriptor,
  channelIdOf,
  ed25519VoucherSigner,
  eventsOf,
  InfonexClient,
  message,
  PayWordPayee,
  PayWordPayer,
  responseOf,
  secp256k1VoucherSigner,
  SigningInfonexClient,
  signVoucher,
  voucherFault,
  type VoucherSigner,
  walletVoucherSigner,
} from '../../client/index.js'
import '../support/letCosmjsEnd.js'
import {
  aminoWallet,
  CHAIN_ID,
  directWallet,
  FAST,
  firstAddress,
  PREFIX,
  startChain,
  strangerWallet,
  uinx,
} from './chain.js'

const { http } = await startChain()
const gasPrice = GasPrice.fromString('0.0025uinx')
const signerOf = async (wallet: OfflineSigner) => ({
  address: await firstAddress(wallet),
  client: await SigningInfonexClient.connectWithSigner(http, wallet, { ...FAST, gasPrice }),
})
const reader = await InfonexClient.connect(http)
const credit = async (owner: string): Promise<bigint> => {
  const path = '/infonex.payment.v1.Query/Credit'
  const answer = await reader.query.infonex.query(path, { owner, denom: 'uinx' })
  return BigInt(answer.credit?.amount ?? '0')
}

/** What a payer, in whatever way it signs transactions and vouchers, opens and pays. */
interface Case {
  readonly name: string
  readonly wallet: OfflineSigner
  readonly signer: VoucherSigner
}

const secret = (n: number): Uint8Array => new Uint8Array(32).fill(n)
const aminoPayer: Secp256k1HdWallet = await aminoWallet(3)
const cases: Case[] = [
  {
    name: 'direct, ed25519 vouchers',
    wallet: await directWallet(0),
    signer: ed25519VoucherSigner(secret(1)),
  },
  {
    name: 'direct, secp256k1 vouchers',
    wallet: await directWallet(2),
    signer: secp256k1VoucherSigner(secret(2)),
  },
  {
    name: 'amino, vouchers by the wallet as ADR-036 documents',
    wallet: aminoPayer,
    signer: await walletVoucherSigner(aminoPayer, await firstAddress(aminoPayer)),
  },
]

const payee = await signerOf(await directWallet(1))
const aggregator = await firstAddress(await strangerWallet(1))
const alone = [{ address: payee.address, bps: 10_000 }]
const shared = [
  { address: payee.address, bps: 7000 },
  { address: aggregator, bps: 3000 },
].sort((a, b) => compare(fromBech32(a.address).data, fromBech32(b.address).data))

function compare(a: Uint8Array, b: Uint8Array): number {
  return toHex(a) < toHex(b) ? -1 : 1
}

await t.test('every module answers a typed query', async (t) => {
  const { infonex, bank } = reader.query
  const payment = await infonex.query('/infonex.payment.v1.Query/Params', {})
  t.type(payment.params?.closeGraceMs, 'bigint')
  const consensus = await infonex.query('/cosmos.consensus.v1.Query/Params', {})
  t.type(consensus.params?.block?.maxBytes, 'bigint')
  const height = BigInt(await reader.getHeight())
  const { seed } = await infonex.query('/infonex.beacon.v1.Query/Seed', { height })
  t.equal(seed?.seed.length, 32)
  const auth = await infonex.query('/cosmos.auth.v1beta1.Query/Params', {})
  t.equal(auth.params?.maxMemoCharacters, 256n)
  const denomination = await bank.denomMetadata('uinx')
  t.equal(denomination.base, 'uinx')
  await t.rejects(
    infonex.query('/infonex.payment.v1.Query/Channel', { id: '00' }),
    /Query failed with \(\d+\)/,
  )
})

async function openChannel(
  by: Awaited<ReturnType<typeof signerOf>>,
  signer: VoucherSigner,
  payees = shared,
) {
  const { address, client } = by
  const [cap] = uinx(10_000)
  const [amount] = uinx(20_000)
  const opened = await client.execute(address, [
    message('infonex.payment.v1.MsgDeposit', { owner: address, amount: amount ?? null }),
    message('infonex.payment.v1.MsgOpenChannel', {
      payer: address,
      cap: cap ?? null,
      payees,
      signer: signer.key,
      receiptPolicy: 1,
      minDelta: '0',
      expiryMs: BigInt(Date.now()) + 86_400_000n,
      prepayAllow: '100',
      burst: 10_000n,
    }),
  ])
  return { opened, response: responseOf(opened, 'infonex.payment.v1.MsgOpenChannelResponse', 1) }
}

for (const { name, wallet, signer } of cases)
  await t.test(`a channel is opened, paid, claimed and closed: ${name}`, async (t) => {
    const payer = await signerOf(wallet)
    const { opened, response } = await openChannel(payer, signer)
    const descriptor = response.descriptor as ChannelDescriptor
    const id = toHex(response.channelId)
    t.same(channelIdOf(descriptor), response.channelId, 'the id is what anybody computes')
    t.equal(eventsOf(opened, 'infonex.payment.v1.EventChannelOpened').length, 1)
    t.match(attributeOf(opened, 'message', 'sender'), PREFIX)

    const known = {
      chainId: CHAIN_ID,
      channelId: response.channelId,
      accepted: 0n,
      cap: 10_000n,
      closeGraceMs: 3_600_000n,
    }
    const voucher = await signVoucher(signer, descriptor, { cumulative: 1000n })
    t.equal(voucherFault(voucher, known), undefined)
    const forged = { ...voucher, signature: voucher.signature.map((b, i) => (i === 9 ? b ^ 1 : b)) }
    t.match(voucherFault(forged, known), /signature/)

    const before = await credit(payee.address)
    const claim = (v: typeof voucher) =>
      message('infonex.payment.v1.MsgClaim', { sender: payee.address, claim: v })
    await t.rejects(payee.client.execute(payee.address, [claim(forged)]), /signature/i)
    const claimed = await payee.client.execute(payee.address, [claim(voucher)])
    t.equal(responseOf(claimed, 'infonex.payment.v1.MsgClaimResponse').paid, '1000')
    t.equal((await credit(payee.address)) - before, 700n)
    const { channel } = await reader.query.infonex.query('/infonex.payment.v1.Query/Channel', {
      id,
    })
    t.match(channel, { payer: payer.address, settled: '1000', cap: '10000' })

    const last = await signVoucher(signer, descriptor, { cumulative: 1500n })
    const known1000 = { ...known, accepted: 1000n }
    t.equal(voucherFault(last, known1000), undefined)
    t.match(voucherFault(voucher, known1000), /cumulative is 1000, want more than 1000/)
    await payee.client.execute(payee.address, [claim(last)])
    t.equal((await credit(payee.address)) - before, 1050n)
    const ask = { payer: payer.address, channelId: response.channelId }
    const closing = await payer.client.execute(payer.address, [
      message('infonex.payment.v1.MsgRequestClose', ask),
    ])
    const { closeAtMs } = responseOf(closing, 'infonex.payment.v1.MsgRequestCloseResponse')
    t.ok(closeAtMs > BigInt(Date.now()), 'the payees have their grace')
  })

for (const { name, wallet, signer } of cases)
  await t.test(`one signature, many words, one claim: ${name}`, async (t) => {
    const { response } = await openChannel(await signerOf(wallet), signer, alone)
    const descriptor = response.descriptor as ChannelDescriptor
    const { channelId } = response
    const terms = { paymentKey: secret(7), epoch: 0n, base: 0n, unit: 10n }
    const payer = await PayWordPayer.open(signer, descriptor, {
      ...terms,
      ...{ log2Blocks: 4, log2Len: 4 },
    })
    const known = { chainId: CHAIN_ID, channelId, accepted: 0n, cap: 10_000n }
    const words = new PayWordPayee(payer.signed, { ...known, closeGraceMs: 3_600_000n })
    for (let paid = 10n; paid <= 500n; paid += 10n) words.accept(payer.pay(paid), known.cap)
    const before = await credit(payee.address)
    const claim = () => words.claim() ?? null
    const sender = payee.address
    const claimed = await payee.client.execute(sender, [
      message('infonex.payment.v1.MsgClaimPayWord', { sender, claim: claim() }),
    ])
    t.equal(responseOf(claimed, 'infonex.payment.v1.MsgClaimPayWordResponse').paid, '500')
    words.accept(payer.pay(620n), known.cap)
    const later = claim()
    const voucher = await signVoucher(signer, descriptor, { cumulative: 600n })
    const batch = await payee.client.execute(sender, [
      message('infonex.payment.v1.MsgClaimBatch', {
        ...{ sender, claims: [voucher], words: later === null ? [] : [later, later] },
      }),
    ])
    t.same(responseOf(batch, 'infonex.payment.v1.MsgClaimBatchResponse').outcomes, [
      { code: 0, paid: '100' },
      { code: 0, paid: '20' },
      { code: 16, paid: '0' },
    ])
    t.equal((await credit(payee.address)) - before, 620n)
  })

await t.test('a manager opens channels within its grant, until it is revoked', async (t) => {
  const payer = await signerOf(await directWallet(6))
  const manager = await signerOf(await directWallet(7))
  const [cap = null] = uinx(1000)
  const [amount = null] = uinx(20_000)
  const expiryMs = BigInt(Date.now()) + 86_400_000n
  const key = { payer: payer.address, manager: manager.address }
  const limits = {
    ...{ denom: 'uinx', maxCapPerChannel: '1000', maxTotalOpen: '1500', perPeriod: '5000' },
    ...{ maxRatePerS: 10n, maxBurst: 1000n, periodMs: 3_600_000n, expiryMs, uses: 5 },
    ...{ allowedPayees: [payee.address], allowedAggregators: [], allowedModels: [] },
    minReceiptPolicy: 1,
  }
  await payer.client.execute(payer.address, [
    message('infonex.payment.v1.MsgDeposit', { owner: payer.address, amount }),
    message('infonex.payment.v1.MsgGrantManager', { ...key, limits }),
  ])
  const open = message('infonex.payment.v1.MsgOpenChannelByGrant', {
    ...{ ...key, cap, payees: alone, signer: ed25519VoucherSigner(secret(8)).key },
    ...{ receiptPolicy: 1, minDelta: '0', prepayAllow: '0', burst: 1000n, expiryMs },
  })
  const opened = await manager.client.execute(manager.address, [open])
  const { channelId } = responseOf(opened, 'infonex.payment.v1.MsgOpenChannelByGrantResponse')
  t.equal(channelId.length, 32)
  t.equal(attributeOf(opened, 'infonex.payment.v1.EventChannelGranted', 'manager'), manager.address)
  const shown = await reader.query.infonex.query('/infonex.payment.v1.Query/Grant', key)
  t.match(shown.grant, { status: 1, available: '500', grant: { open: '1000', usesLeft: 4 } })
  await t.rejects(manager.client.execute(manager.address, [open]), /max_total_open 1500/)
  const revoked = await payer.client.execute(payer.address, [
    message('infonex.payment.v1.MsgRevokeManagerGrant', { ...key, revokeSigners: true }),
  ])
  const name = 'infonex.payment.v1.MsgRevokeManagerGrantResponse'
  t.equal(responseOf(revoked, name).revokedSigners, 1)
  await t.rejects(manager.client.execute(manager.address, [open]), /it is revoked/)
})

await t.test('the only payee closes at once with its last voucher', async (t) => {
  const { wallet, signer } = cases[0] as Case
  const { response } = await openChannel(await signerOf(wallet), signer, alone)
  const descriptor = response.descriptor as ChannelDescriptor
  const before = await credit(payee.address)
  const close = message('infonex.payment.v1.MsgCloseByPayee', {
    payee: payee.address,
    channelId: response.channelId,
    claim: await signVoucher(signer, descriptor, { cumulative: 500n }),
    descriptor,
  })
  const closed = await payee.client.execute(payee.address, [close])
  t.match(responseOf(closed, 'infonex.payment.v1.MsgCloseByPayeeResponse'), {
    paid: '500',
    released: '9500',
  })
  t.equal((await credit(payee.address)) - before, 500n)
})

await t.test('execute says why: refused by simulation, and by the client before it', async (t) => {
  const { address, client } = await signerOf(await directWallet(4))
  const nothing = message('infonex.payment.v1.MsgWithdrawCredit', { owner: address, denom: 'uinx' })
  await t.rejects(client.execute(address, [nothing]), /no credit/)
  t.throws(() => message('infonex.payment.v1.MsgDeposit', { ownr: address } as never), /no field/)
  t.throws(
    () => message('infonex.payment.v1.MsgOpenChannel', { expiryMs: 5 } as never),
    /expiryMs: want bigint, got number/,
  )
  const sent = await client.sendTokens(address, address, uinx(1), 'auto')
  t.throws(() => responseOf(sent, 'infonex.payment.v1.MsgDepositResponse'), /MsgSendResponse/)
  t.throws(() => attributeOf(sent, 'nothing', 'here'), /no event nothing with attribute here/)
})

await t.test('old heights keep their answers', async (t) => {
  const { address, client } = await signerOf(await directWallet(5))
  const to = await firstAddress(await strangerWallet(50))
  const path = '/cosmos.bank.v1beta1.Query/Balance'
  const heights: number[] = []
  for (const amount of [3, 4, 5])
    heights.push((await client.sendTokens(address, to, uinx(amount), 'auto')).height)
  const amounts = await Promise.all(
    [...heights, 0].map(async (height) => {
      const request = { address: to, denom: 'uinx' }
      return (await reader.query.infonex.query(path, request, height)).balance?.amount
    }),
  )
  t.same(amounts, ['3', '7', '12', '12'])
})

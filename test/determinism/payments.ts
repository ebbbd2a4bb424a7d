/** Random messages of module payment. */
import { channelId } from '../../modules/payment/descriptor.js'
import { commitWords, edKey, signVoucher } from '../modules/payment/market.js'
import { ACCOUNTS, bytes, coin, msg, type Operation, seconds } from './scenario.js'

/** Coins into an escrow. */
export const deposit: Operation = (w, who) => [
  msg('infonex.payment.v1.MsgDeposit', {
    owner: w.address(who),
    amount: coin(w.random(100_000)),
  }),
]

/** A channel of random terms. */
export const open: Operation = (w, who) => [
  msg('infonex.payment.v1.MsgOpenChannel', {
    payer: w.address(who),
    cap: coin(w.random(5000)),
    payees: [{ address: w.address((who + 3) % ACCOUNTS), bps: 10_000 }],
    signer: { algorithm: 1, key: edKey(who).key },
    retailId: 0n,
    wholesaleId: 0n,
    receiptPolicy: 1,
    minDelta: '0',
    expiryMs: seconds(w.chain.height, 40 + w.random(200)).seconds * 1000n,
    prepayAllow: '1',
    ratePerS: BigInt(w.random(50)),
    burst: BigInt(w.random(3000)),
  }),
]

/** Claims, requests and finalisations of some channel that was opened, or of none. */
export const channel: Operation = (w, who) => {
  const descriptor = w.channels[w.random(w.channels.length + 1)]
  const sender = w.address(who)
  const id = descriptor === undefined ? bytes(w.random, 32) : channelId(descriptor)
  const kind = w.random(4)
  if (kind === 0)
    return [msg('infonex.payment.v1.MsgRequestClose', { payer: sender, channelId: id })]
  if (kind === 1) return [msg('infonex.payment.v1.MsgFinalizeClose', { sender, channelId: id })]
  if (descriptor === undefined) return deposit(w, who)
  const owner = Array.from({ length: ACCOUNTS }, (_, n) => n).find(
    (n) => w.address(n) === descriptor.escrowOwner,
  )
  const key = w.random(10) === 0 ? 99 : (owner ?? 0)
  if (w.random(3) === 0) {
    const words = commitWords(descriptor, id, { key, unitAmount: '50' })
    const word = words.claim(w.random(4), 1 + w.random(8))
    return [msg('infonex.payment.v1.MsgClaimPayWord', { sender, claim: word })]
  }
  const claim = signVoucher(descriptor, id, BigInt(w.random(4000)), { key })
  return [msg('infonex.payment.v1.MsgClaim', { sender, claim })]
}

/** Managers are granted, open channels for others, and are revoked. */
export const manage: Operation = (w, who) => {
  const other = w.address((who + 1) % ACCOUNTS)
  const kind = w.random(5)
  if (kind === 0)
    return [
      msg('infonex.payment.v1.MsgRevokeManagerGrant', {
        ...{ payer: w.address(who), manager: other, revokeSigners: w.random(2) === 0 },
      }),
    ]
  const expiryMs = seconds(w.chain.height, 100).seconds * 1000n
  if (kind < 3)
    return [
      msg('infonex.payment.v1.MsgGrantManager', {
        ...{ payer: w.address(who), manager: other },
        limits: {
          ...{ denom: 'uinx', maxCapPerChannel: '3000', maxTotalOpen: '5000', perPeriod: '4000' },
          ...{ maxRatePerS: 40n, maxBurst: 2000n, periodMs: 60_000n, expiryMs, uses: 4 },
          ...{ allowedPayees: [], allowedAggregators: [], allowedModels: [], minReceiptPolicy: 1 },
        },
      }),
    ]
  return [
    msg('infonex.payment.v1.MsgOpenChannelByGrant', {
      ...{ payer: w.address((who + ACCOUNTS - 1) % ACCOUNTS), manager: w.address(who) },
      ...{ cap: coin(w.random(4000)), payees: [{ address: other, bps: 10_000 }] },
      signer: { algorithm: 1, key: edKey(who).key },
      ...{ retailId: 0n, wholesaleId: 0n, receiptPolicy: 1, minDelta: '0', prepayAllow: '1' },
      ...{ expiryMs, ratePerS: BigInt(w.random(50)), burst: BigInt(w.random(2500)) },
    }),
  ]
}

/** Credit or free escrow out. */
export const withdraw: Operation = (w, who) => [
  w.random(2) === 0
    ? msg('infonex.payment.v1.MsgWithdrawCredit', { owner: w.address(who), denom: 'uinx' })
    : msg('infonex.payment.v1.MsgWithdrawFree', {
        owner: w.address(who),
        amount: coin(w.random(2000)),
      }),
]

/** Claims in blocks of the whole application, and what channels take in the store. */
import { codec } from '../../chain/codec/proto.js'
import { channelId } from '../../modules/payment/descriptor.js'
import type { ChannelDescriptor } from '../../modules/payment/state.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { commitWords, edKey, signVoucher } from '../modules/payment/market.js'
import { checkpointOf, countersOf, voucherWith } from '../modules/payment/dual.js'
import { ContractChain, OTHERS } from '../support/contractChain.js'
import { signTx, TestChain, type TestKey } from '../support/testChain.js'

type Name = keyof PlainTypes
interface AnyMsg {
  readonly typeUrl: string
  readonly value: Uint8Array
}
/** The package of payment messages. */
export const P = 'infonex.payment.v1'
/** Number of the key that opens all channels. */
export const PAYER = 0
/** Number of the key that is paid. */
export const PAYEE = 1
const DAY_MS = 86_400_000n
/** Of genesis, before block 1 (testChain.ts). */
export const START_MS = 1_767_225_600_000n

/** A message as a transaction carries it. */
export function msg<N extends Name>(name: N, value: PlainTypes[N]): AnyMsg {
  return { typeUrl: `/${name}`, value: codec(name).encode(value) }
}

/** Address of a key. */
export const textOf = (chain: TestChain, n: number): string => (chain.keys[n] as TestKey).text

/** One block with one transaction, which must succeed. */
export function must(chain: TestChain, who: number, msgs: readonly AnyMsg[]) {
  const tx = signTx({ msgs, signers: [chain.signer(who)], gas: 1_000_000_000n }, chain.parts)
  const { txResults } = chain.block([tx])
  if (txResults[0]?.code !== 0) throw new Error(`the bench's own message: ${txResults[0]?.log}`)
  return txResults[0]
}

function openMsg(chain: TestChain, n: number, change: Partial<ChannelDescriptor> = {}) {
  return msg(`${P}.MsgOpenChannel`, {
    payer: textOf(chain, PAYER),
    cap: { denom: 'uinx', amount: '100000' },
    payees: [{ address: textOf(chain, PAYEE), bps: 10_000 }],
    signer: { algorithm: 1, key: edKey(n).key },
    ...{ retailId: 0n, wholesaleId: 0n, receiptPolicy: 1, minDelta: '0' },
    expiryMs: START_MS + 300n * DAY_MS,
    ...{ prepayAllow: '0', ratePerS: 0n, burst: 100_000n },
    ...change,
  } as PlainTypes[`${typeof P}.MsgOpenChannel`])
}

const descriptors = codec(`${P}.ChannelDescriptor`)

/** Channels of one payer and payee, each with a key of its own; some a block. */
export function open(
  chain: TestChain,
  count: number,
  change: (n: number) => Partial<ChannelDescriptor> = () => ({}),
): ChannelDescriptor[] {
  const out: ChannelDescriptor[] = []
  for (let from = 0; from < count; from += 100) {
    const size = Math.min(100, count - from)
    const msgs = Array.from({ length: size }, (_, i) => openMsg(chain, from + i, change(from + i)))
    for (const event of must(chain, PAYER, msgs).events)
      if (event.type.endsWith('EventChannelOpened')) {
        const text = event.attributes.find((a) => a.key === 'descriptor')?.value ?? ''
        out.push(descriptors.decode(Buffer.from(text, 'base64')))
      }
  }
  return out
}

/** A chain whose payer has an escrow. */
export function funded(accounts: number): TestChain {
  const chain = new TestChain({ accounts })
  chain.block()
  const amount = { denom: 'uinx', amount: '900000000' }
  must(chain, PAYER, [msg(`${P}.MsgDeposit`, { owner: textOf(chain, PAYER), amount })])
  return chain
}

/** Blocks of a run, and how many of them are not timed. */
const ROUNDS = 15
const WARM_UP = 4

function cpuMs(run: () => void): number {
  const from = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(from)
  return (user + system) / 1000
}

/** Milliseconds of processor time a claim, over whole blocks with their commits: the middle one of all blocks. */
function timeBlocks(chain: TestChain, blocks: readonly Uint8Array[][], claims: number): number {
  const times = blocks.map((txs) =>
    cpuMs(() => {
      const { txResults } = chain.block(txs)
      const bad = txResults.find((r) => r.code !== 0)
      if (bad !== undefined) throw new Error(`a claim of the bench failed: ${bad.log}`)
    }),
  )
  // The first blocks warm the code up, and register keys.
  const counted = times.slice(WARM_UP).sort((a, b) => a - b)
  return Math.round(((counted[counted.length >> 1] ?? 0) / claims) * 10_000) / 10_000
}

/** Everybody but payer and payee brings claims: each sender one transaction of one claim a block. */
function singles(chain: TestChain, rounds: AnyMsg[][]): Uint8Array[][] {
  return rounds.map((msgs, round) =>
    msgs.map((one, i) =>
      signTx(
        { msgs: [one], signers: [chain.signer(2 + i, BigInt(round))], gas: 1_000_000n },
        chain.parts,
      ),
    ),
  )
}

function batches(chain: TestChain, rounds: AnyMsg[]): Uint8Array[][] {
  return rounds.map((one, round) => [
    signTx(
      { msgs: [one], signers: [chain.signer(PAYEE, BigInt(round))], gas: 1_000_000_000n },
      chain.parts,
    ),
  ])
}

/**
 * Claims of `count` channels, alone and in batches. Words are the dearest there are: the last of a block of
 * 256 in a commit of 256 blocks, so that a claim makes 256 + 9 hashes and checks a signature.
 */
function measureClaims(count: number): Record<string, number> {
  const chain = funded(count + 2)
  const channels = open(chain, count).map((descriptor) => ({
    descriptor,
    id: channelId(descriptor),
  }))
  const sender = textOf(chain, PAYEE)
  const rounds = Array.from({ length: ROUNDS }, (_, round) => round)
  // Cumulative amounts of the four runs, one above the other: at most 90,000.
  const vouchers = (base: number): PlainTypes[`${typeof P}.SignedVoucher`][][] =>
    rounds.map((round) =>
      channels.map(({ descriptor, id }, n) =>
        signVoucher(descriptor, id, BigInt(base + round + 1), { key: n }),
      ),
    )
  const words = channels.map(({ descriptor, id }, n) =>
    commitWords(descriptor, id, {
      ...{ log2Blocks: 8, log2Len: 8, unitAmount: '1', baseCumulative: '20000', key: n },
    }),
  )
  const wordClaims = (from: number): PlainTypes[`${typeof P}.PayWordClaim`][][] =>
    rounds.map((round) => words.map((commit) => commit.claim(from + round, 256)))
  const alone = <N extends 'MsgClaim' | 'MsgClaimPayWord'>(
    name: N,
    claims: PlainTypes[`${typeof P}.${N}`]['claim'][][],
  ): AnyMsg[][] =>
    claims.map((round) =>
      round.map((claim, i) =>
        msg(`${P}.${name}`, { sender: textOf(chain, 2 + i), claim } as PlainTypes[Name] as never),
      ),
    )
  const batchVoucher = timeBlocks(
    chain,
    batches(
      chain,
      vouchers(0).map((claims) => msg(`${P}.MsgClaimBatch`, { sender, claims, words: [] })),
    ),
    count,
  )
  const claimVoucher = timeBlocks(chain, singles(chain, alone('MsgClaim', vouchers(10_000))), count)
  const batchWord = timeBlocks(
    chain,
    batches(
      chain,
      wordClaims(0).map((some) => msg(`${P}.MsgClaimBatch`, { sender, claims: [], words: some })),
    ),
    count,
  )
  const claimWord = timeBlocks(
    chain,
    singles(chain, alone('MsgClaimPayWord', wordClaims(100))),
    count,
  )
  return {
    claimVoucherMs: batchVoucher,
    claimPaywordMs: batchWord,
    claimVoucherTxMs: claimVoucher,
    claimPaywordTxMs: claimWord,
    claimsPerSec: Math.round(1000 / batchVoucher),
    claimsPerSecPayword: Math.round(1000 / batchWord),
  }
}

/** The second of two runs: the first one warms up the code of all forms alike. */
export function claimTimes(count: number): Record<string, number> {
  measureClaims(count)
  return measureClaims(count)
}

/**
 * Claims with policy DUAL: a voucher, the receipt, its acknowledgement, two prices, a split in three. In batches.
 */
function measureDual(count: number): Record<string, number> {
  const prices = { retail: { perRequest: 100n, perInputByte: 1n }, wholesale: { perRequest: 70n } }
  const c = new ContractChain(prices)
  const channels = c.open(count).map((descriptor) => ({ descriptor, id: channelId(descriptor) }))
  const rounds = Array.from({ length: ROUNDS }, (_, round) => {
    const requests = BigInt(round + 1)
    const claims = channels.map((channel, n) => {
      const endMs = channel.descriptor.startMs + requests
      const counters = countersOf(requests, requests * 50n)
      const checkpoint = checkpointOf(channel, { sequence: requests, counters, endMs })
      return voucherWith(channel, requests * 150n, checkpoint, 1000 + n)
    })
    return msg(`${P}.MsgClaimBatch`, { sender: c.text(OTHERS), claims, words: [] })
  })
  const txs = rounds.map((one, round) => [
    signTx(
      { msgs: [one], signers: [c.chain.signer(OTHERS, BigInt(round))], gas: 1_000_000_000n },
      c.chain.parts,
    ),
  ])
  const claimDualMs = timeBlocks(c.chain, txs, count)
  return { claimDualMs, claimsPerSecDual: Math.round(1000 / claimDualMs) }
}

/** The second of two runs. */
export function dualTimes(count: number): Record<string, number> {
  measureDual(3 * count)
  return measureDual(count)
}

/** Bytes that lie under the prefixes of channels in the payment store. */
function channelBytes(chain: TestChain): { value: number; all: number; entries: number } {
  const ctx = chain.app.contextAt(chain.store.version)
  if (ctx === undefined) throw new Error('no context')
  const sum = { value: 0, all: 0, entries: 0 }
  for (const [key, value] of ctx.kv('payment').iterate()) {
    // Escrows, their ids and counter, params and credits are there without channels, too.
    if ([0, 1, 2, 3, 7].includes(key[0] as number)) continue
    if (key[0] === 4) sum.value += value.length
    sum.all += key.length + value.length
    sum.entries += 1
  }
  return sum
}

/** What an open channel takes, and what is left of it when it has closed. */
export function channelSizes(count: number): Record<string, number> {
  const chain = funded(2)
  const before = channelBytes(chain)
  const live = chain.store.stats().liveBytes
  const channels = open(chain, count)
  // Versions that are kept for queries are not the channels'.
  for (let i = 0; i < 200; i++) chain.block()
  const opened = channelBytes(chain)
  const grown = chain.store.stats().liveBytes - live
  for (let from = 0; from < count; from += 100)
    must(
      chain,
      PAYEE,
      channels.slice(from, from + 100).map((descriptor) =>
        msg(`${P}.MsgCloseByPayee`, {
          ...{ payee: textOf(chain, PAYEE), channelId: channelId(descriptor), descriptor },
          ...{ claim: null, words: null },
        }),
      ),
    )
  const closed = channelBytes(chain)
  return {
    bytesPerOpenChannel: (opened.value - before.value) / count,
    bytesPerOpenChannelKeysAndIndexes: (opened.all - opened.value - before.all) / count,
    bytesPerOpenChannelResident: Math.round(grown / count),
    bytesPerClosedChannel: (closed.all - before.all) / count,
  }
}

import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { compareBytes } from '../../../chain/types/bytes.js'
import { compareDenoms } from '../../../chain/types/coin.js'
import { codec } from '../../../chain/codec/proto.js'
import { channelId } from '../../../modules/payment/descriptor.js'
import type { ChannelDescriptor } from '../../../modules/payment/state.js'
import { allot } from '../../../modules/sla/ir/allot.js'
import { compile } from '../../../modules/sla/ir/compile.js'
import { parsePlanDocument } from '../../../modules/sla/ir/document.js'
import type { Allotment } from '../../../modules/sla/ir/terms.js'
import { AGGREGATOR, anyMsg, CLIENT, ContractChain, OTHERS } from '../../support/contractChain.js'
import { signTx } from '../../support/testChain.js'
import { checkpointOf, countersOf, voucherWith } from '../payment/dual.js'
import { planDocument } from '../payment/standInSla.js'

/** A base fee and a hundred requests at most: neither adds up over channels. */
const RETAIL = { base: 500n, perRequest: 20n, max: 100n }
const ir = compile(parsePlanDocument(planDocument(RETAIL)))

interface Channel {
  readonly id: Uint8Array
  readonly descriptor: ChannelDescriptor
  /** Number of its signer's key. */
  readonly key: number
}

/** A chain with some channels of one agreement; the first that opened comes first. */
function opened(count: number): { c: ContractChain; channels: Channel[] } {
  const c = new ContractChain({ retail: RETAIL, wholesale: { perRequest: 5n } })
  const channels = c
    .open(count)
    .map((descriptor, n) => ({ descriptor, id: channelId(descriptor), key: 1000 + n }))
  return { c, channels }
}

function send(c: ContractChain, who: readonly number[], one: ReturnType<typeof anyMsg>) {
  const { chain } = c
  const signers = who.map((n) => chain.signer(n))
  const tx = signTx({ msgs: [one], signers, gas: 100_000_000n }, chain.parts)
  return chain.block([tx]).txResults[0]
}

function parties(c: ContractChain): { parties: string[]; who: number[] } {
  const both = [CLIENT, AGGREGATOR].map((n) => ({ n, text: c.text(n) }))
  both.sort((a, b) => compareDenoms(a.text, b.text))
  return { parties: both.map(({ text }) => text), who: both.map(({ n }) => n) }
}

function divide(
  c: ContractChain,
  parts: readonly { id: Uint8Array; allotment: Allotment | null }[],
) {
  const agreementId = c.retailId
  const allotments = parts
    .map(({ id, allotment }) => ({ agreementId, channelId: id, allotment }))
    .sort((a, b) => compareBytes(a.channelId, b.channelId))
  const { parties: both, who } = parties(c)
  const value = { parties: both, agreementId, allotments }
  return send(c, who, anyMsg('infonex.sla.v1.MsgAllotChannels', value))
}

/** Claims all that a channel's usage is worth; gives what is measured by the retail plan. */
function claim(c: ContractChain, channel: Channel, requests: bigint): bigint {
  const endMs = channel.descriptor.startMs + 1n
  const counters = countersOf(requests)
  const checkpoint = checkpointOf(channel, { sequence: requests, counters, endMs })
  const sender = c.text(OTHERS)
  const one = voucherWith(channel, 1n, checkpoint, channel.key)
  // One unit is within what may be prepaid, so that the checkpoint is booked or nothing is to be paid.
  send(c, [OTHERS], anyMsg('infonex.payment.v1.MsgClaim', { sender, claim: one }))
  const ctx = c.chain.app.contextAt(c.chain.store.version)
  if (ctx === undefined) throw new Error('no context')
  return c.chain.parts.payment.under.contracts.get(ctx, channel.id)?.retail ?? -1n
}

await t.test(
  'C6: any spread of one usage over channels costs the same, within what each has',
  (t) => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ weight: fc.bigInt(1n, 5n), part: fc.integer({ min: 1, max: 100 }) }), {
          minLength: 1,
          maxLength: 4,
        }),
        (spread) => {
          const { c, channels } = opened(spread.length)
          const parts = allot(
            ir,
            0,
            spread.map(({ weight }) => weight),
          )
          const result = divide(
            c,
            channels.map(({ id }, i) => ({ id, allotment: parts[i] as Allotment })),
          )
          assert.equal(result?.code, 0, result?.log ?? '')
          let total = 0n
          let price = 0n
          channels.forEach((channel, i) => {
            const room =
              parts[i]?.slices.find(({ max }) => (max?.whole ?? 0n) > 0n)?.max?.whole ?? 0n
            const used = (room * BigInt(spread[i]?.part ?? 0)) / 100n
            // A channel that carries the base price owes it with its first answer.
            if (used === 0n && i > 0) return
            total += used === 0n ? 1n : used
            price += claim(c, channel, used === 0n ? 1n : used)
          })
          assert.equal(price, RETAIL.base + RETAIL.perRequest * total)
        },
      ),
      { numRuns: 12 },
    )
    t.end()
  },
)

await t.test(
  'C6: the first channel has all; a free tier is not earned again by opening more',
  (t) => {
    const { c, channels } = opened(2)
    const [first, second] = channels
    if (first === undefined || second === undefined) throw new Error('two channels')
    t.equal(claim(c, second, 10n), 0n, 'nothing until it is divided: no base price either')
    t.equal(claim(c, first, 10n), 700n)
    const query = c.chain.app.contextAt(c.chain.store.version)
    if (query === undefined) throw new Error('no context')
    const book = c.chain.parts.sla.allotments.of(query, c.retailId)
    t.equal(book.length, 2)
    t.equal(book.filter(({ allotment }) => allotment === null).length, 1)
    const { descriptor, id: closing } = first
    const all = [CLIENT, AGGREGATOR, 1].map((n) => ({ n, text: c.text(n) }))
    all.sort((a, b) => compareDenoms(a.text, b.text))
    const close = send(
      c,
      all.map(({ n }) => n),
      anyMsg('infonex.payment.v1.MsgCloseCooperative', {
        parties: all.map(({ text }) => text),
        ...{ channelId: closing, finalCumulative: '700', descriptor },
      }),
    )
    t.equal(close?.code, 0, close?.log ?? '')
    const [third] = c.open(1, 2).map((d) => ({ descriptor: d, id: channelId(d), key: 1002 }))
    if (third === undefined) throw new Error('a channel')
    t.equal(claim(c, third, 10n), 0n, 'nor by closing and opening')
    const all100 = allot(ir, 0, [0n, 1n])
    const result = divide(c, [{ id: third.id, allotment: all100[1] as Allotment }])
    t.equal(result?.code, 0, result?.log ?? '')
    t.equal(claim(c, third, 11n), 220n)
    t.end()
  },
)

await t.test('MsgAllotChannels, every refusal', (t) => {
  const { c, channels } = opened(2)
  const [first, second] = channels
  if (first === undefined || second === undefined) throw new Error('two channels')
  const halves = allot(ir, 0, [1n, 1n])
  const half = (i: number) => halves[i] as Allotment
  const agreementId = c.retailId
  const of = (id: Uint8Array, allotment: Allotment | null) => ({
    ...{ agreementId, channelId: id, allotment },
  })
  const sorted = [of(first.id, half(0)), of(second.id, half(1))].sort((a, b) =>
    compareBytes(a.channelId, b.channelId),
  )
  const { parties: both, who } = parties(c)
  const good = { parties: both, agreementId, allotments: sorted }
  const stranger = { parties: [c.text(OTHERS)] }
  const twice = half(1).slices.flatMap((slice) => [slice, slice])
  const table: readonly (readonly [string, object, readonly number[], RegExp])[] = [
    ['nothing', { allotments: [] }, who, /allotments has 0 entries/],
    ['another agreement', { agreementId: 1n }, who, /agreement_id is 2, want 1/],
    ['no id', { allotments: [of(new Uint8Array(3), null)] }, who, /has 3 bytes, want 32/],
    ['order', { allotments: [...sorted].reverse() }, who, /is not above the one before/],
    ['a stranger', stranger, [OTHERS], /parties are .*: the signer is no party/],
    ['one party alone', { parties: [c.text(CLIENT)] }, [CLIENT], /the signer is no party/],
    [
      'no channel',
      { allotments: [of(new Uint8Array(32), null)] },
      who,
      /is no open channel of agreement 2/,
    ],
    ['two bases', { allotments: [of(second.id, half(0))] }, who, /two channels carry the base/],
    [
      'more than there is',
      { allotments: [of(second.id, half(1))] },
      who,
      /150 requests are given of 100/,
    ],
    [
      'a slice twice',
      { allotments: [of(second.id, { carriesBase: false, slices: twice })] },
      who,
      /there twice/,
    ],
  ]
  for (const [what, change, signers, want] of table) {
    const value = codec('infonex.sla.v1.MsgAllotChannels').encode({ ...good, ...change })
    const typeUrl = '/infonex.sla.v1.MsgAllotChannels'
    const result = send(c, signers, { typeUrl, value })
    t.not(result?.code, 0, what)
    t.match(result?.log, want, what)
  }
  const result = send(c, who, anyMsg('infonex.sla.v1.MsgAllotChannels', good))
  t.equal(result?.code, 0, result?.log ?? '')
  t.end()
})

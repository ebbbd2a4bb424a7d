/** Reconciliation does not depend on order; what is signed is one rising chain, whatever crashes when. */
import fc from 'fast-check'
import t from 'tap'
import { toHex } from '../../../chain/types/bytes.js'
import { sha256 } from '../../../chain/codec/hash.js'
import { ChannelBook, type ClientWord } from '../../../node/manager/channelBook.js'
import { readRecords } from '../../../node/manager/managerLog.js'
import { Spending } from '../../../node/manager/spending.js'
import { type Measure, paymentOf, type WireReport } from '../../../node/metering/managerApi.js'
import {
  channelId,
  type ChannelDescriptor,
  encodeMessage,
  type Receipt,
  receiptBytes,
  type SignedReceipt,
} from '../../../proto/inference/objects.js'
import { CrashingLog } from '../metering/crashingLog.js'
import { receiptWith } from '../metering/objects.js'
import {
  contractOf,
  keys,
  managerOn,
  measurementOf,
  nextReceipt,
  receipts,
  requestAfter,
  TestChain,
} from './world.js'

const chain = new TestChain()
const descriptors = [chain.open(1n), chain.open(2n)] as const
const contract = await contractOf(chain, descriptors[0])

const wordOf = (descriptor: ChannelDescriptor, receipt: SignedReceipt): ClientWord => {
  const measurement = measurementOf(descriptor, receipt)
  return {
    acknowledgement: measurement.measurement?.acknowledgement as ClientWord['acknowledgement'],
    measurement,
    request: null,
  }
}

await t.test('words in any order, any number of times, come to the same state', async () => {
  const [descriptor] = descriptors
  const id = channelId(sha256, descriptor)
  const honest = Array.from({ length: 24 }, (_, i) =>
    receiptWith(descriptor, { sequence: BigInt(i + 1), cumulative: String(i) }),
  )
  const other = honest.map(({ receipt }) =>
    receiptWith(descriptor, { ...(receipt as Receipt), outputDigest: new Uint8Array(32).fill(9) }),
  )
  // Of each answer: what the supplier sent (nothing, the receipt), what the client said (nothing, of it, of another).
  const answers = fc.array(fc.tuple(fc.boolean(), fc.constantFrom('none', 'same', 'other')), {
    minLength: 1,
    maxLength: 24,
  })
  fc.assert(
    fc.property(
      answers,
      fc.infiniteStream(fc.nat(999)),
      fc.infiniteStream(fc.nat(999)),
      (all, order, again) => {
        const words = all.flatMap(([supplier, client], i) => [
          ...(supplier ? [honest[i] as SignedReceipt] : []),
          ...(client === 'none'
            ? []
            : [wordOf(descriptor, (client === 'same' ? honest : other)[i] as SignedReceipt)]),
        ])
        const build = (list: readonly (SignedReceipt | ClientWord)[]): string => {
          const book = new ChannelBook(id, descriptor)
          for (const word of list)
            if ('acknowledgement' in word) book.addWord(word)
            else book.addReceipt(word)
          return `${book.state} ${book.agreed?.sequence} ${book.agreed?.amount} ${book.conflicts.length}`
        }
        const repeated = [
          ...words,
          ...words.filter((_, i) => (again.next().value ?? 0) % 3 === i % 3),
        ]
        const shuffled = repeated
          .map((word) => ({ word, key: order.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ word }) => word)
        const best = all.reduce(
          (n, [supplier, client], i) => (supplier && client === 'same' ? i + 1 : n),
          0,
        )
        const straight = build(words)
        const want = best === 0 ? 'undefined undefined' : `${best} ${best - 1}`
        return build(shuffled) === straight && straight.includes(` ${want} 0`)
      },
    ),
    { numRuns: 200 },
  )
})

await t.test('a book that is written anew reads as the same book', async () => {
  const [descriptor] = descriptors
  const id = channelId(sha256, descriptor)
  const all = Array.from({ length: 40 }, (_, i) =>
    receiptWith(descriptor, {
      sequence: BigInt(1 + (i % 20)),
      cumulative: '1',
      salt: i < 20 ? 0 : 1,
    }),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(39), fc.boolean()), { maxLength: 60 }), (words) => {
      const book = new ChannelBook(id, descriptor)
      for (const [i, supplier] of words)
        if (supplier) book.addReceipt(all[i] as SignedReceipt)
        else book.addWord(wordOf(descriptor, all[i] as SignedReceipt))
      const again = new ChannelBook(id, descriptor)
      for (const word of book.words())
        if ('acknowledgement' in word) again.addWord(word)
        else again.addReceipt(word)
      const show = (one: ChannelBook): string =>
        `${one.state} ${one.agreed?.sequence} ${one.conflicts
          .map((c) => `${c.by} ${c.sequence}`)
          .sort((a, b) => (a < b ? -1 : 1))
          .join()}`
      return show(again) === show(book)
    }),
    { numRuns: 100 },
  )
})

const LENGTH = 8
const streams = descriptors.map((descriptor) => receipts(contract, descriptor, LENGTH))
/** Second receipts of the same sequences, signed too. */
const doubles = descriptors.map((descriptor, c) =>
  streams[c]?.map((_, i) =>
    nextReceipt(contract, descriptor, streams[c]?.[i - 1], {
      outputDigest: new Uint8Array(32).fill(1),
    }),
  ),
)
/** Sequence of each receipt by its id. */
const sequences = new Map(
  [...streams, ...doubles].flatMap(
    (list) =>
      list?.map(
        ({ receipt }) =>
          [toHex(sha256(receiptBytes(receipt as Receipt))), receipt as Receipt] as const,
      ) ?? [],
  ),
)

interface Step {
  readonly channel: number
  readonly at: number
  readonly side: 'supplier' | 'client' | 'both' | 'request' | 'double' | 'doubleAck' | 'read'
}

function measureOf({ channel, at, side }: Step): Measure {
  const descriptor = descriptors[channel] as ChannelDescriptor
  const receipt = streams[channel]?.[at] as SignedReceipt
  const second = doubles[channel]?.[at] as SignedReceipt
  switch (side) {
    case 'supplier':
      return { descriptor, receipt }
    case 'request':
      return { descriptor, request: requestAfter(descriptor, receipt) }
    case 'double':
      return { descriptor, receipt: second }
    case 'doubleAck':
      return { descriptor, measurement: measurementOf(descriptor, second) }
    case 'client':
      return { descriptor, measurement: measurementOf(descriptor, receipt) }
    case 'both':
    case 'read':
      return { descriptor, receipt, measurement: measurementOf(descriptor, receipt) }
  }
}

/** What left the manager: voucher bytes by channel and amount. */
class Seen {
  readonly #vouchers = new Map<string, { text: string; head: string }>()
  problem: string | undefined

  look(reports: readonly WireReport[]): void {
    for (const report of reports) {
      const { voucher } = paymentOf(report)
      if (voucher?.voucher == null) continue
      const text = toHex(encodeMessage('infonex.payment.v1.SignedVoucher', voucher))
      const head = toHex(voucher.voucher.receiptHead)
      const key = `${report.channel} ${voucher.voucher.cumulative}`
      const known = this.#vouchers.get(key)
      if (known !== undefined && known.text !== text) this.problem = `two vouchers for ${key}`
      this.#vouchers.set(key, { text, head })
      const receipt = sequences.get(head)
      if (receipt?.cumulative !== voucher.voucher.cumulative)
        this.problem = `voucher ${key} pays for another amount than that of its receipt`
    }
  }

  /** Highest amount that left for a channel. */
  highest(channel: string): bigint {
    const amounts = [...this.#vouchers.keys()]
      .filter((key) => key.startsWith(channel))
      .map((key) => BigInt(key.split(' ')[1] as string))
    return amounts.reduce((a, b) => (a > b ? a : b), 0n)
  }

  /** Undefined if the vouchers of each channel rise with their sequences, one a sequence. */
  fault(): string | undefined {
    if (this.problem !== undefined) return this.problem
    for (const descriptor of descriptors) {
      const id = toHex(channelId(sha256, descriptor))
      const rows = [...this.#vouchers]
        .filter(([key]) => key.startsWith(id))
        .map(([key, { head }]) => ({
          amount: BigInt(key.split(' ')[1] as string),
          sequence: sequences.get(head)?.sequence as bigint,
        }))
        .sort((a, b) => (a.amount < b.amount ? -1 : 1))
      for (const [i, row] of rows.entries())
        if (i > 0 && row.sequence <= (rows[i - 1]?.sequence as bigint))
          return `${row.sequence} is signed after ${rows[i - 1]?.sequence}`
    }
    return undefined
  }
}

const steps = (sides: readonly Step['side'][]): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.record({
      channel: fc.nat(1),
      at: fc.nat(LENGTH - 1),
      side: fc.constantFrom(...sides),
    }),
    { maxLength: 24 },
  )
const crashes = fc.array(fc.record({ after: fc.nat(12), kept: fc.boolean() }), { maxLength: 4 })
const ids = descriptors.map((descriptor) => toHex(channelId(sha256, descriptor)))

/** Plays commands, several at a time, on managers that die; true if all that left is one rising chain a channel. */
async function play(all: readonly Step[], dies: readonly { after: number; kept: boolean }[]) {
  const disk = new CrashingLog()
  const seen = new Seen()
  const left = [...dies]
  const limit = { amount: 100n, periodMs: 1_000_000 }
  const boot = () => {
    const next = left.shift()
    const log = disk.reboot()
    if (next !== undefined) log.crashAfter(next.after, next.kept)
    return managerOn(chain, log, { limit })
  }
  let manager = boot()
  for (let i = 0; i < all.length; i += 3) {
    const group = all.slice(i, i + 3)
    await Promise.allSettled(
      group.map(async (step) => {
        if (step.side === 'read') seen.look([await manager.report(ids[step.channel] as string)])
        else seen.look((await manager.submit([measureOf(step)])).channels)
      }),
    )
    if (disk.dead) {
      manager = boot()
      for (const id of ids) {
        const book = manager.books.get(id)
        if (seen.highest(id) > (book?.paid ?? 0n)) return `what left of ${id} was forgotten`
      }
    }
  }
  const spent = ids.reduce((sum, id) => sum + seen.highest(id), 0n)
  if (spent > limit.amount) return `${spent} were signed in a period of ${limit.amount}`
  return seen.fault()
}

await t.test(
  'H22: what leaves is one rising chain a channel, within the limit, over any crashes',
  async (t) => {
    let vouchers = 0
    await fc.assert(
      fc.asyncProperty(
        steps(['supplier', 'client', 'both', 'request', 'double', 'doubleAck', 'read']),
        crashes,
        async (all, dies) => {
          const fault = await play(all, dies)
          if (fault !== undefined) throw new Error(fault)
          vouchers += 1
          return true
        },
      ),
      { numRuns: 150 },
    )
    t.ok(vouchers > 0)
    const one: Step = { channel: 0, at: 2, side: 'both' }
    const disk = new CrashingLog()
    const { channels } = await managerOn(chain, disk).submit([measureOf(one)])
    t.match(channels[0], { paid: '30', sequence: '3' }, 'the plays do pay')
    t.equal(disk.records.length, 4, 'channel, receipt, measurement, voucher')
  },
)

await t.test('each crash point of one payment, kept and lost', async (t) => {
  for (let at = 0; at < 8; at++)
    for (const kept of [false, true]) {
      const fault = await play(
        [
          { channel: 0, at: 0, side: 'both' },
          { channel: 0, at: 1, side: 'both' },
          { channel: 0, at: 1, side: 'read' },
          { channel: 0, at: 1, side: 'both' },
          { channel: 0, at: 3, side: 'both' },
        ],
        [{ after: at, kept }],
      )
      t.equal(fault, undefined, `append ${at}, ${kept ? 'kept' : 'lost'}`)
    }
})

await t.test(
  'who signs two things for one sequence is kept as evidence, and nothing more is paid',
  async (t) => {
    const disk = new CrashingLog()
    const manager = managerOn(chain, disk)
    await manager.submit([measureOf({ channel: 0, at: 0, side: 'both' })])
    const first = await manager.submit([measureOf({ channel: 0, at: 1, side: 'supplier' })])
    t.equal(first.channels[0]?.state, 'waiting')
    const second = await manager.submit([measureOf({ channel: 0, at: 1, side: 'double' })])
    t.match(second, { results: [{ status: 'conflict' }], channels: [{ state: 'disputed' }] })
    const size = disk.records.length
    await manager.submit([measureOf({ channel: 0, at: 1, side: 'double' })])
    t.equal(disk.records.length, size, 'evidence is written once')
    for (const one of [manager, managerOn(chain, disk)]) {
      const { channels } = await one.submit([measureOf({ channel: 0, at: 3, side: 'both' })])
      t.match(
        channels[0],
        { state: 'disputed', sequence: '1', paid: '10' },
        'the last co-signed stands',
      )
    }
    const books = readRecords(disk.records, new Spending(undefined))
    t.match(books.get(ids[0] as string)?.conflicts, [{ by: 'supplier', sequence: 2n }])
    t.not(keys.manager.key, keys.payer.key)
  },
)

await t.test(
  'measurements that disagree: the last co-signed stands until both agree again',
  async (t) => {
    const manager = managerOn(chain, new CrashingLog())
    await manager.submit([measureOf({ channel: 0, at: 0, side: 'both' })])
    await manager.submit([measureOf({ channel: 0, at: 1, side: 'supplier' })])
    const differ = await manager.submit([measureOf({ channel: 0, at: 1, side: 'doubleAck' })])
    t.match(differ.channels[0], { state: 'disputed', sequence: '1', paid: '10' })
    const later = await manager.submit([measureOf({ channel: 0, at: 2, side: 'both' })])
    t.match(later.channels[0], { state: 'agreed', sequence: '3', paid: '30' })
  },
)

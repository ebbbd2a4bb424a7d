/** No sequence is acknowledged twice, whatever crashes when. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import t from 'tap'
import { toHex } from '../../../chain/types/bytes.js'
import { ClientBook, SequenceBurnt } from '../../../node/metering/clientBook.js'
import type { ChannelDescriptor, SignedReceipt } from '../../../proto/inference/objects.js'
import { CrashingLog } from './crashingLog.js'
import { descriptorOf, receiptWith } from './objects.js'

const channels = [descriptorOf(1n), descriptorOf(2n)]

/** What the book was asked to acknowledge. */
interface Ask {
  readonly channel: number
  readonly sequence: number
  readonly salt: number
}

await t.test('H22: one answer a sequence is acknowledged, over any crashes', async () => {
  const asks = fc.array(
    fc.record({ channel: fc.nat(1), sequence: fc.integer({ min: 1, max: 6 }), salt: fc.nat(2) }),
    { maxLength: 30 },
  )
  const crashes = fc.array(fc.record({ at: fc.nat(8), kept: fc.boolean() }), { maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(asks, crashes, async (all: readonly Ask[], dies) => {
      const signed = new Map<string, string>()
      const disk = new CrashingLog()
      let book = ClientBook.of(disk, [])
      for (const { channel, sequence, salt } of all) {
        const crash = dies[0]
        if (crash !== undefined) disk.crashAfter(crash.at, crash.kept)
        const descriptor = channels[channel] as ChannelDescriptor
        const receipt: SignedReceipt = receiptWith(descriptor, { sequence: BigInt(sequence), salt })
        try {
          const ack = await book.accept(descriptor, receipt)
          const key = `${channel} ${ack.sequence}`
          const head = toHex(ack.receiptHead)
          if (signed.has(key) && signed.get(key) !== head) return false
          signed.set(key, head)
        } catch (error) {
          if (error instanceof SequenceBurnt) continue
          if (!disk.dead) throw error
          dies.shift()
          book = ClientBook.of(disk.reboot(), disk.records)
        }
      }
      return true
    }),
    { numRuns: 200 },
  )
})

await t.test('two answers of one sequence that race: one is acknowledged', async (t) => {
  const book = ClientBook.of(new CrashingLog(), [])
  const [descriptor] = channels as [ChannelDescriptor]
  const both = await Promise.allSettled(
    [1, 2].map((salt) => book.accept(descriptor, receiptWith(descriptor, { sequence: 3n, salt }))),
  )
  t.strictSame(
    both.map(({ status }) => status),
    ['fulfilled', 'rejected'],
  )
  const failing = new CrashingLog()
  failing.crashAfter(0, false)
  const burnt = ClientBook.of(failing, [])
  const first = receiptWith(descriptor, { sequence: 1n, salt: 1 })
  await t.rejects(burnt.accept(descriptor, first), /crash/)
  await t.rejects(
    burnt.accept(descriptor, receiptWith(descriptor, { sequence: 1n, salt: 2 })),
    SequenceBurnt,
    'a write that failed may be on the disk all the same',
  )
})

await t.test('a book is small again when it is opened', async (t) => {
  const dir = await mkdtemp(path.join(tmpdir(), 'infonex-book-'))
  t.teardown(() => rm(dir, { recursive: true, force: true }))
  const file = path.join(dir, 'client.log')
  const [descriptor] = channels as [ChannelDescriptor]
  let book = await ClientBook.open(file)
  for (let from = 1; from <= 1100; from += 100)
    await Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        book.accept(descriptor, receiptWith(descriptor, { sequence: BigInt(from + i), salt: 0 })),
      ),
    )
  await book.close()
  book = await ClientBook.open(file)
  t.equal(book.last(descriptor)?.receipt?.sequence, 1100n)
  await book.accept(descriptor, receiptWith(descriptor, { sequence: 1101n, salt: 0 }))
  await book.close()
  const records: Uint8Array[] = []
  const { AppendLog } = await import('../../../node/supplier/appendLog.js')
  await (await AppendLog.open(file, (record) => void records.push(record))).close()
  t.equal(records.length, 2)
  book = await ClientBook.open(file)
  t.equal(book.lasts()[0]?.receipt.receipt?.sequence, 1101n)
  await book.close()
})

/** A client that dies between request and answer: it asks again after its start, and pays once. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import t from 'tap'
import { Verifier } from '../../../node/crypto/verifier.js'
import { PaidClient } from '../../../node/inference/paidClient.js'
import { ClientBook } from '../../../node/metering/clientBook.js'
import { Contracts } from '../../../node/metering/serviceContract.js'
import { startSupplier } from '../../../node/supplier/server.js'
import type { ChannelDescriptor } from '../../../proto/inference/objects.js'
import { drawDigits, HELD_OUT } from '../supplier/pictures.js'
import { image, modelId, supplierOptions } from '../supplier/support.js'
import { CrashingLog } from './crashingLog.js'
import { chainAt, keys } from './dualWorld.js'
import { descriptorOf, receiptWith } from './objects.js'

const { images } = drawDigits(3, HELD_OUT)
const picture = (i: number) => image(images[i % images.length] as Float32Array)
const MAX = 20n

/** A supplier, and a client of one channel that dies and starts again. */
async function begin(t: { teardown(end: () => unknown): void }) {
  const dir = await mkdtemp(path.join(tmpdir(), 'infonex-lost-'))
  t.teardown(() => rm(dir, { recursive: true, force: true }))
  const { chain, direct } = chainAt(Date.now())
  const verifier = new Verifier({ workers: 0 })
  const supplier = await startSupplier({
    ...supplierOptions(chain, keys.supplier, verifier, path.join(dir, 'ledger.log')),
    agreements: chain,
  })
  t.teardown(() => supplier.close())
  const contract = await new Contracts(chain).of(direct)
  let book = await ClientBook.open(path.join(dir, 'client.log'))
  t.teardown(() => book.close())
  const client = (send: typeof fetch = fetch) =>
    new PaidClient({
      ...{ url: supplier.url, descriptor: direct, signer: keys.payer, verifier },
      ...{ receiptKey: keys.supplier.key, fetch: send, attempts: 1 },
      metering: { contract, signer: keys.client, book },
    })
  const restart = async (send?: typeof fetch) => {
    await book.close()
    book = await ClientBook.open(path.join(dir, 'client.log'))
    return client(send)
  }
  return {
    supplier,
    descriptor: direct,
    client,
    restart,
    account: () => supplier.ledger.account(direct),
  }
}

/** The server answers, and the answer is lost. */
const loses: typeof fetch = async (...args) => {
  const response = await fetch(...args)
  await response.arrayBuffer()
  throw new Error('the line is cut')
}
/** Nothing reaches the server. */
const isCut: typeof fetch = async () => {
  throw new Error('the line is cut')
}

await t.test('an answer that was lost in a crash is asked for again, and paid once', async (t) => {
  const w = await begin(t)
  const first = w.client()
  await first.infer(modelId, picture(0), MAX)
  const dying = await w.restart(loses)
  await t.rejects(dying.infer(modelId, picture(1), MAX), { code: 'unreachable' })
  const { charged } = w.account()
  t.equal(w.account().sequence, 2n, 'it was served')
  const again = await w.restart()
  t.same(again.pendingRequest?.request, dying.pendingRequest?.request, 'as it was signed')
  await t.rejects(again.infer(modelId, picture(2), MAX), { code: 'pending' })
  const answer = await again.resume()
  t.equal(answer.receipt.sequence, 2n)
  t.equal(again.charged, charged)
  t.equal(w.account().charged, charged, 'charged once')
  await again.infer(modelId, picture(2), MAX)
  const last = await again.settle()
  t.equal(last?.voucher?.cumulative, w.account().charged.toString())
  t.equal(w.account().paid, w.account().charged, 'and all of it is paid')
  t.equal((await w.restart()).pendingRequest, undefined)
})

await t.test(
  'a request that never went out is sent after the start; one that was refused is not',
  async (t) => {
    const w = await begin(t)
    const cut = w.client(isCut)
    await t.rejects(cut.infer(modelId, picture(0), MAX), { code: 'unreachable' })
    t.equal(w.account().sequence, 0n)
    const again = await w.restart()
    t.equal((await again.resume()).receipt.sequence, 1n)
    await t.rejects(again.infer(modelId, picture(1), 1n), { code: 'price_too_high' })
    const fresh = await w.restart()
    t.equal(fresh.pendingRequest, undefined)
    t.equal((await fresh.infer(modelId, picture(1), MAX)).receipt.sequence, 2n)
  },
)

await t.test('a request that is too large for the book is sent all the same', async (t) => {
  const book = ClientBook.of(new CrashingLog(), [])
  const descriptor = descriptorOf(1n)
  const request = { request: null, signature: new Uint8Array(64), salt: new Uint8Array(32) }
  const body = new Uint8Array(1_000_001)
  await book.begin(descriptor, { request, voucher: undefined, body, jsonLength: 5 })
  t.equal(book.pending(descriptor), undefined)
})

await t.test(
  'H22: what a book has of a request, over any crashes, is the last one that may be out',
  async () => {
    const channels = [descriptorOf(1n), descriptorOf(2n)] as [ChannelDescriptor, ChannelDescriptor]
    const move = fc.tuple(fc.constantFrom('begin', 'answer', 'refuse', 'restart'), fc.nat(1))
    await fc.assert(
      fc.asyncProperty(
        fc.array(move, { maxLength: 25 }),
        fc.nat(20),
        fc.boolean(),
        async (all, at, kept) => {
          const disk = new CrashingLog()
          disk.crashAfter(at, kept)
          let book = ClientBook.of(disk, [])
          const out = new Map<number, number | undefined>()
          const sequences = [0n, 0n]
          for (const [i, [what, channel]] of all.entries()) {
            const descriptor = channels[channel] as ChannelDescriptor
            const body = Uint8Array.of(i)
            const request = {
              request: null,
              signature: new Uint8Array(64),
              salt: new Uint8Array(32),
            }
            const before = out.get(channel)
            let after = before
            try {
              if (what === 'begin') {
                after = i
                await book.begin(descriptor, {
                  request,
                  voucher: undefined,
                  body,
                  jsonLength: undefined,
                })
              } else if (what === 'refuse') {
                after = undefined
                await book.forget(descriptor)
              } else if (what === 'answer') {
                after = undefined
                const sequence = (sequences[channel] = (sequences[channel] ?? 0n) + 1n)
                await book.accept(descriptor, receiptWith(descriptor, { sequence }))
              } else book = ClientBook.of(disk.reboot(), disk.records)
              out.set(channel, after)
            } catch {
              book = ClientBook.of(disk.reboot(), disk.records)
              // Nobody knows what the disk has of the write that failed.
              const got = book.pending(descriptor)?.body[0]
              if (got !== before && got !== after) return false
              out.set(channel, got)
            }
            for (const n of [0, 1])
              if (book.pending(channels[n] as ChannelDescriptor)?.body[0] !== out.get(n))
                return false
          }
          return true
        },
      ),
      { numRuns: 200 },
    )
  },
)

/** What a server does about its matches: it answers each, admits by leases, and is told in two ways. */
import fc from 'fast-check'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import t from 'tap'
import { sha256 } from '../../../chain/codec/hash.js'
import { toHex } from '../../../chain/types/bytes.js'
import { Verifier } from '../../../node/crypto/verifier.js'
import { PaidClient } from '../../../node/inference/paidClient.js'
import { Contracts } from '../../../node/metering/serviceContract.js'
import { MatchDesk, type MatchDeskOptions } from '../../../node/supplier/matches.js'
import { type OutMessage, Outbox } from '../../../node/supplier/outbox.js'
import type { RoutingOptions } from '../../../node/supplier/routing.js'
import { startSupplier } from '../../../node/supplier/server.js'
import { channelId } from '../../../proto/inference/objects.js'
import { keys } from '../metering/dualWorld.js'
import { ASSIGNED, blockAbout, LEASED, MarketChain, match, paidBy, terms } from './market.js'
import { drawDigits, HELD_OUT } from './pictures.js'
import { image, modelId, supplierOptions } from './support.js'

const { images } = drawDigits(2, HELD_OUT)
const picture = image(images[0] as Float32Array)
const MAX = 20n
const verifier = new Verifier({ workers: 0 })

function deskOf(chain: MarketChain, change: Partial<MatchDeskOptions> = {}): MatchDesk {
  supplierOptions(chain, keys.supplier, verifier, '')
  chain.route()
  return new MatchDesk({
    ...{ chain, serverId: 1n, operator: 'infonex1supplier', submit: chain.submit },
    models: new Set([toHex(modelId)]),
    ...{ isDraining: () => false, log: () => undefined, nowMs: Date.now },
    ...change,
  })
}

async function until(done: () => boolean, ms = 3000): Promise<boolean> {
  const end = performance.now() + ms
  while (!done() && performance.now() < end) await new Promise((next) => setTimeout(next, 5))
  return done()
}

await t.test(
  'each assignment is answered, whatever the chain refuses; no more leases than there is room for',
  async (t) => {
    const one = fc.record({
      isLeased: fc.boolean(),
      isOther: fc.boolean(),
      isRefused: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(one, { maxLength: 12 }),
        fc.integer({ min: 0, max: 5 }),
        fc.boolean(),
        async (list, most, draining) => {
          const chain = new MarketChain(Date.now())
          const desk = deskOf(chain, { leases: most, isDraining: () => draining, pollMs: 60_000 })
          list.forEach(({ isLeased, isOther }, i) => {
            const status = isLeased ? LEASED : ASSIGNED
            const model = isOther ? new Uint8Array(32) : modelId
            chain.matches.set(BigInt(i), match(BigInt(i), { status, terms: terms(model) }))
          })
          const before = [...chain.matches.values()].filter(({ status }) => status === LEASED)
          const refused = new Set(list.flatMap(({ isRefused }, i) => (isRefused ? [i] : [])))
          let isRefusing = true
          chain.refuse = ({ value }) =>
            isRefusing && refused.has(Number((value as { matchId: bigint }).matchId))
          await desk.look()
          isRefusing = false
          // What was refused once is tried again.
          const isDone = await until(() => {
            void desk.look()
            return ![...chain.matches.values()].some(({ status }) => status === ASSIGNED)
          })
          const after = [...chain.matches.values()].filter(({ status }) => status === LEASED)
          const gained = after.length - before.length
          const mine = after.filter(
            ({ terms }) => toHex(terms?.modelId ?? new Uint8Array(0)) === toHex(modelId),
          )
          const room = Math.max(0, most - before.length)
          return (
            isDone &&
            gained <= room &&
            (!draining || gained === 0) &&
            // The server has 4 slots of the one model that it serves.
            (gained === 0 || mine.length <= 4)
          )
        },
      ),
      { numRuns: 60 },
    )
    t.end()
  },
)

await t.test('told by events alone, and by the query alone', async (t) => {
  const byQuery = new MarketChain(Date.now())
  const asking = deskOf(byQuery, { pollMs: 20 })
  await asking.start()
  byQuery.matches.set(1n, match(1n))
  t.ok(await until(() => byQuery.matches.get(1n)?.status === LEASED), 'no event came')
  await asking.stop()

  const byEvent = new MarketChain(Date.now())
  let ring: () => void = () => undefined
  const follow = async function* (signal: AbortSignal) {
    while (!signal.aborted) {
      await new Promise<void>((done) => {
        ring = done
        signal.addEventListener('abort', () => done())
      })
      if (!signal.aborted) yield blockAbout(1n)
    }
  }
  const told = deskOf(byEvent, { pollMs: 60_000, follow })
  await told.start()
  byEvent.matches.set(1n, match(1n))
  await new Promise((done) => setTimeout(done, 20))
  t.equal(byEvent.looks, 1, 'it does not ask by itself')
  ring()
  t.ok(await until(() => byEvent.matches.get(1n)?.status === LEASED), 'the event made it look')
  await told.stop()
})

async function server(t: { teardown(end: () => unknown): void }, chain: MarketChain) {
  const dir = await mkdtemp(path.join(tmpdir(), 'infonex-matches-'))
  const options = supplierOptions(chain, keys.supplier, verifier, path.join(dir, 'ledger.log'))
  chain.route()
  const routing: RoutingOptions = { chain, submit: chain.submit, pollMs: 60_000 }
  const supplier = await startSupplier({
    ...options,
    ...{ agreements: chain, routing, log: () => undefined },
  })
  t.teardown(async () => {
    await supplier.close()
    await rm(dir, { recursive: true, force: true })
  })
  const descriptor = chain.openUnder(keys.payer)
  const contract = await new Contracts(chain).of(descriptor)
  const client = new PaidClient({
    ...{ url: supplier.url, descriptor, signer: keys.payer, receiptKey: keys.supplier.key },
    ...{ verifier, metering: { contract, signer: keys.client }, attempts: 1 },
  })
  return { client, descriptor, options }
}

await t.test(
  'a server under aggregators serves under a lease that names the channel',
  async (t) => {
    const chain = new MarketChain(Date.now())
    const { client, descriptor, options } = await server(t, chain)
    const id = channelId(sha256, descriptor)
    const set = (change: Parameters<typeof match>[1]): void =>
      void chain.matches.set(1n, match(1n, { anticipation: paidBy(id), ...change }))
    const pause = () => new Promise((done) => setTimeout(done, 320))
    const buy = () => client.infer(modelId, picture, MAX)
    const refused = async (message: RegExp): Promise<void> => {
      await pause()
      await t.rejects(buy(), { code: 'no_lease', message })
    }
    await refused(/MsgRequestMatch.*MsgAttachChannel/)
    const { looks } = chain
    for (let i = 0; i < 5; i++) await buy().catch(() => undefined)
    t.ok(chain.looks - looks <= 1, 'strangers do not make it ask without end')
    set({ status: LEASED, terms: terms(new Uint8Array(32)) })
    await refused(/for model 00.*MsgRequestMatch/)
    set({ status: LEASED, dueMs: BigInt(chain.timeMs - 1) })
    await refused(/ended at/)
    set({ status: LEASED })
    await pause()
    t.equal((await buy()).receipt.sequence, 1n)
    const plain = { ...options, ledgerFile: `${options.ledgerFile}.2` }
    await t.rejects(startSupplier(plain), /under aggregators.*routing/)
  },
)

await t.test('a match that is assigned is confirmed, and served at the next attempt', async (t) => {
  const chain = new MarketChain(Date.now())
  const { client, descriptor } = await server(t, chain)
  const anticipation = paidBy(channelId(sha256, descriptor))
  await new Promise((done) => setTimeout(done, 320))
  chain.matches.set(1n, match(1n, { anticipation }))
  await t.rejects(client.infer(modelId, picture, MAX), { code: 'no_lease', message: /confirm/ })
  t.ok(await until(() => chain.matches.get(1n)?.status === LEASED))
  await new Promise((done) => setTimeout(done, 320))
  t.equal((await client.infer(modelId, picture, MAX)).receipt.sequence, 1n)
})

await t.test('an outbox sends one transaction at a time, again those that got lost', async (t) => {
  const log: string[] = []
  let running = 0
  const name = ({ value }: OutMessage): string => String((value as { n: number }).n)
  const outbox = new Outbox({
    backoffMs: 1,
    timeoutMs: 30,
    send: async ([one]) => {
      running += 1
      t.equal(running, 1, 'alone')
      const n = name(one as OutMessage)
      log.push(n)
      await new Promise((done) => setTimeout(done, 2))
      running -= 1
      if (n === '1' && log.length === 1) throw new Error('account sequence mismatch, expected 2')
      if (n === '2') return { code: 5, rawLog: 'refused for good' }
      return { code: 0 }
    },
  })
  const make = (n: number): OutMessage => ({ typeUrl: '/x', value: { n } })
  const sent = [1, 2, 3].map((n) => outbox.submit([make(n)]))
  await sent[0]
  await t.rejects(sent[1] as Promise<unknown>, /refused for good/)
  await sent[2]
  t.same(log, ['1', '1', '2', '3'])
  const lost = new Outbox({
    ...{ backoffMs: 1, timeoutMs: 10, attempts: 2 },
    send: () => new Promise(() => undefined),
  })
  await t.rejects(lost.submit([make(1)]), /timeout/)
})

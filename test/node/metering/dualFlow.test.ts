/** Channels under agreements: paid by an SLA Manager that is a process of its own, or by the client. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { sha256 } from '../../../chain/codec/hash.js'
import { toHex } from '../../../chain/types/bytes.js'
import { Verifier } from '../../../node/crypto/verifier.js'
import { PaidClient, type PaidClientOptions } from '../../../node/inference/paidClient.js'
import { ClientBook } from '../../../node/metering/clientBook.js'
import { FallbackClient } from '../../../node/metering/fallbackClient.js'
import { paymentOf } from '../../../node/metering/managerApi.js'
import { managerPayer } from '../../../node/metering/payers.js'
import { Contracts, retailOf } from '../../../node/metering/serviceContract.js'
import { SlaClient } from '../../../node/metering/slaClient.js'
import { managerLink } from '../../../node/supplier/managerLink.js'
import type { ClaimMessage } from '../../../node/supplier/claims.js'
import { startSupplier, type SupplierOptions } from '../../../node/supplier/server.js'
import {
  channelId,
  type ChannelDescriptor,
  type Receipt,
} from '../../../proto/inference/objects.js'
import { drawDigits, HELD_OUT } from '../supplier/pictures.js'
import { image, modelId, supplierOptions } from '../supplier/support.js'
import type { Prices } from './contracts.js'
import { chainAt, DualChain, keys } from './dualWorld.js'

const CHILD = fileURLToPath(new URL('dualWorld.js', import.meta.url))
const { images } = drawDigits(4, HELD_OUT)
const picture = (i: number) => image(images[i % images.length] as Float32Array)
const MAX = 20n

interface Ends {
  teardown(end: () => unknown): void
}

/** The manager's process. */
class ManagerProcess {
  readonly #dir: string
  readonly #timeMs: number
  #child: ChildProcess | undefined
  #port = 0
  url = ''

  constructor(dir: string, timeMs: number) {
    this.#dir = dir
    this.#timeMs = timeMs
  }

  async start(): Promise<void> {
    const args = [CHILD, path.join(this.#dir, 'manager'), String(this.#port), String(this.#timeMs)]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    this.#child = child
    const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer]
    this.url = String(line).trim()
    this.#port = Number(new URL(this.url).port)
  }

  async kill(): Promise<void> {
    const child = this.#child
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
}

async function world(t: Ends, change: Partial<SupplierOptions> = {}, retail?: Prices) {
  const dir = await mkdtemp(path.join(tmpdir(), 'infonex-dual-'))
  const timeMs = Date.now()
  const { chain, managed, direct } = chainAt(timeMs, retail)
  const manager = new ManagerProcess(dir, timeMs)
  await manager.start()
  const verifier = new Verifier({ workers: 0 })
  const fast = { url: manager.url, timeoutMs: 1000, backoffMs: 10, backoffMaxMs: 100 }
  const slas = [new SlaClient(fast), new SlaClient(fast)] as const
  const supplier = await startSupplier({
    ...supplierOptions(chain, keys.supplier, verifier, path.join(dir, 'ledger.log')),
    agreements: chain,
    manager: managerLink(slas[0], 300, { eager: true }),
    ...change,
  })
  const book = await ClientBook.open(path.join(dir, 'client.log'))
  t.teardown(async () => {
    for (const sla of slas) sla.close()
    await supplier.close()
    await book.close()
    await manager.kill()
    await rm(dir, { recursive: true, force: true })
  })
  const clientOf = async (descriptor: ChannelDescriptor, change: Partial<PaidClientOptions>) =>
    new PaidClient({
      url: supplier.url,
      descriptor,
      metering: { contract: await new Contracts(chain).of(descriptor), signer: keys.client, book },
      receiptKey: keys.supplier.key,
      verifier,
      ...change,
    })
  return { chain, managed, direct, manager, supplier, sla: slas[1], book, clientOf }
}

/** What a claim of a channel shows is what the chain would pay: co-signed usage at the retail price. */
async function checkClaims(
  t: { equal(a: unknown, b: unknown, text: string): unknown },
  chain: DualChain,
  supplier: Awaited<ReturnType<typeof startSupplier>>,
): Promise<bigint> {
  let sum = 0n
  for (const { voucher, amount } of await supplier.claimable()) {
    const { descriptor, checkpoint } = voucher
    const contract = await new Contracts(chain).of(descriptor as ChannelDescriptor)
    const receipt = checkpoint?.receipt?.receipt as Receipt
    const worth = retailOf(contract, receipt)
    t.equal(voucher.voucher?.cumulative, String(worth), 'the voucher is for what is co-signed')
    sum += amount
  }
  return sum
}

await t.test(
  'an SLA Manager pays each answer by both words; the price is that of the plan',
  async (t) => {
    const w = await world(t)
    const client = await w.clientOf(w.managed, { payer: managerPayer(w.sla) })
    let last = 0n
    for (let i = 0; i < 4; i++) {
      const { receipt } = await client.infer(modelId, picture(i), MAX, i % 2 === 0)
      t.equal(BigInt(receipt.cumulative), 3n * BigInt(i + 1) + (BigInt(i + 1) * 1024n) / 1000n)
      const account = w.supplier.ledger.account(w.managed)
      t.equal(account.paid, last, 'paid for all answers before it')
      last = BigInt(receipt.cumulative)
    }
    await client.settle()
    t.equal(await checkClaims(t, w.chain, w.supplier), last)
    const report = await w.sla.report(channelId(sha256, w.managed))
    t.match(report, { state: 'agreed', sequence: '4', paid: String(last) })
    t.same(paymentOf(report).voucher?.voucher, client.voucher?.voucher, 'one voucher for all')

    const passive = await w.clientOf(w.managed, {})
    const { receipt } = await passive.infer(modelId, picture(4), MAX)
    t.equal(receipt.sequence, 5n, 'a client that starts again stands where its book says')
    await passive.infer(modelId, picture(5), MAX)
    await passive.settle()
    const account = w.supplier.ledger.account(w.managed)
    t.equal(account.paid, account.charged, 'without a payer the supplier asks the manager')
    await t.rejects(passive.infer(modelId, picture(1), 2n), { code: 'price_too_high' })
  },
)

await t.test(
  'the manager is killed under load: service goes on by direct payment, nothing is lost',
  async (t) => {
    const w = await world(t)
    const managed = await w.clientOf(w.managed, { payer: managerPayer(w.sla, 1500) })
    const direct = await w.clientOf(w.direct, { signer: keys.payer })
    const client = new FallbackClient({ managed, direct, retryMs: 1000 })
    const by = { managed: 0, direct: 0 }
    const vouchers = new Map<string, string>()
    const buy = async (i: number): Promise<'managed' | 'direct'> => {
      const answer = await client.infer(modelId, picture(i), MAX)
      by[answer.by] += 1
      const { voucher } = managed
      if (voucher?.voucher != null) {
        const head = toHex(voucher.voucher.receiptHead)
        const text = toHex(voucher.signature)
        if ((vouchers.get(head) ?? text) !== text) t.fail('two vouchers for one answer')
        vouchers.set(head, text)
      }
      return answer.by
    }
    for (let i = 0; i < 3; i++) t.equal(await buy(i), 'managed')
    for (let round = 0; round < 2; round++) {
      const working = buy(10 * round)
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20))
      await w.manager.kill()
      await working
      // The answer that was in the air may be paid already: then one more is served before anybody notices.
      await buy(10 * round + 1)
      for (let i = 2; i < 5; i++)
        t.equal(await buy(10 * round + i), 'direct', 'no manager, service all the same')
      await w.manager.start()
      await new Promise((resolve) => setTimeout(resolve, 1100))
      let again: string = 'direct'
      for (let i = 5; i < 8 && again !== 'managed'; i++) again = await buy(10 * round + i)
      t.equal(again, 'managed', 'the manager is back')
    }
    await client.settle()
    for (const descriptor of [w.managed, w.direct]) {
      const { charged, paid, sequence } = w.supplier.ledger.account(descriptor)
      t.equal(paid, charged, 'every answer is paid')
      t.ok(sequence > 0n)
    }
    t.equal(await checkClaims(t, w.chain, w.supplier), managed.charged + direct.charged)
    t.ok(by.managed >= 5 && by.direct >= 6, `${by.managed} by the manager, ${by.direct} directly`)
    t.comment(`${by.managed} by the manager, ${by.direct} directly`)
  },
)

await t.test('a receipt that the public plan does not bear out is refused', async (t) => {
  const w = await world(t)
  const wrong = new DualChain(w.chain.timeMs, {
    each: { requests: '2', input_bytes: '0.001' },
  })
  const contract = await new Contracts(wrong).of(w.direct)
  const client = await w.clientOf(w.direct, {
    signer: keys.payer,
    metering: { contract, signer: keys.client },
  })
  await t.rejects(client.infer(modelId, picture(0), MAX), {
    code: 'bad_receipt',
    message: /price by the plan/,
  })
  const early = await w.clientOf(w.managed, {
    nowMs: () => Date.now() - 5_000,
    payer: managerPayer(w.sla),
  })
  await t.rejects(early.infer(modelId, picture(0), MAX), { message: /the answer ends at/ })
  const none = await w.clientOf(w.chain.openUnder(keys.payer), { payer: managerPayer(w.sla) })
  await none.infer(modelId, picture(0), MAX)
  await t.rejects(none.infer(modelId, picture(1), MAX), {
    code: 'payer_away',
    body: { reason: 'no_channel' },
  })
})

await t.test(
  'a client that is gone has measured its last answer at the manager: the supplier collects',
  async (t) => {
    const claims: ClaimMessage[] = []
    const w = await world(t, { submitClaims: async (messages) => void claims.push(...messages) })
    const client = await w.clientOf(w.managed, {})
    const { signed } = await client.infer(modelId, picture(0), MAX)
    const id = channelId(sha256, w.managed)
    const told = await w.sla.forward({ descriptor: w.managed, receipt: signed })
    t.match(
      told,
      { state: 'waiting', sequence: '0' },
      'the supplier has brought its receipt itself',
    )
    t.strictSame(await w.supplier.claim(), [], 'nothing is co-signed yet')
    const measurement = client.measurement()
    if (measurement === undefined) throw new Error('nothing was measured')
    await w.sla.forward({ descriptor: w.managed, measurement })
    t.match(await w.sla.report(id), { sequence: '1', paid: '4' })
    t.equal((await w.supplier.claim())[0]?.amount, 4n)
    t.same(
      claims[0]?.value.claim?.checkpoint?.measurement,
      measurement,
      'with what both have signed',
    )
  },
)

await t.test('time that would cost more than the request pays is not charged', async (t) => {
  const each = { requests: '3', compute_ms: '1000' }
  const w = await world(t, {}, { each })
  const client = await w.clientOf(w.chain.openUnder(keys.payer, { prepayAllow: '2000' }), {
    signer: keys.payer,
  })
  const time = ({ counters }: Receipt) =>
    counters.find(({ metric }) => metric === 'compute_ms')?.total ?? 0n
  const cheap = await client.infer(modelId, picture(0), 900n)
  t.equal(cheap.receipt.price, '3')
  t.equal(time(cheap.receipt), 0n)
  const dear = await client.infer(modelId, picture(1), 1_500n)
  t.ok(BigInt(dear.receipt.price) <= 1_003n, `${dear.receipt.price} with at most one ms`)
  await t.rejects(client.infer(modelId, picture(2), 2n), { code: 'price_too_high' })
})

/** A manager process that is killed at random under load: nothing is double-signed, no payment is lost. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { toHex } from '../../../chain/types/bytes.js'
import { sha256 } from '../../../chain/codec/hash.js'
import { paymentOf, toWire, type WireReport } from '../../../node/metering/managerApi.js'
import { SlaClient } from '../../../node/metering/slaClient.js'
import {
  channelId,
  type ChannelDescriptor,
  type Receipt,
  receiptBytes,
  type SignedReceipt,
} from '../../../proto/inference/objects.js'
import { chainOfAll, CHANNELS } from './managerChild.js'
import { contractOf, measure, receipts } from './world.js'

const CHILD = fileURLToPath(new URL('managerChild.js', import.meta.url))
const ANSWERS = 50
const KILLS = 5
/** Requests that a client has not been paid for yet: prepay of one. */
const PRICE = 10n

await t.test(
  'kill -9 under load: one voucher a sequence, rising, and all of it is there at the end',
  async (t) => {
    const dir = await mkdtemp(path.join(tmpdir(), 'infonex-manager-'))
    t.teardown(() => rm(dir, { recursive: true, force: true }))
    const { chain, descriptors } = chainOfAll()
    const contract = await contractOf(chain, descriptors[0] as ChannelDescriptor)
    let child: ChildProcess | undefined
    let port = 0
    const start = async (): Promise<string> => {
      child = spawn(process.execPath, [CHILD, dir, String(port)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer]
      const url = String(line).trim()
      port = Number(new URL(url).port)
      return url
    }
    const kill = async (): Promise<void> => {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    }
    t.teardown(kill)

    const seen = new Map<string, string>()
    const heads = new Map<string, Receipt>()
    const problems: string[] = []
    let vouchers = 0
    const look = (report: WireReport): bigint => {
      const { voucher } = paymentOf(report)
      if (voucher?.voucher == null) return 0n
      const { cumulative, receiptHead } = voucher.voucher
      const text = toWire('infonex.payment.v1.SignedVoucher', voucher)
      const sequence = heads.get(toHex(receiptHead))?.sequence
      const key = `${report.channel} ${sequence}`
      if (seen.has(key) && seen.get(key) !== text) problems.push(`two vouchers for ${key}`)
      if (heads.get(toHex(receiptHead))?.cumulative !== cumulative)
        problems.push(`${key} pays ${cumulative}`)
      if (!seen.has(key)) vouchers += 1
      seen.set(key, text)
      return BigInt(cumulative)
    }

    const url = await start()
    const done: boolean[] = []
    /** Brings each answer from both sides and goes on when it is paid, as a supplier with one unpaid answer would. */
    const load = async (descriptor: ChannelDescriptor, c: number): Promise<void> => {
      const options = { url, timeoutMs: 1000, backoffMs: 10, backoffMaxMs: 100 }
      const [client, supplier] = [new SlaClient(options), new SlaClient(options)]
      let highest = 0n
      for (const receipt of receipts(contract, descriptor, ANSWERS)) {
        const body = receipt.receipt as Receipt
        heads.set(toHex(sha256(receiptBytes(body))), body)
        const reports = await Promise.all([
          supplier.forward(measure(descriptor, receipt, 'supplier')),
          client.forward(measure(descriptor, receipt, c % 2 === 0 ? 'client' : 'both')),
        ])
        for (const report of reports) {
          const amount = look(report)
          if (amount > highest) highest = amount
        }
        if (highest !== BigInt(body.cumulative)) problems.push(`${body.sequence} is not paid`)
      }
      client.close()
      supplier.close()
      done.push(true)
    }
    const loads = Promise.all(descriptors.map(load))
    let kills = 0
    while (kills < KILLS && done.length < CHANNELS) {
      await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 150))
      await kill()
      kills += 1
      await start()
    }
    await loads
    await kill()
    await start()
    for (const descriptor of descriptors) {
      const id = channelId(sha256, descriptor)
      const client = new SlaClient({ url })
      const report = await client.report(id)
      look(report)
      t.equal(
        report.paid,
        String(PRICE * BigInt(ANSWERS)),
        'every answer is paid after the last kill',
      )
      t.equal(report.state, 'agreed')
    }
    t.strictSame(problems, [])
    t.ok(kills >= 3, `${kills} kills while ${vouchers} vouchers were signed`)
    t.comment(`${kills} kills, ${vouchers} vouchers`)
    const [first] = receipts(contract, descriptors[0] as ChannelDescriptor, 1) as [SignedReceipt]
    const late = new SlaClient({ url })
    const old = await late.forward(measure(descriptors[0] as ChannelDescriptor, first))
    t.equal(old.paid, String(PRICE * BigInt(ANSWERS)), 'an old answer lowers nothing')
    late.close()
  },
)

await t.test('a second process does not get the same book', async (t) => {
  const dir = await mkdtemp(path.join(tmpdir(), 'infonex-manager-'))
  t.teardown(() => rm(dir, { recursive: true, force: true }))
  const { openManager } = await import('../../../node/manager/start.js')
  const { Verifier } = await import('../../../node/crypto/verifier.js')
  const { keys } = await import('./world.js')
  const options = {
    ...{ dir, chain: chainOfAll().chain, signer: keys.manager },
    verifier: new Verifier({ workers: 0 }),
    metrics: { host: '127.0.0.1', port: 0 },
  }
  const running = await openManager(options)
  await t.rejects(openManager(options), { name: 'HomeInUseError' })
  t.match(await (await fetch(running.metricsUrl ?? '')).text(), /infonex_sla_manager_healthy/)
  const port = Number(new URL(running.url).port)
  await t.rejects(openManager({ ...options, dir: path.join(dir, 'other'), port }), {
    code: 'EADDRINUSE',
  })
  await running.stop()
  await (await openManager(options)).stop()
})

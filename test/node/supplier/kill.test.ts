/** A supplier process that is killed, at rest and at work: its book and the client's agree after it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { toHex } from '../../../chain/types/bytes.js'
import { Verifier } from '../../../node/crypto/verifier.js'
import { PaidClient, PaidClientError } from '../../../node/inference/paidClient.js'
import { ed25519Signer } from '../../../node/inference/signers.js'
import { claimable } from '../../../node/supplier/claims.js'
import { type ChannelAccount, Ledger } from '../../../node/supplier/ledger.js'
import { chainAt } from './killChild.js'
import { drawDigits, HELD_OUT } from './pictures.js'
import { image, modelId, PRICE } from './support.js'

const CHILD = fileURLToPath(new URL('killChild.js', import.meta.url))
/** When the process is killed after a request was sent, in ms: before, while and after it is answered. */
const KILLS_MS = [0, 10, 40]

const { images } = drawDigits(8, HELD_OUT)
const picture = (i: number) => image(images[i] as Float32Array)

await t.test('kill -9: what was paid stays paid, no answer is charged twice', async (t) => {
  const dir = await mkdtemp(path.join(tmpdir(), 'infonex-kill-'))
  t.teardown(() => rm(dir, { recursive: true, force: true }))
  const file = path.join(dir, 'ledger.log')
  const secrets = { receipts: randomBytes(32), signer: randomBytes(32) }
  const signer = ed25519Signer(secrets.signer)
  const timeMs = Date.now()
  const { chain, descriptor } = chainAt(timeMs, signer)
  let child: ChildProcess | undefined
  let url = ''
  const kill = async () => {
    if (child?.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    t.strictSame(await ended, [null, 'SIGKILL'])
  }
  t.teardown(kill)
  const start = async () => {
    const { receipts, signer } = secrets
    const args = [CHILD, file, toHex(receipts), toHex(signer), String(timeMs)]
    child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer]
    url = String(line).trim()
  }
  /** The book as the disk has it: no process holds it. */
  const book = async (): Promise<{ account: ChannelAccount; worth: bigint }> => {
    const ledger = await Ledger.open(file)
    const claims = await claimable(ledger, chain)
    await ledger.close()
    return { account: ledger.account(descriptor), worth: claims[0]?.amount ?? 0n }
  }
  let sent: Parameters<typeof fetch> | undefined
  const client = new PaidClient({
    url: 'http://supplier',
    descriptor,
    signer,
    receiptKey: ed25519Signer(secrets.receipts).key,
    verifier: new Verifier({ workers: 0 }),
    attempts: 1,
    fetch: (to, init) => {
      sent = [to, init]
      return fetch(String(to).replace('http://supplier', url), init)
    },
  })

  await start()
  const first = await client.infer(modelId, picture(0), PRICE)
  await kill()
  t.match((await book()).account, { charged: PRICE, paid: 0n, sequence: 1n }, 'answered, unpaid')

  await start()
  const [to, init] = sent as Parameters<typeof fetch>
  const again = await fetch(String(to).replace('http://supplier', url), init)
  t.equal(again.status, 200)
  const receipt = Buffer.from(again.headers.get('infonex-receipt') ?? '', 'base64')
  t.ok(
    receipt.includes(Buffer.from(first.signed.signature)),
    'the receipt that the request has, no second one',
  )
  await client.infer(modelId, picture(1), PRICE)
  await kill()
  const second = await book()
  t.match(second.account, { charged: 2n * PRICE, paid: PRICE, sequence: 2n })
  t.equal(second.worth, PRICE, 'the voucher that came with the request can be claimed')

  for (const [i, ms] of KILLS_MS.entries()) {
    await start()
    const asked = client.infer(modelId, picture(2 + i), PRICE).catch((error: unknown) => error)
    await new Promise((resolve) => setTimeout(resolve, ms))
    await kill()
    const got = await asked
    const { account } = await book()
    t.ok(account.paid <= account.charged && account.charged <= BigInt(3 + i) * PRICE)
    if (got instanceof PaidClientError) {
      t.equal(got.code, 'unreachable', `killed after ${ms} ms`)
      await start()
      await client.resume()
      await kill()
    } else if (got instanceof Error) throw got
    const { account: after } = await book()
    t.equal(client.charged, BigInt(3 + i) * PRICE)
    t.match(after, { charged: client.charged, paid: client.charged - PRICE })
    t.equal(after.sequence, BigInt(3 + i), 'one answer a request')
  }

  await start()
  await client.settle()
  await kill()
  const last = await book()
  t.equal(last.account.paid, client.charged)
  t.equal(last.worth, client.charged, 'every answer is paid and can be claimed')
})

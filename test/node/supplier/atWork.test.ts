/** Strangers cannot make a supplier sign what convicts it: never more at work than declared slots times the queue factor. */
import t from 'tap'
import { flatOffer } from '../../../modules/router/state.js'
import { Load } from '../../../node/supplier/load.js'
import { Refusal } from '../../../node/supplier/refusal.js'
import type { Receipt } from '../../../proto/inference/objects.js'
import { drawDigits, HELD_OUT } from './pictures.js'
import { sendRaw } from './raw.js'
import { freshSigner, image, modelId, PRICE, world } from './support.js'

const tensors = image(drawDigits(1, HELD_OUT).images[0] as Float32Array)

await t.test('places of one model end before those of the queue', async (t) => {
  const load = new Load({ queue: 4, bodyBytes: 10 })
  const [first, second] = [load.takeSlot('a', 2), load.takeSlot('a', 2)]
  t.throws(() => load.takeSlot('a', 2), Refusal)
  const third = load.takeSlot('b', 1)
  t.throws(() => load.takeSlot('b', 1), Refusal)
  first()
  first()
  const again = load.takeSlot('a', 2)
  t.throws(() => load.takeSlot('a', 2), Refusal, 'given back once')
  load.takeSlot('c', 9)
  t.throws(() => load.takeSlot('d', 9), Refusal, 'the queue is full')
  for (const free of [second, third, again]) free()
  t.equal(load.running, 1)
})

await t.test(
  'H18: thirty clients at once get no receipts that convict a server of one slot',
  async (t) => {
    const w = await world(t)
    const server = w.chain.servers.get(1n)
    if (server === undefined) throw new Error('the world has a server')
    const offers = [flatOffer(modelId, 1, PRICE.toString())]
    w.chain.servers.set(1n, { ...server, offers })
    const one = await w.restart()
    const clients = Array.from({ length: 30 }, () => {
      const signer = freshSigner()
      return { tensors, signer, descriptor: w.chain.open(signer) }
    })
    const answers = await Promise.all(clients.map((client) => sendRaw(one, client)))
    const statuses = answers.map(({ status }) => status)
    t.ok(statuses.includes(200))
    t.ok(statuses.every((status) => status === 200 || status === 503))
    const receipts = clients
      .map(({ descriptor }) => one.supplier.ledger.account(descriptor).lastReceipt?.receipt)
      .filter((receipt): receipt is Receipt => receipt != null)
    t.equal(receipts.length, statuses.filter((status) => status === 200).length)
    for (const { startMs } of receipts) {
      const together = receipts.filter((other) => other.startMs <= startMs && other.endMs > startMs)
      t.ok(together.length <= 2, `${together.length} at work at ${startMs}`)
    }
  },
)

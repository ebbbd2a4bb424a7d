import fc from 'fast-check'
import t from 'tap'
import { Turn } from '../../../node/rpc/turn.js'

const someBodies = fc.array(fc.array(fc.uint8Array({ maxLength: 3 }), { maxLength: 5 }), {
  maxLength: 8,
})

await t.test('all that comes in one turn is shown once, in order, before any goes on', async () => {
  await fc.assert(
    fc.asyncProperty(someBodies, someBodies, async (first, second) => {
      for (const bodies of [first, second]) {
        const told: string[] = []
        const turn = new Turn((txs) => told.push(`shown ${txs.map(String).join(' ')}`))
        await Promise.all(
          bodies.map(async (txs, i) => {
            await turn.take(txs)
            told.push(`went on ${i}`)
          }),
        )
        const all = bodies.flat()
        const shown = all.length >= 4 ? [`shown ${all.map(String).join(' ')}`] : []
        const want = [...shown, ...bodies.map((_, i) => `went on ${i}`)]
        if (told.join('\n') !== want.join('\n')) return false
      }
      return true
    }),
  )
})

await t.test('what comes in a later turn is not shown with an earlier one', async (t) => {
  const shown: number[] = []
  const turn = new Turn((txs) => shown.push(txs.length))
  const txs = (count: number): Uint8Array[] => Array.from({ length: count }, () => new Uint8Array())
  await turn.take(txs(4))
  await turn.take(txs(3))
  await Promise.all([turn.take(txs(3)), turn.take(txs(2))])
  t.same(shown, [4, 5])
})

/** What the payment bench shows that does not depend on the machine: bytes, and the bound of a stolen key. */
import t from 'tap'
import { managerTheft } from './managerTheft.js'
import { channelSizes } from './paymentChain.js'

await t.test('an open channel has at most 96 bytes of value, a closed one leaves nothing', (t) => {
  const sizes = channelSizes(50)
  t.ok((sizes['bytesPerOpenChannel'] ?? 97) <= 96, JSON.stringify(sizes))
  t.equal(sizes['bytesPerClosedChannel'], 0)
  t.end()
})

await t.test(
  'P10: thieves of manager keys take burst + rate * (detect + grace) and what was unused, and no more',
  (t) => {
    const theft = managerTheft(12)
    t.equal(theft['managerTheftBoundHolds'], true, JSON.stringify(theft))
    t.equal(theft['managerTheftsThatReachTheBound'], 12, 'the thieves are good at it')
    t.end()
  },
)

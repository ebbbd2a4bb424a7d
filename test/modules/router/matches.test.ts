import t from 'tap'
import { address } from '../../support/memoryContext.js'
import {
  ASSIGNED,
  LEASED,
  NO_MATCH,
  REQUESTED,
  type Match,
} from '../../../modules/router/matches.js'
import { clientAt, market, supplierAt } from './market.js'

await t.test('a request of block h has a server at the end of h + 1, and a channel', async (t) => {
  const m = market()
  const id = m.request(clientAt(0))
  t.equal(m.match(id)?.status, REQUESTED)
  m.next()
  t.equal(m.match(id)?.status, REQUESTED, 'not by the seed of its own block')
  m.next()
  const match = m.match(id) as Match
  t.equal(match.status, ASSIGNED)
  t.equal(m.operatorOf(match), address(supplierAt(0)))
  t.equal(match.anticipation?.channelId.length, 32)
  t.equal(match.anticipation?.expected, '100')
  m.confirm(id)
  t.equal(m.match(id)?.status, LEASED)
  m.run('router', 'MsgReleaseLease', { sender: address(clientAt(0)), matchId: id })
  t.equal(m.match(id), undefined)
  t.same(m.broken, [])
  const none = m.request(clientAt(0), { maxPrice: '1' })
  m.next(1000, 2)
  t.equal(m.match(none)?.status, NO_MATCH)
})

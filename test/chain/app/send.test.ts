import t from 'tap'
import { START_BALANCE, TestChain } from '../../support/testChain.js'

await t.test('a bank send moves coins, pays its fee and fits 100,000 gas', (t) => {
  const chain = new TestChain()
  chain.block()
  const tx = chain.send(0, 1, 1000n)
  const checked = chain.check(tx)
  t.equal(checked.log, '')
  t.equal(checked.code, 0)
  const { txResults } = chain.block([tx])
  const [result] = txResults
  t.equal(result?.log, '')
  t.equal(result?.code, 0)
  t.ok((result?.gasUsed ?? 0n) < 100_000n, `gas used ${result?.gasUsed}`)
  t.comment(`gas used ${result?.gasUsed}`)
  t.equal(chain.balance(chain.parts.auth.moduleAddress('fee_collector')), 500n)
  t.equal(chain.balance(chain.signer(0).key.address), START_BALANCE - 1500n)
  t.equal(chain.balance(chain.signer(1).key.address), START_BALANCE + 1000n)
  t.same(chain.app.brokenInvariants(), [])
  const next = chain.block([chain.send(0, 1, 1000n)])
  t.comment(`gas used ${next.txResults[0]?.gasUsed}`)
  t.end()
})

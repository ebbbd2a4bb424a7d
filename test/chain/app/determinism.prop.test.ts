import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { SIGN_MODE_LEGACY_AMINO_JSON } from '../../../chain/codec/signDoc.js'
import { AddressCodec } from '../../../chain/types/address.js'
import { utf8 } from '../../../chain/types/bytes.js'
import { Verifier } from '../../../node/crypto/verifier.js'
import { nobleBackend } from '../../../node/crypto/backends.js'
import { CHAIN_ID, genesisOf, START_BALANCE, TestChain, testKey } from '../../support/testChain.js'
import { testConsensusParams } from '../../support/memoryContext.js'

/** One send in a plan: who, to whom, how much, and what is wrong with it. */
const step = fc.record({
  from: fc.nat(3),
  to: fc.nat(3),
  amount: fc.oneof(fc.bigInt({ min: 0n, max: 1000n }), fc.constant(START_BALANCE * 2n)),
  amino: fc.boolean(),
  wrong: fc.constantFrom('', '', '', 'sequence', 'gas', 'signature', 'memo'),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const plans = fc.array(fc.array(step, { maxLength: 5 }), { minLength: 1, maxLength: 4 })

/** Transactions over the state of `chain`, with sequences counted within the block. */
function make(chain: TestChain, steps: readonly Step[]): Uint8Array[] {
  const used = [0n, 0n, 0n, 0n]
  return steps.map(({ from, to, amount, amino, wrong }) => {
    const signer = chain.signer(from, used[from])
    if (wrong === '' || wrong === 'gas') used[from] = (used[from] ?? 0n) + (wrong === '' ? 1n : 0n)
    const tx = chain.send(from, to, amount, {
      signers: [wrong === 'sequence' ? { ...signer, sequence: signer.sequence + 5n } : signer],
      mode: amino ? SIGN_MODE_LEGACY_AMINO_JSON : 1,
      gas: wrong === 'gas' ? 40_000n : 100_000n,
      memo: wrong === 'memo' ? 'x'.repeat(300) : 'm',
    })
    if (wrong !== 'signature') return tx
    const damaged = new Uint8Array(tx)
    damaged[damaged.length - 1] = (damaged.at(-1) as number) ^ 1
    return damaged
  })
}

await t.test(
  'one app hash and one result, whatever the verifier did before, restarts or not',
  async (t) => {
    const verifiers = [new Verifier({ workers: 1 }), new Verifier({ workers: 2 })]
    const cold = new Verifier({ workers: 0, cache: false })
    const slow = new Verifier({ workers: 0, backend: nobleBackend() })
    const codes = new Set<number>()
    fc.assert(
      fc.property(plans, fc.array(fc.boolean()), (plan, restarts) => {
        const first = new TestChain({ verifier: cold })
        let others = [...verifiers, slow].map((verifier) => new TestChain({ verifier }))
        const proposer = {
          proposerAddress: new Uint8Array(20),
          nextValidatorsHash: new Uint8Array(32),
        }
        first.block()
        for (const chain of others) chain.block()
        for (const [i, steps] of plan.entries()) {
          const txs = make(first, steps)
          const want = first.block(txs)
          for (const { code } of want.txResults) codes.add(code)
          for (const [j, chain] of others.entries()) {
            if (j === 0) for (const tx of txs) chain.check(tx)
            if (j === 1) chain.app.ahead(txs)
            if (j === 2)
              chain.app.prepareProposal({
                ...proposer,
                txs,
                maxTxBytes: 10_000n,
                localLastCommit: { round: 0, votes: [] },
                height: chain.height + 1n,
                timeNs: 1n,
              })
            assert.deepEqual(chain.block(txs), want)
          }
          if (restarts[i] === true)
            others = others.map((chain, j) => {
              assert.deepEqual(chain.app.brokenInvariants(), [])
              return new TestChain({ from: chain, verifier: [...verifiers, slow][j] as Verifier })
            })
        }
        return true
      }),
      { numRuns: 20 },
    )
    for (const verifier of verifiers) await verifier.close()
    t.ok(codes.has(0) && codes.has(32) && codes.has(4), `codes seen: ${[...codes].join(' ')}`)
  },
)

await t.test('what is exported and imported exports the same, and goes on alike', (t) => {
  fc.assert(
    fc.property(plans, (plan) => {
      const chain = new TestChain()
      chain.block()
      for (const steps of plan) chain.block(make(chain, steps))
      const exported = chain.app.exportGenesis()
      const again = (): TestChain => {
        const fresh = new TestChain({ appState: exported })
        fresh.block()
        return fresh
      }
      const [a, b] = [again(), again()] as const
      assert.deepEqual(a.app.info().lastBlockAppHash, b.app.info().lastBlockAppHash)
      const { beacon: _now, ...rest } = a.app.exportGenesis()
      const { beacon: _then, ...before } = exported
      assert.deepEqual(rest, before)
      assert.deepEqual(a.app.brokenInvariants(), [])
      assert.equal(a.signer(0).sequence, chain.signer(0).sequence)
      return a.block([a.send(0, 1, 1n)]).txResults[0]?.code === 0
    }),
    { numRuns: 15 },
  )
  t.end()
})

await t.test('the prefix comes from genesis, and from the state after a restart', (t) => {
  const cosmos = new AddressCodec('cosmos')
  const keys = [0, 1].map((n) => ({ ...testKey(n), text: cosmos.toText(testKey(n).address) }))
  const chain = new TestChain({ keys })
  t.equal(chain.parts.addresses.prefix, 'cosmos')
  chain.block()
  t.equal(chain.block([chain.send(0, 1, 5n)]).txResults[0]?.code, 0)
  const restarted = new TestChain({ from: chain })
  t.equal(restarted.parts.addresses.prefix, 'cosmos')
  t.equal(restarted.block([restarted.send(1, 0, 5n)]).txResults[0]?.code, 0)
  const foreign = genesisOf([testKey(0)]) as { bank: object }
  const mixed = { ...genesisOf(keys), bank: foreign.bank }
  t.throws(() => new TestChain({ keys, appState: mixed }), /expected cosmos, got infonex/)
  t.end()
})

await t.test('InitChain refuses what is no genesis', (t) => {
  const chain = new TestChain()
  const request = {
    timeNs: 0n,
    chainId: CHAIN_ID,
    consensusParams: testConsensusParams,
    validators: [],
    appStateBytes: utf8('{}'),
    initialHeight: 1n,
  }
  for (const [text, log] of [
    ['nonsense', /app_state is not JSON/],
    ['[]', /app_state is not an object/],
    ['{"auth":{"params":3}}', /app_state\.auth/],
    ['{"bank":[]}', /app_state\.bank/],
  ] as const)
    t.throws(() => chain.app.initChain({ ...request, appStateBytes: utf8(text) }), log)
  t.throws(() => chain.app.initChain({ ...request, chainId: '' }), /genesis has no chain id/)
  t.end()
})

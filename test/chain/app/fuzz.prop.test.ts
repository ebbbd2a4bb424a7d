import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { codec } from '../../../chain/codec/proto.js'
import { SIGN_MODE_LEGACY_AMINO_JSON } from '../../../chain/codec/signDoc.js'
import { toHex } from '../../../chain/types/bytes.js'
import type { TxResult } from '../../../chain/types/abci.js'
import { START_BALANCE, TestChain } from '../../support/testChain.js'

const chain = new TestChain()
chain.block()
chain.block([chain.send(0, 1, 5n), chain.send(2, 3, 5n, { mode: SIGN_MODE_LEGACY_AMINO_JSON })])
const emptyHash = toHex(chain.finalize([]).appHash)
const good = [
  chain.send(0, 1, 7n),
  chain.send(1, 2, 7n, { mode: SIGN_MODE_LEGACY_AMINO_JSON, memo: 'm', timeoutHeight: 99n }),
  chain.send(2, 3, START_BALANCE * 2n),
]

/**
 * What a transaction may do: nothing and say why, or pay its fee and say why, or run. The state is looked at
 * through the app hash of the block, which may be made again and again without Commit.
 */
function judge(bytes: Uint8Array): TxResult {
  const checked = new TestChain({ from: chain }).check(bytes)
  const { txResults, appHash } = chain.finalize([bytes])
  const result = txResults[0] as TxResult
  const unchanged = toHex(appHash) === emptyHash
  // The ante handler decides alike in CheckTx and in the block.
  const refusedByAnte = result.code !== 0 && result.events.length === 0
  assert.equal(checked.code !== 0, refusedByAnte)
  assert.equal(unchanged, refusedByAnte)
  // CheckTx runs at the committed height, as the SDK's: a time-out may pass between it and the block.
  if (refusedByAnte && result.code !== 30) assert.equal(result.code, checked.code)
  assert.notEqual(result.codespace === '' ? 0 : result.code, 111222)
  return result
}

await t.test('no bytes crash the app or change state without a code', (t) => {
  const flips = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 3 })
  const cut = fc.option(fc.nat())
  const seen = new Set<number>()
  fc.assert(
    fc.property(fc.constantFrom(...good), flips, cut, fc.boolean(), (tx, edits, end, edit) => {
      const bytes = new Uint8Array(tx).subarray(0, end === null ? tx.length : end % tx.length)
      if (edit) for (const [at, byte] of edits) bytes[at % bytes.length] = byte
      seen.add(judge(bytes).code)
      return true
    }),
    { numRuns: 300 },
  )
  t.ok(seen.has(2) && seen.size > 3, `codes seen: ${[...seen].join(' ')}`)
  t.end()
})

await t.test('random bytes are no transaction', (t) => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const { code } = judge(bytes)
      return code === 2 || code === 18
    }),
    { numRuns: 150 },
  )
  t.end()
})

await t.test('fields changed inside the envelope: a signature covers them all', (t) => {
  const txRaw = codec('cosmos.tx.v1beta1.TxRaw')
  const body = codec('cosmos.tx.v1beta1.TxBody')
  const auth = codec('cosmos.tx.v1beta1.AuthInfo')
  const amount = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n })
  const edit = fc.record({
    memo: fc.string({ maxLength: 300 }),
    timeoutHeight: amount,
    gasLimit: amount,
    sequence: fc.bigInt({ min: 0n, max: 3n }),
    mode: fc.integer({ min: -3, max: 130 }),
    denom: fc.constantFrom('uinx', 'uatom', 'x', ''),
    fee: fc.oneof(amount.map(String), fc.string()),
    payer: fc.constantFrom('', chain.signer(3).key.text, 'nobody'),
    messages: fc.integer({ min: 0, max: 3 }),
    sigs: fc.integer({ min: 0, max: 3 }),
  })
  fc.assert(
    fc.property(fc.constantFrom(...good), edit, (tx, e) => {
      const raw = txRaw.decode(tx)
      const b = body.decode(raw.bodyBytes)
      const a = auth.decode(raw.authInfoBytes)
      const bytes = txRaw.encode({
        bodyBytes: body.encode({
          ...b,
          memo: e.memo,
          timeoutHeight: e.timeoutHeight,
          messages: Array.from(
            { length: e.messages },
            () => b.messages[0] as (typeof b.messages)[0],
          ),
        }),
        authInfoBytes: auth.encode({
          ...a,
          signerInfos: a.signerInfos.map((s) => ({
            ...s,
            sequence: e.sequence,
            modeInfo: { single: { mode: e.mode } },
          })),
          fee: {
            amount: [{ denom: e.denom, amount: e.fee }],
            gasLimit: e.gasLimit,
            payer: e.payer,
            granter: '',
          },
        }),
        signatures: Array.from({ length: e.sigs }, () => raw.signatures[0] as Uint8Array),
      })
      return judge(bytes).code !== 0
    }),
    { numRuns: 300 },
  )
  t.end()
})

await t.test('a transaction whose message fails pays its fee and burns its sequence', (t) => {
  const before = chain.balance(chain.signer(2).key.address)
  const sequence = chain.signer(2).sequence
  const { txResults } = chain.block([good[2] as Uint8Array])
  t.equal(txResults[0]?.code, 5)
  t.match(
    txResults[0]?.log,
    /^failed to execute message; message index: 0: spendable balance .* is smaller than .*: insufficient funds$/,
  )
  t.same(txResults[0]?.events.map((e) => e.type).filter((type) => type === 'tx').length, 3)
  t.equal(chain.balance(chain.signer(2).key.address), before - 500n)
  t.equal(chain.signer(2).sequence, sequence + 1n)
  t.same(chain.app.brokenInvariants(), [])
  t.same(chain.reports, [])
  t.end()
})

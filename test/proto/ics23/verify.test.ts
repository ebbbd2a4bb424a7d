import assert from 'node:assert/strict'
import { ics23 } from '@confio/ics23'
import fc from 'fast-check'
import t from 'tap'
import { MultiStore } from '../../../chain/store/multiStore.js'
import { be32, utf8 } from '../../../chain/types/bytes.js'
import type { ProofOp } from '../../../chain/types/kv.js'
import { checkInner, checkLeaf } from '../../../proto/ics23/checkShape.js'
import { IAVL_SPEC, SIMPLE_SPEC } from '../../../proto/ics23/spec.js'
import { verifyProofOps } from '../../../proto/ics23/verifyOps.js'

const store = new MultiStore({ names: ['auth', 'bank', 'gov'] })
const keys = Array.from({ length: 40 }, (_, i) => be32(i * 10 + 5))
for (let version = 1n; version <= 3n; version++) {
  const rows = keys.filter((_, i) => version === 1n || i % Number(version) === 0)
  const changes = rows.map((key) => ({ key, value: utf8(`v${version}`) }))
  store.stage(version, {
    stores: ['auth', 'bank'].map((name) => ({ name, changes })),
  })
  store.commit()
}
const root = store.appHash

const verify = (ops: readonly ProofOp[], key: Uint8Array, value: Uint8Array | undefined): void =>
  verifyProofOps(ops, root, 'bank', key, value)

await t.test('no byte of a proof can be changed, cut or added', (t) => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 420 }),
      fc.boolean(),
      fc.nat(),
      fc.constantFrom('flip', 'cut', 'insert'),
      fc.integer({ min: 1, max: 255 }),
      (n, first, place, kind, byte) => {
        const { value, ops } = store.prove(3n, 'bank', be32(n))
        verify(ops, be32(n), value)
        const data = [...ops[first ? 0 : 1]!.data]
        const at = place % data.length
        if (kind === 'flip') data[at]! ^= byte
        else data.splice(at, kind === 'cut' ? 1 : 0, ...(kind === 'cut' ? [] : [byte]))
        const changed = Uint8Array.from(data)
        // Protobuf has several encodings of one proof; only a proof that says something else counts.
        const again = (bytes: Uint8Array): string => {
          try {
            return JSON.stringify(ics23.CommitmentProof.decode(bytes))
          } catch {
            return ''
          }
        }
        if (again(changed) === again(ops[first ? 0 : 1]!.data)) return true
        const broken = ops.map((op, i) => (i === (first ? 0 : 1) ? { ...op, data: changed } : op))
        assert.throws(() => verify(broken, be32(n), value), { name: 'ProofError' })
        return true
      },
    ),
    { numRuns: 400 },
  )
  t.end()
})

await t.test('a proof shows one key, one value and one store', (t) => {
  const { value, ops } = store.prove(3n, 'bank', be32(5))
  const absent = store.prove(3n, 'bank', be32(6))
  const [tree, simple] = ops as [ProofOp, ProofOp]
  const refuse = (
    ops: readonly ProofOp[],
    key: Uint8Array,
    value: Uint8Array | undefined,
    message: RegExp,
  ): void => {
    t.throws(() => verify(ops, key, value), { name: 'ProofError', message })
  }
  t.doesNotThrow(() => verify(ops, be32(5), value))
  t.doesNotThrow(() => verify(absent.ops, be32(6), undefined))
  refuse([tree], be32(5), value, /has 2 operations/)
  refuse([simple, tree], be32(5), value, /operations ics23:iavl and/)
  refuse(ops, be32(15), value, /another key/)
  refuse([{ ...tree, key: be32(15) }, simple], be32(15), value, /another key/)
  refuse(ops, be32(5), utf8('v9'), /another value/)
  refuse(ops, be32(5), undefined, /absence proof/)
  refuse(absent.ops, be32(6), utf8('v'), /existence proof/)
  refuse([{ ...absent.ops[0]!, key: be32(16) }, simple], be32(16), undefined, /another key/)
  refuse([tree, { ...simple, key: utf8('auth') }], be32(5), value, /another store/)
  t.throws(() => verifyProofOps(ops, root, 'auth', be32(5), value), { message: /another store/ })
  t.throws(() => verifyProofOps(ops, new Uint8Array(32), 'bank', be32(5), value), {
    message: /another root/,
  })
  refuse([tree, { ...simple, data: absent.ops[0]!.data }], be32(5), value, /that a store exists/)
  refuse([{ ...tree, data: Uint8Array.of(0xff) }, simple], be32(5), value, /malformed/)
  refuse(
    [{ ...tree, data: new Uint8Array(5e6) }, simple],
    be32(5),
    value,
    /a proof of 5000000 bytes/,
  )
  t.end()
})

await t.test('the rules that Go has and the TypeScript verifier lacked', (t) => {
  const leaf = { hash: 1, prehashKey: 0, prehashValue: 1, length: 1 }
  const hash = new Array<number>(32).fill(7)
  const refuseLeaf = (prefix: number[], spec = IAVL_SPEC): void => {
    t.throws(() => checkLeaf({ ...leaf, prefix: Uint8Array.from(prefix) }, spec), {
      name: 'ProofError',
    })
  }
  t.doesNotThrow(() => checkLeaf({ ...leaf, prefix: Uint8Array.of(0, 2, 8) }, IAVL_SPEC))
  refuseLeaf([0, 2])
  refuseLeaf([0, 2, 8, 1])
  refuseLeaf([0, 4, 8])
  refuseLeaf([0, 2, 9])
  refuseLeaf([2, 2, 8])
  refuseLeaf([0, 2, ...new Array<number>(10).fill(0xff), 1])
  refuseLeaf([0, 1], SIMPLE_SPEC)
  const inner = (prefix: number[], suffix: number[] = [], spec = IAVL_SPEC, layer = 1): void =>
    checkInner(
      { hash: 1, prefix: Uint8Array.from(prefix), suffix: Uint8Array.from(suffix) },
      spec,
      layer,
    )
  t.doesNotThrow(() => inner([2, 4, 8, 32], [32, ...hash]))
  t.doesNotThrow(() => inner([2, 4, 8, 32, ...hash, 32]))
  t.throws(() => inner([2, 4, 8, 32], [32, ...hash], IAVL_SPEC, 2), { message: /its layer/ })
  t.throws(() => inner([2, 4, 9, 32], [32, ...hash]), { message: /negative/ })
  t.throws(() => inner([2, 4, 8], [32, ...hash]), { message: /length byte or a child/ })
  t.throws(() => inner([2, 4, 8, 32, 32]), { message: /length byte or a child/ })
  t.throws(() => inner([2, 4, 8, 32], [32, ...hash, 1]), { message: /multiple of 33/ })
  t.doesNotThrow(() => inner([1], hash, SIMPLE_SPEC))
  t.doesNotThrow(() => inner([1, ...hash], [], SIMPLE_SPEC))
  t.throws(() => inner([2], hash, SIMPLE_SPEC), { message: /begins with 1/ })
  t.throws(() => inner([1, ...hash], hash, SIMPLE_SPEC), { message: /no other prefix/ })
  t.throws(() => inner([1, ...hash, 1], [], SIMPLE_SPEC), { message: /at most 33/ })
  t.throws(() => inner([1], hash.slice(1), SIMPLE_SPEC), { message: /multiple of 32/ })
  t.end()
})

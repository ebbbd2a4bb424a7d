/** The tables and proofs of cosmos/ics23 testdata (commit 7f2c2d0), read from ../shared/data when it is there. */
import { existsSync, readFileSync } from 'node:fs'
import t from 'tap'
import { checkExistence, checkLeaf } from '../../../proto/ics23/checkShape.js'
import { leftIsEmpty, rightIsEmpty } from '../../../proto/ics23/neighbours.js'
import { IAVL_SPEC, type ProofSpec, SIMPLE_SPEC } from '../../../proto/ics23/spec.js'
import {
  applyInner,
  applyLeaf,
  existenceRoot,
  verifyExistence,
  verifyNonExistence,
} from '../../../proto/ics23/verify.js'
import { decodeProof } from '../../../proto/ics23/verifyOps.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { fromHex } from '../../../chain/types/bytes.js'

const DIR = '../shared/data/ics23'
const here = existsSync(DIR)
if (!here) console.log(`# ${DIR} is missing: the ICS-23 vectors are skipped`)
const options = here ? {} : { skip: 'no vectors' }

type Json = Record<string, unknown>
const load = <T>(name: string): T => JSON.parse(readFileSync(`${DIR}/${name}.json`, 'utf8')) as T
const b64 = (text: unknown): Uint8Array =>
  Uint8Array.from(Buffer.from((text ?? '') as string, 'base64'))
const num = (value: unknown): number => (value ?? 0) as number

function leafOf(row: Json | undefined): PlainTypes['cosmos.ics23.v1.LeafOp'] {
  return {
    hash: num(row?.['hash']),
    prehashKey: num(row?.['prehash_key']),
    prehashValue: num(row?.['prehash_value']),
    length: num(row?.['length']),
    prefix: b64(row?.['prefix']),
  }
}

function innerOf(row: Json): PlainTypes['cosmos.ics23.v1.InnerOp'] {
  return { hash: num(row['hash']), prefix: b64(row['prefix']), suffix: b64(row['suffix']) }
}

function existOf(row: Json): PlainTypes['cosmos.ics23.v1.ExistenceProof'] {
  return {
    key: b64(row['key']),
    value: b64(row['value']),
    leaf: row['leaf'] === undefined ? null : leafOf(row['leaf'] as Json),
    path: ((row['path'] ?? []) as Json[]).map(innerOf),
  }
}

function specOf(row: Json): ProofSpec {
  const inner = (row['inner_spec'] ?? {}) as Json
  const spec: ProofSpec = {
    leaf: leafOf(row['leaf_spec'] as Json | undefined),
    inner: {
      hash: num(inner['hash']),
      childOrder: (inner['child_order'] ?? []) as number[],
      childSize: num(inner['child_size']),
      minPrefixLength: num(inner['min_prefix_length']),
      maxPrefixLength: num(inner['max_prefix_length']),
      emptyChild: b64(inner['empty_child']),
    },
    minDepth: num(row['min_depth']),
    maxDepth: num(row['max_depth']),
    kind: 'other',
  }
  return { ...spec, kind: spec.inner.childSize === 33 ? 'iavl' : 'other' }
}

/** What this verifier does not support, and so refuses: other hashes and length operations. */
const unsupported = (op: { hash: number; length?: number }): boolean =>
  op.hash > 1 || (op.length ?? 0) > 1

await t.test('leaf operations', options, (t) => {
  for (const [name, row] of Object.entries(load<Record<string, Json>>('TestLeafOpData'))) {
    const op = leafOf(row['Op'] as Json)
    const apply = (): Uint8Array => applyLeaf(op, b64(row['Key']), b64(row['Value']))
    if (row['IsErr'] === true || unsupported(op)) t.throws(apply, { name: 'ProofError' }, name)
    else t.strictSame(apply(), b64(row['Expected']), name)
  }
  t.end()
})

await t.test('inner operations', options, (t) => {
  for (const [name, row] of Object.entries(load<Record<string, Json>>('TestInnerOpData'))) {
    const op = innerOf(row['Op'] as Json)
    const apply = (): Uint8Array => applyInner(op, b64(row['Child']))
    if (row['IsErr'] === true || unsupported(op)) t.throws(apply, { name: 'ProofError' }, name)
    else t.strictSame(apply(), b64(row['Expected']), name)
  }
  t.end()
})

await t.test('roots of existence proofs', options, (t) => {
  for (const [name, row] of Object.entries(load<Record<string, Json>>('TestExistenceProofData'))) {
    const proof = existOf(row['Proof'] as Json)
    const apply = (): Uint8Array => existenceRoot(proof)
    if (row['IsErr'] === true) t.throws(apply, { name: 'ProofError' }, name)
    else t.strictSame(apply(), b64(row['Expected']), name)
  }
  t.end()
})

await t.test('leaves against specs', options, (t) => {
  for (const [name, row] of Object.entries(load<Record<string, Json>>('TestCheckLeafData'))) {
    const spec = { ...specOf({}), leaf: leafOf(row['Spec'] as Json) }
    const check = (): void => checkLeaf(leafOf(row['Leaf'] as Json), spec)
    if (row['IsErr'] === true) t.throws(check, { name: 'ProofError' }, name)
    else t.doesNotThrow(check, name)
  }
  t.end()
})

await t.test('existence proofs against specs', options, (t) => {
  for (const [name, row] of Object.entries(
    load<Record<string, Json>>('TestCheckAgainstSpecData'),
  )) {
    const check = (): void =>
      checkExistence(existOf(row['Proof'] as Json), specOf(row['Spec'] as Json))
    if (row['Err'] === '') t.doesNotThrow(check, name)
    else t.throws(check, { name: 'ProofError' }, `${name}: ${String(row['Err'])}`)
  }
  t.end()
})

await t.test('empty branches', options, (t) => {
  for (const [i, row] of load<Json[]>('TestEmptyBranchData').entries()) {
    const { inner } = specOf(row['Spec'] as Json)
    const op = innerOf(row['Op'] as Json)
    t.equal(leftIsEmpty(inner, op), row['IsLeft'], `row ${i}, left`)
    t.equal(rightIsEmpty(inner, op), row['IsRight'], `row ${i}, right`)
  }
  t.end()
})

for (const [dir, spec] of [
  ['iavl', IAVL_SPEC],
  ['tendermint', SIMPLE_SPEC],
] as const) {
  await t.test(`proofs of ${dir} trees`, options, (t) => {
    for (const place of ['left', 'middle', 'right']) {
      const row = load<Record<string, string>>(`${dir}/exist_${place}`)
      const [root, key, value] = ['root', 'key', 'value'].map((k) => fromHex(row[k] as string))
      const { exist } = decodeProof(fromHex(row['proof'] as string))
      const verify = (k: Uint8Array, v: Uint8Array): void =>
        verifyExistence(exist!, spec, root!, k, v)
      t.doesNotThrow(() => verify(key!, value!), `exist_${place}`)
      t.throws(() => verify(key!, Uint8Array.of(1)), { message: /another value/ })
      t.throws(() => verify(Uint8Array.of(1), value!), { message: /another key/ })
    }
    for (const place of ['left', 'middle', 'right']) {
      const row = load<Record<string, string>>(`${dir}/nonexist_${place}`)
      const [root, key] = ['root', 'key'].map((k) => fromHex(row[k] as string))
      const { nonexist } = decodeProof(fromHex(row['proof'] as string))
      t.doesNotThrow(() => verifyNonExistence(nonexist!, spec, root!, key!), `nonexist_${place}`)
      const cut = { ...nonexist!, [nonexist!.left === null ? 'right' : 'left']: null }
      t.throws(() => verifyNonExistence(cut, spec, root!, key!), { name: 'ProofError' })
    }
    t.end()
  })
}

import t from 'tap'
import { codec } from '../../chain/codec/proto.js'
import { sha256 } from '../../chain/codec/hash.js'
import { fromHex, toHex } from '../../chain/types/bytes.js'
import {
  blockBytes,
  blockIdOf,
  decodeBlock,
  decodeCommit,
  EMPTY_HASH,
  maxDataBytes,
  partSetHeader,
  txSizeInBlock,
} from '../../node/engine/comet/block.js'
import { DEFAULT_PARAMS, paramsHash } from '../../node/engine/comet/params.js'
import { deterministicResultBytes, resultsHash } from '../../node/engine/comet/results.js'
import { medianTimeNs, validatorAddress } from '../../node/engine/comet/validatorSet.js'
import { lightCrypto } from '../../node/engine/lightCrypto.js'
import {
  commitBytes,
  commitHash,
  commitSignBytes,
  dataHash,
  headerBytes,
  headerHash,
  validatorsHash,
} from '../../proto/comet/header.js'
import { verifyCommit, verifyCommitSignatures } from '../../proto/comet/light.js'
import { merkleProof, verifyMerkleProof } from '../../proto/comet/merkle.js'
import {
  commitOf,
  headerOf,
  validatorOf,
  vectors,
  vectorTx,
  type CommitVector,
  type HeaderVector,
  type ValidatorVector,
} from './vectors.js'

await t.test('headers encode and hash as CometBFT does', async (t) => {
  for (const v of vectors<{ header: HeaderVector; hash: string; proto: string }[]>('headers')) {
    const header = headerOf(v.header)
    t.equal(toHex(headerHash(sha256, header)), v.hash)
    t.equal(toHex(headerBytes(header)), v.proto)
  }
})

interface CommitCase {
  header: HeaderVector
  validators: ValidatorVector[]
  validatorsHash: string
  commit: CommitVector
  signBytes: string[]
  hash: string
  proto: string
  verifies: boolean
  medianTime: string
}

await t.test('commits encode, hash, sign and verify as CometBFT does', async (t) => {
  let good = 0
  for (const v of vectors<CommitCase[]>('commits')) {
    const [header, commit] = [headerOf(v.header), commitOf(v.commit)]
    const validators = v.validators.map(validatorOf)
    for (const one of validators)
      t.same(Buffer.from(validatorAddress(one.pubKeyType, one.pubKey)), Buffer.from(one.address))
    t.equal(toHex(validatorsHash(sha256, validators)), v.validatorsHash)
    t.equal(toHex(commitBytes(commit)), v.proto)
    t.equal(toHex(commitHash(sha256, commit)), v.hash)
    t.same(decodeCommit(commitBytes(commit)).height, commit.height)
    for (const [i, sig] of commit.signatures.entries())
      if (sig.blockIdFlag !== 1)
        t.equal(toHex(commitSignBytes(v.header.chainId, commit, sig)), v.signBytes[i])
    const verify = () => verifyCommit(lightCrypto, header.chainId, validators, commit, header)
    if (v.verifies) {
      verify()
      good++
    } else t.throws(verify, { name: 'LightError', message: /insufficient voting power/ })
    const [seconds = '', nanos = ''] = v.medianTime.split(':')
    if (commit.signatures.some((s) => s.blockIdFlag !== 1))
      t.equal(medianTimeNs(commit, validators), BigInt(seconds) * 1_000_000_000n + BigInt(nanos))
  }
  t.ok(good > 0, 'some of them verify')
})

await t.test('a commit with anything changed does not verify', async (t) => {
  const v = vectors<CommitCase[]>('commits').find((c) => c.verifies)
  if (v === undefined) throw new Error('no case that verifies')
  const [header, commit] = [headerOf(v.header), commitOf(v.commit)]
  const validators = v.validators.map(validatorOf)
  const [first] = commit.signatures.filter((s) => s.blockIdFlag === 2)
  if (first === undefined) throw new Error('no signature')
  const flipped = Uint8Array.from(first.signature)
  flipped[5] = (flipped[5] ?? 0) ^ 1
  const swap = (change: object) => ({
    ...commit,
    signatures: commit.signatures.map((s) => (s === first ? { ...s, ...change } : s)),
  })
  const check = (c: typeof commit, h = header, vals = validators) =>
    verifyCommit(lightCrypto, header.chainId, vals, c, h)
  t.throws(() => check(swap({ signature: flipped })), /wrong signature/)
  t.throws(() => check(swap({ signature: new Uint8Array(3) })), /wrong signature/)
  t.throws(() => check(swap({ timeNs: first.timeNs + 1n })), /wrong signature/)
  t.throws(() => check(swap({ validatorAddress: new Uint8Array(20) })), /address mismatch/)
  t.throws(() => check({ ...commit, round: commit.round + 1 }), /wrong signature/)
  t.throws(() => check({ ...commit, height: commit.height + 1n }), /wrong height/)
  t.throws(() => check(commit, { ...header, appHash: sha256(header.appHash) }), /hashes to/)
  t.throws(() => check(commit, header, validators.slice(1)), /expected validators/)
  t.throws(() => check(commit, { ...header, chainId: 'other' }), /header is of chain other/)
  t.throws(
    () =>
      verifyCommitSignatures(
        lightCrypto,
        header.chainId,
        validators.slice(1),
        commit.blockId,
        header.height,
        commit,
      ),
    /wrong set size/,
  )
  t.throws(
    () =>
      verifyCommitSignatures(
        lightCrypto,
        header.chainId,
        validators,
        { ...commit.blockId, hash: sha256(commit.blockId.hash) },
        header.height,
        commit,
      ),
    /wrong block ID/,
  )
})

interface BlockCase {
  seed: number
  count: number
  length: number
  header: HeaderVector
  commit: CommitVector
  hash: string
  dataHash: string
  evidenceHash: string
  lastCommitHash: string
  size: number
  sha256: string
  partTotal: number
  partsHash: string
}

await t.test('blocks encode and cut into parts as CometBFT does', async (t) => {
  for (const v of vectors<BlockCase[]>('blocks')) {
    const txs = Array.from({ length: v.count }, (_, k) => vectorTx(v.seed, k, v.length))
    const commit = v.commit.height === '0' ? undefined : commitOf(v.commit)
    const block = { header: headerOf(v.header), txs, lastCommit: commit }
    const bytes = blockBytes(block)
    t.equal(bytes.length, v.size)
    t.equal(toHex(sha256(bytes)), v.sha256)
    t.same(partSetHeader(bytes).total, v.partTotal)
    t.equal(toHex(partSetHeader(bytes).hash), v.partsHash)
    t.equal(toHex(blockIdOf(block.header, bytes).hash), v.hash)
    t.equal(toHex(dataHash(sha256, txs.map(sha256))), v.dataHash)
    t.equal(toHex(EMPTY_HASH), v.evidenceHash)
    t.equal(toHex(commitHash(sha256, commit)), v.lastCommitHash)
    t.equal(toHex(blockBytes(decodeBlock(bytes))), toHex(bytes), 'decodes to the same block')
  }
})

await t.test('parameters, results and limits reckon as CometBFT does', async (t) => {
  const params = vectors<{ maxBytes: string; maxGas: string; hash: string }[]>('params')
  for (const v of params) {
    const block = { maxBytes: BigInt(v.maxBytes), maxGas: BigInt(v.maxGas) }
    t.equal(toHex(paramsHash({ ...DEFAULT_PARAMS, block })), v.hash)
  }
  type Result = { code: number; data: string; gasWanted: string; gasUsed: string; proto: string }
  const whole = codec('infonex.engine.v1.ExecTxResult')
  for (const v of vectors<{ results: Result[]; hash: string }[]>('results')) {
    const results = v.results.map((r) => ({
      code: r.code,
      data: fromHex(r.data),
      log: 'log',
      info: 'i',
      gasWanted: BigInt(r.gasWanted),
      gasUsed: BigInt(r.gasUsed),
      events: [{ type: 't', attributes: [{ key: 'k', value: 'v', index: true }] }],
      codespace: 'sdk',
    }))
    t.equal(toHex(resultsHash(results)), v.hash)
    for (const [i, r] of results.entries()) {
      t.equal(toHex(whole.encode(r)), v.results[i]?.proto, 'the stored message has its numbers')
      t.same(whole.decode(deterministicResultBytes(r)).log, '')
    }
  }
  const limits = vectors<{
    maxData: { maxBytes: string; validators: number; maxDataBytes: string }[]
    txSizes: { length: number; size: string }[]
  }>('limits')
  for (const v of limits.maxData)
    t.equal(maxDataBytes(BigInt(v.maxBytes), v.validators), BigInt(v.maxDataBytes))
  for (const v of limits.txSizes)
    t.equal(BigInt(txSizeInBlock(new Uint8Array(v.length))), BigInt(v.size))
  t.throws(() => maxDataBytes(500n, 1), /too small to hold a header/)
  t.equal(maxDataBytes(-1n, 1), maxDataBytes(104_857_600n, 1))
})

await t.test("proofs of transactions are CometBFT's, and no other item passes", async (t) => {
  type Proof = { total: number; index: number; leaf: string; aunts: string[] }
  for (const v of vectors<{ count: number; root: string; proofs: Proof[] }[]>('txProofs')) {
    const hashes = Array.from({ length: v.count }, (_, k) => sha256(vectorTx(9, k, 3 + k)))
    const root = fromHex(v.root)
    for (const [k, want] of v.proofs.entries()) {
      const proof = merkleProof(sha256, hashes, k)
      t.equal(toHex(proof.leafHash), want.leaf)
      t.same(proof.aunts.map(toHex), want.aunts)
      t.equal(verifyMerkleProof(sha256, root, proof, hashes[k] ?? root), true)
      t.equal(verifyMerkleProof(sha256, root, proof, sha256(root)), false)
      t.equal(verifyMerkleProof(sha256, sha256(root), proof, hashes[k] ?? root), false)
      if (v.count > 1)
        t.equal(
          verifyMerkleProof(
            sha256,
            root,
            { ...proof, index: (k + 1) % v.count },
            hashes[k] ?? root,
          ),
          false,
        )
      t.equal(
        verifyMerkleProof(sha256, root, { ...proof, aunts: [...proof.aunts, root] }, root),
        false,
      )
    }
  }
  t.throws(() => merkleProof(sha256, [], 0), RangeError)
})

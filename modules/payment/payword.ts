import { sha256 } from '../../chain/codec/hash.js'
import { codec } from '../../chain/codec/proto.js'
import { U128_MAX } from '../../chain/types/arith.js'
import { equalBytes } from '../../chain/types/bytes.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import {
  isPlace,
  leadsToRoot,
  MAX_LOG2,
  payWordIdBytes,
  payWordSignBytes,
  wordAmount,
  WordHasher,
} from '../../proto/payment/payword.js'
import { amountOf } from './amount.js'
import { PaymentError } from './errors.js'
import { type Instrument, isSigned, SIGNATURE_GAS } from './instrument.js'
import { checkSigned } from './voucher.js'

export type PayWordCommit = PlainTypes['infonex.payment.v1.PayWordCommit']
export type PayWordReveal = PlainTypes['infonex.payment.v1.PayWordReveal']
export type PayWordClaim = PlainTypes['infonex.payment.v1.PayWordClaim']

const commitCodec = codec('infonex.payment.v1.PayWordCommit')
const HASH_BYTES = 32

/** Gas of one hash of a word: a signature costs 1000 and takes as long as 60 hashes or more (marketplace.md 2.2). */
const HASH_GAS = 16n

function refuse(text: string): never {
  throw PaymentError.invalidPayWord(text)
}

function checkBytes(field: string, bytes: Uint8Array): void {
  if (bytes.length !== HASH_BYTES) refuse(`${field} has ${bytes.length} bytes, want 32`)
}

/** Terms of a commit; no state, no signature. @throws TxError payment 31 or 2 */
function checkCommit(commit: PayWordCommit): { base: bigint; unit: bigint } {
  checkBytes('channel_id', commit.channelId)
  checkBytes('root', commit.root)
  const { log2Blocks, log2Len } = commit
  if (log2Blocks > MAX_LOG2) refuse(`log2_blocks is ${log2Blocks}, want at most ${MAX_LOG2}`)
  if (log2Len > MAX_LOG2) refuse(`log2_len is ${log2Len}, want at most ${MAX_LOG2}`)
  const base = amountOf('base_cumulative', commit.baseCumulative)
  const unit = amountOf('unit_amount', commit.unitAmount)
  if (unit === 0n) refuse('unit_amount is 0, want more')
  if (wordAmount({ base, unit, log2Len }, 1 << log2Blocks, 0) > U128_MAX)
    refuse('base_cumulative and all words together are beyond 128 bits')
  return { base, unit }
}

function checkReveal(commit: PayWordCommit, reveal: PayWordReveal): void {
  const { log2Blocks, log2Len } = commit
  checkBytes('commit_id', reveal.commitId)
  checkBytes('word', reveal.word)
  if (!isPlace({ id: reveal.commitId, log2Blocks, log2Len }, reveal.block, reveal.index))
    refuse(
      `block ${reveal.block}, index ${reveal.index}: want a block below ${1 << log2Blocks}, an index from 1 to ${1 << log2Len}`,
    )
  if (reveal.proof.length !== log2Blocks)
    refuse(`proof has ${reveal.proof.length} hashes, want log2_blocks (${log2Blocks})`)
  reveal.proof.forEach((hash, i) => checkBytes(`proof[${i}]`, hash))
}

/** SHA256("infonex/payword-id/1" | chain | the commit without its root). */
export function payWordId(chainId: string, commit: PayWordCommit): Uint8Array {
  const terms = commitCodec.encode({ ...commit, root: new Uint8Array() })
  return sha256(payWordIdBytes(chainId, terms))
}

/** A PayWord whose shape is good; no state, no hash, no signature. @throws TxError payment 31, 13 or 2 */
export function payWordOf(claim: PayWordClaim | null): Instrument {
  const signed = claim?.commit
  const commit = signed?.commit
  const reveal = claim?.reveal
  if (signed === null || signed === undefined || commit === null || commit === undefined)
    refuse('the commit is absent')
  if (reveal === null || reveal === undefined) refuse('the reveal is absent')
  const descriptor = checkSigned(signed)
  const { base, unit } = checkCommit(commit)
  checkReveal(commit, reveal)
  const { log2Blocks, log2Len } = commit
  // The id, the leaf, and what leads to them.
  const hashes = reveal.index + log2Blocks + 2
  return {
    channelId: commit.channelId,
    descriptor,
    cumulative: wordAmount({ base, unit, log2Len }, reveal.block, reveal.index),
    validUntilMs: commit.notAfterMs,
    checkpoint: claim?.checkpoint ?? null,
    gas: SIGNATURE_GAS + HASH_GAS * BigInt(hashes),
    prove(by) {
      const id = payWordId(by.chainId, commit)
      if (!equalBytes(id, reveal.commitId)) throw PaymentError.wrongWord('it is of another commit')
      if (!leadsToRoot(new WordHasher(sha256, { id, log2Blocks, log2Len }), commit.root, reveal))
        throw PaymentError.wrongWord('it does not lead to the root')
      const message = payWordSignBytes(by.chainId, commitCodec.encode(commit))
      if (!isSigned(by, { ...signed, descriptor }, message)) throw PaymentError.invalidSignature()
    },
  }
}

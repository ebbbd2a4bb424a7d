import { parseU128 } from '../../chain/types/arith.js'
import { isDenom } from '../../chain/types/coin.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { VerificationError } from './errors.js'
import { MAX_BATCH } from '../../proto/verification/receiptTree.js'

export type VerificationParams = PlainTypes['infonex.verification.v1.Params']

export const DEFAULT_PARAMS: VerificationParams = {
  windowMs: 604_800_000n,
  windowBlocks: 1000n,
  answerMs: 3_600_000n,
  answerBlocks: 20n,
  reviewMs: 3_600_000n,
  reviewBlocks: 20n,
  maxAnswerBytes: 65_536,
  depositDenom: 'uinx',
  answerFee: '10000',
  bytePrice: '1',
  disputeLock: '1000000',
  conflictSlash: '100000000',
  reporterBps: 2500,
  maxOpenDemands: 4,
  maxBatch: MAX_BATCH,
  endsPerBlock: 256,
  maxAttestedBytes: 786_432,
  attestMs: 14_400_000n,
  attestBlocks: 64n,
  committeeSize: 5,
  quorum: 3,
  attestFee: '20000',
  attesterBond: '10000000',
  maxAttesters: 1000,
}

/** All of an amount in basis points. */
export const BPS = 10_000
/** Blocks over which the seed of a committee is accumulated (rules.md H16). */
export const DRAW_BLOCKS = 32n
/** A year, and what it has in blocks of a second, twice. */
const MAX_MS = 31_536_000_000n
const MAX_BLOCKS = 63_072_000n
/** Bytes of a ciphertext that a block takes without a stop. */
const MAX_ANSWER = 1_048_576
const CLOCKS = [
  ['window', 'windowMs', 'windowBlocks'],
  ['answer', 'answerMs', 'answerBlocks'],
  ['review', 'reviewMs', 'reviewBlocks'],
  ['attest', 'attestMs', 'attestBlocks'],
] as const
const AMOUNTS = [
  ['answer_fee', 'answerFee'],
  ['byte_price', 'bytePrice'],
  ['dispute_lock', 'disputeLock'],
  ['conflict_slash', 'conflictSlash'],
  ['attest_fee', 'attestFee'],
  ['attester_bond', 'attesterBond'],
] as const
/** Prices and fees stay far inside 128 bits when they are multiplied. */
const MAX_AMOUNT = 1n << 96n

function clocksProblem(p: VerificationParams): string | undefined {
  for (const [name, ms, blocks] of CLOCKS) {
    if (p[ms] < 1_000n || p[ms] > MAX_MS) return `${name}_ms is ${p[ms]}, want 1000 to ${MAX_MS}`
    if (p[blocks] < 1n || p[blocks] > MAX_BLOCKS)
      return `${name}_blocks is ${p[blocks]}, want 1 to ${MAX_BLOCKS}`
  }
  // What is decided within the window has to end within it (rules.md C16).
  const [ms, blocks] = [p.attestMs + p.reviewMs, p.attestBlocks + p.reviewBlocks]
  if (p.windowMs < p.answerMs + p.reviewMs || p.windowMs < ms)
    return `window_ms is ${p.windowMs}, want at least answer_ms or attest_ms, + review_ms`
  if (p.windowBlocks < p.answerBlocks + p.reviewBlocks || p.windowBlocks < blocks)
    return `window_blocks is ${p.windowBlocks}, want at least answer_blocks or attest_blocks, + review_blocks`
  if (p.attestBlocks < DRAW_BLOCKS + p.answerBlocks)
    return `attest_blocks is ${p.attestBlocks}, want at least answer_blocks and ${DRAW_BLOCKS} of the draw`
  return undefined
}

function attestersProblem(p: VerificationParams): string | undefined {
  if (p.maxAttestedBytes < p.maxAnswerBytes || p.maxAttestedBytes > MAX_ANSWER)
    return `max_attested_bytes is ${p.maxAttestedBytes}, want max_answer_bytes to ${MAX_ANSWER}`
  if (p.committeeSize < 1 || p.committeeSize > 32)
    return `committee_size is ${p.committeeSize}, want 1 to 32`
  if (p.quorum > p.committeeSize || p.quorum * 2 <= p.committeeSize)
    return `quorum is ${p.quorum}, want more than half of committee_size (${p.committeeSize})`
  if (p.maxAttesters < p.committeeSize || p.maxAttesters > 10_000)
    return `max_attesters is ${p.maxAttesters}, want committee_size to 10000`
  return undefined
}

/** Why parameters are refused, as a sentence that names the field; undefined = good. */
export function paramsProblem(p: VerificationParams): string | undefined {
  const clocks = clocksProblem(p)
  if (clocks !== undefined) return clocks
  if (p.maxAnswerBytes < 1024 || p.maxAnswerBytes > MAX_ANSWER)
    return `max_answer_bytes is ${p.maxAnswerBytes}, want 1024 to ${MAX_ANSWER}`
  if (!isDenom(p.depositDenom))
    return `deposit_denom is "${p.depositDenom.slice(0, 40)}", want a denomination`
  for (const [name, field] of AMOUNTS) {
    const amount = parseU128(p[field])
    if (amount === undefined || amount > MAX_AMOUNT)
      return `${name} is "${p[field].slice(0, 40)}", want a whole number up to 2^96`
  }
  if (p.answerFee === '0') return 'answer_fee is 0: demands would cost nothing'
  if (p.reporterBps >= BPS)
    return `reporter_bps is ${p.reporterBps}, want less than ${BPS}: who reports itself must lose`
  if (p.maxOpenDemands < 1 || p.maxOpenDemands > 1000)
    return `max_open_demands is ${p.maxOpenDemands}, want 1 to 1000`
  if (p.maxBatch < 1 || p.maxBatch > MAX_BATCH)
    return `max_batch is ${p.maxBatch}, want 1 to ${MAX_BATCH}`
  if (p.endsPerBlock < 1 || p.endsPerBlock > 10_000)
    return `ends_per_block is ${p.endsPerBlock}, want 1 to 10000`
  return attestersProblem(p)
}

/** @throws TxError verification 30, naming the field */
export function amountOf(field: string, text: string): bigint {
  const value = parseU128(text)
  if (value === undefined)
    throw VerificationError.invalidEvidence(
      `${field} is "${text.slice(0, 40)}", want a whole number`,
    )
  return value
}

/** What the largest answer costs its demander; a large one may be attested, or be on chain all the same. */
export function depositOf(p: VerificationParams, large = false): bigint {
  if (!large) return feeOf(p, p.maxAnswerBytes)
  return feeOf(p, p.maxAttestedBytes) + BigInt(p.attestFee) * BigInt(p.committeeSize)
}

/** What an answer of so many bytes pays its supplier. */
export function feeOf(p: VerificationParams, bytes: number): bigint {
  return BigInt(p.answerFee) + BigInt(p.bytePrice) * BigInt(bytes)
}

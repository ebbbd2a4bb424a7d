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
}

/** All of an amount in basis points. */
export const BPS = 10_000
/** A year, and what it has in blocks of a second, twice. */
const MAX_MS = 31_536_000_000n
const MAX_BLOCKS = 63_072_000n
/** Bytes of a ciphertext that a block takes without a stop. */
const MAX_ANSWER = 1_048_576
const CLOCKS = [
  ['window', 'windowMs', 'windowBlocks'],
  ['answer', 'answerMs', 'answerBlocks'],
  ['review', 'reviewMs', 'reviewBlocks'],
] as const
const AMOUNTS = [
  ['answer_fee', 'answerFee'],
  ['byte_price', 'bytePrice'],
  ['dispute_lock', 'disputeLock'],
  ['conflict_slash', 'conflictSlash'],
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
  if (p.windowMs < p.answerMs + p.reviewMs)
    return `window_ms is ${p.windowMs}, want at least answer_ms + review_ms (${p.answerMs + p.reviewMs})`
  if (p.windowBlocks < p.answerBlocks + p.reviewBlocks)
    return `window_blocks is ${p.windowBlocks}, want at least answer_blocks + review_blocks (${p.answerBlocks + p.reviewBlocks})`
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
  return undefined
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

/** What the largest answer costs its demander. */
export function depositOf(p: VerificationParams): bigint {
  return BigInt(p.answerFee) + BigInt(p.bytePrice) * BigInt(p.maxAnswerBytes)
}

/** What an answer of so many bytes pays its supplier. */
export function feeOf(p: VerificationParams, bytes: number): bigint {
  return BigInt(p.answerFee) + BigInt(p.bytePrice) * BigInt(bytes)
}

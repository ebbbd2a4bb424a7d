/**
 * PayWord as the payer makes it and the payee checks it: one signature opens up to 2^20 payments of one hash
 * each (marketplace.md 2.3). The payer needs no disk: seeds come from its payment key (rules.md H25).
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { sameBytes } from '../proto/comet/merkle.js'
import type { PlainTypes } from '../proto/gen/plain.js'
import {
  isPlace,
  payWordIdBytes,
  payWordSeed,
  payWordSignBytes,
  wordAmount,
  WordChains,
  WordError,
  WordHasher,
  type WordPosition,
  WordReceiver,
} from '../proto/payment/payword.js'
import { encodeMessage } from './pbjsType.js'
import {
  type ChannelDescriptor,
  channelIdOf,
  checkSigner,
  foreignFault,
  isSignedBy,
  type VoucherContext,
  type VoucherSigner,
} from './voucher.js'

/** The root of all words, its terms and a signature. */
export type SignedPayWordCommit = PlainTypes['infonex.payment.v1.SignedPayWordCommit']
/** One payment. */
export type PayWordReveal = PlainTypes['infonex.payment.v1.PayWordReveal']
/** What MsgClaimPayWord carries. */
export type PayWordClaim = PlainTypes['infonex.payment.v1.PayWordClaim']
type Commit = PlainTypes['infonex.payment.v1.PayWordCommit']

const COMMIT = 'infonex.payment.v1.PayWordCommit'
const AMOUNT = /^(0|[1-9]\d{0,38})$/
const U128_MAX = (1n << 128n) - 1n

/** The commit's id, 32 bytes: what both sides compute rather than believe. */
export function payWordIdOf(chainId: string, commit: Commit): Uint8Array {
  const terms = encodeMessage(COMMIT, { ...commit, root: new Uint8Array() })
  return sha256(payWordIdBytes(chainId, terms))
}

/** What a payer commits to. */
export interface PayWordTerms {
  /** At least 32 secret bytes, the same for all channels and epochs of this payer. */
  readonly paymentKey: Uint8Array
  /** Number of the commit within its channel. */
  readonly epoch: bigint
  /** What the channel has promised so far, by whatever instrument. */
  readonly base: bigint
  /** What a word adds. */
  readonly unit: bigint
  /** Default 8: 256 blocks. */
  readonly log2Blocks?: number
  /** Default 8: 256 words a block. */
  readonly log2Len?: number
  /** Milliseconds since 1970; absent = as long as the channel lives. */
  readonly notAfterMs?: bigint
}

/** The payer's side of one commit. */
export class PayWordPayer {
  readonly signed: SignedPayWordCommit
  readonly #chains: WordChains
  readonly #id: Uint8Array
  readonly #terms: { readonly base: bigint; readonly unit: bigint; readonly log2Len: number }
  readonly #words: bigint
  #opened = -1

  private constructor(
    signed: SignedPayWordCommit,
    id: Uint8Array,
    chains: WordChains,
    terms: PayWordTerms,
  ) {
    const { log2Blocks = 8, log2Len = 8, base, unit } = terms
    this.signed = signed
    this.#id = id
    this.#chains = chains
    this.#terms = { base, unit, log2Len }
    this.#words = 1n << BigInt(log2Blocks + log2Len)
  }

  /**
   * Computes the words and signs their root; the same terms give the same words again, after a restart.
   * @throws RangeError on terms out of range; Error if the channel names another signer
   */
  static async open(
    signer: VoucherSigner,
    descriptor: ChannelDescriptor,
    terms: PayWordTerms,
  ): Promise<PayWordPayer> {
    const { paymentKey, epoch, base, unit, log2Blocks = 8, log2Len = 8, notAfterMs = 0n } = terms
    if (base < 0n) throw new RangeError(`base is ${base}, want >= 0`)
    if (unit < 1n) throw new RangeError(`unit is ${unit}, want >= 1`)
    checkSigner(signer, descriptor)
    const channelId = channelIdOf(descriptor)
    const commit = {
      channelId,
      epoch,
      baseCumulative: base.toString(),
      unitAmount: unit.toString(),
      log2Blocks,
      log2Len,
      root: new Uint8Array(),
      notAfterMs,
    }
    const id = payWordIdOf(descriptor.chainId, commit)
    const seed = payWordSeed(sha256, paymentKey, channelId, epoch)
    const chains = new WordChains(sha256, seed, { id, log2Blocks, log2Len })
    const full = { ...commit, root: chains.root }
    const message = payWordSignBytes(descriptor.chainId, encodeMessage(COMMIT, full))
    const signature = await signer.sign(message)
    const signed = { commit: full, signature, form: signer.form, descriptor }
    return new PayWordPayer(signed, id, chains, terms)
  }

  /** The highest amount that this commit can promise. */
  get limit(): bigint {
    return this.#terms.base + this.#terms.unit * this.#words
  }

  /**
   * The first word that promises at least `cumulative`, with its proof if its block was not opened before.
   * Once given away it cannot be taken back.
   * @param again with its proof in any case: the payee may not have got the first
   * @throws RangeError outside of (base, limit]
   */
  pay(cumulative: bigint, again = false): PayWordReveal {
    const { base, unit, log2Len } = this.#terms
    if (cumulative <= base || cumulative > this.limit)
      throw new RangeError(`cumulative is ${cumulative}, want above ${base}, at most ${this.limit}`)
    const words = (cumulative - base + unit - 1n) / unit
    const block = Number((words - 1n) >> BigInt(log2Len))
    const index = Number(words - (BigInt(block) << BigInt(log2Len)))
    const proof = again || block > this.#opened ? this.#chains.proof(block) : []
    this.#opened = Math.max(block, this.#opened)
    return { commitId: this.#id, block, index, word: this.#chains.word(block, index), proof }
  }
}

/** What of a commit's terms is out of range. */
function termsFault(commit: Commit): string | undefined {
  if (!AMOUNT.test(commit.baseCumulative) || !AMOUNT.test(commit.unitAmount))
    return 'base_cumulative or unit_amount is no whole number'
  if (commit.unitAmount === '0') return 'unit_amount is 0, want more'
  if (commit.root.length !== 32) return `root has ${commit.root.length} bytes, want 32`
  const { log2Blocks, log2Len } = commit
  if (log2Blocks > 10 || log2Len > 10)
    return `2^${log2Blocks} blocks of 2^${log2Len} words, want at most 2^10 of 2^10`
  const terms = { base: BigInt(commit.baseCumulative), unit: BigInt(commit.unitAmount), log2Len }
  return wordAmount(terms, 1 << log2Blocks, 0) > U128_MAX
    ? 'all words are beyond 128 bits'
    : undefined
}

/**
 * Why a payee should not take words of this commit, or undefined: right channel and signature, beginning at
 * what was accepted before, and not dead before the channel is (rules.md H2).
 */
export function payWordFault(
  signed: SignedPayWordCommit,
  known: VoucherContext,
): string | undefined {
  const { commit, descriptor } = signed
  if (commit === null || descriptor === null) return 'commit or descriptor is absent'
  const foreign = foreignFault(commit.channelId, descriptor, known) ?? termsFault(commit)
  if (foreign !== undefined) return foreign
  if (BigInt(commit.baseCumulative) !== known.accepted)
    return `base_cumulative is ${commit.baseCumulative}, want what is accepted, ${known.accepted}`
  const lives = descriptor.expiryMs + known.closeGraceMs
  if (commit.notAfterMs !== 0n && commit.notAfterMs < lives)
    return `not after ${commit.notAfterMs} ms, want 0 or at least ${lives}`
  const message = payWordSignBytes(descriptor.chainId, encodeMessage(COMMIT, commit))
  return isSignedBy(descriptor, signed, message)
    ? undefined
    : "the signature is not by the channel's signer"
}

/** The payee's side of one commit. */
export class PayWordPayee {
  readonly #signed: SignedPayWordCommit
  readonly #id: Uint8Array
  readonly #receiver: WordReceiver
  readonly #terms: { readonly base: bigint; readonly unit: bigint; readonly log2Len: number }

  /**
   * @param kept the position of before a restart
   * @throws WordError unless `payWordFault` finds none
   */
  constructor(signed: SignedPayWordCommit, known: VoucherContext, kept?: WordPosition) {
    const fault = payWordFault(signed, known)
    const { commit, descriptor } = signed
    if (fault !== undefined || commit === null || descriptor === null)
      throw new WordError(fault ?? 'absent')
    const { log2Blocks, log2Len } = commit
    this.#signed = signed
    this.#id = payWordIdOf(descriptor.chainId, commit)
    this.#terms = { base: known.accepted, unit: BigInt(commit.unitAmount), log2Len }
    const hasher = new WordHasher(sha256, { id: this.#id, log2Blocks, log2Len })
    this.#receiver = new WordReceiver(hasher, commit.root, kept === undefined ? {} : { at: kept })
  }

  /** What is promised so far, by the words taken. */
  get accepted(): bigint {
    const at = this.#receiver.position
    return at === undefined ? this.#terms.base : wordAmount(this.#terms, at.block, at.index)
  }

  /** What to keep, so that no word is lost to a restart. */
  get position(): WordPosition | undefined {
    return this.#receiver.position
  }

  /**
   * Takes one payment.
   * @param limit what can be claimed now: the cap, or what has vested
   * @returns what is promised now
   * @throws WordError and changes nothing, unless the word is good
   */
  accept(reveal: PayWordReveal, limit: bigint): bigint {
    const { block, index, word, proof } = reveal
    if (!sameBytes(reveal.commitId, this.#id)) throw new WordError('the word is of another commit')
    const { log2Blocks, log2Len } = this.#signed.commit as Commit
    if (!isPlace({ id: this.#id, log2Blocks, log2Len }, block, index))
      throw new WordError(`block ${block} has no word ${index}`)
    const cumulative = wordAmount(this.#terms, block, index)
    if (cumulative > limit)
      throw new WordError(`it promises ${cumulative} in all, ${limit} can be claimed`)
    this.#receiver.accept(block, index, word, proof)
    return cumulative
  }

  /**
   * What MsgClaimPayWord takes: the highest word with its commit; undefined before the first.
   * @param checkpoint what was measured, where the channel's receipt policy asks for it
   */
  claim(checkpoint: PayWordClaim['checkpoint'] = null): PayWordClaim | undefined {
    const at = this.#receiver.position
    if (at === undefined) return undefined
    return {
      commit: this.#signed,
      reveal: { ...at, commitId: this.#id, proof: [...at.proof] },
      checkpoint,
    }
  }
}

import { sha256 } from '../../chain/codec/hash.js'
import { minBig } from '../../chain/types/arith.js'
import { assert } from '../../chain/types/assert.js'
import { equalBytes } from '../../chain/types/bytes.js'
import type { Context } from '../../chain/types/context.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { isRightDelivery, publicKeyOf } from '../../proto/verification/delivery.js'
import { X25519_GAS } from './demands.js'
import { VerificationError } from './errors.js'
import { eventAnswerCommitted, eventDemandAnswered } from './events.js'
import { nameOf, type VerificationKeeper } from './keeper.js'
import { end, enter, isOnChain, stopClocks } from './outcomes.js'
import { feeOf } from './params.js'
import { anchor, readSigned, type SignedReceipt } from './receipts.js'
import { DEMAND, type Demand, isDue, OUTCOME } from './state.js'

type Answer = PlainTypes['infonex.verification.v1.MsgAnswerDemand']
type Prove = PlainTypes['infonex.verification.v1.MsgProveWrongDelivery']

/** Gas of one byte to decrypt and hash. */
const BYTE_GAS = 1n

/** The demand, if its supplier may still answer it. @throws TxError verification 19, 20, 22 or 24 */
function mustBeOpenFor(
  keeper: VerificationKeeper,
  ctx: Context,
  { supplier, demandId }: { supplier: string; demandId: bigint },
  statuses: readonly number[],
): Demand {
  const found = keeper.mustDemand(ctx, demandId)
  if (found.supplier !== supplier)
    throw VerificationError.notSupplier(`${supplier}; the supplier is ${found.supplier}`)
  if (!statuses.includes(found.status)) throw VerificationError.notOpen(`demand ${demandId}`)
  checkClock(ctx, found)
  return found
}

/** @throws TxError verification 24 */
export function checkClock(ctx: Context, { id, dueMs, dueHeight }: Demand): void {
  if (isDue({ ms: dueMs, height: dueHeight }, ctx.timeMs, ctx.height))
    throw VerificationError.clockOver(`demand ${id} was due at ${dueMs} ms, height ${dueHeight}`)
}

/** What the demand is about, with the receipt that the answer brings. @throws TxError verification 25, 26 */
function withReceipt(
  keeper: VerificationKeeper,
  ctx: Context,
  asked: Demand,
  signed: SignedReceipt | null,
): Pick<Demand, 'receiptId' | 'outputDigest'> {
  if (asked.receiptId.length > 0) {
    if (signed === null) return asked
    throw VerificationError.invalidAnswer('the demand has its receipt')
  }
  if (signed === null)
    throw VerificationError.invalidAnswer('the demand has no receipt: the answer has to bring it')
  const { supplier: party, supplierKey, denom } = asked
  assert(supplierKey !== null, 'a demand has the key of its supplier')
  const read = readSigned(keeper, ctx, signed, { party, key: supplierKey, descriptor: { denom } })
  const { receipt, id } = read
  const same =
    equalBytes(receipt.channelId, asked.channelId) &&
    receipt.sequence === asked.sequence &&
    equalBytes(receipt.requestDigest, asked.requestDigest) &&
    equalBytes(receipt.modelId, asked.modelId) &&
    equalBytes(receipt.inputDigest, asked.inputDigest)
  if (!same) throw VerificationError.otherRequest(nameOf(receipt.channelId, receipt.sequence))
  if (BigInt(receipt.price) > BigInt(asked.priceMax))
    throw VerificationError.otherRequest(
      `its price is ${receipt.price}, the request allows ${asked.priceMax}`,
    )
  anchor(keeper, ctx, read, null)
  return { receiptId: id, outputDigest: receipt.outputDigest }
}

/** Answers a demand: the demander's clock begins, at once or when enough attesters have the ciphertext. */
export function answer(keeper: VerificationKeeper, ctx: Context, msg: Answer): Demand {
  const onChain = msg.ciphertext.length > 0
  // Attesters may keep silent: the supplier can still put all of it on chain.
  const statuses = onChain ? [DEMAND.open, DEMAND.attesting] : [DEMAND.open]
  const asked = mustBeOpenFor(keeper, ctx, msg, statuses)
  const bytes = onChain ? msg.ciphertext.length : msg.ciphertextBytes
  if (bytes > asked.maxBytes)
    throw VerificationError.invalidAnswer(
      `ciphertext has ${bytes} bytes, want at most ${asked.maxBytes}`,
    )
  if (!onChain && asked.quorum === 0)
    throw VerificationError.invalidAnswer('ciphertext is empty: it fits the chain')
  const { receiptId, outputDigest } = withReceipt(keeper, ctx, asked, msg.receipt)
  const params = keeper.paramsOrDefault(ctx)
  const committed: Demand = {
    ...asked,
    ...{ receiptId, outputDigest },
    // Prices may have risen since the deposit was made.
    fee: minBig(feeOf(params, msg.ciphertext.length), BigInt(asked.deposit)).toString(),
    answerKey: msg.key,
    ciphertextHash: onChain ? sha256(msg.ciphertext) : msg.ciphertextHash,
    ciphertextBytes: bytes,
  }
  if (onChain) {
    keeper.answers.set(ctx, asked.id, msg.ciphertext)
    return markAnswered(keeper, ctx, committed)
  }
  const waiting = { ...committed, status: DEMAND.attesting }
  keeper.demands.set(ctx, asked.id, waiting)
  ctx.events.push(eventAnswerCommitted(waiting))
  return waiting
}

/** The output is there: the demander's clock begins. */
export function markAnswered(keeper: VerificationKeeper, ctx: Context, demand: Demand): Demand {
  const { reviewMs, reviewBlocks } = keeper.paramsOrDefault(ctx)
  stopClocks(keeper, ctx, demand)
  const answered: Demand = {
    ...demand,
    status: DEMAND.answered,
    dueMs: ctx.timeMs + reviewMs,
    dueHeight: ctx.height + reviewBlocks,
    drawHeight: 0n,
  }
  enter(keeper, ctx, answered)
  ctx.events.push(eventDemandAnswered(answered))
  return answered
}

/** The supplier never served the request: refund, no fault. @throws TxError verification 27 */
export function decline(
  keeper: VerificationKeeper,
  ctx: Context,
  msg: { supplier: string; demandId: bigint },
): void {
  const asked = mustBeOpenFor(keeper, ctx, msg, [DEMAND.open])
  const served =
    asked.receiptId.length > 0 ||
    keeper
      .receiptsFor(ctx, asked.channelId, asked.sequence)
      .some(
        (r) => r.supplier === asked.supplier && equalBytes(r.requestDigest, asked.requestDigest),
      )
  if (served) throw VerificationError.served(nameOf(asked.channelId, asked.sequence))
  end(keeper, ctx, asked, OUTCOME.declined)
}

/** The ciphertext of an answer: kept, or brought by the demander. @throws TxError verification 42 */
function ciphertextOf(
  keeper: VerificationKeeper,
  ctx: Context,
  found: Demand,
  brought: Uint8Array,
): Uint8Array {
  if (!isOnChain(found)) {
    ctx.gas.consume(BYTE_GAS * BigInt(brought.length), 'hash of the ciphertext')
    if (equalBytes(sha256(brought), found.ciphertextHash)) return brought
    throw VerificationError.otherCiphertext(`demand ${found.id}`)
  }
  if (brought.length > 0)
    throw VerificationError.otherCiphertext(`that of demand ${found.id} is on chain`)
  const kept = keeper.answers.get(ctx, found.id)
  assert(kept !== undefined, 'an answer on chain is kept')
  return kept
}

/**
 * The demander opens its key: the chain decrypts and looks.
 * @throws TxError verification 19, 21, 23, 24, 28, 42, 29
 */
export function proveWrong(keeper: VerificationKeeper, ctx: Context, msg: Prove): void {
  const found = keeper.mustDemand(ctx, msg.demandId)
  if (found.demander !== msg.demander)
    throw VerificationError.notDemander(`${msg.demander}; the demander is ${found.demander}`)
  if (found.status !== DEMAND.answered) throw VerificationError.notAnswered(`demand ${found.id}`)
  checkClock(ctx, found)
  ctx.gas.consume(3n * X25519_GAS, 'X25519')
  if (!equalBytes(publicKeyOf(msg.secretKey), found.key))
    throw VerificationError.wrongSecret(`demand ${found.id}`)
  const ciphertext = ciphertextOf(keeper, ctx, found, msg.ciphertext)
  ctx.gas.consume(BYTE_GAS * BigInt(ciphertext.length), 'decryption')
  const delivery = { demandId: found.id, answerKey: found.answerKey }
  if (isRightDelivery(sha256, msg.secretKey, delivery, ciphertext, found.outputDigest))
    throw VerificationError.rightDelivery(`demand ${found.id}`)
  end(keeper, ctx, found, OUTCOME.wrong)
}

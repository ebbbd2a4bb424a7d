import { sha256 } from '../../chain/codec/hash.js'
import { minBig } from '../../chain/types/arith.js'
import { assert } from '../../chain/types/assert.js'
import { equalBytes, toHex } from '../../chain/types/bytes.js'
import { u64Key } from '../../chain/collections/keys.js'
import type { Context } from '../../chain/types/context.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { requestBytes } from '../../proto/inference/objects.js'
import { bundleSize, isRightDelivery, publicKeyOf } from '../../proto/verification/delivery.js'
import { checkSignature, clientOf, mustBeOpen, supplierOf } from './attribution.js'
import { CLOCK } from './clocks.js'
import { VerificationError } from './errors.js'
import { eventDemandAnswered, eventDemandEnded, eventOutputDemanded } from './events.js'
import { PURPOSE } from './expectedKeepers.js'
import { type VerificationKeeper, nameOf, referenceOf } from './keeper.js'
import { depositOf, feeOf } from './params.js'
import { anchor, checkFresh, readReceipt, readSigned, type SignedReceipt } from './receipts.js'
import { type Attribution, DEMAND, type Demand, isDue, OUTCOME, STANDING } from './state.js'

type Msg = PlainTypes['infonex.verification.v1.MsgDemandOutput']
type Answer = PlainTypes['infonex.verification.v1.MsgAnswerDemand']
type Request = PlainTypes['infonex.inference.v1.Request']

/** Gas of one X25519 multiplication in plain JavaScript: by time, as much as 15 native signatures. */
export const X25519_GAS = 15_000n
/** Gas of one byte to decrypt and hash. */
const BYTE_GAS = 1n
const NONE = new Uint8Array()

type Asked = Pick<
  Demand,
  | 'channelId'
  | 'sequence'
  | 'supplier'
  | 'supplierKey'
  | 'requestDigest'
  | 'receiptId'
  | 'outputDigest'
  | 'modelId'
  | 'inputDigest'
  | 'priceMax'
  | 'denom'
> & { readonly payer: string }

/** What is demanded by a receipt: its supplier's own word. */
function askedByReceipt(
  keeper: VerificationKeeper,
  ctx: Context,
  signed: SignedReceipt,
  attribution: Attribution | null,
): Asked {
  const read = readReceipt(keeper, ctx, signed, attribution)
  anchor(keeper, ctx, read, null)
  const { receipt, signer, id } = read
  const { channelId, sequence, requestDigest, outputDigest, modelId, inputDigest } = receipt
  return {
    ...{ channelId, sequence, requestDigest, outputDigest, modelId, inputDigest },
    receiptId: id,
    priceMax: '',
    supplier: signer.party,
    supplierKey: signer.key,
    denom: read.denom,
    payer: signer.descriptor.escrowOwner,
  }
}

/** What is demanded by a request alone: the client's word, so that the channel has to be real. */
function askedByRequest(
  keeper: VerificationKeeper,
  ctx: Context,
  request: Request,
  signature: Uint8Array,
  attribution: Attribution | null,
): Asked {
  if (request.chainId !== ctx.block.chainId)
    throw VerificationError.invalidRequest(`it is of chain "${request.chainId.slice(0, 40)}"`)
  const { channelId, sequence, modelId, inputDigest, priceMax } = request
  const supplier = supplierOf(keeper, ctx, attribution, channelId)
  mustBeOpen(keeper, ctx, channelId)
  const client = clientOf(keeper, ctx, attribution, channelId)
  const bytes = requestBytes(request)
  checkSignature(keeper, ctx, client.key, bytes, signature)
  checkFresh(keeper, ctx, request.expiryMs)
  return {
    ...{ channelId, sequence, modelId, inputDigest, priceMax },
    requestDigest: sha256(bytes),
    receiptId: NONE,
    outputDigest: NONE,
    supplier: supplier.party,
    supplierKey: supplier.key,
    denom: supplier.descriptor.denom,
    payer: supplier.descriptor.escrowOwner,
  }
}

/** @throws TxError verification 15, 16, 17 or 18 */
function checkLimits(keeper: VerificationKeeper, ctx: Context, asked: Asked, msg: Msg): void {
  const params = keeper.paramsOrDefault(ctx)
  const { channelId, sequence, modelId } = asked
  const before = keeper.demandFor(ctx, channelId, sequence)
  if (before !== undefined)
    throw VerificationError.alreadyDemanded(`${nameOf(channelId, sequence)}, demand ${before.id}`)
  const open = [...keeper.openByChannel.walk(ctx, { prefix: channelId })].length
  if (open >= params.maxOpenDemands)
    throw VerificationError.tooManyDemands(`${open}, at most ${params.maxOpenDemands} may be`)
  const outputs = keeper.deps.models.outputsOf(ctx, modelId)
  const size = outputs === undefined ? 0n : bundleSize(outputs)
  if (size > BigInt(params.maxAnswerBytes))
    throw VerificationError.tooLarge(
      `outputs of model ${toHex(modelId)} may take ${size} bytes, at most ${params.maxAnswerBytes} fit`,
    )
  const want = depositOf(params)
  const { denom = '', amount = '' } = msg.deposit ?? {}
  if (denom !== params.depositDenom || amount !== want.toString())
    throw VerificationError.wrongDeposit(
      `deposit is ${amount.slice(0, 40)}${denom.slice(0, 40)}, want ${want}${params.depositDenom}`,
    )
}

/** Opens a demand: the deposit is taken, and of the supplier's bond as much as is free is locked. */
export function demand(keeper: VerificationKeeper, ctx: Context, msg: Msg): Demand {
  const asked =
    msg.receipt !== null
      ? askedByReceipt(keeper, ctx, msg.receipt, msg.attribution)
      : askedByRequest(keeper, ctx, msg.request as Request, msg.requestSignature, msg.attribution)
  const { payer, ...what } = asked
  if (payer !== msg.demander)
    throw VerificationError.notPayer(`${msg.demander}; the payer is ${payer}`)
  checkLimits(keeper, ctx, asked, msg)
  const params = keeper.paramsOrDefault(ctx)
  const { bank, sla } = keeper.deps
  const deposit = depositOf(params)
  const coins = [{ denom: params.depositDenom, amount: deposit }]
  bank.sendCoinsFromAccountToModule(ctx, keeper.addresses.toBytes(msg.demander), MODULE, coins)
  const opened: Demand = {
    ...what,
    id: keeper.nextDemand.next(ctx),
    demander: msg.demander,
    key: msg.key,
    deposit: deposit.toString(),
    depositDenom: params.depositDenom,
    maxBytes: params.maxAnswerBytes,
    fee: '',
    status: DEMAND.open,
    outcome: 0,
    dueMs: ctx.timeMs + params.answerMs,
    dueHeight: ctx.height + params.answerBlocks,
    answerKey: NONE,
    ciphertextHash: NONE,
  }
  enter(keeper, ctx, opened)
  const owner = keeper.addresses.toBytes(opened.supplier)
  const locked = minBig(sla.freeBond(ctx, owner), BigInt(params.disputeLock))
  if (locked > 0n) sla.lock(ctx, owner, PURPOSE.dispute, referenceOf(opened.id), locked)
  ctx.events.push(eventOutputDemanded(opened))
  keeper.hook?.demandOpened(ctx, opened)
  return opened
}

const MODULE = 'verification'

/** Stores a demand with its indexes and its clock; genesis too. */
export function enter(keeper: VerificationKeeper, ctx: Context, opened: Demand): void {
  const { id, channelId, sequence, supplier, status, dueMs: ms, dueHeight: height } = opened
  keeper.demands.set(ctx, id, opened)
  keeper.demandIds.set(ctx, [channelId, sequence], id)
  if (status !== DEMAND.ended) {
    keeper.openBySupplier.add(ctx, [keeper.addresses.toBytes(supplier), id])
    keeper.openByChannel.add(ctx, [channelId, id])
  }
  const { open, answered } = DEMAND
  const kind = status === open ? CLOCK.answer : status === answered ? CLOCK.review : CLOCK.demand
  keeper.clocks.start(ctx, kind, { ms, height }, referenceOf(id))
}

/** The demand, if its supplier may still answer it. @throws TxError verification 19, 20, 22 or 24 */
function mustBeOpenFor(
  keeper: VerificationKeeper,
  ctx: Context,
  { supplier, demandId }: { supplier: string; demandId: bigint },
): Demand {
  const found = keeper.mustDemand(ctx, demandId)
  if (found.supplier !== supplier)
    throw VerificationError.notSupplier(`${supplier}; the supplier is ${found.supplier}`)
  if (found.status !== DEMAND.open) throw VerificationError.notOpen(`demand ${demandId}`)
  checkClock(ctx, found)
  return found
}

function checkClock(ctx: Context, { id, dueMs, dueHeight }: Demand): void {
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

/** Answers a demand: the demander's clock begins. */
export function answer(keeper: VerificationKeeper, ctx: Context, msg: Answer): Demand {
  const asked = mustBeOpenFor(keeper, ctx, msg)
  const { length } = msg.ciphertext
  if (length > asked.maxBytes)
    throw VerificationError.invalidAnswer(
      `ciphertext has ${length} bytes, want at most ${asked.maxBytes}`,
    )
  const found = withReceipt(keeper, ctx, asked, msg.receipt)
  const params = keeper.paramsOrDefault(ctx)
  const id = referenceOf(asked.id)
  keeper.clocks.stop(ctx, CLOCK.answer, { ms: asked.dueMs, height: asked.dueHeight }, id)
  const answered: Demand = {
    ...asked,
    receiptId: found.receiptId,
    outputDigest: found.outputDigest,
    status: DEMAND.answered,
    // Prices may have risen since the deposit was made.
    fee: minBig(feeOf(params, length), BigInt(asked.deposit)).toString(),
    dueMs: ctx.timeMs + params.reviewMs,
    dueHeight: ctx.height + params.reviewBlocks,
    answerKey: msg.key,
    ciphertextHash: sha256(msg.ciphertext),
  }
  enter(keeper, ctx, answered)
  keeper.answers.set(ctx, asked.id, msg.ciphertext)
  ctx.events.push(eventDemandAnswered(answered))
  return answered
}

/** The supplier never served the request: refund, no fault. @throws TxError verification 27 */
export function decline(
  keeper: VerificationKeeper,
  ctx: Context,
  msg: { supplier: string; demandId: bigint },
): void {
  const asked = mustBeOpenFor(keeper, ctx, msg)
  const served =
    asked.receiptId.length > 0 ||
    keeper
      .receiptsFor(ctx, asked.channelId, asked.sequence)
      .some(
        (r) => r.supplier === asked.supplier && equalBytes(r.requestDigest, asked.requestDigest),
      )
  if (served) throw VerificationError.served(nameOf(asked.channelId, asked.sequence))
  const due = { ms: asked.dueMs, height: asked.dueHeight }
  keeper.clocks.stop(ctx, CLOCK.answer, due, referenceOf(asked.id))
  end(keeper, ctx, asked, OUTCOME.declined)
}

/** The demander opens its key: the chain decrypts and looks. @throws TxError verification 19, 21, 23, 24, 28, 29 */
export function proveWrong(
  keeper: VerificationKeeper,
  ctx: Context,
  msg: { demander: string; demandId: bigint; secretKey: Uint8Array },
): void {
  const found = keeper.mustDemand(ctx, msg.demandId)
  if (found.demander !== msg.demander)
    throw VerificationError.notDemander(`${msg.demander}; the demander is ${found.demander}`)
  if (found.status !== DEMAND.answered) throw VerificationError.notAnswered(`demand ${found.id}`)
  checkClock(ctx, found)
  ctx.gas.consume(3n * X25519_GAS, 'X25519')
  if (!equalBytes(publicKeyOf(msg.secretKey), found.key))
    throw VerificationError.wrongSecret(`demand ${found.id}`)
  const ciphertext = keeper.answers.get(ctx, found.id)
  assert(ciphertext !== undefined, 'an answered demand has its ciphertext')
  ctx.gas.consume(BYTE_GAS * BigInt(ciphertext.length), 'decryption')
  const delivery = { demandId: found.id, answerKey: found.answerKey }
  if (isRightDelivery(sha256, msg.secretKey, delivery, ciphertext, found.outputDigest))
    throw VerificationError.rightDelivery(`demand ${found.id}`)
  const due = { ms: found.dueMs, height: found.dueHeight }
  keeper.clocks.stop(ctx, CLOCK.review, due, referenceOf(found.id))
  end(keeper, ctx, found, OUTCOME.wrong)
}

const STANDINGS = new Map<number, number>([
  [OUTCOME.answered, STANDING.delivered],
  [OUTCOME.unanswered, STANDING.undelivered],
  [OUTCOME.wrong, STANDING.wrong],
])
const FAULTS = new Map([
  [OUTCOME.unanswered, 'undelivered'],
  [OUTCOME.wrong, 'wrong'],
  [OUTCOME.declined, 'declined'],
] as const)
type Outcome = (typeof OUTCOME)[keyof typeof OUTCOME]

/** Ends a demand whose clock was stopped: the deposit goes where it belongs, and service disputes are told. */
function end(keeper: VerificationKeeper, ctx: Context, over: Demand, outcome: Outcome): void {
  const { bank, sla, account } = keeper.deps
  const { ms: dueMs, height: dueHeight } = keeper.windowEnd(ctx)
  const fee = outcome === OUTCOME.answered ? BigInt(over.fee) : 0n
  const ended: Demand = {
    ...over,
    fee: fee.toString(),
    status: DEMAND.ended,
    outcome,
    dueMs,
    dueHeight,
  }
  const supplier = keeper.addresses.toBytes(over.supplier)
  keeper.openBySupplier.delete(ctx, [supplier, over.id])
  keeper.openByChannel.delete(ctx, [over.channelId, over.id])
  if (over.status === DEMAND.answered) keeper.answers.delete(ctx, over.id)
  enter(keeper, ctx, ended)
  const pay = (to: Uint8Array, amount: bigint): void => {
    if (amount > 0n) bank.sendCoins(ctx, account, to, [{ denom: over.depositDenom, amount }])
  }
  pay(supplier, fee)
  pay(keeper.addresses.toBytes(over.demander), BigInt(over.deposit) - fee)
  const standing = STANDINGS.get(outcome)
  if (standing !== undefined) keeper.setStanding(ctx, over.receiptId, standing)
  const fault = FAULTS.get(outcome as 2 | 3 | 4)
  if (fault !== undefined) keeper.addFault(ctx, over.supplier, fault)
  ctx.events.push(eventDemandEnded(ended))
  keeper.hook?.demandEnded(ctx, ended)
  const reference = referenceOf(over.id)
  const left = sla.lockedFor(ctx, supplier, PURPOSE.dispute, reference)
  if (left > 0n) sla.unlock(ctx, supplier, PURPOSE.dispute, reference, left)
}

/** Ends the demands whose clocks have run out, oldest first, a bounded number a block (rules.md C16). */
export function endDue(keeper: VerificationKeeper, ctx: Context): void {
  const { endsPerBlock: max } = keeper.paramsOrDefault(ctx)
  for (const id of keeper.clocks.take(ctx, CLOCK.answer, max))
    end(keeper, ctx, keeper.mustDemand(ctx, u64Key.decode(id)), OUTCOME.unanswered)
  for (const id of keeper.clocks.take(ctx, CLOCK.review, max))
    end(keeper, ctx, keeper.mustDemand(ctx, u64Key.decode(id)), OUTCOME.answered)
}

import { sha256 } from '../../chain/codec/hash.js'
import { minBig } from '../../chain/types/arith.js'
import { toHex } from '../../chain/types/bytes.js'
import type { Context } from '../../chain/types/context.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { requestBytes } from '../../proto/inference/objects.js'
import { bundleSize } from '../../proto/verification/delivery.js'
import { checkSignature, clientOf, mustBeOpen, supplierOf } from './attribution.js'
import { VerificationError } from './errors.js'
import { eventOutputDemanded } from './events.js'
import { PURPOSE } from './expectedKeepers.js'
import { nameOf, referenceOf, type VerificationKeeper } from './keeper.js'
import { enter } from './outcomes.js'
import { depositOf, DRAW_BLOCKS, type VerificationParams } from './params.js'
import { anchor, checkFresh, readReceipt, type SignedReceipt } from './receipts.js'
import { type Attribution, DEMAND, type Demand } from './state.js'

type Msg = PlainTypes['infonex.verification.v1.MsgDemandOutput']
type Request = PlainTypes['infonex.inference.v1.Request']

/** Gas of one X25519 multiplication in plain JavaScript: by time, as much as 15 native signatures. */
export const X25519_GAS = 15_000n
/** Demands for different requests of one number that are remembered: each has a deposit of its own. */
const MAX_OF_ONE_NUMBER = 8
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
  | 'retailId'
  | 'wholesaleId'
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
    // A receipt is the supplier's word alone: nobody knows whether the client has asked (rules.md H19).
    ...{ retailId: 0n, wholesaleId: 0n },
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
    retailId: client.descriptor.retailId,
    wholesaleId: client.descriptor.wholesaleId,
    payer: supplier.descriptor.escrowOwner,
  }
}

/**
 * Whether the output may be too large for the chain, so that attesters are drawn.
 * @throws TxError verification 15, 16, 17 or 18
 */
function checkLimits(keeper: VerificationKeeper, ctx: Context, asked: Asked, msg: Msg): boolean {
  const params = keeper.paramsOrDefault(ctx)
  const { channelId, sequence, requestDigest, modelId } = asked
  const before = keeper.demandIds.get(ctx, [[channelId, sequence], requestDigest])
  if (before !== undefined)
    throw VerificationError.alreadyDemanded(`${nameOf(channelId, sequence)}, demand ${before}`)
  const others = keeper.demandsFor(ctx, channelId, sequence).length
  if (others >= MAX_OF_ONE_NUMBER)
    throw VerificationError.alreadyDemanded(
      `${nameOf(channelId, sequence)}: ${others} demands for others of its number, at most ${MAX_OF_ONE_NUMBER}`,
    )
  const open = [...keeper.openByChannel.walk(ctx, { prefix: channelId })].length
  if (open >= params.maxOpenDemands)
    throw VerificationError.tooManyDemands(`${open}, at most ${params.maxOpenDemands} may be`)
  const outputs = keeper.deps.models.outputsOf(ctx, modelId)
  const size = outputs === undefined ? 0n : bundleSize(outputs)
  if (size > BigInt(params.maxAttestedBytes))
    throw VerificationError.tooLarge(
      `outputs of model ${toHex(modelId)} may take ${size} bytes, at most ${params.maxAttestedBytes} fit`,
    )
  const large = size > BigInt(params.maxAnswerBytes)
  const want = depositOf(params, large)
  const { denom = '', amount = '' } = msg.deposit ?? {}
  if (denom !== params.depositDenom || amount !== want.toString())
    throw VerificationError.wrongDeposit(
      `deposit is ${amount.slice(0, 40)}${denom.slice(0, 40)}, want ${want}${params.depositDenom}`,
    )
  return large
}

/** What a demand allows its supplier: bytes, time, attesters. */
function clockOf(params: VerificationParams, ctx: Context, large: boolean) {
  const [ms, blocks] = large
    ? [params.attestMs, params.attestBlocks]
    : [params.answerMs, params.answerBlocks]
  return {
    maxBytes: large ? params.maxAttestedBytes : params.maxAnswerBytes,
    dueMs: ctx.timeMs + ms,
    dueHeight: ctx.height + blocks,
    quorum: large ? params.quorum : 0,
    drawHeight: large ? ctx.height + DRAW_BLOCKS : 0n,
    attestFee: large ? params.attestFee : '0',
  }
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
  const large = checkLimits(keeper, ctx, asked, msg)
  const params = keeper.paramsOrDefault(ctx)
  const { bank, sla } = keeper.deps
  const deposit = depositOf(params, large)
  const coins = [{ denom: params.depositDenom, amount: deposit }]
  const payerBytes = keeper.addresses.toBytes(msg.demander)
  bank.sendCoinsFromAccountToModule(ctx, payerBytes, 'verification', coins)
  const opened: Demand = {
    ...what,
    id: keeper.nextDemand.next(ctx),
    demander: msg.demander,
    key: msg.key,
    deposit: deposit.toString(),
    depositDenom: params.depositDenom,
    fee: '',
    status: DEMAND.open,
    outcome: 0,
    answerKey: NONE,
    ciphertextHash: NONE,
    ciphertextBytes: 0,
    ...clockOf(params, ctx, large),
    ...{ committee: [], attested: [] },
    openedMs: ctx.timeMs,
  }
  enter(keeper, ctx, opened)
  const owner = keeper.addresses.toBytes(opened.supplier)
  const locked = minBig(sla.freeBond(ctx, owner), BigInt(params.disputeLock))
  if (locked > 0n) sla.lock(ctx, owner, PURPOSE.dispute, referenceOf(opened.id), locked)
  ctx.events.push(eventOutputDemanded(opened))
  keeper.hook?.demandOpened(ctx, opened)
  return opened
}

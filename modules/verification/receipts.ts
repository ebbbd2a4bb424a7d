import { sha256 } from '../../chain/codec/hash.js'
import { parseU128 } from '../../chain/types/arith.js'
import { toHex } from '../../chain/types/bytes.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { receiptBytes } from '../../proto/inference/objects.js'
import { MAX_PATH, type SumNode, verifyPath } from '../../proto/verification/receiptTree.js'
import { checkSignature, type Signer, supplierOf } from './attribution.js'
import { VerificationError } from './errors.js'
import { eventReceiptAnchored } from './events.js'
import type { VerificationKeeper } from './keeper.js'
import {
  type Assertion,
  type Attribution,
  type Inclusion,
  type ReceiptRecord,
  STANDING,
} from './state.js'

export type Receipt = PlainTypes['infonex.inference.v1.Receipt']
export type SignedReceipt = PlainTypes['infonex.inference.v1.SignedReceipt']

/** Bytes of a receipt at most: counters and meters of a channel with many models. */
const MAX_RECEIPT_BYTES = 65_536
/** Gas of one inner node of a proof: a hash of 97 bytes. */
const NODE_GAS = 30n
const HASHES = ['channelId', 'requestDigest', 'modelId', 'inputDigest', 'outputDigest'] as const

function refuse(text: string): never {
  throw VerificationError.invalidReceipt(text)
}

/** Shape of a receipt; no state. @throws TxError verification 3 */
export function checkReceipt(receipt: Receipt | null): Receipt {
  if (receipt === null) refuse('it is absent')
  for (const field of HASHES)
    if (receipt[field].length !== 32) refuse(`${field} has ${receipt[field].length} bytes, want 32`)
  for (const field of ['price', 'cumulative'] as const)
    if (parseU128(receipt[field]) === undefined)
      refuse(`${field} is "${receipt[field].slice(0, 40)}", want a whole number`)
  return receipt
}

/** Shape of a signed receipt; no state, no signature. @throws TxError verification 3 */
export function checkSigned(signed: SignedReceipt | null): Receipt {
  if (signed === null) refuse('it is absent')
  if (signed.signature.length !== 64)
    refuse(`signature has ${signed.signature.length} bytes, want 64`)
  return checkReceipt(signed.receipt)
}

/** The signed bytes of a receipt for this chain. @throws TxError verification 3 */
export function bytesOf(ctx: QueryContext, receipt: Receipt): Uint8Array {
  if (receipt.chainId !== ctx.block.chainId)
    refuse(`it is of chain "${receipt.chainId.slice(0, 40)}"`)
  const bytes = receiptBytes(receipt)
  if (bytes.length > MAX_RECEIPT_BYTES)
    refuse(`it has ${bytes.length} bytes, want at most ${MAX_RECEIPT_BYTES}`)
  return bytes
}

/** A receipt whose supplier is known and has signed it. */
export interface ReadReceipt {
  readonly id: Uint8Array
  readonly receipt: Receipt
  readonly supplier: string
  readonly denom: string
}

/** @throws TxError verification 3 or 7 */
export function readSigned(
  keeper: VerificationKeeper,
  ctx: Context,
  signed: SignedReceipt | null,
  {
    key,
    party,
    descriptor: { denom },
  }: Pick<Signer, 'key' | 'party'> & {
    readonly descriptor: { readonly denom: string }
  },
): ReadReceipt {
  const receipt = checkSigned(signed)
  const bytes = bytesOf(ctx, receipt)
  checkSignature(keeper, ctx, key, bytes, (signed as SignedReceipt).signature)
  return { id: sha256(bytes), receipt, supplier: party, denom }
}

/** Reads a receipt by what the sender says of who signed it. @throws TxError verification 3, 5, 6 or 7 */
export function readReceipt(
  keeper: VerificationKeeper,
  ctx: Context,
  signed: SignedReceipt | null,
  attribution: Attribution | null,
): ReadReceipt & { readonly signer: Signer } {
  const { channelId } = checkSigned(signed)
  const signer = supplierOf(keeper, ctx, attribution, channelId)
  return { ...readSigned(keeper, ctx, signed, signer), signer }
}

/** Shape of a proof. @throws TxError verification 11 */
export function checkInclusion({ path }: Inclusion): SumNode[] {
  if (path.length > MAX_PATH)
    throw VerificationError.notIncluded(`path has ${path.length} nodes, want at most ${MAX_PATH}`)
  return path.map(({ hash, sum }, i) => {
    const value = parseU128(sum)
    if (hash.length !== 32 || value === undefined)
      throw VerificationError.notIncluded(`path[${i}] is no hash with a sum`)
    return { hash, sum: value }
  })
}

/** The batch that holds a receipt id with this fee. @throws TxError verification 10 or 11 */
export function mustInclude(
  keeper: VerificationKeeper,
  ctx: Context,
  inclusion: Inclusion,
  id: Uint8Array,
  fee: bigint,
): Assertion {
  const path = checkInclusion(inclusion)
  const assertion = keeper.mustAssertion(ctx, inclusion.assertionId)
  ctx.gas.consume(NODE_GAS * BigInt(path.length + 2), 'proof of inclusion')
  const batch = { ...assertion, feeTotal: BigInt(assertion.feeTotal) }
  if (!verifyPath(sha256, batch, inclusion.index, { id, fee }, path))
    throw VerificationError.notIncluded(`receipt ${toHex(id)}, assertion ${assertion.id}`)
  return assertion
}

/** The batch, if it is the receipt's: its supplier's, in its denomination, with its price. */
function batchOf(
  keeper: VerificationKeeper,
  ctx: Context,
  inclusion: Inclusion,
  { id, receipt, supplier, denom }: ReadReceipt,
): Assertion {
  const assertion = mustInclude(keeper, ctx, inclusion, id, BigInt(receipt.price))
  if (assertion.supplier !== supplier)
    throw VerificationError.notIncluded(`the batch is of ${assertion.supplier}`)
  if (assertion.denom !== denom)
    throw VerificationError.notIncluded(
      `the batch is in ${assertion.denom}, the receipt in ${denom}`,
    )
  return assertion
}

/** @throws TxError verification 8 when its supplier need not have the output any more */
export function checkFresh(keeper: VerificationKeeper, ctx: Context, endMs: bigint): void {
  if (!isFresh(keeper, ctx, endMs))
    throw VerificationError.tooOld(`it ended at ${endMs} ms, now ${ctx.timeMs}`)
}

function isFresh(keeper: VerificationKeeper, ctx: Context, endMs: bigint): boolean {
  return endMs + keeper.paramsOrDefault(ctx).windowMs >= ctx.timeMs
}

/**
 * Puts a receipt on chain: the supplier's signature alone is its word (rules.md H11). One that is there already
 * stays; a proof that it is in a batch is added.
 * @returns undefined when nothing is new
 */
export function anchor(
  keeper: VerificationKeeper,
  ctx: Context,
  read: ReadReceipt,
  inclusion: Inclusion | null,
): ReceiptRecord | undefined {
  const { id, receipt, supplier, denom } = read
  const known = keeper.receipts.get(ctx, id)
  if (known !== undefined && (inclusion === null || known.assertionId !== 0n)) return undefined
  if (known === undefined) checkFresh(keeper, ctx, receipt.endMs)
  const batch = inclusion === null ? undefined : batchOf(keeper, ctx, inclusion, read)
  if (known !== undefined) {
    const after = { ...known, assertionId: batch?.id ?? 0n }
    keeper.receipts.set(ctx, id, after)
    ctx.events.push(eventReceiptAnchored(after))
    return after
  }
  const end = keeper.windowEnd(ctx)
  const { channelId, sequence, requestDigest, outputDigest, modelId, price, cumulative } = receipt
  const record: ReceiptRecord = {
    id,
    ...{ channelId, sequence, supplier, requestDigest, outputDigest, modelId },
    ...{ price, cumulative, denom },
    assertionId: batch?.id ?? 0n,
    standing: STANDING.asserted,
    // The batch anchors the time of all that is in it.
    untilMs: batch?.untilMs ?? end.ms,
    untilHeight: batch?.untilHeight ?? end.height,
  }
  keeper.putReceipt(ctx, record)
  ctx.events.push(eventReceiptAnchored(record))
  return record
}

/**
 * A claim was paid for a receipt that was read elsewhere: its supplier stands by it, and by those before it, which
 * it names (rules.md H6). One whose window is over is left out, as is one that is on chain.
 * @throws TxError verification 3 for a shape that no receipt of this chain has
 */
export function standBy(keeper: VerificationKeeper, ctx: Context, read: ReadReceipt): void {
  checkReceipt(read.receipt)
  if (isFresh(keeper, ctx, read.receipt.endMs)) anchor(keeper, ctx, read, null)
}

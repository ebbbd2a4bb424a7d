import { sha256 } from '../../chain/codec/hash.js'
import { codec } from '../../chain/codec/proto.js'
import { equalBytes, toHex } from '../../chain/types/bytes.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import { channelIdBytes } from '../../proto/payment/voucher.js'
import { VerificationError } from './errors.js'
import type { VerificationKeeper } from './keeper.js'
import type { Attribution, ChannelDescriptor, SignerKey } from './state.js'

const descriptorCodec = codec('infonex.payment.v1.ChannelDescriptor')
const ED25519 = 1
const SECP256K1 = 2
const RETAIL = 1
const WHOLESALE = 2
/** Of an agreement that one side alone has signed. */
const PROPOSED = 1
/** Gas of one signature: the SDK's price of a secp256k1 signature. */
const SIGNATURE_GAS = 1000n

/** A party and the key that speaks for it in one channel. */
export interface Signer {
  readonly party: string
  readonly key: SignerKey
  readonly descriptor: ChannelDescriptor
}

/** The descriptor, if it is the channel's. @throws TxError verification 5 */
export function descriptorOf(
  ctx: QueryContext,
  attribution: Attribution | null,
  channelId: Uint8Array,
): ChannelDescriptor {
  const descriptor = attribution?.descriptor ?? null
  if (descriptor === null) throw VerificationError.wrongDescriptor('it is absent')
  if (descriptor.chainId !== ctx.block.chainId)
    throw VerificationError.wrongDescriptor(`it is of chain "${descriptor.chainId.slice(0, 40)}"`)
  if (!equalBytes(sha256(channelIdBytes(descriptorCodec.encode(descriptor))), channelId))
    throw VerificationError.wrongDescriptor(`channel ${toHex(channelId.subarray(0, 32))}`)
  return descriptor
}

/** Provider and key of a channel's wholesale agreement, or operator and key of a server of a payee. */
function supplierKeyOf(
  keeper: VerificationKeeper,
  ctx: QueryContext,
  descriptor: ChannelDescriptor,
  { serverId, receiptKey }: Attribution,
): Omit<Signer, 'descriptor'> {
  if (descriptor.wholesaleId !== 0n) {
    const agreement = keeper.deps.agreements.agreement(ctx, descriptor.wholesaleId)
    if (serverId !== 0n || receiptKey.length > 0)
      throw VerificationError.noSupplier('the wholesale agreement names the key, not a server')
    const accepted = agreement?.kind === WHOLESALE && agreement.status !== PROPOSED
    if (!accepted || agreement.providerKey === null)
      throw VerificationError.noSupplier(
        `there is no wholesale agreement ${descriptor.wholesaleId}`,
      )
    return { party: agreement.provider, key: agreement.providerKey }
  }
  const used = keeper.keys.get(ctx, [serverId, receiptKey])
  if (used === undefined || used.key === null)
    throw VerificationError.noSupplier(`server ${serverId} has and had no such receipt_key`)
  if (!descriptor.payees.some((payee) => payee.address === used.operator))
    throw VerificationError.noSupplier(`${used.operator} is no payee of the channel`)
  return { party: used.operator, key: used.key }
}

/** Who signs the receipts of a channel. @throws TxError verification 5 or 6 */
export function supplierOf(
  keeper: VerificationKeeper,
  ctx: QueryContext,
  attribution: Attribution | null,
  channelId: Uint8Array,
): Signer {
  const descriptor = descriptorOf(ctx, attribution, channelId)
  return { ...supplierKeyOf(keeper, ctx, descriptor, attribution as Attribution), descriptor }
}

/**
 * Who signs the requests of a channel: the customer of its retail agreement, or its signer for its payer. A
 * descriptor alone proves nothing of its payer, so that without an agreement the channel has to be open.
 * @throws TxError verification 5, 6 or 14
 */
export function clientOf(
  keeper: VerificationKeeper,
  ctx: QueryContext,
  attribution: Attribution | null,
  channelId: Uint8Array,
): Signer {
  const descriptor = descriptorOf(ctx, attribution, channelId)
  if (descriptor.retailId !== 0n) {
    const agreement = keeper.deps.agreements.agreement(ctx, descriptor.retailId)
    const accepted = agreement?.kind === RETAIL && agreement.status !== PROPOSED
    if (!accepted || agreement.customerKey === null)
      throw VerificationError.noSupplier(`there is no retail agreement ${descriptor.retailId}`)
    return { party: agreement.customer, key: agreement.customerKey, descriptor }
  }
  mustBeOpen(keeper, ctx, channelId)
  if (descriptor.signer === null) throw VerificationError.wrongDescriptor('it has no signer')
  return { party: descriptor.escrowOwner, key: descriptor.signer, descriptor }
}

/** @throws TxError verification 14 */
export function mustBeOpen(
  keeper: VerificationKeeper,
  ctx: QueryContext,
  channelId: Uint8Array,
): void {
  if (!keeper.deps.channels.isOpen(ctx, channelId))
    throw VerificationError.noChannel(`channel ${toHex(channelId.subarray(0, 32))}`)
}

/** @throws TxError verification 7 */
export function checkSignature(
  keeper: VerificationKeeper,
  ctx: Context,
  { algorithm, key }: SignerKey,
  bytes: Uint8Array,
  signature: Uint8Array,
): void {
  ctx.gas.consume(SIGNATURE_GAS, 'signature outside of transactions')
  const { verifier } = keeper.deps
  const good =
    (algorithm === ED25519 && verifier.ed25519(key, bytes, signature)) ||
    (algorithm === SECP256K1 && verifier.secp256k1(key, sha256(bytes), signature))
  if (!good) throw VerificationError.invalidSignature(`key ${toHex(key)}`)
}

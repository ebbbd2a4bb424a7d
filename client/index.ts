/** @infonex/client: what an application installs. */
export { adr036Doc, signAdr036, verifyAdr036 } from './adr036.js'
export { infonexAminoConverters } from './amino.js'
export { assetListJson, chainJson, type ChainInfoOptions, keplrChainInfo } from './chainInfo.js'
export { attributeOf, type EventAttributes, eventsOf } from './events.js'
export { InfonexClient, type InfonexQueryClient, infonexQueryClient } from './infonexClient.js'
export {
  httpTransport,
  LightClient,
  type LightOptions,
  type RpcTransport,
  type TrustedHeader,
  type VerifiedValue,
} from './lightClient.js'
export {
  type FollowedBlock,
  type FollowedTx,
  followBlocks,
  type FollowOptions,
  ForkError,
  PrunedError,
} from './follow.js'
export {
  type Assignment,
  exclusionText,
  Market,
  type MarketOptions,
  MatchError,
  type MatchTerms,
  matchTerms,
  type WaitOptions,
  type Wish,
} from './market.js'
export { message, responseOf } from './message.js'
export {
  payWordFault,
  payWordIdOf,
  type PayWordClaim,
  PayWordPayee,
  PayWordPayer,
  type PayWordReveal,
  type PayWordTerms,
  type SignedPayWordCommit,
} from './payword.js'
export { WordError, type WordPosition } from '../proto/payment/payword.js'
export { decodeMessage, encodeMessage, type MessageName, pbjsType } from './pbjsType.js'
export { type InfonexExtension, type QueryPath, queryRpc, setupInfonexExtension } from './query.js'
export { infonexRegistry, infonexTypes } from './registry.js'
export { SigningInfonexClient } from './signingInfonexClient.js'
export {
  type ChannelDescriptor,
  channelIdOf,
  ed25519VoucherSigner,
  secp256k1VoucherSigner,
  type SignedVoucher,
  type SignerKey,
  signVoucher,
  type VoucherContext,
  voucherFault,
  type VoucherSigner,
  type VoucherTerms,
  walletVoucherSigner,
} from './voucher.js'

/** Channels and receipts of tests. */
import { sha256 } from '../../../chain/codec/hash.js'
import type { Signer } from '../../../node/inference/signers.js'
import {
  channelId,
  type ChannelDescriptor,
  type Receipt,
  receiptBytes,
  type SignedReceipt,
} from '../../../proto/inference/objects.js'

/** Chain id of these objects. */
export const CHAIN = 'metering-test-1'

/** A channel under agreements 1 and 2. */
export function descriptorOf(
  nonce: bigint,
  change: Partial<ChannelDescriptor> = {},
): ChannelDescriptor {
  return {
    chainId: CHAIN,
    escrowOwner: 'infonex1client',
    nonce,
    denom: 'uinx',
    payees: [{ address: 'infonex1supplier', bps: 10_000 }],
    signer: { algorithm: 1, key: new Uint8Array(32).fill(9) },
    retailId: 1n,
    wholesaleId: 2n,
    receiptPolicy: 3,
    minDelta: '0',
    expiryMs: 9_000_000_000_000n,
    prepayAllow: '1000',
    ratePerS: 0n,
    burst: 1_000_000_000n,
    startMs: 1_000n,
    ...change,
  }
}

/** A receipt that nothing was computed for; the salt makes others of the same sequence. */
export function receiptWith(
  descriptor: ChannelDescriptor,
  { salt = 0, ...change }: Partial<Receipt> & { readonly salt?: number },
  signer?: Signer,
): SignedReceipt {
  const receipt: Receipt = {
    chainId: descriptor.chainId,
    channelId: channelId(sha256, descriptor),
    sequence: 1n,
    requestDigest: new Uint8Array(32).fill(salt),
    modelId: new Uint8Array(32).fill(7),
    inputDigest: new Uint8Array(32),
    outputDigest: new Uint8Array(32),
    counters: [],
    price: '0',
    cumulative: '0',
    startMs: 0n,
    endMs: 0n,
    runtime: new Uint8Array(32),
    status: 1,
    previous: new Uint8Array(0),
    retailMeter: null,
    wholesaleMeter: null,
    ...change,
  }
  return { receipt, signature: signer?.sign(receiptBytes(receipt)) ?? new Uint8Array(64) }
}

import { flatOffer } from '../../../modules/router/state.js'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sha256 } from '../../../chain/codec/hash.js'
import { equalBytes, toHex } from '../../../chain/types/bytes.js'
import { Verifier } from '../../../node/crypto/verifier.js'
import { PaidClient, type PaidClientOptions } from '../../../node/inference/paidClient.js'
import { ed25519Signer, secp256k1Signer, type Signer } from '../../../node/inference/signers.js'
import { readDigitsModel } from '../../../node/onnx/digits/digitsModel.js'
import { prepare } from '../../../node/onnx/prepare.js'
import type { ChainView, ChannelState, ServerState } from '../../../node/supplier/chainView.js'
import {
  startSupplier,
  type Supplier,
  type SupplierOptions,
} from '../../../node/supplier/server.js'
import { channelId, type ChannelDescriptor } from '../../../proto/inference/objects.js'
import type { Tensor } from '../../../proto/inference/tensorJson.js'

/** Chain id of the tests. */
export const CHAIN = 'supplier-test-1'
/** Address that channels pay. */
export const OPERATOR = 'infonex1supplier'
/** Price of an answer. */
export const PRICE = 100n

/** One prepared digits model for all tests of a file. */
export const digits = await prepare(readDigitsModel())
/** Its id. */
export const modelId = digits.commitments.modelId

/** A chain in memory, with a clock that tests set. */
export class MemoryChain implements ChainView {
  readonly chainId = CHAIN
  timeMs = Date.now()
  readonly channels = new Map<string, ChannelState>()
  readonly servers = new Map<bigint, ServerState>()

  header() {
    return { height: 10, timeMs: this.timeMs }
  }
  async channel(id: Uint8Array) {
    return this.channels.get(toHex(id))
  }
  async server(id: bigint) {
    return this.servers.get(id)
  }
  async queueFactorBps() {
    return 20_000
  }
  async graces() {
    return { closeMs: 600_000, revokeMs: 60_000 }
  }

  /** Opens a channel of a signer. */
  open(signer: Signer, change: Partial<ChannelDescriptor> = {}, cap = '1000'): ChannelDescriptor {
    const now = BigInt(this.timeMs)
    const descriptor: ChannelDescriptor = {
      chainId: CHAIN,
      escrowOwner: 'infonex1client',
      nonce: BigInt(this.channels.size),
      denom: 'uinx',
      payees: [{ address: OPERATOR, bps: 10_000 }],
      signer: signer.key,
      retailId: 0n,
      wholesaleId: 0n,
      receiptPolicy: 1,
      minDelta: '0',
      expiryMs: now + 3_600_000n,
      prepayAllow: PRICE.toString(),
      ratePerS: 0n,
      burst: 1_000_000n,
      startMs: now - 10_000n,
      ...change,
    }
    const id = channelId(sha256, descriptor)
    this.channels.set(toHex(id), {
      id,
      payer: descriptor.escrowOwner,
      status: 1,
      settled: '0',
      cap,
      vested: cap,
      closeAtMs: 0n,
      closeAtHeight: 0n,
      frozenAtMs: 0n,
      denom: descriptor.denom,
      expiryMs: descriptor.expiryMs,
      startMs: descriptor.startMs,
      ratePerS: descriptor.ratePerS,
      burst: descriptor.burst,
    })
    return descriptor
  }

  /** Changes what the chain says of a channel. */
  change(descriptor: ChannelDescriptor, change: Partial<ChannelState>): void {
    const key = toHex(channelId(sha256, descriptor))
    const channel = this.channels.get(key)
    if (channel !== undefined) this.channels.set(key, { ...channel, ...change })
  }
}

/** A supplier on a free port with its chain. */
export interface World {
  readonly chain: MemoryChain
  readonly supplier: Supplier
  readonly options: SupplierOptions
  readonly verifier: Verifier
  readonly receipts: Signer
  client(
    signer: Signer,
    descriptor: ChannelDescriptor,
    change?: Partial<PaidClientOptions>,
  ): PaidClient
  restart(change?: Partial<SupplierOptions>): Promise<World>
}

/** A test, or a bench, that ends what was begun for it. */
interface Ends {
  teardown(end: () => unknown): void
}

/** Starts a supplier of the digits model; it ends with the test. */
export async function world(t: Ends, change: Partial<SupplierOptions> = {}): Promise<World> {
  const dir = await mkdtemp(path.join(tmpdir(), 'infonex-supplier-'))
  t.teardown(() => rm(dir, { recursive: true, force: true }))
  const chain = new MemoryChain()
  const receipts = ed25519Signer(Uint8Array.from(randomBytes(32)))
  const verifier = new Verifier({ workers: 0 })
  const options = supplierOptions(chain, receipts, verifier, path.join(dir, 'ledger.log'))
  return begin(t, chain, receipts, verifier, { ...options, ...change })
}

/** Puts server 1 with the digits model on the chain; gives what it is started with. */
export function supplierOptions(
  chain: MemoryChain,
  receiptSigner: Signer,
  verifier: Verifier,
  ledgerFile: string,
): SupplierOptions {
  chain.servers.set(1n, {
    id: 1n,
    operator: OPERATOR,
    endpoint: 'http://127.0.0.1:1',
    transport: 3,
    transportKey: new Uint8Array(0),
    receiptKey: receiptSigner.key,
    region: 'local',
    priceDenom: 'uinx',
    offers: [flatOffer(modelId, 4, PRICE.toString())],
    status: 1,
    height: 1n,
    ...{ aggregators: [], hardware: null, subscribedMs: 0n, pastOffers: [] },
  })
  return {
    chain,
    ledgerFile,
    verifier,
    serverId: 1n,
    receiptSigner,
    models: [{ id: modelId, label: 'digits', prepared: digits, price: PRICE }],
  }
}

async function begin(
  t: Ends,
  chain: MemoryChain,
  receipts: Signer,
  verifier: Verifier,
  options: SupplierOptions,
): Promise<World> {
  const supplier = await startSupplier(options)
  let open = true
  const close = async () => {
    if (open) await supplier.close()
    open = false
  }
  t.teardown(close)
  return {
    chain,
    supplier,
    options,
    verifier,
    receipts,
    client: (signer, descriptor, change = {}) =>
      new PaidClient({
        url: supplier.url,
        descriptor,
        signer,
        receiptKey: receipts.key,
        verifier,
        ...change,
      }),
    restart: async (change = {}) => {
      await close()
      return begin(t, chain, receipts, verifier, { ...options, ...change })
    },
  }
}

/** A fresh client key. */
export function freshSigner(kind: 'ed25519' | 'secp256k1' = 'secp256k1'): Signer {
  const secret = Uint8Array.from(randomBytes(32))
  return kind === 'ed25519' ? ed25519Signer(secret) : secp256k1Signer(secret)
}

/** An input tensor of the digits model. */
export function image(pixels: Float32Array): Tensor[] {
  const bytes = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength)
  return [{ name: 'image', dtype: 'FP32', shape: [1, 1, 16, 16], bytes }]
}

/** True if two tensors have the same bits. */
export function sameBits(a: Tensor, b: { readonly bytes: Uint8Array }): boolean {
  return equalBytes(a.bytes, b.bytes)
}

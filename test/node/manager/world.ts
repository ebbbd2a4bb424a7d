/** A chain in memory with agreements 1 (retail) and 2 (wholesale), the keys of all roles, and answers. */
import { sha256 } from '../../../chain/codec/hash.js'
import { fromHex, toHex } from '../../../chain/types/bytes.js'
import { Verifier } from '../../../node/crypto/verifier.js'
import { ed25519Signer } from '../../../node/inference/signers.js'
import { type ChannelBook } from '../../../node/manager/channelBook.js'
import { SlaManager } from '../../../node/manager/manager.js'
import { readRecords } from '../../../node/manager/managerLog.js'
import { Spending, type SpendingLimit } from '../../../node/manager/spending.js'
import { acknowledge } from '../../../node/metering/clientBook.js'
import { type ServiceMessage, unitsOf } from '../../../node/metering/gateway.js'
import type { Measure, SignedMeasurement } from '../../../node/metering/managerApi.js'
import {
  Contracts,
  freshMetered,
  meter,
  meteredOf,
  type ServiceContract,
} from '../../../node/metering/serviceContract.js'
import type { ChannelState, ContractChain } from '../../../node/supplier/chainView.js'
import {
  type Acknowledgement,
  channelId,
  type ChannelDescriptor,
  measurementBytes,
  type Receipt,
  receiptBytes,
  type Request,
  requestBytes,
  type SignedReceipt,
  type SignedRequest,
} from '../../../proto/inference/objects.js'
import { MemoryAgreements, type Prices } from '../metering/contracts.js'
import type { CrashingLog } from '../metering/crashingLog.js'
import { CHAIN, descriptorOf } from '../metering/objects.js'

const secret = (n: number): Uint8Array => new Uint8Array(32).fill(n)

/** Keys of all roles; each its own (rules.md H21). */
export const keys = {
  client: ed25519Signer(secret(11)),
  supplier: ed25519Signer(secret(12)),
  manager: ed25519Signer(secret(13)),
  payer: ed25519Signer(secret(14)),
  stranger: ed25519Signer(secret(15)),
}

/** Time at which the tests stand, ms since 1970. */
export const NOW = 1_800_000_000_000
/** Model of the answers. */
export const MODEL = fromHex('ab'.repeat(32))

/** A chain that tests change. */
export class TestChain extends MemoryAgreements implements ContractChain {
  readonly chainId = CHAIN
  timeMs = NOW
  readonly channels = new Map<string, ChannelState>()

  constructor(
    retail: Prices = { each: { requests: '10' } },
    wholesale: Prices = { each: { requests: '4' } },
  ) {
    super()
    this.pair(retail, wholesale, {
      client: keys.client.key,
      supplier: keys.supplier.key,
      manager: keys.manager.key,
      operator: 'infonex1supplier',
    })
  }

  header() {
    return { height: 10, timeMs: this.timeMs }
  }
  async channel(id: Uint8Array) {
    return this.channels.get(toHex(id))
  }
  async server() {
    return undefined
  }
  async queueFactorBps() {
    return 20_000
  }

  async graces() {
    return { closeMs: 600_000, revokeMs: 60_000 }
  }
  async agreementsOf(party: string) {
    return [...this.agreements.values()].filter(
      ({ customer, provider }) => customer === party || provider === party,
    )
  }

  /** Opens a channel under both agreements. */
  open(nonce: bigint, change: Partial<ChannelDescriptor> = {}, cap = '1000000'): ChannelDescriptor {
    const descriptor = descriptorOf(nonce, {
      signer: keys.manager.key,
      startMs: BigInt(NOW - 1_000_000),
      ...change,
    })
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

/** The contract of a channel. */
export function contractOf(
  chain: TestChain,
  descriptor: ChannelDescriptor,
): Promise<ServiceContract> {
  return new Contracts(chain).of(descriptor)
}

/** A receipt of one answer after another. */
export function nextReceipt(
  contract: ServiceContract,
  descriptor: ChannelDescriptor,
  before: SignedReceipt | undefined,
  change: Partial<Receipt> = {},
  message: Partial<ServiceMessage> = {},
  signer = keys.supplier,
): SignedReceipt {
  const last = before?.receipt ?? undefined
  const state = last === undefined ? freshMetered(contract) : meteredOf(last)
  const sequence = (last?.sequence ?? 0n) + 1n
  const endMs = BigInt(NOW) + sequence
  const units = unitsOf({
    ...{ modelId: MODEL, inputs: [], outputs: [], startMs: endMs, endMs, computeMs: 0n, status: 1 },
    ...message,
  })
  const next = meter(contract, state, MODEL, units, endMs)
  const receipt: Receipt = {
    chainId: descriptor.chainId,
    channelId: channelId(sha256, descriptor),
    sequence,
    requestDigest: new Uint8Array(32).fill(Number(sequence % 256n)),
    modelId: MODEL,
    inputDigest: new Uint8Array(32),
    outputDigest: new Uint8Array(32),
    counters: [...next.counters],
    price: (next.retail - state.retail).toString(),
    cumulative: next.retail.toString(),
    startMs: endMs,
    endMs,
    runtime: new Uint8Array(32),
    status: 1,
    previous: last === undefined ? new Uint8Array(0) : sha256(receiptBytes(last)),
    retailMeter: next.retailMeter,
    wholesaleMeter: next.wholesaleMeter,
    ...change,
  }
  return { receipt, signature: signer.sign(receiptBytes(receipt)) }
}

/** A chain of receipts. */
export function receipts(
  contract: ServiceContract,
  descriptor: ChannelDescriptor,
  count: number,
): SignedReceipt[] {
  const all: SignedReceipt[] = []
  for (let i = 0; i < count; i++) all.push(nextReceipt(contract, descriptor, all[i - 1]))
  return all
}

/** The client's signed word on a receipt, or on what it says of it. */
export function measurementOf(
  descriptor: ChannelDescriptor,
  receipt: SignedReceipt,
  change: Partial<Acknowledgement> = {},
  signer = keys.client,
): SignedMeasurement {
  const measurement = {
    chainId: descriptor.chainId,
    channelId: channelId(sha256, descriptor),
    acknowledgement: { ...acknowledge(receipt.receipt as Receipt), ...change },
  }
  return { measurement, signature: signer.sign(measurementBytes(measurement)) }
}

/** The next request of a channel, which acknowledges a receipt. */
export function requestAfter(descriptor: ChannelDescriptor, receipt: SignedReceipt): SignedRequest {
  const { sequence, cumulative } = receipt.receipt as Receipt
  const request: Request = {
    chainId: descriptor.chainId,
    channelId: channelId(sha256, descriptor),
    sequence: sequence + 1n,
    modelId: MODEL,
    inputDigest: new Uint8Array(32),
    cumulativeBefore: cumulative,
    priceMax: '100',
    expiryMs: BigInt(NOW + 60_000),
    acknowledgement: acknowledge(receipt.receipt as Receipt),
  }
  return { request, signature: keys.client.sign(requestBytes(request)), salt: new Uint8Array(32) }
}

/** A manager on a log that may crash. */
export function managerOn(
  chain: TestChain,
  log: CrashingLog,
  options: { readonly limit?: SpendingLimit; readonly books?: Map<string, ChannelBook> } = {},
): SlaManager {
  const spending = new Spending(options.limit)
  return new SlaManager({
    chain,
    signer: keys.manager,
    verifier: new Verifier({ workers: 0 }),
    log,
    books: readRecords(log.records, spending),
    spending,
    nowMs: () => NOW,
  })
}

/** A measure of one side or both. */
export function measure(
  descriptor: ChannelDescriptor,
  receipt: SignedReceipt,
  sides: 'supplier' | 'client' | 'both' = 'both',
): Measure {
  return {
    descriptor,
    ...(sides === 'client' ? {} : { receipt }),
    ...(sides === 'supplier' ? {} : { measurement: measurementOf(descriptor, receipt) }),
  }
}

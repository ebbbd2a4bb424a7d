import { sha256 } from '../../chain/codec/hash.js'
import type { SignatureVerifier } from '../../chain/types/verifier.js'
import {
  channelId,
  type ChannelDescriptor,
  type Counter,
  decodeMessage,
  measurementBytes,
  type Receipt,
  receiptBytes,
  type Request,
  type SignedReceipt,
  type SignedRequest,
  type SignedVoucher,
  type SignerKey,
} from '../../proto/inference/objects.js'
import { JSON_LENGTH_HEADER, readBody } from '../../proto/inference/openInference.js'
import type { Tensor } from '../../proto/inference/tensorJson.js'
import type { ClientBook } from '../metering/clientBook.js'
import type { SignedMeasurement } from '../metering/managerApi.js'
import { directPayer, type Payer, PayerAway, signVoucher } from '../metering/payers.js'
import { type Metered, meteredOf, type ServiceContract } from '../metering/serviceContract.js'
import { meetServer, type Subscription } from './meetServer.js'
import {
  channelHeader,
  measurementHeader,
  PaidClientError,
  refusalOf,
  voucherHeader,
} from './paidClientWire.js'
import { type Sent, sendRequest, sentOf, writeRequest } from './paidRequest.js'
import { checkReceipt, meterAnswer } from './receiptCheck.js'
import { type Signer, verifySigned } from './signers.js'

export { PaidClientError } from './paidClientWire.js'

/** What a client needs to buy answers of one server through one channel. */
export interface PaidClientOptions {
  /** http://host:port of the server. */
  readonly url: string
  readonly descriptor: ChannelDescriptor
  /** The channel's signer, where the client holds its key: without one its SLA Manager pays. */
  readonly signer?: Signer
  /** Pays in the signer's stead: an SLA Manager, or whoever holds the channel's key. */
  readonly payer?: Payer
  /** For a channel under agreements; without it the channel's signer signs requests, too. */
  readonly metering?: Metering
  /** Key under which the server is subscribed. */
  readonly receiptKey: SignerKey
  readonly verifier: SignatureVerifier
  /** Default: the global fetch. */
  readonly fetch?: typeof fetch
  readonly nowMs?: () => number
  /** The server's subscription: with it, who answers has to show its receipt key before it is told anything (H24). */
  readonly server?: Subscription
  /** Whether `fetch` speaks to nobody but the holder of the server's transport key. */
  readonly pinned?: boolean
  /** Attempts at one request, network errors and 429/503 included. Default 4. */
  readonly attempts?: number
}

/** What a client measures by, under a retail and a wholesale agreement. */
export interface Metering {
  /** With the public plans: the client computes each price itself. */
  readonly contract: ServiceContract
  /** The client's metering key: signs requests and measurements. */
  readonly signer: Signer
  /** Where answers are booked before they are acknowledged (rules.md H22). */
  readonly book?: ClientBook
}

/** An answer whose receipt was verified. */
export interface PaidAnswer {
  readonly outputs: readonly Tensor[]
  readonly signed: SignedReceipt
  readonly receipt: Receipt
  readonly receiptId: Uint8Array
  readonly request: Request
  readonly attempts: number
}

/**
 * Buys answers: signs requests, verifies receipts, signs cumulative vouchers. A request that was sent and
 * not answered is sent again unchanged, so that no answer is paid twice. One request at a time.
 */
export class PaidClient {
  readonly #options: PaidClientOptions
  readonly #id: Uint8Array
  #sequence = 0n
  #charged = 0n
  #counters: readonly Counter[] = []
  #head: Uint8Array = new Uint8Array(0)
  #metered: Metered | undefined
  #voucher: SignedVoucher | undefined
  #pending: Sent | undefined
  #last: SignedReceipt | undefined
  #isPaying = false
  /** Whether the pending request may have been answered. */
  #isLost = false
  #hasMet = false
  readonly #payer: Payer | undefined

  constructor(options: PaidClientOptions) {
    if (options.signer === undefined && options.metering === undefined)
      throw new RangeError('a client needs the channel signer, or a contract to measure by')
    this.#options = options
    this.#id = channelId(sha256, options.descriptor)
    const { signer, payer, metering } = options
    this.#payer = payer ?? (signer === undefined ? undefined : directPayer(signer))
    const last = metering?.book?.last(options.descriptor)
    if (last?.receipt != null) this.#stand(last, last.receipt, meteredOf(last.receipt))
    const lost = metering?.book?.pending(options.descriptor)
    if (lost === undefined) return
    this.#pending = sentOf(options.descriptor, lost)
    this.#voucher = lost.voucher
    this.#isLost = true
  }

  /** Sum of the prices of all answers received. */
  get charged(): bigint {
    return this.#charged
  }

  /** The newest voucher that was signed. */
  get voucher(): SignedVoucher | undefined {
    return this.#voucher
  }

  /**
   * Buys one answer. Inputs are in the order of the model.
   * @param priceMax highest price, in units of the channel's denomination.
   * @throws PaidClientError; a request that may have been answered is kept and resent by the next call
   * with the same inputs, else by `resume`.
   */
  async infer(
    modelId: Uint8Array,
    inputs: readonly Tensor[],
    priceMax: bigint,
    binary = true,
  ): Promise<PaidAnswer> {
    if (this.#pending !== undefined || this.#isPaying)
      throw new PaidClientError('pending', 'the request before has no answer yet: resume it first')
    this.#isPaying = true
    try {
      await this.#meet()
      const voucher = await this.#pay()
      await this.#begin(modelId, inputs, priceMax, binary, voucher)
    } finally {
      this.#isPaying = false
    }
    return this.resume()
  }

  /** Sends the request that has no answer yet, unchanged. */
  async resume(): Promise<PaidAnswer> {
    const sent = this.#pending
    if (sent === undefined) throw new PaidClientError('nothing', 'no request is pending')
    await this.#meet()
    const { url, attempts: most = 4 } = this.#options
    const { response, attempts } = await sendRequest(sent, {
      ...{ url, fetch: this.#fetch, attempts: most, lost: this.#isLost },
      forget: () => this.#forget(),
    }).catch((error: unknown) => {
      this.#isLost = this.#pending !== undefined
      throw error
    })
    this.#isLost = true
    const answer = await this.#accept(sent, response)
    this.#pending = undefined
    return { ...answer, attempts }
  }

  /**
   * Pays what was received so far without asking for more; under agreements it says what was measured, too,
   * so that the SLA Manager can pay where the client does not.
   */
  async settle(): Promise<SignedVoucher | undefined> {
    const measurement = this.measurement()
    const voucher = await this.#pay().catch((error: unknown) => {
      // The supplier asks the manager itself, by the client's word.
      if (error instanceof PaidClientError && measurement !== undefined) return undefined
      throw error
    })
    if (voucher === undefined && measurement === undefined) return undefined
    const { descriptor } = this.#options
    const response = await this.#fetch(`${this.#options.url}/v2/vouchers`, {
      method: 'POST',
      headers: {
        ...channelHeader(descriptor),
        ...(voucher === undefined ? {} : voucherHeader(voucher)),
        ...(measurement === undefined ? {} : measurementHeader(measurement)),
      },
    })
    if (!response.ok) throw await refusalOf(response)
    return voucher
  }

  /** The request that has no answer yet, as it was signed: evidence where none comes (rules.md H5). */
  get pendingRequest(): SignedRequest | undefined {
    return this.#pending?.request
  }

  /** Signs a promise of an amount that is not owed yet, within what the channel lets it prepay. */
  promise(cumulative: bigint): SignedVoucher {
    const { signer, descriptor } = this.#options
    if (signer === undefined) throw new PaidClientError('no_signer', 'the SLA Manager pays here')
    const most = this.#charged + BigInt(descriptor.prepayAllow)
    if (cumulative > most)
      throw new PaidClientError('too_much', `${cumulative}, want at most ${most}`)
    const { chainId } = descriptor
    const place = { channelId: this.#id, receiptId: this.#head }
    return { ...signVoucher(signer, chainId, place, cumulative), descriptor }
  }

  /** The client's word on the last answer, signed; undefined before it, and without agreements. */
  measurement(): SignedMeasurement | undefined {
    const { metering, descriptor } = this.#options
    const acknowledgement = this.#acknowledgement()
    if (metering === undefined || acknowledgement === null) return undefined
    const measurement = { chainId: descriptor.chainId, channelId: this.#id, acknowledgement }
    return { measurement, signature: metering.signer.sign(measurementBytes(measurement)) }
  }

  #acknowledgement(): Request['acknowledgement'] {
    if (this.#sequence === 0n) return null
    const counters = [...this.#counters]
    return { sequence: this.#sequence, counters, receiptHead: this.#head }
  }

  get #fetch(): typeof fetch {
    return this.#options.fetch ?? fetch
  }

  /** The voucher for everything received: once an amount. @throws PaidClientError payer_away */
  async #pay(): Promise<SignedVoucher | undefined> {
    const receipt = this.#last
    if (this.#charged === 0n || receipt === undefined || this.#payer === undefined) return undefined
    if (BigInt(this.#voucher?.voucher?.cumulative ?? '0') === this.#charged) return this.#voucher
    const due = {
      descriptor: this.#options.descriptor,
      channelId: this.#id,
      cumulative: this.#charged,
      receipt,
      receiptId: this.#head,
      measurement: this.measurement(),
    }
    try {
      this.#voucher = await this.#payer.pay(due)
    } catch (error) {
      if (!(error instanceof PayerAway)) throw error
      throw new PaidClientError('payer_away', error.message, 0, { reason: error.code })
    }
    return this.#voucher
  }

  /** Signs and books a request; it may be sent from then on. */
  async #begin(
    modelId: Uint8Array,
    inputs: readonly Tensor[],
    priceMax: bigint,
    binary: boolean,
    voucher: SignedVoucher | undefined,
  ): Promise<void> {
    const { descriptor, metering, nowMs = Date.now } = this.#options
    const signer = (metering?.signer ?? this.#options.signer) as Signer
    const pending = writeRequest({
      ...{ descriptor, signer, inputs, priceMax, voucher, binary, nowMs: nowMs() },
      place: {
        ...{ channelId: this.#id, sequence: this.#sequence + 1n, modelId },
        cumulativeBefore: this.#charged.toString(),
        acknowledgement: this.#acknowledgement(),
      },
    })
    await metering?.book?.begin(descriptor, pending)
    this.#pending = sentOf(descriptor, pending)
    this.#isLost = false
  }

  /** Meets the server before it is told anything. @throws PaidClientError */
  async #meet(): Promise<void> {
    const { server, descriptor, verifier, url } = this.#options
    if (server === undefined || this.#hasMet) return
    if (url.replace(/\/$/, '') !== server.endpoint.replace(/\/$/, ''))
      throw new PaidClientError(
        'bad_endpoint',
        `server ${server.id} is at ${server.endpoint}, not ${url}`,
      )
    const pinned = this.#options.pinned === undefined ? {} : { pinned: this.#options.pinned }
    const { chainId } = descriptor
    await meetServer({ chainId, server, verifier, fetch: this.#fetch, ...pinned })
    this.#hasMet = true
  }

  /** Drops a request that has no answer and gets none. */
  async #forget(): Promise<void> {
    this.#pending = undefined
    await this.#options.metering?.book?.forget(this.#options.descriptor)
  }

  async #accept(sent: Sent, response: Response): Promise<Omit<PaidAnswer, 'attempts'>> {
    const text = response.headers.get('infonex-receipt')
    const length = response.headers.get(JSON_LENGTH_HEADER)
    const bytes = new Uint8Array(await response.arrayBuffer())
    if (text === null) throw new PaidClientError('no_receipt', 'the answer came without a receipt')
    const signed = decodeMessage(
      'infonex.inference.v1.SignedReceipt',
      Uint8Array.from(Buffer.from(text, 'base64')),
    )
    const body = readBody(bytes, length === null ? undefined : Number(length), 'outputs')
    const { receipt } = signed
    if (receipt === null) throw new PaidClientError('no_receipt', 'the receipt is empty')
    const key = this.#options.receiptKey
    const covered = receiptBytes(receipt)
    if (!verifySigned(this.#options.verifier, key, covered, signed.signature))
      throw new PaidClientError('bad_receipt', "the receipt is not signed by the server's key")
    const { metering, nowMs = Date.now } = this.#options
    const metered =
      metering === undefined
        ? undefined
        : meterAnswer(metering.contract, this.#metered, sent, receipt, body.tensors, nowMs())
    checkReceipt(
      {
        ...{ request: sent.signed, salt: sent.salt, inputs: sent.inputs, priceMax: sent.priceMax },
        ...{ charged: this.#charged, head: this.#head, counters: this.#counters },
      },
      receipt,
      body.tensors,
      metered,
    )
    const id = sha256(covered)
    await metering?.book?.accept(this.#options.descriptor, signed)
    this.#stand(signed, receipt, metered)
    return {
      outputs: body.tensors,
      signed,
      receipt,
      receiptId: id,
      request: sent.signed,
    }
  }

  /** Stands where a receipt says. */
  #stand(signed: SignedReceipt, receipt: Receipt, metered: Metered | undefined): void {
    this.#last = signed
    this.#metered = metered
    this.#sequence = receipt.sequence
    this.#charged = BigInt(receipt.cumulative)
    this.#counters = receipt.counters
    this.#head = sha256(receiptBytes(receipt))
  }
}

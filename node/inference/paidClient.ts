import { randomBytes } from 'node:crypto'
import { sha256 } from '../../chain/codec/hash.js'
import { toHex } from '../../chain/types/bytes.js'
import type { SignatureVerifier } from '../../chain/types/verifier.js'
import {
  channelId,
  type ChannelDescriptor,
  type Counter,
  decodeMessage,
  encodeMessage,
  inputDigest,
  measurementBytes,
  type Receipt,
  receiptBytes,
  type Request,
  requestBytes,
  type SignedReceipt,
  type SignedRequest,
  type SignedVoucher,
  type SignerKey,
} from '../../proto/inference/objects.js'
import { JSON_LENGTH_HEADER, readBody, writeBody } from '../../proto/inference/openInference.js'
import { canonicalBytes, type Tensor } from '../../proto/inference/tensorJson.js'
import type { ClientBook } from '../metering/clientBook.js'
import { unitsOf } from '../metering/gateway.js'
import type { SignedMeasurement } from '../metering/managerApi.js'
import { directPayer, type Payer, PayerAway, signVoucher } from '../metering/payers.js'
import {
  freshMetered,
  meter,
  type Metered,
  meteredOf,
  type ServiceContract,
} from '../metering/serviceContract.js'
import { checkReceipt } from './receiptCheck.js'
import {
  base64,
  channelHeader,
  computeOf,
  measurementHeader,
  PaidClientError,
  refusalOf,
  voucherHeader,
} from './paidClientWire.js'
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

interface Sent {
  readonly request: Request
  readonly signed: SignedRequest
  readonly salt: Uint8Array
  readonly inputs: readonly Tensor[]
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  readonly priceMax: bigint
}

/** Clocks of client and supplier may differ by so much, in ms. */
const CLOCK_SKEW_MS = 2_000
/** Life of a request, in ms. */
const REQUEST_LIFE_MS = 60_000

/** Refusals which say that the request sent is not the one last answered. */
const NOT_SERVED: ReadonlySet<string> = new Set([
  'expired',
  'out_of_sequence',
  'bad_acknowledgement',
  'declined',
  'price_too_high',
  'bad_voucher',
  'unpaid',
  'cap_exhausted',
])

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
      const voucher = await this.#pay()
      this.#pending = this.#write(modelId, inputs, priceMax, binary, voucher)
    } finally {
      this.#isPaying = false
    }
    return this.resume()
  }

  /** Sends the request that has no answer yet, unchanged. */
  async resume(): Promise<PaidAnswer> {
    const sent = this.#pending
    if (sent === undefined) throw new PaidClientError('nothing', 'no request is pending')
    const { response, attempts } = await this.#send(sent)
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
    return this.#pending?.signed
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

  #write(
    modelId: Uint8Array,
    inputs: readonly Tensor[],
    priceMax: bigint,
    binary: boolean,
    voucher: SignedVoucher | undefined,
  ): Sent {
    const { descriptor, metering, nowMs = Date.now } = this.#options
    const signer = (metering?.signer ?? this.#options.signer) as Signer
    const salt = Uint8Array.from(randomBytes(32))
    const canonical = inputs.map((t) => ({ ...t, bytes: canonicalBytes(t.dtype, t.bytes) }))
    const request: Request = {
      chainId: descriptor.chainId,
      channelId: this.#id,
      sequence: this.#sequence + 1n,
      modelId,
      inputDigest: inputDigest(sha256, salt, canonical),
      cumulativeBefore: this.#charged.toString(),
      priceMax: priceMax.toString(),
      expiryMs: BigInt(nowMs() + REQUEST_LIFE_MS),
      acknowledgement: this.#acknowledgement(),
    }
    const signed = { request, signature: signer.sign(requestBytes(request)), salt }
    const head = binary ? { parameters: { binary_data_output: true } } : {}
    const body = writeBody(head, 'inputs', canonical, binary)
    return {
      ...{ request, signed },
      salt,
      inputs: canonical,
      body: body.bytes,
      priceMax,
      headers: {
        'content-type': binary ? 'application/octet-stream' : 'application/json',
        'infonex-request': base64(encodeMessage('infonex.inference.v1.SignedRequest', signed)),
        ...channelHeader(descriptor),
        ...(voucher === undefined ? {} : voucherHeader(voucher)),
        ...(body.jsonLength === undefined ? {} : { [JSON_LENGTH_HEADER]: String(body.jsonLength) }),
      },
    }
  }

  async #send(sent: Sent): Promise<{ response: Response; attempts: number }> {
    const most = this.#options.attempts ?? 4
    const url = `${this.#options.url}/v2/models/${toHex(sent.request.modelId)}/infer`
    let lost = false
    for (let attempt = 1; ; attempt++) {
      let response: Response | undefined
      let failure: unknown
      try {
        response = await this.#fetch(url, {
          method: 'POST',
          headers: sent.headers,
          body: Buffer.from(sent.body),
        })
      } catch (error) {
        failure = error
        lost = true
      }
      if (response?.ok === true) return { response, attempts: attempt }
      const busy = response !== undefined && (response.status === 429 || response.status === 503)
      if (response !== undefined && !(busy && attempt < most)) {
        const refusal = await refusalOf(response)
        // An attempt without an answer may have been served: forget it only when the server says otherwise.
        if (!lost || NOT_SERVED.has(refusal.code)) this.#pending = undefined
        throw refusal
      }
      if (attempt >= most)
        throw new PaidClientError('unreachable', `no answer: ${(failure as Error).message}`)
      const seconds = Number(response?.headers.get('retry-after') ?? Number.NaN)
      await response?.body?.cancel()
      const waitMs = Number.isFinite(seconds) ? Math.min(seconds, 30) * 1000 : 50 * 2 ** attempt
      await new Promise((done) => setTimeout(done, waitMs))
    }
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
    const metered = this.#meter(sent, receipt, body.tensors)
    checkReceipt(
      { ...sent, charged: this.#charged, head: this.#head, counters: this.#counters },
      receipt,
      body.tensors,
      metered,
    )
    const id = sha256(covered)
    await this.#options.metering?.book?.accept(this.#options.descriptor, signed)
    this.#stand(signed, receipt, metered)
    return {
      outputs: body.tensors,
      signed,
      receipt,
      receiptId: id,
      request: sent.request,
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

  /** What the public plans make of an answer; undefined without agreements. @throws PaidClientError */
  #meter(sent: Sent, receipt: Receipt, outputs: readonly Tensor[]): Metered | undefined {
    const { metering } = this.#options
    if (metering === undefined) return undefined
    const { contract } = metering
    const before = this.#metered ?? freshMetered(contract)
    const { startMs, endMs, status } = receipt
    // Only the supplier knows how long its runtime took: no longer than the answer.
    const computeMs = computeOf(receipt) - computeOf({ counters: [...before.counters] })
    if (computeMs < 0n || computeMs > endMs - startMs)
      throw new PaidClientError('bad_receipt', `compute_ms rose by ${computeMs}`)
    const { nowMs = Date.now } = this.#options
    // Windows that have not begun would bring their base price.
    if (endMs > BigInt(nowMs() + CLOCK_SKEW_MS))
      throw new PaidClientError('bad_receipt', `the answer ends at ${endMs} ms, it is ${nowMs()}`)
    const { inputs, request } = sent
    const message = { modelId: request.modelId, inputs, outputs, startMs, endMs, computeMs, status }
    try {
      return meter(contract, before, request.modelId, unitsOf(message), endMs)
    } catch (error) {
      throw new PaidClientError('bad_receipt', `no price: ${(error as Error).message}`)
    }
  }
}

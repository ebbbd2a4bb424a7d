import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sha256 } from '../../chain/codec/hash.js'
import { equalBytes, toHex } from '../../chain/types/bytes.js'
import { channelId, decodeMessage, encodeMessage } from '../../proto/inference/objects.js'
import { JSON_LENGTH_HEADER, readBody, writeBody } from '../../proto/inference/openInference.js'
import { type Tensor, TensorError } from '../../proto/inference/tensorJson.js'
import type { Signer } from '../inference/signers.js'
import { runtimeFingerprint } from '../onnx/runtime.js'
import {
  admit,
  type AdmissionContext,
  type Admitted,
  payOnly,
  type Presented,
  type ServedModel,
} from './admission.js'
import { type Answer, infer } from './inference.js'
import type { OutputStore } from './outputs.js'
import type { Load } from './load.js'
import type { ModelRunner } from './modelRunner.js'
import { paymentRequirements } from './payment.js'
import { Refusal, REFUSALS } from './refusal.js'

/** Bytes of a JSON number for each byte of a tensor, at most: " -1.2345678e-38," for 4. */
const JSON_PER_BYTE = 6
const BODY_MARGIN = 64 * 1024
/** Headers are small messages; Node ends a request beyond 16 KiB of them. */
const HEADER_BYTES_MAX = 8 * 1024
/** Answers kept for clients that ask again: bytes a channel, and channels. */
const KEPT_BYTES_MAX = 2 ** 20
const KEPT_MAX = 256
/** How often the same request may make the model run again. */
const REPEATS_MAX = 3

/** Reads a message from a header, base64 of its canonical bytes. @throws Refusal */
function header<N extends Parameters<typeof decodeMessage>[0]>(
  headers: IncomingHttpHeaders,
  key: string,
  name: N,
): ReturnType<typeof decodeMessage<N>> | undefined {
  const text = headers[key]
  if (typeof text !== 'string') return undefined
  if (text.length > HEADER_BYTES_MAX) throw new Refusal('malformed', `header ${key} is too long`)
  try {
    return decodeMessage(name, Uint8Array.from(Buffer.from(text, 'base64')))
  } catch (error) {
    throw new Refusal('malformed', `header ${key}: ${(error as Error).message.slice(0, 200)}`)
  }
}

function present(
  ctx: AdmissionContext,
  model: ServedModel,
  headers: IncomingHttpHeaders,
): Presented {
  const request = header(headers, 'infonex-request', 'infonex.inference.v1.SignedRequest')
  const descriptor = header(headers, 'infonex-channel', 'infonex.payment.v1.ChannelDescriptor')
  const voucher = header(headers, 'infonex-voucher', 'infonex.payment.v1.SignedVoucher')
  if (request === undefined || descriptor === undefined)
    throw new Refusal(
      'paymentRequired',
      `an answer costs ${model.price}${ctx.denom}: sign the request and name a channel`,
      paymentRequirements(ctx, model),
    )
  return { request, descriptor, voucher }
}

/** Answers an error: refusals with their code, anything else without its text. */
export function sendRefusal(reply: FastifyReply, error: unknown): void {
  const refusal =
    error instanceof Refusal
      ? error
      : error instanceof TensorError
        ? new Refusal('badTensor', error.message)
        : undefined
  if (refusal === undefined) {
    const status = (error as { statusCode?: number }).statusCode ?? 500
    const code = status === 413 ? 'too_large' : status < 500 ? 'malformed' : 'internal'
    const text = status < 500 ? (error as Error).message : 'internal error'
    void reply.code(status).send({ error: text, code })
    return
  }
  const [status, code] = REFUSALS[refusal.kind]
  if (refusal.retryAfterSeconds !== undefined)
    void reply.header('retry-after', String(refusal.retryAfterSeconds))
  void reply.code(status).send({ error: refusal.message, code, ...refusal.details })
}

/** The models by hex id and by label. */
export function modelNames(models: readonly ServedModel[]): Map<string, ServedModel> {
  return new Map([
    ...models.map((model) => [model.label, model] as const),
    ...models.map((model) => [toHex(model.id), model] as const),
  ])
}

/** Bytes of a request body at most, whatever its form. */
export function bodyLimit(model: ServedModel): number {
  const bytes = model.prepared.report.inputs.reduce(
    (sum, port) => sum + port.shape.reduce((a, b) => a * b, 8),
    0,
  )
  return bytes * JSON_PER_BYTE + BODY_MARGIN
}

/** What the route works with. */
export interface InferTools {
  readonly models: readonly ServedModel[]
  readonly receiptSigner: Signer
  readonly load: Load
  /** Requests at work at once at most, by model in hex. */
  readonly most: ReadonlyMap<string, number>
  readonly runner: ModelRunner
  /** Where outputs are kept for demands; absent: nowhere. */
  readonly outputs?: OutputStore | undefined
  readonly nowMs: () => number
}

interface Kept {
  readonly digest: Uint8Array
  readonly outputs: readonly Tensor[] | undefined
  repeats: number
}

/** Last answers by channel, for clients that did not get them. */
class KeptAnswers {
  readonly #kept = new Map<string, Kept>()

  get(channel: string, digest: Uint8Array): Kept | undefined {
    const kept = this.#kept.get(channel)
    return kept !== undefined && equalBytes(kept.digest, digest) ? kept : undefined
  }

  set(channel: string, digest: Uint8Array, outputs: readonly Tensor[], repeats: number): void {
    const size = outputs.reduce((n, tensor) => n + tensor.bytes.length, 0)
    this.#kept.delete(channel)
    this.#kept.set(channel, {
      digest,
      outputs: size > KEPT_BYTES_MAX ? undefined : outputs,
      repeats,
    })
    const oldest = this.#kept.keys().next()
    if (this.#kept.size > KEPT_MAX && oldest.done !== true) this.#kept.delete(oldest.value)
  }
}

/** Serves POST /v2/models/{id}/infer. */
class InferRoute {
  readonly #ctx: AdmissionContext
  readonly #tools: InferTools
  readonly #names: ReadonlyMap<string, ServedModel>
  readonly #runtime = runtimeFingerprint()
  readonly #kept = new KeptAnswers()
  readonly #bodies = new WeakMap<object, () => void>()

  constructor(ctx: AdmissionContext, tools: InferTools) {
    this.#ctx = ctx
    this.#tools = tools
    this.#names = modelNames(tools.models)
  }

  /** Before the body is read: is there a model, and room. */
  begin(request: FastifyRequest<{ Params: { id: string } }>): void {
    const length = Number(request.headers['content-length'] ?? Number.NaN)
    if (!Number.isSafeInteger(length))
      throw new Refusal('lengthRequired', 'send the length of the body')
    const model = this.#names.get(request.params.id)
    if (model === undefined) throw new Refusal('unknownModel', 'no such model here')
    if (length > bodyLimit(model))
      throw new Refusal('tooLarge', `body of ${length} bytes, want at most ${bodyLimit(model)}`)
    const free = this.#tools.load.takeBody(length)
    this.#bodies.set(request.raw, free)
    request.raw.once('close', free)
  }

  end(request: FastifyRequest<{ Params: { id: string } }>): void {
    this.#bodies.get(request.raw)?.()
  }

  async serve(
    request: FastifyRequest<{ Params: { id: string } }>,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const model = this.#names.get(request.params.id) as ServedModel
    const presented = present(this.#ctx, model, request.headers)
    const channel = toHex(presented.request.request?.channelId ?? new Uint8Array(0))
    const freeChannel = this.#tools.load.takeChannel(channel)
    try {
      const admitted = await admit(this.#ctx, model, presented)
      const key = toHex(model.id)
      const freeSlot = this.#tools.load.takeSlot(key, this.#tools.most.get(key))
      // From here on it is at work, for the receipt and for who counts what is at work at once.
      const startMs = this.#tools.nowMs()
      try {
        const length = request.headers[JSON_LENGTH_HEADER]
        const body = readBody(
          new Uint8Array(request.body as Buffer),
          length === undefined ? undefined : Number(length),
          'inputs',
        )
        const answer = await this.#answer(model, admitted, body.tensors, channel, startMs)
        return send(reply, model, answer, body.id, body.binaryOutput)
      } finally {
        freeSlot()
      }
    } finally {
      freeChannel()
    }
  }

  /** Computes and books an answer; one that was given before comes again without a new charge. */
  async #answer(
    model: ServedModel,
    admitted: Admitted,
    tensors: readonly Tensor[],
    channel: string,
    startMs: number,
  ): Promise<Omit<Answer, 'computeMs'>> {
    const { digest, answered } = admitted
    const kept = this.#kept.get(channel, digest)
    if (answered !== undefined && kept !== undefined) {
      if (kept.outputs !== undefined) return { outputs: kept.outputs, receipt: answered }
      if (++kept.repeats > REPEATS_MAX)
        throw new Refusal('outOfSequence', 'this request was answered often enough')
    }
    const answer = await infer(
      model,
      admitted,
      tensors,
      {
        runner: this.#tools.runner,
        signer: this.#tools.receiptSigner,
        runtime: this.#runtime,
      },
      { startMs, nowMs: this.#tools.nowMs },
    )
    if (answered === undefined) {
      const { descriptor, signed, contract } = admitted
      // Under agreements the client may demand it on chain (H5): it is there before the receipt is.
      if (contract !== undefined)
        await this.#tools.outputs?.keep(digest, signed.salt, answer.receipt, answer.outputs)
      await this.#ctx.ledger.answer(descriptor, signed, answer.receipt)
      if (contract !== undefined) this.#ctx.manager?.answered?.(descriptor, answer.receipt)
    }
    this.#kept.set(channel, digest, answer.outputs, kept?.repeats ?? 0)
    return answer
  }
}

function send(
  reply: FastifyReply,
  model: ServedModel,
  { outputs, receipt }: Omit<Answer, 'computeMs'>,
  id: string | undefined,
  binary: boolean,
): FastifyReply {
  const written = writeBody(
    { model_name: toHex(model.id), model_version: '1', ...(id === undefined ? {} : { id }) },
    'outputs',
    outputs,
    binary || outputs.some((tensor) => tensor.dtype === 'FP16'),
  )
  const bytes = encodeMessage('infonex.inference.v1.SignedReceipt', receipt)
  void reply.header('infonex-receipt', Buffer.from(bytes).toString('base64'))
  if (written.jsonLength === undefined) void reply.type('application/json')
  else {
    void reply.header(JSON_LENGTH_HEADER, String(written.jsonLength))
    void reply.type('application/octet-stream')
  }
  return reply.send(Buffer.from(written.bytes))
}

/** Adds the route and the form in which all errors go out. */
export function addInferRoute(
  app: FastifyInstance,
  ctx: AdmissionContext,
  tools: InferTools,
): void {
  const route = new InferRoute(ctx, tools)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body)
  })
  app.setErrorHandler((error, _request, reply) => {
    sendRefusal(reply, error)
  })
  app.post('/v2/vouchers', { bodyLimit: 1024 }, async ({ headers }) => {
    const descriptor = header(headers, 'infonex-channel', 'infonex.payment.v1.ChannelDescriptor')
    const voucher = header(headers, 'infonex-voucher', 'infonex.payment.v1.SignedVoucher')
    const word = 'infonex.inference.v1.SignedMeasurement'
    const measurement = header(headers, 'infonex-measurement', word)
    if (descriptor === undefined || (voucher === undefined && measurement === undefined))
      throw new Refusal(
        'malformed',
        'send headers infonex-channel and infonex-voucher or infonex-measurement',
      )
    const free = tools.load.takeChannel(toHex(channelId(sha256, descriptor)))
    try {
      const account = await payOnly(ctx, { voucher, measurement, descriptor })
      return { paid: account.paid.toString(), charged: account.charged.toString() }
    } finally {
      free()
    }
  })
  app.route<{ Params: { id: string } }>({
    method: 'POST',
    url: '/v2/models/:id/infer',
    onRequest: async (request) => {
      route.begin(request)
    },
    onResponse: async (request) => {
      route.end(request)
    },
    handler: (request, reply) => route.serve(request, reply),
  })
}

/** `npm run bench -- inference`: paid answers of the digits model over HTTP, and where their time goes. */
import { availableParallelism, loadavg } from 'node:os'
import { toHex } from '../../chain/types/bytes.js'
import type { SignatureVerifier } from '../../chain/types/verifier.js'
import { Verifier } from '../../node/crypto/verifier.js'
import type { PaidClient } from '../../node/inference/paidClient.js'
import { ModelRunner } from '../../node/supplier/modelRunner.js'
import { drawDigits, HELD_OUT } from '../node/supplier/pictures.js'
import {
  digits,
  freshSigner,
  image,
  modelId,
  PRICE,
  world,
  type World,
} from '../node/supplier/support.js'
import type { Bench, Figures } from './main.js'

const CLIENTS = 8
const WARM_UP = 50
/** What a channel of a client holds, uinx: enough for any run. */
const CAP = 10n ** 12n
const { images } = drawDigits(64, HELD_OUT)
const inputOf = (i: number) => image(images[i % images.length] as Float32Array)

/** Time of the server's stages, summed, ms. */
class Stages {
  readonly #sums = new Map<string, number>()

  add(stage: string, ms: number): void {
    this.#sums.set(stage, (this.#sums.get(stage) ?? 0) + ms)
  }

  timed<T>(stage: string, run: () => T): T {
    const begun = performance.now()
    const result = run()
    if (result instanceof Promise)
      void result.finally(() => {
        this.add(stage, performance.now() - begun)
      })
    else this.add(stage, performance.now() - begun)
    return result
  }

  clear(): void {
    this.#sums.clear()
  }

  /** Microseconds a request. */
  perRequest(requests: number): Record<string, number> {
    return Object.fromEntries(
      [...this.#sums].map(([stage, ms]) => [stage, Math.round((ms / requests) * 1000)]),
    )
  }
}

/** The server's verifier: a request's signature is checked first, then that of its voucher. */
function timedVerifier(stages: Stages, verifier: Verifier): SignatureVerifier {
  let checks = 0
  // The first request of the one channel brings no voucher; all others do.
  const stage = (): string => (checks++ % 2 === 0 && checks > 1 ? 'voucherCheck' : 'signature')
  return {
    name: verifier.name,
    secp256k1: (...args) => stages.timed(stage(), () => verifier.secp256k1(...args)),
    ed25519: (...args) => stages.timed(stage(), () => verifier.ed25519(...args)),
    isEd25519Key: (key) => verifier.isEd25519Key(key),
  }
}

function clientOf(w: World): PaidClient {
  const signer = freshSigner('secp256k1')
  return w.client(signer, w.chain.open(signer, { burst: CAP }, CAP.toString()))
}

async function buy(w: World, client: PaidClient, requests: number): Promise<void> {
  for (let i = 0; i < requests; i++) {
    // The supplier wants a header of the last seconds, as a node follows the chain.
    w.chain.timeMs = Date.now()
    await client.infer(modelId, inputOf(i), PRICE)
  }
}

/** onnxruntime on its thread, with nothing around it. */
async function modelAlone(runs: number): Promise<{ ortRun: number; ortWithThread: number }> {
  const runner = new ModelRunner()
  const name = toHex(modelId)
  await runner.load(name, digits.file)
  const outputs = digits.report.outputs.map((port) => port.name)
  const run = async (i: number) => {
    const inputs = Object.fromEntries(inputOf(i).map((tensor) => [tensor.name, tensor]))
    return runner.run(name, inputs, outputs)
  }
  for (let i = 0; i < WARM_UP; i++) await run(i)
  let inside = 0
  const begun = performance.now()
  for (let i = 0; i < runs; i++) inside += (await run(i)).ms
  const whole = performance.now() - begun
  await runner.close()
  const us = (ms: number): number => Math.round((ms / runs) * 1000)
  return { ortRun: us(inside), ortWithThread: us(whole) }
}

async function measured(requests: number): Promise<Figures> {
  const ends: (() => unknown)[] = []
  const stages = new Stages()
  const receipts = freshSigner('ed25519')
  const verifier = new Verifier({ workers: 0 })
  try {
    const w = await world(
      { teardown: (end) => void ends.unshift(end) },
      { verifier: timedVerifier(stages, verifier) },
    )
    const { ledger } = w.supplier
    const [accept, answer] = [ledger.accept.bind(ledger), ledger.answer.bind(ledger)]
    ledger.accept = (...args) => stages.timed('bookVoucher', () => accept(...args))
    ledger.answer = (...args) => stages.timed('bookReceipt', () => answer(...args))
    const one = clientOf(w)
    await buy(w, one, WARM_UP)
    stages.clear()
    const begun = performance.now()
    await buy(w, one, requests)
    const usPerRequest = Math.round(((performance.now() - begun) / requests) * 1000)
    const usPerStage = stages.perRequest(requests)
    const many = Array.from({ length: CLIENTS }, () => clientOf(w))
    const share = Math.ceil(requests / CLIENTS)
    const begunMany = performance.now()
    await Promise.all(many.map((client) => buy(w, client, share)))
    const seconds = (performance.now() - begunMany) / 1000
    const bytes = new Uint8Array(400)
    for (let i = 0; i < requests; i++) stages.timed('receiptSignature', () => receipts.sign(bytes))
    const { receiptSignature } = stages.perRequest(requests)
    const model = await modelAlone(requests)
    const known = Object.values(usPerStage).reduce((sum, us) => sum + us, 0) + model.ortWithThread
    return {
      paidRequestsPerSec1Client: Math.round(1e6 / usPerRequest),
      [`paidRequestsPerSec${CLIENTS}Clients`]: Math.round((share * CLIENTS) / seconds),
      usPerRequest,
      usPerStage: {
        ...usPerStage,
        ...model,
        receiptSignature,
        // HTTP, digests, and the client's own signing and checking, which runs in the same process.
        remainder: usPerRequest - known - (receiptSignature ?? 0),
      },
      requests,
      cores: availableParallelism(),
      loadAverage: loadavg()[0],
    }
  } finally {
    for (const end of ends) await end()
  }
}

export const bench: Bench = {
  about: 'paid answers a second, microseconds a stage',
  run: ({ quick }) => measured(quick ? 200 : 2000),
}

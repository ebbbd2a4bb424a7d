/** Demands for outputs: what a supplier keeps to answer them, and the desk that does (rules.md H4, H5). */
import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { sha256 } from '../../chain/codec/hash.js'
import { toHex } from '../../chain/types/bytes.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import type { Tensor } from '../../proto/inference/tensorJson.js'
import { bundleBytes, sealOutput } from '../../proto/verification/delivery.js'
import {
  channelId,
  decodeMessage,
  encodeMessage,
  type SignedReceipt,
} from '../../proto/inference/objects.js'
import type { Ledger } from './ledger.js'
import type { Load } from './load.js'
import { Refusal } from './refusal.js'

export type Demand = PlainTypes['infonex.verification.v1.Demand']
type Answer = PlainTypes['infonex.verification.v1.MsgAnswerDemand']
type Decline = PlainTypes['infonex.verification.v1.MsgDeclineDemand']

/** DemandStatus that waits for the supplier. */
const OPEN = 1
/** How long outputs are kept: the window in which receipts are challenged, and a day. */
const KEEP_MS = 8 * 86_400_000
/** From one clearing to the next, in ms. */
const CLEAR_MS = 3_600_000

/** An answer as it was given. */
export interface KeptOutput {
  readonly receipt: SignedReceipt
  /** What the receipt's output digest opens to, with the salt. */
  readonly bundle: Uint8Array
}

/**
 * Outputs of answers under agreements, one file each, by the digest of the request. They outlive a kill; after a
 * power cut the last ones may be missing, as they are not synced.
 */
export class OutputStore {
  readonly #dir: string
  #clearedMs = 0

  constructor(dir: string) {
    this.#dir = dir
  }

  async keep(
    digest: Uint8Array,
    salt: Uint8Array,
    receipt: SignedReceipt,
    outputs: readonly Tensor[],
  ): Promise<void> {
    const file = this.#fileOf(digest)
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
    const signed = encodeMessage('infonex.inference.v1.SignedReceipt', receipt)
    const head = Buffer.alloc(4)
    head.writeUInt32BE(signed.length)
    const bytes = Buffer.concat([head, signed, bundleBytes(salt, outputs)])
    await writeFile(`${file}.new`, bytes, { mode: 0o600 })
    await rename(`${file}.new`, file)
    if (Date.now() - this.#clearedMs > CLEAR_MS) await this.#clear()
  }

  /** The answer to a request; undefined when it is not here. */
  async find(digest: Uint8Array): Promise<KeptOutput | undefined> {
    const bytes = await readFile(this.#fileOf(digest)).catch(() => undefined)
    if (bytes === undefined) return undefined
    const found = Uint8Array.from(bytes)
    const end = 4 + bytes.readUInt32BE(0)
    const name = 'infonex.inference.v1.SignedReceipt'
    return { receipt: decodeMessage(name, found.subarray(4, end)), bundle: found.subarray(end) }
  }

  /** Removes what nobody can demand any more. */
  async #clear(): Promise<void> {
    this.#clearedMs = Date.now()
    for (const name of await readdir(this.#dir)) {
      const folder = path.join(this.#dir, name)
      for (const file of await readdir(folder)) {
        const full = path.join(folder, file)
        const { mtimeMs } = await stat(full)
        if (Date.now() - mtimeMs > KEEP_MS) await rm(full, { force: true })
      }
    }
  }

  #fileOf(digest: Uint8Array): string {
    const hex = toHex(digest)
    return path.join(this.#dir, hex.slice(0, 2), `${hex}.bin`)
  }
}

/** What answers a demand, as the chain takes it. */
export type DemandMessage =
  | { readonly typeUrl: '/infonex.verification.v1.MsgAnswerDemand'; readonly value: Answer }
  | { readonly typeUrl: '/infonex.verification.v1.MsgDeclineDemand'; readonly value: Decline }

/** How a desk reaches the chain. */
export interface DemandChain {
  /** Demands to one supplier that are not over. */
  openDemands(supplier: string): Promise<readonly Demand[]>
  /** Puts a message on the chain; rejects unless it is in a block. */
  submit(message: DemandMessage): Promise<unknown>
}

/** What a desk works with. */
export interface DeskTools {
  readonly chain: DemandChain
  /** Bech32 address of the supplier. */
  readonly operator: string
  readonly ledger: Ledger
  readonly outputs: OutputStore
  readonly load: Load
  /** Told what goes wrong. */
  readonly log: (text: string) => void
  /** From one look to the next, in ms. Default 2,000. */
  readonly intervalMs?: number
}

/** A channel that is being served is looked at the next time. */
function unlessBusy(error: unknown): 'busy' {
  if (error instanceof Refusal && error.kind === 'channelBusy') return 'busy'
  throw error
}

/** Looks for demands from time to time, and answers each once. */
export class DemandDesk {
  readonly #tools: DeskTools
  readonly #done = new Set<bigint>()
  #timer: NodeJS.Timeout | undefined
  #looking: Promise<void> | undefined

  constructor(tools: DeskTools) {
    this.#tools = tools
  }

  start(): void {
    const { intervalMs = 2_000, log } = this.#tools
    const again = (): void => {
      this.#looking = this.look()
        .catch((error: unknown) => log(`demands: ${(error as Error).message}`))
        .then(() => {
          if (this.#timer !== undefined) this.#timer = setTimeout(again, intervalMs)
        })
    }
    this.#timer = setTimeout(again, 0)
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    await this.#looking
  }

  /** Answers what can be answered, declines what was never served. */
  async look(): Promise<void> {
    const { chain, operator, log } = this.#tools
    for (const demand of await chain.openDemands(operator)) {
      if (demand.status !== OPEN || this.#done.has(demand.id)) continue
      const message = await this.#messageFor(demand).catch(unlessBusy)
      if (message === 'busy') continue
      if (message === undefined) {
        log(`demand ${demand.id}: the output of request ${demand.sequence} is not here any more`)
        this.#done.add(demand.id)
        continue
      }
      await chain.submit(message)
      this.#done.add(demand.id)
    }
  }

  async #messageFor(demand: Demand): Promise<DemandMessage | undefined> {
    const { operator: supplier, outputs } = this.#tools
    const value = { supplier, demandId: demand.id }
    if (await this.#declines(demand))
      return { typeUrl: '/infonex.verification.v1.MsgDeclineDemand', value }
    const kept = await outputs.find(demand.requestDigest)
    if (kept === undefined || this.#served(demand.channelId) < demand.sequence) return undefined
    const secret = Uint8Array.from(randomBytes(32))
    const to = { demandId: demand.id, demandKey: demand.key }
    const receipt = demand.receiptId.length === 0 ? kept.receipt : null
    const rest = { receipt, ciphertextHash: new Uint8Array(0), ciphertextBytes: 0 }
    return {
      typeUrl: '/infonex.verification.v1.MsgAnswerDemand',
      value: { ...value, ...sealOutput(sha256, secret, to, kept.bundle), ...rest },
    }
  }

  /**
   * Whether the request was never served: what was served has a receipt in the book, of a later number there is none.
   * Then it never will be: the channel is held until that is booked, so no answer to it is under way.
   * @throws Refusal channelBusy
   */
  async #declines({ receiptId, channelId: channel, sequence, requestDigest }: Demand) {
    const { ledger, load } = this.#tools
    if (receiptId.length > 0 || this.#served(channel) >= sequence) return false
    const free = load.takeChannel(toHex(channel))
    try {
      if (this.#served(channel) >= sequence) return false
      await ledger.decline(requestDigest)
      return true
    } finally {
      free()
    }
  }

  /** Number of the last answer of a channel; 0 before the first. */
  #served(channel: Uint8Array): bigint {
    const id = toHex(channel)
    const found = this.#tools.ledger
      .accounts()
      .find(({ descriptor }) => toHex(channelId(sha256, descriptor)) === id)
    return found?.sequence ?? 0n
  }
}

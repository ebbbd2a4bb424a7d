/** One account's transactions, one after another: two at once would be signed with the same sequence. */
import type { message } from '../../client/message.js'

/** A message with its type URL, as `message` of the client makes it. */
export type OutMessage = ReturnType<typeof message>

/** Puts messages on the chain in one transaction; rejects unless it is in a block and did what it says. */
export type SubmitMessages = (messages: readonly OutMessage[]) => Promise<unknown>

/** Settings of an outbox. */
export interface OutboxOptions {
  /** Signs, broadcasts and waits for the block. */
  readonly send: (messages: readonly OutMessage[]) => Promise<{
    readonly code: number
    readonly rawLog?: string | undefined
  }>
  /** How long a transaction may take to get into a block, in ms. Default 10,000. */
  readonly timeoutMs?: number
  /** Attempts at a transaction that got lost. Default 3. */
  readonly attempts?: number
  /** First wait before another attempt, in ms; it doubles. Default 100. */
  readonly backoffMs?: number
}

/** What another attempt may do better: the chain refused nothing, the transaction was lost on its way. */
const LOST =
  /sequence mismatch|timeout|timed out|not (?:yet )?found on the chain|fetch failed|ECONN|socket|network|mempool is full|tx already exists/i

/** Sends transactions of one account in order, again where they got lost on their way. */
export class Outbox {
  readonly #options: OutboxOptions
  #tail: Promise<unknown> = Promise.resolve()

  constructor(options: OutboxOptions) {
    this.#options = options
  }

  /** Resolves when the messages are in a block. @throws Error as the chain refuses them, or when all attempts got lost */
  readonly submit: SubmitMessages = (messages) => {
    const turn = this.#tail.then(() => this.#send(messages))
    this.#tail = turn.catch(() => undefined)
    return turn
  }

  async #send(messages: readonly OutMessage[]): Promise<void> {
    const { attempts = 3, backoffMs = 100 } = this.#options
    for (let attempt = 1; ; attempt++) {
      try {
        const { code, rawLog } = await this.#once(messages)
        if (code === 0) return
        throw new Error(`the transaction failed with code ${code}: ${rawLog ?? ''}`)
      } catch (error) {
        if (attempt >= attempts || !LOST.test((error as Error).message)) throw error
        await new Promise((done) => setTimeout(done, backoffMs * 2 ** (attempt - 1)))
      }
    }
  }

  async #once(messages: readonly OutMessage[]) {
    const { send, timeoutMs = 10_000 } = this.#options
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      const error = new Error(`timeout: the transaction is in no block after ${timeoutMs} ms`)
      timer = setTimeout(() => reject(error), timeoutMs)
    })
    const sent = send(messages)
    // It may fail after nobody waits any more.
    sent.catch(() => undefined)
    try {
      return await Promise.race([sent, late])
    } finally {
      clearTimeout(timer)
    }
  }
}

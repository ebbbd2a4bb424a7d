/**
 * A light client: believes one header that its user pinned, and nothing that the node says without proof.
 * It follows CometBFT's rules (spec/light-client) for a validator set that stays or changes step by step.
 */
import { toHex, fromBase64 } from '@cosmjs/encoding'
import { ed25519 } from '@noble/curves/ed25519.js'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { headerHash } from '../proto/comet/header.js'
import {
  type LightCrypto,
  LightError,
  type SignedHeader,
  verifyAdjacentHeader,
  verifyCommit,
} from '../proto/comet/light.js'
import { sameBytes } from '../proto/comet/merkle.js'
import type { Validator } from '../proto/comet/types.js'
import { verifyProofOps } from '../proto/ics23/verifyOps.js'
import { parseSignedHeader, parseValidator } from './rpcJson.js'

/** Calls one method of the node's JSON-RPC. */
export type RpcTransport = (method: string, params: object) => Promise<unknown>

/** The header that the user trusts, from a source other than the node. */
export interface TrustedHeader {
  readonly chainId: string
  readonly height: bigint
  /** 32 bytes. */
  readonly hash: Uint8Array
}

export interface VerifiedValue {
  /** Undefined = proved absent. */
  readonly value: Uint8Array | undefined
  /** The block after which the key had this value. */
  readonly height: bigint
  /** Header time of the block after it, in ns since 1970: how fresh the answer is. */
  readonly timeNs: bigint
}

/** How much a light client takes on trust of time. */
export interface LightOptions {
  /**
   * Age from which a trusted header is worth nothing any more, since its validators may have left with
   * their bonds; default 14 days, in milliseconds.
   */
  readonly trustingPeriodMs?: number
  /** How far a header may be ahead of this machine's clock; default 10 s, in milliseconds. */
  readonly maxClockDriftMs?: number
  /** Milliseconds since 1970; default Date.now. */
  readonly nowMs?: () => number
}

const DAY_MS = 86_400_000
const ANSWER_MS = 20_000

const CRYPTO: LightCrypto = {
  sha256,
  verify(type, pubKey, message, signature) {
    try {
      return type === 'ed25519'
        ? ed25519.verify(signature, message, pubKey, { zip215: true })
        : secp256k1.verify(signature, sha256(message), pubKey, { prehash: false })
    } catch {
      return false
    }
  },
}

/** Posts JSON-RPC with `fetch`, which Node and browsers have. */
export function httpTransport(url: string): RpcTransport {
  return async (method, params) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
      signal: AbortSignal.timeout(ANSWER_MS),
    })
    const body = (await response.json()) as {
      result?: unknown
      error?: { message: string; data?: string }
    }
    if (body.error !== undefined)
      throw new Error(`${method}: ${body.error.message} ${body.error.data ?? ''}`)
    return body.result
  }
}

export class LightClient {
  readonly #call: RpcTransport
  readonly #chainId: string
  readonly #options: Required<LightOptions>
  readonly #known = new Map<bigint, SignedHeader>()
  #latest: SignedHeader

  private constructor(
    call: RpcTransport,
    chainId: string,
    first: SignedHeader,
    options: LightOptions,
  ) {
    this.#call = call
    this.#chainId = chainId
    this.#options = {
      trustingPeriodMs: 14 * DAY_MS,
      maxClockDriftMs: 10_000,
      nowMs: Date.now,
      ...options,
    }
    this.#latest = first
    this.#known.set(first.header.height, first)
  }

  /** @throws LightError if the node's header at the trusted height is another one. */
  static async connect(
    call: RpcTransport,
    trusted: TrustedHeader,
    options: LightOptions = {},
  ): Promise<LightClient> {
    const first = await fetchHeader(call, trusted.height)
    const hash = headerHash(sha256, first.header)
    if (!sameBytes(hash, trusted.hash))
      throw new LightError(
        `the node's header ${trusted.height} is ${toHex(hash)}, not the trusted one`,
      )
    verifyCommit(
      CRYPTO,
      trusted.chainId,
      await fetchValidators(call, trusted.height),
      first.commit,
      first.header,
    )
    return new LightClient(call, trusted.chainId, first, options)
  }

  /** The newest header that was verified. */
  get latest(): SignedHeader {
    return this.#latest
  }

  /**
   * A header, verified from the nearest one that is known.
   * @throws LightError if the node shows another chain, or nothing that is known is fresh enough.
   */
  async verifiedHeader(height: bigint): Promise<SignedHeader> {
    const known = this.#known.get(height)
    if (known !== undefined) return known
    const below = this.#nearestBelow(height)
    const fresh = below !== undefined && this.#isFresh(below)
    if (height > this.#latest.header.height && !fresh)
      throw new LightError(
        `header ${this.#latest.header.height} is older than the trusting period: pin a newer one`,
      )
    const found = fresh ? await this.#forward(below, height) : await this.#backward(height)
    this.#known.set(height, found)
    if (height > this.#latest.header.height) this.#latest = found
    return found
  }

  #nearestBelow(height: bigint): SignedHeader | undefined {
    let best: SignedHeader | undefined
    for (const [at, signed] of this.#known)
      if (at < height && (best === undefined || at > best.header.height)) best = signed
    return best
  }

  #isFresh(signed: SignedHeader): boolean {
    const { trustingPeriodMs, nowMs } = this.#options
    return signed.header.timeNs / 1_000_000n + BigInt(trustingPeriodMs) > BigInt(nowMs())
  }

  #checkTime(trusted: SignedHeader, next: SignedHeader): void {
    const { maxClockDriftMs, nowMs } = this.#options
    if (next.header.timeNs <= trusted.header.timeNs)
      throw new LightError(`header ${next.header.height} is not later than the one before it`)
    if (next.header.timeNs / 1_000_000n > BigInt(nowMs() + maxClockDriftMs))
      throw new LightError(`header ${next.header.height} is from the future`)
  }

  /** Skips while the set that the trusted header announced still signs; halves the way when it does not. */
  async #forward(trusted: SignedHeader, height: bigint): Promise<SignedHeader> {
    const next = await fetchHeader(this.#call, height)
    this.#checkTime(trusted, next)
    const validators = await fetchValidators(this.#call, height)
    if (height === trusted.header.height + 1n) {
      verifyAdjacentHeader(CRYPTO, trusted, next, validators)
      return next
    }
    if (sameBytes(next.header.validatorsHash, trusted.header.nextValidatorsHash)) {
      verifyCommit(CRYPTO, this.#chainId, validators, next.commit, next.header)
      return next
    }
    const middle = await this.#forward(trusted, (trusted.header.height + height) >> 1n)
    return this.#forward(middle, height)
  }

  /** Walks back from the nearest known header above by the hashes that each names for the one before. */
  async #backward(height: bigint): Promise<SignedHeader> {
    const above = [...this.#known.keys()].filter((h) => h > height)
    if (above.length === 0 || height < 1n) throw new LightError(`there is no header ${height}`)
    let at = above.reduce((a, b) => (a < b ? a : b))
    let trusted = this.#known.get(at) as SignedHeader
    while (at > height) {
      at -= 1n
      const before = await fetchHeader(this.#call, at)
      if (!sameBytes(headerHash(sha256, before.header), trusted.header.lastBlockId.hash))
        throw new LightError(`header ${at} is not the one that header ${at + 1n} names`)
      trusted = before
    }
    return trusted
  }

  /**
   * Reads one key of a store with its proof, and checks it against a header that was verified. Waits for
   * the header after the answer's height, whose app hash the proof leads to.
   * @throws ProofError or LightError when the node lies.
   */
  async queryStore(store: string, key: Uint8Array, height = 0n): Promise<VerifiedValue> {
    const answer = (await this.#call('abci_query', {
      path: `/store/${store}/key`,
      data: toHex(key),
      height: height.toString(),
      prove: true,
    })) as { response: Record<string, unknown> }
    const response = answer.response
    if (Number(response['code'] ?? 0) !== 0)
      throw new Error(`query refused: ${String(response['log'])}`)
    const ops = (
      response['proofOps'] as { ops: { type: string; key: string; data: string }[] } | null
    )?.ops
    if (ops === undefined) throw new LightError('the node gave no proof')
    const at = BigInt(response['height'] as string)
    if (height !== 0n && at !== height)
      throw new LightError(`asked for height ${height}, the node answered for ${at}`)
    const raw = response['value'] as string | null
    const value = raw === null || raw === '' ? undefined : fromBase64(raw)
    await this.#waitFor(at + 1n)
    const { header } = await this.verifiedHeader(at + 1n)
    verifyProofOps(
      ops.map((op) => ({ type: op.type, key: fromBase64(op.key), data: fromBase64(op.data) })),
      header.appHash,
      store,
      key,
      value,
    )
    return { value, height: at, timeNs: header.timeNs }
  }

  async #waitFor(height: bigint): Promise<void> {
    for (let tries = 0; tries < 200; tries++) {
      const status = (await this.#call('status', {})) as {
        sync_info: { latest_block_height: string }
      }
      if (BigInt(status.sync_info.latest_block_height) >= height) return
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new LightError(`the node made no block ${height} in 20 s`)
  }
}

async function fetchHeader(call: RpcTransport, height: bigint): Promise<SignedHeader> {
  const { signed_header } = (await call('commit', { height: height.toString() })) as {
    signed_header: unknown
  }
  const signed = parseSignedHeader(signed_header)
  if (signed.header.height !== height)
    throw new LightError(`asked for header ${height}, got ${signed.header.height}`)
  return signed
}

async function fetchValidators(call: RpcTransport, height: bigint): Promise<readonly Validator[]> {
  const out: Validator[] = []
  for (let page = 1; page < 100; page++) {
    const answer = (await call('validators', {
      height: height.toString(),
      page: `${page}`,
      per_page: '100',
    })) as { validators: unknown[]; total: string }
    out.push(...answer.validators.map(parseValidator))
    if (out.length >= Number(answer.total)) break
  }
  return out
}

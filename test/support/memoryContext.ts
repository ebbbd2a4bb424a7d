import type { ConsensusParams } from '../../chain/types/abci.js'
import { AddressCodec } from '../../chain/types/address.js'
import { Context, type BlockInfo, type ExecMode } from '../../chain/types/context.js'
import { GasMeter } from '../../chain/types/gas.js'
import type { MsgHandler, QueryHandler } from '../../chain/types/module.js'
import { MemStores } from './memStore.js'

/** The address codec that tests share; prefix infonex. */
export const addresses = new AddressCodec('infonex')

/** The n-th test address: 20 bytes, n big-endian in the last two. */
export function addressBytes(n: number): Uint8Array {
  const out = new Uint8Array(20).fill(0x11)
  out[18] = n >> 8
  out[19] = n & 0xff
  return out
}

/** The n-th test address as bech32 text. */
export function address(n: number): string {
  return addresses.toText(addressBytes(n))
}

/** Limits that leave room, as a development chain has them. */
export const testConsensusParams: ConsensusParams = {
  block: { maxBytes: 22_020_096n, maxGas: -1n },
  evidence: { maxAgeNumBlocks: 100_000n, maxAgeDurationNs: 172_800_000_000_000n, maxBytes: 0n },
  validator: { pubKeyTypes: ['ed25519'] },
  version: { app: 0n },
}

export interface MemoryContextOptions {
  /** Share the stores of another context, or name those that exist; default: any name. */
  readonly stores?: MemStores
  readonly height?: bigint
  readonly timeNs?: bigint
  readonly mode?: ExecMode
  readonly chainId?: string
  /** Undefined = unlimited. */
  readonly gasLimit?: bigint
  readonly consensusParams?: ConsensusParams
  readonly proposerAddress?: Uint8Array
  readonly txBytes?: Uint8Array
}

/** 2026-01-01T00:00:00Z. */
const START_NS = 1_767_225_600_000_000_000n

/** A context over sorted in-memory stores: height 1, mode `deliver`, unlimited gas by default. */
export function memoryContext(options: MemoryContextOptions = {}): Context {
  const block: BlockInfo = {
    chainId: options.chainId ?? 'infonex-test-1',
    height: options.height ?? 1n,
    timeNs: options.timeNs ?? START_NS,
    proposerAddress: options.proposerAddress ?? new Uint8Array(20),
    headerHash: new Uint8Array(32),
    lastCommitVotes: [],
    consensusParams: options.consensusParams ?? testConsensusParams,
  }
  return new Context({
    block,
    mode: options.mode ?? 'deliver',
    stores: options.stores ?? new MemStores(),
    gas: new GasMeter(options.gasLimit),
    events: [],
    diffs: [],
    validatorUpdates: [],
    txBytes: options.txBytes ?? new Uint8Array(),
    minGasPrices: [],
  })
}

/** The same state at another height or time, with empty events and a fresh, unlimited gas meter. */
export function at(ctx: Context, block: Partial<BlockInfo>, mode: ExecMode = ctx.mode): Context {
  return ctx.with({
    block: { ...ctx.block, ...block },
    mode,
    gas: new GasMeter(undefined),
    events: [],
    diffs: [],
    validatorUpdates: [],
  })
}

/** `blocks` heights and `blocks * secondsPerBlock` seconds later. */
export function later(ctx: Context, blocks: bigint, secondsPerBlock = 5n): Context {
  return at(ctx, {
    height: ctx.height + blocks,
    timeNs: ctx.timeNs + blocks * secondsPerBlock * 1_000_000_000n,
  })
}

/**
 * Runs one message as a transaction would, after its wire: encode, decode, validateBasic, then execute on
 * a branch that is dropped if it throws.
 */
export function run<M, R>(handler: MsgHandler<M, R>, ctx: Context, msg: M): R {
  const decoded = handler.request.decode(handler.request.encode(msg))
  handler.validateBasic(decoded)
  handler.signers(decoded)
  const response = ctx.atomic((branch) => handler.execute(branch, decoded))
  return handler.response.decode(handler.response.encode(response))
}

/** Runs one query over its wire. */
export function query<Q, R>(handler: QueryHandler<Q, R>, ctx: Context, request: Q): R {
  const response = handler.run(ctx, handler.request.decode(handler.request.encode(request)))
  return handler.response.decode(handler.response.encode(response))
}

import type { DecodedTx } from '../codec/tx.js'
import type { BlockParams } from '../types/abci.js'
import { TxError } from '../types/errors.js'
import type { QueryContext } from '../types/context.js'
import type { SystemTx } from '../types/systemTx.js'

/** What proposals are judged by. */
export interface ProposalRules {
  readonly decode: (bytes: Uint8Array) => DecodedTx
  readonly systemTx: SystemTx | undefined
  readonly params: BlockParams | undefined
}

/** Bytes of a transaction in a block: its field in `Data`, tag and length counted. */
function sizeInBlock(tx: Uint8Array): number {
  let size = 2
  for (let rest = tx.length; rest >= 128; rest = Math.floor(rest / 128)) size += 1
  return size + tx.length
}

/** The gas a transaction asks for; undefined if it cannot be decoded. */
function gasOf(rules: ProposalRules, bytes: Uint8Array): bigint | undefined {
  try {
    return rules.decode(bytes).authInfo.fee?.gasLimit ?? 0n
  } catch (error) {
    if (error instanceof TxError) return undefined
    throw error
  }
}

function maxGasOf(params: BlockParams | undefined): bigint | undefined {
  return params !== undefined && params.maxGas > 0n ? params.maxGas : undefined
}

/** The system transaction first, then what was reaped, in order, as bytes and gas allow. */
export function prepare(
  rules: ProposalRules,
  ctx: QueryContext,
  txs: readonly Uint8Array[],
  maxTxBytes: bigint,
): Uint8Array[] {
  const out: Uint8Array[] = []
  let bytesLeft = maxTxBytes
  let gas = 0n
  const maxGas = maxGasOf(rules.params)
  const system = rules.systemTx?.build(ctx)
  if (system !== undefined) {
    out.push(system)
    bytesLeft -= BigInt(sizeInBlock(system))
  }
  for (const tx of txs) {
    const size = BigInt(sizeInBlock(tx))
    if (size > bytesLeft) break
    if (rules.systemTx?.matches(tx) === true) continue
    const wanted = gasOf(rules, tx)
    if (wanted === undefined) continue
    if (maxGas !== undefined && gas + wanted > maxGas) break
    gas += wanted
    bytesLeft -= size
    out.push(tx)
  }
  return out
}

/** Refuses only what every proposer can avoid: undecodable, too much gas, a wrong system transaction. */
export function accepts(
  rules: ProposalRules,
  ctx: QueryContext,
  txs: readonly Uint8Array[],
): boolean {
  const { systemTx } = rules
  const first = txs[0]
  const system = first !== undefined && systemTx?.matches(first) === true ? first : undefined
  if (systemTx !== undefined && !systemTx.validate(ctx, system)) return false
  const maxGas = maxGasOf(rules.params)
  let gas = 0n
  for (const tx of system === undefined ? txs : txs.slice(1)) {
    if (systemTx?.matches(tx) === true) return false
    const wanted = gasOf(rules, tx)
    if (wanted === undefined) return false
    gas += wanted
    if (maxGas !== undefined && gas > maxGas) return false
  }
  return true
}

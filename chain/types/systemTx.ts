import type { Context, QueryContext } from './context.js'

/**
 * The one transaction that a proposer injects at index 0 of its block (rules.md H16). It has no signer,
 * pays no gas, and CheckTx refuses its bytes. The beacon module supplies it.
 */
export interface SystemTx {
  /** True for bytes of this kind, good or bad; they are never a TxRaw. Reads no state. */
  matches(bytes: Uint8Array): boolean
  /**
   * The proposer's transaction for the block in `ctx.block`, over the state before that block; undefined
   * when this node has none to give. May use what the node alone knows.
   */
  build(ctx: QueryContext): Uint8Array | undefined
  /**
   * Whether `bytes` is what the proposer in `ctx.block` must put at index 0; undefined = it put nothing.
   * Depends on the block and the state before it alone.
   */
  validate(ctx: QueryContext, bytes: Uint8Array | undefined): boolean
  /** Runs it after the begin blockers. @throws TxError: its writes are dropped, the block goes on. */
  execute(ctx: Context, bytes: Uint8Array): void
}

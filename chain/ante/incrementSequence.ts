import type { Decorator } from './anteTx.js'

/** Burns the sequence of every signer, so that no signed transaction runs twice. */
export const incrementSequence: Decorator = (ctx, ante, { accounts }) => {
  for (const { address } of ante.signers) accounts.incrementSequence(ctx, address)
}

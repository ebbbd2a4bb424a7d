import type { Context } from '../../chain/types/context.js'
import { isRunning } from './agreements.js'
import type { SlaKeeper } from './keeper.js'

/** From 1 to 2: running agreements are found by their client or supplier, which version 1 did not need. */
export function indexRunning({ agreements: book }: SlaKeeper, ctx: Context): void {
  const running = [...book.agreements.walk(ctx)].map(([, one]) => one).filter(isRunning)
  for (const agreement of running) book.serving.add(ctx, book.servingKeyOf(agreement))
}

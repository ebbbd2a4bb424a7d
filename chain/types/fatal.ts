/**
 * A stack overflow: its depth differs between machines, JIT tiers and flags, so that to catch it would
 * fork the chain. It must reach the engine, which halts (house.md 5.13).
 */
export function isFatal(error: unknown): boolean {
  return error instanceof RangeError && error.message === 'Maximum call stack size exceeded'
}

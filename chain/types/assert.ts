/** A bug, not a refusal: it is loud, and nothing may catch it to branch on it. */
export class AssertionError extends Error {
  override readonly name = 'AssertionError'
}

/** Throws when an invariant of the program itself does not hold. */
export function assert(condition: boolean, what: string): asserts condition {
  if (!condition) throw new AssertionError(what)
}

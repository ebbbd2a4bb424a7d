/** A document, a plan or a measurement that is refused: where, and why. */
export class SlaIrError extends Error {
  override readonly name = 'SlaIrError'
  /** Place in the document, such as plans/Gold/quotas/~1v1/get (RFC 6901 without the first slash); '' for the whole. */
  readonly path: string
  /** A sentence: what was got, what was wanted. */
  readonly reason: string

  constructor(path: string, reason: string) {
    super(path === '' ? reason : `${path}: ${reason}`)
    this.path = path
    this.reason = reason
  }
}

const SHOWN = 60

/** A text of the document in a message: short, and without control characters. */
export function shown(text: string): string {
  const cut = text.length > SHOWN ? `${text.slice(0, SHOWN)}...` : text
  return cut.replace(/[^ -~]/g, '?')
}

const PLAIN = /^[\w .{}-]{1,60}$/

/** One more step of a path (RFC 6901: `~` is ~0, `/` is ~1). PERF: made for each value of a document. */
export function step(path: string, name: string | number): string {
  if (typeof name === 'number' || PLAIN.test(name))
    return path === '' ? `${name}` : `${path}/${name}`
  const text = shown(name).replace(/~/g, '~0').replace(/\//g, '~1')
  return path === '' ? text : `${path}/${text}`
}

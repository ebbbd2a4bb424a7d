/** JSON that does not fit the message: `path` leads to the place, such as messages[0].amount. */
export class ProtoJsonError extends Error {
  override readonly name = 'ProtoJsonError'
  readonly path: string

  constructor(path: string, problem: string) {
    super(path === '' ? problem : `${path}: ${problem}`)
    this.path = path
  }
}

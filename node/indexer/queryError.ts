/** A query that cannot be read or cannot be answered. `position` counts characters from 0. */
export class QueryError extends Error {
  override readonly name = 'QueryError'
  readonly position: number

  constructor(message: string, position = 0) {
    super(message)
    this.position = position
  }
}

/** Mean and standard deviation (of the sample) over seeds. */
export interface Spread {
  readonly mean: number
  readonly sd: number
}

export const sum = (values: Iterable<number>): number => {
  let total = 0
  for (const value of values) total += value
  return total
}

export function spread(values: readonly number[]): Spread {
  const mean = sum(values) / values.length
  if (values.length < 2) return { mean, sd: 0 }
  const squares = sum(values.map((value) => (value - mean) * (value - mean)))
  return { mean, sd: Math.sqrt(squares / (values.length - 1)) }
}

/** Standard deviation over mean. */
export function variation(values: readonly number[]): number {
  const { mean, sd } = spread(values)
  return sd / mean
}

/** The value that `share` of all lie below or at. @param sorted ascending */
export function quantile(sorted: Float64Array, share: number): number {
  if (sorted.length === 0) return Number.NaN
  const at = Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))
  return sorted[at] as number
}

/** 1 if all are alike, 1/n if one has everything. */
export function jain(values: readonly number[]): number {
  const total = sum(values)
  const squares = sum(values.map((value) => value * value))
  return squares === 0 ? Number.NaN : (total * total) / (values.length * squares)
}

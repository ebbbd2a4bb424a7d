/** Operators that hold graphs of their own: a judge of single elements cannot look inside. */
const CONTROL: readonly string[] = ['If', 'Loop', 'Scan', 'SequenceMap']

/** Operators that give other values at each run. */
const RANDOM: readonly string[] = [
  'RandomNormal',
  'RandomNormalLike',
  'RandomUniform',
  'RandomUniformLike',
  'Multinomial',
  'Bernoulli',
]

/** Operators whose output shape depends on values. */
const UNSHAPED: readonly string[] = [
  'NonZero',
  'Unique',
  'Compress',
  'NonMaxSuppression',
  'StringSplit',
  'SequenceConstruct',
  'SequenceEmpty',
  'SplitToSequence',
  'Optional',
]

/** Why an operator has no place in a registered graph, or undefined. */
export function operatorProblem(domain: string, op: string): string | undefined {
  if (domain !== '' && domain !== 'ai.onnx') return `operator of domain ${domain}`
  if (CONTROL.includes(op)) return 'control flow'
  if (RANDOM.includes(op)) return 'random values'
  if (UNSHAPED.includes(op)) return 'shape depends on values'
  return undefined
}
